"""What kind of record a statement makes: evidence from the narrowest to the widest.

``lexicons/cues/statements.tsv`` holds the vocabulary; every row says where its text must stand (``match``):

* ``name``: it is the whole subject (支出, 财政拨款收入);
* ``ending``: the subject ends with it (实有人员);
* ``subject``: it stands anywhere in the subject (公务接待);
* ``section``: the canonical kind of the section, or of one around it.

An item of the classification with a budget, or a budget with its actual amount, is ``budget_execution``; words of the
subject speak before the section where the section is about money in general; what says nothing of itself is of the
kind of the statement before it in its sentence (公务用车购置及运行费5万元，其中：购置费2万元) and, behind a total, a part.

>>> from docstruct.lexicon import Lexicons
>>> SubjectKinds(Lexicons().cues).of("实有人员"), SubjectKinds(Lexicons().cues).of("国内公务接待")
('headcount', 'three_public')
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.extracting.scanning.scanner import trie

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docstruct.document import RecordKind, Zone
    from docstruct.extracting.records.gathering import Open
    from docstruct.lexicon.cues import CueLexicon

_GENERAL = frozenset({None, "total", "composition"})
"""Kinds of sections that are about money in general: a subject may be about something narrower."""
_SHARED = frozenset({"three_public", "operating_costs", "procurement", "assets", "performance", "headcount"})
"""Kinds that hold for the parts of what they were said of."""
_FALLBACK: dict[Zone, RecordKind] = {"attachment": "performance"}


class SubjectKinds:
    """The kind that the words of a subject tell."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._names = lexicon.name_kinds
        self._endings = lexicon.ending_kinds
        self._words = lexicon.subject_kinds
        self._ending = re.compile(f"(?:{trie(self._endings)})$")
        self._word = re.compile(trie(self._words))
        self.of = lru_cache(maxsize=1 << 12)(self._of)

    def _of(self, subject: str) -> RecordKind | None:
        """The kind of a subject, or None if its words tell none."""
        if subject in self._names:
            return self._names[subject]
        if (word := self._word.search(subject)) is not None:
            return self._words[word[0]]
        ending = self._ending.search(subject)
        return self._endings[ending[0]] if ending else None


class RecordKinds:
    """What kind of record a statement makes."""

    def __init__(self, lexicon: CueLexicon, sections: Mapping[str | None, str | None]) -> None:
        self._by_section = lexicon.section_kinds
        self._by_subject = _subject_kinds(lexicon)
        self._sections = sections

    def of(self, record: Open, before: RecordKind | None) -> RecordKind:
        """The kind of a record; ``before`` is that of the record before it in its sentence."""
        section, word = self._section_kind(record.section), self._by_subject.of(record.subject.text)
        item = bool(record.subject.path)
        # 退休人员5人 is a headcount, 退休人员经费5万元 is money
        if word == "headcount" and record.holds("budget", "actual"):
            word = None
        # where a section is about money in general a subject may be narrower (公务接待费5万元), and so what is told
        # behind it (其中：购置费2万元); an item of the classification is what it is wherever it stands
        if section in _GENERAL and not item:
            if word in _SHARED:
                return word
            if word is None and before in _SHARED:
                return before
        if section in _SHARED:
            return section
        return self._of_money(record, section, word, before)

    def _of_money(
        self, record: Open, section: RecordKind | None, word: RecordKind | None, before: RecordKind | None
    ) -> RecordKind:
        """A record of money in general: executed, a total, or a part."""
        # 总收入5万元，其中：财政拨款4万元: a lone amount behind a total is a part of it
        listed = before in ("total", "composition")
        if listed and len(record.slots) == 1 and record.holds("budget", "actual") and word is None:
            return "composition"
        item = bool(record.subject.path or record.subject.code)
        executed = record.holds("completion_rate") or (
            record.holds("budget") and (item or record.holds("actual"))
        )
        if executed or (item and section in (None, "budget_execution")):
            return "budget_execution"
        # 项目支出4万元，占80% is a part; with a change it is a statement of its own
        if record.holds("share") and section != "budget_execution" and not record.holds("change"):
            return "composition"
        if word is not None:
            return word
        if listed or section == "total":
            return "composition"
        if section is not None:
            return section
        if record.holds("share"):
            return "composition"
        if record.holds("budget", "actual") and record.holds("change", "change_rate", "prior"):
            return "budget_execution"
        return _FALLBACK.get(record.zone, "performance" if record.scored else "other")

    def _section_kind(self, section: str | None) -> RecordKind | None:
        name = self._sections.get(section)
        while name:
            if name in self._by_section:
                return self._by_section[name]
            name = name.rpartition(".")[0]
        return None


@lru_cache(maxsize=4)
def _subject_kinds(lexicon: CueLexicon) -> SubjectKinds:
    return SubjectKinds(lexicon)
