"""What the document's own tables say: codes with names as printed, and the amounts beside them.

Many tables print names without codes. There the rows themselves say what stands under what: 行政运行 after
医疗保障管理事务, which comes after 卫生健康支出, is 2101501.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.lexicon.classification import scheme_of
from docstruct.lexicon.numerals import ORDINALS
from docstruct.matching.index import SHORT_FORM, Named, NameIndex
from docstruct.money import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Table, TableRow
    from docstruct.lexicon.matching import MatchingSettings
    from docstruct.matching.keys import NameKeys
    from docstruct.outline import Outline

_MARKER = re.compile(rf"^[（(]?[{ORDINALS}\d]{{1,3}}[)）]?[、.．)）]")
"""一、 before a name of the first level."""


class DocumentTables:
    """The codes a document prints in its tables, or implies by the order of their rows.

    Args:
        outline: the document, with its tables.
        known: the names of the classification, by which rows without codes are read.
        keys, settings: as for the index of the names that are printed.

    Attributes:
        implied: by table, the codes of its rows that print none, by the row's place from 0.
    """

    def __init__(
        self, outline: Outline, known: NameIndex, keys: NameKeys, settings: MatchingSettings
    ) -> None:
        # As a set that keeps the order: tables print the same names again and again.
        names: dict[Named, None] = {}
        self._rows: dict[str, list[tuple[TableRow, Decimal | None]]] = {}
        self._amounts: dict[str, set[Decimal]] = {}
        self.implied: dict[str, dict[int, str]] = {}
        for table in outline.tables:
            implied = list(_implied(table, known))
            self.implied[table.id] = {place: code for place, code, _ in implied}
            told = ((code, name, table.rows[place]) for place, code, name in implied)
            unit = yuan_of(table.unit or outline.metadata.money_unit)
            for code, name, row in (*_printed(table), *told):
                names[Named(code, name)] = None
                self._rows.setdefault(code, []).append((row, unit))
        self.index = NameIndex(names, keys, settings)

    def prints(self, code: str) -> bool:
        """Whether a table of the document prints the code, or a row that must be it."""
        return code in self._rows

    def has_amount(self, code: str, amounts: tuple[str, ...]) -> bool:
        """Whether a row of the code holds one of the amounts (in yuan), zero apart."""
        # 0.00 stands beside most names of most tables and tells none of them from the others.
        wanted = {Decimal(amount) for amount in amounts} - {Decimal(0)}
        if not wanted or code not in self._rows:
            return False
        if code not in self._amounts:  # few codes are asked for by their amounts
            self._amounts[code] = set[Decimal]().union(*(_amounts(*row) for row in self._rows[code]))
        return not wanted.isdisjoint(self._amounts[code])


def _printed(table: Table) -> Iterator[tuple[str, str, TableRow]]:
    for row in table.rows:
        if row.code and row.name and scheme_of(row.code):
            yield row.code, row.name, row


def _implied(table: Table, known: NameIndex) -> Iterator[tuple[int, str, str]]:
    """The places, codes and names of rows without a code, read downwards: each stands under, beside or above the one before.

    Reading begins at the name of a 类; a name that cannot follow is passed over.
    """
    before = ""
    for place, row in enumerate(table.rows):
        if row.code or not row.name:
            continue
        name = _MARKER.sub("", row.name)
        hits = [hit for hit in known.named(name) if hit.likeness >= SHORT_FORM]
        code = _following(before, [hit.code for hit in hits if hit.scheme == "functional"])
        if code is not None:
            before = code
            yield place, code, name


def _following(before: str, codes: list[str]) -> str | None:
    """The one of several codes that can come after another in a table: under it, else beside it, else above.

    >>> _following("21015", ["2010101", "2101501"]), _following("2101501", ["2101502"]), _following("", ["208"])
    ('2101501', '2101502', '208')
    """
    # From the inside: 行政运行 behind 2101501 is beside it (21015…) before it is anything higher up.
    for parent in (before, before[:-2], before[:-4]) if before else ():
        under = [code for code in codes if len(parent) >= 3 and code[:-2] == parent]
        if under:
            return under[0]
    return next((code for code in codes if len(code) == 3), None)


def _amounts(row: TableRow, unit: Decimal | None) -> set[Decimal]:
    """The amounts of a row in yuan; none where nothing says in which unit they are."""
    if unit is None:
        return set()
    return {Decimal(cell.value) * unit for cell in row.cells if cell.value is not None}
