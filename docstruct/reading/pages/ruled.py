"""Ruled tables, from the lines that draw them.

The rules of a page (hairlines, thin filled rectangles, the edges of boxes) are reduced to horizontal and vertical
segments; segments that touch belong to one *grid*. The coordinates of its rules are the edges of its columns and
rows, and two neighbouring cells with no rule between them are one merged cell. A grid with one column only (a frame
around a page or a paragraph, an underline) is no table.

Text is laid into the grid by where it stands. A word that sticks out of its cell is not torn at the rule: it belongs
where it begins, or ends if it is set to the right. A row comes out as one :class:`~docstruct.reading.pages.layout.PageLine` of cells separated by tabs.
A merged cell's text stands in its first cell, the others are empty, so every row of a table has as many cells as the
table has columns:

    ┌───────────┬──────┐
    │   项目    │ 合计 │      项目 ⇥      ⇥ 合计
    ├─────┬─────┤      │      编码 ⇥ 名称 ⇥
    │ 编码│名称 │      │
    └─────┴─────┴──────┘
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from docstruct.reading.pages.layout import JOINED_GAP, rows
from docstruct.reading.pages.tables import PageTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pages.turn import Rectangle

Segment: TypeAlias = tuple[float, float, float]
"""A rule: its fixed coordinate, and where it begins and ends along the other axis."""

THIN = 3.0
"""Points up to which a filled rectangle is a rule, not an area."""
SNAP = 2.5
"""Points within which rules share a coordinate: the two edges of a double rule, the borders of adjacent cells."""
REACH = 3.5
"""Points by which a rule may miss another and still touch it."""
SHORTEST = 5.0
"""Points below which a rule is a mark (a dash, a tick box's edge), not part of a grid."""
UNSURE = 0.79
"""Confidence in what was recognised and cannot be as it seems: below what counts as sure."""
_NUMBER = re.compile(r"\s*[-−－]?[0-9][0-9,，]*[.．][0-9]+\s*%?\s*")
"""An amount: with decimals, as a year above a year's number (2023⏎12) has none."""
MOST_RULES = 1000
"""Rules beyond which a page shows a drawing, not a table; grids are built in time of rules across times down."""


@dataclass(slots=True)
class Rules:
    """The rules of a page, as drawn."""

    across: list[Segment] = field(default_factory=list)
    down: list[Segment] = field(default_factory=list)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add a line from point to point; a slanted one is no rule."""
        if abs(y1 - y0) <= 1.0:
            self.across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1.0:
            self.down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def stroke(self, box: Rectangle) -> None:
        """Add a line by the area around it, which reaches as far beyond its ends as to its sides."""
        x0, y0, x1, y1 = box
        reach = min(x1 - x0, y1 - y0) / 2
        self.line(x0 + reach, y0 + reach, x1 - reach, y1 - reach)

    def area(self, box: Rectangle, *, stroked: bool) -> None:
        """Add a rectangle: a rule if it is thin, else its edges if they are drawn."""
        x0, y0, x1, y1 = box
        if y1 - y0 <= THIN:
            self.across.append(((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN:
            self.down.append(((x0 + x1) / 2, y0, y1))
        elif stroked:
            self.across += [(y0, x0, x1), (y1, x0, x1)]
            self.down += [(x0, y0, y1), (x1, y0, y1)]


@dataclass(slots=True)
class Grid:
    """The cells that touching rules make.

    Attributes:
        xs, ys: the edges of columns and rows, ascending.
        regions: for every row and column the first cell of the merged cell they belong to.
    """

    xs: list[float]
    ys: list[float]
    regions: list[list[tuple[int, int]]]

    @property
    def box(self) -> Rectangle:
        """The outline of the grid."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def part(self, fragments: Iterable[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
        """The fragments whose middles lie within the outline, and the others."""
        inside: list[Fragment] = []
        outside: list[Fragment] = []
        x0, y0, x1, y1 = self.box
        for fragment in fragments:
            held = y0 <= fragment.middle <= y1 and x0 <= (fragment.left + fragment.right) / 2 <= x1
            (inside if held else outside).append(fragment)
        return inside, outside


def find_grids(rules: Rules) -> list[Grid]:
    """The grids of a page, from top to bottom; frames and underlines are left out."""
    across, down = _merge(rules.across), _merge(rules.down)
    if len(across) < 2 or len(down) < 2 or len(across) + len(down) > MOST_RULES:
        return []
    grids = [_grid(*part) for part in _touching(across, down)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merge(segments: Iterable[Segment]) -> list[Segment]:
    """Rules of one coordinate joined where they meet, ordered by coordinate."""
    merged: list[Segment] = []
    for group in _clusters(sorted(segments)):
        at = sum(segment[0] for segment in group) / len(group)
        spans = sorted((start, end) for _, start, end in group)
        low, high = spans[0]
        for start, end in spans[1:]:
            if start > high + REACH:
                merged.append((at, low, high))
                low, high = start, end
            high = max(high, end)
        merged.append((at, low, high))
    return [segment for segment in merged if segment[2] - segment[1] >= SHORTEST]


def _clusters(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    group: list[Segment] = []
    for segment in segments:
        if group and segment[0] - group[0][0] > SNAP:
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


class _Sets:
    """Numbers from 0 of which some are one: union and find, the first of a set standing for all of it."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def first(self, i: int) -> int:
        """The first number of a set."""
        above = self._above
        while above[i] != i:
            above[i] = above[above[i]]  # halves the way for whoever asks next
            i = above[i]
        return i

    def unite(self, i: int, j: int) -> None:
        """Make the sets of two numbers one."""
        above = self._above
        if above[i] == above[j]:  # of one set already, as most rules of a grid are
            return
        one, other = self.first(i), self.first(j)
        above[max(one, other)] = min(one, other)


def _touching(across: list[Segment], down: list[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Sets of rules that touch one another."""
    one = _Sets(len(across) + len(down))
    coordinates = [y for y, _, _ in across]
    for j, (x, y0, y1) in enumerate(down, start=len(across)):
        for i in range(bisect_left(coordinates, y0 - REACH), bisect_right(coordinates, y1 + REACH)):
            if across[i][1] - REACH <= x <= across[i][2] + REACH:
                one.unite(i, j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, segment in enumerate(across):
        groups.setdefault(one.first(i), ([], []))[0].append(segment)
    for j, segment in enumerate(down, start=len(across)):
        groups.setdefault(one.first(j), ([], []))[1].append(segment)
    yield from groups.values()


def _grid(across: list[Segment], down: list[Segment]) -> Grid | None:
    if len(across) < 2 or not down:
        return None
    xs = _edges([x for x, _, _ in down], [end for segment in across for end in segment[1:]])
    ys = _edges([y for y, _, _ in across], [end for segment in down for end in segment[1:]])
    if len(xs) < 3:
        return None
    return Grid(xs, ys, _regions(xs, ys, across, down))


def _edges(coordinates: Iterable[float], ends: Sequence[float]) -> list[float]:
    """The distinct coordinates of rules, and the ends of the crossing rules where the outer rule is not drawn."""
    edges = sorted(set(coordinates))
    if min(ends) < edges[0] - SHORTEST:
        edges.insert(0, min(ends))
    if max(ends) > edges[-1] + SHORTEST:
        edges.append(max(ends))
    return edges


def _regions(
    xs: list[float], ys: list[float], across: list[Segment], down: list[Segment]
) -> list[list[tuple[int, int]]]:
    """Which cells are one: neighbours without a rule between them."""
    walls = _walls(xs, ys, down)
    floors = _walls(ys, xs, across)
    width, height = len(xs) - 1, len(ys) - 1
    one = _Sets(width * height)
    for row in range(height):
        for column in range(width):
            cell = row * width + column
            if column + 1 < width and not walls[column + 1][row]:
                one.unite(cell, cell + 1)
            if row + 1 < height and not floors[row + 1][column]:
                one.unite(cell, cell + width)
    return [
        [divmod(one.first(row * width + column), width) for column in range(width)] for row in range(height)
    ]


def _walls(edges: list[float], crossing: list[float], segments: list[Segment]) -> list[list[bool]]:
    """For every edge and every step between two crossing edges, whether a rule is drawn there."""
    middles = [(low + high) / 2 for low, high in pairwise(crossing)]
    drawn = [[False] * len(middles) for _ in edges]
    for at, start, end in segments:
        row = drawn[bisect_left(edges, at)]
        for i in range(bisect_left(middles, start), bisect_right(middles, end)):
            row[i] = True
    return drawn


def fill(grid: Grid, fragments: Sequence[Fragment]) -> PageTable | None:
    """Lay the fragments that a grid holds into its cells.

    None if it holds no text, or is no higher than its type: the strokes of a large character cross like rules.
    """
    if max((fragment.size for fragment in fragments), default=0.0) >= grid.ys[-1] - grid.ys[0]:
        return None
    cells = _in_cells(grid, fragments)
    if not any(map(any, cells)):
        return None
    for row in cells:
        for column, cell in enumerate(row):
            if len(cell) > 1:
                row[column] = _in_order(cell)
                _doubt_numbers_in_a_stack(row[column])
    return _without_slivers(PageTable(grid.xs, grid.ys, cells))


def _in_cells(grid: Grid, fragments: Sequence[Fragment]) -> list[list[list[Fragment]]]:
    """The fragments of every cell, in the first cell of a merged one."""
    xs, ys = grid.xs, grid.ys
    cells: list[list[list[Fragment]]] = [[[] for _ in row] for row in grid.regions]
    for fragment in fragments:
        regions = grid.regions[_step(ys, fragment.middle)]
        low, high = _step(xs, fragment.left), _step(xs, fragment.right)
        if low == high:  # nearly every cell: its text stands between two rules
            if word := fragment.stripped():
                row, column = regions[low]
                cells[row][column].append(word)
            continue
        for step, word in _words(fragment, xs, regions, (low, high)):
            row, column = regions[step]
            cells[row][column].append(word)
    return cells


def _doubt_numbers_in_a_stack(cell: Sequence[Fragment]) -> None:
    """A recognised cell with one number below another has lost the rule between two rows: whatever it says is not sure."""
    numbers = [piece for piece in cell if piece.confidence is not None and _NUMBER.fullmatch(piece.text)]
    if any(after.top >= before.middle for before, after in pairwise(numbers)):
        for piece in numbers:
            piece.confidence = min(piece.confidence or 0.0, UNSURE)


def _step(edges: Sequence[float], at: float) -> int:
    """Between which edges a coordinate lies; the outermost steps reach on outwards."""
    return bisect_right(edges, at, 1, len(edges) - 1) - 1


def _words(
    fragment: Fragment, xs: Sequence[float], regions: Sequence[tuple[int, int]], steps: tuple[int, int]
) -> Iterator[tuple[int, Fragment]]:
    """The parts of a fragment that stand in different cells of a row, each with its column.

    It reaches from the first of ``steps`` to the last. White space around the parts is left out.
    """
    low, high = steps
    walls = [xs[i + 1] for i in range(low, high) if regions[i] != regions[i + 1]]
    cuts = [0, *(_cut(fragment, wall) for wall in walls), len(fragment.text)]
    for start, end in pairwise(cuts):
        if start < end and (word := fragment.cut(start, end).stripped()):
            yield _home(xs, word), word


def _cut(fragment: Fragment, wall: float) -> int:
    """Where a wall parts the text: between two characters, or beside the word it runs through."""
    slack = 0.1 * fragment.size
    end = len(fragment.text)
    i = next((i for i in range(end) if fragment.rights[i] > wall + slack), end)
    if i == end or fragment.lefts[i] >= wall - slack or fragment.text[i].isspace():
        return i
    first, end = _word_around(fragment, i)
    return end if wall - fragment.lefts[first] > fragment.rights[end - 1] - wall else first


def _word_around(fragment: Fragment, i: int) -> tuple[int, int]:
    """The range of the word character ``i`` belongs to: up to a space, a gap, or a change of script."""
    first, end = i, i + 1
    while first > 0 and not _parted(fragment, first):
        first -= 1
    while end < len(fragment.text) and not _parted(fragment, end):
        end += 1
    return first, end


def _parted(fragment: Fragment, i: int) -> bool:
    before, after = fragment.text[i - 1], fragment.text[i]
    if before.isspace() or after.isspace() or before.isascii() != after.isascii():
        return True
    return fragment.lefts[i] - fragment.rights[i - 1] > JOINED_GAP * fragment.size


def _home(xs: Sequence[float], word: Fragment) -> int:
    """The column of a word; of one that sticks out, that whose edge it keeps to."""
    low, high = _step(xs, word.left + 0.1 * word.size), _step(xs, word.right - 0.1 * word.size)
    return low if word.left - xs[low] <= xs[high + 1] - word.right else high


def _in_order(fragments: list[Fragment]) -> list[Fragment]:
    return [fragment for row in rows(fragments) for fragment in row]


def _without_slivers(table: PageTable) -> PageTable:
    """The table without the slits between double rules: columns and rows too narrow for type, with no text."""
    columns = [
        i
        for i, (low, high) in enumerate(pairwise(table.xs))
        if high - low > SHORTEST or any(row[i] for row in table.rows)
    ]
    lines = [
        i for i, (low, high) in enumerate(pairwise(table.ys)) if high - low > SHORTEST or any(table.rows[i])
    ]
    if len(columns) == len(table.xs) - 1 and len(lines) == len(table.rows):
        return table
    return PageTable(
        [table.xs[i] for i in columns] + table.xs[-1:],
        [table.ys[i] for i in lines] + table.ys[-1:],
        [[table.rows[i][j] for j in columns] for i in lines],
    )
