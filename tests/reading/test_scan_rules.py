"""The rules of tables in the image of a page."""

from __future__ import annotations

from typing import Any

import pytest

from docstruct.reading.pages.ruled import Grid, find_grids
from tests.reading.sheets import Sheets

numpy = pytest.importorskip("numpy")
pytest.importorskip("cv2")

XS = (80, 140, 300, 400, 500)
DPI = 200


def _grids(sheets: Sheets, lean: float = 0.0) -> list[Grid]:
    import cv2
    import pymupdf

    from docstruct.reading.scans.rules import find_ink, find_rules

    pixmap: Any = sheets.current.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
    grey = numpy.frombuffer(pixmap.samples, numpy.uint8).reshape(pixmap.height, pixmap.width)
    turn = cv2.getRotationMatrix2D((pixmap.width / 2, pixmap.height / 2), lean, 1.0)
    grey = cv2.warpAffine(grey, turn, (pixmap.width, pixmap.height), borderValue=255)
    grain = numpy.random.default_rng(0).normal(0, 12, grey.shape)
    scan = numpy.clip(grey * 0.85 + 20 + grain, 0, 255).astype(numpy.uint8)
    return find_grids(find_rules(find_ink(scan, 72 / DPI), 72 / DPI))


@pytest.mark.parametrize("lean", [0.0, 0.2, -0.2])
def test_a_grid_is_found_where_it_was_drawn(lean: float) -> None:
    (grid,) = _grids(Sheets().page().table(XS, 120, [["编码", "名称", "合计", "支出"]] * 12), lean)
    assert grid.xs == pytest.approx(XS, abs=2)
    assert grid.ys == pytest.approx([120 + 20 * i for i in range(13)], abs=2)


def test_text_alone_has_no_grid() -> None:
    assert _grids(Sheets().page().lines(80, 120, *["一般公共预算财政拨款支出田目四十五万元"] * 20)) == []


@pytest.mark.parametrize("width", [0.1, 0.3])
def test_hairlines_a_pixel_wide_are_rules(width: float) -> None:
    """A median over a square takes them out, and cells run together: 0.48 and the 0.00 below it read 0.480.00."""
    sheets = Sheets().page()
    for y in range(120, 361, 20):
        sheets.current.draw_line((XS[0], y + 0.2), (XS[-1], y + 0.2), width=width)
    for x in XS:
        sheets.current.draw_line((x + 0.2, 120), (x + 0.2, 360), width=width)
    (grid,) = _grids(sheets)
    assert (len(grid.xs), len(grid.ys)) == (len(XS), 13)
    assert len({cell for row in grid.regions for cell in row}) == 48


def _hairlines(sheets: Sheets, left: float, grey: float) -> Sheets:
    for y in range(130, 351, 20):
        sheets.current.draw_line((left, y + 0.2), (left + 120, y + 0.2), width=0.2, color=(grey,) * 3)
    for x in (left, left + 60, left + 120):
        sheets.current.draw_line((x + 0.2, 130), (x + 0.2, 350), width=0.2, color=(grey,) * 3)
    return sheets


def test_hairlines_of_the_other_side_of_a_thin_sheet_are_no_rules() -> None:
    dark = Sheets().page().table((80, 140, 300), 120, [["编码", "名称"]] * 12)
    assert [len(grid.xs) for grid in _grids(_hairlines(dark, 380, 0.72))] == [3]


@pytest.mark.parametrize("grey", [0.0, 0.3])
def test_hairlines_beside_thick_rules_and_pale_ones_alone_are(grey: float) -> None:
    dark = Sheets().page().table((80, 140, 300), 120, [["编码", "名称"]] * 12)
    assert [len(grid.xs) for grid in _grids(_hairlines(dark, 380, grey))] == [3, 3]
    assert [len(grid.xs) for grid in _grids(_hairlines(Sheets().page(), 380, 0.6))] == [3]


def test_a_crease_from_edge_to_edge_is_no_rule() -> None:
    sheets = Sheets().page().table(XS, 120, [["编码", "名称", "合计", "支出"]] * 12)
    (grid,) = _grids(sheets.rule(350, 0, 350, 842).rule(0, 215, 595, 215))
    assert (len(grid.xs), len(grid.ys)) == (len(XS), 13)


def test_the_median_along_an_axis_is_the_median() -> None:
    from docstruct.reading.scans.rules import median_along

    grey = numpy.random.default_rng(1).integers(0, 255, (30, 40)).astype(numpy.uint8)
    for axis, edges in ((0, ((2, 2), (0, 0))), (1, ((0, 0), (2, 2)))):
        padded = numpy.pad(grey, edges, mode="edge")
        shifted = [numpy.take(padded, range(at, at + grey.shape[axis]), axis) for at in range(5)]
        assert (median_along(grey, axis) == numpy.median(shifted, axis=0)).all()
