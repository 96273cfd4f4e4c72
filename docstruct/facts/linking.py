"""Which facts of the tables a statement of the prose is about: the same code, the same component, or the same name.

    行政运行（项）…支出决算为500.00万元      every cell of the rows 2010601
    公务接待费支出决算为1.95万元             the cells of 公务接待费, by row or by column
    财政拨款收入总计…                        the totals of revenue, of the fund that is named

Only cells whose meaning is certain are linked; that two of them differ is for a check to say.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.facts.said import ITEMS
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docstruct.document import Component, Fact, Record, Subject
    from docstruct.facts.titles import TitleReader


def link(records: Iterable[Record], facts: Sequence[Fact], titles: TitleReader) -> tuple[Record, ...]:
    """The records with the ids of the facts of their items."""
    if not facts:
        return tuple(records)
    index = _Index(facts, titles)
    return tuple(
        replace(record, facts=found) if (found := index.of(record.subject)) else record for record in records
    )


class _Index:
    """The facts of a document by code, by component and by name."""

    def __init__(self, facts: Sequence[Fact], titles: TitleReader) -> None:
        self._titles = titles
        self._found: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self._by_code: defaultdict[str, list[Fact]] = defaultdict(list)
        self._by_component: defaultdict[str, list[Fact]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            subject = fact.subject
            if subject is not None and subject.code is not None:
                # The prose on an item speaks of what was spent on it.
                if not (fact.component or "").startswith("revenue"):
                    self._by_code[subject.code].append(fact)
            elif subject is not None and subject.path[1:] and fact.table_kind in titles.meanings.forms:
                self._by_name[matching_key(subject.path[0])].append(fact)
            elif subject is None or titles.read(subject.text).understood:
                if fact.component is not None:
                    self._by_component[fact.component].append(fact)
            else:
                self._by_name[matching_key(subject.text)].append(fact)

    def of(self, subject: Subject) -> tuple[str, ...]:
        """The ids of the facts of a subject, in document order; all records of one subject share them."""
        key = (subject.text, subject.code)
        if key not in self._found:
            self._found[key] = self._of(subject)
        return self._found[key]

    def _of(self, subject: Subject) -> tuple[str, ...]:
        if subject.code is not None:
            return tuple(fact.id for fact in self._by_code[subject.code])
        both = self._titles.meanings.both.search(subject.text)
        if both is not None:
            fund = self._titles.read(subject.text[: both.start()]).fund
            return self._of_components(("revenue.total", "expenditure.total"), fund)
        said = self._titles.read(subject.text)
        if said.understood and said.component is not None:
            return self._of_components((said.component,), said.fund)
        return (
            tuple(fact.id for fact in self._by_name[matching_key(subject.text)])
            if not said.understood
            else ()
        )

    def _of_components(self, components: tuple[Component, ...], fund: str | None) -> tuple[str, ...]:
        facts = [fact for component in components for fact in self._by_component[component]]
        of_fund = [fact for fact in facts if fund is None or fact.fund in (None, fund)]
        if not of_fund and components[0].startswith(ITEMS):
            of_fund = facts  # 财政拨款“三公”经费 is that of the general budget, where the table says so
        return tuple(fact.id for fact in of_fund)
