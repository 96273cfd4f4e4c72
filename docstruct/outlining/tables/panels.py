"""Tables that stand side by side in one: 收入 | 支出, or three columns of codes, names and amounts.

A panel begins where the title of the first column is repeated, and where names of the other side begin under a title of
that side. Panels of equal titles are one table that was folded to fit the page and are put under one another; panels of
different titles become tables of their own::

    收入项目 | 预算数 | 支出项目 | 预算数      收入项目 | 收入项目 > 预算数   and   支出项目 | 支出项目 > 预算数
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.normalizing.key import matching_key
from docstruct.outlining.tables.header import leaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Cell
    from docstruct.lexicon.tables import TableWords
    from docstruct.outlining.tables.header import Grid, Path


def split_panels(
    paths: tuple[Path, ...], body: Grid, words: TableWords
) -> list[tuple[tuple[Path, ...], Grid]]:
    """The panels of a table, each with the paths of its columns and its rows; one panel if there are not more."""
    sides = _sides(paths, body, words)
    bounds = [*sorted({*_starts(paths, words), *sides}), len(paths)]
    if not _have_amounts(paths, bounds, words):
        return [(paths, body)]
    if len(bounds) <= 2:
        return [(paths, body)]
    body = [_with_totals_in_place(row, bounds) for row in body]
    panels: list[tuple[tuple[Path, ...], Grid]] = []
    for start, end in pairwise(bounds):
        titles = _titled(paths[start:end]) if sides else paths[start:end]
        rows = [row[start:end] for row in body if any(cell.kind != "blank" for cell in row[start:end])]
        if panels and panels[-1][0] == titles:
            panels[-1][1].extend(rows)
        else:
            panels.append((titles, rows))
    return panels


def _have_amounts(paths: tuple[Path, ...], bounds: Sequence[int], words: TableWords) -> bool:
    """Whether every panel has a column that is none of codes, names or line numbers.

    功能分类科目 类 | 款 | 项 | 名称 | 经济分类科目 类 | 款 | 名称 | 金额 is one panel with two codes a row.
    """
    labels = words.code_labels | words.name_labels | words.split_code_labels | words.ordinal_labels
    return all(
        any(_plain(path) not in labels for path in paths[start:end]) for start, end in pairwise(bounds)
    )


def _starts(paths: tuple[Path, ...], words: TableWords) -> list[int]:
    """The columns where panels begin: those titled like the first, if that is one of codes or names."""
    first = _plain(paths[0]) if paths else ""
    if first not in words.code_labels | words.name_labels | words.split_code_labels:
        return [0]
    # A title merged over two columns (编码 and 名称 under 项目) begins one panel, not two.
    return [j for j, path in enumerate(paths) if j == 0 or (_plain(path) == first and paths[j - 1] != path)]


def _sides(paths: tuple[Path, ...], body: Grid, words: TableWords) -> list[int]:
    """The columns where the panels of a table of both sides begin; none where it is not told by titles and names.

    Under 项目 | 收入 | 支出 stand amounts: they are columns of one panel.
    """
    one, other = words.sides
    if not paths or not _outer(paths, 0).startswith(one) or not _holds_names(body, 0):
        return []
    starts = [0]
    for j in range(1, len(paths)):
        outer = _outer(paths, j)
        amounts = any(row[at].value is not None for row in body for at in range(starts[-1], j))
        if outer.startswith(other) and outer != _outer(paths, j - 1) and amounts and _holds_names(body, j):
            starts.append(j)
    return starts if len(starts) > 1 else []


def _outer(paths: tuple[Path, ...], column: int) -> str:
    path = paths[column]
    return matching_key(path[0]) if path else ""


def _holds_names(body: Grid, column: int) -> bool:
    """Whether what stands in a column is text."""
    filled = [row[column] for row in body if row[column].kind != "blank"]
    return bool(filled) and all(cell.kind == "text" for cell in filled)


def _titled(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The columns of a panel under the title of its names, where one line of titles tells its side there alone."""
    if len(paths[0]) != 1:
        return paths
    return (paths[0], *((*paths[0], *path) if len(path) == 1 else path for path in paths[1:]))


def _plain(path: Path) -> str:
    """A column's own title without what stands in brackets behind it: 项目(按功能分类) begins a panel as 项目 does."""
    return leaf(path).partition("(")[0] or leaf(path)


def _with_totals_in_place(row: Sequence[Cell], bounds: Sequence[int]) -> tuple[Cell, ...]:
    """Bring the amount of a total merged over two panels to its name: 公用经费合计 | | | | | 393.78.

    The name stands in the first column of one panel and the amount in the last of the next; the amount moves to the
    last column of the name's panel.
    """
    cells = list(row)
    for start, middle, end in zip(bounds, bounds[1:], bounds[2:], strict=False):
        left, right = cells[start:middle], cells[middle:end]
        named = any(cell.kind == "text" for cell in left) and all(cell.value is None for cell in left)
        amounts = [cell for cell in right if cell.kind != "blank"]
        if named and len(amounts) == 1 and amounts[0].value is not None and left[-1].kind == "blank":
            place = cells.index(amounts[0], middle)
            cells[middle - 1], cells[place] = cells[place], cells[middle - 1]
    return tuple(cells)
