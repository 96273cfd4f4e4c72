"""Reading the text layer of a PDF: lines in reading order, how they look, and where they stand."""

from __future__ import annotations

import gc
import pickle
from concurrent.futures import ThreadPoolExecutor

import pymupdf
import pytest

from docstruct.errors import ReadError
from docstruct.reading.pages.tables import PageLayout
from docstruct.reading.pdf import read_pdf
from docstruct.reading.pdf.text_layer import read_text_layer
from tests.reading.sheets import Sheets, inside, texts


def test_lines_come_out_from_top_to_bottom_whatever_their_order_in_the_file() -> None:
    sheets = Sheets().page().write(80, 200, "三").write(80, 100, "一").write(80, 150, "二")
    assert texts(sheets.read()) == ["一", "二", "三"]


def test_a_sentence_set_in_several_pieces_is_one_line() -> None:
    sheets = Sheets().page().write(176, 100.4, "万元。").write(80, 100, "支出决算为").write(143, 99.8, "5.2")
    assert texts(sheets.read()) == ["支出决算为5.2万元。"]


def test_what_stands_apart_at_the_right_margin_is_a_line_of_its_own() -> None:
    sheets = Sheets().page().write(80, 100, "编制部门：某局").write(450, 100, "单位：万元")
    assert texts(sheets.read()) == ["编制部门：某局", "单位：万元"]


def test_the_page_number_of_a_contents_entry_stays_with_it() -> None:
    sheets = Sheets().page().write(80, 100, "一、部门职责").write(500, 100, "3")
    assert texts(sheets.read()) == ["一、部门职责 3"]


def test_a_copy_printed_over_a_line_to_embolden_it_is_left_out() -> None:
    source = Sheets().page().write(80, 100, "部门决算").write(80.4, 100, "部门决算").read()
    assert [(text, line.bold) for text, line in zip(texts(source), source.lines, strict=True)] == [
        ("部门决算", True)
    ]


def test_the_size_of_the_type_and_the_box_are_those_of_the_page() -> None:
    (line,) = Sheets().page().write(80, 100, "部门决算", size=20).read().lines
    assert (line.page, line.font_size, line.bold) == (1, 20, False)
    assert line.box == pytest.approx((80, 80, 160, 104), abs=3)


@pytest.mark.parametrize(
    ("x", "text", "centered"),
    [
        (297.5 - 6 * 9, "二〇二四年部门决算", True),
        (79, "一、主要职能", False),
        (103, "某局是主管全区工作的政府工作部门，内设五个机构，负责全区有关", False),
        (450, "单位：万元", False),
    ],
)
def test_centred_lines(x: float, text: str, centered: bool) -> None:
    sheets = Sheets().page().write(79, 300, "本" * 36).write(x, 200, text)
    assert [line.centered for line in sheets.read().lines] == [centered, False]


def test_the_full_line_of_a_title_that_goes_on_centred_is_centred() -> None:
    sheets = (
        Sheets().page().write(79, 200, "题" * 36).write(297.5 - 12, 220, "说明").write(79, 300, "本" * 36)
    )
    assert [line.centered for line in sheets.read().lines] == [True, True, False]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_reads_as_it_is_displayed(rotation: int) -> None:
    """A page whose content is turned one way and whose ``/Rotate`` turns it back."""
    sheets = Sheets().page(600, 400)
    for y in (50, 100):
        x, at = {0: (50, y), 90: (y, 350), 180: (550, 400 - y), 270: (600 - y, 50)}[rotation]
        sheets.write(x, at, f"本年收入{y}万元", turned=rotation)
    sheets.current.set_rotation(rotation)
    source = sheets.read()
    assert texts(source) == ["本年收入50万元", "本年收入100万元"]
    (page,) = source.pages
    shown = sheets.current.rect
    assert (page.width, page.height) == (shown.width, shown.height)
    assert source.locator is not None
    ((_, *box),) = source.locator.boxes(4, 8)
    unrotated = pymupdf.Rect(box) * sheets.current.derotation_matrix
    assert inside(sheets.current, unrotated) == "50万元"


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_text_that_runs_another_way_is_read_level_and_framed_where_it_stands(turned: int) -> None:
    sheets = Sheets().page(600, 600)
    x, y = {90: (300, 500), 180: (500, 300), 270: (300, 100)}[turned]
    source = sheets.write(x, y, "支出12.50万元", turned=turned).read()
    assert texts(source) == ["支出12.50万元"]
    assert source.locator is not None
    ((_, *box),) = source.locator.boxes(2, 7)
    assert inside(sheets.current, box) == "12.50"


def test_a_watermark_comes_last_and_is_no_body_text() -> None:
    sheets = Sheets().page().lines(80, 300, *["支出决算为五万元。"] * 4)
    sheets.current.insert_text(
        (200, 340),
        "草稿",
        fontname="china-s",
        fontsize=60,
        morph=(pymupdf.Point(200, 340), pymupdf.Matrix(45)),
    )
    source = sheets.read()
    assert texts(source, "body") == ["支出决算为五万元。"] * 4
    assert texts(source)[-1] == "草稿"
    assert source.lines[-1].role == "footer"


