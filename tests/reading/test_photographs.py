"""Photographed pages and grey paper: the sheet is found, made flat and lit evenly, and its boxes lead back to the photograph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

cv2: Any = pytest.importorskip("cv2")
np: Any = pytest.importorskip("numpy")

from docstruct.reading.pages.paged import source_of_pages  # noqa: E402
from docstruct.reading.pages.turn import Perspective, Turn  # noqa: E402
from docstruct.reading.pdf.scanned import lay_recognized  # noqa: E402
from docstruct.reading.scans.flattening import find_corners, flattened  # noqa: E402
from docstruct.reading.scans.lighting import evenly_lit  # noqa: E402
from docstruct.reading.scans.ocr import RecognizedPage  # noqa: E402
from docstruct.reading.scans.straightening import UNEVEN, unevenness  # noqa: E402

if TYPE_CHECKING:
    from docstruct.reading.scans.engine import Pixels, Quads

SCALE = 0.72
WIDTH, HEIGHT = 827, 1170
MARK = (200, 300, 260, 330)
"""A dark mark on the sheet: left, top, right, bottom in pixels."""


def sheet(level: int = 235) -> Pixels:
    image = np.full((HEIGHT, WIDTH, 3), level, np.uint8)
    for y in range(100, 1100, 40):
        for x in range(80, 760, 24):
            cv2.rectangle(image, (x, y), (x + 14, y + 18), (30, 30, 30), 2)
    left, top, right, bottom = MARK
    image[top:bottom, left:right] = 0
    return np.asarray(image)


SEEN = ((110, 90), (880, 60), (960, 1260), (70, 1230))


def photo(corners: tuple[tuple[int, int], ...] = SEEN, desk: int = 60) -> tuple[Pixels, Any]:
    flat = np.array(((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)), np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    return cv2.warpPerspective(sheet(), matrix, (1040, 1360), borderValue=(desk,) * 3), matrix


def test_the_corners_of_a_sheet_on_a_dark_desk() -> None:
    corners = find_corners(photo()[0])
    assert corners is not None
    assert np.abs(corners - np.array(SEEN)).max() < 8


def test_a_shadow_over_half_of_the_sheet_does_not_cut_it() -> None:
    image = photo()[0].astype(np.float32)
    image[:, 600:] *= 0.55
    corners = find_corners(image.astype(np.uint8))
    assert corners is not None
    assert np.abs(corners - np.array(SEEN)).max() < 12


@pytest.mark.parametrize(
    "image",
    [
        sheet(),
        photo(desk=215)[0],
        photo(((110, 90), (880, 60), (500, 1260), (470, 1230)))[0],
        photo(((400, 400), (560, 400), (560, 640), (400, 640)))[0],
    ],
    ids=["a scan", "a light desk", "no rectangle", "a stamp"],
)
def test_what_is_no_sheet_on_a_dark_desk_stays_as_it_is(image: Pixels) -> None:
    assert flattened(image, SCALE, 595) is None


def test_a_flat_sheet_is_upright_and_its_boxes_lead_back() -> None:
    image, matrix = photo()
    found = flattened(image, SCALE, 595)
    assert found is not None
    height, width = found.image.shape[:2]
    assert height / width == pytest.approx(2**0.5, abs=0.01)
    assert width * found.scale == pytest.approx(595, abs=1)
    dark = np.argwhere(cv2.erode((found.image.max(axis=2) < 60).astype(np.uint8), np.ones((9, 9))) > 0)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    assert (right - left) / (bottom - top) == pytest.approx(2, abs=0.35), "the mark is twice as wide as high"
    box = found.seen.box(tuple(float(edge) * found.scale for edge in (left, top, right, bottom)))
    corners = cv2.perspectiveTransform(
        np.array([[(x, y) for x in MARK[0::2] for y in MARK[1::2]]], np.float32), matrix
    )[0]
    expected = (*corners.min(axis=0), *corners.max(axis=0))
    assert box == pytest.approx([float(edge) * SCALE for edge in expected], abs=8 * SCALE)


def test_a_box_of_a_page_that_was_photographed_is_turned_before_it_is_seen() -> None:
    moved = Perspective((1, 0, 30, 0, 1, 40, 0, 0, 1))
    assert Turn(1, 400, 600, seen=moved).box((50, 88, 206, 102)) == (528, 90, 542, 246)
    layout = lay_recognized(1, 900, 1200, RecognizedPage([], sheet=(595, 842), seen=moved))
    assert (layout.width, layout.text_width) == (900, 595)
    assert layout.turn is not None
    assert layout.turn.box((0, 0, 10, 10)) == (30, 40, 40, 50)


def lines(keystone: float, count: int = 20) -> Quads:
    """Boxes of long lines of a page, seen from aside."""
    boxes = np.array(
        [[(80, y), (740, y), (740, y + 30), (80, y + 30)] for y in np.linspace(100, 1000, count)],
        np.float32,
    )
    flat = np.array(((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)), np.float32)
    seen = flat + np.array(((0, keystone * WIDTH), (0, 0), (0, 0), (0, -keystone * WIDTH)), np.float32)
    matrix = cv2.getPerspectiveTransform(flat, seen)
    seen_boxes: Quads = cv2.perspectiveTransform(boxes.reshape(1, -1, 2), matrix).reshape(-1, 4, 2)
    return seen_boxes


def test_lines_that_are_not_parallel_are_those_of_a_photograph() -> None:
    assert unevenness(lines(0.04)) > UNEVEN
    assert unevenness(lines(0.002)) < UNEVEN
    turn = cv2.getRotationMatrix2D((400, 600), 3, 1)
    assert unevenness(cv2.transform(lines(0).reshape(1, -1, 2), turn).reshape(-1, 4, 2)) < 0.05, (
        "a slant is even"
    )
    assert unevenness(lines(0.04, count=6)) == 0, "six lines do not tell"


def test_a_page_photographed_from_aside_is_a_finding() -> None:
    pages = [lay_recognized(at, 595, 842, RecognizedPage([], uneven=at == 2)) for at in (1, 2)]
    (notice,) = source_of_pages(pages, path="", sha256="", media_type="", reader="ocr").notices
    assert (notice.kind, notice.severity) == ("low_confidence", "info")
    assert "第2页" in notice.message


def test_grey_paper_becomes_white_and_ink_stays_dark() -> None:
    grey = (sheet(255).astype(np.float32) * np.linspace(0.45, 0.8, WIDTH)[None, :, None]).astype(np.uint8)
    lit = evenly_lit(grey, SCALE)
    assert np.percentile(lit, 60) >= 245
    assert lit[105, 76:86].min() < 90
    assert lit[20].min() >= 235


def test_white_paper_is_left_alone() -> None:
    image = sheet(245)
    assert evenly_lit(image, SCALE) is image


def test_red_ink_stays_red_on_grey_paper() -> None:
    image = sheet(150)
    cv2.circle(image, (400, 600), 90, (40, 40, 140), 6)
    blue, green, red = (int(level) for level in evenly_lit(image, SCALE)[510, 400])
    assert red - max(blue, green) > 60
