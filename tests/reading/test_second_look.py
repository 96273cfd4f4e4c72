"""What a second look finds that a first reading lost: the engine is real, the losses are made here."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pymupdf
import pytest

cv2: Any = pytest.importorskip("cv2")
np: Any = pytest.importorskip("numpy")
pytest.importorskip("rapidocr")

from docstruct.reading.scans.engine import Engine, ReadLine, load_engine  # noqa: E402
from docstruct.reading.scans.rules import find_ink  # noqa: E402
from docstruct.reading.scans.second_look import UNSURE, look_again, print_of  # noqa: E402
from docstruct.reading.scans.unread_ink import corners  # noqa: E402

if TYPE_CHECKING:
    from docstruct.reading.scans.engine import Pixels, Quads
    from docstruct.reading.scans.rules import Ink

pytestmark = pytest.mark.slow

SCALE = 0.36
ROWS = ("培训70次", "1,324.56", "9", "支出合计")


class Printed(NamedTuple):
    """A page with ``ROWS`` on it, 60 points apart, and the boxes and readings of a recogniser that loses nothing."""

    image: Pixels
    ink: Ink
    lines: list[tuple[Quads, ReadLine]]


class Counting(Engine):
    """The engine, counting the pieces it reads."""

    def __init__(self) -> None:
        self._engine = load_engine(1)
        self.pieces = 0

    def read(self, images: list[Pixels]) -> list[ReadLine]:
        self.pieces += len(images)
        return self._engine.read(images)


@cache
def printed() -> Printed:
    page: Any = pymupdf.open().new_page(width=300, height=320)
    writer = pymupdf.TextWriter(page.rect)
    for at, text in enumerate(ROWS):
        writer.append((60, 80 + 60 * at), text, font=pymupdf.Font("cjk"), fontsize=12)
    writer.write_text(page)
    pixels: Any = page.get_pixmap(dpi=200)
    image = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3).copy()
    lines = []
    for text in ROWS:
        box = page.search_for(text)[0] + (-1, 0, 1, 0)
        edges = [round(edge / SCALE) for edge in box]
        left, top, right, bottom = edges
        read = load_engine(1).read([image[top:bottom, left:right]])[0]
        lines.append((corners((left, top, right, bottom)), read))
    return Printed(image, find_ink(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), SCALE), lines)


def again(lines: list[tuple[Quads, ReadLine]]) -> tuple[dict[str, float], int]:
    """What is read after a second look, how sure it is, and how many pieces that took."""
    engine = Counting()
    found = look_again(printed().image, printed().ink, lines, [], SCALE, engine)
    return {print_of(line.text): line.confidence for _, line in found}, engine.pieces


def without(line: ReadLine, at: int) -> ReadLine:
    """A reading that lost a character."""
    return replace(
        line,
        text=line.text[:at] + line.text[at + 1 :],
        middles=line.middles[:at] + line.middles[at + 1 :],
        sures=line.sures[:at] + line.sures[at + 1 :],
    )


def test_what_was_read_whole_and_for_sure_is_not_read_again() -> None:
    read, pieces = again(printed().lines)
    assert list(read) == list(ROWS)
    assert pieces == 0


@pytest.mark.parametrize(("row", "at"), [(0, 3), (0, 2), (1, 3), (1, 6)])
def test_a_digit_that_was_lost_is_read_or_said_to_be_missing(row: int, at: int) -> None:
    lines = list(printed().lines)
    quad, line = lines[row]
    lines[row] = quad, without(line, at)
    read, pieces = again(lines)
    assert pieces == 1
    assert read.get(ROWS[row]) == UNSURE, "two readings differ: the better one counts, and nobody is sure"


def test_a_lone_digit_without_a_box_is_found() -> None:
    lines = [line for line in printed().lines if print_of(line[1].text) != "9"]
    read, pieces = again(lines)
    assert read.get("9", 0) > UNSURE
    assert pieces == 1


def test_a_digit_that_is_mistaken_and_not_sure_is_read_again() -> None:
    lines = list(printed().lines)
    quad, line = lines[1]
    wrong = replace(line, text=line.text[:-1] + "8", sures=(*line.sures[:-1], 0.55))
    lines[1] = quad, wrong
    read, _ = again(lines)
    assert read.get(ROWS[1]) == UNSURE
