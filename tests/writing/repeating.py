"""A long document made from a short one."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain
from typing import TypeVar

from docstruct.document import Document, Located, Page

Entry = TypeVar("Entry", bound=Located)

OFFSETS = (
    "start",
    "end",
    "source_start",
    "source_end",
    "title_start",
    "title_end",
    "sentence_start",
    "sentence_end",
)
NAMES = (
    "id",
    "parent",
    "section",
    "budget",
    "actual",
    "prior",
    "change",
    "change_rate",
    "completion_rate",
    "share",
)
LISTS = ("counts", "others", "reasons", "figures", "sections", "tables")
ENTITIES = ("sections", "tables", "figures", "reasons", "records", "definitions", "findings")


def repeated(document: Document, times: int) -> Document:
    """The document over and over again, every entry with ids of its own, a page each time."""
    length = len(document.text)
    lists = {
        entity: tuple(chain.from_iterable(
            (_moved(entry, number, number * length) for entry in getattr(document, entity)) for number in range(times)
        ))
        for entity in ENTITIES
    }  # fmt: skip
    pages = tuple(
        Page(number=number + 1, start=number * length, end=(number + 1) * length, width=595.0, height=842.0,
             origin="text_layer")
        for number in range(times)
    )  # fmt: skip
    return replace(document, text=document.text * times, pages=pages, contents=(), **lists)


def _moved(entry: Entry, number: int, by: int) -> Entry:
    changes: dict[str, object] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in OFFSETS and value is not None:
            changes[field.name] = value + by
        elif field.name in NAMES and value is not None:
            changes[field.name] = f"{value}-{number}"
        elif field.name in LISTS:
            changes[field.name] = tuple(f"{name}-{number}" for name in value)
        elif field.name == "rows":
            rows = ((row, tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in row.cells))
                    for row in value)  # fmt: skip
            changes[field.name] = tuple(replace(row, cells=cells) for row, cells in rows)
    return replace(entry, **changes)
