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
