"""Subjects to classification codes: stated, from the document's tables, by edition, alias or likeness; or none.

The extractor describes what the text says as a :class:`Mention`; the :class:`Resolver` of the document answers with
a :class:`docstruct.document.Subject`.

>>> from docstruct.document import Metadata
>>> from docstruct.lexicon import Lexicons
>>> from docstruct.outline import Outline
>>> outline = Outline(metadata=Metadata(fiscal_year=2022), sections=(), contents=(), tables=(), definitions=(), blocks=())
>>> resolver = Matcher(Lexicons().classification).for_document(outline)
>>> path = ("卫生健康支出", "医疗保障管理事务", "行政运行")
>>> resolver.resolve(Mention("行政运行", path=path, is_item=True)).code
'2101501'
>>> resolver.resolve(Mention("“三公”经费")).code is None
True
"""

from docstruct.matching.matcher import Match, Matcher
from docstruct.matching.mention import Mention, compose_code
from docstruct.matching.resolver import Resolver

__all__ = ["Match", "Matcher", "Mention", "Resolver", "compose_code"]
