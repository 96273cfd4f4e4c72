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
from docstruct.lexicon.numerals import ORDINALS, TENS, VALUES
from docstruct.lexicon.patterns import users_pattern
from docstruct.lexicon.tables import TableWords

if TYPE_CHECKING:
    from docstruct.document import Zone
    from docstruct.lexicon.folder import LexiconFolder, Row, Toml
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
``{counted}`` two numbers with a stop are a quantity (1.5万元).
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


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A canonical kind of section: the titles that stand for it, how others of it end, and the zone of its prose
    (None: as around it).
    """

    id: str
    titles: tuple[str, ...]
    endings: tuple[str, ...]
    zone: Zone | None


@dataclass(frozen=True, slots=True)
class OutlineWords:
    """The lists of ``words.toml``; see the comments there."""

    title_tails: tuple[str, ...]
    duties: tuple[str, ...]
    predicates: tuple[str, ...]
    announcements: tuple[str, ...]
    classification: tuple[str, ...]
    contents_titles: frozenset[str]
    glossary_separators: tuple[str, ...]
    glossary_openings: tuple[str, ...]
    cover_document: tuple[str, ...]
    attached: tuple[str, ...]
    organization_tails: tuple[str, ...]
    not_organization: tuple[str, ...]
    organization_labels: tuple[str, ...]
    organization_cells: tuple[str, ...]
    date_labels: tuple[str, ...]
    publication_labels: tuple[str, ...]
    overview_tails: tuple[str, ...]
    about: tuple[str, ...]
    unit_labels: tuple[str, ...]
    currencies: tuple[str, ...]
    figure: re.Pattern[str]
    run_in: re.Pattern[str]
    nothing: re.Pattern[str]
    form_number: re.Pattern[str]
    file_name: re.Pattern[str]
    caption: re.Pattern[str]
    entry: re.Pattern[str]
    spoken: re.Pattern[str]
    next_year: re.Pattern[str]
    year: re.Pattern[str]
    budget_level: re.Pattern[str]
    document_type: re.Pattern[str]
    no_name: re.Pattern[str]
    region: re.Pattern[str]
    place: re.Pattern[str]
    scope: re.Pattern[str]
    presented: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class OutlineLexicon:
    """Everything the outliner knows by word."""

    markers: MarkerGrammar
    kinds: tuple[SectionKind, ...]
    ignored: tuple[str, ...]
    ignored_endings: tuple[str, ...]
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
        kinds, units = folder.toml(KINDS), load_units(folder)
        words = _words(folder.toml(WORDS), users=folder.is_users(WORDS))
        return cls(
            markers=load_markers(folder),
            kinds=tuple(_section_kind(key, entry) for key, entry in _table(kinds, "kinds", KINDS).items()),
            ignored=_strings(_table(kinds, "ignored", KINDS), "words", KINDS),
            ignored_endings=_strings(_table(kinds, "ignored", KINDS), "endings", KINDS),
            words=words,
            tables=TableWords.load(folder),
            money=money_units(units),
            counted=tuple(text for text, unit in units.items() if unit.kind not in ("money", "none")),
        )


def load_markers(folder: LexiconFolder) -> MarkerGrammar:
    """The markers of lists and headings (``outline/markers.tsv``).

    Raises:
        LexiconError: a row breaks its schema; the message gives file, line and reason.
    """
    counted = _pattern(_table(folder.toml(WORDS), "patterns", WORDS), "counted", users=False)
    return _grammar(folder.tsv(MARKERS, COLUMNS, ("kind", "opening", "numerals")), counted.pattern)


def load_unit_labels(folder: LexiconFolder) -> tuple[str, ...]:
    """What may stand before the unit of a table: 单位：元.

    Raises:
        LexiconError: the list is missing.
    """
    return _strings(_table(folder.toml(WORDS), "tables", WORDS), "unit_labels", WORDS)


def _grammar(rows: list[Row], counted: str) -> MarkerGrammar:
    """One alternation of all rows; longer openings first, so that 附表一 is not read as 附 表一."""
    groups: dict[str, MarkerKind] = {}
    alternatives: list[str] = []
    for number, row in enumerate(sorted(rows, key=_specificity)):
        group = f"m{number}"
        groups[group] = _marker_kind(row)
        alternatives.append(_marker_pattern(row, group, groups[group].number_required, counted))
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


def _marker_pattern(row: Row, group: str, required: bool, counted: str) -> str:
    """The pattern of a row: spaces may stand between its parts; a decimal point closes no marker.

    In ``1.2023年`` the stop closes a marker, in ``1.5万元`` it does not: fewer than four digits after it are decimals.
    """
    unknown = [name for name in row["numerals"].split() if name not in NUMERALS]
    if unknown or not row["numerals"]:
        raise row.error(f"column numerals: {row['numerals']!r}; expected some of {', '.join(NUMERALS)}")
    numerals = (NUMERALS[name].replace("{counted}", counted) for name in row["numerals"].split())
    numeral = f"(?P<{group}>{'|'.join(numerals)})"
    opening = "|".join(_literal(word) for word in row["opening"].split())
    closing = "|".join(_closing(word, row["numerals"]) for word in row["closing"].split())
    if required:
        return rf"(?:{opening})[ \u3000]*{numeral}[ \u3000]*(?:{closing})"
    return rf"(?:{opening})[ \u3000]*{numeral[:-1]}|){SUB_NUMBER}{BEFORE_TITLE}"


def _literal(word: str) -> str:
    return "".join(WIDTHS.get(character, re.escape(character)) for character in word)


def _closing(word: str, numerals: str) -> str:
    if word in DECIMAL_POINT and "arabic" in numerals:
        return rf"{_literal(word)}(?![0-9]{{1,3}}(?![0-9]))"
    return _literal(word)


def _section_kind(key: str, entry: object) -> SectionKind:
    if not isinstance(entry, dict):
        raise LexiconError(f"{KINDS}: kinds.{key!r} is no table")
    zone = entry.get("zone")
    place = f"{KINDS}: kinds.{key!r}"
    titles = _strings(entry, "titles", place)
    endings = _strings(entry, "endings", place) if "endings" in entry else ()
    zones: tuple[Zone, ...] = ("overview", "narrative", "attachment", "glossary")
    for known in zones:
        if zone == known:
            return SectionKind(key, titles, endings, known)
    if zone is not None:
        raise LexiconError(f"{KINDS}: kinds.{key!r}: zone {zone!r} is none of {', '.join(zones)}")
    return SectionKind(key, titles, endings, None)


def _words(data: Toml, *, users: bool) -> OutlineWords:
    titles, glossary = _table(data, "titles", WORDS), _table(data, "glossary", WORDS)
    cover, tables = _table(data, "cover", WORDS), _table(data, "tables", WORDS)
    patterns = _table(data, "patterns", WORDS)
    return OutlineWords(
        title_tails=_strings(titles, "tails", WORDS),
        duties=_strings(titles, "duties", WORDS),
        predicates=_strings(titles, "predicates", WORDS),
        announcements=_strings(titles, "announcements", WORDS),
        classification=_strings(titles, "classification", WORDS),
        contents_titles=frozenset(_strings(_table(data, "contents", WORDS), "titles", WORDS)),
        glossary_separators=_strings(glossary, "separators", WORDS),
        glossary_openings=_strings(glossary, "openings", WORDS),
        cover_document=_strings(cover, "document", WORDS),
        attached=_strings(cover, "attached", WORDS),
        organization_tails=_strings(cover, "organization_tails", WORDS),
        not_organization=_strings(cover, "not_organization", WORDS),
        organization_labels=_strings(cover, "organization_labels", WORDS),
        organization_cells=_strings(cover, "organization_cells", WORDS),
        date_labels=_strings(cover, "date_labels", WORDS),
        publication_labels=_strings(cover, "publication_labels", WORDS),
        overview_tails=_strings(cover, "overview_tails", WORDS),
        about=_strings(titles, "about", WORDS),
        unit_labels=_strings(tables, "unit_labels", WORDS),
        currencies=_strings(tables, "currencies", WORDS),
        figure=_pattern(patterns, "figure", users=users),
        run_in=_pattern(patterns, "run_in", users=users),
        nothing=_pattern(patterns, "nothing", users=users),
        form_number=_pattern(patterns, "form_number", users=users),
        file_name=_pattern(patterns, "file_name", users=users),
        caption=_pattern(patterns, "caption", users=users),
        entry=_pattern(patterns, "entry", users=users),
        spoken=_pattern(patterns, "spoken", users=users),
        next_year=_pattern(patterns, "next_year", users=users),
        year=_pattern(patterns, "year", users=users),
        budget_level=_pattern(patterns, "budget_level", users=users),
        document_type=_pattern(patterns, "document_type", users=users),
        no_name=_pattern(patterns, "no_name", users=users),
        region=_pattern(patterns, "region", users=users),
        place=_pattern(patterns, "place", users=users),
        scope=_pattern(patterns, "scope", users=users),
        presented=_pattern(patterns, "presented", users=users),
    )


def _table(data: Toml, key: str, file: str) -> Toml:
    value = data.get(key)
    if not isinstance(value, dict):
        raise LexiconError(f"{file}: no table [{key}]")
    return value


def _strings(table: Toml, key: str, file: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(word, str) and word for word in value):
        raise LexiconError(f"{file}: {key!r} is missing or no list of words")
    return tuple(value)


def _pattern(table: Toml, key: str, *, users: bool) -> re.Pattern[str]:
    value = table.get(key)
    if not isinstance(value, str):
        raise LexiconError(f"{WORDS}: patterns: {key!r} is missing or no text")
    if users:
        return users_pattern(value, f"{WORDS}: patterns.{key}")
    try:
        return re.compile(value)
    except re.error as error:
        raise LexiconError(f"{WORDS}: patterns.{key}: {value!r}: {error}") from None
