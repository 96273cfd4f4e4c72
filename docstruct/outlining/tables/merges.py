"""Rows of copied text that lost cells: what a merged cell swallows gets its columns back.

A table copied out of Word, WPS or a browser is text with tabs. A merged cell is one cell there, whatever number of
columns it took, so that a row which holds one is shorter than the others and its cells stand too far left::

    科目编码          | 科目名称 | 合计 | 基本支出                      科目编码 |    |    | 科目名称 | 合计 | 基本支出 |
    类 | 款 | 项 |    |      | 人员经费 | 公用经费          ->   类       | 款 | 项 |         |      | 人员经费 | 公用经费
    合计 | 5.00 | 3.00 | 2.00                                  合计     |    |    |         | 5.00 | 3.00     | 2.00

A row of titles is laid over the row below it: what is blank there was merged downwards from above and has one title
over it, what is filled between two blanks stands below one title, and a sequence of titles that comes again
(项目 | 预算数 | 项目 | 预算数) below as many titles as it comes. A row of figures keeps its name at the left and moves
the rest to the right where figures would otherwise stand below 科目名称. Where none of this leads to columns that hold
what their titles say, nothing is taken from the row: figures under a wrong title are worse than none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from docstruct.document import Cell
from docstruct.normalizing.key import matching_key
from docstruct.outlining.tables.cells import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.lexicon.tables import TableWords

Row: TypeAlias = "tuple[Cell, ...]"
Kind = Literal["text", "whole", "figure"]

_WHOLE = re.compile(r"\d{1,7}")
"""Numbers that may be codes or number lines."""
_MOSTLY = 0.5
"""Share of the filled cells of a column that say what it holds."""


class _Title(NamedTuple):
    """A title over some columns; that of a blank cell is None."""

    cell: Cell | None
    columns: int

    @property
    def text(self) -> str:
        return self.cell.text if self.cell else ""


def with_merged(rows: Sequence[Row], width: int, titled: int, words: TableWords) -> list[Row]:
    """The rows with the cells of merged ones at the columns they took.

    Args:
        rows: the rows of a table; those shorter than ``width`` lost cells, at their end or anywhere.
        width: the number of columns.
        titled: how many rows at the top are titles.
        words: names of columns.
    """
    if all(len(row) >= width for row in rows):
        return list(rows)
    kinds = [_kind(column) for column in _columns(rows[titled:], width)]
    titles = _titles(rows[:titled], width, kinds, words)
    return [*titles, *(_placed(row, width, kinds) for row in rows[titled:])]


def _columns(body: Sequence[Row], width: int) -> Iterator[list[Cell]]:
    """The filled cells of every column, from the rows that lost none."""
    whole = [row for row in body if len(row) >= width]
    for j in range(width):
        yield [row[j] for row in whole if row[j].kind != "blank"]


def _kind(cells: Sequence[Cell]) -> Kind | None:
    """What a column holds, if most of its cells hold the same; whole numbers may be codes only if all are."""
    texts = sum(cell.value is None for cell in cells)
    if not cells or _MOSTLY * len(cells) in (texts, len(cells) - texts):
        return None
    if texts > _MOSTLY * len(cells):
        return "text"
    return "whole" if all(_is_whole(cell) for cell in cells if cell.value is not None) else "figure"


def _is_whole(cell: Cell) -> bool:
    return _WHOLE.fullmatch(cell.text) is not None


def _placed(row: Row, width: int, kinds: Sequence[Kind | None]) -> Row:
    """A row of figures at its columns."""
    if len(row) >= width:
        return row
    if _fits(row, kinds):
        return row
    named = next((j for j, cell in enumerate(row) if cell.kind != "text"), len(row))
    end = row[named - 1].end if named else row[0].start
    moved = (*row[:named], *_blanks(width - len(row), end), *row[named:])
    if named and _fits(moved, kinds):
        return moved
    return tuple(as_text(cell) for cell in row)


def _fits(row: Row, kinds: Sequence[Kind | None]) -> bool:
    """Whether no figure of a row stands in a column of names or codes, and no name in one of figures."""
    for cell, kind in zip(row, kinds, strict=False):
        if cell.kind in ("blank", "not_applicable") or kind is None:
            continue
        if cell.value is None and kind == "figure":
            return False
        if cell.value is not None and (kind == "text" or (kind == "whole" and not _is_whole(cell))):
            return False
    return True


def _titles(rows: Sequence[Row], width: int, kinds: Sequence[Kind | None], words: TableWords) -> list[Row]:
    """The rows of titles at their columns; blank rows where that cannot be told."""
    if all(len(row) >= width for row in rows):
        return list(rows)
    for titled in range(len(rows), 0, -1):  # the last may be the first row of the body, without figures
        laid = _laid(rows[:titled], width, kinds, words)
        if laid is not None and _say_what_is_below(laid, kinds, words):
            return [*laid, *rows[titled:]]
    return [_blanks(width, row[0].start) for row in rows]


def _laid(
    rows: Sequence[Row], width: int, kinds: Sequence[Kind | None], words: TableWords
) -> list[Row] | None:
    """The rows of titles, each laid over the one below it; None if one of them cannot be."""
    *above, last = rows
    if not above and len(last) < width:
        spread = _spread_codes(last, width, kinds, words)
        return [spread] if spread else None
    if not _keeps_blanks(last, width) and not all(_are_leftmost(row, words) for row in rows[1:]):
        return None
    below = _single(last, width)
    laid = [below]
    for row in reversed(above):
        titles = _single(row, width)
        if len(row) < width and not (row is rows[0] and _has_gap(row)):
            repeated = {cell.text for cell in row}
            laid[-1] = below = [_Title(None, t.columns) if t.text in repeated else t for t in below]
            # Blanks at its end may be columns of the last title: 公务用车购置及运行费 | | over 小计 | 购置费 | 运行费.
            groups = _groups(below, len(row)) or _groups(below, _filled_length(row))
            if groups is not None:
                titles = [_Title(_filled(cell), n) for cell, n in zip(row, groups, strict=False)]
                titles += [_Title(None, n) for n in groups[len(row) :]]
            elif not _has_gap(row):
                return None
        laid.append(titles)
        below = titles
    return [_row(titles, rows[0][0].start) for titles in reversed(laid)]


def _keeps_blanks(last: Row, width: int) -> bool:
    """Whether the last row of titles has the blanks below what is merged downwards, as Word copies them.

    A browser leaves them out, and its titles stand at the left whatever they stand under.
    """
    return len(last) >= width or _has_gap(last)


def _are_leftmost(row: Row, words: TableWords) -> bool:
    """Whether a row holds titles of codes and names, which belong at the left in any case."""
    leftmost = words.code_labels | words.split_code_labels | words.name_labels
    return all(matching_key(cell.text) in leftmost for cell in row if cell.kind != "blank")


def _single(row: Row, width: int) -> list[_Title]:
    """The titles of a row that lost cells at its end only."""
    titles = [_Title(_filled(cell), 1) for cell in row[:width]]
    return titles + [_Title(None, 1)] * (width - len(titles))


def _filled(cell: Cell) -> Cell | None:
    return cell if cell.kind != "blank" else None


def _has_gap(row: Row) -> bool:
    """Whether blanks stand between the titles of a row: then its merged cells kept them."""
    kinds = [cell.kind == "blank" for cell in row]
    while kinds and kinds[-1]:
        kinds.pop()
    return any(kinds)


def _filled_length(row: Row) -> int:
    """The length of a row without the blanks at its end."""
    return max((at for at, cell in enumerate(row, start=1) if cell.kind != "blank"), default=0)


def _groups(below: Sequence[_Title], count: int) -> list[int] | None:
    """How many columns each of ``count`` titles takes over the titles below; None if that cannot be told.

    A row may lack the blanks at its end: then groups are more than titles.
    """
    runs: list[list[_Title]] = []
    for title in below:
        if title.cell is not None and runs and runs[-1][0].cell is not None:
            runs[-1].append(title)
        else:
            runs.append([title])
    if len(runs) < count:
        runs = [part for run in runs for part in _repeats(run)]
    return [sum(title.columns for title in run) for run in runs] if len(runs) == count else _cut(runs, count)


def _cut(runs: Sequence[Sequence[_Title]], count: int) -> list[int] | None:
    """The groups where all beyond ``count`` are blank: a row whose end was blank."""
    if len(runs) < count or any(title.cell is not None for run in runs[count:] for title in run):
        return None
    return [sum(title.columns for title in run) for run in runs]


def _repeats(run: list[_Title]) -> list[list[_Title]]:
    """A run of titles in the parts that are the same: 项目 预算数 项目 预算数 is two."""
    texts = [matching_key(title.text) for title in run]
    for length in range(1, len(run) // 2 + 1):
        if len(run) % length == 0 and texts[:length] * (len(run) // length) == texts:
            return [run[i : i + length] for i in range(0, len(run), length)]
    return [run]


def _spread_codes(row: Row, width: int, kinds: Sequence[Kind | None], words: TableWords) -> Row | None:
    """A single row of titles in which that of the codes stands over as many columns as hold codes."""
    at = next((j for j, cell in enumerate(row) if matching_key(cell.text) in words.code_labels), None)
    if at is None or any(kind not in ("whole", None) for kind in kinds[at : at + width - len(row) + 1]):
        return None
    return (*row[: at + 1], *_blanks(width - len(row), row[at].end), *row[at + 1 :])


def _say_what_is_below(titles: Sequence[Row], kinds: Sequence[Kind | None], words: TableWords) -> bool:
    """Whether titles of codes stand over codes, those of names over names, and every column of figures has a title."""
    for j, kind in enumerate(kinds):
        leaf = next((row[j].text for row in reversed(titles) if row[j].kind != "blank"), "")
        key = matching_key(leaf)
        if kind is None or key in words.ordinal_labels:
            continue
        if key in words.split_code_labels or (key in words.code_labels and key not in words.name_labels):
            expected: tuple[Kind, ...] = ("whole",)
        elif key in words.name_labels:
            expected = ("text",)
        else:
            expected = ("whole", "figure", "text") if key else ("text",)
        if kind not in expected:
            return False
    return True


def _row(titles: Sequence[_Title], start: int) -> Row:
    cells: list[Cell] = []
    for title in titles:
        end = title.cell.end if title.cell else cells[-1].end if cells else start
        cells += [title.cell] if title.cell else _blanks(1, end)
        cells += _blanks(title.columns - 1, end)
    return tuple(cells)


def _blanks(count: int, at: int) -> Row:
    return (Cell(text="", kind="blank", value=None, start=at, end=at),) * max(count, 0)
