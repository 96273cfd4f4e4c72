"""Where a file holds several disclosures: the lines at which each begins.

Counties publish the budgets of their departments in one file, cover under cover. A part begins at a cover: short lines
that name an organization, a document (部门预算, 单位决算) and what follows as a disclosure begins — a table of contents
that lists the overview first, or the overview itself (一、主要职责). A title that only comes again (above the tables, as
the running line of every page, between contents and text) begins no part, and neither does the report on a project.

A disclosure that is cut in two is worse than two that stay together, so that a cover counts only

* where the part above it is a disclosure itself: it began with an overview and holds text or tables;
* where it names another organization, or another year, kind or level (部门预算, 单位预算) of document of the same one;
* where the numbering of the document above does not go on below it: 第四部分 after 第三部分 所属单位预算 and the covers
  of the units belongs to the department again.

A cover with contents of its own below one with contents of its own counts without text between: the pages of the first
may be pictures. One without a year counts where its line says nothing else: 青山县教育局部门预算.

A disclosure without a cover begins where the numbering of parts does so again with the overview of another organization
(第一部分 XX县民政局概况, below the 第四部分 of the one above), or with the contents directly above that list it.

What stands above the first cover is a part of its own if it lists the organizations of the covers below, as the
contents of the whole file do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.catalogue import declare
from docstruct.outlining.contents import find_contents, opens
from docstruct.outlining.cover import LONGEST_COVER_LINE, PROSE
from docstruct.outlining.folding import folded
from docstruct.outlining.kinds import KindMatcher
from docstruct.outlining.labels import is_label
from docstruct.outlining.metadata import cover_names, organization_labels, overview_of
from docstruct.outlining.numerals import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import Finding
    from docstruct.lexicon.outline import OutlineLexicon, OutlineWords
    from docstruct.outlining.lines import Line

SEVERAL = declare(
    "several_disclosures",
    severity="warning",
    made="outlining",
    compares="the covers in one file that was structured as one document; nothing else is checked then",
    tolerance="a title that comes again is no cover",
    example="XX县教育局2023年部门预算 and, below it, XX县水利局2023年部门预算",
)

ABOVE, BELOW = 4, 6
"""Lines of a cover above the one that names the document, and below it."""
BEGINS_WITHIN = 8
"""Labels, dates and addresses between a cover and where its text begins."""
FIRST_ENTRIES = 3
"""The overview is among so many entries of a table of contents."""
LONGEST_CONTENTS = 200
"""Lines of one table of contents that are looked at."""
LEAST_BODY = 3
"""Sentences or rows of a table that make a text of what may be contents only."""
LEAST_LISTED = 2
"""Organizations that the contents of a whole file name."""
PLACEHOLDER = re.compile("[XxＸｘ×＊*某]{2,}")


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover: the indexes of its first line and of the line that names the document, and what it says.

    ``level`` is None where it does not say whether it is that of a department or of a unit; ``listed`` says whether a
    table of contents follows.
    """

    first: int
    naming: int
    organization: str
    year: int | None
    document_type: str
    level: str | None
    listed: bool = False

    def is_other_than(self, above: Cover) -> bool:
        """Whether two covers are of two disclosures: a name may be shortened, a year may be left out."""
        one, other = self.organization, above.organization
        if not (one.endswith(other) or other.endswith(one)):
            return True
        years = self.year is not None and above.year is not None and self.year != above.year
        levels = self.level is not None and above.level is not None and self.level != above.level
        return years or levels or self.document_type != above.document_type


def find_parts(lines: list[Line], lexicon: OutlineLexicon) -> tuple[int, ...]:
    """The index of the first line of every part; nothing where the lines are those of one document."""
    naming = [line.index for line in lines if _names_document(line, lexicon.words)]
    if not naming:
        return ()
    kinds = KindMatcher(lexicon)
    restarts = {line.index for line in lines if _restarts(line, lexicon.words)}
    covers: list[Cover] = []
    for at in sorted({*naming, *restarts}):
        has_body = not covers or _has_body(lines, covers[-1].naming, at)
        if not (has_body or covers[-1].listed):
            continue  # a title that comes again below the contents
        if at in restarts:
            cover = _restarted(lines, at, covers[-1], lexicon.words) if covers else None
        else:
            cover = _cover(lines, at, lexicon)
        if cover is None or (covers and not cover.is_other_than(covers[-1])):
            continue
        if not (has_body or cover.listed):
            continue
        if not covers and _is_begun(lines[: cover.first], kinds):
            covers.append(Cover(0, 0, "", None, "", None))
        covers.append(cover)
    covers = _without_enclosed(lines, covers)
    if len(covers) < 2:
        return ()
    front = range(covers[0].first)
    begins = [cover.first for cover in covers]
    if front and not _lists([lines[i] for i in front], covers):
        begins[0] = 0
    return tuple(begins if begins[0] == 0 else [0, *begins])


