r"""Marks inside a line of Markdown: bold, escapes, tags, links, entities, numbers set as formulas.

>>> [(mark.start, mark.end, mark.stands_for) for mark in inline_marks(r"**约**5&nbsp;\%<br>", 0, 18)]
[(0, 2, ''), (3, 5, ''), (6, 12, '\xa0'), (12, 13, ''), (14, 18, '')]

What looks like a mark and is none stays text: ``<=30``, ``138****1234``.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from docstruct.source import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator

BOLD = r"(?<!\*)(?:(?>\*\*(?![\s*，。、；：！？）】》”])[^*\n]++\*\*)++|\*{3}[^*\n]++\*{3})(?!\*)"
"""One or more bold stretches side by side. Closing marks need no space or punctuation around them as CommonMark wants
it (section 6.2), since converters write ``（一）**机构设置。**本单位``."""

TAG = (
    r"</?(?:a|b|br|center|code|del|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|u|ul)"
    r"\b[^<>]{0,500}>"
)

_INLINE = re.compile(
    rf"""
      (?P<bold>{BOLD})
    | (?P<escape>\\(?=[!-/:-@\[-`{{-~]))
    | (?P<tag>{TAG} | <!--(?:[^-\n]|-(?!->)){{0,200}}-->)
    | (?P<break>[\n\r]\s*+)
    | (?P<image>!\[[^\[\]\n]{{0,300}}\]\([^()\s]{{0,500}}\))
    | (?P<link>\[(?P<label>[^\[\]\n]{{1,300}})\]\([^()\s]{{1,500}}\))
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]{{2,8}});)
    | (?P<formula>\$(?:[\d\s.,+~～-]|\\?%){{1,60}}\$)
    """,
    re.VERBOSE | re.IGNORECASE,
)

MAY_BEGIN = re.compile(r"[*\\<\n\r!\[&$]")
"""The characters a mark can begin with: most lines have none, and to look for one is far cheaper than to try every mark."""

_STARS = re.compile(r"\*+")


def inline_marks(text: str, start: int, end: int) -> Iterator[Markup]:
    """The marks in ``text[start:end]``, in order."""
    at = start
    while (first := MAY_BEGIN.search(text, at, end)) and (match := _INLINE.search(text, first.start(), end)):
        at = match.end()
        kind = match.lastgroup
        if kind == "bold":
            yield from _bold_marks(text, match.start(), match.end())
        elif kind == "link":
            yield Markup(match.start(), match.start("label"))
            yield from inline_marks(text, *match.span("label"))
            yield Markup(match.end("label"), match.end())
        elif kind == "formula":
            yield Markup(match.start(), match.start() + 1)
            yield from inline_marks(text, match.start() + 1, match.end() - 1)
            yield Markup(match.end() - 1, match.end())
        elif kind == "entity":
            yield from _entity(match)
        else:
            yield Markup(match.start(), match.end(), " " if kind == "break" else "")


def bold_length(text: str, start: int, end: int) -> int:
    """How many characters of ``text[start:end]`` are bold."""
    if text.find("**", start, end) < 0:
        return 0
    matches = _INLINE.finditer(text, start, end)
    return sum(len(match["bold"].replace("*", "")) for match in matches if match["bold"])


def _bold_marks(text: str, start: int, end: int) -> Iterator[Markup]:
    """The stars of bold stretches, and the marks in what they enclose."""
    inside = start
    for stars in _STARS.finditer(text, start, end):
        yield from inline_marks(text, inside, stars.start())
        yield Markup(stars.start(), stars.end())
        inside = stars.end()


def _entity(match: re.Match[str]) -> Iterator[Markup]:
    """An entity of HTML, which stands for one character or two; an unknown one is text."""
    meaning = html.unescape(match[0])
    if meaning != match[0]:
        yield Markup(match.start(), match.end(), meaning)
