"""Which pages of a PDF are scans, and where what is recognised on them stands."""

from __future__ import annotations

from typing import Any

import pymupdf
import pytest

from docstruct.reading.pages.fragments import Fragment
from docstruct.reading.pages.paged import source_of_pages
from docstruct.reading.pdf.scanned import MOST_PIXELS, is_scanned, lay_recognized, render
from docstruct.reading.pdf.text_layer import is_usable, read_text_layer
from docstruct.reading.scans.ocr import RecognizedPage
from tests.reading.sheets import Sheets


def _image(sheets: Sheets, box: tuple[float, float, float, float]) -> Sheets:
    pixmap: Any = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 20, 20), False)
    pixmap.clear_with(200)
    sheets.current.insert_image(pymupdf.Rect(box), pixmap=pixmap, keep_proportion=False)
    return sheets


def _scanned(sheets: Sheets) -> bool:
    layout, fragments, _ = read_text_layer(sheets.current, 1)
    return is_scanned(sheets.current, fragments, is_usable(fragments), layout.text_height)


WHOLE = (0.0, 0.0, 595.0, 842.0)


def test_an_image_without_text_is_a_scan() -> None:
    assert _scanned(_image(Sheets().page(), WHOLE))


def test_an_emblem_without_text_is_none() -> None:
    assert not _scanned(_image(Sheets().page(), (250, 100, 330, 180)))


def test_a_page_of_nothing_is_none() -> None:
    assert not _scanned(Sheets().page())


def test_a_scan_with_a_recognised_text_layer_is_none() -> None:
    sheets = _image(Sheets().page(), WHOLE)
    sheets.current.insert_text((80, 300), "支出决算为五万元。", fontname="china-s", render_mode=3)
    assert not _scanned(sheets)


def test_a_cover_over_a_picture_is_none() -> None:
    assert not _scanned(_image(Sheets().page(), WHOLE).write(200, 300, "部门决算", size=36))


def test_a_scan_that_somebody_numbered_is_one() -> None:
    assert _scanned(_image(Sheets().page(), WHOLE).write(290, 810, "- 3 -"))


def layer(text: str) -> bool:
    """Whether a text layer is usable."""
    edges = [float(i) for i in range(len(text))]
    return is_usable([Fragment(text, edges, edges, 0, 10, 10)])


@pytest.mark.parametrize("broken", ["\ufffd", "\ue5e5", "\x01"])
def test_a_text_layer_of_characters_that_say_nothing_is_none(broken: str) -> None:
    assert not layer(broken * 6 + " 2024")
    assert layer(broken * 3 + " 2024")


@pytest.mark.parametrize(
    "text",
    [
        "2O23年度支岀决箅为l234.S6万兀，比上年增加34.5O万兀",
        "2022年收入总计1,2O0.00万元，支出总计98l.5万元",
        "基本支出8I2.40万元，项目支出7Z.6万元，占5.10%",
        "“三公”经费I2.30万元，较上年减少0.S万元",
        "采购预算1B0万元，其中货物3O.2万元、服务25.5万元",
    ],
)
def test_a_text_layer_with_letters_in_its_numbers_says_what_the_page_does_not(text: str) -> None:
    assert not layer(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年度支出决算为1234.56万元，比上年增加34.50万元",
        "购置S7.5型设备1台12.30万元，B5.2型2台8.10万元，共计20.40万元，2022年至2023年分2批验收，每批1台",
        "会议室3S1一间，租金12.30万元",
        "A4纸、B5纸共计2.10万元，PM2.5监测3.40万元，5G基站1.20万元",
        "项目代码31010723O5万里，金额5.20万元，数量3个，单价1.70万元，2023年",
    ],
)
def test_letters_beside_numbers_are_no_misreadings(text: str) -> None:
    assert layer(text)


