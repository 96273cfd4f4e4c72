"""OFD: text with boxes, rules and tables, and what is no text of the document."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from docstruct.errors import ReadError
from docstruct.reading import read, read_bytes
from tests.loaded import pipeline
from tests.reading.ofd.packages import SPACE, line, of_pdf, package, page, text

if TYPE_CHECKING:
    from docstruct.source import Source

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "samples" / "ofd"


def lines(source: Source) -> list[str]:
    return [source.text[one.start : one.end] for one in source.lines]


def test_lines_stand_where_the_page_shows_them() -> None:
    source = read_bytes(package(page(text(30, 20, "二、支出情况"), text(30, 10, "一、收入"))), "a.ofd")

    assert lines(source) == ["一、收入", "二、支出情况"]
    assert source.reader == "ofd"
    assert (round(source.pages[0].width), round(source.pages[0].height)) == (595, 842)
    document = pipeline().structure_source(source)
    [(number, left, top, right, bottom)] = document.boxes(0, 4)
    assert number == 1
    assert [round(value * 25.4 / 72, 1) for value in (left, top, right, bottom)] == [30.0, 10.5, 46.0, 14.5]


def test_a_ruled_table_is_its_cells() -> None:
    rules = [line(10, y, 110, y) for y in (30, 40, 50)] + [line(x, 30, x, 50) for x in (10, 60, 110)]
    cells = [text(12, 32, "项目"), text(62, 32, "决算数"), text(12, 42, "医疗救助"), text(62, 42, "1,234.50")]
    source = read_bytes(package(page(*cells, *rules)), "a.ofd")

    assert lines(source) == ["项目\t决算数", "医疗救助\t1,234.50"]


def test_cells_in_one_object_are_parted_by_their_distance() -> None:
    wide = '<ofd:TextObject ID="1" Boundary="10 10 150 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="4 60 4">收入支出</ofd:TextCode></ofd:TextObject>'
    assert lines(read_bytes(package(page(wide)), "a.ofd")) == ["收入", "支出"]


@pytest.mark.parametrize(
    ("steps", "right"),
    [("g 3 4", 46.0), ("4 4 4", 46.0), ("4 g 2 4", 46.0), ("", 46.0), ("4.5 4.5 4.5", 47.5)],
)
def test_steps_say_where_characters_stand(steps: str, right: float) -> None:
    written = f'<ofd:TextObject ID="1" Boundary="30 10 20 5" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="{steps}">收入总计</ofd:TextCode></ofd:TextObject>'
    source = read_bytes(package(page(written)), "a.ofd")
    assert source.lines[0].box is not None
    assert round(source.lines[0].box[2] * 25.4 / 72, 1) == right


def test_a_matrix_scales_and_moves() -> None:
    written = '<ofd:TextObject ID="1" Boundary="30 10 20 5" CTM="0.5 0 0 0.5 2 0" Size="8"><ofd:TextCode X="0" Y="8" DeltaX="8">收入</ofd:TextCode></ofd:TextObject>'
    [found] = read_bytes(package(page(written)), "a.ofd").lines
    assert found.box is not None
    assert [round(value * 25.4 / 72, 1) for value in found.box] == [32.0, 10.5, 40.0, 14.5]


def test_templates_belong_to_the_page_and_annotations_do_not() -> None:
    common = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/>'
    parts: dict[str, bytes | str] = {
        "Doc_0/Tpls/T.xml": page(text(30, 10, "部门决算")),
        "Doc_0/Pages/Page_0/Annotation.xml": page(text(30, 40, "水印")),
        "Doc_0/Attachs/other.xml": page(text(30, 60, "附件")),
    }
    data = package(
        page(text(30, 20, "正文"), before='<ofd:Template TemplateID="5"/>'), common=common, parts=parts
    )
    assert lines(read_bytes(data, "a.ofd")) == ["部门决算", "正文"]


@pytest.mark.parametrize("hidden", ['Visible="false"', 'Alpha="0"'])
def test_what_cannot_be_seen_is_not_read(hidden: str) -> None:
    data = package(page(text(30, 10, "看得见"), text(30, 20, "看不见", more=hidden)))
    assert lines(read_bytes(data, "a.ofd")) == ["看得见"]


def test_pages_come_in_the_order_of_the_document() -> None:
    data = package(*[page(text(30, 10, f"第{number}张")) for number in "一二三"])
    source = read_bytes(data, "a.ofd")
    assert [(one.page, source.text[one.start : one.end]) for one in source.lines] == [
        (1, "第一张"),
        (2, "第二张"),
        (3, "第三张"),
    ]


def test_the_pages_of_a_pdf_read_the_same_as_ofd() -> None:
    pdf = small_pdf()
    as_pdf, as_ofd = read_bytes(pdf, "a.pdf"), read_bytes(of_pdf(pdf), "a.ofd")

    assert lines(as_ofd) == lines(as_pdf)
    for ours, theirs in zip(as_ofd.lines, as_pdf.lines, strict=True):
        assert ours.box is not None
        assert theirs.box is not None
        assert abs(ours.box[0] - theirs.box[0]) < 2
        assert ours.role == theirs.role


def small_pdf() -> bytes:
    with pymupdf.open() as pdf:
        for number in range(3):
            sheet = pdf.new_page()
            sheet.insert_text((200, 90), "青山县医疗保障局2022年度部门决算", fontname="china-s", fontsize=16)
            sheet.insert_text((90, 140), "一、收入情况", fontname="china-s", fontsize=12)
            sheet.insert_text(
                (114, 165),
                "本年收入合计100.50万元，其中：财政拨款收入100.50万元。",
                fontname="china-s",
                fontsize=12,
            )
            for i, row in enumerate([("项目", "决算数"), ("医疗救助", "1,234.50"), ("合计", "1,234.50")]):
                for j, cell in enumerate(row):
                    sheet.draw_rect(pymupdf.Rect(90 + 150 * j, 200 + 24 * i, 240 + 150 * j, 224 + 24 * i))
                    sheet.insert_text((96 + 150 * j, 216 + 24 * i), cell, fontname="china-s", fontsize=11)
            sheet.insert_text((290, 800), f"- {number + 1} -", fontname="china-s", fontsize=9)
        return bytes(pdf.tobytes())


@pytest.mark.slow
def test_a_page_that_is_a_picture_is_recognised() -> None:
    font = next(iter(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc")), None)
    if font is None:
        pytest.skip("no Chinese font on this machine")
    image = Image.new("RGB", (827, 1169), "white")
    ImageDraw.Draw(image).text(
        (90, 200), "本年收入合计100.50万元", font=ImageFont.truetype(str(font), 48), fill="black"
    )
    file = io.BytesIO()
    image.save(file, "PNG")
    common = "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
    media = '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia>'
    resources = f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    scan = '<ofd:ImageObject ID="3" Boundary="0 0 105 148.5" CTM="105 0 0 148.5 0 0" ResourceID="7"/>'
    data = package(
        page(scan, size=(105, 148.5)),
        common=common,
        parts={"Doc_0/Res.xml": resources, "Doc_0/Res/scan.png": file.getvalue()},
    )

    source = read_bytes(data, "a.ofd")

    assert "收入合计100.50万元" in source.text
    assert source.reader == source.pages[0].origin == "ocr"


@pytest.mark.parametrize("place", ["../../../../etc/passwd", "/../etc/passwd", "C:\\x.xml", "Pages"])
def test_a_place_outside_the_container_is_one_where_nothing_lies(place: str) -> None:
    data = package(
        page(text(30, 10, "收入")),
        parts={
            "Doc_0/Document.xml": f'<ofd:Document {SPACE}><ofd:Pages><ofd:Page BaseLoc="{place}"/></ofd:Pages></ofd:Document>'
        },
    )
    with pytest.raises(ReadError, match="missing") as caught:
        read_bytes(data, "a.ofd")
    assert caught.value.code == "damaged"


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    content = bomb + page(text(30, 10, "收入").replace("收入", "收入&b;&c;"))
    found = lines(read_bytes(package(content), "a.ofd"))
    assert found == ["收入"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"Doc_0/Pages/Page_0/Content.xml": "<ofd:Page"}, "damaged"),
        ({"OFD.xml": f"<ofd:OFD {SPACE}/>"}, "no_pages"),
        ({"Encryptions.xml": "<x/>"}, "encrypted"),
    ],
)
def test_what_cannot_be_read_says_why(parts: dict[str, bytes | str], code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(package(page(text(30, 10, "收入")), parts=parts), "a.ofd")
    assert caught.value.code == code


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(page(*[text(30, 10, "收") for _ in range(50)]))
    monkeypatch.setattr("docstruct.reading.ofd.MAX_PAGE_OBJECTS", 49)
    with pytest.raises(ReadError, match="objects") as caught:
        read_bytes(data, "a.ofd")
    assert caught.value.code == "too_large"
    monkeypatch.setattr("docstruct.reading.ofd.package.MAX_MARKUP_BYTES", 2000)
    with pytest.raises(ReadError, match="bytes"):
        read_bytes(data, "a.ofd")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the files of a public test suite are not at hand")
@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("helloworld_with_pageblock", "你好呀，OFD Reader&Writer！"),
        ("namespace_no_std", "你好呀，OFD Reader&Writer！"),
        ("chineseDir", "你好呀，OFD Reader&Writer！"),
        ("multiKeywordInTextCode", "打发打发打发打发打发哈哈打发哈哈哈哈哈哈哈哈哈打发"),
        ("拿来主义_page6", "拿来主义"),
        ("AddWatermarkAnnot", "拿来主义"),
        ("SplitParagraph", "报告："),
    ],
)
def test_files_of_a_public_test_suite(name: str, begins: str) -> None:
    assert lines(read(SAMPLES / f"{name}.ofd"))[0] == begins
