"""The lines that may be nodes of the outline: every marked line, and the unmarked titles.

An unmarked line is taken for a title when enough speaks for it (:func:`_title_score`): the medium marks it up, it opens a
page, it is set larger, bold or centred, the table of contents lists it, its words are those of a known kind, a numbering
begins anew right below it. A title may be broken over several lines, and the marker of a part may stand alone above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz, process

from docstruct.outlining.dates import is_date
from docstruct.outlining.folding import compact, folded
from docstruct.outlining.forms import LONGEST_TITLE, STOP, Form, read_form, sounds_like_title
from docstruct.outlining.kinds import CLOSE
from docstruct.outlining.labels import is_label
from docstruct.outlining.lines import body_font_size

if TYPE_CHECKING:
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.kinds import KindMatcher
    from docstruct.outlining.lines import Line

TITLE, TABLE_TITLE = "title", "table_title"
"""The kinds of unmarked titles: of a page or part, and of a table."""

# Between two steps of type: 四号 (14 pt) is larger than 小四 (12 pt), 小三 (15 pt) beside 四号 is the
# chance of a font.
LARGER = 1.12
# More than any one sign gives: the strongest, that the table of contents lists the title, gives 3.0.
ENOUGH = 4.0
MARKED_UP = 4.0
"""What it says for a title that the medium calls it a heading: nothing else is needed, where nothing speaks against it."""
KNOWN_ABOVE_PROSE = 2.5
"""What it says that a title is word for word one of the lexicon's, alone in its line above a paragraph."""
SHORTEST_PARAGRAPH = 12
TABLE_WITHIN = 6
SHORTEST_TITLE = 3
LONGEST_UNMARKED = 50
SHORTEST_REST = 4
"""Characters of what can be no line of its own below a title: 说明, 况说明."""
BROKEN_OVER = 3
"""A title is broken over at most this many lines below its first."""


class Candidate(Struct, frozen=True):
    """A line that may be a heading or an item, and the lines ``line.index`` to ``last`` its title takes up.

    ``kind`` is that of its marker, or ``title`` or ``table_title``; ``canonical`` the canonical kind of its title.
    """

    line: Line
    last: int
    kind: str
    level: int
    style: str
    number: int | None
    marker: str
    title: str
    form: Form
    canonical: str | None
    listed: bool

    @property
    def unmarked(self) -> bool:
        """Whether it is a title without a marker."""
        return self.kind in (TITLE, TABLE_TITLE)


