"""What the document says of itself: type, fiscal year, organization, date, money unit.

Each is weighed from all places that speak of it (cover, titles, labels of tables, the closing signature), because any
one of them may be missing or wrong; what the caller knows (:class:`~docstruct.outline.Hints`) settles it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeVar

from docstruct.document import BudgetLevel, DocumentType, Metadata
from docstruct.lexicon.numerals import ORDINALS, ZEROS
from docstruct.outlining.dates import is_date, read_date, without_dates
from docstruct.outlining.labels import label_of
from docstruct.outlining.numerals import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.lexicon.outline import OutlineWords
    from docstruct.money import MoneyUnits
    from docstruct.outline import Hints
    from docstruct.outlining.lines import Line

Value = TypeVar("Value")

# A cover outweighs all the rest together, for titles count by the dozen; prose counts only where nothing else speaks.
COVER, SIGNATURE, TITLE, SCOPE, LABEL, PROSE = 20.0, 4.0, 3.0, 2.0, 1.0, 0.1
"""What a statement weighs by the place it stands in."""
MOST_LABELS = 3
"""Labels count at most so often: a document has many tables and one cover."""
CLOSING_LINES = 8
LONGEST_NAME, SHORTEST_NAME = 45, 3
TITLE_LINES = 400
PROSE_LINES = 60
FIRST_LINES, LONGEST_TITLE = 6, 80
"""Where the title of a document without a cover stands, and how long it is at most."""
SENTENCE = re.compile(r"[。；;！？]|[，,].*[，,]")
MANY = 3
"""Names of different organizations on one cover that make a list of them."""
QUOTES = '“”"‘’《》'
DATE_PART = re.compile(rf"[\d{ORDINALS}{ZEROS}Oo]{{0,4}}[年月日]?[\d{ORDINALS}〇]{{0,4}}[年月日]?")
DATE_PARTS = 6
"""Lines that a date may be broken over: 2015 ⏎ 年4 ⏎ 月1 ⏎ 日."""
NOT_A_COVER = re.compile(r"[：:>|/]")
WHOLE = re.compile(r"([^\t\n：:]+)$")


@dataclass(frozen=True, slots=True)
class OrganizationLabel:
    """A name that a label gives (部门：…), with its range."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The lines metadata are read from."""

    cover: list[Line]
    titles: list[Line]
    body: list[Line]


def read_metadata(evidence: Evidence, words: OutlineWords, money: MoneyUnits, hints: Hints) -> Metadata:
    """Weigh the evidence for every field."""
    return Metadata(
        document_type=hints.document_type or _heaviest(_document_types(evidence, words)),
        fiscal_year=hints.fiscal_year or _heaviest(_years(evidence, words)),
        organization=_heaviest(_organizations(evidence, words)),
        date=_date(evidence, words),
        money_unit=_heaviest(_units(evidence, words, money)),
        budget_level=_budget_level(evidence, words),
    )


def organization_labels(
    lines: Iterable[Line], words: OutlineWords, cells: Iterable[str] = ()
) -> Iterator[OrganizationLabel]:
    """The names that labels of covers and tables give (部门：XX局, the name perhaps on the line below), and those in the
    cell after one of ``cells``.
    """
    titles = tuple(cells)
    pattern, alone, told = _label_patterns(words.cover.organization_labels, titles)
    above = ""
    for line in lines:
        head = line.head
        labelled = "：" in head or ":" in head
        in_cells = bool(titles) and "\t" in head
        if not (labelled or in_cells or above):
            continue  # as most lines
        # To look for the words is far cheaper than to try the pattern on every row of a table.
        may_name = (labelled or in_cells) and told.search(head)
        match = pattern.search(head) if may_name else None
        if match is None and above and alone.fullmatch(above):
            match = WHOLE.match(head)
        above = "".join(head.split()) if labelled else ""
        if match is None:
            continue
        name = _trimmed_name(match.group(1), words)
        if _is_name(name, words):
            yield OrganizationLabel(name, line.start + match.start(1), line.start + match.end(1))


