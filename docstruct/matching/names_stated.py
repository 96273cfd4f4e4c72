"""Whether the names a text states are those of the code: what the finding ``code_name_mismatch`` says.

A name disagrees where the code never bore one like it, where it stands at another level than the one it is called
(住房保障支出（款）), or where it was given up before the year of the document (医疗卫生与计划生育支出 in 2022). Short forms
and what the document's own tables print under the code agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.matching.document_tables import DocumentTables
    from docstruct.matching.matcher import Matcher
    from docstruct.matching.mention import Mention

LEVELS = ("类", "款", "项")


def disagreement(
    mention: Mention, code: str, year: int | None, matcher: Matcher, tables: DocumentTables
) -> str | None:
    """The first disagreement between a mention and the code it was resolved to, in one Chinese clause."""
    lineage = matcher.classification.lineage(code)
    names = mention.path or (mention.text,)
    for position, name in enumerate(names):
        last = position == len(names) - 1
        own = code if last else _best(name, lineage[:-1], matcher)
        if own is None:
            return f"“{name}”不是{code}（{_name(code, year, matcher)}）的上级科目"
        clause = _disagrees(name, own, year, matcher, tables) or _wrong_level(mention, position, own)
        if clause:
            return clause
    return None


def _best(name: str, codes: tuple[str, ...], matcher: Matcher) -> str | None:
    """The code a name fits best, None if it is like none of them."""
    likeness = {code: matcher.index.likeness_to(name, code) for code in codes}
    best = max(likeness, key=lambda code: likeness[code], default=None)
    return best if best and likeness[best] >= matcher.settings.decision.likeness else None


def _disagrees(
    name: str, code: str, year: int | None, matcher: Matcher, tables: DocumentTables
) -> str | None:
    if not matcher.is_called(code, name):
        if tables.index.likeness_to(name, code) == 1:
            return None
        return f"“{name}”与科目{code}的名称“{_name(code, year, matcher)}”不符"
    current = _name(code, year, matcher)
    if matcher.keys.same_but_short(name, current):
        return None
    last_year = _given_up(name, code, matcher)
    if year is None or last_year is None or last_year >= year:
        return None
    return f"“{name}”是科目{code}在{last_year}年及以前的名称，{year}年为“{current}”"


def _given_up(name: str, code: str, matcher: Matcher) -> int | None:
    """The last year a code bore a name, None if that is not known."""
    full = matcher.keys.full(name)
    years = [
        entry.last_year
        for entry in matcher.classification.names(code)
        if matcher.keys.full(entry.name) == full
    ]
    known = [year for year in years if year is not None]
    return max(known) if known and len(known) == len(years) else None


def _wrong_level(mention: Mention, position: int, code: str) -> str | None:
    if position >= len(mention.levels) or mention.levels[position] == (len(code) - 1) // 2:
        return None
    stated = LEVELS[mention.levels[position] - 1]
    return f"“{mention.path[position]}”标为{stated}，科目{code}是{LEVELS[(len(code) - 1) // 2 - 1]}"


def _name(code: str, year: int | None, matcher: Matcher) -> str:
    return matcher.classification.name(code, year) or "未收录"
