"""Whether the names a text states are those of the code: what the finding ``code_name_mismatch`` says.

A name disagrees where the code never bore one like it, where it stands at another level than the one it is called
(住房保障支出（款）), or where it was given up before the year of the document (医疗卫生与计划生育支出 in 2022). Short forms
and what the document's own tables print under the code agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.lexicon.classification import level_of
from docstruct.matching.one_string import LEVELS

if TYPE_CHECKING:
    from docstruct.matching.document_tables import DocumentTables
    from docstruct.matching.mention import Mention
    from docstruct.matching.nomenclature import Nomenclature


def disagreement(
    mention: Mention, code: str, year: int | None, known: Nomenclature, tables: DocumentTables
) -> str | None:
    """The first disagreement between a mention and the code it was resolved to, in one Chinese clause."""
    lineage = known.classification.lineage(code)
    names = mention.path or (mention.text,)
    for position, name in enumerate(names):
        last = position == len(names) - 1
        level = mention.levels[position] if position < len(mention.levels) else None
        # Only the last name is that of the code; those above it are compared with its lineage, in any order.
        own = code if last else _best(name, lineage[:-1], level, known)
        if own is None:
            return f"“{name}”不是{code}（{_name(code, year, known)}）的上级科目"
        clause = _disagrees(name, own, year, known, tables) or _wrong_level(mention, position, own)
        if clause:
            return clause
    return None


def _best(name: str, codes: tuple[str, ...], level: int | None, known: Nomenclature) -> str | None:
    """The code a name fits best, None if it is like none of them.

    Of two that are called the same (其他支出 is a 类 and a 款) it is the one of the level stated.
    """
    likeness = {code: known.index.likeness_to(name, code) for code in codes}
    best = max(likeness, key=lambda code: (likeness[code], level_of(code) == level), default=None)
    return best if best and likeness[best] >= known.settings.decision.likeness else None


def _disagrees(
    name: str, code: str, year: int | None, known: Nomenclature, tables: DocumentTables
) -> str | None:
    if not known.is_called(code, name):
        if tables.index.is_called(code, name):
            return None
        return f"“{name}”与科目{code}的名称“{_name(code, year, known)}”不符"
    return given_up(name, code, year, known)


def given_up(name: str, code: str, year: int | None, known: Nomenclature) -> str | None:
    """That a name or its code was given up before a year, in one Chinese clause; None if not, or if it is not known when."""
    classification = known.classification
    same = known.keys.same_but_short
    if year is None or not classification.names(code):
        return None
    called = _called(name, code, known)
    standing = classification.standing(code, called, year, same)
    if standing == "in_force":  # as nearly every name is
        return None
    last_year = classification.edition_of(code, called, year, same)
    if last_year is None or last_year >= year or not _is_dated(called, code, known):
        return None
    if standing == "renamed":
        return f"“{name}”是科目{code}在{last_year}年及以前的名称，{year}年为“{_name(code, year, known)}”"
    now = "、".join(f"{one}（{_name(one, year, known)}）" for one in classification.replaced_by(code, year))
    return f"科目{code}（{name}）{last_year}年后停用{f'，现为{now}' if now else ''}"


def _called(name: str, code: str, known: Nomenclature) -> str:
    """The name of a code that is written so, brackets and glyphs apart."""
    full = known.keys.full(name)
    names = (entry.name for entry in known.classification.names(code))
    return next((one for one in names if known.keys.full(one) == full), name)


def _is_dated(name: str, code: str, known: Nomenclature) -> bool:
    """Whether the year is known in which a code gave up a name, not only until when it was seen."""
    entries = [entry for entry in known.classification.names(code) if entry.name == name]
    return bool(entries) and all(entry.last_year for entry in entries)


def _wrong_level(mention: Mention, position: int, code: str) -> str | None:
    if position >= len(mention.levels) or mention.levels[position] == level_of(code):
        return None
    stated = LEVELS[mention.levels[position] - 1]
    return f"“{mention.path[position]}”标为{stated}，科目{code}是{LEVELS[level_of(code) - 1]}"


def _name(code: str, year: int | None, known: Nomenclature) -> str:
    return known.classification.name(code, year) or "未收录"
