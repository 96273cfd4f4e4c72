"""Records: which figures and reasons stand side by side, and what kind of statement they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.document import Section, SectionType

if TYPE_CHECKING:
    from tests.extracting.conftest import Reading


def section(
    text: str,
    title: str,
    kind: str | None,
    *,
    name: str = "s1",
    end: int | None = None,
    parent: str | None = None,
    written: SectionType = "heading",
) -> Section:
    start = text.index(title)
    return Section(
        id=name, parent=parent, level=2, marker="", number=None, title=title, kind=kind, type=written,
        title_start=start, title_end=start + len(title), start=start, end=end or len(text),
    )  # fmt: skip


def test_an_item_is_one_record(read: Reading) -> None:
    extraction = read(
        "住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为5万元，支出决算为6万元，完成年初预算的120%，"
        "决算数大于预算数的主要原因是新增3人。"
    )
    (record,) = extraction.records
    values = {figure.id: figure.value for figure in extraction.figures}
    assert record.kind == "budget_execution"
    assert [values[slot] for slot in (record.budget, record.actual, record.completion_rate) if slot] == [
        "5",
        "6",
        "120",
    ]
    assert record.reasons == ("r1",)


def test_a_figure_inside_a_reason_makes_no_record(read: Reading) -> None:
    extraction = read("会议费增加2万元，主要原因是新增3人。")
    assert [record.subject.text for record in extraction.records] == ["会议费"]


def test_a_second_amount_begins_a_new_record(read: Reading) -> None:
    extraction = read("会议费5万元，占3%。会议费6万元。")
    assert [record.actual for record in extraction.records] == ["f1", "f3"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("公务接待费5万元，其中：住宿2万元。", ["three_public", "three_public"]),
        # a new sentence is no part of the one before
        ("公务接待费5万元。会议室2万元。", ["three_public", "other"]),
    ],
)
def test_parts_are_of_the_kind_of_their_sentence(read: Reading, text: str, kinds: list[str]) -> None:
    assert [record.kind for record in read(text).records] == kinds


def test_counts_join_their_record(read: Reading) -> None:
    extraction = read("国内公务接待48批次、412人次。")
    assert [(record.counts, record.kind) for record in extraction.records] == [(("f1", "f2"), "three_public")]


def test_a_reason_without_figures_makes_a_record(read: Reading) -> None:
    (record,) = read("因公出国（境）费没有发生，原因是未安排出访。").records
    assert (record.subject.text, record.reasons, record.kind) == ("因公出国（境）费", ("r1",), "three_public")


@pytest.mark.parametrize(
    ("kind", "line", "expected"),
    [
        ("narrative.three_public.items", "会议接待支出5万元。", "three_public"),
        ("narrative.operating_costs", "全年经费支出5万元。", "operating_costs"),
        ("narrative.performance", "甲项目5万元。", "performance"),
        ("narrative.total", "收入总计5万元。", "total"),
        ("narrative.revenue", "事业收入5万元，占5%。", "composition"),
        ("narrative.other", "车辆5辆。", "assets"),
        # an item of the classification is a part of a total, and elsewhere its budget is carried out
        ("narrative.total", "教育支出（类）5万元。", "composition"),
        ("narrative.general_budget.items", "教育支出（类）5万元。", "budget_execution"),
        ("narrative.other", "教育支出（类）5万元。", "budget_execution"),
        # so is what is told with its share
        ("narrative.total", "会议费5万元，占5%。", "composition"),
        ("narrative.general_budget.items", "会议费5万元，占5%。", "budget_execution"),
        ("narrative.total", "会议费5万元。", "composition"),
        ("narrative.other", "会议费5万元。", "other"),
    ],
)
def test_the_kind_follows_the_section(read: Reading, kind: str, line: str, expected: str) -> None:
    text = f"某某情况\n{line}"
    extraction = read(text, sections=(section(text, "某某情况", kind),))
    assert [record.kind for record in extraction.records] == [expected]


def test_the_heading_is_the_subject_of_what_names_none(read: Reading) -> None:
    text = "公务接待费支出决算情况说明\n支出决算为5万元。"
    extraction = read(text, sections=(section(text, "公务接待费支出决算情况说明", "narrative.three_public"),))
    assert extraction.figures[0].subject.text.startswith("公务接待费")


def test_a_section_is_entered_once(read: Reading) -> None:
    text = "公务接待费情况\n会议费5万元。\n支出3万元。"
    figures = read(text, sections=(section(text, "公务接待费情况", "narrative"),)).figures
    assert [figure.subject.text for figure in figures] == ["会议费", "会议费"]


def test_a_title_inside_its_paragraph_is_read_with_it(read: Reading) -> None:
    text = "会议费5万元。\n1.培训费情况。支出1万元。"
    title = section(text, "1.培训费情况。", "narrative", written="item")
    assert [figure.subject.text for figure in read(text, sections=(title,)).figures] == ["会议费", "培训费"]


def test_a_section_without_a_kind_is_of_that_around_it(read: Reading) -> None:
    text = "甲情况\n乙情况\n支出5万元，比上年腾挪1万元。"
    outer = section(text, "甲情况", "narrative.three_public")
    inner = section(text, "乙情况", None, name="s2", parent="s1")
    extraction = read(text, sections=(outer, inner))
    assert [record.kind for record in extraction.records] == ["three_public"]
    assert [finding.sections for finding in extraction.findings] == [("s2",)]


@pytest.mark.parametrize(
    ("title", "body", "items"),
    [
        (
            "教育支出（类）普通教育（款）：小学教育（项）",
            "年初预算5万元。",
            ["教育支出/普通教育/小学教育"],
        ),
        # what a title breaks off, the first words below it complete; what it only goes on with, they do not
        (
            "卫生健康支出（类）行政事业单位医疗（款）行政单位",
            "医疗（项）5万元，公务员医疗补助（项）6万元。",
            ["卫生健康支出/行政事业单位医疗/行政单位医疗", "卫生健康支出/行政事业单位医疗/公务员医疗补助"],
        ),
        (
            "教育支出（类）普通教育（款）小学教育（项）情况",
            "年初预算5万元。培训支出（项）5万元。",
            ["教育支出/普通教育/小学教育", "教育支出/普通教育/培训支出"],
        ),
    ],
)
def test_the_levels_of_a_heading(read: Reading, title: str, body: str, items: list[str]) -> None:
    text = f"{title}\n{body}"
    figures = read(text, sections=(section(text, title, "narrative"),)).figures
    assert ["/".join(figure.subject.path) for figure in figures] == items


def test_a_code_unlike_its_name_is_found_in_its_section(read: Reading) -> None:
    text = "甲情况\n2080505养老保险缴费5万元。2080505养老保险缴费6万元。"
    (finding,) = read(text, sections=(section(text, "甲情况", "narrative"),)).findings
    assert (finding.kind, finding.sections) == ("code_name_mismatch", ("s1",))


def test_an_item_in_a_heading_is_the_subject_below_it(read: Reading) -> None:
    title = "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）"
    text = f"{title}\n年初预算为5万元。"
    (figure,) = read(text, sections=(section(text, title, "narrative.general_budget.items"),)).figures
    assert (figure.subject.text, figure.subject.code) == ("行政单位医疗", "2101101")


def test_a_line_that_names_an_amount_titles_the_next(read: Reading) -> None:
    extraction = read("水务局2022年度“三公”经费财政拨款支出\n年初预算40万元，实际支出36万元。")
    assert {figure.subject.text for figure in extraction.figures} == {"“三公”经费财政拨款支出"}


def stated(read: Reading, text: str, **options: object) -> list[dict[str, object]]:
    """Every record as its subject, the values of its measures and counts, and the words it covers."""
    extraction = read(text, **options)
    values = {figure.id: figure.value for figure in extraction.figures}
    return [
        {
            "subject": record.subject.text,
            **{slot: values[name] for slot in SLOTS if (name := getattr(record, slot)) is not None},
            **({"counts": tuple(values[name] for name in record.counts)} if record.counts else {}),
            **({"reasons": len(record.reasons)} if record.reasons else {}),
            "text": text[record.start : record.end],
        }
        for record in extraction.records
    ]


SLOTS = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")


def test_an_amount_and_its_change_are_one_record(read: Reading) -> None:
    text = "2022年度收入、支出总计30万元。与2021年相比，收、支总计各增加5万元，增长20%。"
    (record,) = stated(read, text)
    assert record == {
        "subject": "收入、支出总计",
        "actual": "30",
        "change": "5",
        "change_rate": "20",
        "text": text[len("2022年度") : -1],
    }


def test_a_reason_joins_its_statement_in_other_words(read: Reading) -> None:
    text = "“三公”经费财政拨款支出预算5万元，决算6万元。“三公”经费支出大于预算数的主要原因是出访增加。"
    (record,) = stated(read, text)
    assert (record["budget"], record["actual"], record["reasons"]) == ("5", "6", 1)


def test_a_movement_is_one_record(read: Reading) -> None:
    text = "项目支出由90万元降至70万元，公务用车由5辆减至3辆。"
    money, cars = stated(read, text)
    assert (money["prior"], money["actual"]) == ("90", "70")
    assert (cars["prior"], cars["counts"]) == ("5", ("3",))


def test_two_comparisons_are_two_records(read: Reading) -> None:
    text = "会议费5万元，比年初预算减少1万元，原因是会期缩短；比上年增加2万元，增长66.7%，原因是人数增加。"
    first, second = stated(read, text)
    assert (first["actual"], first["change"], first["reasons"]) == ("5", "1", 1)
    assert (second["change"], second["change_rate"], second["reasons"]) == ("2", "66.7", 1)


def test_the_change_of_an_earlier_year_is_not_against_it(read: Reading) -> None:
    first, second = stated(read, "2021年度收入总计30万元。与2020年相比，收入总计增加5万元。")
    assert (first["prior"], second["change"]) == ("30", "5")


def test_counts_in_one_unit_are_counted_of_different_things(read: Reading) -> None:
    first, second = stated(read, "接待人次28人。国（境）外公务接待3批次，接待人次7人。")[::2]
    assert (first["counts"], second["counts"]) == (("28",), ("7",))


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("全年会议费支出5万元。", ["会议费支出5万元"]),
        (
            "住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为5万元。",
            ["住房公积金（项）。年初预算为5万元"],
        ),
        ("会议费和培训费分别为1万元和2万元。", ["会议费和培训费分别为1万元", "培训费分别为1万元和2万元"]),
        ("会议费3万元，主要用于大会。", ["会议费3万元，主要用于大会"]),
    ],
)
def test_a_record_begins_at_its_subject(read: Reading, text: str, ranges: list[str]) -> None:
    assert [record["text"] for record in stated(read, text)] == ranges


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("公务用车购置及运行费5万元，其中：购置费2万元，运行费3万元。", ["three_public"] * 3),
        ("政府采购总额5万元，其中：货物类2万元，占40%。", ["procurement"] * 2),
        ("收入预算5万元，其中：捐赠款2万元。", ["total", "composition"]),
        ("会议费预算5万元，决算4万元，完成预算的80%。", ["budget_execution"]),
        ("实有人员5人。", ["headcount"]),
        ("人员经费5万元。", ["composition"]),
        ("在职人员5万元。", ["other"]),
        ("甲项目自评得分95分。", ["performance"]),
        ("建筑面积500平方米。", ["assets"]),
        ("车辆运行费5万元。", ["three_public"]),
    ],
)
def test_the_kind_without_a_section(read: Reading, text: str, kinds: list[str]) -> None:
    assert [record.kind for record in read(text).records] == kinds


def test_attachments_tell_of_performance(read: Reading) -> None:
    (record,) = read("活动经费36万元。", zone="attachment").records
    assert record.kind == "performance"


def test_a_title_tells_what_is_listed_below_it(read: Reading) -> None:
    text = "按支出功能分类科目划分\n住房公积金5万元。"
    extraction = read(text, sections=(section(text, "按支出功能分类科目划分", "narrative"),))
    assert [figure.subject.code for figure in extraction.figures] == ["2210201"]


def test_the_names_of_a_list_tell_what_they_are(read: Reading) -> None:
    (first, *_) = read("包括农林水5万元、卫生健康6万元、住房保障7万元。").figures
    assert (first.subject.text, first.subject.code) == ("农林水", "213")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("情况说明", "支出"),
        ("公务接待费情况说明", "公务接待费"),
        ("关于2023年支出总表的说明", "支出"),
        ("会议费总表情况说明", "会议费"),
        ("关于会议费的说明", "会议费"),
    ],
)
def test_a_title_is_the_subject_of_what_names_none(read: Reading, title: str, subject: str) -> None:
    text = f"会议费5万元。\n{title}\n支出1.46万元。"
    figures = read(text, sections=(section(text, title, "narrative"),)).figures
    assert [figure.subject.text for figure in figures] == ["会议费", subject]


@pytest.mark.parametrize(
    ("titles", "measures"),
    [
        # a budget may tell how the one before was carried out: there plain amounts are what was spent
        (("2022年预算执行情况", "2023年预算草案"), ["actual", "budget"]),
        (("预算执行情况", "预算安排情况"), ["actual", "budget"]),
        # a title over both parts, and one of the year itself, leave what the document is about
        (("2022年预算执行情况和2023年预算草案", "2023年预算执行情况"), ["budget", "budget"]),
    ],
)
def test_the_year_of_a_section(read: Reading, titles: tuple[str, str], measures: list[str]) -> None:
    text = f"{titles[0]}\n会议费5万元。\n{titles[1]}\n培训费6万元。"
    sections = (
        section(text, titles[0], "narrative", end=text.index(f"{titles[1]}\n")),
        section(text, titles[1], "narrative", name="s2"),
    )
    figures = read(text, year=2023, document_type="budget", sections=sections).figures
    assert [figure.measure for figure in figures] == measures
