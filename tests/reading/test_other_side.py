"""Print of the other side of a thin sheet: what is told from it, and what is only pale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

cv2: Any = pytest.importorskip("cv2")
np: Any = pytest.importorskip("numpy")
pymupdf: Any = pytest.importorskip("pymupdf")

from docstruct.reading.pages.paged import source_of_pages  # noqa: E402
from docstruct.reading.pdf.scanned import lay_recognized  # noqa: E402
from docstruct.reading.scans.ocr import RecognizedPage  # noqa: E402
from docstruct.reading.scans.other_side import other_side, through_level  # noqa: E402

if TYPE_CHECKING:
    from docstruct.reading.scans.engine import Pixels

SCALE = 0.36
"""Points a pixel is wide at 200 dpi."""
PRINT = ("一般公共预算财政拨款支出", "社会保障和就业支出", "机关运行经费说明", "政府采购支出情况")


def page(lines: tuple[str, ...], top: int = 60) -> Pixels:
    document = pymupdf.open()
    sheet = document.new_page(width=270, height=300)
    for number, line in enumerate(lines):
        sheet.insert_text((40, top + 60 * number), line, fontname="china-s", fontsize=14)
    drawn = sheet.get_pixmap(dpi=200)
    pixels = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 3)
    noise = np.random.default_rng(0).normal(0, 5, pixels.shape[:2])[:, :, None]
    return np.asarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def under(image: Pixels, pale: Pixels, darkness: float = 0.25) -> Pixels:
    return np.asarray(np.minimum(image, (255 - (255 - pale.astype(np.float32)) * darkness).astype(np.uint8)))


FRONT, BACK = page(PRINT), page(PRINT[::-1], top=90)


@pytest.mark.parametrize("darkness", [0.15, 0.2, 0.3])
def test_dark_and_pale_signs_with_none_between_are_parted(darkness: float) -> None:
    level = through_level(under(FRONT, BACK[:, ::-1], darkness), SCALE)
    assert level is not None
    assert level < 255 * (1 - darkness)


@pytest.mark.parametrize(
    "image",
    [
        FRONT,
        cv2.GaussianBlur(FRONT, (0, 0), 2.4),
        under(np.full_like(FRONT, 255), BACK),
        np.full_like(FRONT, 255),
    ],
    ids=["print", "blurred", "all pale", "empty"],
)
def test_ink_of_one_kind_is_not(image: Pixels) -> None:
    assert through_level(image, SCALE) is None


@pytest.mark.slow
def test_pale_print_is_of_the_other_side_if_it_reads_in_a_mirror() -> None:
    pytest.importorskip("rapidocr")
    from docstruct.reading.scans.engine import load_engine

    engine = load_engine(1)
    mirrored = under(FRONT, BACK[:, ::-1])
    assert other_side(mirrored, SCALE, engine) is not None
    assert other_side(np.ascontiguousarray(mirrored[::-1, ::-1]), SCALE, engine) is not None, "on its head"
    assert other_side(under(FRONT, BACK), SCALE, engine) is None, "a remark in grey"


def test_a_page_that_lost_print_of_its_other_side_is_said() -> None:
    pages = [lay_recognized(at, 595, 842, RecognizedPage([], through=at == 2)) for at in (1, 2)]
    (notice,) = source_of_pages(pages, path="a.pdf", sha256="", media_type="", reader="ocr").notices
    assert notice.kind == "low_confidence"
    assert "第2页" in notice.message
