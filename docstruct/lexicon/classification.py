"""The classification of government expenditure (政府收支分类科目), year by year, and other names people use.

``lexicons/classification/`` holds one TSV a scheme (functional 类/款/项 with codes of 3, 5 and 7 digits, economic for
departments 301-399, economic for governments 501-599) and ``aliases.tsv``. A code has a row for every name it has had;
``first_year`` and ``last_year`` say in which editions the name was in force (empty: not known, or still), ``seen_until``
up to when documents are known to have used it, ``replaced_by`` where the expenditure of a code that was given up went.

>>> from docstruct.lexicon import Lexicons
>>> classification = Lexicons().classification
>>> classification.name("20805", 2017), classification.name("20805", 2022)
('行政事业单位离退休', '行政事业单位养老支出')
>>> classification.lineage("2080501")
('208', '20805', '2080501')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from docstruct.lexicon.matching import MatchingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docstruct.document import Scheme
    from docstruct.lexicon.folder import LexiconFolder, Row
    from docstruct.normalizing.key import KeyMaker

Evidence: TypeAlias = Literal["attested", "recalled"]
Validity: TypeAlias = Literal["in_force", "historic"]
Standing: TypeAlias = Literal["in_force", "renamed", "outside"]
"""Whether a code bears a name in a year, bears another one then, or stands in no edition of that year."""

FOLDER = "classification"
SCHEMES: tuple[Scheme, ...] = ("functional", "economic_department", "economic_government")
EVIDENCES: tuple[Evidence, ...] = ("attested", "recalled")
VALIDITIES: tuple[Validity, ...] = ("in_force", "historic")
ENTRY_COLUMNS = (
    "code",
    "name",
    "parent",
    "first_year",
    "last_year",
    "seen_until",
    "evidence",
    "validity",
    "replaced_by",
    "source",
)
ENTRY_DEFAULTS = {
    "first_year": "",
    "last_year": "",
    "seen_until": "",
    "evidence": "recalled",
    "validity": "in_force",
    "replaced_by": "",
}
"""What holds where a user's table leaves out a column."""
ENTRY_KEY = ("code", "name")
ALIAS_KEY = ("name", "code")
ALIAS_COLUMNS = ("name", "code", "first_year", "last_year", "source")
ALIAS_DEFAULTS = {"first_year": "", "last_year": ""}
CODE_LENGTHS: dict[Scheme, tuple[int, ...]] = {
    "functional": (3, 5, 7),
    "economic_department": (3, 5),
    "economic_government": (3, 5),
}
FIRST_DIGIT: dict[str, Scheme] = {"2": "functional", "3": "economic_department", "5": "economic_government"}


@lru_cache(maxsize=1 << 14)
def scheme_of(code: str) -> Scheme | None:
    """The scheme a code belongs to, by its first digit; None if there is none.

    >>> scheme_of("2080501"), scheme_of("30201"), scheme_of("101")
    ('functional', 'economic_department', None)
    """
    scheme = FIRST_DIGIT.get(code[:1])
    return scheme if scheme and code.isdecimal() and len(code) in CODE_LENGTHS[scheme] else None


def parent_of(code: str) -> str:
    """The code one level up, empty for a 类.

    >>> parent_of("2080501"), parent_of("208")
    ('20805', '')
    """
    return code[:-2] if len(code) > 3 else ""


