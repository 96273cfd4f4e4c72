"""Plain text: lines, and rows of tab-separated cells."""

from __future__ import annotations

import pytest

from docstruct.reading import read_text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"])
def test_every_line_break_ends_a_line(end: str) -> None:
    source = read_text(f"一、收入{end}{end}总计{end}")
    assert [source.text[line.start : line.end] for line in source.lines] == ["一、收入", "", "总计"]


def test_the_text_is_the_users_own_even_where_no_encoding_can_carry_it() -> None:
    source = read_text("收入\ud800总计")
    assert source.text == "收入\ud800总计"
    assert (source.lines[0].start, source.lines[0].end) == (0, 5)


def test_consecutive_rows_are_one_table() -> None:
    source = read_text("项目\t金额\n收入\t1\n说明\n\n项目\t金额\n\t\t\t公开01表\n\n一、收入")
    assert [line.table for line in source.lines] == [0, 0, None, None, 1, 1, None, None]


@pytest.mark.parametrize(
    ("line", "is_row"),
    [
        ("收入\t1.00", True),
        ("\t满意度\t90%", True),
        ("\t\t\t", True),
        ("\t一、收入", False),
        ("\t\t一、收入", False),
        ("收入", False),
    ],
)
def test_a_row_has_a_tab_between_cells(line: str, is_row: bool) -> None:
    assert (read_text(line).lines[0].role == "table_row") == is_row


def test_text_and_file_of_the_same_content_have_the_same_hash() -> None:
    from docstruct.reading import read_bytes

    assert read_text("一、收入").sha256 == read_bytes("一、收入".encode(), "a.txt").sha256


@pytest.mark.parametrize("text", ["", "\n", "\u0301" * 100, "\u200b\n \u3000"])
def test_a_text_of_nothing_to_read_is_an_empty_document(text: str) -> None:
    assert read_text(text).text == text
