"""HTML: the document in a page, and nothing of what surrounds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_text
from tests.growth import growth, lines_run
from tests.reading.shown import rows, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.source import Source

BODY = "<p>" + "本年收入总计1,234.5万元，支出总计相同。" * 20 + "</p>"


def page(content: str) -> Source:
    return read_text(f"<!DOCTYPE html><html><head><title>标题</title></head><body>{content}</body></html>")


def lines(content: str) -> list[str]:
    return shown(page(content))


@pytest.mark.parametrize(
    "outside",
    [
        "<script>var a = '外';</script>",
        "<style>外{}</style>",
        "<template><p>外</p></template>",
        "<noscript>外</noscript>",
        "<nav>外</nav>",
        "<header>外</header>",
        "<footer>外</footer>",
        "<aside>外</aside>",
        "<div role='navigation'>外</div>",
        "<div hidden>外</div>",
        "<div style='color:red; display : none'>外</div>",
        "<span aria-hidden=true>外</span>",
        "<div class='top-nav'>外</div>",
        "<div id='pageFooter'>外</div>",
        "<div class='breadcrumb'><a href='/'>外</a></div>",
        "<ul><li><a href='/1'>外一</a></li><li><a href='/2'>外二</a></li><li><a href='/3'>外三</a></li></ul>",
        "<select><option>外</option></select>",
        "<!-- 外 -->",
    ],
)
def test_what_surrounds_the_document_is_left_out(outside: str) -> None:
    text = page(outside + BODY + outside).text
    assert "外" not in text
    assert "标题" not in text
    assert "本年收入总计" in text


def test_a_name_does_not_hide_what_most_of_the_page_is() -> None:
    assert "本年收入" in page(f"<div class='header'>{BODY}</div>").text


def test_the_header_of_an_article_and_a_list_of_contents_stay() -> None:
    contents = "<ul><li><a href='#1'>一、收入</a></li><li><a href='#2'>二、支出</a></li><li><a href='#3'>三、其他</a></li></ul>"
    content = f"<article><header><h1>部门决算</h1></header>{contents}</article>"
    assert lines(content) == ["部门决算", "一、收入", "二、支出", "三、其他"]


def test_blocks_and_line_breaks_end_lines_and_white_space_is_collapsed() -> None:
    source = page("<div>一、<b>收</b>入\n  总计</div><p>第一行<br/>第二行</p>")
    assert [source.text[line.start : line.end] for line in source.lines] == [
        "一、收入 总计",
        "",
        "第一行",
        "第二行",
    ]


def test_indentation_with_spaces_that_do_not_break_is_kept() -> None:
    assert lines("<p>&nbsp;&nbsp;&emsp;负责。</p><p>\u3000\u3000 编制。</p>") == [
        "\xa0\xa0\u2003负责。",
        "\u3000\u3000 编制。",
    ]


def test_headings_bold_and_centred_lines_are_noted() -> None:
    source = page(
        "<h2>一、收入</h2><p align=center><strong>2022年度</strong></p><div style='text-align:center'>决算</div>"
        "<p><span style='font-weight:bold'>说明</span></p><p>其中<b>一</b>部分是粗的</p>"
    )
    noted = [(line.heading, line.bold, line.centered) for line in source.lines if line.end > line.start]
    assert noted == [
        (2, False, False),
        (None, True, True),
        (None, False, True),
        (None, True, False),
        (None, False, False),
    ]


def test_tables_are_laid_on_a_grid() -> None:
    source = page(
        "<table><caption>收入决算表</caption><thead><tr><th rowspan=2>项目</th><th colspan=2>决算数</th></tr>"
        "<tr><th>基本<br>支出</th><th>项目支出</th></tr></thead><tbody><tr><td><p>合计</p><td>1<td></table>"
    )
    assert rows(source) == [["项目", "决算数", ""], ["", "基本 支出", "项目支出"], ["合计", "1", ""]]
    assert shown(source)[0] == "收入决算表"


def test_a_table_that_lays_out_the_page_is_none() -> None:
    source = page(
        f"<table><tr><td><p>一、收入</p>{BODY}<table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    )
    assert shown(source)[0] == "一、收入"
    assert [line.role for line in source.lines].count("table_row") == 1


def test_numbers_of_lists_are_shown_as_a_browser_does() -> None:
    assert lines("<ol><li>甲<li>乙</ol><ol start=5><li>丙</ol><ol style='list-style:none'><li>丁</ol>") == [
        "1. 甲",
        "2. 乙",
        "5. 丙",
        "丁",
    ]


def test_preformatted_lines_stay_lines() -> None:
    assert lines("<pre>第一行\n  第二行</pre>") == ["第一行", "  第二行".strip()]


def test_a_declared_encoding_does_not_matter_once_the_text_is_decoded() -> None:
    from docstruct.reading import read_bytes

    text = '<?xml version="1.0" encoding="gb2312"?><html><meta charset="gb2312"><body><p>部门决算</p></body></html>'
    assert shown(read_bytes(text.encode("gb18030"), "a.html")) == ["部门决算"]
    assert shown(read_bytes(text.encode("utf-8"), "a.html")) == ["部门决算"]


@pytest.mark.parametrize("text", ["<html></html>", "<!DOCTYPE html>", "<html><body><!-- x --></body>"])
def test_a_page_with_nothing_in_it_is_an_empty_document(text: str) -> None:
    assert read_text(text, reader="html").text == ""


def test_a_page_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ReadError, match="nested too deeply"):
        page("<div>" * 10_000)


def test_spans_that_ask_for_too_much_are_refused() -> None:
    with pytest.raises(ReadError) as caught:
        page("<table>" + "<tr><td colspan=1000 rowspan=65000>x</td></tr>" * 3_000 + "</table>")
    assert caught.value.code == "too_large"


@pytest.mark.slow
def test_a_page_of_ten_megabytes_is_read() -> None:
    paragraph = "<p>一、收入总计1,234.5万元，支出。</p>\n"
    text = "<html><body>" + paragraph * (10_000_000 // len(paragraph.encode())) + "</body></html>"
    assert read_text(text).text.count("收入总计") == text.count("收入总计")


def test_cells_that_span_what_nobody_stated_are_refused_and_merged_forms_are_not() -> None:
    """A thousand cells that each span all rows below would be a million."""
    steps = "".join("<tr><td rowspan=9999>收<td>1" for _ in range(1_000))
    with pytest.raises(ReadError) as caught:
        page(f"<table>{steps}</table>")
    assert caught.value.code == "too_large"
    wide = "<tr><td colspan=40>收入决算表<tr><td rowspan=20>收入" + "<tr><td>1" * 19
    assert len(rows(page(f"<table>{wide}</table>"))) == 21


@pytest.mark.parametrize(
    "wrap",
    [
        lambda n: "<p>收入" * n,
        lambda n: "<a href=x>收入" * n,
        lambda n: "<ul><li>收入</ul>" * n,
        lambda n: "<table><tr><td>收入<td>1.00</table>" * n,
        lambda n: "<table><tr>" + "<td>收入" * n,
        lambda n: "<table>" + "<caption>表</caption>" * n + "<tr><td>1<td>2</table>",
        lambda n: "收入<br>" * n,
        lambda n: "<pre>" + "收入\n" * n,
        lambda n: "<p hidden>收入" * n,
        lambda n: "<div class='menu'>收入</div>" * n,
        lambda n: "<form>收入" * n,
        lambda n: "<ul>" + "<li><a href=x>收入</a>" * n,
        lambda n: "<div>收入" * n,
        lambda n: "<b><span>收入" * n,
        lambda n: "<ul><li>收入" * n,
        lambda n: "<table><tr>" + "<td rowspan=2>收入" * n + "<tr><td>1",
        lambda n: "<p " + " ".join(f"a{i}={i}" for i in range(n)) + ">收入",
    ],
)
def test_a_page_costs_no_more_than_its_length(wrap: Callable[[int], str]) -> None:
    def work(size: int) -> int:
        content = wrap(size)
        return lines_run(lambda: page(content))

    assert growth(work, 40) < 2.3


@pytest.mark.timeout(20)
def test_attributes_without_number_are_left_out() -> None:
    """The parser compares each with all before it: a hundred thousand would take a quarter of a minute."""
    attributes = " ".join(f'a{i}="{i}"' for i in range(100_000))
    assert page(f"<p {attributes}>收入总计1万元。</p><p hidden>一</p>").text.strip() == "收入总计1万元。"


def test_an_attribute_of_any_length_is_kept() -> None:
    picture = "data:image/png;base64," + "A" * 100_000
    assert page(f'<p>收入</p><p hidden src="{picture}">支出</p>').text.strip() == "收入"


def test_a_row_of_ten_thousand_cells_is_a_row() -> None:
    source = page("<table><tr>" + "<td>1" * 10_000 + "</table>")
    assert source.text.strip() == "\t".join("1" * 10_000)


@pytest.mark.timeout(20)
def test_a_style_that_repeats_a_property_is_read_once() -> None:
    """Read from every place to its end this would be some 10 to the 11th steps."""
    style = "list-style:" * 200_000
    assert shown(page(f"<ol style='{style}'><li>收入</ol>")) == ["1. 收入"]
    assert shown(page("<ol style='list-style: inside none'><li>收入</ol>")) == ["收入"]


@pytest.mark.parametrize(
    ("sheet", "attributes", "is_read"),
    [
        (".no{display:none}", 'class="a no"', False),
        ("p.no, #x { color:red; visibility : hidden }", 'class="no"', False),
        ("#q{font-size:0}", "id=q", False),
        ("/* .no{} */ .no{display:none}", "class=no", False),
        ("@media print{.no{display:none}}", "class=no", True),
        (".no b{display:none}", "class=no", True),
        ("body > p.no[data-x='1']{display:none}", "class=no data-x=1", False),
        ("body > p.no[data-x='1']{display:none}", "class=no data-x=2", True),
        ("p:nth-of-type(2){display:none}", "", False),
        (".no{display:none} p.no{display:block}", "class=no", True),
        ("p.no{display:none} .no{display:block}", "class=no", False),
        (".no{display:none !important} p#q{display:block}", "class=no id=q", False),
        (".no{display:none}", "class=no style='display:block'", True),
        (".no{display:none !important}", "class=no style='display:block'", False),
        ("@media screen{.no{display:none}}", "class=no", False),
        ("@media screen and (max-width:600px){.no{display:none}}", "class=no", True),
        (".no{position:absolute; left:-9999px}", "class=no", False),
        (".no{text-indent:-2em}", "class=no", True),
        ("p.no::before{display:none}", "class=no", True),
        ("p.no:hover{display:none}", "class=no", True),
        (".no{opacity:0}", "class=no", False),
        (".no{opacity:0.5}", "class=no", True),
        ("", "style='color:#FFF'", False),
        ("", "style='color:#fff;background:#036'", True),
        ("", "style='color:white' class=bar", True),
        ("", "style='background-color:white'", True),
        (".no{display:block}", "class=no", True),
        (".other{display:none}", "class=no", True),
    ],
)
def test_what_a_style_sheet_hides_is_not_read(sheet: str, attributes: str, is_read: bool) -> None:
    page = f"<html><head><style>{sheet}</style></head><body><p>一、支出情况说明和其他需要说明的事项</p><p {attributes}>隐藏3.00</p><p>完</p></body></html>"
    assert ("隐藏3.00" in read_text(page).text) == is_read


def test_much_that_a_style_sheet_hides_a_script_will_show() -> None:
    page = "<html><head><style>.tab{display:none}</style></head><body><p>标题</p><div class=tab><p>一、支出情况</p><p>支出3.00万元。</p></div></body></html>"
    assert "支出3.00万元。" in read_text(page).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("会议费<del>8.00</del><ins>9.00</ins>万元", "会议费9.00万元"),
        ("会议费<s>8.00</s>9.00万元", "会议费9.00万元"),
        ("公用经费30.10<sup>1</sup>万元", "公用经费30.10万元"),
        ('水费2.50<sup><a href="#fn1">[1]</a></sup>万元', "水费2.50万元"),
        ("面积120m<sup>2</sup>，增加", "面积120m2，增加"),
    ],
)
def test_struck_and_raised_text(markup: str, text: str) -> None:
    source = read_text(f"<html><body><p>{markup}</p><table><tr><td>{markup}<td>甲</table></body></html>")
    assert source.text == f"{text}\n\n{text}\t甲\n"


@pytest.mark.parametrize(
    ("sheet", "cell", "row"),
    [
        ("", "style='display:none'", ""),
        ("", "hidden", ""),
        (".old{display:none}", "class=old", ""),
        ("td:nth-child(3){display:none}", "", ""),
    ],
)
def test_a_hidden_cell_of_a_table_is_not_read(sheet: str, cell: str, row: str) -> None:
    rows = f"<tr><td>项目<td>预算数<td {cell}>旧数<tr><td>会议费<td>5.00<td {cell}>9.00"
    text = "<p>一、支出情况说明和其他需要说明的事项，以及有关说明</p>"
    source = read_text(f"<style>{sheet}</style><body>{text}<table>{rows}</table></body>")
    assert source.text.endswith("项目\t预算数\n会议费\t5.00\n")


def test_a_hidden_row_of_a_table_is_not_read() -> None:
    rows = (
        "<tr><td>项目<td>预算数<tr style='display:none'><td>培训费<td>9.00<tr class=footer><td>会议费<td>5.00"
    )
    assert read_text(f"<body><table>{rows}</table></body>").text == "项目\t预算数\n会议费\t5.00\n"


@pytest.mark.parametrize(
    "mark",
    [
        "<span style='vertical-align:super;font-size:8px'>1</span>",
        "<span class=note>[2]</span>",
        "<a class=note href='#n'>③</a>",
    ],
)
def test_digits_that_a_style_raises_are_note_marks(mark: str) -> None:
    page = f"<style>.note{{vertical-align:super}}</style><body><p>会议费5.00{mark}万元</p><table><tr><td>会议费<td>5.00{mark}</table></body>"
    assert read_text(page).text == "会议费5.00万元\n\n会议费\t5.00\n"


def test_digits_below_the_line_are_text() -> None:
    assert (
        read_text("<body><p>会议费5.0<span style='vertical-align:middle'>1</span>万元</p></body>").text
        == "会议费5.01万元\n"
    )
