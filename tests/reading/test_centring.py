"""Which lines of a page belong together, whatever else stands in the document: titles stay, sentences go on."""

from __future__ import annotations

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize
from tests.reading.sheets import Sheets

BROKEN = (
    "本年度政府采购预算三千万元，其中货物预算四百万元，政府采购服务预算",
    "1,665.53万元。",
)
WHOLE = "".join(BROKEN)


def _paragraphs(sheets: Sheets) -> list[str]:
    source = sheets.read()
    text = normalize(source, default_lexicons().glyphs).text
    return [line for line in text.split("\n") if "\t" not in line]


def _wide_table(sheets: Sheets, width: float, height: float) -> Sheets:
    """A page whose title and labels reach further out than any line of prose."""
    sheets.page(width, height).write(width / 2 - 48, 60, "部门预算支出总表")
    sheets.write(30, 90, "编制部门：某某局").write(width - 90, 90, "单位：万元")
    return sheets.table((30, width / 2, width - 30), 100, [("项目", "金额"), ("合计", "5.00")])


def _prose(sheets: Sheets, left: float, first: float, *, size: float = 12) -> Sheets:
    """The sentence at ``left``, its first line ``first`` ems further in."""
    return sheets.write(left + first * size, 200, BROKEN[0], size).write(left, 220, BROKEN[1], size)


@pytest.mark.parametrize("first", [0.0, 2.0], ids=["flush", "first line indented"])
@pytest.mark.parametrize(
    ("size", "left"),
    [((595, 842), 92), ((842, 595), 212), ((842, 595), 225)],
    ids=["upright", "on its side", "off the middle"],
)
def test_a_full_line_is_not_centred_because_a_table_elsewhere_is_wider(
    size: tuple[int, int], left: float, first: float
) -> None:
    sheets = _prose(_wide_table(Sheets(), *size).page(*size), left, first)
    sheets.write(left, 240, "四、绩效目标设置情况")
    source = sheets.read()
    centred = [source.text[line.start : line.end] for line in source.lines if line.centered]
    assert centred == ["部门预算支出总表"]
    assert _paragraphs(sheets)[-2:] == [WHOLE, "四、绩效目标设置情况"]


def test_a_narrow_column_on_a_wide_page_has_edges_of_its_own() -> None:
    sheets = _wide_table(Sheets(), 842, 595).page(842, 595)
    lines = ("本年支出合计三千万元，其中基本支出一千", "万元，项目支出二千万元，比上年增加四百", "万元。")
    sheets.write(331, 140, "支出情况").lines(307, 200, *lines)
    source = sheets.read()
    assert [line.centered for line in source.lines][-3:] == [False] * 3
    assert _paragraphs(sheets)[-1] == "".join(lines)


def test_a_title_in_the_column_of_its_page_is_centred_where_the_page_is_not_about_its_middle() -> None:
    lines = ("本年支出合计三千万元，其中基本支出一千万元，项目", "支出二千万元，比上年增加四百万元。")
    sheets = Sheets().page().write(60 + 144 - 24, 140, "支出情况").lines(60, 200, *lines)
    assert [line.centered for line in sheets.read().lines] == [True, False, False]


@pytest.mark.parametrize("shorter", [1, 2, 4])
def test_a_centred_title_over_two_lines_stays_centred(shorter: int) -> None:
    above, below = "某某市医疗保障局二〇二五年部门预算", "说明及其他事项的情况说明书全文公"[: 17 - shorter]
    sheets = _wide_table(Sheets(), 595, 842).page()
    for y, text in ((100, above), (120, below)):
        sheets.write(297.5 - 6 * len(text), y, text)
    _prose(sheets, 92, 2)
    source = sheets.read()
    assert [line.centered for line in source.lines][-4:] == [True, True, False, False]


@pytest.mark.parametrize("ems", [3, 4, 9])
def test_a_centred_title_is_no_part_of_the_paragraph_below_it(ems: int) -> None:
    """Even where it begins near the indentation of the first line."""
    title = "题" * (34 - 2 * ems)
    sheets = _wide_table(Sheets(), 595, 842).page().write(297.5 - 6 * len(title), 180, title)
    assert _paragraphs(_prose(sheets, 92, 2))[-2:] == [title, WHOLE]


def test_a_heading_and_its_paragraph_stay_apart() -> None:
    sheets = _wide_table(Sheets(), 595, 842).page().write(92, 180, "三、政府采购预算情况")
    assert _paragraphs(_prose(sheets, 92, 2))[-2:] == ["三、政府采购预算情况", WHOLE]


def _full_page() -> Sheets:
    """A page whose lines show where its column ends."""
    full = "本部门收入为一千万元，比上年增加一百万元，增长百分之十，全为拨款"
    return Sheets().page().lines(92, 300, *[full] * 4, "。")


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("公务用车购置费零万元，与上年预算一致，主要原因是本部门", "无公务用车；运行费零万元。", True),
        ("公务用车购置费零万元，", "与上年预算一致。", True),
        ("公务用车购置费零万元，与上年预算一致", "公务接待费零万元，与上年预算一致。", False),
        ("公务用车购置费零万元，与上年预算一致，没有其他原因。", "公务接待费零万元，没有变化。", False),
        ("公务用车购置费零万元，与上年预算一致，主要原因是本部", "（二）公务接待费，没有变化。", False),
        ("公务用车购置费及公务接待费与上年预算一致的主要的原因", "公务接待费零万元，没有变化。", False),
    ],
)
def test_an_indented_line_goes_on_in_the_midst_of_a_sentence_only(
    above: str, below: str, joined: bool
) -> None:
    sheets = _full_page().write(116, 200, above).write(122, 220, below)
    lines = _paragraphs(sheets)
    assert (lines[0] == above + below) if joined else (lines[:2] == [above, below])


def test_a_larger_initial_does_not_part_its_line() -> None:
    sheets = (
        _full_page().write(92, 200, "本", 20).write(112, 200, "年收入为五百万元，比上年增加，全部为财政拨")
    )
    sheets.write(92, 220, "款收入。")
    assert _lines(sheets)[0] == "本年收入为五百万元，比上年增加，全部为财政拨"


def _lines(sheets: Sheets) -> list[str]:
    source = sheets.read()
    return [source.text[line.start : line.end] for line in source.lines]


@pytest.mark.parametrize(
    ("left", "right", "below", "joined"),
    [
        (
            "本年政府采购预算为",
            "三百万元，其中货物",
            "预算一百万元，服务预算二百万元，与上年的预算持平。",
            True,
        ),
        ("编制部门：某某局", "单位：万元", "本年收入合计一百万元，支出合计一百万元，收支相抵。", False),
        (
            "本年收入，合计为一百万元。",
            "单位：万元",
            "本年支出合计一百万元，收支相抵，没有结转和结余资金。",
            False,
        ),
        ("本年政府采购预算为", "三百万元，其中货物", "预算。", False),
    ],
)
def test_an_odd_space_in_a_sentence_does_not_part_its_line(
    left: str, right: str, below: str, joined: bool
) -> None:
    sheets = Sheets().page().write(92, 200, left).write(92 + 12 * len(left) + 50, 200, right)
    found = _lines(sheets.write(92, 220, below))
    assert found == ([f"{left} {right}", below] if joined else [left, right, below])