def level_of(code: str) -> int:
    """1 for a 类, 2 for a 款, 3 for a 项.

    >>> level_of("208"), level_of("2080501")
    (1, 3)
    """
    return (len(code) - 1) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name a code has or had.

    Attributes:
        first_year, last_year: the editions with this name; None if not known, or still in force.
        seen_until: the latest year a document is known to have used the name in.
        evidence: how the entry is known; ``source`` says where from.
        validity: whether the newest edition has it.
        replaced_by: where the expenditure of a code went that was given up.
    """

    code: str
    name: str
    scheme: Scheme
    parent: str
    first_year: int | None
    last_year: int | None
    seen_until: int | None
    evidence: Evidence
    validity: Validity
    replaced_by: tuple[str, ...]
    source: str

    @property
    def level(self) -> int:
        """1 for 类, 2 for 款, 3 for 项."""
        return level_of(self.code)

    def in_edition(self, year: int | None) -> bool:
        """Whether the name stands in the edition of a year, as far as is known; of the newest if none is given.

        Historic names of which nobody knows when they were given up stand in those up to the year they were last seen.
        """
        if self.validity == "in_force":
            return in_force(self.first_year, self.last_year, year)
        until = self.last_year or self.seen_until
        return year is not None and until is not None and in_force(self.first_year, until, year)

    @property
    def is_dated(self) -> bool:
        """Whether a first or last year is known."""
        return self.first_year is not None or self.last_year is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another name people use for a code, with the years it was seen in."""

    name: str
    code: str
    first_year: int | None
    last_year: int | None
    source: str

    def in_force(self, year: int | None) -> bool:
        """Whether the alias was in use in a year, as far as is known."""
        return in_force(self.first_year, self.last_year, year)


def in_force(first_year: int | None, last_year: int | None, year: int | None) -> bool:
    """Whether a year lies within a range whose open ends are unknown."""
    return year is None or ((first_year or 0) <= year <= (last_year or 9999))


