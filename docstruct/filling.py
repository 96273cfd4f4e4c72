"""Entries that are made quickly: frozen dataclasses whose ``__init__`` writes their slots.

A frozen dataclass sets each field by ``object.__setattr__``, which looks the name up in the class again for every entry;
a document has thousands of entries of ten to thirty fields, and making them was a sixth of extraction. Here every field
is written by its slot's own descriptor, found once a class. To everyone else the class is the frozen dataclass it was:
signature, defaults, comparison and the guard against later changes are untouched.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Entry = TypeVar("Entry")


def filled(of: type[Entry]) -> type[Entry]:
    """A frozen dataclass with slots and keywords only, its ``__init__`` made anew; for use above ``@dataclass``.

    >>> from dataclasses import dataclass
    >>> @filled
    ... @dataclass(frozen=True, slots=True, kw_only=True)
    ... class Place:
    ...     start: int
    ...     page: int | None = None
    >>> Place(start=3)
    Place(start=3, page=None)
    """
    known: dict[str, object] = {}
    asked, written = [], []
    for field in fields(of):  # type: ignore[arg-type]
        if field.default_factory is not MISSING or not field.kw_only or not field.init:
            raise TypeError(f"{of.__name__}.{field.name} is not made of what it is given")
        known[f"put_{field.name}"] = getattr(of, field.name).__set__
        known[f"default_{field.name}"] = field.default
        asked.append(field.name if field.default is MISSING else f"{field.name}=default_{field.name}")
        written.append(f"    put_{field.name}(self, {field.name})")
    exec("\n".join([f"def __init__(self, *, {', '.join(asked)}):", *written]), known)
    made: Callable[..., None] = known["__init__"]  # type: ignore[assignment]
    before = of.__init__
    made.__qualname__, made.__module__ = before.__qualname__, of.__module__
    made.__annotations__ = before.__annotations__
    of.__init__ = made  # type: ignore[method-assign]
    return of
