"""A small document by hand, so that what is written is tested apart from what is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docstruct.document import (
    Candidate,
    Category,
    Cell,
    ContentsEntry,
    Definition,
    Document,
    Fact,
    Figure,
    Finding,
    Metadata,
    Producer,
    Reason,
    Record,
    Repair,
    Repairs,
    Section,
    SourceInfo,
    Subject,
    Table,
    TableRow,
)
from docstruct.places import Places
from docstruct.spanmap import SpanMap

ITEM = "1.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。"
EXECUTION = "年初预算为1.47万元，支出决算为21.93万元，完成年初预算的199%。"
CAUSE = "决算数大于预算数的主要原因是：一是补发退休人员补贴；二是新增退休人员2人。"
TRAVEL = "公务接待费支出16.50万元，比上年减少245.32元，下降-15.0%。"
TEXT = f"""某市医疗保障局2021年度部门决算
第一部分 部门概况
第二部分 情况说明
一、支出决算情况
{ITEM}{EXECUTION}{CAUSE}
二、“三公”经费
{TRAVEL}
科目编码\t科目名称\t合计
2080501\t行政单位离退休\t21.93
第三部分 名词解释
财政拨款收入：指财政当年拨付的资金。
"""


def span(words: str, inside: str = TEXT) -> tuple[int, int]:
    """Where the words stand in the text, for a test only."""
    start = TEXT.index(inside) + inside.index(words)
    return start, start + len(words)


def figure(
    number: int, value: str, unit: str, measure: str, subject: Subject, inside: str, **more: object
) -> Figure:
    start, end = span(f"{value}{unit}", inside)
    sentence_start, sentence_end = span(inside)
    return Figure(
        id=f"f{number}", section="s4" if inside == TRAVEL else "s3", zone="narrative", subject=subject,
        measure=measure, value=value, unit=unit, start=start, end=end, source_start=start, source_end=end,
        sentence_start=sentence_start, sentence_end=sentence_end, **more,
    )  # fmt: skip


def section(number: int, parent: str | None, level: int, marker: str, title: str, end: int) -> Section:
    start, title_end = span(f"{marker}{title}" if "第" not in marker else f"{marker} {title}")
    return Section(
        id=f"s{number}", parent=parent, level=level, marker=marker, number=number, title=title, kind=None,
        type="heading", start=start, end=end, title_start=title_end - len(title), title_end=title_end,
        source_start=start, source_end=end, in_contents=number < 3,
    )  # fmt: skip


@pytest.fixture
def document() -> Document:
    retired = Subject(
        text="行政单位离退休", path=("社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休"),
        code="2080501", scheme="functional", edition=2021, score=0.75, method="exact",
        candidates=(Candidate(code="2080501", name="行政单位离退休", score=0.75),),
    )  # fmt: skip
    hosting = Subject(text="公务接待费")
    reason_start, reason_end = span("一是补发退休人员补贴；二是新增退休人员2人", CAUSE)
    travel, statement = span(TRAVEL), span(f"{ITEM}{EXECUTION}{CAUSE}")
    table_start, table_end = span("科目编码\t科目名称\t合计\n2080501\t行政单位离退休\t21.93")
    code_start, name_start, total_start = (
        span(words)[0] for words in ("2080501", "行政单位离退休\t", "21.93\n")
    )
    return Document(
        source=SourceInfo(path="in/某市.txt", sha256="ab" * 32, media_type="text/plain", pages=None, reader="text"),
        producer=Producer(version="0.1.0", lexicons="0123456789abcdef", unicode="16.0.0"),
        metadata=Metadata(
            document_type="final_accounts", fiscal_year=2021, organization="某市医疗保障局", money_unit="万元"
        ),
        text=TEXT,
        repairs=Repairs(
            counts={"space": 2, "joined_number": 1},
            entries=(
                Repair(kind="joined_number", start=travel[0] + 7, end=travel[0] + 12, source_start=travel[0] + 7,
                       source_end=travel[0] + 13, original="16.\n50", note="a number broken over lines"),
            ),
        ),
        pages=(),
        contents=(ContentsEntry(level=1, marker="第一部分", title="部门概况", section="s1", start=0, end=5),),
        sections=(
            section(1, None, 1, "第一部分", "部门概况", span("第二部分")[0]),
            section(2, None, 1, "第二部分", "情况说明", span("第三部分")[0]),
            section(3, "s2", 2, "一、", "支出决算情况", span("二、“三公”经费")[0]),
            section(4, "s2", 2, "二、", "“三公”经费", span("第三部分")[0]),
        ),
        tables=(
            Table(
                id="t1", section="s4", kind=None, title="支出决算表", unit="万元", start=table_start, end=table_end,
                header=(("科目", "编码"), ("科目", "名称"), ("合计",)),
                rows=(
                    TableRow(code="2080501", name="行政单位离退休", cells=(
                        Cell(text="2080501", kind="text", value=None, start=code_start, end=code_start + 7),
                        Cell(text="行政单位离退休", kind="text", value=None, start=name_start, end=name_start + 7),
                        Cell(text="21.93", kind="number", value="21.93", start=total_start, end=total_start + 5),
                    )),
                ),
            ),
        ),
        facts=(
            Fact(id="c1", table="t1", table_kind=None, row=1, column=3, organization="某市医疗保障局", subject=retired,
                 level=3, component="expenditure", measure="actual", fund="all", year=2021, text="21.93", value="21.93",
                 unit="万元", amount="219300", start=total_start, end=total_start + 5),
            Fact(id="c2", table="t1", table_kind=None, row=1, column=3, organization=None, subject=None, text="21.93",
                 value="21.93", unit=None, amount=None, start=total_start, end=total_start + 5),
        ),
        figures=(
            figure(1, "1.47", "万元", "budget", retired, EXECUTION, amount="14700"),
            figure(2, "21.93", "万元", "actual", retired, EXECUTION, amount="219300"),
            figure(3, "199", "%", "completion_rate", retired, EXECUTION, basis="initial_budget"),
            figure(4, "2", "人", "count", Subject(text="新增退休人员"), CAUSE),
            figure(5, "16.50", "万元", "actual", hosting, TRAVEL, amount="165000"),
            figure(6, "245.32", "元", "change", hosting, TRAVEL, amount="245.32", direction="decrease",
                   basis="prior_year"),
            figure(7, "-15.0", "%", "change_rate", hosting, TRAVEL, direction="decrease", basis="prior_year"),
        ),
        reasons=(
            Reason(id="r1", section="s3", zone="narrative", subject=retired, relation="actual_gt_budget",
                   text="一是补发退休人员补贴；二是新增退休人员2人", parts=("补发退休人员补贴", "新增退休人员2人"),
                   categories=(Category(id="personnel", evidence=("退休人员",)),), figures=("f1", "f2"),
                   start=reason_start, end=reason_end),
        ),
        records=(
            Record(id="c1", section="s3", kind="budget_execution", subject=retired, budget="f1", actual="f2",
                   completion_rate="f3", counts=("f4",), reasons=("r1",), start=statement[0], end=statement[1]),
            Record(id="c2", section="s4", kind="three_public", subject=hosting, actual="f5", change="f6",
                   change_rate="f7", start=travel[0] + 7, end=travel[1] - 1),
        ),
        definitions=(
            Definition(term="财政拨款收入", text="指财政当年拨付的资金。", start=TEXT.index("财政拨款收入"),
                       end=len(TEXT) - 1),
        ),
        findings=(
            Finding(id="n1", kind="completion_rate_mismatch", severity="error", figures=("f1", "f2", "f3"),
                    message="行政单位离退休决算21.93万元是年初预算1.47万元的1491.8%，文中写作199%。", stated="199",
                    computed="1491.8", start=span(EXECUTION)[0], end=span(EXECUTION)[1]),
            Finding(id="n2", kind="unit_suspect", severity="warning", figures=("f6",), sections=("s4",),
                    message="“245.32元”的单位可能应为万元。", start=travel[0], end=travel[1]),
        ),
    ).with_places(Places(SpanMap.identity(len(TEXT))))  # fmt: skip


@pytest.fixture
def hostile(document: Document) -> Document:
    """The same document with text that tries to be something else."""
    attack = "</script><script>document.title='hit'</script></style><img src=x onerror=alert(1)>\u202e\u2028\"'`&amp;"
    subject = replace(document.figures[4].subject, text=f"=HYPERLINK(1)、{attack}")
    records = (document.records[0], replace(document.records[1], subject=subject))
    findings = (replace(document.findings[0], message=attack), document.findings[1])
    source = replace(document.source, path=f"in/{attack}.txt")
    metadata = replace(document.metadata, organization=attack)
    return replace(
        document,
        text=document.text + attack,
        records=records,
        findings=findings,
        source=source,
        metadata=metadata,
    )
