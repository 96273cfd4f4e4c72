"""Subjects of one document resolved: the classification plus what the document itself says.

Two kinds of mentions are told apart. What the text presents as a subject of the classification (with 类, 款, 项, in
a composition by function) is ranked by all the evidence. A plain name gets a code only where it is that of a subject to
the letter, and the document's own tables print it with a code or its section is about subjects of the classification;
the name of a 类 needs no such evidence; totals, amounts and the “三公” items get none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.document import Subject
from docstruct.lexicon.classification import scheme_of
from docstruct.matching.decision import Decision, decide, left_open
from docstruct.matching.document_tables import DocumentTables
from docstruct.matching.index import ALIAS
from docstruct.matching.listings import FIRST_LEVEL
from docstruct.matching.names_stated import disagreement
from docstruct.matching.ranking import Query, Ranking

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docstruct.document import Scheme
    from docstruct.matching.mention import Listing, Mention
    from docstruct.matching.nomenclature import Nomenclature
    from docstruct.matching.ranking import Ranked
    from docstruct.outline import Outline

FUNCTIONAL: tuple[Scheme, ...] = ("functional",)
DEPARTMENT: Scheme = "economic_department"
ECONOMIC: tuple[Scheme, ...] = (DEPARTMENT, "economic_government")


class Resolver:
    """Resolves the mentions of one document; every answer is kept for the next time it is asked."""

    def __init__(self, known: Nomenclature, outline: Outline, classification_alone: Ranking) -> None:
        self._nomenclature = known
        self._settings = known.settings
        self._tables = DocumentTables(outline, known.index, known.keys, known.settings)
        self._ranking = Ranking(
            known.classification, known.index, known.settings, self._tables, classification_alone
        )
        self._year = outline.metadata.fiscal_year
        self._three_public = frozenset(map(known.keys.full, known.settings.names.three_public))
        self._plain_totals = frozenset(map(known.keys.full, known.settings.names.plain_totals))
        self._known: dict[Mention, Subject] = {}

    def resolve(self, mention: Mention) -> Subject:
        """The subject a mention means, with its code where the evidence suffices."""
        known = self._known.get(mention)
        if known is None:
            known = self._known[mention] = self._subject(mention, self._decide(mention))
        return known

    @property
    def implied_codes(self) -> Mapping[str, Mapping[int, str]]:
        """By table, the codes of its rows that print none, by the row's place from 0."""
        return self._tables.implied

    def listing(self, names: Iterable[str], sentence: str) -> Listing | None:
        """What a sentence lists whose figures are of these subjects: part of the mention of each."""
        return self._nomenclature.listings.of(names, sentence)

    def mismatch(self, mention: Mention) -> str | None:
        """What does not agree between the names and the code of a mention, in Chinese; None if all does."""
        code = self.resolve(mention).code
        if code is None:
            return None
        return disagreement(mention, code, self._year, self._nomenclature, self._tables)

    def _decide(self, mention: Mention) -> Decision:
        stated = mention.code if mention.code and scheme_of(mention.code) else ""
        # 农林水支出（213类）林业和草原（款）行政运行（项）: three digits are those of the 类, and the code is looked for below them.
        if stated and len(stated) > 2 * len(mention.path):
            return self._stated(mention, stated)
        if self._settings.contexts.has_no_codes(mention.context) or self._nomenclature.no_subject(
            mention.text
        ):
            return Decision()
        if mention.is_item:
            return self._item(mention, under=stated)
        return self._plain(mention)

    def _stated(self, mention: Mention, code: str) -> Decision:
        agrees = self._nomenclature.is_called(code, mention.text) or self._tables.index.is_called(
            code, mention.text
        )
        scores = self._settings.scores
        return Decision(code=code, score=scores.stated if agrees else scores.stated_alone, method="stated")

    def _item(self, mention: Mention, under: str) -> Decision:
        """A subject of the classification; levels above it tell functional from economic, else the section does."""
        has_levels = len(mention.path) > 1
        economic = self._settings.contexts.is_economic(mention.context)
        # Heads of a list such as 工资福利支出（类） are stated with levels too, so levels alone do not rule economic names out.
        schemes = (*FUNCTIONAL, DEPARTMENT) if has_levels else (DEPARTMENT,) if economic else FUNCTIONAL
        query = self._query(mention, schemes, under)
        decision = self._decided(self._ranking.near(query))
        if decision.code is None:
            decision = self._decided(self._ranking.rank(query))
        if decision.code is None and (below := self._below(mention)).code:
            return below
        if decision.code is None and not has_levels and not economic:
            plain = self._plain(mention)
            return plain if plain.code else decision
        return decision

    def _plain(self, mention: Mention) -> Decision:
        """A plain name: an item where it is one to the letter, and the section or a table of the document says so.

        The name of a 类 needs neither: nothing else is called 社会保障和就业支出 or 工资福利支出. Where expenditure is told
        by function, short forms are items too (初中教育支出 for 初中教育).
        """
        if not self._ranking.names(mention.text):
            return Decision()
        if mention.listing == "functional" and (listed := self._listed(mention)).code:
            return listed
        economic, functional = self._stands_among(mention)
        if not economic and (below := self._below(mention)).code:
            return below
        key = self._nomenclature.keys.full(mention.text)
        # 公务接待费 is an item of the “三公” expenses wherever it is not listed with economic ones (30217).
        if key in self._plain_totals or (key in self._three_public and not economic):
            return Decision()
        schemes = ECONOMIC if economic else FUNCTIONAL if functional else (*FUNCTIONAL, *ECONOMIC)
        ranked = self._ranking.rank_named(self._query(mention, schemes))
        short = functional and not self._is_economic_alone(mention.text)
        named = [one for one in ranked if one.is_named or short]
        found = [one for one in named if one.printed]
        if not found and economic:
            # Documents are of departments; the economic items of the government have the same names and other codes.
            found = [one for one in named if scheme_of(one.code) == DEPARTMENT]
        if not found and functional:
            found = named
        if found:
            return self._decided(found)
        first = self._first_level(mention, economic=economic)
        return first if first.code or short or not functional else self._left_open(mention)

    def _is_economic_alone(self, name: str) -> bool:
        """Whether a name is to the letter an economic item's, and by function at most a short form (培训费 for 培训支出)."""
        schemes = {hit.scheme for hit in self._nomenclature.index.named(name) if hit.likeness >= ALIAS}
        return bool(schemes) and "functional" not in schemes

    def _left_open(self, mention: Mention) -> Decision:
        """No code for an economic item among expenditure by function, but the codes it may be."""
        ranked = self._ranking.rank_named(self._query(mention, ECONOMIC))
        return left_open(ranked, self._settings)

    def _decided(self, ranked: Sequence[Ranked]) -> Decision:
        return decide(ranked, self._settings, self._year)

    def _below(self, mention: Mention) -> Decision:
        """The code of that name or short form under the item the mention stands under, one level down if there is one."""
        if not mention.under or len(mention.path) > 1:
            return Decision()
        ranked = self._ranking.rank_named(self._query(mention, FUNCTIONAL, mention.under))
        short = not self._is_economic_alone(mention.text)
        below = [one for one in ranked if one.code != mention.under and (one.is_named or short)]
        next_down = [one for one in below if len(one.code) == len(mention.under) + 2]
        return self._decided(next_down or below) if below else Decision()

    def _stands_among(self, mention: Mention) -> tuple[bool, bool]:
        """Whether a name stands among economic items, and whether among those by function: its list, else its section."""
        if mention.listing is not None:
            return mention.listing == "economic", mention.listing == "functional"
        contexts = self._settings.contexts
        economic = contexts.is_economic(mention.context)
        return economic, not economic and contexts.is_functional(mention.context)

    def _listed(self, mention: Mention) -> Decision:
        """The 类 by function of that name or short form, in a sentence that lists such."""
        return self._decided(self._ranking.rank_named(self._query(mention, FUNCTIONAL, digits=FIRST_LEVEL)))

    def _first_level(self, mention: Mention, *, economic: bool) -> Decision:
        """The 类 of that very name: of economic nature, or by function where no economic items are listed."""
        schemes = (DEPARTMENT,) if economic else (*FUNCTIONAL, DEPARTMENT)
        ranked = self._ranking.rank_named(self._query(mention, schemes, digits=FIRST_LEVEL))
        found = [one for one in ranked if one.is_named]
        return self._decided(found) if found else Decision()

    def _query(
        self, mention: Mention, schemes: tuple[Scheme, ...], under: str = "", digits: int = 0
    ) -> Query:
        return Query(
            mention.text,
            path=mention.path,
            year=self._year,
            schemes=schemes,
            under=under,
            amounts=mention.amounts,
            level=mention.levels[-1] if mention.levels else None,
            digits=digits,
        )

    def _subject(self, mention: Mention, decision: Decision) -> Subject:
        return Subject(
            text=mention.text,
            path=mention.path,
            code=decision.code,
            scheme=scheme_of(decision.code) if decision.code else None,
            edition=self._nomenclature.edition_of(decision, decision.name or mention.text, self._year),
            score=decision.score,
            method=decision.method,
            candidates=decision.candidates,
        )
