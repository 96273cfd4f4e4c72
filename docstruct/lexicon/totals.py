"""What totals are called, in tables and in prose (``lexicons/tables/totals.tsv``): one table for every room.

===========  ==================================================================================
``title``    a cell that alone names a total: 本年支出合计 in a row without a code
``row``      the row that totals all rows of a subject table
``column``   the column that totals those beside or below its title
``ending``   names that end so are amounts, not subjects of the classification
``whole``    behind 收入, 支出 or both, no more than these: 支出总计 is 支出
===========  ==================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder

Place: TypeAlias = Literal["title", "row", "column", "ending", "whole"]

FILE = "tables/totals.tsv"
BOTH = "收入?[、和与及]?支出?"
"""The two sides of a budget in one word, before the word for a total (收、支总计): a pattern."""
COLUMNS = ("name", "places", "source")
KEY = ("name",)


@dataclass(frozen=True, slots=True)
class Totals:
    """The names of totals by where they stand."""

    titles: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    endings: tuple[str, ...]
    wholes: tuple[str, ...]

    @classmethod
    def load(cls, folder: LexiconFolder) -> Totals:
        """Load and check the table.

        Raises:
            docstruct.errors.LexiconError: a row has no name, or a place that is none.
        """
        by_place: dict[Place, list[str]] = {place: [] for place in get_args(Place)}
        for row in folder.tsv(FILE, COLUMNS, KEY):
            if not row["name"]:
                raise row.error("column name: empty")
            for place in row["places"].split() or [""]:
                if place not in by_place:
                    raise row.error(f"column places: {place!r} is none of {', '.join(by_place)}")
                by_place[place].append(row["name"])
        return cls(
            titles=tuple(by_place["title"]),
            rows=tuple(by_place["row"]),
            columns=tuple(by_place["column"]),
            endings=tuple(by_place["ending"]),
            wholes=tuple(by_place["whole"]),
        )