@lru_cache(maxsize=8)
def _label_patterns(
    labels: tuple[str, ...], cells: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What finds a name behind a label or in the cell after a title, what is a label and no more, and any of them."""
    label = "|".join(map(re.escape, labels))
    titles = "|".join(map(re.escape, cells))
    behind = rf"(?:^|[\t\s）])(?:{label})(?:[（(][^）)]{{1,6}}[)）])?[：:][ \t]*"
    named = rf"(?:{behind}|(?:^|\t)(?:{titles})\t+)" if titles else behind
    told = "|".join(filter(None, (label, titles)))
    return re.compile(rf"{named}([^\t\n：:]+)"), re.compile(rf"(?:{label})[：:]"), re.compile(told)


@lru_cache(maxsize=8)
def _unit_patterns(
    labels: tuple[str, ...], currencies: tuple[str, ...], declared: str, counted: str
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the unit a table declares, and the one prose counts in."""
    label, currency = ("|".join(map(re.escape, words)) for words in (labels, currencies))
    return (
        re.compile(rf"(?:{label})[：:]\s*(?:{currency})?({declared})"),
        re.compile(rf"\d\s*({counted})"),
    )


def _heaviest(votes: Iterable[tuple[Value, float]]) -> Value | None:
    """The value with the greatest weight, the first named among equals."""
    weights: dict[Value, float] = defaultdict(float)
    for vote, weight in votes:
        weights[vote] += weight
    return max(weights, key=lambda vote: weights[vote]) if weights else None


def _weighed(evidence: Evidence) -> Iterator[tuple[str, float]]:
    """The heads of all lines that may name type and year, with their weights."""
    yield from ((line.head, COVER) for line in evidence.cover)
    yield from ((line.head, TITLE) for line in evidence.titles[:TITLE_LINES])
    yield from ((line.head, PROSE) for line in evidence.body[:PROSE_LINES] if not line.is_row)


def _document_types(evidence: Evidence, words: OutlineWords) -> Iterator[tuple[DocumentType, float]]:
    for head, weight in _weighed(evidence):
        for match in words.patterns.document_type.finditer(head):
            document_type: DocumentType = "final_accounts" if match["final_accounts"] else "budget"
            yield document_type, weight


def _budget_level(evidence: Evidence, words: OutlineWords) -> BudgetLevel | None:
    """What the cover calls the document, else its titles; headings taken from a template name the other as well."""
    for lines in (evidence.cover, evidence.titles[:TITLE_LINES], evidence.body[:FIRST_LINES]):
        votes: list[tuple[BudgetLevel, float]] = []
        for line in lines:
            for match in words.patterns.budget_level.finditer("".join(line.head.split())):
                votes.append(("department" if match["department"] else "unit", 1.0))
        if votes:
            return _heaviest(votes)
    return None


def _years(evidence: Evidence, words: OutlineWords) -> Iterator[tuple[int, float]]:
    """Years named before 年度, 决算 or 预算 weigh in full, a plain year in prose hardly.

    The dates of a cover are no evidence; those of prose (截至2020年12月31日) are where nothing better is.
    """
    labels = ((line.head, LABEL) for line in evidence.body if line.tabular and label_of(line.head, words))
    for head, weight in (*_weighed(evidence), *islice(labels, MOST_LABELS)):
        stated = without_dates(head)
        yield from ((year, weight) for year in _years_in(stated, words))
        # 截至2020年12月31日 in the accounts of 2020 is better than no year, and worse than any other.
        if weight == PROSE and stated != head and not is_date(head) and label_of(head, words) is None:
            yield from ((year, PROSE / 10) for year in _years_in(head, words))


def _years_in(text: str, words: OutlineWords) -> Iterator[int]:
    """The years a text names; a report on 2022年预算执行情况和2023年预算草案 is the budget of 2023."""
    both = words.patterns.next_year.search(text)
    for match in words.patterns.year.finditer(text, both.start(1) if both else 0):
        year = value(match.group(1))
        if year is not None and 1990 <= year <= 2099:
            yield year


def _organizations(evidence: Evidence, words: OutlineWords) -> Iterator[tuple[str, float]]:
    """Names on the cover, in the title of the overview, in the signature, in labels of tables, in stock sentences."""
    labelled = [label.name for label in organization_labels(evidence.cover, words)]
    yield from ((name, COVER) for name in labelled[:1])
    if not labelled:
        names = _own_names(cover_names(evidence.cover, words))
        for name in names:
            # 县教育局 on one line and XX县教育局 on another are one body; the longer name is the whole one.
            # XX县2023年部门预算汇编 above XX县教育局 says where the body is, not which it is.
            fullest = max(
                (other for other in names if other.endswith(name) or _is_region_of(name, other, words)),
                key=len,
            )
            yield fullest, COVER if name.endswith(words.cover.organization_tails) else LABEL
    for line in evidence.titles:
        name = _before(line.rest, words.cover.overview_tails)
        if _is_organization(name, words):
            yield name, TITLE
    yield from ((name, TITLE) for name in _title_names(evidence, words))
    yield from ((name, SIGNATURE) for name in _signature(evidence.body, words))
    for line in evidence.body:
        scope = words.patterns.scope.search(line.head)
        if scope and _is_name(scope.group(1), words):
            yield scope.group(1), SCOPE
    counts: dict[str, int] = defaultdict(int)
    for label in organization_labels(evidence.body, words):
        counts[label.name] += 1
        if counts[label.name] <= MOST_LABELS:
            yield label.name, LABEL
    for line in evidence.body[:PROSE_LINES]:
        presented = words.patterns.presented.match(line.rest)
        if presented and not line.is_row and _is_whole(presented.group(1), words):
            yield presented.group(1), PROSE


def _title_names(evidence: Evidence, words: OutlineWords) -> Iterator[str]:
    """The body that the title of a report names, whatever the report is about: XX县人民政府关于…的报告, XX局2022年度…自评报告.

    A title stands first, may be broken over lines, and has what it is at its end.
    """
    joined = ""
    for line in (*evidence.cover, *evidence.body)[:FIRST_LINES]:
        if line.is_row or not line.whole or SENTENCE.search(line.head) or label_of(line.head, words):
            joined = ""
            continue
        joined += "".join((line.rest if line.marker else line.head).split())
        if len(joined) > LONGEST_TITLE or line.is_numbered:
            return
        if not joined.strip(QUOTES).endswith(words.titles.tails):
            continue
        name = _without_about(joined.strip(QUOTES), words)
        year = words.patterns.year.search(name)
        ends = [at for at in (*map(name.find, words.titles.about), year.start() if year else -1) if at > 0]
        if ends and _is_organization(name[: min(ends)], words):
            yield name[: min(ends)]
            return


def cover_names(cover: list[Line], words: OutlineWords) -> list[str]:
    """The organizations a cover names, each from the lines that name the document: 2020年度 / XX局 / 部门决算.

    A line that names document or year is read together with the one above it until a name is left when the
    document's own words are cut, and with the lines further up that hold nothing but the beginning of that name.
    """
    parts = [_cover_part(line, words) for line in cover]
    parts = [part for part in parts if not part.endswith(words.cover.imprints)]  # 财政部监制
    names: list[str] = []
    for index, part in enumerate(parts):
        if not (words.patterns.document_type.search(part) or words.patterns.year.search(part)):
            continue
        first, joined = index, part
        while not _name_in(joined, words) and first and parts[first - 1]:
            first -= 1
            joined = parts[first] + joined
        while (
            first and not _is_whole(_name_in(joined, words), words) and _is_beginning(parts[first - 1], words)
        ):
            first -= 1
            joined = parts[first] + joined
        name = _name_in(joined, words)
        if _is_organization(name, words) or (_is_name(name, words) and name == _trimmed_name(joined, words)):
            names.append(name)
    return names or _names_below(parts, words)


def _names_below(parts: list[str], words: OutlineWords) -> list[str]:
    """The lines of a cover below the one that names the document that are whole names."""
    naming = next(
        (i for i, part in enumerate(parts) if words.patterns.document_type.search(part)), len(parts)
    )
    return [part for part in parts[naming + 1 :] if _is_whole(part, words)]


def _cover_part(line: Line, words: OutlineWords) -> str:
    """What a line of the cover may add to a name: nothing if it is a date, a label, or part of a web page."""
    annexed = line.marker is not None and line.marker.kind.style == "annex"
    text = "".join((line.rest if annexed else line.head).split())
    if is_date(text) or label_of(text, words) or NOT_A_COVER.search(text):
        return ""
    return text.strip(QUOTES) if text.count("“") != text.count("”") else text


def _own_names(names: list[str]) -> list[str]:
    """The names of a cover; of a list of departments, as counties print one above each disclosure, the one named again."""
    if len(set(names)) < MANY or any(
        one != other and other.endswith(one) for one in names for other in names
    ):
        return names
    own = max(names, key=names.count)
    return [own] if names.count(own) > 1 else []


def _is_whole(name: str, words: OutlineWords) -> bool:
    """Whether a name needs no line above it: XX县林业局; but 林业局 and 乡人民政府 may be the end of a longer one."""
    return _is_organization(name, words) and words.patterns.region.search(name) is not None


def _is_region_of(name: str, other: str, words: OutlineWords) -> bool:
    """Whether a name is the region that another begins with: XX县 of XX县教育局."""
    ends = any(match.end() == len(name) for match in words.patterns.region.finditer(name))
    return ends and other.startswith(name)


def _is_beginning(part: str, words: OutlineWords) -> bool:
    """Whether a line of the cover holds nothing but what may be the beginning of a name."""
    return _is_name(part, words) and not words.patterns.document_type.search(part)


def _name_in(text: str, words: OutlineWords) -> str:
    """The name in a stretch of a cover: what is left of it without the document's own words and its subject."""
    return _trimmed_name(_without_subject(_trimmed_name(text, words), words), words)


def _without_subject(name: str, words: OutlineWords) -> str:
    """The name without the subject matter behind it: XX局“三公”经费, XX局一般公共预算支出安排."""
    for word in words.cover.not_organization:
        name = name.partition(word)[0]
    return name


def _is_organization(name: str, words: OutlineWords) -> bool:
    return _is_name(name, words) and name.endswith(words.cover.organization_tails)


def _trimmed_name(name: str, words: OutlineWords) -> str:
    """A name without the words of a cover around it: 关于…2023年度部门决算公开的说明."""
    name = words.patterns.year.sub("", "".join(name.split())).strip("：:、，。")
    # Again and again, since the words stand in any order: 关于…部门预算公开的说明.
    trimmed = True
    while trimmed:
        trimmed = False
        if name.endswith(words.cover.document):
            for word in words.cover.document:
                if name.endswith(word):
                    name, trimmed = name[: -len(word)], True
        if (bare := _without_about(name, words)) != name:
            name, trimmed = bare, True
    return name


def overview_of(title: str, words: OutlineWords) -> str:
    """The organization whose overview a title announces (清源县民政局概况), "" if it names none."""
    name = _before(title, words.cover.overview_tails)
    return name if _is_organization(name, words) else ""


def _without_about(title: str, words: OutlineWords) -> str:
    """A title without 关于 in front."""
    return next((title[len(word) :] for word in words.titles.about if title.startswith(word)), title)


def _before(title: str, tails: tuple[str, ...]) -> str:
    """What stands before the first of the tails that the title ends with, "" if it ends with none."""
    compacted = "".join(title.split())
    for tail in tails:
        if compacted.endswith(tail):
            return compacted[: -len(tail)].removesuffix("的")
    return ""


def _is_name(name: str, words: OutlineWords) -> bool:
    return SHORTEST_NAME <= len(name) <= LONGEST_NAME and not words.patterns.no_name.search(name)


def _signature(body: list[Line], words: OutlineWords) -> Iterator[str]:
    """The name above the date at the end."""
    closing = body[-CLOSING_LINES:]
    for above, line in pairwise(closing):
        name = "".join(above.head.split())
        if is_date(line.head) and not above.marker and _is_name(name, words) and not name.endswith("。"):
            yield name


def _date(evidence: Evidence, words: OutlineWords) -> str | None:
    """A line of the cover or the end that is a date, or a date behind a label.

    A date above the name of the document is when a web page was put up.
    """
    named = (
        index for index, line in enumerate(evidence.cover) if words.patterns.document_type.search(line.head)
    )
    above = next(named, 0)
    for index, line in enumerate((*evidence.cover, *reversed(evidence.body[-CLOSING_LINES:]))):
        if line.is_row:
            continue
        text = "".join(line.head.split())
        alone = is_date(text) and index >= above
        if alone or (line.whole and text.startswith(words.cover.date_labels)):
            stated = read_date(line.head) or read_date(text)
            if stated:
                return stated
    first = (*evidence.cover, *evidence.body)[:FIRST_LINES]
    spoken = (
        words.patterns.spoken.match("".join(line.head.strip("（()）").split()))
        for line in first
        if not line.is_row
    )
    dates = (read_date(match["date"]) for match in spoken if match)
    return next((date for date in dates if date), None) or _broken_date(evidence.body[-CLOSING_LINES:])


def _broken_date(closing: list[Line]) -> str | None:
    """The date that the last lines make up together, each no more than a part of it."""
    for first in range(len(closing)):
        parts = ["".join(line.head.split()) for line in closing[first : first + DATE_PARTS]]
        for count in range(len(parts), 1, -1):
            if all(part and DATE_PART.fullmatch(part) for part in parts[:count]):
                joined = "".join(parts[:count])
                if is_date(joined) and joined.endswith("日"):
                    return read_date(joined)
    return None


def _units(evidence: Evidence, words: OutlineWords, money: MoneyUnits) -> Iterator[tuple[str, float]]:
    """Units that tables declare (单位：万元), else the unit prose counts in."""
    declared, plain = _unit_patterns(
        words.tables.unit_labels, words.tables.currencies, money.declared, money.counted
    )
    for line in (*evidence.cover, *evidence.body):
        if "：" in line.head or ":" in line.head:
            for match in declared.finditer(line.head):
                yield match.group(1), LABEL
        if not line.is_row:
            counted = plain.search(line.head)
            if counted:
                yield counted.group(1), PROSE / 10