class CandidateFinder:
    """Goes over the body once and collects candidates.

    Args:
        lines: all lines of the document.
        words: the outline's words.
        kinds: finds the canonical kind of a title.
        listed: the titles of the table of contents, as ``kinds.comparable`` gives them.
    """

    def __init__(
        self, lines: list[Line], words: OutlineWords, kinds: KindMatcher, listed: frozenset[str]
    ) -> None:
        self.lines = lines
        self.words = words
        self.kinds = kinds
        self.listed = listed
        self.body_size = body_font_size(lines)
        self.body: frozenset[int] = frozenset()

    def find(self, indexes: list[int]) -> list[Candidate]:
        """The candidates among the lines of the given ascending indexes."""
        found: list[Candidate] = []
        taken = -1
        self.body = frozenset(indexes)
        for index in indexes:
            line = self.lines[index]
            # Lines a title above goes on over are taken with it.
            if index <= taken or self._links_a_file(line):
                continue
            if line.tabular:
                candidate = self._title_within(line)
            else:
                candidate = self._marked(line) if self._is_marked(line) else self._unmarked(line, found)
            if candidate is not None:
                found.append(candidate)
                taken = candidate.last
        return _with_levels(found)

    def _links_a_file(self, line: Line) -> bool:
        """Whether a line is the link to a file on a web page (附件：三公经费.xls), which titles nothing."""
        return line.whole and self.words.patterns.file_name.search(line.head) is not None

    def _is_marked(self, line: Line) -> bool:
        return line.marker is not None and line.marker.kind.style != "caption"

    def _marked(self, line: Line) -> Candidate:
        marker = line.marker
        assert marker is not None
        form = read_form(line, self.words)
        last = line.index
        if (
            marker.kind.style in ("heading", "annex")
            and not _is_word(line)
            and (form.name == "bare" or not line.rest)
        ):
            last = self._title_goes_on(line, line.rest)
        if _is_word(line):
            form = Form("bare", line.start, line.end, nominal=True, single=True)
        elif last > line.index:
            start = line.rest_start if line.rest else self.lines[line.index + 1].start
            form = Form("bare", start, self.lines[last].end, nominal=True, single=True)
        return self._candidate(line, last, form)

    def _candidate(self, line: Line, last: int, form: Form, kind: str = "", level: int = 0) -> Candidate:
        marker = line.marker
        title = compact(self._text(form.title_start, form.title_end, line, last))
        return Candidate(
            line=line,
            last=last,
            kind=kind or (marker.kind.id if marker else TITLE),
            level=level or (marker.kind.level if marker else 1),
            style=marker.kind.style if marker and not kind else "heading",
            number=marker.number if marker else None,
            marker=marker.text if marker and not _is_word(line) else "",
            title=title,
            form=form,
            canonical=self.kinds.kind(title),
            listed=self.kinds.comparable(title) in self.listed,
        )

    def _text(self, start: int, end: int, line: Line, last: int) -> str:
        """The title's text, put together from the heads of its lines."""
        parts = []
        for part in self.lines[line.index : last + 1]:
            parts.append(part.head[max(start - part.start, 0) : max(end - part.start, 0)])
        return "".join(parts)

    def _title_goes_on(self, line: Line, title: str) -> int:
        """The last line of a title that begins at ``line``: lines below belong to it that complete a listed title,
        look just like it, or are the first below a marker that stands alone.
        """
        last = line.index
        for below in self.lines[line.index + 1 : line.index + 1 + BROKEN_OVER]:
            if below.tabular or STOP.search(below.head) or is_label(below.head, self.words):
                break
            # A marked line begins something of its own; the bare word 附件 may be the rest of 第四部分 ⏎
            # 附件.
            if below.marker is not None and not _is_word(below):
                break
            if len(title) + len(below.head) > LONGEST_TITLE:
                break
            joined = title + below.head
            # 第一部分 with nothing behind it: whatever comes next is its title.
            alone = not folded(title)
            completes = (self._is_listed(joined) and not self._is_listed(title)) or (
                line.marker is not None and self._is_cut_off(title, below.head)
            )
            named = not line.rest and self._goes_on_behind_name(title, below.head)
            # One reason is enough; each was tried to its end above, because a title may be broken over three lines for three reasons.
            if not (alone or completes or named or self._looks_alike(self.lines[last], below)):
                break
            title, last = joined, below.index
        return last

    def _goes_on_behind_name(self, title: str, below: str) -> bool:
        """Whether a title below a marker is so far a name, and what it titles follows: 第一部分 / XX镇人民政府 / 概况."""
        named = title.endswith(self.words.cover.organization_tails) and self.kinds.kind(title) is None
        return named and (self._is_listed(below) or self.kinds.kind(below) is not None)

    def _is_cut_off(self, title: str, below: str) -> bool:
        """Whether a title breaks off within a word and the short line below makes it one of a known kind."""
        if len(below) <= SHORTEST_REST and below.endswith(self.words.titles.tails):
            return self.kinds.kind(title + below) is not None
        return (
            len(below) <= len(title)
            and not title.endswith(self.words.titles.tails)
            and self.kinds.kind(title) is None
            and self.kinds.kind(title + below) is not None
        )

    def _is_listed(self, title: str) -> bool:
        return bool(folded(title)) and self.kinds.comparable(title) in self.listed

    def _is_nearly_listed(self, title: str) -> bool:
        """Whether the contents list the title in other words: …编制说明 for …预决算编制说明."""
        own = self.kinds.comparable(title)
        return process.extractOne(own, self.listed, scorer=fuzz.ratio, score_cutoff=CLOSE) is not None

    def _looks_alike(self, line: Line, below: Line) -> bool:
        """Whether two lines are set alike and unlike the prose, on one page, with nothing in between."""
        one, other = line.paragraph, below.paragraph
        if one.page is None or one.page != other.page or one.heading != other.heading:
            return False
        size = one.font_size
        if size is None or self.body_size is None or size != other.font_size or one.bold != other.bold:
            return False
        return size >= LARGER * self.body_size

    def _unmarked(self, line: Line, found: list[Candidate]) -> Candidate | None:
        title = line.rest
        if (
            not line.whole
            or not SHORTEST_TITLE <= len(title) <= LONGEST_UNMARKED
            or is_label(line.head, self.words)
        ):
            return None
        if STOP.search(title) or not sounds_like_title(title, self.words):
            return None
        last = self._title_goes_on(line, title)
        if not (
            title.endswith(self.words.titles.tails)
            or self._stands_out(line)
            or self._is_announced(line, last)
            or self.kinds.is_known(title)
        ):
            return None
        form = Form("bare", line.rest_start, self.lines[last].end, nominal=True, single=True)
        candidate = self._candidate(line, last, form, TITLE, 1)
        if self._is_table_title(candidate):
            candidate = replace(candidate, kind=TABLE_TITLE, level=2)
            return candidate if _titles_table(candidate, found, self.kinds) else None
        return candidate if self._title_score(candidate, found) >= ENOUGH else None

    def _title_within(self, line: Line) -> Candidate | None:
        """The title a table has in its own first row, alone there and at the top of its page: 项目支出绩效目标表.

        Each such table is one of its own, whatever the one before is called.
        """
        if line.paragraph.table is None or not line.first_on_page or "\t" in line.head or not line.whole:
            return None
        if not self.kinds.names_table(line.head) or not sounds_like_title(line.head, self.words):
            return None
        if not self._table_follows(line.index):
            return None
        form = Form("bare", line.start, line.end, nominal=True, single=True)
        return self._candidate(line, line.index, form, TABLE_TITLE, 2)

    def _is_table_title(self, candidate: Candidate) -> bool:
        kind = candidate.canonical or ""
        if kind == "tables":
            return False
        if not kind.startswith("tables.") and not self.kinds.names_table(candidate.title):
            return False
        return candidate.listed or self._table_follows(candidate.last)

    def _table_follows(self, last: int) -> bool:
        below = self.lines[last + 1 : last + 1 + TABLE_WITHIN]
        # A table whose rows were lost, or that is a picture, still shows 单位：万元 or 公开03表 under its
        # title.
        return any(line.tabular for line in below) or any(
            is_label(line.head, self.words) for line in below[:2]
        )

    def _title_score(self, candidate: Candidate, found: list[Candidate]) -> float:
        """How much speaks for an unmarked line being the title of a page or part; ``ENOUGH`` is enough."""
        line = candidate.line
        above = self.lines[line.index - 1] if line.index else None
        score = self._stands_out(line)
        score += 3.0 * (candidate.listed or self._is_nearly_listed(candidate.title)) + 1.5 * (
            candidate.canonical is not None
        )
        score += 2.0 * self._numbering_begins(candidate.last)
        score += 1.0 * candidate.title.endswith(self.words.titles.tails)
        begins = self._begins(above, found)
        score += KNOWN_ABOVE_PROSE * (begins >= 0 and self._heads_prose(candidate))
        return score + begins

    def _begins(self, above: Line | None, found: list[Candidate]) -> float:
        """Whether what stands above leaves room for a title: the rest of a sentence that broke off is none."""
        if above is None or above.tabular or above.index not in self.body:
            return 0.0
        if found and found[-1].last == above.index:
            return 0.0
        return 0.5 if above.head.endswith(("。", "：", "；")) or not above.whole else -1.0

    def _heads_prose(self, candidate: Candidate) -> bool:
        """Whether a title of the lexicon stands above a paragraph, or above another such title that does."""
        if not self.kinds.is_known(candidate.title):
            return False
        below = self.lines[candidate.last + 1 : candidate.last + 3]
        if len(below) > 1 and not _is_paragraph(below[0]) and self.kinds.is_known(below[0].head):
            below = below[1:]
        return bool(below) and _is_paragraph(below[0])

    def _stands_out(self, line: Line) -> float:
        """How much the medium sets a line off: marked up, larger, bold, centred, at the top of its page."""
        paragraph = line.paragraph
        headed = paragraph.heading is not None and not is_date(line.head) and line.head[0] not in "（("
        score = MARKED_UP * headed + 0.5 * paragraph.bold + 0.5 * paragraph.centered
        if paragraph.font_size and self.body_size and paragraph.font_size >= LARGER * self.body_size:
            score += 1.5
        return score + 1.5 * line.first_on_page

    def _is_announced(self, line: Line, last: int) -> bool:
        """Whether the contents list a title that goes from ``line`` to ``last``, or a numbering begins below it."""
        title = "".join(part.head for part in self.lines[line.index : last + 1])
        return self._numbering_begins(last) or self._is_listed(title)

    def _numbering_begins(self, last: int) -> bool:
        """Whether a numbering begins with its first number right below."""
        if last + 1 >= len(self.lines):
            return False
        below = self.lines[last + 1]
        marker = below.marker
        return not below.tabular and marker is not None and marker.number == 1 and marker.kind.level in (2, 3)


