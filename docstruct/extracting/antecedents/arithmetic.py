"""The antecedents that arithmetic finds: whose amount a change, its rate and the earlier amount fit, and what a price comes to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.extracting.antecedents.case import CHANGES
from docstruct.extracting.clauses.subjects import Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.extracting.antecedents.case import Case
    from docstruct.extracting.clauses.items import Item
    from docstruct.extracting.clauses.phrases import Paragraph
    from docstruct.extracting.discourse.context import Context
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.scanning.tokens import Number


def whole_by_arithmetic(case: Case, context: Context) -> Ref | None:
    """Where what follows fits the whole and not a part: 收入812.5万元，其中结转90.3万元，较2019年增加62.5万元，增长8.33%.

    So with the earlier amount in front of the change (…，较2019年的750万元增加62.5万元), and with what is counted.
    """
    fits = {"change": _fits_its_rate, "prior": _fits_its_change}.get(case.reading.measure)
    follows = _told_behind(case.place.paragraph, case.number)
    if fits is None or follows is None:
        return None
    amounts = [one for one in case.told if one.measure not in CHANGES]
    refs = {draft.ref for draft in amounts if fits(draft, case, *follows)}
    return refs.pop() if len(refs) == 1 else None


def _told_behind(paragraph: Paragraph, number: Item) -> tuple[str, Number] | None:
    """The number right behind another one, and the way of the verb between (增加62.5万元，增长8.33%)."""
    way = ""
    for token in paragraph.tokens[number.at + 1 : number.at + 4]:
        if token.number is not None:
            return (way, token.number) if token.number.value else None
        if token.kind not in ("comma", "change", "pause", "open"):
            return None
        way = token.value if token.kind == "change" else way
    return None


def price_times_its_count(case: Case, context: Context) -> Ref | None:
    """What a price comes to is of what the price is of: 奖学金每生5,000元，共计20人，发放10万元; 电脑20台、单价4,000元，计8万元."""
    told = case.told[-_PRICED:]
    words = case.phrases.subjects.vocabulary
    if case.noun(case.frame.before) not in words.sums and case.ref(case.frame.before) is not None:
        return None
    counts = (draft for draft in reversed(told) if draft.number.kind == "count")
    prices = (draft for draft in reversed(told) if draft.measure == "other")
    count, price = next(counts, None), next(prices, None)
    if count is None or price is None or _size(price.number) * _size(count.number) != _size(case.stated):
        return None
    whose = min(price, count, key=lambda draft: draft.start).ref
    return whose if whose.text else None


def amount_of_its_price(case: Case, context: Context) -> Ref | None:
    """What a price comes to with what was counted was told before: 运行费26.4万元，公务用车8辆，平均每辆3.3万元."""
    if case.reading.measure != "other" or case.stated.kind not in ("money", "price"):
        return None
    if case.ref(case.frame.before) is not None:
        return None
    told = case.told[-_PRICED:]
    things = [_size(draft.number) for draft in told if draft.number.kind == "count"]
    price, step = _size(case.stated), _step(case.stated).scaleb(case.stated.places)
    amounts = (draft for draft in reversed(told) if draft.measure in ("budget", "actual"))
    return next(
        (
            draft.ref
            for draft in amounts
            if any(abs(_size(draft.number) - price * count) <= step * count for count in things)
        ),
        None,
    )


def summed_up(case: Case, context: Context) -> Ref | None:
    """A sum is of the one subject summed up, else of nothing but itself: 会议费安排50万元、追加20万元，合计70万元.

    What is told by price and number counts with what they come to (每村2万元，共5个，每名教师1万元，共3名，共计13万元).
    Which of the amounts before it are its, arithmetic tells; where it does not, none of several is the sum's.
    """
    if case.stated.kind not in ("money", "count") or context.sentence.parts.told:
        return None
    start, end = case.told[-1].end, case.number.start
    summed = case.phrases.subjects.vocabulary.sum_of.fullmatch(case.phrases.text, start, end)
    if summed is None:
        return None
    terms = _terms(case.told) if case.stated.kind == "money" else _counts(case.told, case.stated.unit)
    if len(terms) < _SUMMANDS:
        return None
    refs = _whose_sum_is(_size(case.stated), terms)
    if len(refs) == 1:
        one = refs.pop()
        return one if one.text else None
    several = len({ref for ref, _ in terms}) > 1 and not case.ref(case.frame.before)
    return Ref(summed["sum"], place=summed.span("sum")) if several else None


def _whose_sum_is(stated: Decimal, terms: Sequence[tuple[Ref, Decimal]]) -> set[Ref]:
    """Whose the latest amounts are that come to a sum; nobody's if they do not."""
    total, refs = Decimal(), set[Ref]()
    for several, (ref, size) in enumerate(reversed(terms), start=1):
        total += size
        refs.add(ref)
        if total == stated and several >= _SUMMANDS:
            return refs
    return set()


def _terms(told: Sequence[Draft]) -> list[tuple[Ref, Decimal]]:
    """Whose the amounts are that a sum may add up, and how much; a price goes with the count behind it."""
    terms: list[tuple[Ref, Decimal]] = []
    price: Draft | None = None
    for draft in told:
        if draft.measure == "other" and draft.number.kind in ("money", "price"):
            price = draft
        elif price is not None and draft.number.kind == "count":
            terms.append((price.ref, _size(price.number) * _size(draft.number)))
            price = None
        elif draft.number.kind == "money":
            terms.append((draft.ref, _size(draft.number)))
    return terms


def _counts(told: Sequence[Draft], unit: str | None) -> list[tuple[Ref, Decimal]]:
    """What was counted in one unit."""
    counts = (draft for draft in told if draft.number.kind == "count" and draft.number.unit == unit)
    return [(draft.ref, _size(draft.number)) for draft in counts]


_SUMMANDS = 2
"""Amounts that may be summed up."""
_PRICED = 3
"""Figures back to which a price is looked for: its count stands between."""


def _fits_its_rate(draft: Draft, case: Case, _: str, rate: Number) -> bool:
    """Whether amount, change and rate of change agree within the last digit of the rate."""
    change = abs(_size(case.stated))
    if case.reading.direction == "decrease":
        change = -change
    return is_rate(change, _size(draft.number) - change, rate)


def _fits_its_change(draft: Draft, case: Case, way: str, change: Number) -> bool:
    """Whether an amount is the earlier one and what changed, told as an amount or as a rate."""
    then = _size(case.stated)
    moved = _size(draft.number) - then
    moved = -moved if way.startswith("decrease") else moved
    if change.kind == "percent":
        return moved >= 0 and is_rate(moved, then, change)
    return moved == _size(change)


def _size(number: Number) -> Decimal:
    """What a number says with its scale: of money in yuan, of things as they are counted."""
    return Decimal(number.value).scaleb(number.places)


def is_rate(change: Decimal, base: Decimal, rate: Number) -> bool:
    """Whether a rate is that of a change, within its last digit."""
    if not base:
        return False
    return abs(abs(change / base * 100) - Decimal(rate.value)) <= _step(rate)


def _step(number: Number) -> Decimal:
    """One in the last digit of a number, its scale apart."""
    return Decimal(1).scaleb(int(Decimal(number.value).as_tuple().exponent))
