"""Categories of reasons and the words that lead to them: the data of ``lexicons/reasons/``.

``categories.tsv`` lists the ids with a Chinese title, what they mean and what they explain: a ``difference`` of amounts, or
``any`` reason, purposes too (燃油 is what money was for, 人员变动 is not). ``words.tsv`` gives every word its category; a word
without one protects what it holds (新增资产 is no 增资).

>>> from docstruct.lexicon import Lexicons
>>> reasons = Lexicons().reasons
>>> reasons.words["新招录"], reasons.titles["staffing"]
('staffing', '人员变动')
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder

_CATEGORY_COLUMNS = ("id", "title", "meaning", "explains", "source")
_WORD_COLUMNS = ("text", "category", "source")


@dataclass(frozen=True, slots=True, eq=False)
class ReasonLexicon:
    """Words by the category they lead to, and the Chinese titles of the categories; compared by identity.

    ``uses`` are the categories that tell a purpose too.
    """

    words: dict[str, str]
    titles: dict[str, str]
    uses: frozenset[str]

    @classmethod
    def load(cls, folder: LexiconFolder) -> ReasonLexicon:
        """Load and check both tables.

        Raises:
            LexiconError: a row breaks its schema, or a word leads to a category that is not listed.
        """
        categories = folder.tsv("reasons/categories.tsv", _CATEGORY_COLUMNS, ("id",))
        titles = {row["id"]: row["title"] for row in categories}
        for row in categories:
            if not row["id"].isidentifier() or not row["title"]:
                raise row.error(f"column id: {row['id']!r} is no id such as staffing, or its title is empty")
            if row["explains"] not in ("any", "difference"):
                raise row.error(f"column explains: {row['explains']!r} is neither any nor difference")
        uses = frozenset(row["id"] for row in categories if row["explains"] == "any")
        words: dict[str, str] = {}
        for row in folder.tsv("reasons/words.tsv", _WORD_COLUMNS, ("text",)):
            if row["category"] and row["category"] not in titles:
                raise row.error(f"column category: {row['category']!r} is not in categories.tsv")
            if not row["text"]:
                raise row.error("column text: empty")
            words[row["text"]] = row["category"]
        return cls(words, titles, uses)