class ClassificationLexicon:
    """Every entry and alias; see the module for an example."""

    def __init__(
        self,
        entries: tuple[Entry, ...],
        aliases: tuple[Alias, ...],
        matching: MatchingSettings,
        keys: KeyMaker | None = None,
    ) -> None:
        """Take the entries; names are compared by ``keys``, else as the lexicons in use say."""
        self.entries = entries
        self.aliases = aliases
        self.matching = matching
        self.keys = keys

    @cached_property
    def _by_code(self) -> dict[str, tuple[Entry, ...]]:
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            groups.setdefault(entry.code, []).append(entry)
        return {code: tuple(group) for code, group in groups.items()}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in order of the files."""
        return tuple(self._by_code)

    def names(self, code: str) -> tuple[Entry, ...]:
        """Every name a code has had, best attested first; empty if the code is unknown."""
        return self._by_code.get(code, ())

    def entry(self, code: str, year: int | None = None) -> Entry | None:
        """The entry of a code in the edition of a year, None if it has none.

        A historic name that was still seen stands before the one in force now, and dated names before undated ones.
        """
        standing = [entry for entry in self.names(code) if entry.in_edition(year)]
        return max(standing, key=lambda entry: (entry.validity == "historic", entry.is_dated), default=None)

    def name(self, code: str, year: int | None = None) -> str | None:
        """What to call a code in a year: its name in that edition, else the best attested one; None if unknown."""
        entry = self.entry(code, year) or next(iter(self.names(code)), None)
        return entry.name if entry else None

    def standing(
        self, code: str, name: str, year: int | None, same: Callable[[str, str], bool] = str.__eq__
    ) -> Standing:
        """How a name of a code stands in the edition of a year; of the newest, if none is given.

        A name that is none of the code's official ones stands for them all, one that is the ``same`` as the name in force
        (a short form) for that one.
        """
        entries = self.names(code)
        in_force = [entry for entry in entries if entry.in_edition(year)]
        if not in_force:
            return "outside"
        borne = any(entry.name == name for entry in entries)
        if not borne or any(entry.name == name or same(entry.name, name) for entry in in_force):
            return "in_force"
        return "renamed"

    def edition_of(
        self, code: str, name: str, year: int | None, same: Callable[[str, str], bool] = str.__eq__
    ) -> int | None:
        """The edition in which a code bears a name, nearest to a year: that year, or the last (first) one that had it.

        None if it is not known when the code was in force. Of a name that was given up in an unknown year, the year
        asked for, in which its code is known by another name.
        """
        if year is None or self.standing(code, name, year, same) == "in_force":
            return year
        entries = self.names(code)
        named = [entry for entry in entries if entry.name == name] or list(entries)
        last_years = [entry.last_year or _last_seen(entry) for entry in named]
        before = [last for last in last_years if last and last < year]
        after = [entry.first_year for entry in named if entry.first_year and entry.first_year > year]
        if before or after:
            return max(before, default=None) or min(after)
        return year if any(entry.in_edition(year) for entry in entries) else None

    def replaced_by(self, code: str, year: int | None = None) -> tuple[str, ...]:
        """Where the expenditure of a code went that is in no edition of a year (of none: the newest); () if not known."""
        if self.entry(code, year) is not None:
            return ()
        return next((entry.replaced_by for entry in self.names(code) if entry.replaced_by), ())

    def edition(self, year: int) -> dict[str, Entry]:
        """The edition of a year: the entry of every code that stands in it."""
        entries = ((code, self.entry(code, year)) for code in self.codes)
        return {code: entry for code, entry in entries if entry is not None}

    def lineage(self, code: str) -> tuple[str, ...]:
        """A code with those above it, 类 first."""
        return (code[:3], code[:5], code[:7])[: max(len(code) - 1, 0) // 2]

    @classmethod
    def load(cls, folder: LexiconFolder, keys: KeyMaker | None = None) -> ClassificationLexicon:
        """Load and validate ``classification/*.tsv`` and ``classification/matching.toml``.

        Args:
            folder: the lexicons.
            keys: how names are to be compared; by default as the lexicons in use say.

        Raises:
            LexiconError: a row breaks the schema, has a code of another scheme, a parent that is not its own or
                that nowhere stands, or years in the wrong order.
        """
        entries: list[Entry] = []
        replaced: dict[str, Row] = {}
        for scheme in SCHEMES:
            rows = folder.tsv(f"{FOLDER}/{scheme}.tsv", ENTRY_COLUMNS, ENTRY_KEY, ENTRY_DEFAULTS)
            codes = {row["code"] for row in rows}
            entries += [_entry(row, scheme, codes) for row in rows]
            replaced |= {row["code"]: row for row in rows if row["replaced_by"]}
            _refuse_overlaps(rows)
        _refuse_circles(entries, replaced)
        entries = _within_levels_above(entries)
        known = {entry.code for entry in entries}
        rows = folder.tsv(f"{FOLDER}/aliases.tsv", ALIAS_COLUMNS, ALIAS_KEY, ALIAS_DEFAULTS)
        aliases = tuple(_alias(row, known) for row in rows)
        return cls(tuple(entries), aliases, MatchingSettings.load(folder), keys)


def in_one_year(one: Row, other: Row) -> bool:
    """Whether two names of a code are both in force in some year, as far as their years say."""
    first = max(one.integer("first_year") or 0, other.integer("first_year") or 0)
    last = min(one.integer("last_year") or 9999, other.integer("last_year") or 9999)
    return first <= last


def are_dated(one: Row, other: Row) -> bool:
    """Whether each of two names has a year, so that it is certain whether both are in force at once."""
    return all(row["first_year"] or row["last_year"] for row in (one, other))


def _refuse_overlaps(rows: Iterable[Row]) -> None:
    """Raise if a code has two names in one year."""
    by_code: dict[str, list[Row]] = {}
    for row in rows:
        by_code.setdefault(row["code"], []).append(row)
    for code, names in by_code.items():
        for one, other in combinations(names, 2):
            if are_dated(one, other) and in_one_year(one, other):
                raise other.error(
                    f"{code} is both {one['name']} and {other['name']} in one year; give the older one its last_year"
                )


def _refuse_circles(entries: Iterable[Entry], rows: Mapping[str, Row]) -> None:
    """Raise if a code is replaced by itself, over however many others."""
    followed = {entry.code: entry.replaced_by for entry in entries if entry.replaced_by}
    for code in followed:
        seen: set[str] = set()
        ahead = [*followed[code]]
        while ahead:
            one = ahead.pop()
            if one == code:
                over = f", over {', '.join(sorted(seen))}" if seen else ""
                raise rows[code].error(f"column replaced_by: {code} is replaced by itself{over}")
            if one not in seen:
                seen.add(one)
                ahead += followed.get(one, ())


def _within_levels_above(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with years left empty taken from the level above: no 项 is older than its 款, or outlives it.

    Only where every name of the level above has the year; else its own is not known.
    """
    by_code: dict[str, list[Entry]] = {}
    # Shorter codes first, so that a 款 has its years before its 项 ask for them.
    for entry in sorted(entries, key=lambda entry: len(entry.code)):
        above = by_code.get(entry.parent, ())
        firsts, lasts = [one.first_year for one in above], [one.last_year for one in above]
        first = min((year for year in firsts if year), default=None) if all(firsts) else None
        last = max((year for year in lasts if year), default=None) if all(lasts) else None
        inherited = replace(entry, first_year=entry.first_year or first, last_year=entry.last_year or last)
        # A name with a last year of its own may be older than what is known of the level above.
        if (inherited.first_year or 0) > (inherited.last_year or 9999):
            inherited = entry
        by_code.setdefault(entry.code, []).append(inherited)
    narrowed = {(entry.code, entry.name): entry for group in by_code.values() for entry in group}
    return [narrowed[entry.code, entry.name] for entry in entries]


def _entry(row: Row, scheme: Scheme, codes: set[str]) -> Entry:
    code, name, parent = row["code"], row["name"], row["parent"]
    if scheme_of(code) != scheme:
        raise row.error(f"column code: {code!r} is no code of the scheme {scheme}")
    if not name.strip():
        raise row.error("column name: empty")
    if parent != parent_of(code):
        raise row.error(f"column parent: {parent!r}, expected {parent_of(code)!r}")
    if parent and parent not in codes:
        raise row.error(f"column parent: there is no entry {parent}")
    evidence = next((known for known in EVIDENCES if known == row["evidence"]), None)
    if evidence is None:
        raise row.error(f"column evidence: {row['evidence']!r}, expected one of {', '.join(EVIDENCES)}")
    validity = next((known for known in VALIDITIES if known == row["validity"]), None)
    if validity is None:
        raise row.error(f"column validity: {row['validity']!r}, expected one of {', '.join(VALIDITIES)}")
    replaced_by = tuple(one.strip() for one in row["replaced_by"].split(";") if one.strip())
    if unknown := [one for one in replaced_by if one not in codes]:
        raise row.error(f"column replaced_by: there is no entry {unknown[0]}")
    first_year, last_year = _years(row)
    return Entry(
        code=code,
        name=name,
        scheme=scheme,
        parent=parent,
        first_year=first_year,
        last_year=last_year,
        seen_until=_year(row, "seen_until"),
        evidence=evidence,
        validity=validity,
        replaced_by=replaced_by,
        source=row["source"],
    )


def _alias(row: Row, codes: set[str]) -> Alias:
    if row["code"] not in codes:
        raise row.error(f"column code: there is no entry {row['code']}")
    if not row["name"].strip():
        raise row.error("column name: empty")
    first_year, last_year = _years(row)
    return Alias(
        name=row["name"], code=row["code"], first_year=first_year, last_year=last_year, source=row["source"]
    )


def _last_seen(entry: Entry) -> int | None:
    """When a historic name was last seen; one in force may be seen any year."""
    return entry.seen_until if entry.validity == "historic" else None


def _years(row: Row) -> tuple[int | None, int | None]:
    first_year, last_year = _year(row, "first_year"), _year(row, "last_year")
    if first_year is not None and last_year is not None and first_year > last_year:
        raise row.error(f"first_year {first_year} is after last_year {last_year}")
    return first_year, last_year


def _year(row: Row, column: str) -> int | None:
    year = row.integer(column)
    if year is not None and not 1990 <= year <= 2100:
        raise row.error(f"{year} is no year of an edition")
    return year
