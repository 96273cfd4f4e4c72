"""What was carried over: 年初结转和结余 + 本年收入 + 使用非财政拨款结余 − 本年支出 − 结余分配 = 年末结转和结余.

In prose the six are told in one sentence or one section, in tables in one row (政府性基金 and 国有资本经营 tables). Which name is
which is data (``[[balance]]`` of ``lexicons/checks/checks.toml``); what is not told is nothing, unless the document tells of it elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import printed, said
from docstruct.checking.facts import fact_quantity
from docstruct.checking.quantity import in_ten_thousands, is_zero, quantity, show, total
from docstruct.money import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import View
    from docstruct.document import Fact, Figure

NEEDED = ("opening", "revenue", "expenditure", "closing")
SOMETIMES = ("used", "distributed")
"""Told only where there is any."""
CELLS = {
    ("balance", "opening"): "opening",
    ("revenue", None): "revenue",
    ("balance.used", None): "used",
    ("expenditure", None): "expenditure",
    ("balance.distributed", None): "distributed",
    ("balance", "closing"): "closing",
}
"""Which of the six a cell holds, by component and moment."""
TOTALS = {
    "revenue_total": ("revenue", "opening", "used"),
    "expenditure_total": ("expenditure", "closing", "distributed"),
}
"""What the totals of revenue and expenditure are made of, by the ids of their quantities."""
_COMPONENTS = frozenset(component for component, _ in CELLS)
"""The components of those: most facts have another."""
_SUMMANDS = 2
"""Parts that say something of a whole: one alone is the whole told again."""


@check(
    "balance_mismatch",
    severity="error",
    compares="what was carried into the year, its revenue and expenditure, against what is carried out of it: in a sentence, a section, "
    "a row of a table",
    tolerance="half a unit of the last digit of every amount; silent where balances were adjusted or taken back, and where more rows "
    "break the rule than keep it",
    example="年初结转和结余86.40万元，本年收入1,420.30万元，本年支出1,388.60万元，年末结转和结余108.10万元（118.10万元）",
)
def balances(view: View) -> Iterator[Contradiction]:
    """What came in and was not spent is left."""
    told: set[str] = set()
    for figures in (*view.by_sentence, *(own for section, own in view.by_section.items() if section)):
        if len(figures) < len(NEEDED):
            continue
        six = _told(view, figures)
        if six is None or six["closing"].id in told:
            continue
        told.add(six["closing"].id)
        if (found := _in_prose(view, six)) is not None:
            yield found
    yield from _in_lists(view)
    yield from _in_tables(view)


def _in_lists(view: View) -> Iterator[Contradiction]:
    """收入决算总计…。包括：1.本年收入…。2.年初结转和结余…。: a total, and in sections of its own what it is made of."""
    for section, figures in view.by_section.items():
        whole = next((one for one in figures if one.amount and one.measure == view.current_measure), None)
        roles = _of_total(view, whole) if whole is not None and section is not None else ()
        size = quantity(whole)
        if not roles or whole is None or size is None:
            continue
        parts = _under(view, section, roles)
        sizes = [one for one in map(quantity, parts) if one is not None]
        if len(parts) < len(roles) - 1 or len(sizes) < len(parts) or total(sizes).overlaps(size):
            continue
        if len(parts) < len(roles) and not total(sizes).surely_above(size):
            continue  # what is not told may be the rest
        if _is_adjusted(view, {"whole": whole, **{part.id: part for part in parts}}):
            continue
        value = in_ten_thousands(total(sizes).middle)
        named = "、".join(f"“{part.subject.text}”{said(part)}" for part in parts)
        yield Contradiction(
            message=f"“{whole.subject.text}”写为{said(whole)}，按{named}相加应为{value}万元。",
            start=whole.start,
            end=parts[-1].end,
            places=tuple(view.cite.figure(one) for one in (whole, *parts)),
            stated=whole.value,
            computed=value,
        )


def _of_total(view: View, whole: Figure) -> tuple[str, ...]:
    """What a total with what is carried over is made of, the last of them told only where there is any."""
    named = {wanted.id for wanted in view.quantities_named(view.key(whole.subject.text))}
    return next((roles for quantity_id, roles in TOTALS.items() if quantity_id in named), ())


def _under(view: View, section: str | None, roles: tuple[str, ...]) -> list[Figure]:
    """The first amount of each section right below one, where each is another of the parts; nothing where one is not."""
    below = [one.id for one in view.document.sections if one.parent == section]
    parts = [figures[0] for one in below if (figures := view.by_section.get(one))]
    found = [
        [role for role, fund in view.lexicon.balance_roles(view.key(part.subject.text)) if not fund]
        for part in parts
    ]
    told = [names[0] for names in found if names]
    fits = len(told) == len(parts) == len(set(told)) and set(told) <= set(roles)
    same = all(part.measure == view.current_measure and part.amount is not None for part in parts)
    return parts if fits and same else []


def _told(view: View, figures: Iterable[Figure]) -> dict[str, Figure] | None:
    """The figures of one telling by what they are; None where one of the four is missing or told with two values.

    The money may be named once, in front of the first (政府性基金预算财政拨款年初结转和结余…，本年收入…), or everywhere.
    """
    found: dict[str, Figure] = {}
    funds: list[str] = []
    for figure in figures:
        if figure.amount is None or figure.measure != view.current_measure:
            continue
        for role, fund in view.lexicon.balance_roles(view.key(figure.subject.text)):
            if role in found and found[role].amount != figure.amount:
                return None
            if role not in found:
                found[role] = figure
                funds.append(fund)
    if any(role not in found for role in NEEDED):
        return None
    return found if len(set(funds)) == 1 or not any(funds[1:]) else None


def _left(six: Mapping[str, Quantity]) -> Quantity:
    """What must be left at the end of the year."""
    left = six["opening"] + six["revenue"] - six["expenditure"]
    left = left + six["used"] if "used" in six else left
    return left - six["distributed"] if "distributed" in six else left


def _in_prose(view: View, six: Mapping[str, Figure]) -> Contradiction | None:
    sizes = {role: size for role, figure in six.items() if (size := quantity(figure)) is not None}
    if len(sizes) < len(six):
        return None
    left, closing = _left(sizes), six["closing"]
    if left.overlaps(sizes["closing"]) or _is_adjusted(view, six) or _tells_of_more(view, six):
        return None
    if (left - sizes["opening"]).overlaps(sizes["closing"]) and _holds_the_opening(view, six):
        return None
    value = in_ten_thousands(left.middle)
    others = [figure for role, figure in six.items() if role != "closing"]
    named = "、".join(f"“{figure.subject.text}”{said(figure)}" for figure in others)
    return Contradiction(
        message=f"“{closing.subject.text}”写为{said(closing)}，按{named}计算应为{value}万元。",
        start=min(figure.start for figure in six.values()),
        end=max(figure.end for figure in six.values()),
        places=tuple(view.cite.figure(figure) for figure in (closing, *others)),
        stated=closing.value,
        computed=value,
    )


def _holds_the_opening(view: View, six: Mapping[str, Figure]) -> bool:
    """Whether the revenue sums up what was told in front of it, the balance carried over too (上年结转126万元、财政拨款24万元，收入合计150万元)."""
    revenue, opening = six["revenue"], six["opening"]
    told = [one for one in view.in_sentence(revenue) if one.end <= revenue.start and one.amount is not None]
    parts = [size for one in told if one.measure == revenue.measure and (size := quantity(one)) is not None]
    whole = quantity(revenue)
    if opening not in told or whole is None or len(parts) < _SUMMANDS:
        return False
    return total(parts).overlaps(whole)


def _is_adjusted(view: View, six: Mapping[str, Figure]) -> bool:
    """Whether the telling says that balances were adjusted or taken back, which the six do not show."""
    start = min(figure.sentence_start for figure in six.values())
    end = max(figure.sentence_end for figure in six.values())
    return view.lexicon.adjusted.pattern.search(view.document.text, start, end) is not None


def _tells_of_more(view: View, six: Mapping[str, Figure]) -> bool:
    """Whether the document tells elsewhere of what this telling leaves out: 使用非财政拨款结余, 结余分配."""
    told = view.once(_told_anywhere)
    return any(role in told for role in SOMETIMES if role not in six)


def _told_anywhere(view: View) -> set[str | None]:
    """What the tables and the prose of the document tell of, none that is zero."""
    cells = {
        CELLS.get((fact.component or "", fact.moment))
        for fact in view.document.facts
        if fact.component in _COMPONENTS and not is_zero(fact.value)
    }
    names = {f.subject.text for f in view.document.figures if f.amount and not is_zero(f.value)}
    return cells | {role for name in names for role, _ in view.lexicon.balance_roles(view.key(name))}


def _in_tables(view: View) -> Iterator[Contradiction]:
    """Rows that hold the six, where the table keeps the rule more often than not."""
    rows: dict[str, dict[int, dict[str, list[Fact]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for fact in view.document.facts:
        if fact.component not in _COMPONENTS or fact.amount is None or fact.carried_over is not None:
            continue
        role = CELLS.get((fact.component or "", fact.moment))
        if role is not None:
            rows[fact.table][fact.row][role].append(fact)
    for table in rows.values():
        told = [
            {role: facts[0] for role, facts in row.items()}
            for row in table.values()
            if all(len(facts) == 1 for facts in row.values()) and "closing" in row and len(row) > 2
        ]
        broken = [row for row in told if not _row_left(row).overlaps(fact_quantity(row["closing"]))]
        kept = sum(not is_zero(row["closing"].value) or "revenue" in row for row in told) - len(broken)
        if broken and len(broken) < kept:
            yield from (_in_row(view, row) for row in broken if not any(map(view.is_unsure, row.values())))


def _row_left(row: Mapping[str, Fact]) -> Quantity:
    """What must be left by a row, whose blank cells hold nothing."""
    sizes = {role: fact_quantity(fact) for role, fact in row.items()}
    zero = sizes["closing"] - sizes["closing"]
    return _left({role: sizes.get(role, zero) for role in (*NEEDED, *SOMETIMES)})


def _in_row(view: View, row: Mapping[str, Fact]) -> Contradiction:
    closing = row["closing"]
    value = show(_row_left(row).middle / (yuan_of(closing.unit) or 1))
    others = [fact for role, fact in row.items() if role != "closing"]
    named = "、".join(f"{view.cite.column(fact)}{printed(fact)}" for fact in others)
    return Contradiction(
        message=f"{view.cite.name(closing)}写为{printed(closing)}，按{named}计算应为{value}{closing.unit or ''}。",
        start=closing.start,
        end=closing.end,
        places=tuple(view.cite.fact(fact) for fact in (closing, *others)),
        stated=closing.value,
        computed=value,
    )
