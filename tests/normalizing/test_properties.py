"""What holds of normalizing whatever the input."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize
from docstruct.reading import read_text

if TYPE_CHECKING:
    from docstruct.normalized import NormalizedText

GLYPHS = default_lexicons().glyphs

unicode_text = st.text(st.characters(codec=None), max_size=200)
"""Any code points, lone surrogates included."""

disclosure_text = st.lists(
    st.sampled_from(
        [
            *(
                "一、",
                "（一）",
                "1.",
                "2024年",
                "收入",
                "支出决算",
                "万元",
                "34.0%",
                "1,2",
                "34.5",
                "１２",
                "．",
                "，",
                "。",
            ),
            *(
                "；",
                "：",
                "“三公”",
                "（",
                "）",
                "\n",
                "\n\n",
                " ",
                "\t",
                "\u3000",
                "\u200b",
                "\xad",
                "⼀",
                "⾧",
                "⺁",
                "\ue000",
            ),
            *(
                "Budget",
                "of",
                "第一部分",
                "本年收入合计增加的主要原因是人员增加",
                "21",
                "-",
                "—",
                "①",
                "㎡",
                "…",
                "注：",
                "%",
            ),
        ]
    ),
    max_size=60,
).map("".join)
"""What disclosures are made of, in any order."""


INDENTED = re.compile(r"(?:^|\n)[\u200b\xad\ufeff]*[^\S\n]")


def normalized(text: str) -> NormalizedText:
    return normalize(read_text(text, reader="text"), GLYPHS)


@pytest.mark.parametrize("texts", [unicode_text, disclosure_text], ids=["unicode", "disclosure"])
def test_normalizing_twice_changes_nothing(texts: st.SearchStrategy[str]) -> None:
    @given(texts)
    def check(text: str) -> None:
        once = normalized(text).text
        twice = normalized(once).text
        assert "".join(twice.split()) == "".join(once.split())
        # An indentation parts paragraphs, and goes: where lines have one, the second look may join what was apart.
        assert twice == once or INDENTED.search(text)

    check()


def test_an_indentation_parts_paragraphs_and_goes() -> None:
    once = normalized("收入增加，支出减少\n　　职工福利费").text
    assert once == "收入增加，支出减少\n职工福利费"
    assert normalized(once).text == "收入增加，支出减少职工福利费"


@pytest.mark.parametrize("texts", [unicode_text, disclosure_text], ids=["unicode", "disclosure"])
def test_the_map_is_total_monotone_and_leads_back(texts: st.SearchStrategy[str]) -> None:
    @given(texts)
    def check(text: str) -> None:
        result = normalized(text)
        ranges = [result.map.to_source(i, i + 1) for i in range(len(result.text))]
        assert ranges == sorted(ranges)
        for i, (start, end) in enumerate(ranges):
            assert 0 <= start <= end <= len(text)
            if start < end:
                low, high = result.map.to_text(start, end)
                assert low <= i < high

    check()


@given(disclosure_text)
def test_a_character_comes_from_itself_or_from_what_it_replaces(text: str) -> None:
    result = normalized(text)
    for i, char in enumerate(result.text):
        if char in " \n":
            continue
        start, end = result.map.to_source(i, i + 1)
        original = text[start:end]
        variant = GLYPHS.variants.get(original)
        assert char in (
            original,
            variant.target if variant else char,
            unicodedata.normalize("NFKC", original),
        )


@given(unicode_text)
def test_the_text_can_be_encoded_and_its_paragraphs_are_its_lines(text: str) -> None:
    result = normalized(text)
    result.text.encode("utf-8")
    lines = [result.text[paragraph.start : paragraph.end] for paragraph in result.paragraphs]
    assert "\n".join(lines) == result.text
    assert all(lines)


@given(unicode_text)
@example("收\ud800入")
def test_every_repair_names_what_stood_there(text: str) -> None:
    """A lone surrogate, which no output can carry, is spelled out."""
    result = normalized(text)
    for repair in result.repairs.entries:
        stood = text[repair.source_start : repair.source_end]
        assert repair.original == stood.encode("utf-8", "backslashreplace").decode("utf-8")
        assert 0 <= repair.start <= repair.end <= len(result.text)
    assert all(count > 0 for count in result.repairs.counts.values())
