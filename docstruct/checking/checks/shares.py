"""Shares and parts against their whole: 其中：A 12 万元，占 3%；B ….

A composition is read within one sentence: its first amount is the whole, the amounts that carry a share are its parts.
Whether that is so is settled by the shares themselves: the whole counts only when most shares agree with it. A share
that names its whole (占政府采购支出总额的 3%) is compared with the amount of that name in its own section.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.checks.listed import listed_parts
from docstruct.checking.checks.lists import item_lists
from docstruct.checking.citing import said
from docstruct.checking.quantity import Quantity, quantity, show, total
from docstruct.checking.view import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docstruct.checking.view import View
    from docstruct.document import Figure, Measure
    from docstruct.lexicon.declared import Keys

AMOUNTS = ("actual", "budget")
MANY = 3
"""Parts from which a list has a whole that it does not name: two make one by chance."""
# Every share is rounded: of a dozen the sum may miss 100 by one and they are the whole all the same.
EXHAUSTIVE = (Quantity.stated("100").middle - 1, Quantity.stated("100").middle + 1)


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of a composition with the share stated for it."""

    amount: Figure
    share: Figure
    size: Quantity
    stated: Quantity


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole and its parts, all in one sentence."""

    whole: Figure
    size: Quantity
    parts: tuple[Part, ...]

    def agreeing(self) -> tuple[Part, ...]:
        """The parts whose share is that of this whole."""
        return tuple(part for part in self.parts if part.stated.may_equal(part.size.percent_of(self.size)))

    @property
    def is_settled(self) -> bool:
        """Whether all shares but one are of this whole."""
        agreeing = self.agreeing()
        return len(agreeing) >= len(self.parts) - 1 and any(part.size.middle for part in agreeing)

    def swapped(self) -> tuple[Part, Part] | None:
        """The two parts that have each other's share, if only those do not agree."""
        agreeing = self.agreeing()
        wrong = [part for part in self.parts if part not in agreeing]
        if len(wrong) != 2:
            return None
        one, other = wrong
        fits = one.stated.may_equal(other.size.percent_of(self.size)) and other.stated.may_equal(
            one.size.percent_of(self.size)
        )
        return (one, other) if fits else None


def compositions(view: View) -> Iterator[Composition]:
    """Every composition whose whole is settled: at least two parts, and all but one of the shares agree."""
    for figures in view.by_sentence:
        composition = _told_within(figures)
        if composition is None or not composition.is_settled:
            composition = _told_before(view, figures) or composition
        if composition is not None and (composition.is_settled or composition.swapped() is not None):
            yield composition


def _told_within(figures: tuple[Figure, ...]) -> Composition | None:
    """The composition of a sentence that tells its whole first."""
    whole = next((figure for figure in figures if figure.measure in AMOUNTS and figure.amount), None)
    size = quantity(whole)
    if whole is None or size is None or size.low <= 0:
        return None
    parts = tuple(_parts(figures, whole))
    return Composition(whole, size, parts) if len(parts) > 1 else None


def _told_before(view: View, figures: tuple[Figure, ...]) -> Composition | None:
    """The composition of a sentence that has parts only, each with its share.

    The whole is the amount right before 其中, or else the nearest that the parts make: “三公”经费支出10.00万元，完成预算的80%。…
    因公出国（境）费0万元，占0%；公务用车运行费7.00万元，占70%；公务接待费3.00万元，占30%。
    """
    parts = tuple(_parts(figures, None))
    if len(parts) < 2 or parts[0].amount is not figures[0]:
        return None
    first = view.positions[figures[0].id]
    told = [one for one in view.document.figures[max(first - NEAR, 0) : first] if one.amount is not None]
    added, wholes = total([part.size for part in parts]), [one for one in told if one.measure in AMOUNTS]
    if told and view.lexicon.counted.word in view.document.text[told[-1].end : figures[0].start]:
        near = told[-1:] if told[-1].measure in AMOUNTS else []
    else:
        near = [one for one in wholes if (size := quantity(one)) is not None and size.overlaps(added)]
        near = near[-1:] if len(parts) >= MANY else []
    sized = [(one, size) for one in near if one.measure == figures[0].measure and (size := quantity(one))]
    return Composition(*sized[0], parts) if sized and sized[0][1].low > 0 else None


def _parts(figures: tuple[Figure, ...], whole: Figure | None) -> Iterator[Part]:
    for amount, share in pairwise(figures):
        if amount is whole or amount.measure not in AMOUNTS or share.measure != "share":
            continue
        size, stated = quantity(amount), quantity(share)
        if (
            size is not None
            and stated is not None
            and amount.amount
            and amount.subject.text == share.subject.text
        ):
            yield Part(amount, share, size, stated)


