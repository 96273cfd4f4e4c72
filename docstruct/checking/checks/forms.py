"""What is wrong with the form: placeholders, instructions of a template, years and dates that do not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from docstruct.checking.catalogue import Contradiction, check
from docstruct.document import FindingPlace
from docstruct.outlining.numerals import value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import regex

    from docstruct.checking.view import View
    from docstruct.document import Table
    from docstruct.lexicon.checks import Phrase

    Found: TypeAlias = tuple[regex.Match[str], str]

SHOWN = 24
SENTENCE = 60
"""Characters behind a year in which a sentence may go on to another one."""
_YEAR = re.compile(r"(20\d\d)年")
DOCUMENT_WORDS = {"final_accounts": "决算", "budget": "预算"}


@check(
    "placeholder",
    severity="warning",
    compares="places of a template that nobody filled in (XX, ……, a percent sign without a number)",
    tolerance="none",
    example="完成年初预算的 %；特种专业技术用车 XX 辆",
)
def placeholders(view: View) -> Iterator[Contradiction]:
    """Placeholders in the body."""
    yield from _phrases(view, view.once(_placeholders))


@check(
    "template_left",
    severity="warning",
    compares="instructions of the template that were published with the document",
    tolerance="none",
    example="无…的，仍保留该表格式，并在本表下方作下述说明：",
)
def templates(view: View) -> Iterator[Contradiction]:
    """Instructions that were meant for the author."""
    text = view.document.text
    unfilled = {_line(text, place.start()) for place, _ in view.once(_placeholders)}
    yield from _phrases(view, _found(view, view.lexicon.templates), skipped=unfilled)


def _placeholders(view: View) -> list[Found]:
    return _found(view, view.lexicon.placeholders)


def _found(view: View, phrases: tuple[Phrase, ...]) -> list[Found]:
    """Every match of the phrases with what it means, in document order."""
    text = view.document.text
    found = [(match, phrase.means) for phrase in phrases for match in phrase.pattern.finditer(text)]
    return sorted(found, key=lambda pair: (pair[0].start(), pair[0].end()))


def _line(text: str, start: int) -> int:
    """Where the line around a place begins."""
    return text.rfind("\n", 0, start) + 1


def _phrases(view: View, found: Iterable[Found], *, skipped: Collection[int] = ()) -> Iterator[Contradiction]:
    """One finding for the places of a section that say the same, at most one place a line.

    A template that nobody filled in holds hundreds of them: its sections are what a reader goes through.
    """
    text = view.document.text
    lines = set(skipped)
    groups: dict[tuple[str | None, str], list[regex.Match[str]]] = {}
    for match, means in found:
        line = _line(text, match.start())
        if line not in lines:
            lines.add(line)
            groups.setdefault((view.sections.at(match.start()), means), []).append(match)
    for (section, means), matches in groups.items():
        first = matches[0]
        more = f"（本节共{len(matches)}处）" if len(matches) > 1 else ""
        yield Contradiction(
            message=f"{means}：“{_around(text, first.start(), first.end())}”{more}。",
            start=first.start(),
            end=first.end(),
            places=tuple(
                FindingPlace(
                    section=section, label=means, value=match[0], start=match.start(), end=match.end()
                )
                for match in matches
            ),
            stated=first[0],
        )


def _around(text: str, start: int, end: int) -> str:
    """The words around a place, within its line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    shown = text[max(line_start, start - SHOWN) : min(line_end, end + SHOWN)]
    return shown.replace("\t", " ")


@check(
    "year_mismatch",
    severity="warning",
    compares="the year in 纳入…年度部门决算编制范围 and the like, and in headings about the document, against its fiscal year; a year against "
    "the one it is compared with (2021年度支出402万元，比2021年度减少12万元)",
    tolerance="none",
    example="纳入本部门2020年度部门决算编制范围的单位包括, in the final accounts of 2021",
)
def years(view: View) -> Iterator[Contradiction]:
    """A sentence that names the document's own year must name the right one."""
    yield from _compared_with_itself(view)
    fiscal_year = view.document.metadata.fiscal_year
    if fiscal_year is None:
        return
    for match in view.lexicon.year.pattern.finditer(view.document.text):
        year = int(match[1])
        if year != fiscal_year and not _tells_of_two_years(view, match.end(), fiscal_year):
            yield Contradiction(
                message=f"本文件为{fiscal_year}年度，此处写为{year}年度："
                f"“{_around(view.document.text, match.start(), match.end())}”。",
                start=match.start(),
                end=match.end(),
                stated=str(year),
                computed=str(fiscal_year),
            )
    yield from _headings(view, fiscal_year)


