"""jsonl, csv and parquet: what a document becomes as rows."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.document import Cell, Document, TableRow
from docstruct.errors import DocstructError
from docstruct.writing import collection_writers, document_writers
from docstruct.writing.csv import cell, fields_of
from docstruct.writing.entities import ENTITIES
from docstruct.writing.manner import Manner
from tests.writing.conftest import TRAVEL

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, form: str, *documents: Document) -> Path:
    with collection_writers([form], folder) as collections:
        for document in documents:
            collections.add(document, "name")
    return folder


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))


def test_json_is_the_document(document: Document, tmp_path: Path) -> None:
    (writer,) = document_writers(["json"])
    path = writer.write_document(document, tmp_path, "某市")
    assert path == tmp_path / "某市.json"
    assert Document.from_json(path.read_bytes()) == document


@pytest.mark.parametrize("entity", [name for name in ENTITIES if name != "documents"])
def test_jsonl_lines_are_the_entries_of_the_document(document: Document, tmp_path: Path, entity: str) -> None:
    write(tmp_path, "jsonl", document, document)
    lines = [json.loads(line) for line in (tmp_path / f"{entity}.jsonl").read_text("utf-8").splitlines()]
    keys = {"document": document.source.sha256, "path": document.source.path}
    assert lines == [keys | entry for entry in json.loads(document.to_json())[entity]] * 2


def test_the_document_line_counts_what_the_other_files_hold(document: Document, tmp_path: Path) -> None:
    line = json.loads(write(tmp_path, "jsonl", document).joinpath("documents.jsonl").read_text("utf-8"))
    assert line["metadata"]["organization"] == "某市医疗保障局"
    assert line["text"] == document.text
    assert line["counts"] == {
        "sections": 4, "tables": 1, "facts": 2, "figures": 7, "reasons": 1, "records": 2, "definitions": 1, "findings": 2,
    }  # fmt: skip


def test_records_csv_speaks_without_ids(document: Document, tmp_path: Path) -> None:
    first, second = read_csv(write(tmp_path, "csv", document) / "records.csv")
    assert first | {
        "organization": "某市医疗保障局", "fiscal_year": "2021", "section": "一、支出决算情况",
        "subject": "行政单位离退休", "subject_path": "社会保障和就业支出 > 行政事业单位养老支出 > 行政单位离退休",
        "code": "2080501", "kind": "budget_execution", "unit": "万元", "budget": "1.47", "actual": "21.93",
        "completion_rate": "199", "counts": "新增退休人员 2人", "reasons": "一是补发退休人员补贴；二是新增退休人员2人",
        "actual_yuan": "219300", "difference": "决算大于预算", "relation": "actual_gt_budget", "purpose": "",
    } == first  # fmt: skip
    assert (second["actual"], second["unit"], second["change"]) == ("16.50", "万元", "245.32元")
    assert second["text"] == TRAVEL
    assert (second["change_rate"], second["direction"], second["basis"]) == (
        "-15.0",
        "decrease",
        "prior_year",
    )


def test_csv_of_a_run_in_chinese_has_chinese_headings_and_words(document: Document, tmp_path: Path) -> None:
    with collection_writers(["csv"], tmp_path, manner=Manner(language="zh")) as writers:
        writers.add(document, "甲")
    _, second = read_csv(tmp_path / "records.csv")
    assert (
        second
        | {"单位": "某市医疗保障局", "类型": "决算", "方向": "减少", "对比": "上年", "增减率（%）": "-15.0"}
        == second
    )
    finding = read_csv(tmp_path / "findings.csv")[0]
    assert list(finding)[:5] == ["程度", "类别", "单位", "年度", "类型"]
    assert finding["程度"] in ("矛盾", "存疑", "提示")
    assert list(read_csv(tmp_path / "figures.csv")[0])[-2:] == [
        "document",
        "path",
    ]  # for programs, whatever the language


def test_what_is_read_of_findings_joins_with_what_is_read_of_records(
    document: Document, tmp_path: Path
) -> None:
    folder = write(tmp_path, "csv", document)
    figures = {name for row in read_csv(folder / "records.csv") for name in row["figure_ids"].split("; ")}
    named = {name for row in read_csv(folder / "findings.csv") for name in row["figures"].split("; ") if name}
    assert named <= figures <= {row["id"] for row in read_csv(folder / "figures.csv")}
    assert all(
        {"severity", "kind", "sentence", "section", "place"} <= row.keys()
        for row in read_csv(folder / "findings.csv")
    )


WORDS = st.text('=+-@＝"，,; \t\r\n类款0.1', max_size=6)
VALUES = st.one_of(
    st.none(), WORDS, st.booleans(), st.integers(), st.floats(), st.lists(WORDS, max_size=3).map(tuple)
)


@given(
    st.sampled_from((WORDS, st.one_of(st.none(), WORDS), st.one_of(st.none(), st.integers()), VALUES)),
    st.data(),
)
def test_a_column_is_written_as_the_csv_module_writes_its_cells(
    values: st.SearchStrategy[object], data: st.DataObject
) -> None:
    column = data.draw(st.lists(values, min_size=1))
    written = io.StringIO()
    csv.writer(written).writerows([cell(value, " > "), "其他"] for value in column)
    assert "".join(f"{field},其他\r\n" for field in fields_of(column, " > ")) == written.getvalue()


def test_tables_csv_has_one_row_a_cell(document: Document, tmp_path: Path) -> None:
    cells = read_csv(write(tmp_path, "csv", document) / "tables.csv")
    assert [(cell["column_title"], cell["row_name"], cell["value"], cell["text"]) for cell in cells] == [
        ("科目 > 编码", "行政单位离退休", "", "2080501"),
        ("科目 > 名称", "行政单位离退休", "", "行政单位离退休"),
        ("合计", "行政单位离退休", "21.93", "21.93"),
    ]


def test_tables_csv_quotes_what_a_cell_a_title_or_a_name_holds(document: Document, tmp_path: Path) -> None:
    """Rows may have more cells than there are titles, or fewer; what is quoted comes back as it was."""
    (table,) = document.tables
    texts = ['=1+1,"a"', "两\n行", "-4.5", "-4.5", ""]
    cells = tuple(Cell(text=text, kind="text", value=None, start=0, end=1) for text in texts)
    rows = (TableRow(cells=cells, name='名,"称'), TableRow(cells=cells[:1], code="2010101"))
    hostile = replace(table, title="表,一", unit="万元", header=(("甲,乙", "丙"), ("丁",)), rows=rows)
    written = write(tmp_path, "csv", replace(document, tables=(hostile,))) / "tables.csv"
    _, *lines = csv.reader(io.StringIO(written.read_text("utf-8-sig"), newline=""))

    assert [line[7:15] for line in lines] == [
        ["1", "", '名,"称', "1", "甲,乙 > 丙", "text", "", '\'=1+1,"a"'],
        ["1", "", '名,"称', "2", "丁", "text", "", "两\n行"],
        ["1", "", '名,"称', "3", "", "text", "", "-4.5"],
        ["1", "", '名,"称', "4", "", "text", "", "-4.5"],
        ["1", "", '名,"称', "5", "", "text", "", ""],
        ["2", "2010101", "", "1", "甲,乙 > 丙", "text", "", '\'=1+1,"a"'],
    ]
    assert {tuple(line[:7]) for line in lines} == {
        (table.id, table.kind or "", "表,一", "万元", str(table.page or ""), "", "")
    }
    assert {tuple(line[15:]) for line in lines} == {(document.source.sha256, document.source.path)}


def test_facts_have_columns_for_their_subject_whether_they_have_one_or_not(
    document: Document, tmp_path: Path
) -> None:
    first, second = read_csv(write(tmp_path, "csv", document) / "facts.csv")
    assert (first["subject_text"], first["subject_code"]) == ("行政单位离退休", "2080501")
    assert (first["component"], first["measure"], first["amount"]) == ("expenditure", "actual", "219300")
    assert (second["subject_text"], second["subject_code"], second["measure"]) == ("", "", "")
    facts = pq.read_table(write(tmp_path, "parquet", document) / "facts.parquet")
    assert facts["subject_code"].to_pylist() == ["2080501", None]
    assert facts["measure"].to_pylist() == ["actual", None]


def test_spreadsheets_open_csv_with_its_chinese_and_without_its_formulas(
    hostile: Document, tmp_path: Path
) -> None:
    path = write(tmp_path, "csv", hostile) / "records.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    _, second = read_csv(path)
    assert second["subject"].startswith("'=HYPERLINK")
    assert second["change_rate"] == "-15.0"


def test_parquet_keeps_numbers_exact_and_as_stated(document: Document, tmp_path: Path) -> None:
    write(tmp_path, "parquet", document)
    part = tmp_path / "figures.parquet/fiscal_year=2021/document_type=final_accounts/part-0.parquet"
    figures = pq.ParquetFile(part).read()
    assert figures.schema.field("value").type == pa.decimal128(38, 10)
    assert pa.types.is_dictionary(figures.schema.field("measure").type)
    assert figures["value"][4].as_py() == Decimal("16.50")
    assert figures["value_text"].to_pylist() == [figure.value for figure in document.figures]
    assert figures["measure"].to_pylist() == [figure.measure for figure in document.figures]


@pytest.mark.parametrize("value", ["0.12345678901", "1" * 29, "一", "NaN", "1E+40"])
def test_parquet_rounds_no_number_it_cannot_hold(document: Document, tmp_path: Path, value: str) -> None:
    changed = replace(document, figures=(replace(document.figures[0], value=value),))
    table = pq.read_table(write(tmp_path, "parquet", changed) / "figures.parquet")
    assert table["value"].to_pylist() == [None]
    assert table["value_text"].to_pylist() == [value]


def test_parquet_joins_over_all_documents(document: Document, tmp_path: Path) -> None:
    unknown = replace(document, metadata=replace(document.metadata, fiscal_year=None, document_type=None))
    write(tmp_path, "parquet", document, unknown)
    rows = duckdb.sql(f"""
        SELECT r.subject_text, f.amount, r.fiscal_year
        FROM read_parquet('{tmp_path}/records.parquet/**/*.parquet') r
        JOIN read_parquet('{tmp_path}/figures.parquet/**/*.parquet') f
          ON f.document = r.document AND f.id = r.actual AND f.fiscal_year = r.fiscal_year
        ORDER BY ALL""").fetchall()
    of_year = [("公务接待费", Decimal(165000)), ("行政单位离退休", Decimal(219300))]
    assert [row[:2] for row in rows if row[2] == 2021] == of_year
    assert [row[:2] for row in rows if row[2] == 0] == of_year  # a year that is not known is 0, and joins too
    tables = duckdb.sql(
        f"SELECT rows[1].cells[3].value FROM '{tmp_path}/tables.parquet/**/*.parquet'"
    ).fetchall()
    assert tables == [(Decimal("21.93"),)] * 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_the_same_documents_give_the_same_bytes_and_replace_older_ones(
    document: Document, tmp_path: Path, form: str
) -> None:
    first = {path: path.read_bytes() for path in write(tmp_path, form, document).rglob("*") if path.is_file()}
    again = {path: path.read_bytes() for path in write(tmp_path, form, document).rglob("*") if path.is_file()}
    assert first == again
    assert not [path for path in again if path.name.startswith(".")]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_run_that_fails_leaves_the_older_files(document: Document, tmp_path: Path, form: str) -> None:
    before = {
        path: path.read_bytes() for path in write(tmp_path, form, document).rglob("*") if path.is_file()
    }
    with suppress(RuntimeError), collection_writers([form], tmp_path) as collections:
        collections.add(document, "name")
        raise RuntimeError
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_an_unknown_format_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(DocstructError, match="no such format: xml; formats are json"):
        document_writers(["json", "xml"])
