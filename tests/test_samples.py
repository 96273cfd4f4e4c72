"""The five samples, end to end: values a person can verify in the text of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from docstruct import structure
from docstruct.document import Document, Figure, Reason, Record

SAMPLES = Path(__file__).parents[1] / "samples"
CHANGCHUN_2020 = "长春市社会医疗保险管理局2020年度部门决算"
CHANGCHUN_2024 = "长春市医疗保障局本级2024年度部门预算"
ZHUZHOU = "株洲市医疗保障事务中心2020年度部门决算"
YANBIAN = "延边朝鲜族自治州社会医疗保险管理局2022年度部门决算"
BAISHAN = "白山市医疗保障局2021年度部门决算"


@cache
def document(name: str) -> Document:
    return structure(SAMPLES / f"{name}.txt")


def item(name: str, code: str) -> tuple[Record, dict[str, str], list[Reason]]:
    """The budget-execution record of a code, the values of its figures, and its reasons."""
    found = document(name)
    figures = {figure.id: figure for figure in found.figures}
    reasons = {reason.id: reason for reason in found.reasons}
    (record,) = [
        record
        for record in found.records
        if record.subject.code == code and record.kind == "budget_execution"
    ]
    keys = ("budget", "actual", "completion_rate")
    values = {key: figures[id_].value for key in keys if (id_ := getattr(record, key))}
    return record, values, [reasons[reason] for reason in record.reasons]


@pytest.mark.parametrize(
    ("name", "document_type", "fiscal_year", "organization", "date"),
    [
        (CHANGCHUN_2020, "final_accounts", 2020, "长春市社会医疗保险管理局", "2021-09-17"),
        (CHANGCHUN_2024, "budget", 2024, "长春市医疗保障局本级", "2023-02-23"),
        (ZHUZHOU, "final_accounts", 2020, "株洲市医疗保障事务中心", None),
        (YANBIAN, "final_accounts", 2022, "延边朝鲜族自治州社会医疗保险管理局", "2023-08-21"),
        (BAISHAN, "final_accounts", 2021, "白山市医疗保障局", "2022-09-30"),
    ],
)
def test_the_cover(
    name: str, document_type: str, fiscal_year: int, organization: str, date: str | None
) -> None:
    metadata = document(name).metadata

    assert (metadata.document_type, metadata.fiscal_year) == (document_type, fiscal_year)
    assert (metadata.organization, metadata.date) == (organization, date)
    assert metadata.money_unit == "万元"


@pytest.mark.parametrize(
    ("name", "code", "subject", "budget", "actual", "rate", "relation", "reason"),
    [
        (
            YANBIAN,
            "2080109",
            "社会保险经办机构",
            "168.1",
            "258.08",
            "153.5",
            "actual_gt_budget",
            "增加人员经费",
        ),
        (
            CHANGCHUN_2020,
            "2080109",
            "社会保险经办机构",
            "85",
            "406.52",
            "478.3",
            "actual_gt_budget",
            "使用上年结转资金",
        ),
        (
            CHANGCHUN_2020,
            "2101103",
            "公务员医疗补助",
            "17.04",
            "13.13",
            "77.1",
            "actual_gt_budget",
            "在职人员调整",
        ),
        (
            BAISHAN,
            "2080501",
            "行政单位离退休",
            "1.47",
            "21.93",
            "199",
            "actual_gt_budget",
            "使用上年资金结余",
        ),
        (BAISHAN, "2101501", "行政运行", "343.17", "378.46", "110", "actual_gt_budget", "追加预算"),
    ],
)
def test_an_item_with_its_budget_actual_rate_and_reason(
    name: str, code: str, subject: str, budget: str, actual: str, rate: str, relation: str, reason: str
) -> None:
    record, values, reasons = item(name, code)

    assert record.subject.text == subject
    assert values == {"budget": budget, "actual": actual, "completion_rate": rate}
    assert [(stated.relation, stated.text) for stated in reasons] == [(relation, reason)]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        (CHANGCHUN_2020, "direction_contradiction", "公务员医疗补助"),
        (CHANGCHUN_2020, "direction_contradiction", "行政运行"),
        (CHANGCHUN_2020, "completion_rate_mismatch", "住房公积金"),
        (CHANGCHUN_2020, "code_name_mismatch", "彩票公益金安排的支"),
        (CHANGCHUN_2020, "organization_mismatch", "长春市社会保险管理局"),
        (CHANGCHUN_2024, "unit_suspect", "245.32元"),
        (CHANGCHUN_2024, "contents_mismatch", "国有资本经营预算支出表"),
        (CHANGCHUN_2024, "date_suspect", "2023-02-23"),
        (CHANGCHUN_2024, "header_year_mismatch", "2022年预算数"),
        (CHANGCHUN_2024, "table_unit_suspect", "300000.00"),
        (YANBIAN, "share_mismatch", "授予中小企业合同金额"),
        (YANBIAN, "placeholder", "XX政府性基金"),
        (BAISHAN, "completion_rate_mismatch", "行政单位离退休"),
        (BAISHAN, "direction_contradiction", "住房公积金"),
        (BAISHAN, "change_rate_mismatch", "机关运行经费"),
        (BAISHAN, "year_mismatch", "2020年度部门决算编制范围"),
        (BAISHAN, "restatement_mismatch", "1108.43"),
        (BAISHAN, "placeholder", "完成年初预算的%"),
    ],
)
def test_what_readers_confirmed_is_found(name: str, kind: str, words: str) -> None:
    messages = [finding.message for finding in document(name).findings if finding.kind == kind]

    assert any(words in message for message in messages), messages


@pytest.mark.parametrize("name", [CHANGCHUN_2020, CHANGCHUN_2024, ZHUZHOU, YANBIAN, BAISHAN])
def test_every_figure_is_where_it_says(name: str) -> None:
    found = document(name)
    source = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")

    def digits(text: str) -> str:
        return "".join(character for character in text if character.isdigit())

    def place(figure: Figure) -> tuple[str, str]:
        start, end = found.to_source(figure.start, figure.end)
        assert (start, end) == (figure.source_start, figure.source_end)
        return digits(found.text[figure.start : figure.end]), digits(source[start:end])

    for figure in found.figures:
        in_text, in_source = place(figure)
        assert digits(figure.value) == in_text == in_source
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end


def test_the_glyphs_of_a_pdf_producer_are_repaired() -> None:
    found = document(BAISHAN)

    assert not [character for character in found.text if "\u2e80" <= character <= "\u2fdf"]
    assert "第一部分" in found.text
    assert found.repairs.counts["radical"] > 700


def test_a_document_survives_its_json() -> None:
    found = document(YANBIAN)

    assert Document.from_json(found.to_json()) == found
