"""Rows of the document's tables whose name is not that of the code beside it (findings ``code_name_mismatch``, ``outdated_name``).

A printed code is certain, its name in the classification less so: part of the entries is recalled, not attested. A name
is therefore called wrong only where it is a near miss (cut off, one word misprinted) or where the code's name is attested.
A name or code that was given up before the year of the document is worth knowing, no more: documents print them for years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.catalogue import declare
from docstruct.document import FindingPlace
from docstruct.matching.names_stated import given_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.catalogue import FindingKind
    from docstruct.document import Finding, Table, TableRow
    from docstruct.matching.matcher import Matcher

NEAR_MISS = 0.8

NAMES = declare(
    "code_name_mismatch",
    severity="warning",
    made="matching",
    compares="the name printed beside a code, or the level named with it, against the classification of the year",
    tolerance="other words for an attested name count as that name; a name that is not attested must be a near miss",
    example="22960 彩票公益金安排的支 (彩票公益金安排的支出)",
)

OUTDATED = declare(
    "outdated_name",
    severity="info",
    made="matching",
    compares="the year of the document against the last edition that had the name, or the code, of a row of a table",
    tolerance="only where that edition is known; short forms of the name in force count as that name",
    example="210 医疗卫生与计划生育支出 in 2022 (卫生健康支出 since 2019)",
)


def misnamed_rows(tables: Iterable[Table], matcher: Matcher, year: int | None) -> Iterator[Finding]:
    """One finding for each code and wrong or given-up name, at its first row."""
    reported: set[tuple[str, str]] = set()
    for table in tables:
        for row in table.rows:
            if row.code is None or row.name is None or (row.code, row.name) in reported:
                continue
            official = matcher.classification.name(row.code, year) or ""
            if _is_misnamed(row.code, row.name, matcher):
                reported.add((row.code, row.name))
                clause = f"科目{row.code}写为“{row.name}”，该科目名称是“{official}”"
                yield _finding(NAMES, table, row, clause, official)
            elif stale := given_up(row.name, row.code, year, matcher):
                reported.add((row.code, row.name))
                yield _finding(OUTDATED, table, row, stale, official)


def _is_misnamed(code: str, name: str, matcher: Matcher) -> bool:
    entries = matcher.classification.names(code)
    if not entries or matcher.is_called(code, name):
        return False
    attested = any(entry.evidence == "attested" for entry in entries)
    return attested or matcher.index.likeness_to(name, code) >= NEAR_MISS


def _finding(kind: FindingKind, table: Table, row: TableRow, clause: str, official: str) -> Finding:
    start, end = row.cells[0].start, row.cells[-1].end
    place = FindingPlace(
        table=table.id, label=row.code or "", value=row.name, section=table.section, start=start, end=end
    )
    return kind.finding(
        f"《{table.title or '表'}》{clause}。",
        start,
        end,
        tables=(table.id,),
        places=(place,),
        stated=row.name,
        computed=official,
    )
