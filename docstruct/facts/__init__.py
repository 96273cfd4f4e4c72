"""What the tables state, cell by cell: every amount and count with its meaning.

A figure of the prose is read from a sentence; a fact from the place of a cell::

    title of the table (``titles``)   fund, measure and year of all its amounts
    its columns (``columns``)         what each holds: fund, measure, year, 基本支出, 公务接待费
    its rows (``rows``)               whose amounts they are, and of what
    forms (``forms``)                 of which every row names its own cells: 年度资金总额 | 50.00

A statement of the prose knows the facts of its item (``linking``). The inner word counts: a column's before the row's,
the row's before the title's, and what a kind of table is about by default comes last. What is not certain of a fact is
None; the cell is still listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.facts.forms import FormReader
from docstruct.facts.linking import link
from docstruct.facts.reading import NOTHING, TableReader
from docstruct.facts.titles import TitleReader
from docstruct.facts.units import unit_of_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docstruct.document import Fact, Metadata, Table

__all__ = ["TitleReader", "facts_of", "link", "unit_of_tables"]


def facts_of(
    tables: tuple[Table, ...],
    metadata: Metadata,
    titles: TitleReader,
    implied: Mapping[str, Mapping[int, str]] | None = None,
    unit: str | None = None,
) -> tuple[Fact, ...]:
    """The facts of every table, in document order; places in the input are left for the caller to fill in.

    Args:
        tables: the tables of the document.
        metadata: its type, year, organization and unit.
        titles: reads the titles of tables, columns and rows.
        implied: by table, the codes of rows that print none, by the row's place from 0.
        unit: of tables that state none, see :func:`unit_of_tables`.
    """
    facts: list[Fact] = []
    for table in tables:
        facts.extend(_reader(table, metadata, titles, implied or {}, unit).facts(len(facts)))
    return tuple(facts)


def _reader(
    table: Table,
    metadata: Metadata,
    titles: TitleReader,
    implied: Mapping[str, Mapping[int, str]],
    unit: str | None,
) -> TableReader | FormReader:
    meanings = titles.meanings
    if table.kind in meanings.forms and not table.header:
        default = meanings.defaults.get(table.kind, NOTHING)
        return FormReader(table, metadata, titles, default)
    return TableReader(table, metadata, titles, implied.get(table.id, {}), table.unit or unit)
