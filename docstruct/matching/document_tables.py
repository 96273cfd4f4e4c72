"""What the document's own tables say: codes with names as printed, and the amounts beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.lexicon.classification import scheme_of
from docstruct.matching.index import Named, NameIndex

if TYPE_CHECKING:
    from docstruct.document import Table, TableRow
    from docstruct.lexicon.matching import MatchingSettings
    from docstruct.matching.keys import NameKeys
    from docstruct.outline import Outline

UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class DocumentTables:
    """The codes a document prints in its tables."""

    def __init__(self, outline: Outline, keys: NameKeys, settings: MatchingSettings) -> None:
        names: dict[Named, None] = {}
        self._amounts: dict[str, set[Decimal]] = {}
        for table in outline.tables:
            for row in table.rows:
                if row.code and row.name and scheme_of(row.code):
                    names[Named(row.code, row.name)] = None
                    self._amounts.setdefault(row.code, set()).update(_amounts(row, table))
        self.index = NameIndex(names, keys, settings)

    def prints(self, code: str) -> bool:
        """Whether a table of the document prints the code."""
        return code in self._amounts

    def has_amount(self, code: str, amounts: tuple[str, ...]) -> bool:
        """Whether a row of the code holds one of the amounts (in yuan), zero apart."""
        wanted = {Decimal(amount) for amount in amounts} - {Decimal(0)}
        return not wanted.isdisjoint(self._amounts.get(code, ()))


def _amounts(row: TableRow, table: Table) -> set[Decimal]:
    """The amounts of a row in yuan; tables that state no unit are in 万元, as the templates are."""
    unit = UNITS.get(table.unit or "万元", Decimal(10_000))
    return {Decimal(cell.value) * unit for cell in row.cells if cell.value is not None}
