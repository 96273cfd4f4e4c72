"""Chinese numerals as patterns hold them: of markers (三、 （十二）) and of years (二〇二三).

They are forms, as Arabic digits are, and no vocabulary; here is the one place they are written. What a numeral of several
characters is worth is told by :mod:`docstruct.outlining.numerals`.

>>> import re
>>> bool(re.fullmatch(ORDINAL, "二十三")), bool(re.fullmatch(YEAR, "二〇二三")), bool(re.fullmatch(YEAR, "二O二三"))
(True, True, True)
"""

from __future__ import annotations

DIGITS = "一二三四五六七八九"
ORDINALS = f"{DIGITS}十"
"""What the number of a heading is written with; 百 is left to grammars of markers, for it counts as well."""
ORDINAL = f"[{ORDINALS}]{{1,3}}"
"""一 to 九十九."""
ZEROS = "〇零○"
TYPED_ZEROS = "Oo0０Ｏｏ"
"""What is typed in place of 〇 between Chinese digits."""
FORMAL = "壹贰叁肆伍陆柒捌玖"
"""The digits of cheques and contracts."""
VALUES = (
    dict.fromkeys(ZEROS, 0)
    | {"两": 2}
    | {digit: number for digits in (DIGITS, FORMAL) for number, digit in enumerate(digits, 1)}
)
"""What a digit is worth."""
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
"""What multiplies the digit before it …"""
GROUPS = {"万": 10**4, "亿": 10**8}
"""… and what multiplies all that stands before it."""
FIRST = f"{DIGITS}两{FORMAL}十拾"
"""What a number in words begins with; 数百万元 and 几千元 say no number."""
YEAR = f"二[{ZEROS}{TYPED_ZEROS}][{DIGITS}{ZEROS}{TYPED_ZEROS}]{{2}}"
"""A year of this century in Chinese digits."""
YEAR_ENDS = "(?:年度|财年|年)"
"""What stands behind the number of a year."""
