"""Input that is no document: normalized without an error, and at a cost that grows as its length does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize
from docstruct.reading import read_text

if TYPE_CHECKING:
    from types import FrameType

GLYPHS = default_lexicons().glyphs

HARD = {
    "lone surrogates": "\ud800\udfff年",
    "combining marks": "\u0301\u20dd\u3099",
    "empty lines": "\n",
    "one line": "收入合计，100.5万元",
    "one line of digits": "1234567890",
    "digits and commas": "1,234，",
    "one line of spaces": " ",
    "spaces between words": "a b ",
    "spaces between characters": "收 \u3000",
    "open brackets": "（",
    "nested brackets": "（）",
    "leaders": "……1",
    "dots and digits": "...1",
    "tabs": "\t",
    "tabs and words": "收入\t\t",
    "lines of one character": "收\n",
    "lines of a comma": "，\n",
    "lines of a number": "12\n\n\n34\n",
    "lines of a number and a mark": "1,2\n3.4\n",
    "lines of prose that never ends": "收入合计，比上年有所增加，支出\n",
    "lines of an open bracket": "（收入\n",
    "private use": "\ue000\uf8ff",
    "radicals": "⼀⺁",
    "quotation marks": "“",
    "lines of quotation marks": "“”\n",
    "rows": "项目\t金额\n",
    "carriage returns": "\r",
    "control characters": "\0\x1b",
}
"""Texts that are repeated, by what they are."""

hard = pytest.mark.parametrize("piece", HARD.values(), ids=HARD.keys())


@hard
def test_any_text_is_normalized_and_is_so_for_good(piece: str) -> None:
    result = normalize(read_text(piece * 3000), GLYPHS)
    result.text.encode("utf-8")
    assert normalize(read_text(result.text), GLYPHS).text == result.text


def instructions(text: str) -> int:
    """How many lines of Python run while a text is normalized."""
    source = read_text(text)
    count = 0

    def tracer(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return tracer

    previous = sys.gettrace()
    sys.settrace(tracer)  # type: ignore[arg-type]
    try:
        normalize(source, GLYPHS)
    finally:
        sys.settrace(previous)
    return count


@hard
def test_four_times_the_text_takes_four_times_the_steps(piece: str) -> None:
    assert instructions(piece * 1000) <= 4.1 * instructions(piece * 250)
