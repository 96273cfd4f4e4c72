"""The table of contents: where it is, and what it announces.

It begins below a line 目录, with a run of dot leaders, or with a title that comes again after nothing but titles. It ends
where its first entry comes again, as the first heading of the body; failing that, before the first line that no entry
looks like. Entries may be wrapped, bulleted, closed by 。, followed by leaders and page numbers, and may have lost their
markers. A document may consist of a contents page only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.outlining.folding import compact, folded
from docstruct.outlining.labels import is_label

if TYPE_CHECKING:
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.kinds import KindMatcher
    from docstruct.outlining.lines import Line
    from docstruct.outlining.markers import Marker

LEADERS = re.compile(
    r"""
      \s*PAGEREF[ _].*                                                     # the field of Word, left as text
    | (?:[.．·…・‥_\-－—]\s?){3,}\s*[(（【\[\-－]?\s*[Pp]?\d{0,4}\s*[)）】\]\-－]?\s*$   # .......... (12)
    | \s*…{1,}\s*\d{0,4}\s*$                                             # …12
    """,
    re.VERBOSE,
)
PAGE_NUMBER = re.compile(
    r"""
      (?<=[^\d.])[\s\t]+[(（【\[\-－]?\s*[Pp]?\d{1,4}\s*[)）】\]\-－]?\s*$   # 一、部门职责 - 3 -
    | (?<=[一-鿿）])\d{1,3}\s*$                                        # 一、部门职责3
    """,
    re.VERBOSE,
)
ENTRY_ENDS = frozenset(".．·…・‥_-－—(（【[)）】]Pp")
"""What stands last in an entry with leaders or a page number, if it is no digit."""
PROSE = re.compile(r"[。；;！？]|[，,：:].*[，,：:]|[：:]$")
LONGEST_ENTRY = 70
LONGEST_TAIL = 24
LONGEST_CONTENTS_TITLE = 50
SEARCHED = 400
"""A contents page is looked for among this many lines."""
LOOK_AHEAD = 4
LEADER_RUN = 3
PROSE_WITHIN = 8
"""So soon the body goes on in prose where its first title comes again."""
SHORTEST_UNMARKED = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands on the contents page; ``end`` is that of its last line, leaders excluded."""

    marker: Marker | None
    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines ``[first, last)`` of the contents page, its title included, and its entries."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def find_contents(lines: list[Line], words: OutlineWords, kinds: KindMatcher) -> Contents | None:
    """Find the table of contents, None if there is none; ``kinds`` compares titles."""
    found = _title(lines, words) or _leaders(lines) or _repeated(lines, words, kinds)
    if found is None:
        return None
    first, begin = found
    reader = _Reader(lines, words, kinds)
    last = reader.read(begin)
    return Contents(first, last, tuple(reader.entries)) if reader.entries else None


def _title(lines: list[Line], words: OutlineWords) -> tuple[int, int] | None:
    """The line 目录 (it may be broken: 目 / 录, or name the document: …部门决算目录) and the line after it."""
    titles, ends = words.contents.titles, tuple(words.contents.titles)
    for index, line in enumerate(lines[:SEARCHED]):
        if line.end - line.start > LONGEST_CONTENTS_TITLE:
            continue
        own = folded(line.head)
        if own in titles or (own.endswith(ends) and words.patterns.document_type.search(own)):
            return index, index + 1
        # 目 and 录, set wide apart or on two lines.
        if len(own) == 1 and index + 1 < len(lines) and own + folded(lines[index + 1].head) in titles:
            return index, index + 2
    return None


def _leaders(lines: list[Line]) -> tuple[int, int] | None:
    """The first of several lines in a row that end with dot leaders."""
    run = 0
    for index, line in enumerate(lines[:SEARCHED]):
        run = run + 1 if line.whole and _may_end(line.head) and LEADERS.search(line.head) else 0
        if run == LEADER_RUN:
            return index + 1 - run, index + 1 - run
    return None


def _repeated(lines: list[Line], words: OutlineWords, kinds: KindMatcher) -> tuple[int, int] | None:
    """The first marked title, if it comes again below several lines that are titles too: contents without a title."""
    begin = next((index for index, line in enumerate(lines[:SEARCHED]) if opens(line)), None)
    if begin is None:
        return None
    wanted = _key(lines[begin], _entry_title(lines[begin], words), kinds)
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        title = _entry_title(line, words)
        if not title:
            return None
        if opens(line) and _key(line, title, kinds) == wanted:
            several = index - begin >= LEADER_RUN
            return (begin, begin) if several and _prose_follows(lines, index, words) else None
    return None


def _prose_follows(lines: list[Line], index: int, words: OutlineWords) -> bool:
    """Whether a line that can be no entry stands soon below."""
    return any(not _entry_title(below, words) for below in lines[index + 1 : index + 1 + PROSE_WITHIN])


def opens(line: Line) -> bool:
    """Whether a line has the first marker of one of the two upper levels."""
    marker = line.marker
    return marker is not None and marker.number == 1 and marker.kind.level <= 2 and not line.tabular


def _key(line: Line, title: str, kinds: KindMatcher) -> tuple[str, int | None, str]:
    """What two lines have in common that state one title under one marker."""
    marker = line.marker
    return (marker.kind.id if marker else "", marker.number if marker else None, kinds.comparable(title))


