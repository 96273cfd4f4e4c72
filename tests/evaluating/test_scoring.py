"""What counts as found, by example: annotated rows against documents written by hand."""

from __future__ import annotations

import pytest

from docstruct.document import (
    Document,
    Figure,
    Metadata,
    Producer,
    Reason,
    Repairs,
    Section,
    SourceInfo,
    Subject,
)
from docstruct.evaluating.comparing import same_subject, unit
from docstruct.evaluating.gold import GoldDocument
from docstruct.evaluating.scoring import Tally, score


def figure(subject: str, measure: str, value: str, unit: str | None, **more: str) -> Figure:
    code = more.pop("code", None)
    return Figure(
        id="f1",
        section=None,
        zone="narrative",
        subject=Subject(text=subject, code=code),
        measure=measure,
        value=value,
        unit=unit,
        start=0,
        end=1,
        sentence_start=0,
        sentence_end=1,
        **more,
    )


def reason(subject: str, relation: str, text: str) -> Reason:
    return Reason(
        id="r1",
        section=None,
        zone="narrative",
        subject=Subject(text=subject),
        relation=relation,
        text=text,
        start=0,
        end=1,
    )


def section(level: int, title: str, kind: str = "heading") -> Section:
    return Section(
        id="s1",
        parent=None,
        level=level,
        marker="一、",
        number=1,
        title=title,
        kind=None,
        type=kind,
        title_start=0,
        title_end=1,
        start=0,
        end=1,
    )


def found(**entries: object) -> Document:
    empty = dict.fromkeys(
        (
            "pages",
            "contents",
            "sections",
            "tables",
            "figures",
            "reasons",
            "records",
            "definitions",
            "findings",
        ),
        (),
    )
    source = SourceInfo(path="a.txt", sha256="0", media_type="text/plain", pages=None, reader="text")
    producer = Producer(version="0", lexicons="0", unicode="0")
    rest = {"metadata": Metadata(), "text": "", "repairs": Repairs()}
    return Document(source=source, producer=producer, **{**rest, **empty, **entries})


def fact(text: str) -> dict[str, str]:
    """``subject measure value unit direction code path``, trailing ones may be left out."""
    columns = ("subject", "measure", "value", "unit", "direction", "code", "path")
    cells = [*text.split(" "), *([""] * len(columns))]
    return {"zone": "narrative", **dict(zip(columns, cells, strict=False))}


def gold(
    facts: tuple[str, ...] = (),
    reasons: tuple[tuple[str, str, str], ...] = (),
    sections: tuple[tuple[str, str], ...] | None = None,
    metadata: dict[str, str] | None = None,
) -> GoldDocument:
    return GoldDocument(
        name="a",
        input=None,
        fiscal_year=None,
        document_type=None,
        facts=tuple(fact(text) for text in facts),
        reasons=tuple(dict(zip(("subject", "relation", "text"), row, strict=True)) for row in reasons),
        sections=None
        if sections is None
        else tuple({"level": level, "title": title} for level, title in sections),
        metadata=metadata,
    )


@pytest.mark.parametrize(
    ("annotated", "made", "hits"),
    [
        ("收入总计 actual 100.50 万元", figure("收入总计", "actual", "100.5", "万元"), 1),
        ("收入总计 actual 1234 万元", figure("收入总计", "actual", "1,234", "万元"), 1),
        ("收入总计 actual 100.50 万元", figure("收入总计", "budget", "100.50", "万元"), 0),
        ("收入总计 actual 100.50 万元", figure("收入总计", "actual", "100.51", "万元"), 0),
        ("收入总计 actual 100.50 万元", figure("收入总计", "actual", "100.50", "元"), 0),
        ("占比 share 46.6 %", figure("其他", "share", "46.6", "百分比"), 1),
        ("设备 count 3 台（套）", figure("设备", "count", "3", "台/套"), 1),
        ("在职人员 count 3", figure("在职人员", "count", "3", None), 1),
    ],
)
def test_a_figure_is_found_by_measure_value_and_unit(annotated: str, made: Figure, hits: int) -> None:
    tallies, _ = score(gold(facts=(annotated,)), found(figures=(made,)))

    assert tallies["figures"].hits == hits


def test_among_equal_figures_the_one_of_the_subject_is_taken() -> None:
    made = (figure("支出总计", "actual", "1", "万元"), figure("收入总计", "actual", "1", "万元"))
    tallies, errors = score(gold(facts=("收入总计 actual 1 万元",)), found(figures=made))

    assert tallies["figures"].right["subject"] == 1
    assert errors == ("false figure: 支出总计 | actual 1万元",)


