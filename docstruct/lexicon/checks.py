"""What the checks look for: placeholders, left-over instructions, quantities stated more than once.

The data is ``lexicons/checks/checks.toml``, whose comments say what each table is for; a user's file of the same name
replaces whole tables of it.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import field

from docstruct.document import Relation
from docstruct.lexicon.declared import Characters, Keys, Settings, Word, Words, WordSet, declared
from docstruct.lexicon.patterns import BoundedPattern
from docstruct.lexicon.totals import Totals
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docstruct.lexicon.folder import LexiconFolder

FILE = "checks/checks.toml"
KEPT = 1 << 13
"""Names whose reading is kept from one document to the next."""


class Phrase(Settings, frozen=True):
    """A pattern over the normalized text and what its presence means, in Chinese."""

    pattern: BoundedPattern
    means: Word


class Expression(Settings, frozen=True):
    """A pattern with a table of its own."""

    pattern: BoundedPattern


class HeaderYear(Settings, frozen=True):
    """The year in the header of a column, and the words of a title that let it be the year before."""

    pattern: BoundedPattern
    executed: Words


class Ceiling(Settings, frozen=True):
    """What stands before, or right behind, an amount that must not be passed."""

    before: BoundedPattern
    after: BoundedPattern


class Behind(Settings, frozen=True):
    """What stands behind a place and says how it is meant."""

    after: BoundedPattern


class StatedRelation(Settings, frozen=True):
    """How prose says which of budget and actual is larger."""

    relation: Relation
    pattern: BoundedPattern


class ItemList(Settings, frozen=True):
    """How prose lists economic items, and the characters between two of them."""

    pattern: BoundedPattern
    separators: Characters


class ProjectForm(Settings, frozen=True):
    """Labels of the total in the form of one project; how prose names the count of the projects and their amount."""

    totals: Keys
    counted: Keys
    amount: Keys


class FormPart(Settings, frozen=True):
    """Labels of a form: a total, and what is no more than it."""

    whole: Keys
    parts: Keys


class Empty(Settings, frozen=True):
    """How a document says that there is nothing, and a note that its table is empty."""

    statement: BoundedPattern
    note: BoundedPattern


class EmptyTable(Settings, frozen=True):
    """A kind of table that must say so where it is empty: its matter, and how prose says that there is none of it."""

    table: Word
    matter: Word
    says_none: BoundedPattern


class TableWords(Settings, frozen=True):
    """How tables name their line numbers and rates; the kinds whose rows by function stand in several of them."""

    line_numbers: WordSet
    rates: WordSet
    by_function: WordSet


class CellChoice(Settings, frozen=True, kw_only=True):
    """Which facts of tables state a quantity; an empty set is any.

    ``loose`` cells hold it only where nothing was carried over: where something was, they may confirm an amount, no more.
    """

    table: str = ""
    components: WordSet
    funds: frozenset[Word] = frozenset()
    rows: Keys = Keys()
    loose: bool = False


class StatedQuantity(Settings, frozen=True):
    """A quantity stated more than once: in prose under any of ``names``, in sections of these kinds, and in cells of tables.

    Prose that states it twice is compared if it is ``restated``; the name of a ``shared`` one is used of parts, too;
    a ``carried`` one is compared only where nothing was carried over.
    """

    id: Word
    names: Keys
    sections: WordSet
    cells: tuple[CellChoice, ...]
    restated: bool = False
    shared: bool = False
    carried: bool = False


class TotalsAlike(Settings, frozen=True):
    """Names of one total, a list for each total."""

    names: tuple[Keys, ...]


class Bodies(Settings, frozen=True):
    """How prose names the bodies it counts: the units, and from behind the count to the end of the list its names.

    ``between`` stands between two names, ``joined`` perhaps, ``aside`` beside them in brackets; ``whole`` is the end of a name,
    ``open`` tells that not all are named; the longest name has so many characters.
    """

    units: WordSet
    lists: BoundedPattern
    between: BoundedPattern
    joined: BoundedPattern
    aside: BoundedPattern
    whole: BoundedPattern
    open: BoundedPattern
    longest: int


class Products(Settings, frozen=True):
    """The titles, as matching keys, of columns that hold how many, at what price, and what they come to."""

    count: BoundedPattern
    price: BoundedPattern
    amount: BoundedPattern


class Balance(Settings, frozen=True):
    """The names, as matching keys, of one amount of those that make a balance; the group ``fund``, or ``inner``
    (年初财政拨款结转), is whose money it is.
    """

    role: Word
    pattern: BoundedPattern


class Panels(Settings, frozen=True):
    """How the rows of 收支总表 are named: its kinds of tables, items, totals, what is carried over, and parts of what is above.

    ``item`` finds the marker of an item, its first group the numeral; ``fund`` names one fund, ``funds`` all together.
    """

    kinds: WordSet
    item: BoundedPattern
    nested: BoundedPattern
    whole: BoundedPattern
    grand: BoundedPattern
    carried: BoundedPattern
    fund: BoundedPattern
    funds: BoundedPattern


class Spelling(Settings, frozen=True):
    """The name that stands for all others of its quantity, and a pattern of their matching keys."""

    name: Word
    pattern: BoundedPattern


class Shared(Settings, frozen=True):
    """What tells that a total is given with what was carried over, and that an amount is one of a part of the organization."""

    carried: BoundedPattern
    part: BoundedPattern


class Together(Settings, frozen=True):
    """The ids of a quantity that names several at once (收、支总计), and of those."""

    whole: Word
    parts: Words


class ListTotals(Settings, frozen=True):
    """The quantities, by their ids, that a list of items makes or is part of."""

    totals: WordSet


class ItemTables(Settings, frozen=True):
    """The tables in which the coded items of a section stand."""

    section: Word
    tables: Words
    components: WordSet


class Partition(Settings, frozen=True):
    """A whole and the parts that make it; any of the names listed for each may stand for it."""

    whole: Keys
    parts: tuple[Keys, ...]


class Composite(Settings, frozen=True):
    """A component of facts and those that make it."""

    whole: Word
    parts: Words


class Within(Settings, frozen=True):
    """Patterns of the name of a whole, and of parts of it that have nothing in common; ``some`` of them will do, or all are told."""

    whole: BoundedPattern
    parts: tuple[BoundedPattern, ...]
    some: bool = False


class Complete(Settings, frozen=True):
    """Beginnings of parts: a list that has one part for each is complete."""

    parts: Words


class Counted(Settings, frozen=True):
    """How prose lists the parts of a count: what stands before the list, and what tells that it is complete.

    ``among`` is the end of what stands before a list, ``word`` the word in it that says parts follow; behind ``joined`` a
    count is only part of what a list is of. What remains (``rest``) completes a list, as a part of each beginning does.
    """

    among: BoundedPattern
    word: Word
    joined: Words
    rest: BoundedPattern
    complete: tuple[Complete, ...]


class Average(Settings, frozen=True):
    """The names of averages over counts in some units."""

    pattern: BoundedPattern
    units: WordSet


class Listed(Settings, frozen=True):
    """How prose lists the parts of an amount: what stands before the list, and how wholes and parts of one kind end.

    ``nested`` tells parts of parts, ``whole`` the name of a whole, ``total`` a name that is no part, ``grand`` a whole that may
    hold what was carried over; ``complete`` parts are all there is unless the document has any of those ``besides``.
    """

    among: BoundedPattern
    heads: Words
    nested: BoundedPattern
    whole: BoundedPattern
    total: BoundedPattern
    grand: BoundedPattern
    complete: Words
    besides: BoundedPattern


class CheckLexicon(Settings, frozen=True, dict=True):
    """The vocabulary of the checks: the tables of the file, and how tables name their totals (``tables/totals.tsv``)."""

    total_rows: frozenset[str]
    total_columns: frozenset[str]
    year: Expression
    other_year: Behind
    header_year: HeaderYear
    heading_year: Expression
    initial_budget: Expression
    later_budget: Expression
    shared: Shared
    together: Together
    against_budget: Expression
    ceiling: Ceiling
    equal: Behind
    own: Expression
    at_once: Expression
    unchanged: Behind
    relations: tuple[StatedRelation, ...] = field(name="stated_relation")
    item_list: ItemList
    project_form: ProjectForm
    empty: Empty
    table: TableWords
    panels: Panels
    adjusted: Expression
    totals_alike: TotalsAlike
    bodies: Bodies
    products: Products
    same_year: Expression
    of_a_period: Expression
    balances: tuple[Balance, ...] = field(name="balance")
    lists: ListTotals = field(name="list")
    counted: Counted
    listed: Listed
    placeholders: tuple[Phrase, ...] = field(name="placeholder")
    templates: tuple[Phrase, ...] = field(name="template")
    form_parts: tuple[FormPart, ...] = field(name="form_part")
    empty_tables: tuple[EmptyTable, ...] = field(name="empty_table")
    quantities: tuple[StatedQuantity, ...] = field(name="quantity")
    item_tables: tuple[ItemTables, ...] = field(name="items")
    partitions: tuple[Partition, ...] = field(name="partition")
    spellings: tuple[Spelling, ...] = field(name="spelling")
    composites: tuple[Composite, ...] = field(name="component")
    within: tuple[Within, ...]
    averages: tuple[Average, ...] = field(name="average")

    @classmethod
    def load(cls, folder: LexiconFolder) -> CheckLexicon:
        """Read and compile ``checks/checks.toml``.

        Raises:
            LexiconError: a table is missing or of the wrong form, or a pattern does not compile.
        """
        totals = Totals.load(folder)
        return declared(folder, FILE, cls, total_rows=totals.rows, total_columns=totals.columns)

    @cached_property
    def spelled(self) -> Callable[[str], str]:
        """The key that stands for all those that say the same in other words; kept, for documents share their names."""
        return lru_cache(maxsize=KEPT)(self._spelled)

    def _spelled(self, key: str) -> str:
        if not self._any_spelling.fullmatch(key):  # as most names
            return key
        return matching_key(next(one.name for one in self.spellings if one.pattern.fullmatch(key)))

    @cached_property
    def _any_spelling(self) -> BoundedPattern:
        return _any_of([one.pattern for one in self.spellings], "spelling")

    @cached_property
    def balance_roles(self) -> Callable[[str], tuple[tuple[str, str], ...]]:
        """What an amount with the name of a key is in a balance, each with whose money it is; kept as :attr:`spelled`."""
        return lru_cache(maxsize=KEPT)(self._balance_roles)

    def _balance_roles(self, key: str) -> tuple[tuple[str, str], ...]:
        if not self._any_balance.fullmatch(key):
            return ()
        found = ((one.role, one.pattern.fullmatch(key)) for one in self.balances)
        return tuple(
            (role, match["fund"] or match.groupdict().get("inner") or "") for role, match in found if match
        )

    @cached_property
    def _any_balance(self) -> BoundedPattern:
        return _any_of([one.pattern for one in self.balances], "balance")

    @cached_property
    def quantities_named(self) -> dict[str, list[StatedQuantity]]:
        """The quantities that prose may call by a name, by the key of the name."""
        named: dict[str, list[StatedQuantity]] = {}
        for wanted in self.quantities:
            for name in wanted.names:
                named.setdefault(name, []).append(wanted)
        return named

    @cached_property
    def alike(self) -> dict[str, Keys]:
        """Of each name of a total all its names."""
        return {name: names for names in self.totals_alike.names for name in names}

    @cached_property
    def partitioned(self) -> frozenset[str]:
        """The keys of all names of wholes and parts."""
        return frozenset(
            name for one in self.partitions for names in (one.whole, *one.parts) for name in names
        )

    def empty_table(self, kind: str | None) -> EmptyTable | None:
        """What a table of a kind must say where it is empty; None if it need say nothing."""
        return next((rule for rule in self.empty_tables if rule.table == kind), None)


def _any_of(patterns: Iterable[BoundedPattern], table: str) -> BoundedPattern:
    """What any of the patterns of a table is, tried at once."""
    return BoundedPattern("|".join(f"(?:{one.pattern})" for one in patterns), f"{FILE}: {table}")
