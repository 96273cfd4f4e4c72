"""Tables that no rules draw."""

from __future__ import annotations

import pytest

from tests.reading.sheets import Sheets, texts

ROWS = [
    ["项目", "合计", "基本支出"],
    ["一般公共服务支出", "264.87", "62.63"],
    ["行政运行", "51.32", ""],
    ["事业运行", "11.31", "11.31"],
]


def _set(rows: list[list[str]], xs: tuple[int, ...] = (80, 300, 420)) -> Sheets:
    sheets = Sheets().page().write(200, 100, "支出决算表")
    for i, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            if text:
                sheets.write(x, 130 + 20 * i, text)
    return sheets.write(80, 300, "注：本表反映支出。")


def test_rows_of_words_in_columns_are_a_table() -> None:
    source = _set(ROWS).read()
    assert texts(source) == ["支出决算表", *["\t".join(row) for row in ROWS], "注：本表反映支出。"]
    assert [line.table for line in source.lines] == [None, 0, 0, 0, 0, None]


def test_a_label_and_a_figure_are_columns_enough() -> None:
    rows = [["收入总计", "1,264.87"], ["支出总计", "1,200.00"], ["年末结余", "64.87"]]
    assert texts(_set(rows, (80, 300)).read(), "table_row") == ["\t".join(row) for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [["一、部门职责", "1"], ["二、机构设置", "1"], ["三、收入决算表", "4"], ["四、支出决算表", "5"]],
        [["单位名称：", "某局"], ["单位性质：", "行政"], ["填报日期：", "五月"]],
        [["收入总计", "1,264.87"], ["支出总计", "1,200.00"]],
    ],
)
def test_contents_forms_and_a_pair_of_lines_are_none(rows: list[list[str]]) -> None:
    assert texts(_set(rows, (80, 300)).read(), "table_row") == []
