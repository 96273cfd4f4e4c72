"""Projects: their forms against the list of projects, against the prose, and within themselves."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import converted, printed, said
from docstruct.checking.facts import agree, fact_quantity
from docstruct.checking.quantity import TEN_THOUSAND, in_ten_thousands, quantity, total
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Fact


def _forms(view: View) -> dict[str, dict[str, list[Fact]]]:
    """The amounts of every form by table and label, and those without a project left out."""
    forms: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in view.facts.all:
        if fact.table_kind == "tables.performance" and fact.subject is not None:
            forms[fact.table][matching_key(fact.subject.text)].append(fact)
    return forms


def _totals(view: View) -> Iterator[Fact]:
    """What each form says its project is to have, the total of the year."""
    for labels in _forms(view).values():
        found = next((labels[name][0] for name in view.lexicon.project_form.totals if name in labels), None)
        if found is not None:
            yield found


def _project(fact: Fact) -> str:
    return fact.subject.path[0] if fact.subject is not None and fact.subject.path else ""


def _listed(view: View) -> dict[str, list[Fact]]:
    """The amounts of the list of projects, by the name of the project."""
    listed: dict[str, list[Fact]] = defaultdict(list)
    # A list names the units that carry the projects out: it is of one disclosure, whichever unit a row is of.
    for fact in view.document.facts:
        if fact.table_kind == "tables.projects" and fact.subject is not None and fact.amount:
            listed[matching_key(fact.subject.text)].append(fact)
    return listed


@check(
    "table_unit_suspect",
    severity="warning",
    compares="the amount in the form of one project against the same project in the table of projects",
    tolerance="exactly ten thousand times the amount under the same unit",
    example="项目资金(万元) 300000.00 for a project of 30.00万元",
)
def units(view: View) -> Iterator[Contradiction]:
    """Forms headed 万元 that give the amounts in 元: one finding, whoever filled them in made one mistake."""
    listed = _listed(view)
    slipped = [
        (form, row)
        for form in _totals(view)
        for row in listed.get(matching_key(_project(form)), [])[:1]
        if row.amount
        and form.amount
        and Decimal(row.amount)
        and Decimal(form.amount) == Decimal(row.amount) * TEN_THOUSAND
    ]
    if not slipped:
        return
    form, row = slipped[0]
    more = f"（共{len(slipped)}个项目如此）" if len(slipped) > 1 else ""
    yield Contradiction(
        message=f"项目“{_project(form)}”的绩效表写为{printed(form)}，项目支出表中为{printed(row)}，单位疑有误{more}。",
        start=form.start,
        end=form.end,
        places=tuple(view.cite.fact(fact) for pair in slipped for fact in pair),
        stated=form.value,
        computed=row.value,
    )


@check(
    "project_mismatch",
    severity="warning",
    compares="the amount in the form of a project against its row in the table of projects",
    tolerance="any amount of the row may be the one meant; a unit that slipped is another finding",
    example="年度资金总额 35.00 in the form of a project of 30.00万元",
)
def lists(view: View) -> Iterator[Contradiction]:
    """A project has one amount."""
    listed = _listed(view)
    for form in _totals(view):
        rows = listed.get(matching_key(_project(form)), [])
        value = fact_quantity(form)
        if not rows or any(agree(value, fact_quantity(row)) for row in rows):
            continue
        if any(value.middle == fact_quantity(row).middle * TEN_THOUSAND for row in rows):
            continue
        yield Contradiction(
            message=f"项目“{_project(form)}”的绩效表写为{printed(form)}，项目支出表中为{printed(rows[0])}。",
            start=form.start,
            end=form.end,
            places=(view.cite.fact(form), view.cite.fact(rows[0])),
            stated=form.value,
            computed=converted(rows[0], form.unit),
        )


@check(
    "form_mismatch",
    severity="error",
    compares="within the form of a project: what comes from one source against the total of all sources",
    tolerance="the part is larger than the whole by more than the rounding of their digits",
    example="年度资金申请总额 10,903,043.00, 其中：当年财政拨款 11,419,043.00",
)
def forms(view: View) -> Iterator[Contradiction]:
    """A part is no larger than its whole."""
    for labels in _forms(view).values():
        for rule in view.lexicon.form_parts:
            wholes = [fact for name in rule.whole for fact in labels.get(name, ())]
            parts = [fact for name in rule.parts for fact in labels.get(name, ())]
            for whole, part in ((whole, part) for whole in wholes for part in parts):
                # 其中：财政拨款 stands below its total or beside it; farther away it is that of another
                # block of the form.
                same = whole.measure == part.measure and (
                    whole.column == part.column or abs(whole.row - part.row) == 1
                )
                if not same or not fact_quantity(part).surely_above(fact_quantity(whole)):
                    continue
                yield Contradiction(
                    message=f"项目“{_project(part)}”的{view.cite.name(part)}为{printed(part)}，大于{view.cite.name(whole)}的"
                    f"{printed(whole)}。",
                    start=part.start,
                    end=part.end,
                    places=(view.cite.fact(part), view.cite.fact(whole)),
                    stated=part.value,
                    computed=whole.value,
                )


@check(
    "forms_total_mismatch",
    severity="warning",
    compares="the amount of the projects with performance targets in prose against the sum of their forms",
    tolerance="half a unit of the last digit of every amount; only where prose counts as many projects as there are forms",
    example="编报绩效目标的项目5个，涉及项目预算资金3328.13万元, and five forms of 3351.33万元",
)
def form_totals(view: View) -> Iterator[Contradiction]:
    """As many projects, the same amount."""
    listed = list(_totals(view))
    if len(listed) < 2:
        return
    counted, amounts = view.lexicon.project_form.counted, view.lexicon.project_form.amount
    added = total([fact_quantity(fact) for fact in listed])
    for figures in view.by_sentence:
        counts = [f for f in figures if f.measure == "count" and matching_key(f.subject.text) in counted]
        stated = [f for f in figures if f.amount and matching_key(f.subject.text) in amounts]
        if len(counts) != 1 or len(stated) != 1 or counts[0].value != str(len(listed)):
            continue
        value = quantity(stated[0])
        if value is None or added.overlaps(value):
            continue
        yield Contradiction(
            message=f"“{stated[0].subject.text}”文中写为{said(stated[0])}，{len(listed)}张项目绩效表相加为"
            f"{in_ten_thousands(added.middle)}万元。",
            start=stated[0].start,
            end=stated[0].end,
            places=(view.cite.figure(stated[0]), *(view.cite.fact(fact) for fact in listed)),
            stated=stated[0].value,
            computed=in_ten_thousands(added.middle),
        )