class _Reader:
    """Reads entry after entry and notices where the body begins."""

    def __init__(self, lines: list[Line], words: OutlineWords, kinds: KindMatcher) -> None:
        self.lines = lines
        self.kinds = kinds
        self.words = words
        self.entries: list[Entry] = []
        self._keys: set[tuple[str, int | None, str]] = set()
        self._last: dict[str, int] = {}
        self._unmarked = 0

    def read(self, begin: int) -> int:
        """Take entries from ``begin`` on; the index of the first line of the body."""
        for index in range(begin, len(self.lines)):
            line = self.lines[index]
            title = _entry_title(line, self.words)
            # 单位：万元 strayed among the entries of some exports.
            if line.marker is None and is_label(line.head, self.words):
                continue
            if not title or self._begins_body(line, title) or self._begins_within(index, title):
                return index
            if line.marker is not None or not self._last:
                self._add(line, title)
            elif line.first_on_page or not self._goes_on(index):
                return index
            elif (
                len(title) <= LONGEST_TAIL
                and not _closed(self.lines[index - 1])
                and not self._lost_its_marker(title)
            ):
                self._extend(line, title)
            else:
                self._add(line, title)
        return len(self.lines)

    def _add(self, line: Line, title: str) -> None:
        marker = line.marker
        level = marker.kind.level if marker else 1
        # 附件 alone is the title, not the marker of nothing.
        if marker is not None and title == marker.text:
            marker = None
        self._unmarked = 0 if marker is not None else self._unmarked + 1
        if marker is not None and marker.number is not None:
            self._last[marker.kind.id] = marker.number
        self._keys.add(_key(line, title, self.kinds))
        end = line.start + len(line.head[: _entry_end(line.head)])
        self.entries.append(Entry(marker, title, level, line.start, max(end, line.rest_start)))

    def _extend(self, line: Line, title: str) -> None:
        """A wrapped entry goes on: 第三部分 …决算情况 / 说明."""
        entry = self.entries[-1]
        end = line.start + len(line.head[: _entry_end(line.head)])
        self.entries[-1] = Entry(entry.marker, entry.title + title, entry.level, entry.start, end)

    def _begins_body(self, line: Line, title: str) -> bool:
        """Whether the first entry comes again here, with its marker or, behind the organization, without."""
        if not self.entries:
            return False
        first = self.entries[0]
        own, wanted = self.kinds.comparable(title), self.kinds.comparable(first.title)
        if line.marker is None or first.marker is None:
            return own == wanted or (line.marker is None and own.endswith(wanted))
        if not _same_marker(line.marker, first.marker):
            return False
        # 第一部分 comes only once in contents; 一、 begins a list below every part of them, so that its
        # title must agree too.
        return first.level == 1 or own.endswith(wanted) or self._comes_again(line, title)

    def _comes_again(self, line: Line, title: str) -> bool:
        """Whether a line is an entry once more that begins a numbering: a body whose first title departs from its entry."""
        return opens(line) and _key(line, title, self.kinds) in self._keys

    def _lost_its_marker(self, title: str) -> bool:
        """Whether a line without a marker is no end of the entry above it but one of its own."""
        whole = self.entries[-1].title.endswith(self.words.titles.tails)
        return whole and len(title) >= SHORTEST_UNMARKED and self.kinds.kind(title) is not None

    def _begins_within(self, index: int, title: str) -> bool:
        """Whether the body begins with a later entry, the title of the part above it left out."""
        line = self.lines[index]
        return self._comes_again(line, title) and _prose_follows(self.lines, index, self.words)

    def _goes_on(self, index: int) -> bool:
        """Whether an entry whose number is due stands within the next lines, so that this line belongs to them.

        Lines without a marker may be entries that lost theirs, so that a later number is due as well.
        """
        unmarked = self._unmarked + 1
        for line in self.lines[index + 1 : index + 1 + LOOK_AHEAD]:
            marker = line.marker
            if marker is None or marker.number is None:
                unmarked += 1
                continue
            title = _entry_title(line, self.words)
            if self._begins_body(line, title) or self._comes_again(line, title):
                return False
            ahead = marker.number - self._last.get(marker.kind.id, 0)
            begins_anew = marker.number == 1 and marker.kind.id in self._last
            return title != "" and (0 < ahead <= 1 + unmarked or begins_anew)
        return False


def _entry_end(head: str) -> int:
    """Where the title of an entry ends: before leaders and page number."""
    match = (LEADERS.search(head) or PAGE_NUMBER.search(head)) if _may_end(head) else None
    return match.start() if match else len(head)


def _may_end(head: str) -> bool:
    """Whether a line may end as an entry does, told by its last character: most lines do not, and are not looked through."""
    last = head.rstrip()[-1:]
    return last.isdecimal() or last in ENTRY_ENDS or "PAGEREF" in head


def _entry_title(line: Line, words: OutlineWords) -> str:
    """The title of a line read as an entry, "" if it cannot be one."""
    # Twice, since leaders may take as much room as the title.
    if not line.whole or line.end - line.start > 2 * LONGEST_ENTRY:
        return ""
    # An entry and its page number may be parted by a tab, as the cells of a row are.
    if line.tabular and not PAGE_NUMBER.search(line.head):
        return ""
    title = line.head[: _entry_end(line.head)]
    if line.marker is not None:
        title = title[line.marker.end - line.start :]
        if title.rstrip("。").endswith(words.titles.tails):
            title = title.rstrip("。")
    if len(title) > LONGEST_ENTRY or PROSE.search(title.strip()):
        return ""
    return compact(title) or (line.marker.text if line.marker else "")


def _closed(line: Line) -> bool:
    """Whether a line ends as an entry does, with leaders or a page number."""
    return _entry_end(line.head) < len(line.head)


def _same_marker(one: Marker, other: Marker) -> bool:
    return one.kind.id == other.kind.id and one.number == other.number
