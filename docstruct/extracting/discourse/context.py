"""What carries over from clause to clause: one frozen value, and every way in which it changes.

:class:`Context` is all the state there is between clauses. Nobody else writes its fields: each change is a method with
a name, and gives a new context. They are Structs, since a new one is made at almost every clause: making one takes a
twentieth of the time of a frozen dataclass, and so does ``msgspec.structs.replace``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from docstruct.document import Basis, Direction, Relation
    from docstruct.extracting.clauses.items import Item
    from docstruct.extracting.clauses.phrases import Paragraph
    from docstruct.extracting.clauses.subjects import Range, Ref

EventKind: TypeAlias = Literal["change", "equal", "completion", "difference", "amount", "absent"]
Year: TypeAlias = Literal["", "past", "stock"]
"""An earlier year that was named, ``stock`` if as the day of a stock (截至2021年12月31日): for the whole paragraph."""


class Place(Struct, frozen=True, gc=False):
    """Where clauses are read: up to which token, how deep in brackets, in a reason, behind which ``host`` phrase."""

    paragraph: Paragraph
    stop: int
    depth: int = 0
    in_reason: bool = False
    host: Range | None = None


class Event(Struct, frozen=True, gc=False):
    """Something stated that a reason may explain.

    Attributes:
        at: where it was stated.
        ref: what it was stated of, None until that is known.
        worded: stated in words alone (支出下降), no figure with it.
        rate: the value of a completion rate or an amount.
        budget, actual: the amounts known of the subject then, in yuan.
    """

    kind: EventKind
    at: int
    ref: Ref | None = None
    budget: str | None = None
    actual: str | None = None
    direction: Direction | None = None
    relation: Relation | None = None
    rate: str | None = None
    worded: bool = False


class Spoken(Struct, frozen=True, gc=False):
    """The subjects that clauses without one go back to.

    Attributes:
        topic: that of the latest statement that is no part of a composition; a new sentence goes back to it.
        amount: the latest that had an amount.
        thing: the latest of all.
    """

    topic: Ref | None = None
    amount: Ref | None = None
    thing: Ref | None = None


class Levels(Struct, frozen=True, gc=False):
    """The levels of the latest item: their names, what they are called (1 for 类), and their digits."""

    path: tuple[str, ...] = ()
    called: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()


class Parts(Struct, frozen=True, gc=False):
    """Whether 其中 was read, and how many figures there were before it, or before its latest semicolon."""

    told: bool = False
    first: int = 0


class Compared(Struct, frozen=True, gc=False):
    """What is compared with, ``standing`` if it was said in front (与上年相比，…) and holds behind semicolons."""

    base: Basis | None = None
    standing: bool = False


class Sharing(Struct, frozen=True, gc=False):
    """What 分别 shares figures out to.

    Attributes:
        left: the names that have no figure yet, ``names`` all of them.
        series: the years or measures that are shared out (2021年至2023年…, 预算数、决算数…分别为A、B).
        before: the latest series, which another 分别 of the sentence may mean again.
        missed: whether no list of that length was found.
        measured: the measure told in front of a colon for the list behind it (执行进度分别为：甲99%、乙87%).
        depth: how deep in brackets 分别 stands: figures in brackets behind it are told aside.
    """

    left: tuple[Ref, ...] = ()
    names: tuple[Ref, ...] = ()
    series: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    missed: bool = False
    measured: tuple[Item, ...] = ()
    depth: int = 0

    def next(self) -> Sharing:
        """Once a figure has taken the first name."""
        return replace(self, left=self.left[1:], series=self.series[1:])

    def again(self) -> Sharing:
        """The names once more, for as many figures of the next clause."""
        return replace(self, left=self.names)


class Before(Struct, frozen=True, gc=False):
    """What the clause before leaves to the next.

    Attributes:
        phrase: its phrase, if it had no figure, and whether it ``said`` something.
        held: the phrase in front of a colon, for the clause behind it, with the ``code`` in front of it.
        items: the clause, if it has no figure: 分别 may share out what it names (与上年决算和年初预算相比，分别…).
    """

    phrase: Range | None = None
    said: bool = False
    held: Range | None = None
    code: str | None = None
    items: tuple[Item, ...] = ()


_NOTHING = Before()


class Sentence(Struct, frozen=True, gc=False):
    """What holds until the sentence ends.

    Attributes:
        figures: how many figures there were before the clause.
        passing: the year was named behind a figure of its block (会议费3万元，2016年为4万元；…): a semicolon ends it.
        holder: the phrase in front of a colon whose attributes are listed behind it (推进会：人数80人、费用1.2万元).
        awaited: a reason told in front of what it explains.
    """

    year: Year = ""
    compared: Compared = Compared()
    parts: Parts = Parts()
    sharing: Sharing = Sharing()
    before: Before = _NOTHING
    figures: int = 0
    passing: bool = False
    holder: Range | None = None
    awaited: Range | None = None


class Context(Struct, frozen=True, gc=False):
    """What carries over from sentence to sentence of a section.

    Attributes:
        event: the latest thing stated that a reason may explain, ``top_event`` the latest outside compositions.
        listed: the latest list that 分别 shared figures out to.
        unfinished: a name that the paragraph before broke off (…（款）事业单位 | 医疗（项）).
        composing: the paragraph before ended inside a composition.
    """

    spoken: Spoken = Spoken()
    levels: Levels = Levels()
    event: Event | None = None
    top_event: Event | None = None
    listed: tuple[Ref, ...] = ()
    unfinished: Range | None = None
    composing: bool = False
    sentence: Sentence = Sentence()

    @classmethod
    def of_section(cls, heading: Ref | None, unfinished: Range | None) -> Context:
        """A section begins: its heading is the subject until a sentence names another."""
        levels = Levels() if heading is None else Levels(heading.path, heading.levels)
        return cls(Spoken(heading, heading, heading), levels, unfinished=unfinished)

    def paragraph(self, *, parts: bool) -> Context:
        """A paragraph begins, with the ``parts`` of what stands above it or with a statement of its own."""
        return replace(self, sentence=Sentence(parts=Parts(parts)))

    def broken_off(self, name: Range | None, *, composing: bool) -> Context:
        """A paragraph ends without a full stop, inside a name or a composition."""
        return replace(self, unfinished=name, composing=composing)

    def speak_of(self, ref: Ref, *, aside: bool = False) -> Context:
        """Everything goes back to a subject; where it is told ``aside`` (in a bracket, as a part) the topic stays."""
        return replace(self, spoken=Spoken(self.spoken.topic if aside else ref, ref, ref))

    def count(self, ref: Ref) -> Context:
        """A thing is counted or rated: amounts do not go back to it."""
        return replace(self, spoken=replace(self.spoken, thing=ref))

    def back_to_topic(self) -> Context:
        """The whole is spoken of again, and what was stated of it."""
        topic = self.spoken.topic
        spoken = self.spoken if topic is None else Spoken(topic, topic, topic)
        return replace(self, spoken=spoken, event=self.top_event)

    def named(self, levels: Levels, ref: Ref | None = None, *, aside: bool = False) -> Context:
        """The levels of an item are known, and the item itself if ``ref`` is given."""
        context = replace(self, levels=levels)
        return context if ref is None else context.speak_of(ref, aside=aside)

    def happened(self, event: Event, *, aside: bool) -> Context:
        """Something was stated that a reason may explain."""
        return replace(self, event=event, top_event=self.top_event if aside else event)

    def dated(self, year: Year, *, passing: bool) -> Context:
        """A year says whose amounts follow: to the end of the sentence, or in ``passing`` to the next semicolon."""
        return self._in_sentence(year=year, passing=passing)

    def against(self, base: Basis) -> Context:
        """Changes are against a base."""
        return self._in_sentence(compared=replace(self.sentence.compared, base=base))

    def compares(self) -> Context:
        """相比 was read: what is compared with holds on behind semicolons."""
        return self._in_sentence(compared=replace(self.sentence.compared, standing=True))

    def shares(self, sharing: Sharing) -> Context:
        """分别 shares out, or one more figure has got its name."""
        return self._in_sentence(sharing=sharing)

    def lists(self, names: tuple[Ref, ...]) -> Context:
        """The names that 分别 shared out to, for the next 分别 that names none."""
        return replace(self, listed=names)

    def awaits(self, words: Range | None) -> Context:
        """A reason was told in front of what it explains, or has found it."""
        return self._in_sentence(awaited=words)

    def out_of_bracket(self, inside: Context) -> Context:
        """A bracket closes: all is as it was; what it compared with holds on where nothing else does."""
        compared = self.sentence.compared if self.sentence.compared.base else inside.sentence.compared
        return self._in_sentence(compared=compared)

    def forget_clause(self) -> Context:
        """The words of the clause before are forgotten."""
        return self if self.sentence.before is _NOTHING else self._in_sentence(before=_NOTHING)

    def comma(self, before: Before, year: Year, figures: int) -> Context:
        """A clause ends with a comma."""
        return self._in_sentence(before=before, year=year, figures=figures)

    def semicolon(self, figures: int) -> Context:
        """A clause ends with a semicolon: lists and their attributes end, and a comparison that does not stand in front."""
        compared, passing = self.sentence.compared, self.sentence.passing
        return self._in_sentence(
            before=_NOTHING,
            year="" if passing else self.sentence.year,
            passing=False,
            sharing=replace(self.sentence.sharing, left=(), measured=()),
            holder=None,
            parts=Parts(self.sentence.parts.told, figures),
            compared=compared if compared.standing else Compared(),
        )

    def colon(self, before: Before) -> Context:
        """A phrase and a colon: the subject of what follows."""
        return self._in_sentence(before=before)

    def coded(self, code: str | None) -> Context:
        """A code whose name stands behind it."""
        return self._in_sentence(before=replace(self.sentence.before, code=code))

    def holds(self, holder: Range | None) -> Context:
        """Attributes of a thing are listed behind the colon."""
        return self._in_sentence(holder=holder, year="")

    def composition(self, figures: int) -> Context:
        """其中: parts follow, of what was told last."""
        return self._in_sentence(before=_NOTHING, parts=Parts(told=True, first=figures))

    def composed(self) -> Context:
        """由A和B构成: the parts are told, and the whole is spoken of again."""
        return self.back_to_topic()._in_sentence(parts=Parts(told=False, first=self.sentence.parts.first))

    def stop(self) -> Context:
        """A new sentence: what was said in the old one is forgotten, and the topic is spoken of again."""
        year: Year = "stock" if self.sentence.year == "stock" else ""
        return replace(self.back_to_topic(), sentence=Sentence(year=year))

    def _in_sentence(self, **changes: object) -> Context:
        return replace(self, sentence=replace(self.sentence, **changes))
