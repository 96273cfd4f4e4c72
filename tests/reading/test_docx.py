"""DOCX: what Word shows, in its order."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_bytes
from docstruct.reading.docx.numbering import chinese_number
from tests.growth import growth, lines_run
from tests.reading.shown import rows, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.source import Source

docx = pytest.importorskip("docx")

NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#61548;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def read_body(body: str, numbering: str | None = None) -> Source:
    """A document whose body is the given XML."""
    from docx.oxml import parse_xml

    document = docx.Document()
    for element in list(document.element.body):
        document.element.body.remove(element)
    for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        document.element.body.append(element)
    if numbering:
        part = document.part.numbering_part
        part.element.getparent()
        part._element = parse_xml(numbering)
    data = io.BytesIO()
    document.save(data)
    return read_bytes(data.getvalue(), "a.docx")


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int, number: int = 3) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_paragraphs_headings_bold_and_centred() -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = 1
    run = title.add_run("2022年度\n部门决算")
    run.bold, run.font.size = True, docx.shared.Pt(22)
    document.add_heading("第一部分 部门概况", 2)
    document.add_paragraph("本年收入总计1万元。")
    data = io.BytesIO()
    document.save(data)
    source = read_bytes(data.getvalue(), "a.docx")
    assert shown(source) == ["2022年度", "部门决算", "第一部分 部门概况", "本年收入总计1万元。"]
    noted = [(x.bold, x.centered, x.font_size, x.heading) for x in source.lines if x.end > x.start]
    assert noted[0] == noted[1] == (True, True, 22.0, None)
    assert noted[2][3] == 2
    assert noted[3] == (False, False, None, None)


def test_numbers_of_lists_are_written_out() -> None:
    body = (
        item("收入", 0)
        + item("财政拨款", 1)
        + item("其他", 1)
        + item("支出", 0)
        + item("基本", 1)
        + item("人员", 2)
    )
    body += item("要点", 0, number=4) + item("重新", 0, number=5) + paragraph("一、自写的", "")
    assert shown(read_body(body, NUMBERING)) == [
        "一、收入",
        "（一）财政拨款",
        "（二）其他",
        "二、支出",
        "（一）基本",
        "二.1.人员",
        "要点",
        "一、重新",
        "一、自写的",
    ]


def test_deleted_hidden_and_field_texts_are_left_out_and_inserted_ones_kept() -> None:
    body = (
        "<w:p><w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>"
    )
    assert shown(read_body(body)) == ["收入新链"]


def test_contents_in_content_controls_and_titles_in_text_boxes_are_read() -> None:
    box = f"<w:txbxContent>{paragraph('部门决算')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>封面</w:t></w:r></w:p>"
    )
    assert shown(read_body(body)) == ["目录", "封面", "部门决算"]


def test_merged_cells_are_laid_on_a_grid() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "决算数"
    table.cell(1, 1).text, table.cell(1, 2).text = "基本\n支出", "项目支出"
    table.cell(2, 0).text, table.cell(2, 2).text = "合计", "1.00"
    document.add_paragraph("完")
    data = io.BytesIO()
    document.save(data)
    source = read_bytes(data.getvalue(), "a.docx")
    assert rows(source) == [["项目", "决算数", ""], ["", "基本 支出", "项目支出"], ["合计", "", "1.00"]]
    assert shown(source)[-1] == "完"


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    cell = f"<w:tc>{paragraph('一、收入')}{paragraph('总计1万元。')}</w:tc>"
    assert shown(read_body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")) == ["一、收入", "总计1万元。"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (110, "一百一十"),
        (1005, "一千零五"),
    ],
)
def test_chinese_numbers_of_headings(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_a_damaged_document_is_an_error() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as container:
        container.writestr("word/document.xml", "<w:document>")
    with pytest.raises(ReadError) as caught:
        read_bytes(data.getvalue(), "a.docx")
    assert caught.value.code == "damaged"


def box(content: str) -> str:
    """A paragraph with nothing but a text box, in both forms Word writes."""
    shape = f"<v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>"
    return (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{shape}</mc:Choice>"
        f"<mc:Fallback><w:pict>{shape}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def plain_box(content: str) -> str:
    """A paragraph with nothing but a text box, as old programs write it."""
    shape = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"


def test_what_stands_in_a_text_box_in_a_text_box_is_written_once() -> None:
    inner = plain_box(paragraph("里层") + plain_box(paragraph("最里层")))
    assert shown(read_body(plain_box(paragraph("外层") + inner))) == ["外层", "里层", "最里层"]
    assert shown(read_body(box(paragraph("外层") + box(paragraph("里层"))))) == ["外层", "里层"]


def test_text_boxes_beside_each_other_are_each_written() -> None:
    assert shown(read_body(plain_box(paragraph("左")) + plain_box(paragraph("右")))) == ["左", "右"]


def test_a_deleted_text_box_is_not_shown() -> None:
    run = plain_box(paragraph("删去")).removeprefix("<w:p>").removesuffix("</w:p>")
    deleted = f"<w:p><w:del>{run}</w:del></w:p>"
    assert shown(read_body(deleted + paragraph("留下"))) == ["留下"]


def test_a_text_box_in_a_cell_is_written_once() -> None:
    cells = f"<w:tc>{paragraph('项目')}</w:tc><w:tc>{box(paragraph('金额'))}</w:tc>"
    assert rows(read_body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")) == [["项目", "金额"]]


@pytest.mark.parametrize(
    "wrap",
    [plain_box, lambda inner: f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"],
    ids=["text boxes", "tables"],
)
def test_nesting_costs_no_more_than_its_length(wrap: Callable[[str], str]) -> None:
    def nested(depth: int) -> str:
        body = paragraph("最里层")
        for _ in range(depth):
            body = wrap(paragraph("收入") + body)
        return body

    def work(depth: int) -> int:
        body = nested(depth)
        return lines_run(lambda: read_body(body))

    assert growth(work, 8) < 3


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'
DELETED_MARK = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("培训费") + run("8.00", "<w:strike/>") + run("9.00万元。"), "培训费9.00万元。"),
        (run("培训费") + run("8.00", "<w:dstrike/>") + run("9.00万元。"), "培训费9.00万元。"),
        (run("培训费") + run("8.00万元。", '<w:strike w:val="0"/>'), "培训费8.00万元。"),
        (run("公用经费30.10") + run("1", RAISED) + run("万元。"), "公用经费30.10万元。"),
        (run("公用经费30.10") + run("[1]", RAISED) + run("万元。"), "公用经费30.10万元。"),
        (run("面积1200m") + run("2", RAISED) + run("。"), "面积1200m2。"),
        (run("增长") + run("上标", RAISED) + run("。"), "增长上标。"),
        (
            "<w:r><w:ruby><w:rt>"
            + run("bù")
            + "</w:rt><w:rubyBase>"
            + run("部")
            + "</w:rubyBase></w:ruby></w:r>"
            + run("门"),
            "部门",
        ),
    ],
)
def test_what_word_shows_of_runs(runs: str, text: str) -> None:
    assert shown(read_body(f"<w:p>{runs}</w:p>")) == [text]


def with_style(style: str, body: str) -> Source:
    """A document with a character style ``x`` (a paragraph style ``p``) of these properties."""
    from docx.oxml import parse_xml

    document = docx.Document()
    for kind, name in (("character", "x"), ("paragraph", "p")):
        document.styles.element.append(
            parse_xml(
                f'<w:style {NAMESPACES} w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/><w:rPr>{style}</w:rPr></w:style>'
            )
        )
    for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        document.element.body.append(element)
    data = io.BytesIO()
    document.save(data)
    return read_bytes(data.getvalue(), "a.docx")


@pytest.mark.parametrize(
    ("style", "own", "is_read"),
    [
        ("<w:vanish/>", "", False),
        ("<w:vanish/>", '<w:vanish w:val="0"/>', True),
        ("<w:strike/>", "", False),
        ("<w:b/>", "", True),
    ],
)
def test_a_style_hides_or_strikes_text(style: str, own: str, is_read: bool) -> None:
    styled = run("8.00万元", '<w:rStyle w:val="x"/>' + own)
    by_run = with_style(style, f"<w:p>{run('培训费')}{styled}</w:p>")
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="p"/></w:pPr>{run("8.00万元", own)}</w:p>'
    by_paragraph = with_style(style, f"<w:p>{run('培训费')}</w:p>{paragraph}")
    assert [("8.00" in source.text) for source in (by_run, by_paragraph)] == [is_read, is_read]


WHITE = '<w:color w:val="FFFFFF"/>'
WHITE_ON_BLUE = f"{WHITE}<w:shd w:val='clear' w:fill='003366'/>"
RED = "<w:color w:val='FF0000'/>"


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        (f"<w:p>{run('培训费')}{run('8.00万元', WHITE)}</w:p>", False),
        (f"<w:p>{run('8.00万元', WHITE_ON_BLUE)}</w:p>", True),
        (f"<w:p><w:pPr><w:shd w:val='clear' w:fill='003366'/></w:pPr>{run('8.00万元', WHITE)}</w:p>", True),
        (
            f"<w:tbl><w:tr><w:tc><w:p>{run('8.00万元', WHITE)}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            True,
        ),
        (f"<w:p>{run('8.00万元', RED)}</w:p>", True),
    ],
)
def test_text_white_on_white_is_not_read_and_said(body: str, is_read: bool) -> None:
    source = read_body(body)
    assert ("8.00" in source.text) == is_read
    assert [notice.message for notice in source.notices] == (
        [] if is_read else ["白色的文字没有读取：“8.00万元”。"]
    )


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("培训费8.00") + run("1", '<w:position w:val="12"/>') + run("万元"), "培训费8.00万元"),
        (run("培训费8.00") + run("1", '<w:position w:val="-6"/>') + run("万元"), "培训费8.001万元"),
        (run("培训费", '<w:position w:val="6"/>') + run("8", '<w:position w:val="6"/>'), "培训费8"),
        (run("8", '<w:position w:val="12"/>') + run("个"), "8个"),
    ],
)
def test_digits_placed_above_the_line_are_note_marks(runs: str, text: str) -> None:
    assert shown(read_body(f"<w:p>{runs}</w:p>")) == [text]


def test_struck_text_is_said() -> None:
    source = read_body(f"<w:p>{run('培训费')}{run('8.00', '<w:strike/>')}{run('9.00万元。')}</w:p>")
    assert [(notice.kind, "8.00" in notice.message) for notice in source.notices] == [("left_out", True)]
    assert read_body(f"<w:p>{run('培训费9.00万元。')}</w:p>").notices == ()


def test_deleted_paragraph_marks_and_rows() -> None:
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    deleted = '<w:trPr><w:del w:id="2" w:author="a"/></w:trPr>'
    body = (
        f"<w:p>{DELETED_MARK}{run('会议费支出12')}</w:p><w:p>{run('.30万元。')}</w:p><w:tbl>"
        + row.format("", run("项目"), run("金额"))
        + row.format(deleted, run("印刷费"), run("1.00"))
        + row.format("", run("邮电费"), run("2.00"))
        + f"</w:tbl><w:p>{DELETED_MARK}{run('末段')}</w:p>"
    )
    source = read_body(body)
    assert shown(source) == ["会议费支出12.30万元。", "项目\t金额", "邮电费\t2.00", "末段"]


def test_a_table_in_a_cell_is_a_table() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('甲')}</w:p></w:tc><w:tc><w:p>{run('2.00')}</w:p></w:tc></w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr><w:tc><w:p>{run('项目支出')}</w:p></w:tc>"
        f"<w:tc><w:p>{run('明细')}</w:p>{inner}<w:p>{run('合计2.00')}</w:p></w:tc></w:tr></w:tbl>"
    )
    source = read_body(outer)
    assert shown(source) == ["项目支出\t明细 合计2.00", "甲\t2.00"]
    assert [line.table for line in source.lines] == [0, 1]


def test_legal_numbering_counts_in_digits() -> None:
    legal = NUMBERING.replace('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="decimal"/><w:isLgl/>')
    listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr></w:pPr>{}</w:p>'
    body = listed.format(0, run("甲")) + listed.format(2, run("乙"))
    assert shown(read_body(body, legal)) == ["一、甲", "1.1.乙"]
    assert shown(read_body(body, NUMBERING)) == ["一、甲", "一.1.乙"]


def packed(body: str, parts: dict[str, tuple[str, str, str]]) -> bytes:
    """A package by hand: parts by name, each with its relation, content type and content."""
    data = io.BytesIO()
    base = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(data, "w") as package:
        types = "".join(
            f'<Override PartName="/word/{name}" ContentType="{kind}"/>'
            for name, (_, kind, _) in parts.items()
        )
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{base}/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>',
        )
        relations = f'<Relationships xmlns="{base}/package/2006/relationships">{{}}</Relationships>'
        one = f'<Relationship Id="{{}}" Type="{base}/officeDocument/2006/relationships/{{}}" Target="{{}}"/>'
        package.writestr(
            "_rels/.rels", relations.format(one.format("r1", "officeDocument", "word/document.xml"))
        )
        own = "".join(
            one.format(f"c{at}", kind, name) for at, (name, (kind, _, _)) in enumerate(parts.items())
        )
        package.writestr("word/_rels/document.xml.rels", relations.format(own))
        package.writestr(
            "word/document.xml",
            f'<w:document {NAMESPACES} xmlns:r="{base}/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>',
        )
        for name, (_, _, content) in parts.items():
            package.writestr(f"word/{name}", content)
    return data.getvalue()


def test_footnotes_follow_their_paragraph_once() -> None:
    reference = f'<w:r><w:rPr>{RAISED}</w:rPr><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2"><w:p>{run("其中含上年结转12.00万元。")}{reference}</w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    body = f"<w:p>{run('支出100.00')}{reference}{run('万元。')}</w:p><w:p>{run('另见')}{reference}</w:p>"
    source = read_bytes(packed(body, {"footnotes.xml": ("footnotes", kind, notes)}), "a.docx")
    assert shown(source) == ["支出100.00万元。", "其中含上年结转12.00万元。", "另见"]


@pytest.mark.parametrize(
    ("name", "kind", "content", "lines"),
    [
        (
            "a.html",
            "text/html",
            "<p>支出300.00万元。</p><table><tr><td>甲<td>1.00</table>",
            ["支出300.00万元。", "甲\t1.00"],
        ),
        ("a.txt", "text/plain", "支出300.00万元。\n其他。", ["支出300.00万元。", "其他。"]),
    ],
)
def test_embedded_documents_are_read(name: str, kind: str, content: str, lines: list[str]) -> None:
    body = f'<w:p>{run("甲")}</w:p><w:altChunk r:id="c0"/><w:p>{run("乙")}</w:p>'
    source = read_bytes(packed(body, {name: ("aFChunk", kind, content)}), "a.docx")
    assert shown(source) == ["甲", *lines, "乙"]


def test_an_embedded_document_of_another_kind_is_refused() -> None:
    data = packed('<w:altChunk r:id="c0"/>', {"a.rtf": ("aFChunk", "application/rtf", r"{\rtf1 x}")})
    with pytest.raises(ReadError, match="application/rtf"):
        read_bytes(data, "a.docx")


@pytest.mark.parametrize(
    "kind", ["ms-word.document.macroEnabled", "openxmlformats-officedocument.wordprocessingml.template"]
)
def test_a_document_with_macros_and_a_template_read_as_documents(kind: str) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("收入总计1.00万元。")
    plain, made = io.BytesIO(), io.BytesIO()
    document.save(plain)
    usual = b"openxmlformats-officedocument.wordprocessingml.document"
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(usual + b".main", kind.encode() + b".main")
            after.writestr(name, content)
    assert "收入总计1.00万元。" in read_bytes(made.getvalue(), "a.docm").text
