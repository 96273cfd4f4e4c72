#!/usr/bin/env python3
"""A dashboard over many documents: the three public expenses by organization and year, from the Parquet of a run.

    docstruct run disclosures/ --output out/ --format parquet
    python examples/dashboard.py out/ > dashboard.html

One query over the folder, one table as HTML; any tool that reads Parquet can take its place.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import duckdb

QUERY = """
SELECT d.metadata_organization AS organization, d.fiscal_year AS year, f.component AS item,
       max(f.amount) FILTER (f.measure = 'budget') AS budget,
       max(f.amount) FILTER (f.measure = 'actual') AS actual
FROM read_parquet('{out}/facts.parquet/**/*.parquet', hive_partitioning = true) AS f
JOIN read_parquet('{out}/documents.parquet/**/*.parquet', hive_partitioning = true) AS d USING (document)
WHERE f.component LIKE 'three_public%' AND f.table_kind = 'tables.three_public'
GROUP BY ALL ORDER BY ALL
"""


def rows(out: Path) -> list[tuple[object, ...]]:
    """Organization, year, item, budget and actual in yuan."""
    return duckdb.connect().execute(QUERY.format(out=str(out).replace("'", "''"))).fetchall()


def page(found: list[tuple[object, ...]]) -> str:
    """The rows as an HTML table."""
    headings = "".join(
        f"<th>{heading}</th>" for heading in ("单位", "年度", "项目", "预算（元）", "决算（元）")
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td>{escape(str(cell if cell is not None else ''))}</td>" for cell in row)
        + "</tr>"
        for row in found
    )
    return f"<!doctype html><meta charset=utf-8><title>“三公”经费</title><table><tr>{headings}</tr>{body}</table>\n"


if __name__ == "__main__":
    sys.stdout.write(page(rows(Path(sys.argv[1]))))
