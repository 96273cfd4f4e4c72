"""What docstruct says about a document: the types of the output contract, and nothing else.

All are frozen dataclasses, those of which a document has many as :class:`~docstruct.entry.Entry`, made quickly. Field
names and meanings are the output contract (docs/contract.md): the JSON that :meth:`Document.to_json` writes, the JSON
Schema that ``docstruct schema`` prints and the columns of the tabular outputs are derived from these classes. Offsets are half-open ranges of characters in ``Document.text``;
values are decimal strings with the digits as stated; money is also given in yuan.

>>> from docstruct.document import Subject
>>> Subject(text="公务接待费").code is None
True
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from docstruct.entry import Entry

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from docstruct.chunking import Chunk
    from docstruct.places import Places

SCHEMA_VERSION = "1.0"

DocumentType: TypeAlias = Literal["final_accounts", "budget"]
BudgetLevel: TypeAlias = Literal["department", "unit"]
"""Whose budget a document holds: that of a department with all its units (部门预算), or of one unit (单位预算)."""
ReaderName: TypeAlias = Literal["text", "markdown", "html", "docx", "workbook", "pdf", "ofd", "ocr"]
Zone: TypeAlias = Literal["overview", "narrative", "attachment", "glossary"]
Scheme: TypeAlias = Literal["functional", "economic_department", "economic_government"]
Method: TypeAlias = Literal["stated", "document_table", "exact", "alias", "fuzzy"]
Measure: TypeAlias = Literal[
    "budget",
    "actual",
    "prior",
    "change",
    "change_rate",
    "completion_rate",
    "share",
    "count",
    "score",
    "other",
]
Direction: TypeAlias = Literal["increase", "decrease", "flat"]
Basis: TypeAlias = Literal[
    "prior_year", "prior_budget", "initial_budget", "full_year_budget", "adjusted_budget", "total", "other"
]
Relation: TypeAlias = Literal[
    "actual_gt_budget",
    "actual_lt_budget",
    "actual_eq_budget",
    "increase",
    "decrease",
    "flat",
    "purpose",
    "other",
]
RecordKind: TypeAlias = Literal[
    "budget_execution",
    "total",
    "composition",
    "three_public",
    "operating_costs",
    "procurement",
    "assets",
    "performance",
    "headcount",
    "other",
]
SectionType: TypeAlias = Literal["heading", "item"]
FactMeasure: TypeAlias = Literal[
    "budget",
    "adjusted_budget",
    "actual",
    "prior_budget",
    "prior",
    "change",
    "change_rate",
    "completion_rate",
    "share",
    "count",
    "score",
    "other",
]
Fund: TypeAlias = Literal[
    "general_budget",
    "government_funds",
    "state_capital",
    "appropriation",
    "special_account",
    "own",
    "all",
]
Moment: TypeAlias = Literal["opening", "closing"]
Component: TypeAlias = Literal[
    "total",
    "revenue",
    "revenue.total",
    "revenue.appropriation",
    "revenue.special_account",
    "revenue.education_fees",
    "revenue.superior",
    "revenue.operations",
    "revenue.business",
    "revenue.affiliates",
    "revenue.own",
    "revenue.for_basic",
    "revenue.for_project",
    "revenue.other",
    "expenditure",
    "expenditure.total",
    "expenditure.basic",
    "expenditure.basic.personnel",
    "expenditure.basic.running",
    "expenditure.project",
    "expenditure.business",
    "expenditure.remitted",
    "expenditure.subsidies",
    "expenditure.other",
    "balance",
    "balance.basic",
    "balance.project",
    "balance.used",
    "balance.distributed",
    "three_public",
    "three_public.abroad",
    "three_public.vehicles",
    "three_public.vehicle_purchase",
    "three_public.vehicle_operation",
    "three_public.reception",
    "three_public.reception.domestic",
    "three_public.reception.foreign",
    "operating_costs",
    "meetings",
    "training",
    "procurement",
    "procurement.goods",
    "procurement.works",
    "procurement.services",
    "assets",
    "assets.current",
    "assets.fixed",
    "assets.construction",
    "assets.intangible",
    "assets.original",
    "assets.net",
]
Severity: TypeAlias = Literal["error", "warning", "info"]
Origin: TypeAlias = Literal["text_layer", "ocr"]
CellKind: TypeAlias = Literal["text", "number", "blank", "zero", "not_applicable"]

DecimalString: TypeAlias = Annotated[str, "decimal"]
"""A decimal number with the digits as stated; the annotation tells typed outputs which strings are numbers."""

Box: TypeAlias = tuple[int, float, float, float, float]
"""``(page, x0, y0, x1, y1)``: a 1-based page and a rectangle in points, the origin at the top left."""


class Located(Entry, frozen=True, kw_only=True):
    """Where an entry stands: in the text, in the input's own decoded text, and on the page or in the workbook."""

    start: int
    end: int
    source_start: int | None = None
    source_end: int | None = None
    page: int | None = None
    boxes: tuple[Box, ...] | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """The input: its path as given, content hash, media type, page count and the reader that read it.

    ``converter`` is the program that converted it for that reader, None if none did. ``duplicates`` are the paths of
    other inputs of a run that hold the same bytes: the files over all documents say them, a document's own do not.
    ``part`` is the number of the disclosure, from 1, in an input that holds several; None for the only one.
    """

    path: str
    sha256: str
    media_type: str
    pages: int | None
    reader: ReaderName
    converter: str | None = None
    duplicates: tuple[str, ...] = ()
    part: int | None = None

    @property
    def key(self) -> str:
        """What tells this document from all others: the hash of its input, and which part of it: ``9f2…``, ``9f2…#2``."""
        return self.sha256 if self.part is None else f"{self.sha256}#{self.part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """What made the output; the same input, version, lexicons and options give the same bytes."""

    version: str
    lexicons: str
    unicode: str
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What cover, titles and tables say of the whole document; None where they say nothing."""

    document_type: DocumentType | None = None
    fiscal_year: int | None = None
    organization: str | None = None
    date: str | None = None
    money_unit: str | None = None
    budget_level: BudgetLevel | None = None


