"""The query of docs/corpora.md joins figures to records over all documents of a run."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions

ROOT = Path(__file__).parents[2]


def test_the_query_of_the_manual(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    manual = (ROOT / "docs" / "corpora.md").read_text(encoding="utf-8")
    query = re.search(r"```sql\n(.*?)```", manual, re.DOTALL)[1]
    local.run([str(ROOT / "samples")], tmp_path / "out", RunOptions(formats=("parquet",)), Limits(jobs=1))

    rows = (
        duckdb.connect().sql(query.replace("'out/", f"'{tmp_path}/out/").replace("LIMIT 20", "")).fetchall()
    )
    item = next(row for row in rows if row[1:4] == (2022, "社会保险经办机构", "2080109"))
    assert item[0] == "延边朝鲜族自治州社会医疗保险管理局"
    assert item[4:] == (Decimal("1681000"), Decimal("2580800"), Decimal("153.5"))
