"""A number reads as its cell shows it: the code beside the value, and what stands on the screen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.reading.workbook.builtin_formats import BUILTIN_FORMATS
from docstruct.reading.workbook.number_format import show, show_text

ACCOUNTING = BUILTIN_FORMATS[43]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "General", "1234.5"),
        (1234.5600000000001, "General", "1234.56"),
        (123456789012.34, "General", "123456789012.34"),
        (205, "General", "205"),
        (0.1 + 0.2, "General", "0.3"),
        (-12.5, "General", "-12.5"),
        (3, 'General"年"', "3年"),
        (1234.5, "0.00", "1234.50"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (1234567.891, "#,##0", "1,234,568"),
        (0.5, "0", "1"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (-0.001, "0.00", "0.00"),
        (1.5, "0.##", "1.5"),
        (1, "0.##", "1"),
        (0, "#", ""),
        (0.985, "0.00%", "98.50%"),
        (0.985, "0%", "99%"),
        (1234567, "#,##0,", "1,235"),
        (12345678, "#,##0.00,", "12,345.68"),
        (2080501, "0", "2080501"),
        (5, "00", "05"),
        (208, '00"-"00', "02-08"),
        (1234.5, '[$¥-804]#,##0.00', "¥1,234.50"),
        (2.5, '0.00"万元"', "2.50万元"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (0, ACCOUNTING, "-"),
        (-1234.5, r"#,##0.00_);[Red]\(#,##0.00\)", "(1,234.50)"),
        (-1234.5, r"#,##0.00_);\(#,##0.00\)", "(1,234.50)"),
        (0, "0.00;-0.00;;@", ""),
        (7, ";;;", ""),
        (5, '[>=10]"大"0;"小"0', "小5"),
        (15, '[>=10]"大"0;"小"0', "大15"),
        (205, "@", "205"),
        (1234.5, "0.00E+00", "1234.5"),
        (0.5, "# ?/?", "0.5"),
        (45292, "yyyy/m/d", "2024/1/1"),
        (45292, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (45292, '[$-804]yyyy"年"m"月"d"日";@', "2024年1月1日"),
        (45292.5, "yyyy-mm-dd hh:mm", "2024-01-01 12:00"),
        (45292.75, "上午/下午h\"时\"mm\"分\"", "下午6时00分"),
        (1.25, "[h]:mm", "30:00"),
        (1, "yyyy-m-d", "1900-1-1"),
        (-5, "yyyy-m-d", "-5"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert show(value, code) == shown


def test_a_minus_that_only_a_colour_tells_is_written() -> None:
    assert show(-3.5, "0.00;[Red]0.00") == "-3.50"
    assert show(3.5, "0.00;[Red]0.00") == "3.50"
    assert show(-3.5, '0.00;"△"0.00') == "△3.50"


def test_the_days_of_an_old_macintosh_are_counted_from_1904() -> None:
    assert show(43830, "yyyy-m-d", from_1904=True) == show(45292, "yyyy-m-d") == "2024-1-1"


def test_a_text_keeps_its_words() -> None:
    assert show_text("收入", "General") == show_text("收入", "#,##0.00") == "收入"
    assert show_text("收入", '0;0;0;"（"@"）"') == "（收入）"
    assert show_text("收入", ";;;") == ""


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,;%@ymdhs[]"\\_*EG- 年万元', max_size=12)
)
def test_any_code_shows_any_number(value: float, code: str) -> None:
    show(value, code)
    show_text("收入", code)


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False))
def test_two_decimals_are_shown_exactly(amount: Decimal) -> None:
    assert Decimal(show(float(amount), "#,##0.00").replace(",", "")) == amount