class Repair(Entry, frozen=True, kw_only=True):
    """One repair that needed a decision, with what stood there before."""

    kind: str
    start: int
    end: int
    source_start: int
    source_end: int
    original: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """What normalizing did: a count for every kind, and each repair a reader may want to see."""

    counts: dict[str, int] = field(default_factory=dict)
    entries: tuple[Repair, ...] = ()


class Page(Entry, frozen=True, kw_only=True):
    """One page of a paged input; ``start``/``end`` is its share of ``Document.text``, sizes are in points.

    ``confidence`` grades a recognised page: the share of its characters recognised above 0.9; None for a text layer.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    origin: Origin
    header: str | None = None
    footer: str | None = None
    confidence: float | None = None


class Section(Located, frozen=True, kw_only=True, dict=True, gc=True):
    """A node of the outline. ``start``/``end`` is the whole section, ``reason`` why it was taken for one."""

    id: str
    parent: str | None
    level: int
    marker: str
    number: int | None
    title: str
    kind: str | None
    type: SectionType
    title_start: int
    title_end: int
    in_contents: bool = False
    reason: str = ""

    @property
    def own_end(self) -> int:
        """Where the first section within this one begins; its end, if there is none.

        Raises:
            ValueError: the section belongs to no document.
        """
        own: tuple[str, int] | None = self.__dict__.get("_own")
        if own is None:
            raise ValueError("this section belongs to no document")
        return own[1]

    @property
    def own_text(self) -> str:
        """The text of the section up to the first section within it, its title included.

        Raises:
            ValueError: the section belongs to no document.
        """
        end = self.own_end
        own: tuple[str, int] = self.__dict__["_own"]
        return own[0][self.start : end]


class ContentsEntry(Located, frozen=True, kw_only=True):
    """A line of the table of contents and the section it announces (None: there is none)."""

    level: int
    marker: str
    title: str
    section: str | None


class Cell(Entry, frozen=True, kw_only=True):
    """A table cell: its text, what kind of value that is, the number if it is one, and its range."""

    text: str
    kind: CellKind
    value: DecimalString | None
    start: int
    end: int


class TableRow(Entry, frozen=True, kw_only=True):
    """A body row: the subject it is about (code and name as printed, joined) and its cells."""

    cells: tuple[Cell, ...]
    code: str | None = None
    name: str | None = None
    level: int | None = None


class Table(Located, frozen=True, kw_only=True):
    """A table. ``header`` holds a path of titles per column, such as ``("基本支出", "人员经费")``."""

    id: str
    section: str | None
    kind: str | None
    title: str | None
    unit: str | None
    header: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]
    pages: tuple[int, ...] = ()


class Candidate(Entry, frozen=True, kw_only=True):
    """A classification entry that might be meant, with its score."""

    code: str
    name: str
    score: float


class Subject(Entry, frozen=True, kw_only=True, eq=False):
    """The thing measured, in the text's words, and its classification code where it has one.

    ``start``/``end`` is where the text names it, None where that is not known; it is no part of what the subject
    is, so two mentions of one subject are equal.
    """

    text: str
    path: tuple[str, ...] = ()
    code: str | None = None
    scheme: Scheme | None = None
    edition: int | None = None
    score: float | None = None
    method: Method | None = None
    candidates: tuple[Candidate, ...] = ()
    start: int | None = None
    end: int | None = None

    def __eq__(self, other: object) -> bool:
        return self._said() == other._said() if isinstance(other, Subject) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        """What it is, wherever the text names it."""
        return (
            self.text,
            self.path,
            self.code,
            self.scheme,
            self.edition,
            self.score,
            self.method,
            self.candidates,
        )


class Figure(Located, frozen=True, kw_only=True):
    """A figure the prose states. ``candidates`` lists other readings of the measure, best first.

    ``rule`` is the row of ``lexicons/cues/forms.tsv`` that read it and ``antecedent`` the rule that found its
    subject (:data:`docstruct.extracting.antecedents.order.ANTECEDENTS`); both are names, for people who ask why.
    """

    id: str
    section: str | None
    zone: Zone
    subject: Subject
    measure: Measure
    value: DecimalString
    unit: str | None
    amount: DecimalString | None = None
    direction: Direction | None = None
    basis: Basis | None = None
    approximate: bool = False
    candidates: tuple[Measure, ...] = ()
    sentence_start: int
    sentence_end: int
    rule: str = ""
    antecedent: str = ""


class Fact(Located, frozen=True, kw_only=True):
    """What one cell of a table states; everything that is not certain of it is None.

    ``row`` and ``column`` count from 1, as in ``tables.csv``; ``text`` is the cell as printed, ``amount`` the value in
    yuan.
    """

    id: str
    table: str
    table_kind: str | None
    row: int
    column: int
    organization: str | None
    subject: Subject | None
    level: int | None = None
    component: Component | None = None
    measure: FactMeasure | None = None
    fund: Fund | None = None
    year: int | None = None
    moment: Moment | None = None
    carried_over: bool | None = None
    text: str
    value: DecimalString
    unit: str | None
    amount: DecimalString | None


class Category(Entry, frozen=True, kw_only=True):
    """A category of a reason and the words that led to it."""

    id: str
    evidence: tuple[str, ...]


class Reason(Located, frozen=True, kw_only=True):
    """A stated reason or purpose; ``figures`` are the ids of the figures it explains.

    ``rule`` says which cue told it and ``antecedent`` how what it explains was found.
    """

    id: str
    section: str | None
    zone: Zone
    subject: Subject
    relation: Relation
    text: str
    parts: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    figures: tuple[str, ...] = ()
    rule: str = ""
    antecedent: str = ""


class Record(Located, frozen=True, kw_only=True):
    """One statement: a subject with its figures (ids) and reasons (ids) side by side.

    ``rule`` and ``antecedent`` are those of the figure or reason it begins with.
    """

    id: str
    section: str | None
    kind: RecordKind
    subject: Subject
    budget: str | None = None
    actual: str | None = None
    prior: str | None = None
    change: str | None = None
    change_rate: str | None = None
    completion_rate: str | None = None
    share: str | None = None
    counts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    rule: str = ""
    antecedent: str = ""


class Definition(Located, frozen=True, kw_only=True):
    """A glossary entry (名词解释)."""

    term: str
    text: str


class FindingPlace(Located, frozen=True, kw_only=True):
    """One of the places a finding compares: what stands there, with the value as printed.

    ``figure`` or ``fact`` is the id of what it is; ``label`` says whose value, for a cell by row and column.
    """

    figure: str | None = None
    fact: str | None = None
    table: str | None = None
    section: str | None = None
    label: str
    value: str | None = None
    unit: str | None = None


class Finding(Located, frozen=True, kw_only=True):
    """Something that does not agree within the document, in one Chinese sentence.

    ``section`` is the innermost one it stands in, ``places`` what it compares, the place it is about first.
    """

    id: str
    section: str | None = None
    kind: str
    severity: Severity
    message: str
    figures: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    places: tuple[FindingPlace, ...] = ()
    stated: str | None = None
    computed: str | None = None


class _Placed:
    """Room for the way back to the input: a slot and no field, so that it is neither written nor compared."""

    __slots__ = ("_places",)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Document(_Placed):
    """Everything docstruct found in one document; see docs/contract.md for the meaning of every key.

    Documents are equal when they say the same of the same input, and hashable.
    """

    schema_version: str = SCHEMA_VERSION
    source: SourceInfo
    producer: Producer
    metadata: Metadata
    text: str
    repairs: Repairs
    pages: tuple[Page, ...]
    contents: tuple[ContentsEntry, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...]
    records: tuple[Record, ...]
    definitions: tuple[Definition, ...]
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        """Tell every section where its own text ends: it is known from the sections that follow it."""
        for section, following in zip_longest(self.sections, self.sections[1:]):
            nested = following is not None and following.start < section.end
            end = following.start if nested and following is not None else section.end
            section.__dict__["_own"] = (self.text, end)

    def __hash__(self) -> int:
        return hash((self.source.sha256, self.source.path, self.text))

    def __repr__(self) -> str:
        """The document in a line: ``<Document 某局 2022 final_accounts: 120 figures, 3 findings (a.pdf)>``."""
        said = (self.metadata.organization, self.metadata.fiscal_year, self.metadata.document_type)
        title = " ".join(str(one) for one in said if one is not None)
        counts = f"{len(self.figures)} figures, {len(self.records)} records, {len(self.findings)} findings"
        return f"<Document {title + ': ' if title else ''}{counts} ({self.source.path})>"

    def __getstate__(self) -> tuple[dict[str, object], Places | None]:
        return {one.name: getattr(self, one.name) for one in fields(self)}, getattr(self, "_places", None)

    def __setstate__(self, state: tuple[dict[str, object], Places | None]) -> None:
        said, places = state
        for name, value in said.items():
            object.__setattr__(self, name, value)
        if places is not None:
            object.__setattr__(self, "_places", places)
        self.__post_init__()

    def find(self, entry: str) -> Section | Table | Fact | Figure | Reason | Record | Finding:
        """The entry of this id, whatever it is.

        Raises:
            KeyError: the document has no such entry.
        """
        kinds: tuple[tuple[Section | Table | Fact | Figure | Reason | Record | Finding, ...], ...] = (
            self.sections,
            self.tables,
            self.figures,
            self.reasons,
            self.records,
            self.findings,
            self.facts,
        )
        for entries in kinds:
            for one in entries:
                if one.id == entry:
                    return one
        raise KeyError(f"{self!r} has no entry {entry!r}")

    def section_path(self, section: str | None) -> tuple[Section, ...]:
        """The section of this id behind those it stands in, the outermost first; empty for None.

        Raises:
            KeyError: the document has no such section.
        """
        by_id = {one.id: one for one in self.sections}
        path: list[Section] = []
        while section is not None:
            path.append(by_id[section])
            section = by_id[section].parent
        return tuple(reversed(path))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The range of the input's own decoded text that ``text[start:end]`` was made from.

        Raises:
            IndexError: the range does not lie in the text.
            ValueError: the document was loaded from JSON, which carries no way back; the ranges of its entries are
                in their ``source_start`` and ``source_end``.
        """
        return self._way_back(start, end).to_source(start, end)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of ``text[start:end]`` on the pages, one a line touched; none for unpaged inputs.

        Raises:
            IndexError, ValueError: as :meth:`to_source`.
        """
        return self._way_back(start, end).boxes(start, end)

    def cells(self, start: int, end: int) -> tuple[str, str] | None:
        """The sheet of ``text[start:end]`` and the address of its cells there; None for inputs that are no workbook.

        Raises:
            IndexError, ValueError: as :meth:`to_source`.
        """
        return self._way_back(start, end).cells(start, end)

    def pages_of(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the pages that ``text[start:end]`` stands on; none for unpaged inputs.

        Raises:
            IndexError: the range does not lie in the text.
        """
        self._check_range(start, end)
        return tuple(
            page.number
            for page in self.pages
            if max(page.start, start) < min(page.end, end)
            or (start == end and page.start <= start < page.end)
        )

    @property
    def original(self) -> str | None:
        """The input's own decoded text, which :meth:`to_source` points into; None for a document from JSON."""
        places: Places | None = getattr(self, "_places", None)
        return None if places is None else places.original

    @property
    def has_places(self) -> bool:
        """Whether the document knows the way back to its input; one from JSON does not."""
        return getattr(self, "_places", None) is not None

    def with_places(self, places: Places) -> Document:
        """The same document with the way back to its input, which is neither written nor compared."""
        placed = replace(self)
        object.__setattr__(placed, "_places", places)
        return placed

    def _way_back(self, start: int, end: int) -> Places:
        self._check_range(start, end)
        places: Places | None = getattr(self, "_places", None)
        if places is None:
            raise ValueError(
                "this document was loaded without the way back to its input; structure the input again"
            )
        return places

    def _check_range(self, start: int, end: int) -> None:
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"({start}, {end}) is no range of a text of {len(self.text)} characters")

    def chunks(self, max_chars: int = 800, *, overlap: int = 0) -> tuple[Chunk, ...]:
        """The text in pieces for retrieval; see :mod:`docstruct.chunking`.

        Raises:
            ValueError: ``max_chars`` is not positive, or ``overlap`` is negative or not less than it.
        """
        from docstruct.chunking import chunk

        return chunk(self, max_chars=max_chars, overlap=overlap)

    def to_arrow(self, entity: str) -> pa.Table:
        """The entries of one entity (``figures``, ``records``, ``facts`` …) as a table; see :mod:`docstruct.frames`.

        Raises:
            ValueError: there is no such entity.
            ImportError: pyarrow is not installed.
        """
        from docstruct.frames import to_arrow

        return to_arrow(self, entity)

    def to_pandas(self, entity: str) -> pd.DataFrame:
        """As :meth:`to_arrow`, as a pandas frame."""
        from docstruct.frames import to_pandas

        return to_pandas(self, entity)

    def to_polars(self, entity: str) -> pl.DataFrame:
        """As :meth:`to_arrow`, as a polars frame."""
        from docstruct.frames import to_polars

        return to_polars(self, entity)

    def _repr_html_(self) -> str:
        """The review page in a frame of its own, for notebooks."""
        from html import escape

        from docstruct.writing.html.writer import review_page

        page = escape(review_page(self), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts" style="width:100%;height:42em;border:0"></iframe>'

    def to_markdown(self) -> str:
        """The document as Markdown: headings by level, tables, page anchors."""
        from docstruct.writing.markdown import markdown

        return markdown(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """The document as JSON, keys in the order of the contract."""
        return self.to_json_bytes(indent=indent).decode()

    def to_json_bytes(self, *, indent: int | None = None) -> bytes:
        """The same in UTF-8, as it is written to files."""
        import msgspec

        encoded = msgspec.json.encode(self)
        return msgspec.json.format(encoded, indent=indent) if indent else encoded

    @classmethod
    def from_json(cls, data: str | bytes) -> Document:
        """Load what :meth:`to_json` wrote.

        Raises:
            msgspec.ValidationError: the data does not follow the contract, or is of another major version of it, in which
                a name may mean something else.
        """
        import msgspec

        loaded = msgspec.json.decode(data, type=cls, strict=True)
        if loaded.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
            raise msgspec.ValidationError(
                f"schema_version {loaded.schema_version} is not read here, {SCHEMA_VERSION} is: structure the input again"
            )
        return loaded
