"""What is read must be readable: repaired where it is known how, recognised where a page shows it, else said."""

from __future__ import annotations

import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_bytes, read_text
from docstruct.reading.decoding import decode, decode_repaired
from docstruct.reading.legibility import common_share, is_legible
from tests.loaded import pipeline

TEXT = "示例县水务局2023年度部门决算\n一、支出情况\n支出100.00万元，比上年增加3.50万元。\n"
TRADITIONAL = "示例縣水務局2023年度部門決算\n一、支出情況\n支出100.00萬元，比上年增加3.50萬元。\n"


@pytest.mark.parametrize(
    ("was", "as_if"),
    [("utf-8", "latin-1"), ("gb18030", "latin-1"), ("gb18030", "cp1252"), ("gbk", "latin-1")],
)
def test_text_decoded_byte_by_byte_is_decoded_again(was: str, as_if: str) -> None:
    text, repair = decode_repaired(TEXT.encode(was).decode(as_if).encode(), "a.txt")
    assert text == TEXT
    assert repair is not None


def test_utf_8_decoded_as_gbk_is_decoded_again_and_what_was_lost_is_marked() -> None:
    text, repair = decode_repaired(TEXT.encode().decode("gb18030", "replace").encode(), "a.txt")
    assert "示例县水务局2023年度部门决算" in text
    assert "100.00万元，比上年增加3.5" in text
    assert "\ufffd" in text
    assert repair is not None


def test_the_repair_is_on_record() -> None:
    document = pipeline().structure_source(read_bytes(TEXT.encode("gbk").decode("latin-1").encode(), "a.txt"))
    assert [repair.kind for repair in document.repairs.entries] == ["mojibake"]
    assert document.repairs.counts["mojibake"] == 1
    assert [figure.value for figure in document.figures] == ["100.00", "3.50"]


@pytest.mark.parametrize(
    "text", [TRADITIONAL, "某縣教育局部門預算編制說明", "財政撥款收入合計1.00萬元，佔總數百分之三"]
)
def test_big5(text: str) -> None:
    assert decode(text.encode("big5"), "a.txt") == text


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TRADITIONAL,
        "café à la crème déjà vu, naïve façade, Übergröße",
        "收入éàç总计",
        "龘靐齉爩鱻麤龗灪吁龖",
        "北京市朝阳区左家庄街道办事处囍",
        "",
    ],
)
def test_text_that_was_decoded_rightly_stays(text: str) -> None:
    assert decode_repaired(text.encode(), "a.txt") == (text, None)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("place", [3, 20, 40])
def test_one_damaged_byte_costs_one_character(encoding: str, place: int) -> None:
    data = bytearray(TEXT.encode(encoding))
    place = next(i for i in range(place, len(data)) if data[i] >= 0x80)
    del data[place]
    document = pipeline().structure_source(read_bytes(bytes(data), "a.txt"))
    found = [finding for finding in document.findings if finding.kind == "unreadable"]
    assert len(found) <= 2
    assert encoding != "utf-8" or "\ufffd" in document.text[found[0].start : found[0].end]
    assert "100.00" in document.text


def test_a_damaged_byte_is_named_by_its_line() -> None:
    source = read_bytes(
        "支出合计100.00万元，\n比上年增加".encode() + b"\xe5\x8a" + "34.50万元。\n".encode(), "a.txt"
    )
    [notice] = source.notices
    assert notice.message == "第2行有1个字符已损坏，读为“\ufffd”。"
    assert source.text[notice.start : notice.end] == "\ufffd"


def test_a_line_in_gbk_in_a_page_of_utf_8() -> None:
    data = "<p>一、支出情况</p><p>".encode() + "版权所有".encode("gbk") + "</p><p>支出1.00万元。</p>".encode()
    assert decode(data, "a.html") == "<p>一、支出情况</p><p>版权所有</p><p>支出1.00万元。</p>"


@pytest.mark.parametrize(
    ("text", "legible"),
    [
        (TEXT * 3, True),
        (TRADITIONAL * 3, True),
        ("".join(chr(ord(char) + 1) if "一" <= char <= "龥" else char for char in TEXT * 5), False),
        ("支出\ue001\ue002\ue003.\ue004\ue005万元", False),
        ("\uf06c 支出100.00万元\n\uf06c 收入\n\uf06c 其他", True),
        ("\uf06c 支出情况说明，本部门没有此项支出" * 4, True),
        ("ÊµÏÖÊÕÈëºÏ¼Æ", False),
        ("Final accounts of the municipality", True),
        ("", True),
    ],
)
def test_legible(text: str, legible: bool) -> None:
    assert is_legible(text) is legible


def test_what_stays_illegible_is_said() -> None:
    shifted = "".join(chr(ord(char) + 1) if "一" <= char <= "龥" else char for char in TEXT * 5)
    [notice] = read_text(shifted).notices
    assert (notice.kind, notice.severity) == ("unreadable", "warning")
    assert read_text(TEXT).notices == ()


@pytest.mark.parametrize(
    "page",
    [
        b"<html><head><title>x</title></head><body><div id=app></div><script>var a='x'</script></body></html>",
        b"<html><body><iframe src='a.html'></iframe></body></html>",
        b"   \n\n\t \n",
    ],
)
def test_a_document_that_shows_no_text_is_refused(page: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(page, "a.html")
    assert caught.value.code == "no_text"


def test_common_characters() -> None:
    assert common_share("部门决算") == 1.0
    assert common_share("12.5 %") == 1.0
    assert common_share("龘靐") == 0.0


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("年度支出决算为\n万元，比上年增加\n万元，增长\n%。", True),
        ("2022年度支出决算为万元，比上年增加万元。", False),
        ("本年收入支出均为零，计量单位为万元，以万元为单位。", False),
        ("支出决算为一百万元，比上年增加三万元，增长百分之三。", False),
        ("预算数　　万元，支出预算为　　万元，比上年减少　　万元。", True),
    ],
)
def test_units_without_a_single_number_are_said(text: str, *, lacking: bool) -> None:
    found = read_text(f"某县水务局部门决算\n一、支出决算情况说明\n{text}\n").notices
    assert any("没有一个数字" in one.message for one in found) is lacking
