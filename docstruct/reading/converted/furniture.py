"""What repeats around the pages of a text that was a paged document: page numbers, running headers, overlaps.

Nothing but the lines themselves shows where a page ended, and a form feed where a converter wrote one. A page number
is a line of a number and ornament that runs on: it grows with its pages, and a page of text lies between two of them.
(序号 1, 2, 3 of a table run on as well, and stand close together.) A running header or footer is a line that stands beside
most of them. What hangs over the edge of a page some converters write on both pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.source import LineRole

_ORNAMENT = r"[-—–－·~～_|\s]"
_PAGE_NUMBER = re.compile(
    rf"{_ORNAMENT}*(?:第\s*)?(?P<number>\d{{1,4}})(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*\d{{1,4}}\s*页?)?{_ORNAMENT}*"
)
FEWEST = 3
"""Page numbers, or pages, that show what repeats."""
MOST_RUNS = 20
"""Runs of numbers that are looked at side by side: a table holds many numbers that begin one."""
CLOSEST = 8
"""Lines that lie between two page numbers, as a rule; items of a list are closer."""
SHARE = 0.4
"""Share of the pages that a running header or footer stands on."""
LONGEST = 60
SHORTEST_BLOCK = 40
"""Characters that must come again, and in the same lines, to be what two pages share."""
MOST_LINES = 60


def find_furniture(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, LineRole]:
    """The roles of the lines that are no part of the text, by their number."""
    stripped = [text[start:end].strip() for start, end in lines]
    filled = [at for at, line in enumerate(stripped) if line]
    content = [stripped[at] for at in filled]
    breaks: list[int] = []
    if "\f" in text:
        between = (text[lines[above][1] : lines[below][0]] for above, below in pairwise(filled))
        breaks = [at for at, parting in enumerate(between, start=1) if "\f" in parting]
    found: dict[int, LineRole] = dict.fromkeys(_page_numbers(content, breaks), "page_number")
    found |= _running(content, found, breaks)
    found |= dict.fromkeys(_repeated(content, found), "header")
    return {filled[at]: role for at, role in found.items()}


def _page_numbers(content: Sequence[str], breaks: Sequence[int]) -> list[int]:
    """Numbers of one form that grow by one from page to page, far apart; with form feeds, beside them."""
    beside = {*breaks, *(at - 1 for at in breaks), len(content) - 1}
    forms: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(content):
        match = _PAGE_NUMBER.fullmatch(line) if len(line) <= LONGEST else None
        if match is not None and (not breaks or at in beside):
            forms[_mask(line)].append((at, int(match["number"])))
    return sorted(at for numbers in forms.values() for at in _longest_run(numbers))


def _longest_run(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """The lines of the longest run of numbers that grow, if it is one of pages; a page may lack its number."""
    runs: list[list[tuple[int, int]]] = []
    for at, number in numbers:
        # The latest only, so that a table of a thousand numbers does not compare each with all.
        for run in runs[-MOST_RUNS:]:
            if 0 < number - run[-1][1] <= 2 and at - run[-1][0] > CLOSEST // 2:
                run.append((at, number))
                break
        else:
            runs.append([(at, number)])
    longest = max(runs, key=len, default=[])
    if len(longest) < FEWEST or median(b[0] - a[0] for a, b in pairwise(longest)) < CLOSEST:
        return []
    return [at for at, _ in longest]


def _running(
    content: Sequence[str], numbers: dict[int, LineRole], breaks: Sequence[int]
) -> dict[int, LineRole]:
    """Lines right above or below the edges of most pages that are the same on all but for their digits."""
    found: dict[int, LineRole] = {}
    edges = breaks or sorted(numbers)
    sides: tuple[tuple[LineRole, int], ...] = (("footer", -1), ("header", 1))
    for role, step in sides:
        beside: list[int] = []
        for edge in edges:
            at = edge if breaks and step > 0 else edge + step
            at += step if at in numbers else 0
            if 0 <= at < len(content) and len(content[at]) <= LONGEST:
                beside.append(at)
        alike = Counter(_mask(content[at]) for at in beside)
        enough = max(FEWEST, SHARE * len(edges))
        found |= {at: role for at in beside if alike[_mask(content[at])] >= enough}
    return found


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", "".join(line.split()))


def _repeated(content: Sequence[str], found: dict[int, LineRole]) -> Iterator[int]:
    """Lines of prose that say again, line by line, what stands right above them: no one writes so."""
    body = [at for at in range(len(content)) if at not in found]
    lines = [content[at] for at in body]
    last: dict[str, int] = {}
    done = 0
    for at, line in enumerate(lines):
        above = last.get(line, -MOST_LINES - 1)
        count = at - above
        # Each line is compared with its last like only, which keeps this linear in all but the repeats.
        if at >= done and 1 < count <= MOST_LINES and lines[above:at] == lines[at : at + count]:
            block = "".join(lines[above:at])
            if len(block) >= SHORTEST_BLOCK and "。" in block:
                yield from body[at : at + count]
                done = at + count
        last[line] = at
