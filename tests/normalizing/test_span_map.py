"""The span map against a list per character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from docstruct.spanmap import SpanMap
from tests.normalizing.reference import ReferenceMap

if TYPE_CHECKING:
    from collections.abc import Callable

Pieces = list[tuple[int, int, int, int]]


@st.composite
def piece_lists(draw: Callable[..., int], source_length: int | None = None) -> tuple[Pieces, int, int]:
    """Pieces that tile a text, with gaps between their sources; some equal in length, some not."""
    pieces: Pieces = []
    length = place = 0
    sizes = st.integers(0, 4)
    for _ in range(draw(st.integers(0, 8))):
        gap, made = draw(sizes), draw(st.integers(1, 4))
        taken = made if draw(st.booleans()) else draw(sizes)
        if source_length is not None and place + gap + taken > source_length:
            break
        place += gap
        pieces.append((length, length + made, place, place + taken))
        length, place = length + made, place + taken
    return pieces, length, place + draw(sizes) if source_length is None else source_length


def _spans(length: int) -> list[tuple[int, int]]:
    return [(start, end) for start in range(length + 1) for end in range(start, length + 1)]


def _agrees(the_map: SpanMap, reference: ReferenceMap, length: int, source_length: int) -> None:
    for span in _spans(length):
        assert the_map.to_source(*span) == reference.to_source(*span), span
    for span in _spans(source_length):
        assert the_map.to_text(*span) == reference.to_text(*span), span


@given(piece_lists())
def test_a_map_answers_as_a_list_per_character_does(made: tuple[Pieces, int, int]) -> None:
    pieces, length, source_length = made
    the_map = SpanMap.build(pieces, length, source_length)
    _agrees(the_map, ReferenceMap.build(pieces, source_length), length, source_length)


@given(st.data())
def test_composed_maps_answer_as_composed_lists_do(data: st.DataObject) -> None:
    inner_pieces, middle, source_length = data.draw(piece_lists())
    outer_pieces, length, _ = data.draw(piece_lists(source_length=middle))
    outer, inner = (
        SpanMap.build(outer_pieces, length, middle),
        SpanMap.build(inner_pieces, middle, source_length),
    )
    reference = ReferenceMap.build(outer_pieces, middle).compose(
        ReferenceMap.build(inner_pieces, source_length)
    )
    composed = outer.compose(inner)
    for span in _spans(length):
        assert composed.to_source(*span) == reference.to_source(*span), span


@given(piece_lists())
def test_a_map_is_monotone_and_comes_back(made: tuple[Pieces, int, int]) -> None:
    pieces, length, source_length = made
    the_map = SpanMap.build(pieces, length, source_length)
    ranges = [the_map.to_source(i, i + 1) for i in range(length)]
    assert ranges == sorted(ranges)
    for (low, high), i in zip(ranges, range(length), strict=True):
        assert 0 <= low <= high <= source_length
        start, end = the_map.to_text(low, high)
        assert low == high or start <= i < end


def test_the_identity_maps_everything_to_itself() -> None:
    the_map = SpanMap.identity(5)
    assert the_map.to_source(1, 4) == the_map.to_text(1, 4) == (1, 4)
    assert SpanMap.identity(0).to_source(0, 0) == (0, 0)
