#!/usr/bin/env python3
"""Build lexicons/classification/*.tsv from collected tables of codes and names.

    scripts/build_classification.py FOLDER [--output lexicons/classification]

FOLDER holds functional.tsv, economic_department.tsv and economic_government.tsv with the columns ``code name
parent_code first_year last_year status evidence``. The script renames columns to those of the lexicon, names the
evidence so that a reader can follow it (documents that came along as samples by their title), keeps every row, and
sorts by code, then current names before superseded ones. Maintainers edit the lexicons themselves; it is run again
only when a better collection takes the place of this one.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

FILES = ("economic_department.tsv", "economic_government.tsv", "functional.tsv")
COLUMNS = ("code", "name", "parent", "first_year", "last_year", "status", "source")
STATUS_ORDER = {"attested": 0, "recalled": 1, "historic": 2}
SAMPLES = {
    "seed 000": "长春市社会医疗保险管理局决算",
    "seed 001": "长春市医疗保障局预算",
    "seed 002": "株洲市医疗保障事务中心决算",
    "seed 003": "延边朝鲜族自治州社会医疗保险管理局决算",
    "seed 004": "白山市医疗保障局决算",
}
OTHER_NAMES = {
    "pdf bb5707": "pdf 上海部门决算模板",
    "dump-2009": "table of 2009 (github.com/Jackjet/supervise)",
    "knowledge": "editions as known",
}


def read_source(evidence: str) -> str:
    """Name the evidence of a row for readers.

    >>> read_source("seed 003 [2022];pdf 30d317 普陀司法局单位预算 [2026]")
    '延边朝鲜族自治州社会医疗保险管理局决算 [2022]; 普陀司法局单位预算 [2026]'
    """
    for label, title in (SAMPLES | OTHER_NAMES).items():
        evidence = evidence.replace(label, title)
    return "; ".join(
        re.sub(r"pdf (?:[0-9a-f]{6} )?|page data ", "", part).strip() for part in evidence.split(";")
    )


def convert(path: Path) -> list[tuple[str, ...]]:
    """The rows of a collected table as rows of the lexicon, sorted."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    converted = [
        (
            row["code"],
            row["name"],
            row["parent_code"],
            row["first_year"],
            row["last_year"],
            row["status"],
            read_source(row["evidence"]),
        )
        for row in rows
    ]
    return sorted(converted, key=lambda row: (row[0], STATUS_ORDER[row[5]], row[1]))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=Path("lexicons/classification"))
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        rows = convert(options.folder / name)
        lines = ["\t".join(row) for row in (COLUMNS, *rows)]
        (options.output / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{options.output / name}: {len(rows)} entries")


if __name__ == "__main__":
    main()
