"""What callers hand over, held to what can be meant, before anything is done with it.

A wrong type is found where it is given, not three calls further in: a text that is iterated as if it were a list of
one-letter names, a year that is a string, a kind of document that nothing knows. Each function takes a value and gives it
back in the one form that is used inside (a tuple for a list, a :class:`~pathlib.Path` for its name), or raises with the
argument, what it may be and what it is.

>>> several("formats", ["json", "csv"])
('json', 'csv')
>>> several("formats", "json")
Traceback (most recent call last):
TypeError: formats is a tuple of words, such as ('json',); not 'json'
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar, get_args

from docstruct.document import DocumentType, ReaderName
from docstruct.outline import Hints
from docstruct.years import FIRST_YEAR, LAST_YEAR

Of = TypeVar("Of")


def hints(fiscal_year: int | None, document_type: DocumentType | None) -> Hints:
    """What the caller knows of a document.

    Raises:
        ValueError: a year that is no whole number of four digits, a type there is not.
    """
    if fiscal_year is not None and (
        not isinstance(fiscal_year, int)
        or isinstance(fiscal_year, bool)
        or not FIRST_YEAR <= fiscal_year <= LAST_YEAR
    ):
        raise ValueError(
            f"fiscal_year is a whole number from {FIRST_YEAR} to {LAST_YEAR}, such as 2022; not {fiscal_year!r}"
        )
    one_of("document_type", document_type, DocumentType)
    return Hints(fiscal_year=fiscal_year, document_type=document_type)


def one_of(argument: str, value: object, literal: object) -> None:
    """Raise ``ValueError`` for a value that is none of a literal type's; None is left to the caller."""
    if value is not None and value not in get_args(literal):
        allowed = ", ".join(map(repr, get_args(literal)))
        raise ValueError(f"{argument} is one of {allowed}; not {value!r}")


def reader(value: ReaderName | None) -> ReaderName | None:
    """The reader asked for.

    Raises:
        ValueError: there is none of that name.
    """
    one_of("reader", value, ReaderName)
    return value


def several(argument: str, value: Iterable[str]) -> tuple[str, ...]:
    """Words of a list.

    Raises:
        TypeError: one word that stands alone, whose letters would be taken for words; something that is no word.
    """
    alone = isinstance(value, str | bytes) or not isinstance(value, Iterable)
    words = () if alone else tuple(value)
    if alone or not all(isinstance(word, str) for word in words):
        example = value if isinstance(value, str) else "json" if argument == "formats" else "placeholder"
        raise TypeError(f"{argument} is a tuple of words, such as ({example!r},); not {value!r}")
    return words


def path(argument: str, value: object) -> Path:
    """A path, or its name.

    Raises:
        TypeError: it is neither.
    """
    if not isinstance(value, str | os.PathLike):
        raise TypeError(f"{argument} is a path, such as Path('out'); not {value!r}")
    return Path(value)


def inputs(value: object) -> Iterable[str | Path]:
    """Files, folders, patterns and archives; one that stands alone is a list of one.

    Raises:
        TypeError: they are no list of paths; of a generator when the one that is no path is reached.
    """
    if isinstance(value, str | os.PathLike):
        return [path("inputs", value)] if not isinstance(value, str) else [value]
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        raise TypeError(f"inputs is a list of paths, such as ['disclosures/']; not {value!r}")
    return map(_named, value)


def _named(value: object) -> str | Path:
    return value if isinstance(value, str) else path("an input", value)


def path_or_text(value: object) -> str | Path:
    """A path or a text.

    Raises:
        TypeError: bytes, an open file, None; the message says what to call for those.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, os.PathLike):
        return Path(value)
    instead = ""
    if isinstance(value, bytes | bytearray | memoryview):
        instead = "; for the bytes of a file there is structure_bytes(data, name)"
    elif hasattr(value, "read"):
        instead = "; of an open file give its path, or structure_bytes(file.read(), name)"
    raise TypeError(f"a path or a text is structured, not {type(value).__name__}{instead}")


def content(data: object, name: object) -> tuple[bytes, str]:
    """The bytes of a file, and what it is called.

    Raises:
        TypeError: a text in place of bytes, a name that is none.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        instead = "; for a text there is structure(text)" if isinstance(data, str) else ""
        raise TypeError(f"data is the bytes of a file, not {type(data).__name__}{instead}")
    if not isinstance(name, str | os.PathLike):
        raise TypeError(f"name is what the file is called, such as 'a.pdf'; not {name!r}")
    return bytes(data), str(name)


def instance(argument: str, value: object, kind: type[Of], how: str) -> Of:
    """A value of a class.

    Raises:
        TypeError: it is of another; ``how`` says how one is made.
    """
    if not isinstance(value, kind):
        raise TypeError(f"{argument} is made by {how}; not {value!r}")
    return value