def _names_document(line: Line, words: OutlineWords) -> bool:
    """Whether a line may be that of a cover which says what the document is."""
    if line.end - line.start > LONGEST_COVER_LINE or line.tabular or PROSE.search(line.head):
        return False
    if line.is_numbered:
        return False
    if words.patterns.document_type.search(line.head) is None or words.patterns.entry.search(line.head):
        return False
    return not any(word in line.head for word in words.cover.attached)


def _cover(lines: list[Line], at: int, lexicon: OutlineLexicon) -> Cover | None:
    """The cover that a line naming the document belongs to, if a disclosure begins below it."""
    words = lexicon.words
    above = [lines[i] for i in _neighbours(lines, range(at - 1, max(at - 1 - ABOVE, -1), -1), words)][::-1]
    below = [lines[i] for i in _neighbours(lines, range(at + 1, min(at + 1 + BELOW, len(lines))), words)]
    named = [_with_some_name(line) for line in (*above, lines[at], *below)]
    labelled = [label.name for label in organization_labels(named[len(above) :], words)]
    names = labelled or [
        name for name in cover_names(named, words) if name.endswith(words.cover.organization_tails)
    ]
    if not names:
        return None
    organization = max(names, key=len) if not labelled else labelled[0]
    years = [value(match[1]) for line in named for match in words.patterns.year.finditer(line.head)]
    begun = _begins(lines, at + 1, KindMatcher(lexicon, organization), words)
    if not begun or not (years or _only_names(lines[at], names, words)):
        return None
    kind = words.patterns.document_type.search(lines[at].head)
    return Cover(
        first=_first(lines, at, above, organization, words),
        naming=at,
        organization=folded(organization),
        year=years[0] if years else None,
        document_type="final_accounts" if kind and kind["final_accounts"] else "budget",
        level=_level([*above, lines[at]], words),
        listed=_has_contents(lines, at + 1, words),
    )


def _only_names(line: Line, names: Sequence[str], words: OutlineWords) -> bool:
    """Whether a line says which document of which organization it is, and nothing else."""
    text = folded(line.rest if line.marker else line.head)
    for name in names:
        text = text.replace(folded(name), "")
    for word in sorted(map(folded, words.cover.document), key=len, reverse=True):
        text = text.replace(word, "")
    return not text


def _has_contents(lines: list[Line], at: int, words: OutlineWords) -> bool:
    """Whether the title of a table of contents comes before anything numbered."""
    for line in lines[at : at + BEGINS_WITHIN]:
        if folded(line.head) in words.contents.titles:
            return True
        if line.is_numbered:
            return False
    return False


def _without_enclosed(lines: list[Line], covers: list[Cover]) -> list[Cover]:
    """The covers but those within the numbering of the document above: between its 第三部分 and its 第四部分."""
    kept: list[Cover] = []
    waiting = list(covers)
    last: dict[str, int] = {}
    for line in lines:
        marker = line.marker
        if marker is None or marker.number is None or marker.kind.level != 1 or line.tabular:
            continue
        if marker.kind.style != "heading":
            continue
        above = [cover for cover in waiting if cover.naming <= line.index]
        waiting = waiting[len(above) :]
        goes_on = marker.number > 1 and last.get(marker.kind.id) == marker.number - 1
        kept += above[:1] if goes_on and not kept else () if goes_on else above
        last[marker.kind.id] = marker.number
    return kept + waiting


def _level(lines: Sequence[Line], words: OutlineWords) -> str | None:
    found = (words.patterns.budget_level.search(folded(line.head)) for line in reversed(lines))
    return next((match.lastgroup for match in found if match), None)


def _restarts(line: Line, words: OutlineWords) -> bool:
    """Whether a line is the first part of a numbering and the overview of an organization it names."""
    if line.marker is None or line.tabular or not line.whole:
        return False
    is_first = line.marker.number == 1 and line.marker.kind.level == 1
    return is_first and overview_of(line.rest, words) != ""


