"""What repeats around the text of every page: running headers, footers and page numbers.

No vocabulary is needed. A line in the outer margin of its page is furniture when the lines at the same height of many
other pages are the same once their digits are masked; it is a page number when, moreover, one of its numbers runs on
with the pages (``第 3 页 共 20 页``, ``- 3 -``, ``3``). Only a line that has nothing but furniture between itself and the
edge of the page can be furniture, so that ``单位：万元`` under the title of every table is none.

>>> mask("第 3 页 共 20 页")
'第#页共#页'
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from docstruct.reading.pages.layout import PageLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.tables import PageLayout, PageTable
    from docstruct.source import LineRole

MARGIN = 0.1
"""Share of the page's height that its upper and its lower margin take."""
SHARE = 0.4
"""Share of the pages that a running header or footer stands on, and never fewer than three."""
DRIFT = 4.0
"""Points by which furniture may move between pages."""

_NUMBER = re.compile(r"\d+")
_NUMBERED = re.compile(r"[\s\-–—－·.•_~|/第页]*\d{1,4}[\s\-–—－·.•_~|/第页]*")
"""A line that is a number and ornament."""


def mask(text: str) -> str:
    """The text without white space, every number replaced by ``#``."""
    return _NUMBER.sub("#", "".join(text.split()))


def mark_furniture(pages: Sequence[PageLayout]) -> None:
    """Give running headers, footers and page numbers their roles."""
    for upper in (True, False):
        _mark_margin(pages, upper)


def _mark_margin(pages: Sequence[PageLayout], upper: bool) -> None:
    role: LineRole = "header" if upper else "footer"
    depth = 0
    open_pages = {page.number: _margin_lines(page, upper) for page in pages}
    while any(len(lines) > depth for lines in open_pages.values()):
        rank = [
            (page, open_pages[page.number][depth]) for page in pages if len(open_pages[page.number]) > depth
        ]
        roles = _roles(rank, role, len(pages))
        for page, line in rank:
            if found := roles.get(page.number):
                line.role = found
            else:
                open_pages[page.number] = []
        depth += 1


def _margin_lines(page: PageLayout, upper: bool) -> list[PageLine]:
    """The lines of one margin, from the edge of the page inwards."""
    return list(_within(page, page.blocks if upper else page.blocks[::-1], upper))


def _within(page: PageLayout, blocks: Sequence[PageLine | PageTable], upper: bool) -> Iterator[PageLine]:
    height = page.text_height
    for line in blocks:
        if not isinstance(line, PageLine):
            return
        if line.role != "body":
            continue  # a watermark or stamp, which is set apart below everything
        middle = (line.box[1] + line.box[3]) / 2
        inside = middle <= height * MARGIN if upper else middle >= height * (1 - MARGIN)
        if not inside:
            return
        yield line


def _roles(rank: list[tuple[PageLayout, PageLine]], role: LineRole, pages: int) -> dict[int, LineRole]:
    """The roles of lines that stand at the same place, from the edge, of their pages."""
    alike: dict[str, list[tuple[PageLayout, PageLine]]] = defaultdict(list)
    for page, line in rank:
        alike[mask(line.text)].append((page, line))
    found: dict[int, LineRole] = {}
    for text, members in alike.items():
        numbered = _numbered_pages(members) if "#" in text else set()
        running = len(members) >= max(3, SHARE * pages) and _same_height(members)
        for page, line in members:
            if page.number in numbered and (running or _NUMBERED.fullmatch(line.text)):
                found[page.number] = "page_number"
            elif running:
                found[page.number] = role
    return found


def _numbered_pages(members: list[tuple[PageLayout, PageLine]]) -> set[int]:
    """The pages whose line holds a number that runs on with the pages, or is that of its page."""
    offsets: Counter[tuple[int, int]] = Counter()
    numbers = [
        (page.number, [int(number) for number in _NUMBER.findall(line.text)]) for page, line in members
    ]
    for page, values in numbers:
        offsets.update((i, value - page) for i, value in enumerate(values))
    steady = {offset for offset, count in offsets.items() if count >= 2 or offset[1] == 0}
    return {
        page for page, values in numbers if any((i, value - page) in steady for i, value in enumerate(values))
    }


def _same_height(members: list[tuple[PageLayout, PageLine]]) -> bool:
    """Whether most of the lines stand at one height, measured from the edge that is near."""
    heights = sorted(
        line.box[1] if line.box[1] < page.text_height / 2 else page.text_height - line.box[3]
        for page, line in members
    )
    median = heights[len(heights) // 2]
    return sum(abs(height - median) <= DRIFT for height in heights) * 2 > len(heights)
