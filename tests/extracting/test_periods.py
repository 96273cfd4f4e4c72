"""Which year a section is about, by its title: one row a document of 2023, its titles, and the period of the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.document import Metadata, Section
from docstruct.extracting.clauses.subjects import subject_words
from docstruct.extracting.discourse.periods import Period, periods_of
from docstruct.outline import Outline

if TYPE_CHECKING:
    from docstruct.document import DocumentType, SectionType
    from docstruct.lexicon import Lexicons
    from tests.extracting.conftest import Reading

THE_YEAR_BEFORE = Period("final_accounts", 2022)
ITS_OWN = Period("budget", 2023)


def last(
    lexicons: Lexicons,
    *titles: str,
    year: int | None = 2023,
    document_type: DocumentType = "budget",
    section_type: SectionType = "heading",
    inside: bool = True,
) -> Period:
    """The period of the last of titles, each the title of a section in the one before it or beside it."""
    text, sections = "".join(titles), []
    for at, title in enumerate(titles):
        start = text.index(title)
        sections.append(
            Section(
                id=f"s{at}", parent=f"s{at - 1}" if at and inside else None, level=at + 1, marker="", number=None,
                title=title, kind=None, type=section_type, start=start, end=len(text),
                title_start=start, title_end=start + len(title),
            )
        )  # fmt: skip
    outline = Outline(
        metadata=Metadata(document_type=document_type, fiscal_year=year, organization=None),
        sections=tuple(sections), contents=(), tables=(), definitions=(), blocks=(),
    )  # fmt: skip
    periods = periods_of(text, outline, subject_words(lexicons.cues))
    assert periods[None] == Period(document_type, year)
    return periods[f"s{len(titles) - 1}"]


@pytest.mark.parametrize(
    ("titles", "period"),
    [
        (("2022年预算执行情况",), THE_YEAR_BEFORE),
        (("预算执行情况",), THE_YEAR_BEFORE),
        (("2020年预算执行情况",), Period("final_accounts", 2020)),
        # the year itself, and a year to come, are planned still
        (("2023年预算执行情况",), ITS_OWN),
        (("2024年预算执行情况",), ITS_OWN),
        (("2022年预算执行情况和2023年预算草案",), ITS_OWN),
        (("2022年预算执行情况与2022年预算收支完成情况",), THE_YEAR_BEFORE),
        (("2022年会议情况",), ITS_OWN),
        # what stands in a part on execution is of it, unless it names the year of the document
        (("2022年预算执行情况", "收入情况"), THE_YEAR_BEFORE),
        (("2022年预算执行情况", "2022年收入情况"), THE_YEAR_BEFORE),
        (("2022年预算执行情况", "2023年收入情况"), ITS_OWN),
        (("2022年预算执行情况", "2022年与2023年收入情况"), THE_YEAR_BEFORE),
    ],
)
def test_the_period_of_a_title(lexicons: Lexicons, titles: tuple[str, ...], period: Period) -> None:
    assert last(lexicons, *titles) == period


def test_a_part_beside_that_on_execution_is_of_the_document(lexicons: Lexicons) -> None:
    assert last(lexicons, "2022年预算执行情况", "收入情况", inside=False) == ITS_OWN


def test_only_headings_of_budgets_tell_it(lexicons: Lexicons) -> None:
    title = "2022年预算执行情况"
    assert last(lexicons, title, document_type="final_accounts") == Period("final_accounts", 2023)
    assert last(lexicons, title, section_type="item") == ITS_OWN
    assert last(lexicons, title, year=None) == Period("budget", None)


def test_a_year_is_past_or_not_by_the_year_of_its_section(read: Reading) -> None:
    text = "2022年预算执行情况\n2022年会议费5万元。\n2023年预算草案\n2022年培训费6万元。"
    starts = [text.index(title) for title in ("2022年预算", "2023年预算")]
    sections = tuple(
        Section(
            id=f"s{at}", parent=None, level=1, marker="", number=None, title="", kind=None, type="heading",
            start=start, end=end, title_start=start, title_end=start + len("2022年预算执行情况") - 2 * at,
        )
        for at, (start, end) in enumerate(zip(starts, (starts[1], len(text)), strict=True))
    )  # fmt: skip
    told = read(text, year=2023, document_type="budget", sections=sections).figures
    assert [(one.subject.text, one.measure) for one in told] == [("会议费", "actual"), ("培训费", "prior")]
