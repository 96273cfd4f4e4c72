"""The entities of the tabular outputs and their columns, derived from the types of the contract.

Nothing here names a field: the columns of an entity are the fields of its dataclass, those of a nested object
joined to its name (``subject.code`` is the column ``subject_code``), so that a field added to
:mod:`docstruct.document` appears in every tabular output by itself.

>>> [column.name for column in columns_of(Metadata)]
['document_type', 'fiscal_year', 'organization', 'date', 'money_unit', 'budget_level']
>>> [column.name for column in columns_of(Definition)][:3]
['start', 'end', 'source_start']
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, get_args, get_origin, get_type_hints

from docstruct.document import (
    ContentsEntry,
    Definition,
    Fact,
    Figure,
    Finding,
    Metadata,
    Page,
    Producer,
    Reason,
    Record,
    Repairs,
    Section,
    SourceInfo,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docstruct.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many entries of each entity a document has."""

    sections: int
    tables: int
    facts: int
    figures: int
    reasons: int
    records: int
    definitions: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """What the table ``documents`` says of one document: everything that is in no other table."""

    schema_version: str
    source: SourceInfo
    producer: Producer
    metadata: Metadata
    counts: Counts
    text: str
    repairs: Repairs
    pages: tuple[Page, ...]
    contents: tuple[ContentsEntry, ...]


ENTITIES: Mapping[str, type] = {
    "documents": DocumentRow,
    "sections": Section,
    "tables": Table,
    "facts": Fact,
    "figures": Figure,
    "reasons": Reason,
    "records": Record,
    "definitions": Definition,
    "findings": Finding,
}
"""The tables of the tabular outputs and the type of a row, before ``document`` and ``path`` are put in front."""


def entries(document: Document) -> dict[str, Sequence[object]]:
    """The document's entries by entity, in document order."""
    lists: dict[str, Sequence[object]] = {
        name: getattr(document, name) for name in ENTITIES if name != "documents"
    }
    row = DocumentRow(
        schema_version=document.schema_version,
        source=document.source,
        producer=document.producer,
        metadata=document.metadata,
        counts=Counts(**{name: len(of_entity) for name, of_entity in lists.items()}),
        text=document.text,
        repairs=document.repairs,
        pages=document.pages,
        contents=document.contents,
    )
    return {"documents": (row,), **lists}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its values (``Annotated`` kept) and how to get one from an entry."""

    name: str
    hint: object
    get: Callable[[object], object]


@cache
def columns_of(entity: type) -> tuple[Column, ...]:
    """The columns of a dataclass, nested dataclasses unfolded, lists of dataclasses left whole."""
    hints = get_type_hints(entity, include_extras=True)
    columns: list[Column] = []
    for field in fields(entity):
        get, hint = attrgetter(field.name), hints[field.name]
        nested = without_none(hint)
        if isinstance(nested, type) and is_dataclass(nested):
            columns += (
                Column(f"{field.name}_{inner.name}", inner.hint, _through(get, inner.get))
                for inner in columns_of(nested)
            )
        else:
            columns.append(Column(field.name, hint, get))
    return tuple(columns)


def values_of(entity: type, of_entity: Sequence[object]) -> list[list[object]]:
    """The values of many entries by column, in the order of :func:`columns_of`; a nested object is got once for all its columns.

    >>> values_of(Metadata, [Metadata(fiscal_year=2022), Metadata(organization="财政局")])[1:3]
    [[2022, None], [None, '财政局']]
    """
    columns: list[list[object]] = []
    for name, nested in _fields_of(entity):
        values = list(map(attrgetter(name), of_entity))
        if nested is None:
            columns.append(values)
            continue
        there = [value for value in values if value is not None]
        of_nested = values_of(nested, there)
        if len(there) < len(values):
            of_nested = [_spread(column, values) for column in of_nested]
        columns += of_nested
    return columns


@cache
def _fields_of(entity: type) -> tuple[tuple[str, type | None], ...]:
    """The names of the fields of a dataclass, each with the dataclass of the object it holds, None where it holds none."""
    hints = get_type_hints(entity, include_extras=True)
    held = [(field.name, without_none(hints[field.name])) for field in fields(entity)]
    return tuple(
        (name, hint if isinstance(hint, type) and is_dataclass(hint) else None) for name, hint in held
    )


def _spread(column: Sequence[object], values: Sequence[object]) -> list[object]:
    """A column of the objects that are there, with None for those that are not."""
    those = iter(column)
    return [None if value is None else next(those) for value in values]


def _through(
    outer: Callable[[object], object], inner: Callable[[object], object]
) -> Callable[[object], object]:
    """What ``inner`` gets from what ``outer`` gets; None where there is no such object."""

    def get(entry: object) -> object:
        middle = outer(entry)
        return None if middle is None else inner(middle)

    return get


def without_none(hint: object) -> object:
    """The type that remains of ``X | None``.

    >>> without_none(str | None)
    <class 'str'>
    """
    arguments = get_args(hint)
    if type(None) not in arguments:
        return hint
    (remaining,) = (argument for argument in arguments if argument is not type(None))
    return remaining


def is_decimal(hint: object) -> bool:
    """Whether strings of this type are decimal numbers (:data:`docstruct.document.DecimalString`)."""
    hint = without_none(hint)
    return get_origin(hint) is Annotated and "decimal" in get_args(hint)
