"""The vocabulary of the outline: markers, kinds of sections, and the words that tell headings from prose.

Three files below ``lexicons/outline/``: ``markers.tsv`` (one row a form of a marker), ``kinds.toml`` (canonical ids of
sections and the titles that stand for them) and ``words.toml`` (lists of words and a few patterns). A user's
``markers.tsv`` adds forms or, where kind, opening and numerals are equal, takes the place of a packaged one; a user's
TOML files replace whole lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from docstruct.errors import LexiconError
from docstruct.lexicon.cues import load_units, money_units
from docstruct.lexicon.declared import (
    Expression,
    Fragment,
    Settings,
    Word,
    Words,
    WordSet,
    as_declared,
    declared,
)
from docstruct.lexicon.numerals import ORDINALS, TENS, VALUES
from docstruct.lexicon.tables import TableWords

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder, Row
    from docstruct.money import MoneyUnits

MarkerStyle: TypeAlias = Literal["heading", "item", "annex", "caption"]

MARKERS = "outline/markers.tsv"
KINDS = "outline/kinds.toml"
WORDS = "outline/words.toml"
COLUMNS = ("kind", "level", "opening", "numerals", "closing", "style", "number", "example", "source")

_CHINESE = f"[{''.join(VALUES)}{''.join(TENS)}万]"
_DECIMAL = r"(?:[1-9][0-9]?\.){{{parts}}}[1-9][0-9]?"
_TITLED = r"(?=[ \u3000]*[.．、]?[ \u3000]*[一-鿿“《（])"
NUMERALS = {
    "chinese": rf"{_CHINESE}(?:[ \u3000]?{_CHINESE}){{0,11}}",
    "chinese_solid": rf"{_CHINESE}{{1,12}}(?!{{word}})",
    "arabic": r"[0-9０-９]{1,4}",
    "decimal": f"{_DECIMAL.format(parts=1)}(?!{{counted}}){_TITLED}",
    "decimals": f"{_DECIMAL.format(parts=2)}{_TITLED}",
    "arabic_stop": "[⒈-⒛]",
    "arabic_enclosed": "[⑴-⒇]",
    "chinese_enclosed": "[㈠-㈩]",
    "circled": "[①-⑳]",
    "roman": "[Ⅰ-Ⅻ]|[IVX]{1,5}",
}
"""What a numeral of each sort looks like. Spaces inside Chinese numerals are left over from justified lines; before
``{counted}`` two numbers with a stop are a quantity (1.5万元); before ``{word}`` a numeral begins one (表七 一般公共预算支出表).
"""

WIDTHS = {"：": "[：:]", "（": "[（(〔【\\[]", "）": "[）)〕】\\]]", "．": "．", ".": r"\.", "，": "[，,]"}
DECIMAL_POINT = "．."
SUB_NUMBER = r"(?:(?<=[0-9])[-－][0-9]{1,2})?"
"""What may go on a number that is optional: 附件2-1."""
BEFORE_TITLE = rf"(?=[ \u3000：:、.．]|$|(?<=[0-9０-９{ORDINALS}])(?![0-9０-９年月]))"
"""A marker without a closing sign ends before a separator, or before any word but one that counts: 附件2023年度."""


@dataclass(frozen=True, slots=True)
class MarkerKind:
    """A kind of marker: its id, its canonical level (1 outermost), what it may do, whether it needs a number."""

    id: str
    level: int
    style: MarkerStyle
    number_required: bool


@dataclass(frozen=True, slots=True)
class MarkerGrammar:
    """All kinds of markers as one pattern; the name of the group that matched leads to the kind."""

    pattern: re.Pattern[str]
    groups: dict[str, MarkerKind]

    def kind_of(self, group: str) -> MarkerKind:
        """The kind whose numeral the named group matched."""
        return self.groups[group]


class TitleWords(Settings, frozen=True):
    """How titles end and begin, and what shows that a line is none."""

    tails: Words
    about: Words
    duties: Words
    predicates: Words
    announcements: Words
    classification: Words


class ContentsWords(Settings, frozen=True):
    """What a table of contents is called."""

    titles: WordSet


class GlossaryWords(Settings, frozen=True):
    """What stands between a term and its explanation, and how the explanation begins."""

    separators: Words
    openings: Words


class CoverWords(Settings, frozen=True):
    """The words of covers: of the document, of its organization, of labels."""

    document: Words
    attached: Words
    imprints: Words
    organization_tails: Words
    not_organization: Words
    organization_labels: Words
    organization_cells: Words
    date_labels: Words
    publication_labels: Words
    overview_tails: Words


class Captions(Settings, frozen=True):
    """What stands over a table about its unit: 单位：万元, 人民币."""

    unit_labels: Words
    currencies: Words


class Patterns(Settings, frozen=True):
    """The expressions; what each is for stands above it in the file."""

    figure: Expression
    counted: Fragment
    numeral_word: Fragment
    caption: Expression
    entry: Expression
    spoken: Expression
    next_year: Expression
    run_in: Expression
    no_name: Expression
    region: Expression
    place: Expression
    scope: Expression
    presented: Expression
    nothing: Expression
    form_number: Expression
    file_name: Expression
    budget_level: Expression
    year: Expression
    document_type: Expression


class OutlineWords(Settings, frozen=True):
    """``words.toml``; see the comments there."""

    titles: TitleWords
    contents: ContentsWords
    glossary: GlossaryWords
    cover: CoverWords
    tables: Captions
    patterns: Patterns


class SectionKind(Settings, frozen=True):
    """A canonical kind of section: the titles that stand for it, how others of it end, and the zone of its prose
    (None: as around it).
    """

    titles: Words
    endings: tuple[Word, ...] = ()
    zone: Literal["overview", "narrative", "attachment", "glossary"] | None = None


class Ignored(Settings, frozen=True):
    """Words that titles are compared without, and endings of them."""

    words: Words
    endings: Words


class Kinds(Settings, frozen=True):
    """``kinds.toml``."""

    ignored: Ignored
    kinds: dict[str, dict[str, object]]
    """:class:`SectionKind` by their ids, each read by itself, so that what is wrong with one names it."""


@dataclass(frozen=True, slots=True)
class OutlineLexicon:
    """Everything the outliner knows by word."""

    markers: MarkerGrammar
    kinds: dict[str, SectionKind]
    """By their ids."""
    ignored: Ignored
    words: OutlineWords
    tables: TableWords
    money: MoneyUnits
    counted: tuple[str, ...]
    """Units a table may be in that are none of money (单位：人)."""

    @classmethod
    def load(cls, folder: LexiconFolder) -> OutlineLexicon:
        """Read, validate and compile the files of ``outline/``.

        Raises:
            LexiconError: a file breaks its schema; the message gives the file and the line or key.
        """
        known, units, words = declared(folder, KINDS, Kinds), load_units(folder), load_words(folder)
        return cls(
            markers=load_markers(folder, words),
            kinds={
                kind: as_declared(entry, SectionKind, f"{KINDS}: kinds.{kind}", users=False)
                for kind, entry in known.kinds.items()
            },
            ignored=known.ignored,
            words=words,
            tables=TableWords.load(folder),
            money=money_units(units),
            counted=tuple(text for text, unit in units.items() if unit.kind not in ("money", "none")),
        )


def load_words(folder: LexiconFolder) -> OutlineWords:
    """The words and patterns of the outline (``outline/words.toml``).

    Raises:
        LexiconError: a list is missing or a pattern does not compile; the message gives file and key.
    """
    return declared(folder, WORDS, OutlineWords)


def load_markers(folder: LexiconFolder, words: OutlineWords) -> MarkerGrammar:
    """The markers of lists and headings (``outline/markers.tsv``); ``words`` say what is counted and no marker.

    Raises:
        LexiconError: a row breaks its schema; the message gives file, line and reason.
    """
    return _grammar(folder.tsv(MARKERS, COLUMNS, ("kind", "opening", "numerals")), words.patterns)


def _grammar(rows: list[Row], patterns: Patterns) -> MarkerGrammar:
    """One alternation of all rows; longer openings first, so that 附表一 is not read as 附 表一."""
    groups: dict[str, MarkerKind] = {}
    alternatives: list[str] = []
    for number, row in enumerate(sorted(rows, key=_specificity)):
        group = f"m{number}"
        groups[group] = _marker_kind(row)
        alternatives.append(_marker_pattern(row, group, groups[group].number_required, patterns))
    try:
        return MarkerGrammar(re.compile("|".join(alternatives)), groups)
    except re.error as error:
        raise LexiconError(f"{MARKERS}: the markers do not compile: {error}") from None


def _specificity(row: Row) -> tuple[bool, int, str, str]:
    optional = row["number"] == "optional"
    return optional, -len(row["opening"]) - len(row["closing"]), row["kind"], row["numerals"]


def _marker_kind(row: Row) -> MarkerKind:
    level = row.integer("level")
    if not level:
        raise row.error("column level: expected 1 or more")
    for style in get_args(MarkerStyle):
        if row["style"] == style:
            break
    else:
        raise row.error(f"column style: {row['style']!r} is none of {', '.join(get_args(MarkerStyle))}")
    if row["number"] not in ("required", "optional"):
        raise row.error(f"column number: {row['number']!r} is neither required nor optional")
    return MarkerKind(row["kind"], level, style, row["number"] == "required")


def _marker_pattern(row: Row, group: str, required: bool, patterns: Patterns) -> str:
    """The pattern of a row: spaces may stand between its parts; a decimal point closes no marker.

    In ``1.2023年`` the stop closes a marker, in ``1.5万元`` it does not: fewer than four digits after it are decimals.
    """
    unknown = [name for name in row["numerals"].split() if name not in NUMERALS]
    if unknown or not row["numerals"]:
        raise row.error(f"column numerals: {row['numerals']!r}; expected some of {', '.join(NUMERALS)}")
    numerals = (
        NUMERALS[name].replace("{counted}", patterns.counted).replace("{word}", patterns.numeral_word)
        for name in row["numerals"].split()
    )
    numeral = f"(?P<{group}>{'|'.join(numerals)})"
    opening = "|".join(_literal(word) for word in row["opening"].split())
    closing = "|".join(_closing(word, row["numerals"]) for word in row["closing"].split())
    if required:
        sub_number = SUB_NUMBER if row["style"] == "caption" else ""
        return rf"(?:{opening})[ \u3000]*{numeral}{sub_number}[ \u3000]*(?:{closing})"
    return rf"(?:{opening})[ \u3000]*{numeral[:-1]}|){SUB_NUMBER}{BEFORE_TITLE}"


def _literal(word: str) -> str:
    return "".join(WIDTHS.get(character, re.escape(character)) for character in word)


def _closing(word: str, numerals: str) -> str:
    if word in DECIMAL_POINT and "arabic" in numerals:
        return rf"{_literal(word)}(?![0-9]{{1,3}}(?![0-9]))"
    return _literal(word)