def test_a_figure_counts_once() -> None:
    tallies, errors = score(
        gold(facts=("甲 count 1 辆", "甲 count 1 辆")), found(figures=(figure("甲", "count", "1", "辆"),))
    )

    assert (tallies["figures"].hits, tallies["figures"].recall, tallies["figures"].precision) == (1, 0.5, 1)
    assert errors == ("missed figure: 甲 | count 1辆",)


@pytest.mark.parametrize(
    ("annotated", "code", "field", "right"),
    [
        ("行政运行 actual 1 万元  2010101 甲>乙", "2010101", "code", 1),
        ("行政运行 actual 1 万元  2010101 甲>乙", "2010102", "code", 0),
        ("行政运行 actual 1 万元  2010101 甲>乙", None, "code", 0),
        ("收入总计 actual 1 万元", None, "no_code", 1),
        ("收入总计 actual 1 万元", "2010101", "no_code", 0),
    ],
)
def test_codes_and_their_absence(annotated: str, code: str | None, field: str, right: int) -> None:
    made = figure(annotated.split(" ")[0], "actual", "1", "万元", code=code)
    tallies, _ = score(gold(facts=(annotated,)), found(figures=(made,)))

    assert (tallies["figures"].fields[field], tallies["figures"].right[field]) == (1, right)


def test_a_code_that_was_left_open_is_not_looked_at() -> None:
    """A path without a code: the annotator saw an item and could not say which."""
    made = figure("行政运行", "actual", "1", "万元", code="2010101")
    tallies, _ = score(gold(facts=("行政运行 actual 1 万元   甲>乙",)), found(figures=(made,)))

    assert not tallies["figures"].fields.keys() & {"code", "no_code"}


@pytest.mark.parametrize(
    ("text", "hits"),
    [("人员增加，工资调整", 1), ("人员增加、 工资调整。", 1), ("人员增加", 0), ("项目减少", 0)],
)
def test_a_reason_is_found_by_its_text(text: str, hits: int) -> None:
    annotated = gold(reasons=(("支出总计", "increase", "人员增加，工资调整"),))
    tallies, _ = score(annotated, found(reasons=(reason("支出总计", "increase", text),)))

    assert tallies["reasons"].hits == hits


def test_a_pair_of_two_relations_is_right_for_neither() -> None:
    annotated = gold(reasons=(("支出总计", "increase", "人员增加"),))
    tally = score(annotated, found(reasons=(reason("支出总计", "decrease", "人员增加"),)))[0]["reasons"]

    assert (tally.hits, tally.right["relation"]) == (1, 0)
    assert tally.kinds["increase"] == Tally(gold=1, found=0, hits=0)
    assert tally.kinds["decrease"] == Tally(gold=0, found=1, hits=0)


def test_headings_are_compared_by_level_and_title_as_often_as_they_stand() -> None:
    annotated = gold(sections=(("1", "部门概况"), ("2", "收入 情况"), ("2", "收入情况")))
    made = found(
        sections=(
            section(1, "部门概况"),
            section(2, "收入情况"),
            section(3, "收入情况"),
            section(2, "项", "item"),
        )
    )
    tally = score(annotated, made)[0]["sections"]

    assert (tally.gold, tally.found, tally.hits) == (3, 3, 2)
    assert tally.kinds["level 2"] == Tally(gold=2, found=1, hits=1)


def test_metadata_that_is_not_annotated_is_not_scored() -> None:
    annotated = gold(metadata={"fiscal_year": "2020", "organization": "某市医保局"})
    tally = score(annotated, found(metadata=Metadata(fiscal_year=2020, date="2021-01-01")))[0]["metadata"]

    assert (tally.gold, tally.found, tally.hits) == (2, 1, 1)


def test_a_document_that_was_not_structured_has_nothing_found() -> None:
    annotated = gold(facts=("甲 count 1 辆",), sections=(("1", "部门概况"),), metadata={"date": "2020-01-01"})
    tallies, _ = score(annotated, None)

    assert {task: (tally.gold, tally.found) for task, tally in tallies.items()} == {
        "figures": (1, 0),
        "reasons": (0, 0),
        "sections": (1, 0),
        "metadata": (1, 0),
    }


@pytest.mark.parametrize(
    ("annotated", "made", "same"),
    [
        ("“三公”经费", "三公经费", True),
        ("公务接待费", "公务接待费支出", True),
        ("支出", "一般公共预算财政拨款支出", False),
        ("收入总计||收、支总计", "收支总计", True),
        ("", "", True),
        ("收入总计", "", False),
        ("城乡社区支出", "农林水支出", False),
    ],
)
def test_subjects(annotated: str, made: str, same: bool) -> None:
    assert same_subject(annotated, made) is same


def test_percentage_points_are_no_percent() -> None:
    assert unit("个百分点") == unit("百分点") != unit("%")
