"""What a statement compares: every change of it, with the amount now and the amount it is measured from.

One statement may hold several comparisons, each against its own base::

    公务接待费3.20万元，比上年2.50万元增加0.70万元，增长28%；比年初预算4.00万元减少0.80万元，下降20%
    now        3.20      base 2.50   change 0.70  rate 28        base 4.00    change 0.80  rate 20

The base is the budget where the text says that the change is against the budget, and what the year before was where it says
so. A base that is not stated follows from the amount and its change; where neither is certain the comparison has none.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from docstruct.checking.quantity import Quantity, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.statement import Statement
    from docstruct.document import Basis, Figure, Measure, Subject

BUDGETS: frozenset[Basis | None] = frozenset({"initial_budget", "full_year_budget", "adjusted_budget"})
"""Bases of a change that are the year's own budget."""
PRIORS: frozenset[Basis | None] = frozenset({"prior_year", "prior_budget", None})
"""Bases of a change that are an amount of the year before; a change that names none is meant so."""
_start = attrgetter("start")
"""Where a figure begins."""


class Statements(Protocol):
    """What comparisons need to know of a document."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its records with their figures."""

    @property
    def current_measure(self) -> Measure:
        """The measure of a plain amount of the year."""

    def is_initial_budget(self, figure: Figure) -> bool | None:
        """Whether a budget is called 年初预算; None where the text does not say."""

    def of_both(self, figure: Figure) -> Figure | None:
        """The amount of 收、支总计 of which a change is told."""


class Comparison(Struct, frozen=True, kw_only=True):
    """One change of a statement; ``base`` is the amount it is measured from, if the statement gives it."""

    subject: Subject
    now: Figure | None
    base: Figure | None
    change: Figure | None
    rate: Figure | None

    @property
    def moved(self) -> Figure:
        """The figure that says which way: the change, else its rate."""
        figure = self.change or self.rate
        assert figure is not None
        return figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the comparison."""
        return tuple(figure for figure in (self.now, self.base, self.change, self.rate) if figure)

    @property
    def stated_base(self) -> Quantity | None:
        """The base as the statement gives it; None if it is not of the same kind as the amount now."""
        return quantity(self.base) if self.base and self.now and alike(self.base, self.now) else None

    @property
    def implied_base(self) -> Quantity | None:
        """The base that follows from the amount now and its change."""
        now, change = quantity(self.now), quantity(self.change)
        if self.now is None or self.change is None or now is None or change is None:
            return None
        if not alike(self.now, self.change) or change.middle < 0:
            return None
        return {"increase": now - change, "decrease": now + change}.get(self.change.direction or "")


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures can be compared: both money, or both of one unit."""
    if one.amount is None or other.amount is None:
        return one.amount is None and other.amount is None and one.unit == other.unit
    return True


class Told(Struct):
    """The figures told of one subject in one go: a record, and those after it that go on."""

    subject: Subject
    figures: list[Figure]


def told(view: Statements) -> Iterator[Told]:
    """Records with their figures; one of the same subject in the same sentence goes on from the one before it.

    A subject that states an amount twice makes two records (…45.41万元。上年执行数为11.67万元，本年安排45.41万元，增加314.82%):
    what the second is compared with may stand in the first.
    """
    last: Told | None = None
    for statement in view.statements:
        figures = sorted(statement.figures, key=_start)
        goes_on = (
            last is not None
            and last.figures
            and figures
            and last.subject == statement.subject
            and last.figures[-1].section == figures[0].section
            and last.figures[-1].sentence_start == figures[0].sentence_start
        )
        if goes_on and last is not None:
            last.figures.extend(figures)
            continue
        if last is not None:
            yield last
        last = Told(statement.subject, figures)
    if last is not None:
        yield last


def comparisons(view: Statements) -> Iterator[Comparison]:
    """Every comparison of every statement, in document order."""
    for one in told(view):
        yield from _comparisons(view, one)


