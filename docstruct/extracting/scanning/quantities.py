"""What stands around a number: a second step, the other end of a range, a unit in brackets, numerals in words.

The scanner sees one number at a time; here every number looks at both its neighbours.

====================  =====================================================================
1亿2000万元           one amount in two steps: 12000万元
10万元至15万元        a range: neither end is the amount, so none is stated
执行数（万元）120.5   the unit stands in brackets in front
123元1角1分           123.11元
一千二百万元          12000000元; 百分之十五 is 15%
（201）…（11）…（01）  a code told in steps, one a name
====================  =====================================================================
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.extracting.scanning.tokens import Number, Token
from docstruct.lexicon.numerals import DIGITS, FIRST
from docstruct.money import SCALES
from docstruct.outlining.numerals import CHINESE, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

IN_WORDS = (
    rf"百分之[{CHINESE}]{{1,8}}(?:点[{CHINESE}]{{1,4}})?"
    rf"|(?<![数几上第{CHINESE}])[{FIRST}][{CHINESE}]{{1,15}}[元圆](?:整|人民币)?"
)
"""Amounts of money and rates in words; counts in words (一名, 两类) are none, and 数百万元 says no number."""
_RANGE_SIGNS = frozenset("-－−–—~～至到")
_MOST_BETWEEN = 2
"""Characters of a sign of a range (——)."""


def vague(words: Iterable[str]) -> str:
    """A pattern for rates in words behind a change: no certain number, so they are left out, and said to be.

    三成, 近一倍 and 翻一番 are such rates, 三成员 is none: ``words`` begin with 成.
    """
    behind = "|".join(word.removeprefix("成") for word in words)
    return f"[{DIGITS}两](?:成[{DIGITS}半]?[多余强]?(?!{behind})|(?:点[{DIGITS}])?倍[多余]?|番)"


def in_words(text: str) -> Number | None:
    """The number that numerals with 百分之 or 元 state, None if they are not well formed.

    >>> in_words("一千二百万元").value, in_words("百分之十五点五").value, in_words("壹万贰仟叁佰元整").amount
    ('12000000', '15.5', '12300')
    """
    if text.startswith("百分之"):
        whole, _, fraction = text.removeprefix("百分之").partition("点")
        number = value(whole)
        digits = [value(character) for character in fraction]
        if number is None or any(digit is None for digit in digits):
            return None
        said = f"{number}.{''.join(map(str, digits))}" if fraction else str(number)
        return Number(value=said, unit="%", kind="percent", end=0)
    number = value(re.sub("[元圆](?:整|人民币)?$", "", text))
    if number is None:
        return None
    return Number(value=str(number), unit="元", kind="money", end=0, amount=str(number))


def small_change(number: str, jiao: str | None, fen: str | None) -> str:
    """An amount in 元 with 角 and 分.

    >>> small_change("123", "1", "1"), small_change("5", None, "7")
    ('123.11', '5.07')
    """
    return f"{number}.{jiao or '0'}{fen or ''}" if jiao or fen else number


def join(found: list[Token], token: Token, text: str, unit_of: Callable[[str], Number | None]) -> None:
    """Add a number or a closing bracket to the tokens before it, made one with what it belongs to.

    ``unit_of`` reads a unit with its scale (万元).
    """
    if token.number is None:
        _step(found, token, text)
    elif found and (whole := _two_steps(found[-1], token) or _range(found[-1], token, text)):
        found[-1] = whole
    else:
        found.append(_with_unit_in_front(found, token, text, unit_of) if found else token)


def _step(found: list[Token], closed: Token, text: str) -> None:
    """Two digits in brackets behind a code (…（201）…（11）…（01）) are the next step of it, only a name between."""
    step = [token.kind for token in found[-_STEPS:]] == ["code", "open", "number"]
    digits = text[found[-2].end : closed.start] if step else ""
    if _STEP.fullmatch(digits):
        found[-2:] = [Token("code", found[-2].start, closed.end, text=digits)]
    else:
        found.append(closed)


_STEP = re.compile("[0-9]{2}")
_STEPS = 3
"""Tokens in front of the bracket that closes a step: the code it goes on from, a bracket and its digits."""


def _two_steps(first: Token, second: Token) -> Token | None:
    """1亿2000万元: a number with a scale and no unit, and right behind it a smaller one."""
    high, low = first.number, second.number
    if high is None or low is None or first.end != second.start or high.approximate:
        return None
    scaled = high.unit is not None and set(high.unit) <= set(SCALES)
    if not scaled or low.kind in ("price", "percent"):
        return None
    if not (high.value and low.value and low.unit):
        return Token("range", first.start, low.end)  # 1亿2,00万元 is damaged, 1亿2000 may be 1亿2000万
    step = Decimal(low.value).scaleb(low.places)
    if low.places >= high.places or step >= Decimal(1).scaleb(high.places):
        return Token("range", first.start, low.end)  # 1亿20000万元 is no number
    total = Decimal(high.value).scaleb(high.places) + step
    said = format(total.scaleb(-low.places), "f")
    return replace(second, start=first.start, number=low.valued(said))


def _range(first: Token, second: Token, text: str) -> Token | None:
    """10万元至15万元, 5%-8%, 10-20人; which way 由10万元到15万元 goes no verb says."""
    if first.number is None or second.number is None:
        return None
    between = text[first.end : second.start].strip()
    signed = text[second.start] in _RANGE_SIGNS
    if len(between) > _MOST_BETWEEN or not (between or signed) or not set(between) <= _RANGE_SIGNS:
        return None
    return Token("range", first.start, second.number.end)


def _with_unit_in_front(
    found: list[Token], token: Token, text: str, unit_of: Callable[[str], Number | None]
) -> Token:
    """执行数（万元）120.50, 项目资金（万元）：300.00: the unit stands in brackets in front of a number without one."""
    number, at = token.number, len(found) - 1
    if number is None or number.kind is not None:
        return token
    if found[at].kind == "colon" and at:
        at -= 1
    bracket = found[at]
    if bracket.kind != "name" or text[bracket.start] not in "（(":
        return token
    between = (
        text[found[-1].end : token.start]
        + text[bracket.end : found[-1].start if at < len(found) - 1 else bracket.end]
    )
    unit = unit_of(text[bracket.start + 1 : bracket.end - 1].strip())
    if unit is None or between.strip() not in ("", "为", "是", "约"):
        return token
    found[at] = Token("unit", bracket.start, bracket.end)
    return replace(token, number=number.measured_in(unit))