def test_pages_divide_the_text() -> None:
    source = Sheets().page().write(80, 300, "一").page().page().write(80, 300, "二").read()
    assert source.text == "一\n二"
    assert [source.text[page.start : page.end] for page in source.pages] == ["一", "", "二"]
    assert [page.origin for page in source.pages] == ["text_layer"] * 3


def test_a_page_without_text_and_image_is_an_empty_page() -> None:
    source = Sheets().page().rule(50, 50, 500, 50).read()
    assert (source.text, source.lines, len(source.pages)) == ("", (), 1)


def test_what_is_drawn_between_characters_does_not_part_them() -> None:
    sheets = Sheets().page().write(80, 100, "支出")
    sheets.current.draw_rect((104, 88, 128, 103), fill=(1, 1, 0), color=None)
    sheets.write(104, 100, "决算")
    _, fragments, _ = read_text_layer(pymupdf.open(stream=sheets.data())[0], 1)
    assert [fragment.text for fragment in fragments] == ["支出决算"]


def test_characters_that_would_end_a_line_are_spaces() -> None:
    sheets = Sheets().page()
    writer = pymupdf.TextWriter(sheets.current.rect)
    writer.append((80, 100), "收入\t总计\u2028合计", font=pymupdf.Font("cjk"))
    writer.write_text(sheets.current)
    assert [char for char in sheets.current.get_text() if char in "\t\u2028"]
    assert texts(sheets.read()) == ["收入 总计 合计"]


def test_every_range_of_a_line_is_framed_exactly() -> None:
    sheets = Sheets().page().lines(80, 100, "年初预算为85万元，", "支出决算为406.52万元。", pitch=16)
    source = sheets.read()
    assert source.locator is not None
    for line in source.lines:
        for start in range(line.start, line.end):
            for end in range(start + 1, line.end + 1):
                ((page, *box),) = source.locator.boxes(start, end)
                assert page == 1
                assert inside(sheets.current, box) == source.text[start:end]


def test_a_range_over_lines_has_a_box_a_line() -> None:
    source = Sheets().page().lines(80, 100, "增长", "34.0%。").page().write(80, 100, "二").read()
    assert source.locator is not None
    boxes = source.locator.boxes(0, len(source.text))
    assert [box[0] for box in boxes] == [1, 1, 2]
    assert source.locator.boxes(2, 3) == ()


def test_the_boxes_of_a_range_are_those_of_its_parts_in_every_line() -> None:
    sheets = (
        Sheets().page().lines(80, 100, "年初预算", "85万元，", pitch=16).page().write(80, 100, "增长34.0%。")
    )
    source = sheets.read()
    assert source.locator is not None
    boxes = source.locator.boxes
    for start in range(len(source.text)):
        for end in range(start + 1, len(source.text) + 1):
            parts = [boxes(max(start, line.start), min(end, line.end)) for line in source.lines]
            assert boxes(start, end) == tuple(box for part in parts for box in part)


def test_boxes_survive_another_process() -> None:
    source = Sheets().page().write(80, 100, "支出决算为406.52万元。").read()
    copy = pickle.loads(pickle.dumps(source))
    assert copy == source
    assert copy.locator.boxes(5, 11) == source.locator.boxes(5, 11) != ()


def test_threads_may_read_at_once() -> None:
    data = Sheets().page().lines(80, 100, *["支出决算为406.52万元。"] * 20).data()
    with ThreadPoolExecutor(4) as pool:
        sources = list(pool.map(lambda _: read_pdf(data, "a.pdf", ""), range(16)))
    assert all(source == sources[0] for source in sources)


ENCRYPTED = Sheets().page().data(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="u", owner_pw="o")
NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\nnothing that follows is a PDF", "damaged"),
        (Sheets().page().data()[:200], "damaged"),
        (NO_PAGES.replace(b"/Count 0", b"/Count 5"), "damaged"),
        (ENCRYPTED, "encrypted"),
        (NO_PAGES, "no_pages"),
    ],
)
def test_what_cannot_be_read_is_an_error_that_says_why(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(data, "a.pdf", "")
    assert caught.value.code == code
    assert str(caught.value).startswith("a.pdf: ")


def test_a_pdf_cut_off_in_the_middle_is_an_error_and_no_short_document() -> None:
    whole = Sheets().page().data()

    with pytest.raises(ReadError, match="cut off"):
        read_pdf(whole[: len(whole) * 9 // 10], "cut.pdf", "")


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    data = Sheets().page().write(80, 100, "收入").data(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="o")
    assert read_pdf(data, "a.pdf", "").text == "收入"


def test_pages_are_gone_when_the_collector_looks_again() -> None:
    """Work counted: fragments, lines and cells of all pages would be gone through for cycles that are none."""
    sheets = Sheets()
    for number in range(20):
        sheets.page().table([90, 200, 300], 100, [["项目", "合计"], ["收入", f"{number}.5"]] * 10)
    data = sheets.data()
    alive: list[int] = []

    def look(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            alive.append(sum(isinstance(one, PageLayout) for one in gc.get_objects()))

    gc.collect()
    gc.callbacks.append(look)
    try:
        source = read_pdf(data, "a.pdf", "")
        gc.collect()
    finally:
        gc.callbacks.remove(look)
    assert len(source.pages) == 20
    assert alive
    assert not any(alive)