@check(
    "share_mismatch",
    severity="error",
    compares="a share against its part and its whole",
    tolerance="one unit of the last digit stated, amounts within half a unit of theirs",
    example="授予中小企业合同金额10.73万元，占政府采购支出总额10.73万元的0%（100%）",
)
def shares(view: View) -> Iterator[Contradiction]:
    """占 … 的 X% must be part / whole."""
    seen: set[str] = set()
    for composition in view.once(compositions):
        agreeing, swapped = composition.agreeing(), composition.swapped()
        others = [part for part in composition.parts if _names_another(view, part, composition.whole)]
        seen.update(part.share.id for part in composition.parts if part not in others)
        if swapped is not None:
            yield _swapped_contradiction(view, *swapped, composition.whole)
        for part in composition.parts:
            if part in agreeing or part in others or swapped is not None:
                continue
            if not _is_of_another_whole(view, part):
                yield _share_contradiction(view, part.amount, part.share, composition.whole)
    for amount, share, whole in _named_wholes(view):
        stated, size, base = quantity(share), quantity(amount), quantity(whole)
        if share.id in seen or stated is None or size is None or base is None:
            continue
        if not stated.may_equal(size.percent_of(base)) and not _is_of_another_whole(
            view, Part(amount, share, size, stated)
        ):
            yield _share_contradiction(view, amount, share, whole)


def _names_another(view: View, part: Part, whole: Figure) -> bool:
    """Whether a share says that it is one of something else than the whole (货物采购…27.63万元，占货物支出金额的100%)."""
    name = _named_whole(view, part.amount, part.share)
    named, own = view.key(name), view.key(whole.subject.text)
    return (
        bool(name) and named not in own and own not in named and named not in view.lexicon.alike.get(own, ())
    )


def _named_whole(view: View, part: Figure, share: Figure) -> str:
    """What a share names as its whole (占…的); nothing where it names no amount that could be looked up (占比, 占支出的)."""
    name = view.document.text[part.end : share.start].partition("占")[2].rstrip("的 ")
    return name if len(name) >= 4 or view.key(name) in view.lexicon.alike else ""


def _is_of_another_whole(view: View, part: Part) -> bool:
    """Whether a share is one of another amount before it in its sentence: 其中面向中小企业160万元，占80%，其中小微100万元，占62.5%."""
    for figure in view.in_sentence(part.amount):
        if figure.start >= part.amount.start:
            return False
        size = quantity(figure)
        if figure.measure not in AMOUNTS or not figure.amount or size is None or size.low <= 0:
            continue
        if part.stated.may_equal(part.size.percent_of(size)):
            return True
    return False


def _swapped_contradiction(view: View, one: Part, other: Part, whole: Figure) -> Contradiction:
    return Contradiction(
        message=f"“{one.amount.subject.text}”和“{other.amount.subject.text}”的占比{said(one.share)}、{said(other.share)}写反了："
        f"数额为{said(one.amount)}、{said(other.amount)}，“{whole.subject.text}”为{said(whole)}。",
        start=one.amount.start,
        end=other.share.end,
        places=tuple(
            view.cite.figure(figure) for figure in (one.share, one.amount, other.share, other.amount, whole)
        ),
        stated=one.share.value,
        computed=other.share.value,
    )


def _share_contradiction(view: View, part: Figure, share: Figure, whole: Figure) -> Contradiction:
    size, base = quantity(part), quantity(whole)
    computed = size.percent_of(base) if size is not None and base is not None else None
    value = show(computed.middle) if computed is not None else None
    return Contradiction(
        message=f"“{part.subject.text}”的占比写为{said(share)}，按{said(part)}占“{whole.subject.text}”"
        f"{said(whole)}计算应为{value}%。",
        start=part.start,
        end=share.end,
        places=(view.cite.figure(share), view.cite.figure(part), view.cite.figure(whole)),
        stated=share.value,
        computed=value,
    )


