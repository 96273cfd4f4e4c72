"""Layer B, forms: what a number says, by the first row of ``lexicons/cues/forms.tsv`` that fits its clause.

The items of a clause become a string with one sign a class, and the rows are patterns over it; since clauses have few
shapes, answers are kept. What a row leaves open is told here from the words themselves: the direction of the verb, what
the clause compares with, and whether a plain amount is a budget or an actual one.

>>> from docstruct.lexicon import Lexicons
>>> forms = Forms(Lexicons().cues)
>>> forms.fitting(["phrase", "opener", "past", "change"], "money", [])[0].id
'300_change'
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from docstruct.extracting.clauses.items import NUMBERS, TURNS, YEARS, Item, class_of, latest, stretch
from docstruct.lexicon.forms import sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docstruct.document import Basis, Direction, Measure, Zone
    from docstruct.extracting.clauses.phrases import Paragraph
    from docstruct.extracting.discourse.context import Sentence
    from docstruct.extracting.discourse.periods import Period
    from docstruct.lexicon.cues import CueLexicon
    from docstruct.lexicon.forms import Form

_BUDGETS: dict[str, Basis] = {
    "initial_budget": "initial_budget",
    "full_year_budget": "full_year_budget",
    "adjusted_budget": "adjusted_budget",
}
_EXCESSES: dict[str, Direction] = {
    "actual_gt_budget": "increase",
    "actual_lt_budget": "decrease",
    "over": "increase",
    "under": "decrease",
}
_CHANGES: dict[str, Direction] = {"increase": "increase", "decrease": "decrease"}
BASE = "base:"
"""In front of what a change is against, where 分别 shares changes out to such."""
_STATED = {"budget": "budget", "actual": "actual", "prior": "past"}
"""The class that stands for each measure which 分别 shares figures out to."""
_SHARED_OUT = YEARS | {"budget", "actual", "opener"}
"""What those measures are told by; 与 joins them (预算数与决算数分别为), though it opens comparisons."""
COMPARES = frozenset({"opener", "excess", "same_period", "excess_budget"})


class Reading(Struct, frozen=True, gc=False):
    """What a number is taken for; ``candidates`` are other measures it might be, best first.

    ``whose`` says where its subject stands (:data:`docstruct.lexicon.forms.OWNERS`), ``role`` what it is to the figures
    around it (:data:`docstruct.lexicon.forms.ROLES`).
    """

    rule: str
    measure: Measure
    direction: Direction | None = None
    basis: Basis | None = None
    whose: str = "before"
    role: str = ""
    candidates: tuple[Measure, ...] = ()


class Setting(Struct, frozen=True, gc=False):
    """What holds around a clause: its period and zone, what its sentence said before, and what the figure ``before`` is to the next."""

    period: Period
    zone: Zone
    sentence: Sentence
    before: str

    @property
    def base(self) -> Basis | None:
        """What its sentence compares with."""
        return self.sentence.compared.base

    @property
    def shared(self) -> str:
        """The year, the measure or the base that the next figure has of 分别; empty if it has none."""
        series = self.sentence.sharing.series
        return series[0] if series else ""

    @property
    def shared_base(self) -> Basis | Literal[""]:
        """What the next change or rate is against, where 分别 shares bases out (比年初预算和上年决算分别减少)."""
        return self.shared.partition(BASE)[2]  # type: ignore[return-value]

    def kinds(self) -> list[str]:
        """What stands in front of the items of a clause."""
        told, shared = ["glossary"] if self.zone == "glossary" else [], self.shared
        if shared in _STATED:
            told.append(_STATED[shared])
        if self.base is not None:
            told.append("told")
        if self.sentence.parts.told:
            told.append("part")
        if shared == "past" if shared else self.sentence.year:
            told.append("past")
        if self.before:
            told.append(self.before)
        return told


_FARTHEST = 4
"""Tokens behind a number that a row may look at: 较上年总支出8万元，增加1万元 has its verb behind a comma."""
_SEEN_AS = {"period": "past", "year": "date", "semicolon": "stop", "marker": "stop", "close": "stop"}
_SEEN = TURNS | NUMBERS | {"past", "date", "compared", "flat", "completion", "share", "budget", "actual"}
_SEEN |= {"comma", "stop", "open", "pause"}


def ahead(paragraph: Paragraph, number: Item) -> list[Item]:
    """The items behind a number that rows may ask for; names and other words are passed over (8万元的水平增加)."""
    found: list[Item] = []
    first = number.at + 1
    for at, token in enumerate(paragraph.tokens[first : first + _FARTHEST], start=first):
        kind = class_of(token.number) if token.number else _SEEN_AS.get(token.kind, token.kind)
        if kind in _SEEN:
            found.append(Item(kind, token.start, token.end, at, token.value))
    if first + _FARTHEST > len(paragraph.tokens):
        found.append(Item("stop", paragraph.end, paragraph.end, len(paragraph.tokens)))
    return found


class Forms:
    """The rows of one lexicon."""

    def __init__(self, cues: CueLexicon) -> None:
        self.rows = cues.forms
        self._in_front = lru_cache(maxsize=1 << 14)(self._tried)

    def read(self, items: Sequence[Item], number: Item, paragraph: Paragraph, setting: Setting) -> Reading:
        """The reading of a number behind the items of its clause; what stands behind it is looked at if a row asks."""
        around = held(items, setting)
        before = "".join(map(sign, [*setting.kinds(), *[item.kind for item in around]]))
        behind: Sequence[Item] = ()
        for form in self._in_front(
            before, number.kind
        ):  # the last row of every kind of number asks for nothing
            if form.behind is None:
                break
            behind = behind or ahead(paragraph, number)
            if form.behind.match("".join([sign(item.kind) for item in behind])):
                break
        basis = setting.shared_base or _basis(form.basis, around, setting)
        assert number.number is not None, "a figure has a number"
        value = number.number.value
        told, towards = _signed(form, value)
        measure = _measure(told, basis, setting)
        turns = behind if towards == "later" else reversed(around)
        return Reading(
            rule=form.id,
            measure=measure,
            direction=_direction(towards, turns, value),
            basis=basis if measure in ("change", "change_rate", "completion_rate", "share") else None,
            whose=form.whose,
            role=form.role,
            candidates=("budget",)
            if form.measure == "plain" and setting.period.document_type is None
            else (),
        )

    def fitting(self, before: Sequence[str], number: str, behind: Sequence[str]) -> list[Form]:
        """The rows that fit a number between classes of items, the one that reads it first."""
        follows = "".join(map(sign, behind))
        rows = self._in_front("".join(map(sign, before)), number)
        return [row for row in rows if row.behind is None or row.behind.match(follows)]

    def _tried(self, before: str, number: str) -> list[Form]:
        """The rows that fit what stands in front of a number; clauses have few shapes, so answers are kept."""
        return [row for row in self.rows if number in row.numbers and row.before.search(before)]


def held(items: Sequence[Item], setting: Setting) -> Sequence[Item]:
    """The items whose cues hold for a number behind them; in a series the years and measures are told apart."""
    told = (*setting.sentence.sharing.measured, *stretch(items))
    if not setting.shared:
        return told
    if setting.shared in _STATED or setting.shared_base:
        return tuple(item for item in told if item.kind not in _SHARED_OUT)
    # 2021年和2022年分别为: 和 opens no comparison behind a year
    joins = {later.at for before, later in pairwise(told) if before.kind in YEARS and later.kind == "opener"}
    return tuple(item for item in told if item.kind not in YEARS and item.at not in joins)


def _signed(form: Form, value: str) -> tuple[str, str]:
    """Measure and direction of a row; less than nothing is no amount to compare with, but a change (较上年-35.20万元)."""
    if form.measure == "base" and value.startswith("-"):
        return "change", "sign"
    return form.measure, form.direction


def _measure(told: str, basis: Basis | None, setting: Setting) -> Measure:
    if told == "plain":
        return setting.period.plain
    if told == "base":
        return "budget" if basis in _BUDGETS else "prior"
    return told  # type: ignore[return-value]


def _direction(told: str, items: Iterable[Item], value: str) -> Direction | None:
    """The direction that the row asks for: of the sign, or of the nearest verb (``items`` in that order); nothing changes by 0."""
    if told and not value.strip("-0."):
        return "flat"
    if told == "sign":
        return "decrease" if value.startswith("-") else "increase"
    if told in ("", "zero"):
        return None
    verb = next((item for item in items if item.kind in TURNS), None)
    direction = turned(verb) if verb else None
    return direction or ("increase" if told == "verb_or_increase" else None)


def turned(item: Item) -> Direction | None:
    """Which way a verb goes (增加, 大于, 增至)."""
    return _EXCESSES.get(item.value) or _CHANGES.get(item.value.partition("_")[0])


def _basis(told: str, items: Sequence[Item], setting: Setting) -> Basis | None:
    if told == "base":
        return compared_with(items, setting.period) or setting.base
    if told in ("named", "moved"):
        budget = latest(items, ("budget",))
        value = budget.value if budget else ""
        return budget_named(value) if told == "named" else with_budget(value, None, setting.period)
    return told or None  # type: ignore[return-value]


def budget_named(value: str) -> Basis:
    """Which budget the value of a cue names; the one of the beginning of the year where it does not say."""
    return _BUDGETS.get(value, "initial_budget")


def compared_with(items: Sequence[Item], period: Period) -> Basis | None:
    """What the latest comparison among the items is with.

    上月 and 上半年 are no years, 本年 is none to compare with. 2021年预算 is a budget of an earlier year, in the documents of
    2021 it is their own (2021年初预算); a budget without a year is, in a budget, that of the year before.
    """
    for at in range(len(items) - 1, -1, -1):
        if items[at].kind in COMPARES and (basis := _compared_from(items, at, period)) is not None:
            return basis
    return None


def _compared_from(items: Sequence[Item], at: int, period: Period) -> Basis | None:
    """What the comparison that begins at an item is with."""
    kind = items[at].kind
    if kind == "same_period":
        return "prior_year"
    year: Item | None = None
    budget: Item | None = None
    for item in items[at + 1 :]:
        if item.kind == "compared":
            break  # 与上年相比预算减少: the budget is what is compared
        if item.kind in YEARS:
            year = item
        elif item.kind == "budget":
            budget = item
    if budget is not None:
        return with_budget(budget.value, year.kind if year else None, period)
    if year is not None:
        return "other" if year.value in ("part", "this_year") else "prior_year"
    return "initial_budget" if kind == "excess_budget" else None


def with_budget(value: str, year: str | None, period: Period) -> Basis:
    """The budget that is compared with, by the value of its cue; ``year`` is the class of the year in front of it."""
    if year == "past":
        return "prior_budget"
    if year is None and period.plain == "budget" and not value:
        return "prior_budget"
    return budget_named(value)


@lru_cache(maxsize=4)
def forms_of(cues: CueLexicon) -> Forms:
    """The forms of a lexicon; what they have read once they remember."""
    return Forms(cues)
