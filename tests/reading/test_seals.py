"""Seals over the text of a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

cv2: Any = pytest.importorskip("cv2")
np: Any = pytest.importorskip("numpy")
pil: Any = pytest.importorskip("PIL.Image")

from docstruct.checking.checks.recognition import of_ours  # noqa: E402
from docstruct.document import Finding, Page  # noqa: E402
from docstruct.reading.scans.image import _points_a_pixel  # noqa: E402
from docstruct.reading.scans.seals import part_under, seals, without_seals  # noqa: E402

if TYPE_CHECKING:
    from docstruct.document import Origin
    from docstruct.reading.scans.engine import Pixels, Quads

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


def box(left: float, top: float, right: float, bottom: float) -> Quads:
    corners: Quads = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    return corners


SEAL = (300, 200, 500, 400)


def test_a_line_is_read_again_where_the_seal_lies_and_no_further() -> None:
    assert part_under(box(100, 290, 780, 310), SEAL) == (279, 290, 521, 311)
    assert part_under(box(310, 290, 780, 310), SEAL) == (310, 290, 521, 311)


@pytest.mark.parametrize("away", [(0, 200), (0, -120), (220, 0), (-220, 0)])
def test_a_line_beside_a_seal_is_not(away: tuple[int, int]) -> None:
    assert part_under(box(310, 290, 490, 310) + np.array(away, np.float32), SEAL) is None


def test_a_short_line_under_a_seal_is_not_parted() -> None:
    assert part_under(box(480, 290, 560, 330), SEAL) == (480, 290, 561, 331)


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


@pytest.mark.parametrize(
    ("size", "scale"), [((1654, 400), 595 / 1654), ((400, 1654), 595 / 400), ((2339, 1654), 595 / 1654)]
)
def test_a_strip_is_as_wide_as_a_sheet(size: tuple[int, int], scale: float) -> None:
    assert _points_a_pixel(pil.new("RGB", size)) == pytest.approx(scale)