def _is_paragraph(line: Line) -> bool:
    return (
        not line.tabular
        and line.end - line.start >= SHORTEST_PARAGRAPH
        and STOP.search(line.head) is not None
    )


def _with_levels(found: list[Candidate]) -> list[Candidate]:
    """The candidates with the levels of unmarked titles where the medium says them: one below the heading they stand under."""
    levelled: list[Candidate] = []
    above: list[tuple[int, int]] = []
    for candidate in found:
        depth = candidate.line.paragraph.heading
        if depth is not None:
            while above and above[-1][0] >= depth:
                above.pop()
            if candidate.kind == TITLE and above:
                candidate = replace(candidate, level=above[-1][1] + 1)
            above.append((depth, candidate.level))
        levelled.append(candidate)
    return levelled


def _is_word(line: Line) -> bool:
    """Whether a line is the bare word 附件: a title, though it may also mark one (附件1 …, 附件：…)."""
    return line.marker is not None and line.marker.number is None and not line.rest


def _titles_table(candidate: Candidate, found: list[Candidate], kinds: KindMatcher) -> bool:
    """Whether a table's title is a heading of its own.

    It is none below a marked heading that titles a table itself, nor once more on the next page; below a marked
    heading of prose only if it opens a page or the table of contents lists it.
    """
    for before in reversed(found):
        if before.kind == TABLE_TITLE:
            return kinds.comparable(before.title) != kinds.comparable(candidate.title)
        if before.level == 1:
            return True
        if before.level == 2 and before.style != "item":
            titled = (before.canonical or "").startswith("tables") or kinds.names_table(before.title)
            return not titled and (candidate.listed or candidate.line.first_on_page)
    return True
