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


ONE_CAUSE = 3
"""Rows of one table from which wrong names are no slips: a unit that numbered its items by itself, a column cut off."""


def misnamed_rows(tables: Iterable[Table], matcher: Matcher, year: int | None) -> Iterator[Finding]:
    """One finding for each code and wrong or given-up name, at its first row; many of one table are one finding."""
    seen: set[tuple[str, str]] = set()
    for table in tables:
        wrong: list[tuple[TableRow, str]] = []
        for row in table.rows:
            if row.code is None or row.name is None or (row.code, row.name) in seen:
                continue
            seen.add((row.code, row.name))
            if _is_misnamed(row.code, row.name, matcher):
                wrong.append((row, matcher.classification.name(row.code, year) or ""))
            elif stale := given_up(row.name, row.code, year, matcher):
                official = matcher.classification.name(row.code, year) or ""
                yield _finding(OUTDATED, table, [(row, official)], stale)
        groups = [wrong] if len(wrong) >= ONE_CAUSE else [[one] for one in wrong]
        for group in groups:
            yield _finding(NAMES, table, group, _named(group))


def _named(group: list[tuple[TableRow, str]]) -> str:
    """What is wrong with the names of some rows, in words."""
    row, official = group[0]
    if len(group) == 1:
        return f"科目{row.code}写为“{row.name}”，该科目名称是“{official}”"
    listed = "；".join(f"{row.code}写为“{row.name}”（应为“{official}”）" for row, official in group)
    return f"有{len(group)}个科目的名称与编码不符：{listed}"


def _is_misnamed(code: str, name: str, matcher: Matcher) -> bool:
    entries = matcher.classification.names(code)
    if not entries or matcher.is_called(code, name):
        return False
    attested = any(entry.evidence == "attested" for entry in entries)
    return attested or matcher.index.likeness_to(name, code) >= NEAR_MISS


def _finding(kind: FindingKind, table: Table, group: list[tuple[TableRow, str]], clause: str) -> Finding:
    places = [_place(table, row, row.name) for row, _ in group]
    return kind.finding(
        f"《{table.title or '表'}》{clause}。",
        places[0].start,
        places[0].end,
        tables=(table.id,),
        places=places,
        stated="、".join(row.name or "" for row, _ in group),
        computed="、".join(official for _, official in group),
    )


def _place(table: Table, row: TableRow, value: str | None) -> FindingPlace:
    return FindingPlace(
        table=table.id,
        section=table.section,
        label=" ".join(part for part in (row.code, row.name) if part),
        value=value,
        start=row.cells[0].start,
        end=row.cells[-1].end,
    )
