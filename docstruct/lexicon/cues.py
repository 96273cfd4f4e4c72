"""The words that say what a figure or a reason is: the data of ``lexicons/cues/``.

Every table of cues has the columns ``text``, ``class``, ``value``, ``needs`` and ``source``. The class says what part
a word plays in a clause (the grammar in :mod:`docstruct.extracting` names them all), ``value`` refines it (the
direction of a change, what a budget is called), and ``needs`` says where the word counts at all:

=========  ============================================================================================
``number``  a number follows at once (近 in 近600人次, not in 近年来)
``base``    a year or a word for an earlier amount follows at once (比 in 比上年, not in 比例)
``than``    a few words and 高, 低, 多 or 少 with a number follow (比 in 比目标值高2.3个百分点)
``colon``   a colon follows at once (原因： names a reason, 历史原因 does not)
``end``     its clause ends there (没有 in 出国费用没有，, not in 没有发生)
``start``   it opens a clause or follows another cue (系 in ，系…所致, not in 体系)
=========  ============================================================================================

A word may stand twice where the rows differ in ``needs``: 与 opens a comparison before 上年 and joins names elsewhere;
the row that needs least is tried last. A change that takes an object (增加人员经费5万元) has a value that ends in ``_of``,
one that goes with rates only (提升5%, but 能力提升 100万元 is a name) in ``_rate``. An excess ``over`` or ``under``
needs something it exceeds (大于预算数); without, what follows is a limit (超过60元). ``units.tsv`` names units, what they measure and, for money, what they are worth in yuan; ``subjects.tsv`` the words
that are cut from the ends of a subject, and those that end the name of a thing counted; ``statements.tsv`` what kind
of record a statement makes, by the kind of its section, by words in its subject, by its end or by the whole of it.

>>> from docstruct.lexicon import Lexicons
>>> cues = Lexicons().cues
>>> [(cue.kind, cue.value) for cue in cues.words["压减"]]
[('change', 'decrease_of')]
>>> cues.units["万平方米"[1:]].kind
'area'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from docstruct.document import RecordKind
from docstruct.lexicon.forms import load_forms
from docstruct.lexicon.totals import Totals
from docstruct.money import MoneyUnits

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder, Row
    from docstruct.lexicon.forms import Form

CueKind: TypeAlias = Literal[
    "about",
    "absent",
    "actual",
    "approximate",
    "asof",
    "because",
    "bound",
    "budget",
    "change",
    "compared",
    "completion",
    "composed",
    "composition",
    "continuation",
    "difference",
    "either",
    "enumerator",
    "excess",
    "expected",
    "flat",
    "from",
    "joiner",
    "name",
    "opener",
    "other",
    "period",
    "purpose",
    "reach",
    "reason",
    "reference",
    "respectively",
    "same_period",
    "score",
    "share",
    "therefore",
    "title",
]
Needs: TypeAlias = Literal["colon", "end", "number", "base", "than", "several", "start", "turn", ""]
"""From the narrowest to the widest: the order in which the readings of a word are tried."""
UnitKind: TypeAlias = Literal["money", "percent", "points", "times", "score", "count", "area", "none"]
WordRole: TypeAlias = Literal[
    "adjusting",
    "aside",
    "attribute",
    "contrary",
    "counted",
    "defining",
    "drop_end",
    "drop_start",
    "equal",
    "every",
    "excluding",
    "executed",
    "extent",
    "fee",
    "former",
    "fund",
    "generic",
    "governing",
    "grounds",
    "happening",
    "head",
    "heading",
    "including",
    "joining",
    "keep",
    "latter",
    "money",
    "much",
    "no_tenths",
    "of_fee",
    "of_item",
    "of_year",
    "organization",
    "overall",
    "own",
    "place",
    "planned",
    "pointer",
    "pronoun",
    "rate",
    "rest",
    "stock",
    "sum",
    "through",
    "together",
]

TABLES = (
    "measures",
    "changes",
    "comparisons",
    "connectives",
    "approximations",
    "reasons",
    "names",
)

_MATCHES = ("section", "subject", "name", "ending")
_STATEMENT_COLUMNS = ("text", "match", "kind", "source")
_CUE_COLUMNS = ("text", "class", "value", "needs", "source")
_UNIT_COLUMNS = ("text", "kind", "yuan", "source")
_WORD_COLUMNS = ("text", "role", "source")
_VALUES: dict[str, frozenset[str]] = {
    "budget": frozenset({"", "initial_budget", "full_year_budget", "adjusted_budget"}),
    "completion": frozenset({"", "initial_budget", "full_year_budget", "adjusted_budget"}),
    "other": frozenset({"", "each", "extreme", "part"}),
    "change": frozenset(
        {"increase", "increase_of", "increase_rate", "decrease", "decrease_of", "decrease_rate"}
    ),
    "name": frozenset({"", "budget"}),
    "reach": frozenset({"", "increase", "decrease"}),
    "opener": frozenset({"", "closes"}),
    "excess": frozenset({"actual_gt_budget", "actual_lt_budget", "over", "under"}),
    "bound": frozenset({"", "exact"}),
    "because": frozenset({"", "closed", "is", "loose"}),
    "asof": frozenset({"", "named"}),
    "reason": frozenset({"", "bare", "loose"}),
    "purpose": frozenset({"", "bare"}),
    "therefore": frozenset({"", "cut"}),
    "enumerator": frozenset({"", "first"}),
    "period": frozenset({"prior_year", "this_year", "part"}),
    "same_period": frozenset({"prior_year"}),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word with the part it plays in a clause."""

    text: str
    kind: CueKind
    value: str = ""
    needs: Needs = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures and, for money, its worth in yuan (None: another currency)."""

    text: str
    kind: UnitKind
    yuan: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CueLexicon:
    """Cues and units by their text, and the words of subjects by their role; compared by identity, so hashable."""

    words: dict[str, tuple[Cue, ...]]
    units: dict[str, Unit]
    subject_words: dict[WordRole, tuple[str, ...]]
    section_kinds: dict[str, RecordKind]
    subject_kinds: dict[str, RecordKind]
    name_kinds: dict[str, RecordKind]
    ending_kinds: dict[str, RecordKind]
    money: MoneyUnits
    forms: tuple[Form, ...]
    totals: Totals

    @classmethod
    def load(cls, folder: LexiconFolder) -> CueLexicon:
        """Load and check every table.

        Raises:
            LexiconError: a row breaks its schema, or a word stands in two tables.
        """
        words: dict[str, tuple[Cue, ...]] = {}
        for table in TABLES:
            for row in folder.tsv(f"cues/{table}.tsv", _CUE_COLUMNS, ("text", "needs")):
                known = words.get(row["text"], ())
                if any(cue.needs == row["needs"] for cue in known):
                    raise row.error(f"{row['text']!r} is a cue of class {known[0].kind} already")
                words[row["text"]] = tuple(
                    sorted((*known, _cue(row)), key=lambda cue: get_args(Needs).index(cue.needs))
                )
        units = load_units(folder)
        kinds = _statement_kinds(folder)
        return cls(
            words,
            units,
            _subject_words(folder),
            money=money_units(units),
            section_kinds=kinds["section"],
            subject_kinds=kinds["subject"],
            name_kinds=kinds["name"],
            ending_kinds=kinds["ending"],
            forms=load_forms(folder),
            totals=Totals.load(folder),
        )


def load_units(folder: LexiconFolder) -> dict[str, Unit]:
    """The units by their text.

    Raises:
        LexiconError: a row breaks its schema.
    """
    return {row["text"]: _unit(row) for row in folder.tsv("cues/units.tsv", _UNIT_COLUMNS, ("text",))}


def money_units(units: dict[str, Unit]) -> MoneyUnits:
    """Those of money, with their worth."""
    return MoneyUnits({unit.text: unit.yuan for unit in units.values() if unit.kind == "money"})


def _subject_words(folder: LexiconFolder) -> dict[WordRole, tuple[str, ...]]:
    roles: dict[WordRole, list[str]] = {role: [] for role in get_args(WordRole)}
    for row in folder.tsv("cues/subjects.tsv", _WORD_COLUMNS, ("text", "role")):
        if row["role"] not in roles or not row["text"]:
            raise row.error(f"column role: {row['role']!r} is none of {', '.join(get_args(WordRole))}")
        roles[row["role"]].append(row["text"])
    return {role: tuple(sorted(texts)) for role, texts in roles.items()}


def _statement_kinds(folder: LexiconFolder) -> dict[str, dict[str, RecordKind]]:
    kinds: dict[str, dict[str, RecordKind]] = {match: {} for match in _MATCHES}
    for row in folder.tsv("cues/statements.tsv", _STATEMENT_COLUMNS, ("text", "match")):
        if row["match"] not in kinds or not row["text"]:
            raise row.error(f"column match: {row['match']!r} is none of {', '.join(_MATCHES)}")
        if row["kind"] not in get_args(RecordKind):
            raise row.error(f"column kind: {row['kind']!r} is none of {', '.join(get_args(RecordKind))}")
        kinds[row["match"]][row["text"]] = row["kind"]  # type: ignore[assignment]
    return kinds


def _cue(row: Row) -> Cue:
    kind, value, needs = row["class"], row["value"], row["needs"]
    if not row["text"] or row["text"] != row["text"].strip():
        raise row.error("column text: empty, or with spaces around it")
    if kind not in get_args(CueKind):
        raise row.error(f"column class: {kind!r} is none of {', '.join(get_args(CueKind))}")
    if value not in _VALUES.get(kind, frozenset({""})):
        raise row.error(f"column value: {value!r} does not go with class {kind}")
    if needs not in get_args(Needs):
        raise row.error(
            f"column needs: {needs!r} is none of base, colon, end, number, several, start, than, turn, or empty"
        )
    return Cue(row["text"], kind, value, needs)  # type: ignore[arg-type]


def _unit(row: Row) -> Unit:
    if row["kind"] not in get_args(UnitKind) or not row["text"]:
        raise row.error(f"column kind: {row['kind']!r} is none of {', '.join(get_args(UnitKind))}")
    yuan = row.integer("yuan")
    if yuan is not None and row["kind"] != "money":
        raise row.error("column yuan: only money is worth yuan")
    return Unit(row["text"], row["kind"], yuan)  # type: ignore[arg-type]
