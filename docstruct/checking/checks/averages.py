"""An average against the amount and the count it is made of: 支出2.40万元，接待240人次，人均150元 (100元).

Which counts an average is of is told by its name (``[[average]]`` of ``lexicons/checks/checks.toml``): 人均 is of 人次 and 人. Nothing is
said where a sentence has two amounts or two counts it could be of.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said
from docstruct.checking.quantity import is_zero, quantity, show
from docstruct.checking.view import SHORT
from docstruct.money import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Figure
    from docstruct.lexicon.checks import Average

_MARKS = re.compile("[0-9，,。；;、：:（(]")
"""What parts the words in front of an amount from those that are of another."""
ABOUT = Decimal("0.05")
"""An average is often given in round numbers: what is nearer than this share of it is right."""


@check(
    "average_mismatch",
    severity="warning",
    compares="an average (人均, 车均) against the amount and the count of its sentence",
    tolerance="5 %, or one unit of the last digit stated; silent where the sentence has several amounts or counts it could be of",
    example="公务接待费2.40万元，来宾240人次，人均150元（100元）",
)
def averages(view: View) -> Iterator[Contradiction]:
    """An average is the amount by the count."""
    for figures in view.by_sentence:
        told = [(one, rule) for one in figures if (rule := _rule(view, one)) is not None]
        if len(told) != 1:
            continue
        average, rule = told[0]
        some = [one for one in figures if not is_zero(one.value)]  # nothing is the average of none
        amounts = [one for one in some if one.measure == view.current_measure and one.amount is not None]
        counts = [one for one in some if one.measure == "count" and one.unit in rule.units]
        # 运行维护费4.74万元 of 购置及运行维护费4.74万元: one amount under two names
        if len({one.amount for one in amounts}) == 1 and len(counts) == 1:
            yield from _contradiction(view, average, amounts[0], counts[0])


def _rule(view: View, figure: Figure) -> Average | None:
    """What an amount is an average over, if its name says that it is one."""
    if figure.measure != "other" or _yuan(figure) is None or figure.approximate:
        return None
    if view.lexicon.of_a_period.pattern.search(_words(view, figure)):
        return None  # 人均每月600元: the amount is of a year
    name = _name(view, figure)
    return next((rule for rule in view.lexicon.averages if rule.pattern.search(name)), None)


def _name(view: View, figure: Figure) -> str:
    """The name of an average, and the words in front of it where they are none of it (会议费3.00万元，平均每次0.30万元)."""
    name, words = figure.subject.text, _words(view, figure)
    return name if words in name or name in words else f"{name}{words}"


def _words(view: View, figure: Figure) -> str:
    """The words right in front of a figure."""
    before = view.document.text[max(figure.sentence_start, figure.start - SHORT) : figure.start]
    return _MARKS.split(before)[-1]


def _yuan(figure: Figure) -> Decimal | None:
    return yuan_of((figure.unit or "").split("/")[0])


def _contradiction(view: View, average: Figure, amount: Figure, count: Figure) -> Iterator[Contradiction]:
    whole, factor = quantity(amount), _yuan(average)
    if whole is None or factor is None or amount.approximate or count.approximate:
        return
    stated, each = Decimal(average.value), whole.middle / Decimal(count.value) / factor
    digit = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    if abs(stated - each) <= max(digit, ABOUT * each):
        return
    value = show(each)
    yield Contradiction(
        message=f"“{_name(view, average)}”写为{said(average)}，按“{amount.subject.text}”{said(amount)}、{said(count)}计算应为"
        f"{value}{average.unit or ''}。",
        start=min(amount.start, count.start),
        end=average.end,
        places=tuple(view.cite.figure(one) for one in (average, amount, count)),
        stated=average.value,
        computed=value,
    )