def test_text_drawn_as_shapes_is_a_scan() -> None:
    sheets = Sheets().page()
    for i in range(120):
        x, y = 80 + 12 * (i % 30), 300 + 20 * (i // 30)
        sheets.current.draw_circle((x, y), 4, color=None, fill=(0, 0, 0))
    assert _scanned(sheets)


@pytest.mark.parametrize("rotation", [0, 90])
def test_the_image_of_a_page_is_the_page_as_displayed(rotation: int) -> None:
    sheets = Sheets().page(400, 600)
    sheets.current.set_rotation(rotation)
    image = render(sheets.current)
    shown = sheets.current.rect
    assert (image.width * image.scale, image.height * image.scale) == pytest.approx(
        (shown.width, shown.height), abs=1
    )
    assert len(image.rgb) == 3 * image.width * image.height


def test_the_image_of_a_poster_stays_within_bounds() -> None:
    image = render(Sheets().page(10_000, 8_000).current)
    assert image.width * image.height <= 1.01 * MOST_PIXELS


@pytest.mark.parametrize(
    ("quarters", "slant", "box"),
    [
        (0, 0.0, (100, 200, 140, 210)),
        (1, 0.0, (200, 460, 210, 500)),
        (2, 0.0, (260, 390, 300, 400)),
        (3, 0.0, (190, 100, 200, 140)),
        (0, 1.0, (101.6, 197.7, 141.8, 208.4)),
    ],
)
def test_boxes_lie_on_the_page_as_it_was_scanned(
    quarters: int, slant: float, box: tuple[float, float, float, float]
) -> None:
    """A page of 400 by 600 points, on which four characters stand at (100, 200) once it is upright."""
    fragment = Fragment("部门决算", [100, 110, 120, 130], [110, 120, 130, 140], 200, 210, 10, confidence=0.9)
    page = lay_recognized(7, 400, 600, RecognizedPage([fragment], quarters, slant))
    source = source_of_pages([page], path="", sha256="", media_type="application/pdf", reader="ocr")
    assert source.locator is not None
    ((number, *found),) = source.locator.boxes(0, 4)
    assert number == 7
    assert found == pytest.approx(box, abs=1)
    (line,) = source.lines
    assert line.place == pytest.approx((100, 200, 140, 210)), (
        "among its neighbours it stands where it was read"
    )
    assert line.confidence == pytest.approx(0.9)
    assert source.pages[0].origin == "ocr"


def test_two_sizes_of_a_page_stay_two_and_a_short_line_has_that_of_its_paragraph() -> None:
    """A table of small type above prose, and the two characters that end its last sentence."""
    sizes = [9.2] * 12 + [9.8] * 3 + [14.1, 14.3, 13.8]
    fragments = [
        Fragment("字" * 9, [100.0] * 9, [110.0] * 9, 40 + 25 * at, 50 + 25 * at, size, confidence=1.0)
        for at, size in enumerate(sizes)
    ]
    fragments.append(Fragment("整。", [100.0] * 2, [110.0] * 2, 560, 570, 11.6, confidence=1.0))
    lay_recognized(1, 400, 600, RecognizedPage(fragments))
    assert {fragment.size for fragment in fragments[:15]} == {9.2}
    assert {fragment.size for fragment in fragments[15:18]} == {14.1}
    assert fragments[18].size == 14.1


def test_lines_of_about_one_height_have_one_size() -> None:
    fragments = [
        Fragment("字" * 9, [100.0] * 9, [110.0] * 9, y, y + size, size, confidence=1.0)
        for y, size in ((100, 12.0), (130, 13.0), (160, 14.5), (200, 22.0))
    ]
    page = lay_recognized(1, 400, 600, RecognizedPage(fragments))
    source = source_of_pages([page], path="", sha256="", media_type="", reader="ocr")
    assert len({line.font_size for line in source.lines[:3]}) == 1
    assert source.lines[3].font_size == 22.0


@pytest.mark.parametrize(("dpi", "sharp"), [(72, 0.36), (100, 0.5), (300, 1.0)])
def test_a_scan_drawn_larger_is_no_sharper(dpi: int, sharp: float) -> None:
    sheets = Sheets().page(595, 842)
    size = (round(595 * dpi / 72), round(842 * dpi / 72))
    picture = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, *size))
    picture.clear_with(255)
    sheets.current.insert_image(sheets.current.rect, pixmap=picture)
    assert render(sheets.current).sharp == pytest.approx(sharp, abs=0.01)


def test_a_drawn_page_is_as_sharp_as_it_is_drawn() -> None:
    assert render(Sheets().page().write(80, 100, "决算").current).sharp == 1.0


def test_figures_in_type_of_few_pixels_are_not_sure() -> None:
    from docstruct.reading.scans.recognizing import doubt_small_figures

    def pieces() -> list[Fragment]:
        return [
            Fragment(text, [0.0] * 4, [9.0] * 4, 0, 9, size, confidence=0.99)
            for text, size in (("0.48", 9.0), ("部门决算", 9.0), ("1.48", 14.0))
        ]

    for dpi, sure in ((72, [False, True, True]), (100, [True, True, True])):
        read = pieces()
        doubt_small_figures([*read, None], dpi / 72)
        assert [piece.confidence == 0.99 for piece in read] == sure
