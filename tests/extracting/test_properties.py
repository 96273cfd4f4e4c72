"""What holds for any text: no exception, every figure's digits stand at its range, nothing overlaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docstruct.extracting.scanning.scanner import grouped, trie
from docstruct.lexicon import default_lexicons

if TYPE_CHECKING:
    from docstruct.document import DocumentType
    from tests.extracting.conftest import Reading

_LEXICONS = default_lexicons()
_WORDS = sorted(_LEXICONS.cues.words)
_UNITS = sorted(_LEXICONS.cues.units)
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_UNITS),
    st.sampled_from("，。；：、（）()“”《》 -…\n"),
    st.sampled_from(
        [
            "（类）",
            "（款）",
            "（208类）",
            "2021年",
            "2021年3月1日",
            "2080501",
            "XX",
            "会议费",
            "支出",
            "20213.5",
            "1,234.5",
            "3 02",
        ]
    ),
    st.integers(min_value=0, max_value=99999).map(str),
    st.decimals(min_value=0, max_value=9999, places=2).map(str),
    st.text(max_size=3),
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map("".join))
_TYPES = st.sampled_from(["final_accounts", "budget", None])
_ASCII = str.maketrans("０１２３４５６７８９．－−", "0123456789.--", ",， ")

_PLAIN = re.compile(r"-?[0-9.]+ ?[百千万亿]{0,2}[余多]?[万亿]?[^0-9百千万亿]*$")
"""A number in one step, in digits: its value has the digits as stated. 1亿2000万元, 一千元 and △5元 are put together."""

check = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@check
@given(_TEXTS, _TYPES, st.sampled_from([None, 2022]))
def test_any_text(read: Reading, text: str, document_type: DocumentType | None, year: int | None) -> None:
    extraction = read(text, document_type=document_type, year=year)
    last = 0
    for figure in extraction.figures:
        assert last <= figure.start < figure.end <= len(text)
        last = figure.end
        said = text[figure.start : figure.end].translate(_ASCII)
        assert said.startswith(figure.value) or not _PLAIN.match(said)
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
    for reason in extraction.reasons:
        assert reason.text == "".join(text[reason.start : reason.end].split())


@check
@given(_TEXTS)
def test_every_id_refers_to_something(read: Reading, text: str) -> None:
    extraction = read(text)
    figures = {figure.id for figure in extraction.figures}
    reasons = {reason.id for reason in extraction.reasons}
    assert all(set(reason.figures) <= figures for reason in extraction.reasons)
    for record in extraction.records:
        slots = (
            record.budget,
            record.actual,
            record.prior,
            record.change,
            record.change_rate,
            record.completion_rate,
            record.share,
        )
        assert {slot for slot in slots if slot} | {*record.counts, *record.others} <= figures
        assert set(record.reasons) <= reasons
        assert record.start <= record.end


@check
@given(_TEXTS)
def test_the_same_text_gives_the_same_entries(read: Reading, text: str) -> None:
    assert read(text) == read(text)


@check
@given(st.text(alphabet=st.characters(exclude_categories=["Nd"], exclude_characters="元圆百"), max_size=120))
def test_no_digits_no_figures(read: Reading, text: str) -> None:
    assert read(text).figures == ()


_LETTERS = st.sampled_from("增减比甲乙-]^")


@check
@given(
    st.sets(st.lists(_LETTERS, min_size=1, max_size=4).map("".join), min_size=1, max_size=30),
    st.lists(_LETTERS, max_size=40).map("".join),
)
def test_words_in_groups_are_found_as_without(words: set[str], text: str) -> None:
    """The look at two characters passes over nothing, and the longest word still wins."""
    found = [[match.span() for match in re.finditer(made(words), text)] for made in (grouped, trie)]
    assert found[0] == found[1]