def _restarted(lines: list[Line], at: int, above: Cover, words: OutlineWords) -> Cover | None:
    """The cover that stands for a disclosure which has none, if the parts of the one above went past their first."""
    marker = lines[at].marker
    kind = marker.kind if marker else None
    before = (lines[i].marker for i in range(at - 1, above.naming - 1, -1))
    number = next((one.number for one in before if one is not None and one.kind is kind and one.number), 0)
    if number < 2:
        return None
    has_title = folded(lines[at - 1].head) in words.contents.titles
    first = at - 1 if has_title else at
    return Cover(
        first, at, folded(overview_of(lines[at].rest, words)), None, above.document_type, above.level
    )


def _with_some_name(line: Line) -> Line:
    """The line with another word for the signs by which a name was made unknown: XX县XX局."""
    head, found = PLACEHOLDER.subn("某某", line.head)
    return replace(line, head=head) if found else line


def _neighbours(lines: list[Line], order: range, words: OutlineWords) -> Iterator[int]:
    """The lines next to the one that names the document which may stand on its cover."""
    for i in order:
        line = lines[i]
        is_text = line.tabular or line.end - line.start > LONGEST_COVER_LINE or PROSE.search(line.head)
        if is_text or line.is_numbered or folded(line.head) in words.contents.titles:
            return
        yield i


def _first(lines: list[Line], at: int, above: Sequence[Line], organization: str, words: OutlineWords) -> int:
    """Where a cover begins: with its page, else with the first line that its name, its year or its filing needs."""
    page = lines[at].paragraph.page
    if page is not None:
        on_page = [line for line in above if line.paragraph.page == page]
        if (on_page or [lines[at]])[0].first_on_page:
            return (on_page or [lines[at]])[0].index
    first = at
    for line in reversed(above):
        text = words.patterns.year.sub("", folded(_with_some_name(line).head))
        if not (text in folded(organization) or folded(organization) in text or line.marker is not None):
            break
        first = line.index
    return first


def _begins(lines: list[Line], at: int, kinds: KindMatcher, words: OutlineWords) -> bool:
    """Whether a disclosure begins: a table of contents follows that lists the overview first, or the overview itself."""
    for i in range(at, min(at + BEGINS_WITHIN, len(lines))):
        line = lines[i]
        if folded(line.head) in words.contents.titles or len(folded(line.head)) == 1:
            contents = find_contents(lines[i : i + LONGEST_CONTENTS], words, kinds)
            entries = contents.entries[:FIRST_ENTRIES] if contents and contents.first == 0 else ()
            return any(_is_overview(entry.title, kinds) for entry in entries)
        if line.is_numbered:
            return opens(line) and _is_overview(line.rest, kinds)
        if line.tabular or not (line.whole and (not PROSE.search(line.head) or is_label(line.head, words))):
            return False
    return False


def _is_overview(title: str, kinds: KindMatcher) -> bool:
    return kinds.zone(kinds.kind(title)) == "overview"


def _has_body(lines: list[Line], start: int, end: int) -> bool:
    """Whether there is more between two covers than titles: sentences, or rows of figures."""
    found = 0
    for i in range(start, end):
        head = lines[i].head
        found += head.count("。") or (lines[i].tabular and sum(map(str.isdigit, head)) > 3)
        if found >= LEAST_BODY:
            return True
    return False


def _is_begun(above: list[Line], kinds: KindMatcher) -> bool:
    """Whether what stands above the first cover is a disclosure that has none: an overview, and text."""
    has_overview = any(
        line.marker is not None and line.whole and not line.tabular and _is_overview(line.rest, kinds)
        for line in above
    )
    return has_overview and _has_body(above, 0, len(above))


def _lists(front: list[Line], covers: list[Cover]) -> bool:
    """Whether the lines above the first cover name several of the organizations below."""
    text = "".join(folded(line.head) for line in front)
    return sum(bool(cover.organization) and cover.organization in text for cover in covers) >= LEAST_LISTED


def parts_findings(lines: list[Line], begins: tuple[int, ...]) -> Iterator[Finding]:
    """One finding for every part after the first of a file that is structured as one document."""
    for number, index in enumerate(begins[1:], start=2):
        message = f"文件里有{len(begins)}份公开，第{number}份从这里开始；各份之间没有核对，请分开处理。"
        yield SEVERAL.finding(message, lines[index].start, lines[index].end)