def _named_wholes(view: View) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Shares whose clause names the whole (占…的), with the amount before them and the whole of that name."""
    for figures in view.by_sentence:
        for part, share in pairwise(figures):
            if share.measure != "share" or part.measure not in AMOUNTS or not part.amount:
                continue
            name = _named_whole(view, part, share)
            if name and part.subject.text == share.subject.text:
                whole = _amount_named(view, name, before=part)
                if whole is not None:
                    yield part, share, whole


def _amount_named(view: View, name: str, before: Figure) -> Figure | None:
    """The latest amount of that name and measure in front of another in its section.

    The total of a section is called by several names (支出合计, 总支出): another name will do where one amount has one.
    """
    own = view.key(name)
    if (latest := _latest_named(view, own, before)) is not None:
        return latest
    others = (_latest_named(view, key, before) for key in view.lexicon.alike.get(own, ()))
    found = [one for one in others if one is not None]
    return found[0] if len({one.amount for one in found}) == 1 else None


def _latest_named(view: View, key: str, before: Figure) -> Figure | None:
    named = view.amounts_named.get((before.section, before.measure, key), ())
    at = bisect_left(named, view.positions[before.id], key=lambda figure: view.positions[figure.id])
    return named[at - 1] if at else None


@check(
    "sum_mismatch",
    severity="error",
    compares="the parts of a composition, whose shares make 100 %, against their total; the revenue or expenditure listed behind "
    "其中 against theirs",
    tolerance="half a unit of the last digit of every amount; less than the total without shares only where the list ends with "
    "其他 and nothing was carried over",
    example="本年收入合计1080.38万元，其中：财政拨款收入1063.50万元，占98.4%；其他收入17.88万元，占1.6%",
)
def sums(view: View) -> Iterator[Contradiction]:
    """Parts that make the whole must add up to it."""
    yield from _sums(view, rounding=False)


@check(
    "sum_rounding",
    severity="info",
    compares="the parts of a composition against their total, where they differ within rounding",
    tolerance="reported only within half a unit of the last digit of every amount",
    example="基本支出105.58万元，其中：人员经费95.36万元，公用经费10.23万元（105.59万元）",
)
def roundings(view: View) -> Iterator[Contradiction]:
    """Parts that add up to the whole but for the last digit."""
    yield from _sums(view, rounding=True)


def _sums(view: View, *, rounding: bool) -> Iterator[Contradiction]:
    reported: set[tuple[str, str]] = set()
    items = _items(view) if rounding else ()
    for whole, parts in (*_exhaustive(view), *view.once(_partitions), *view.once(listed_parts), *items):
        size, sizes = quantity(whole), [quantity(part) for part in parts]
        stated = [part for part in sizes if part is not None]
        if size is None or len(stated) < len(sizes):
            continue
        added = total(stated)
        if added.middle == size.middle or added.overlaps(size) != rounding:
            continue
        if not rounding and _in_several_ways(size, stated):
            continue
        value = show(added.middle / 10000)
        if (whole.value, value) in reported:
            continue
        reported.add((whole.value, value))
        tail = "，系四舍五入之差" if rounding else ""
        yield Contradiction(
            message=f"“{whole.subject.text}”写为{said(whole)}，各部分相加为{value}万元{tail}。",
            start=whole.start,
            end=parts[-1].end,
            places=(view.cite.figure(whole), *(view.cite.figure(part) for part in parts)),
            stated=whole.value,
            computed=value,
        )


def _in_several_ways(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts make the whole more than once (按性质分，基本支出…、项目支出…；按功能分，教育支出…)."""
    group: list[Quantity] = []
    for part in parts:
        group.append(part)
        if total(group).overlaps(whole):
            group = []
    return not group


def _exhaustive(view: View) -> Iterator[tuple[Figure, list[Figure]]]:
    """Compositions whose shares make the whole 100 %; a part whose share is wrong is a finding of its own already."""
    for composition in view.once(compositions):
        if len(composition.agreeing()) < len(composition.parts):
            continue
        shares_total = total([part.stated for part in composition.parts])
        if EXHAUSTIVE[0] <= shares_total.middle <= EXHAUSTIVE[1]:
            yield composition.whole, [part.amount for part in composition.parts]


def _partitions(view: View) -> Iterator[tuple[Figure, list[Figure]]]:
    """Wholes and parts known by name (基本支出 is 人员经费 and 公用经费), where one section, with those within
    it that have no matter of their own, states all of them in one measure.
    """
    told: dict[tuple[str | None, Measure], list[Figure]] = defaultdict(list)
    for section, figures in view.by_section.items():
        for figure in filter(_is_amount, figures):
            told[view.sections.matter(section) or section, figure.measure].append(figure)
    for figures in told.values():
        named = {view.key(figure.subject.text): figure for figure in reversed(figures)}
        for partition in view.lexicon.partitions:
            whole = _one_of(named, partition.whole)
            if whole is None:
                continue
            parts = [part for names in partition.parts if (part := _one_of(named, names)) is not None]
            if len(parts) == len(partition.parts):
                yield whole, parts


def _one_of(named: Mapping[str, Figure], names: Keys) -> Figure | None:
    """What is told under the first of the names that is told of."""
    return next((named[name] for name in names if name in named), None)


def _items(view: View) -> Iterator[tuple[Figure, list[Figure]]]:
    """Numbered items with codes and the amount above them that they make but for rounding.

    Whether the items are all there is not certain, so a total is recognised by being nearly their sum.
    """
    for parent, parts in item_lists(view):
        sizes = [size for size in map(quantity, parts) if size is not None]
        if len(sizes) < len(parts):
            continue
        added = total(sizes)
        for whole in reversed(view.by_section.get(parent, [])):
            size = quantity(whole)
            if _is_amount(whole) and size is not None and added.overlaps(size):
                yield whole, parts
                break


def _is_amount(figure: Figure) -> bool:
    return figure.measure in AMOUNTS and figure.amount is not None
