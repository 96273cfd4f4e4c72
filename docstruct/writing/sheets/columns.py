"""What a sheet is: columns with headings and types, and rows of plain values.

Values are strings, whole numbers, decimals as strings (columns of kind ``amount`` and ``rate``), lists of strings, or
None; words of the contract stay as they are, and a column says which group of labels has them in Chinese
(:meth:`Column.shown`). A ``link`` is the address of a file; how it is shown is the writer's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from docstruct.decisions import Decisions
from docstruct.writing.labels import label

if TYPE_CHECKING:
    from docstruct.document import Document, Located

Kind: TypeAlias = Literal["text", "long", "whole", "amount", "rate", "link"]
"""``long`` is text that may fill several lines; ``amount`` is in yuan, ``rate`` in per cent, both exact decimals."""

Value: TypeAlias = str | int | tuple[str, ...] | None
Row: TypeAlias = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its Chinese heading, its kind, and its width in characters.

    Attributes:
        labels: the group of labels its words are in, where they are words of the contract.
        between: what stands between the parts of a list.
    """

    name: str
    heading: str
    kind: Kind = "text"
    width: int = 12
    labels: str | None = None
    between: str = "；"

    def shown(self, value: Value) -> str | int | None:
        """A value as readers of Chinese see it.

        >>> Column("relation", "关系", labels="relation").shown(("increase", "decrease"))
        '增加原因；减少原因'
        """
        if value is None or isinstance(value, int):
            return value
        if isinstance(value, str):
            return label(value, self.labels) if self.labels else value
        return self.between.join(label(part, self.labels) if self.labels else part for part in value)

    def all_shown(self, values: Sequence[Value]) -> list[str | int | None]:
        """The values of many rows as readers of Chinese see them; what stands in several is looked up once."""
        known = {value: self.shown(value) for value in set(values)}
        return [known[value] for value in values]


@dataclass(frozen=True, slots=True)
class Named:
    """A document of a run, the name its own files have, and what was decided about its findings.

    Attributes:
        named_by_file: whether its file's name stands in for an organization the document does not state.
    """

    document: Document
    name: str
    decisions: Decisions = field(default_factory=Decisions.none)
    named_by_file: bool = True

    @property
    def organization(self) -> str | None:
        """Who discloses; the name of the file where the document does not say and that may stand in."""
        return self.document.metadata.organization or (self.name if self.named_by_file else None)

    @property
    def page(self) -> str:
        """The address of its review page, beside the sheet."""
        return f"{self.name}.html"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, its columns, the rows a document gives it, and what it is about in one sentence."""

    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Named], Iterable[Row]]


WHOSE = (
    Column("organization", "单位", width=24),
    Column("fiscal_year", "年度", "whole", 7),
    Column("document_type", "类型", width=7, labels="document_type"),
)
"""The columns that most sheets begin with."""


def whose(named: Named) -> tuple[Value, ...]:
    """The values of :data:`WHOSE`."""
    metadata = named.document.metadata
    return named.organization, metadata.fiscal_year, metadata.document_type


def place(entry: Located) -> str:
    """Where an entry stands, in words: 第3页, 表1!B7 of a workbook, or 第120字 of the input's own text."""
    if entry.cell is not None:
        return f"{entry.sheet}!{entry.cell}"
    if entry.page is not None:
        return f"第{entry.page}页"
    return f"第{entry.source_start + 1}字" if entry.source_start is not None else ""


def section_title(document: Document, section: str | None) -> str:
    """The titles around an entry, the outermost first."""
    return " > ".join(f"{one.marker}{one.title}" for one in document.section_path(section))
