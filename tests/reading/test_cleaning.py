"""Seals and watermarks over the text of a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

cv2: Any = pytest.importorskip("cv2")
np: Any = pytest.importorskip("numpy")
pil: Any = pytest.importorskip("PIL.Image")

from docstruct.checking.recognition import of_ours  # noqa: E402
from docstruct.document import Finding, Page  # noqa: E402
from docstruct.reading.cleaning import lies_under, seals, watermarks, without_pale, without_seals  # noqa: E402
from docstruct.reading.image import _points_a_pixel  # noqa: E402

if TYPE_CHECKING:
    from docstruct.document import Origin
    from docstruct.reading.ocr_engine import Pixels

SCALE = 0.5
RED, BLACK, BLUE = (40, 40, 220), (0, 0, 0), (200, 60, 30)


def paper() -> Pixels:
    image: Pixels = np.full((600, 800, 3), 255, np.uint8)
    return image


def ring(image: Pixels, color: tuple[int, int, int] = RED, radius: int = 90) -> Pixels:
    cv2.circle(image, (400, 300), radius, color, 6)
    return image


def test_a_red_ring_is_a_seal() -> None:
    ((left, top, right, bottom),) = seals(ring(paper()), SCALE)
    assert abs(left - 307) <= 3
    assert abs(right - 494) <= 3
    assert abs(bottom - top - 187) <= 4


@pytest.mark.parametrize(("color", "radius"), [(BLUE, 90), (BLACK, 90), (RED, 20)])
def test_other_rings_are_no_seals(color: tuple[int, int, int], radius: int) -> None:
    assert seals(ring(paper(), color, radius), SCALE) == []


def test_a_red_title_is_no_seal() -> None:
    image = paper()
    for x in range(60, 740, 60):
        cv2.rectangle(image, (x, 80), (x + 48, 130), RED, 8)
    assert seals(image, SCALE) == []


def test_black_ink_stays_where_red_ink_goes() -> None:
    image = ring(paper())
    cv2.line(image, (200, 300), (600, 300), BLACK, 4)
    cleaned = without_seals(image, seals(image, SCALE))
    assert cleaned[300, 308:312].max() < 60, "the line runs on through the ring"
    assert cleaned[212, 400].min() == 255, "the ring is gone"
    assert image[212, 400].min() < 60, "what was given stays as it was"


def test_a_line_under_a_seal() -> None:
    inside = np.array([[310, 290], [480, 290], [480, 310], [310, 310]], np.float32)
    areas = seals(ring(paper()), SCALE)
    assert lies_under(inside, areas)
    assert not lies_under(inside + np.array([0, 200], np.float32), areas)


def line(ink: int) -> Pixels:
    piece: Pixels = np.full((30, 200, 3), 255, np.uint8)
    piece[10:20, ::3] = ink
    return piece


def test_a_line_much_paler_than_the_others_is_a_watermark() -> None:
    assert watermarks([*[line(20)] * 6, line(205)]) == [False] * 6 + [True]
    assert watermarks([*[line(20)] * 6, line(110)]) == [False] * 7
    assert watermarks([line(190)] * 7) == [False] * 7, "a pale print has no watermark"
    assert watermarks([line(20), line(205)]) == [False] * 2, "two lines do not show what is usual"


def test_pale_strokes_are_no_rules() -> None:
    assert without_pale(np.array([[0, 120, 200, 255]], np.uint8)).tolist() == [[0, 120, 255, 255]]


@pytest.mark.parametrize(
    ("origin", "kind"), [("ocr", "low_confidence"), ("text_layer", "code_name_mismatch")]
)
def test_a_misread_name_is_no_mistake_of_the_document(origin: Origin, kind: str) -> None:
    page = Page(number=1, start=0, end=100, width=595, height=842, origin=origin)
    finding = Finding(
        id="",
        kind="code_name_mismatch",
        severity="warning",
        message="科目2010102写为“般行政管理事务”。",
        start=10,
        end=17,
    )
    (found,) = of_ours([finding], [page])
    assert found.kind == kind
    assert finding.message in found.message


@pytest.mark.parametrize(
    ("dpi", "scale"), [(200, 0.36), (72, 595 / 1653), (96, 595 / 1653), (None, 595 / 1653)]
)
def test_the_resolution_of_a_screen_is_no_measure_of_a_sheet(dpi: int | None, scale: float) -> None:
    image = pil.new("RGB", (1653, 2339))
    if dpi:
        image.info["dpi"] = (dpi, dpi)
    assert _points_a_pixel(image) == pytest.approx(scale)
