"""Entries: what a document has thousands of, made quickly.

The ``__init__`` of a frozen dataclass makes a call for each of its fields; an entry is a :class:`msgspec.Struct`, which is
made in C and in a sixth of the time. To everyone else it is the frozen dataclass it looks like: ``fields``, ``replace``,
``asdict`` and ``is_dataclass`` of :mod:`dataclasses` take it, and a change to it raises an :class:`AttributeError`.

>>> from dataclasses import asdict, replace
>>> class Place(Entry, frozen=True, kw_only=True):
...     start: int
...     page: int | None = None
>>> asdict(replace(Place(start=3), page=1))
{'start': 3, 'page': 1}
"""

from __future__ import annotations

from dataclasses import Field, field, fields, make_dataclass
from functools import cache
from typing import Any, ClassVar

from msgspec import Struct
from msgspec.structs import fields as struct_fields


@cache
def _fields_of(entry: type[Entry]) -> dict[str, Field[Any]]:
    """The fields as :mod:`dataclasses` describes them."""
    described = [
        (one.name, one.type, field() if one.required else field(default=one.default))
        for one in struct_fields(entry)
    ]
    return {one.name: one for one in fields(make_dataclass(entry.__name__, described, kw_only=True))}


class _Fields:
    """Answers :mod:`dataclasses` for an entry or its class, when asked."""

    def __get__(self, entry: Entry | None, of: type[Entry]) -> dict[str, Field[Any]]:
        return _fields_of(of)


class _NoDataclass:
    """Says what ``@dataclass`` on a class derived from an entry cannot do, and what to write."""

    def __get__(self, entry: Entry | None, of: type[Entry]) -> object:
        raise AttributeError(
            f"a class derived from {of.__name__} is an entry without @dataclass: class Mine({of.__name__}, frozen=True, kw_only=True)"
        )


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """What the classes of entries derive from; they hold nothing that could lead back to them."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = _Fields()  # type: ignore[assignment]
    __dataclass_params__: ClassVar[object] = _NoDataclass()