def _compared_with_itself(view: View) -> Iterator[Contradiction]:
    """A year whose amount is said to be more or less than that of the same year; its own budget is another matter."""
    for match in view.lexicon.same_year.pattern.finditer(view.document.text):
        yield Contradiction(
            message=f"{match[1]}年与{match[1]}年相比，其中一个年份有误：“{view.document.text[match.start() : match.end()]}”。",
            start=match.start(),
            end=match.end(),
            stated=match[1],
        )


def _tells_of_two_years(view: View, end: int, fiscal_year: int) -> bool:
    """Whether the sentence goes on to the document's own year: 纳入2021年度决算编制范围但本年度已划出的单位."""
    text = view.document.text
    rest = text[end : end + SENTENCE].split("。", 1)[0].split("\n", 1)[0]
    return str(fiscal_year) in rest or view.lexicon.other_year.after.search(rest) is not None


def _headings(view: View, fiscal_year: int) -> Iterator[Contradiction]:
    """Headings about the document itself (2020年度部门决算情况说明)."""
    own = DOCUMENT_WORDS.get(view.document.metadata.document_type or "")
    for section in view.document.sections if own else ():
        if section.type != "heading" or str(own) not in section.title:
            continue
        years = [value(match[1]) for match in view.lexicon.heading_year.pattern.finditer(section.title)]
        if len(years) == 1 and years[0] not in (None, fiscal_year):
            yield Contradiction(
                message=f"标题“{section.title}”写的是{years[0]}年，本文件是{fiscal_year}年度。",
                start=section.title_start,
                end=section.title_end,
                sections=(section.id,),
                stated=str(years[0]),
                computed=str(fiscal_year),
            )


@check(
    "header_year_mismatch",
    severity="warning",
    compares="the years in the headers of a table against the fiscal year",
    tolerance="the fiscal year and the year before it are right, and two years before it in a table on what happened in the year before; tables of projects and performance are left out",
    example="2022年预算数 over a column of the budget of 2024",
)
def header_years(view: View) -> Iterator[Contradiction]:
    """A column of amounts belongs to the year of the document or, for comparison, to the one before."""
    fiscal_year = view.document.metadata.fiscal_year
    if fiscal_year is None:
        return
    reported: set[tuple[str | None, str]] = set()
    for table in view.document.tables:
        titles = {title for path in table.header for title in path}
        right = _years_of(table, fiscal_year, view.lexicon.header_year.executed)
        for title in sorted(titles):
            match = view.lexicon.header_year.pattern.search(title)
            if match is None or int(match[1]) in right or (table.title, title) in reported:
                continue
            reported.add((table.title, title))
            yield Contradiction(
                message=f"本文件为{fiscal_year}年度，《{table.title or '表'}》的栏目写为“{title}”。",
                start=table.start,
                end=table.end,
                places=(view.cite.table(table),),
                stated=match[1],
                computed=str(fiscal_year),
            )


def _years_of(table: Table, fiscal_year: int, executed: tuple[str, ...]) -> tuple[int, ...]:
    """The years the columns of a table may be of: 2023年预算执行情况表 in the budget of 2024 compares with 2022."""
    title = table.title or ""
    named = _YEAR.search(title)
    if named and int(named[1]) == fiscal_year - 1 and any(word in title for word in executed):
        return (fiscal_year, fiscal_year - 1, fiscal_year - 2)
    return (fiscal_year, fiscal_year - 1)


@check(
    "date_suspect",
    severity="warning",
    compares="the date of the document against its fiscal year",
    tolerance="final accounts are published after their year; a budget from October of the year before to the end of its year",
    example="a budget of 2024 dated 2023-02-23",
)
def dates(view: View) -> Iterator[Contradiction]:
    """The date must be one on which such a document can be published (预算法 article 14: within 20 days of approval)."""
    metadata = view.document.metadata
    if metadata.date is None or metadata.fiscal_year is None or metadata.document_type is None:
        return
    year, month = int(metadata.date[:4]), int(metadata.date[5:7])
    accounts = metadata.document_type == "final_accounts"
    early = year <= metadata.fiscal_year if accounts else (year, month) < (metadata.fiscal_year - 1, 10)
    late = not accounts and year > metadata.fiscal_year
    if early or late:
        yield Contradiction(
            message=f"文件日期{metadata.date}{'早' if early else '晚'}于{metadata.fiscal_year}年度部门"
            f"{DOCUMENT_WORDS[metadata.document_type]}可能公开的时间。",
            start=0,
            end=0,
            stated=metadata.date,
        )
