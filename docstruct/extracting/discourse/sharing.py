"""What 分别 shares figures out to: one figure for each name, year, measure or base of a list.

====================================================  =========================================================
甲、乙和丙分别为1万元、2万元、3万元                   the names in front; without any, those of the list before,
                                                      or of the figures before
2021年至2023年会议费分别为1万元、2万元和3万元         the years (``past``, ``date``)
会议费预算数、决算数分别为5万元、4万元                the measures (``budget``, ``actual``, ``prior``)
比年初预算和上年决算分别减少2万元和1万元              what the changes are against (``base:initial_budget`` …)
执行进度分别为：甲99%、乙87%                          the names behind, the measure in front
====================================================  =========================================================
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting.clauses.items import CLAUSE_ENDS, NUMBERS, YEARS, segment
from docstruct.extracting.clauses.subjects import Ref
from docstruct.extracting.forms import BASE, with_budget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Basis
    from docstruct.extracting.clauses.cutting import Clause
    from docstruct.extracting.clauses.items import Item
    from docstruct.extracting.clauses.phrases import Frame, Paragraph, Phrases
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.discourse.context import Context
    from docstruct.extracting.discourse.periods import Period
    from docstruct.extracting.drafts import Draft

MEASURED = frozenset({"budget", "actual", "completion", "share", "score"})
"""Words for a measure."""
INSTEAD = frozenset({"absent", "blank", "flat", "range"})
"""What takes the place of a figure in a list (分别下降16.7%、增长14.3%、持平; 分别为2万元、3-5万元、XX万元)."""
_FARTHEST = 200
"""Tokens a list may run on behind 分别: people list a dozen, and time stays linear on a text without an end."""
_TO = frozenset({"至", "到", "-", "—", "－", "~"})


class Share(Struct, frozen=True):
    """分别 at item ``at`` of a clause; ``told`` are the latest figures of its sentence."""

    phrases: Phrases
    paragraph: Paragraph
    clause: Clause
    at: int
    context: Context
    told: Sequence[Draft]
    period: Period
    depth: int

    def out(self) -> Context:
        """The context in which the figures behind it are shared out."""
        sharing = self.context.sentence.sharing
        if self._names_follow():
            measured = tuple(item for item in segment(self._before) if item.kind in MEASURED)
            return self.context.shares(replace(sharing, measured=measured))
        count, frame = self._count(), self.phrases.frame(_without_joins(self._before))
        names = self._names(frame, count)
        series = () if names else self._series(count)
        if not names and not series and self._points_back(frame):
            names = self._latest(count)
        left = self._one(frame) * count if series else names
        sharing = replace(
            sharing,
            left=left,
            names=names,
            series=series,
            before=series or sharing.before,
            missed=not left and count > 1,
            depth=self.depth,
        )
        return self.context.lists(left).shares(sharing)

    @property
    def _before(self) -> tuple[Item, ...]:
        return self.clause.items[: self.at]

    def _names_follow(self) -> bool:
        """Whether the names are told behind 分别, each with its figure (分别为：甲5万元，乙6万元)."""
        colon = self.clause.items[self.at].at + 1
        return self.paragraph.kind(colon) == "colon" and self.paragraph.names(colon + 1)

    def _count(self) -> int:
        """How many figures follow in the list, or what takes the place of one.

        Those in brackets are told aside (分别为5万元（占50%）和6万元（占60%）).
        """
        index = self.clause.items[self.at].at
        ahead = takewhile(
            lambda token: token.kind not in CLAUSE_ENDS,
            self.paragraph.tokens[index + 1 : index + _FARTHEST],
        )
        count = inside = 0
        for token in ahead:
            inside += (token.kind == "open") - (token.kind == "close")
            if inside < 0:
                break
            count += not inside and (token.kind == "number" or token.kind in INSTEAD)
        return count

    def _names(self, frame: Frame, count: int) -> tuple[Ref, ...]:
        """As many names: those in front, else those of the latest list, else those of the latest figures.

        A word for the figures themselves names nothing (甲和乙各占6%、4%，金额分别为6万元、4万元).
        """
        generic = self.phrases.noun(frame.before).text in self.phrases.subjects.vocabulary.generic
        if frame.before is not None and not (generic and len(self.context.listed) == count):
            return self._named(frame.before, count)
        if frame.held is not None and (names := self._named(frame.held, count)):
            return names  # 会议费、培训费上年分别为5万元、4万元
        if len(self.context.listed) == count:
            return self.context.listed
        return self._latest(count)

    def _named(self, phrase: Range, count: int) -> tuple[Ref, ...]:
        """The names in a phrase, if there are as many."""
        begin = self.phrases.begin(phrase)
        return tuple(self.phrases.subjects.names(self.phrases.words(phrase), count, offset=begin))

    def _latest(self, count: int) -> tuple[Ref, ...]:
        """The names of the latest figures, if there are as many."""
        # twice as many figures as names: a name may have stood with an amount and a change
        names = list(dict.fromkeys(draft.ref for draft in reversed(self.told[-2 * count :])))
        return tuple(reversed(names[:count])) if len(names) >= count > 1 else ()

    def _points_back(self, frame: Frame) -> bool:
        """Whether the phrase in front only points to the names before it (甲5万元、乙6万元，两项较上年分别增加…)."""
        words, noun = self.phrases.subjects.vocabulary, self.phrases.noun(frame.before).text
        return noun in words.generic or words.together.search(noun) is not None

    def _series(self, count: int) -> tuple[str, ...]:
        """What else may be shared out, if there are as many; empty if not."""
        lead, latest = self.context.sentence.before.items, self.context.sentence.sharing.before
        mark = self.clause.items[self.at]
        return (
            # bases first: 比年初预算和上年决算分别减少 holds the words of measures and years, too
            _bases((*lead, *self.clause.items), mark, count, self.period)
            or _bases_told(self.told, count)
            or _measures(self._before, count)
            or self._years((*lead, *self._before), count)
            or (latest if len(latest) == count else ())
        )

    def _years(self, items: Sequence[Item], count: int) -> tuple[str, ...]:
        """The years (2021年至2023年, 2020年、2021年和2022年)."""
        years = [item for item in items if item.kind in YEARS and item.text.isdecimal()]
        if not years and len(named := [item for item in items if item.kind in YEARS]) == count > 1:
            return tuple(item.kind for item in named)  # 上年、本年
        told = [int(item.text) for item in years]
        # 2021年至2023年 are three years where three figures follow; of two figures they are the two ends
        if len(told) == 2 and self.phrases.text[years[0].end : years[1].start].strip() in _TO:
            told = list(range(told[0], min(told[1], told[0] + count) + 1))
        if len(told) != count or count < 2 or self.phrases.year is None:
            return ()
        return tuple("past" if year < self.phrases.year else "date" for year in told)

    def _one(self, frame: Frame) -> tuple[Ref]:
        """The one subject that years, measures or bases are shared out of."""
        phrase = frame.before or frame.held or self.context.sentence.before.phrase
        noun = self.phrases.noun(phrase).text
        together = self.phrases.subjects.vocabulary.together.search(noun)
        ref = self.phrases.ref(phrase, frame.code) or (None if together else self.context.spoken.amount)
        return (ref or Ref(noun),)


def _without_joins(items: Sequence[Item]) -> Sequence[Item]:
    """The items without 和 between two years (2022年和2023年会议费分别为): it compares nothing there."""
    joins = {
        at for at in range(1, len(items) - 1) if items[at - 1].kind in YEARS and items[at + 1].kind in YEARS
    }
    return [item for at, item in enumerate(items) if at not in joins or item.kind != "opener"]


def shared_again(phrases: Phrases, clause: Clause, context: Context) -> Context:
    """A list of 分别 holds for as many figures of the next clause (分别减少1万元和2万元，占总额的5%和6%)."""
    sharing = context.sentence.sharing
    if len(sharing.names) < 2:  # one name is carried like any other
        return context
    fresh = clause.items[clause.fresh :]
    if phrases.framed(fresh).before is not None:
        return context
    as_many = sum(item.kind in NUMBERS for item in fresh) == len(sharing.names)
    return context.shares(sharing.again()) if as_many else context


def _bases_told(told: Sequence[Draft], count: int) -> tuple[str, ...]:
    """What the latest changes of one subject were against (比预算增加5万元，比上年增加1万元，分别增长5%和1%)."""
    changes = [draft for draft in told if draft.measure == "change"][-count:]
    bases = dict.fromkeys(draft.reading.basis for draft in changes if draft.reading.basis)
    one = len({draft.ref for draft in changes}) == 1
    return tuple(f"{BASE}{basis}" for basis in bases) if one and len(bases) == count > 1 else ()


def _measures(items: Sequence[Item], count: int) -> tuple[str, ...]:
    """The measures that 分别 shares figures out to (年初预算数、决算数分别为; 上年决算数与本年决算数分别为); empty if none.

    They stand side by side: in 基本支出预算、项目支出预算分别为 names are shared out. What is stated of an earlier year
    is ``prior``.
    """
    told: list[str] = []
    year = ""
    for item in segment(items):
        if item.kind in ("budget", "actual"):
            told.append("prior" if year == "past" else item.kind)
            year = ""
        elif item.kind in YEARS:
            year = item.kind
        elif item.kind != ("opener" if told else "phrase"):
            return ()  # 比年初预算和上年决算分别减少 compares
    return tuple(told) if len(told) == count else ()


def _bases(items: Sequence[Item], mark: Item, count: int, period: Period) -> tuple[str, ...]:
    """What changes or rates are against that 分别 shares out; empty if it does not.

    比年初预算和上年决算分别减少2万元和1万元; 分别完成年初预算和调整预算的92%和100%.
    """
    told: list[Basis] = []
    year, led = None, False
    for place, item in enumerate(items):
        if item.kind in NUMBERS and item.start > mark.start:
            break
        if item.kind in ("opener", "completion"):
            led = True
        elif item.kind == "budget" and led:
            told.append(with_budget(item.value, year, period))
            year = None
        elif item.kind in YEARS and led:
            following = next((behind.kind for behind in items[place + 1 : place + 2]), "")
            year = item.kind if following in ("budget", "actual") else None
            if year != item.kind or (following == "actual" and year == "past"):
                told.append("prior_year")
                year = None
    return tuple(f"{BASE}{basis}" for basis in told) if count == len(set(told)) == len(told) > 1 else ()
