"""Tables: what the rows of tab-separated cells say.

    rows of one table (as the reader numbered them, or a run of them)
      -> captions taken off (``captions``)         title, unit, form number, organization
      -> header resolved    (``header``)           a path of titles for every column
      -> panels parted      (``panels``)           收入 | 支出 become two tables, folded tables one
      -> subjects read      (``subjects``)         code, name and level of every row
      -> pages joined                              a table that goes on over a page break is one table

A table whose first row stands on one page and whose last on another is joined if nothing but its own captions stands
between and the columns agree; a header printed again is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.document import Cell, Table
from docstruct.normalizing.key import matching_key
from docstruct.outlining.kinds import KindMatcher
from docstruct.outlining.tables.captions import CaptionReader, Captions
from docstruct.outlining.tables.cells import make_cell, row_cells
from docstruct.outlining.tables.header import part_totals, read_header, titled_rows, without_repeats
from docstruct.outlining.tables.merges import with_merged
from docstruct.outlining.tables.panels import split_panels
from docstruct.outlining.tables.subjects import read_form, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.lexicon.outline import OutlineLexicon
    from docstruct.lexicon.tables import TableWords
    from docstruct.normalized import NormalizedText, Paragraph
    from docstruct.outlining.tables.header import Grid, Path

_CAPTION_LINES = 6
"""How far above a table its title is looked for, in paragraphs."""

_FORM_ROWS = 6
"""In how many rows the labels of a form without a title are looked for."""

_STRAY = 20
"""Characters of the longest line that may stand between a table and its captions without being one."""


@dataclass(slots=True)
class Draft:
    """A table before it is joined and parted: its rows, and the paragraphs ``first`` to ``last`` they stand in."""

    first: int
    last: int
    captions: Captions
    kind: str | None
    paths: tuple[Path, ...]
    header: Grid
    body: Grid
    pages: list[int]


def find_tables(
    text: NormalizedText, lexicon: OutlineLexicon, contents: tuple[int, int] = (0, 0)
) -> tuple[Table, ...]:
    """Every table of a text, in order; ``section`` is left for the caller to fill in.

    Rows between the offsets of ``contents`` are entries with a tab before their page.
    """
    reader = _Reader(text, lexicon)
    drafts: list[Draft] = []
    for first, last in reader.groups():
        if contents[0] <= text.paragraphs[first].start < contents[1]:
            continue
        draft = reader.draft(first, last)
        if drafts and reader.goes_on(drafts[-1], draft):
            reader.join(drafts[-1], draft)
        elif draft.body or draft.paths:
            drafts.append(draft)
    tables: list[Table] = []
    for draft in drafts:
        tables.extend(reader.tables(draft))
    return tuple(replace(table, id=f"t{number}") for number, table in enumerate(tables, start=1))


class _Reader:
    """Reads the tables of one text."""

    def __init__(self, text: NormalizedText, lexicon: OutlineLexicon) -> None:
        self.text = text.text
        self.paragraphs = text.paragraphs
        self.words: TableWords = lexicon.tables
        self.captions = CaptionReader(lexicon)
        self.kinds = KindMatcher(lexicon)

    def groups(self) -> Iterator[tuple[int, int]]:
        """The ranges of paragraphs that are the rows of one table each; a title among the rows begins another."""
        start: int | None = None
        for i, paragraph in enumerate(self.paragraphs):
            if start is not None and self._begins_another(i):
                yield start, i
                start = None
            if paragraph.tabbed and not paragraph.loose and start is None:
                start = i
        if start is not None:
            yield start, len(self.paragraphs)

    def _begins_another(self, i: int) -> bool:
        paragraph, above = self.paragraphs[i], self.paragraphs[i - 1]
        if not paragraph.tabbed or paragraph.loose:
            return True
        if paragraph.table != above.table and None not in (paragraph.table, above.table):
            return True
        text = self._text(paragraph).strip("\t")
        return (
            "\t" not in text
            and self.captions.is_title(text)
            and not self.captions.is_caption(self._text(above).strip("\t"))
        )

    def _text(self, paragraph: Paragraph) -> str:
        return self.text[paragraph.start : paragraph.end]

    def draft(self, first: int, last: int) -> Draft:
        """Read the rows of one group."""
        rows = [self._cells(paragraph) for paragraph in self.paragraphs[first:last]]
        inside: list[str] = []
        top = 0
        while top < len(rows) and (found := self.captions.captions_of(rows[top])):
            inside.extend(found)
            top += 1
        rows = [row for row in rows[top:] if not self.captions.is_note(row)]
        captions = self.captions.read([*self._lines_above(first), *inside])
        kind = self._kind_of_title(captions.title) or self._kind_of_form(rows)
        width = max((_filled_width(row) for row in rows), default=0)
        if kind in self.words.forms:
            rows = _rectangular(rows, width)
        else:
            rows = with_merged(rows, width, titled_rows(rows, self.words), self.words)
            rows = part_totals(_rectangular(rows, width), self.words)
        header = read_header(rows, self.words) if kind not in self.words.forms else None
        paths = header.paths if header else ()
        pages = sorted({p.page for p in self.paragraphs[first:last] if p.page is not None})
        top = header.rows if header else 0
        body = without_repeats(rows[:top], rows[top:])
        if len(pages) > 1:
            body = self._made_whole(body, self._page_starts(first, last))
        return Draft(first, last, captions, kind or self._kind_of(paths), paths, rows[:top], body, pages)

    def _cells(self, paragraph: Paragraph) -> tuple[Cell, ...]:
        """The cells of a row; blank up to the last column where the reader saw in which columns they stand."""
        cells = row_cells(self.text, paragraph.start, paragraph.end, self.words)
        missing = (paragraph.columns or 0) - len(cells)
        return (*cells, *[make_cell("", paragraph.end, paragraph.end, self.words)] * missing)

    def _lines_above(self, first: int) -> list[str]:
        """The caption lines above a table, up to its title; one short line of the table that fell out may intervene."""
        lines: list[str] = []
        strays = 0
        for paragraph in reversed(self.paragraphs[max(first - _CAPTION_LINES, 0) : first]):
            line = self._text(paragraph)
            if paragraph.tabbed:
                break
            if not self.captions.is_caption(line):
                strays += 1
                if strays > 1 or len(line) > _STRAY or "。" in line:
                    break
                continue
            lines.append(line)
            if self.captions.is_title(self.captions.before_unit(line)):
                break
        return lines[::-1]

    def _kind_of_title(self, title: str | None) -> str | None:
        """The kind a title stands for; a name in brackets before it may be left out (（…项目）绩效目标表)."""
        if title is None:
            return None
        kind = self.kinds.kind(title) or self.kinds.kind(title.replace(")", "）").rpartition("）")[2])
        if kind and kind.startswith("tables."):
            return kind
        key = matching_key(title)
        return next((known.kind for known in self.words.title_kinds if known.fits(key)), None)

    def _kind_of_form(self, rows: Grid) -> str | None:
        """The kind of a form without a title: two of its first rows begin with the labels of one."""
        labels = sum(matching_key(_first_text(row)) in self.words.form_labels for row in rows[:_FORM_ROWS])
        return next(iter(self.words.forms)) if labels > 1 else None

    def _page_starts(self, first: int, last: int) -> set[int]:
        """Where the rows begin that are the first on their page."""
        rows = self.paragraphs[first:last]
        return {below.start for above, below in pairwise(rows) if below.page != above.page}

    def _made_whole(self, body: Grid, page_starts: set[int]) -> Grid:
        """The rows with those joined again that a page break cut in two; see :meth:`join`.

        The header may have been printed again between the halves.
        """
        whole: Grid = []
        for row in body:
            parted = whole and any(whole[-1][0].start < start <= row[0].start for start in page_starts)
            if parted and (_goes_on(whole[-1], row) or self._names_go_on(whole[-1], row)):
                whole[-1] = self._one_row(whole[-1], row)
            else:
                whole.append(row)
        return whole

    def _names_go_on(self, above: Sequence[Cell], below: Sequence[Cell]) -> bool:
        """Whether a row holds but the ends of names above: those are numbered (二、财政专户管理资), it is not (金收入)."""
        rests = [(a, b) for a, b in zip(above, below, strict=True) if b.kind != "blank"]
        return any(cell.value is not None for cell in above) and all(
            b.kind == "text"
            and self.captions.is_numbered(a.text)
            and not self.captions.is_numbered(b.text)
            and matching_key(b.text) not in self.words.total_names
            for a, b in rests
        )

    def _kind_of(self, paths: tuple[Path, ...]) -> str | None:
        """The kind of a table by columns only that kind has."""
        titles = {matching_key(title) for path in paths for title in path}
        for signature in self.words.signatures:
            if signature.columns <= titles:
                return signature.kind
        return None

    def goes_on(self, above: Draft, below: Draft) -> bool:
        """Whether ``below`` is the rest of ``above``."""
        between = [self._text(paragraph) for paragraph in self.paragraphs[above.last : below.first]]
        if any(self.captions.key(line) not in above.captions.keys | {""} for line in between):
            return False
        own = below.captions.keys - above.captions.keys - {""}
        if own or _width(above) != _width(below) or not (below.body or below.header):
            return False
        if above.kind in self.words.forms:
            return not between and not below.paths and not _begins_alike(above.body, below.body)
        # A page that goes on without the header has nothing that could disagree but its width, which does
        # not.
        if not below.paths:
            return True
        if not between and _is_rest_of_row(below.header[0]):
            return True
        return [_keys(path) for path in below.paths] == [_keys(path) for path in above.paths]

    def join(self, above: Draft, below: Draft) -> None:
        """Append the rows of ``below``; a row that a page break cut in two is made whole."""
        rest = bool(below.header) and _is_rest_of_row(below.header[0])
        rows = [*below.header, *below.body] if rest else below.body
        last, first = above.body[-1:], rows[:1]  # a header may be printed again with nothing below
        if last and first and (_goes_on(last[0], first[0]) or self._names_go_on(last[0], first[0])):
            above.body[-1] = self._one_row(above.body[-1], rows[0])
            rows = rows[1:]
        above.body.extend(rows)
        above.last = below.last
        above.pages = sorted({*above.pages, *below.pages})

    def _one_row(self, above: Sequence[Cell], below: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(
            make_cell(a.text + b.text, a.start, b.end, self.words) if b.kind != "blank" else a
            for a, b in zip(above, below, strict=True)
        )

    def tables(self, draft: Draft) -> Iterator[Table]:
        """The tables of a draft, one a panel."""
        start, end = self.paragraphs[draft.first].start, self.paragraphs[draft.last - 1].end
        for paths, rows in split_panels(draft.paths, draft.body, self.words):
            yield Table(
                id="",
                section=None,
                kind=draft.kind,
                title=draft.captions.title,
                unit=draft.captions.unit,
                header=paths,
                rows=read_form(rows)
                if draft.kind in self.words.forms
                else read_rows(paths, rows, self.words),
                pages=tuple(draft.pages),
                start=start,
                end=end,
            )


def _rectangular(rows: Grid, width: int) -> Grid:
    """Rows made equally long with blank cells; a column that is blank in every row is cut at the right end."""
    whole: Grid = []
    for row in rows:
        end = row[-1].end
        missing = width - len(row)
        blanks = tuple(Cell(text="", kind="blank", value=None, start=end, end=end) for _ in range(missing))
        whole.append((*row[:width], *blanks))
    return whole


def _filled_width(row: Sequence[Cell]) -> int:
    width = len(row)
    while width and row[width - 1].kind == "blank":
        width -= 1
    return width


def _width(draft: Draft) -> int:
    return len(draft.paths) or (len(draft.body[0]) if draft.body else 0)


def _keys(path: Path) -> tuple[str, ...]:
    return tuple(matching_key(title) for title in path)


def _goes_on(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row that begins a page is the rest of the last row before it, which has its figures already."""
    return _is_rest_of_row(below) and any(cell.value is not None for cell in above)


def _begins_alike(above: Grid, below: Grid) -> bool:
    """Whether two forms begin with the same label: the second is one of its own."""
    return bool(above and below) and matching_key(_first_text(above[0])) == matching_key(
        _first_text(below[0])
    )


def _first_text(row: Sequence[Cell]) -> str:
    return next((cell.text for cell in row if cell.kind != "blank"), "")


def _is_rest_of_row(row: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but text, and not in its first column: the second half of a row cut in two."""
    kinds = {cell.kind for cell in row[1:]}
    return row[0].kind == "blank" and kinds <= {"blank", "text"} and "text" in kinds
