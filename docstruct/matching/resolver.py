"""Subjects of one document resolved: the classification plus what the document itself says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.document import Subject
from docstruct.lexicon.classification import scheme_of
from docstruct.matching.document_tables import DocumentTables
from docstruct.matching.keys import name_key, stem_key

if TYPE_CHECKING:
    from docstruct.document import Method
    from docstruct.matching.index import NameIndex
    from docstruct.matching.mention import Mention
    from docstruct.outline import Outline


class Resolver:
    """Resolves the mentions of one document; every answer is kept for the next time it is asked."""

    def __init__(self, index: NameIndex, outline: Outline) -> None:
        self._index = index
        self._tables = DocumentTables(outline)
        self._year = outline.metadata.fiscal_year
        self._known: dict[Mention, Subject] = {}

    def resolve(self, mention: Mention) -> Subject:
        """The subject a mention means, with its code where the evidence suffices."""
        known = self._known.get(mention)
        if known is None:
            known = self._known[mention] = self._resolve(mention)
        return known

    def mismatch(self, mention: Mention) -> str | None:
        """What does not agree between the code or path stated and the name, in one Chinese clause; None if all does."""
        subject = self.resolve(mention)
        if subject.method != "stated" or subject.code is None:
            return None
        names = self._tables.names.get(subject.code, ())
        if self._index.is_called(subject.code, mention.text) or name_key(mention.text) in map(
            name_key, names
        ):
            return None
        return f"“{mention.text}”与所标代码{subject.code}的科目名称不符"

    def _resolve(self, mention: Mention) -> Subject:
        if mention.code and scheme_of(mention.code):
            return self._subject(mention, mention.code, "stated")
        tabled = self._narrow(mention, self._tables.codes.get(name_key(mention.text), ()))
        if len(tabled) == 1 and mention.context != "narrative.three_public":
            return self._subject(mention, tabled[0], "document_table")
        if mention.is_item:
            for codes, method in self._lookups(mention.text):
                narrowed = self._narrow(mention, codes)
                if len(narrowed) == 1:
                    return self._subject(mention, narrowed[0], method)
        return Subject(text=mention.text, path=mention.path)

    def _lookups(self, text: str) -> tuple[tuple[tuple[str, ...], Method], ...]:
        return (
            (self._index.exact.get(name_key(text), ()), "exact"),
            (self._index.aliases.get(name_key(text), ()), "alias"),
            (self._index.stems.get(stem_key(text), ()), "alias"),
        )

    def _narrow(self, mention: Mention, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Those codes that agree best with the stated path."""
        if mention.is_item:
            codes = tuple(code for code in codes if scheme_of(code) == "functional") or codes
        if len(codes) < 2:
            return codes
        agreement = {code: self._agreement(mention, code) for code in codes}
        best = max(agreement.values())
        return tuple(code for code in codes if agreement[code] == best)

    def _agreement(self, mention: Mention, code: str) -> int:
        above = [code[:length] for length in (3, 5) if length < len(code)]
        return sum(any(self._index.is_called(parent, name) for parent in above) for name in mention.path[:-1])

    def _subject(self, mention: Mention, code: str, method: Method) -> Subject:
        return Subject(
            text=mention.text,
            path=mention.path,
            code=code,
            scheme=scheme_of(code),
            edition=self._year,
            score=1.0,
            method=method,
        )