def _comparisons(view: Statements, one: Told) -> Iterator[Comparison]:
    pairs = list(_pairs(one))
    if not pairs:
        return
    bases = [next((figure.basis for figure in pair if figure.basis), None) for pair in pairs]
    of_the_year_before = sum(basis in PRIORS for basis in bases)
    amounts = Amounts(view, one)
    after = 0
    for pair, basis in zip(pairs, bases, strict=True):
        change = next((figure for figure in pair if figure.measure == "change"), None)
        rate = next((figure for figure in pair if figure.measure == "change_rate"), None)
        now = amounts.now(basis, pair[0].sentence_start) or view.of_both(pair[0])
        like = of_the_year_before if basis in PRIORS else len(pairs) - of_the_year_before
        base = amounts.base(basis, (after, pair[0].start), alone=like == 1)
        yield Comparison(
            subject=one.subject, now=now, base=base if base is not now else None, change=change, rate=rate
        )
        after = pair[-1].end


def _pairs(one: Told) -> Iterator[list[Figure]]:
    """A change with the rate that follows it (or stands before it) in the same sentence, against the same base."""
    pair: list[Figure] = []
    for figure in one.figures:
        if figure.measure not in ("change", "change_rate"):
            continue
        joins = (
            len(pair) == 1
            and pair[0].measure != figure.measure
            and pair[0].sentence_start == figure.sentence_start
            # In 比上年增加1万元，增长10% the rate names no base of its own.
            and (pair[0].basis == figure.basis or figure.basis is None)
            and pair[0].direction == figure.direction
        )
        if joins:
            pair.append(figure)
            continue
        if pair:
            yield pair
        pair = [figure]
    if pair:
        yield pair


class Amounts:
    """The amounts of one telling, for each of its changes: what is now, and what the change is measured from.

    They are sorted out once, since one sentence may tell thousands of changes of one subject.
    """

    def __init__(self, view: Statements, one: Told) -> None:
        self._view = view
        self._by_measure: dict[str, list[Figure]] = {}
        for figure in one.figures:
            self._by_measure.setdefault(figure.measure, []).append(figure)
        self._now: dict[tuple[str, int], Figure | None] = {}
        self._bases: dict[Basis | None, tuple[list[Figure], list[int]]] = {}

    def now(self, basis: Basis | None, sentence: int) -> Figure | None:
        """The amount of the year, that of the change's own sentence first; None where there are two that differ."""
        wanted = "actual" if basis in BUDGETS else self._view.current_measure
        if wanted not in self._by_measure and basis not in BUDGETS:
            wanted = "actual" if "actual" in self._by_measure else "budget"
        if (wanted, sentence) not in self._now:
            amounts = self._by_measure.get(wanted, [])
            amounts = [figure for figure in amounts if figure.sentence_start == sentence] or amounts
            values = {(figure.amount, figure.value) for figure in amounts}
            self._now[wanted, sentence] = amounts[0] if len(values) == 1 else None
        return self._now[wanted, sentence]

    def base(self, basis: Basis | None, between: tuple[int, int], *, alone: bool) -> Figure | None:
        """The amount a change is measured from.

        It stands right before the change (比上年2.50万元增加); one that stands elsewhere in the statement is the base only
        where there is no other amount and no other change it could be of.
        """
        if basis not in self._bases:
            amounts = self._amounts_of(basis)
            self._bases[basis] = amounts, [figure.start for figure in amounts]
        amounts, starts = self._bases[basis]
        first, last = bisect_left(starts, between[0]), bisect_left(starts, between[1])
        if last - first == 1:
            return amounts[first]
        return amounts[0] if alone and len(amounts) == 1 else None

    def _amounts_of(self, basis: Basis | None) -> list[Figure]:
        """The amounts that may be the base of a change, in the order of the text."""
        if basis in BUDGETS:
            budgets = self._by_measure.get("budget", [])
            return sorted((figure for figure in budgets if _is_budget(self._view, figure, basis)), key=_start)
        return sorted(self._by_measure.get("prior", []), key=_start) if basis in PRIORS else []


def _is_budget(view: Statements, figure: Figure, basis: Basis | None) -> bool:
    """Whether a budget may be the one meant: 年初预算 is not what a change against the 全年预算 is measured from."""
    if figure.basis in BUDGETS and figure.basis is not None:
        return figure.basis == basis
    named = view.is_initial_budget(figure)
    return named is None or named == (basis == "initial_budget")
