"""The matcher over the packaged classification, and documents made of a few table rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.document import Cell, Metadata, Table, TableRow
from docstruct.lexicon import default_lexicons
from docstruct.matching import Matcher
from docstruct.outline import Outline

if TYPE_CHECKING:
    from docstruct.matching import Resolver


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    return Matcher(default_lexicons().classification)


def document(
    *rows: tuple[str | None, str, str | None], year: int | None = 2022, unit: str = "万元"
) -> Outline:
    """A document with one table of (code, name, amount) rows."""
    table = Table(
        id="t1",
        start=0,
        end=0,
        section=None,
        kind=None,
        title=None,
        unit=unit,
        header=(),
        rows=tuple(TableRow(cells=_cells(amount), code=code, name=name) for code, name, amount in rows),
    )
    return Outline(
        metadata=Metadata(fiscal_year=year),
        sections=(),
        contents=(),
        tables=(table,),
        definitions=(),
        blocks=(),
    )


def _cells(amount: str | None) -> tuple[Cell, ...]:
    return () if amount is None else (Cell(text=amount, kind="number", value=amount, start=0, end=0),)


def resolver(
    matcher: Matcher, *rows: tuple[str | None, str, str | None], year: int | None = 2022
) -> Resolver:
    """A resolver for such a document."""
    return matcher.for_document(document(*rows, year=year))
