"""Which words are the subject: a noun phrase without what is only said around it.

A phrase is cut at both ends: organization, pronouns (本单位), adverbs of time (全年) and connectives (其中) in front;
copulas (为, 共) and the like behind. What is left may be *generic* (支出, 该项目): it names nothing, and the subject
of an earlier clause stands in for it. All the words are in ``lexicons/cues/subjects.tsv``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from docstruct.extracting.scanner import trie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.lexicon.cues import CueLexicon

LONGEST = 60
"""Characters of a phrase that are looked at; names of the genre are shorter, and time stays linear."""

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")
_DASH = re.compile(rf"(?<=[{_HAN}）)])[-—－]{{1,2}}(?=[{_HAN}])")
_BRACKETS = str.maketrans("()", "（）")
_SPACES = re.compile(r"\s+")
_FEE = re.compile("(?<=[^经]费)支出$")
"""公务接待费支出 is 公务接待费; 机关运行经费支出 and 公务用车购置支出 are names as they stand."""
_AND = re.compile(r"以及|[和及与]")
_LOST_OF = re.compile(r"[的和及并、]")


class Ref(NamedTuple):
    """A subject as the extractor sees it, before it is matched: text, path, stated code, whether it is an item."""

    text: str
    path: tuple[str, ...] = ()
    code: str | None = None
    item: bool = False


class SubjectWords:
    """The words of ``subjects.tsv`` compiled; shared by all documents."""

    def __init__(self, lexicon: CueLexicon) -> None:
        words = lexicon.subject_words
        self.generic = frozenset(words["generic"])
        self.joining = words["joining"]
        self.planned = words["planned"]
        self.money = words["money"]
        head = trie(words["head"])
        self.front = re.compile(
            f"(?!{trie(words['keep'])})(?:{trie([*words['drop_start'], *words['pronoun']])})"
        )
        self.back = re.compile(trie(word[::-1] for word in words["drop_end"]))
        self.kept_back = re.compile(trie(word[::-1] for word in words["keep"]))
        self.aside = re.compile(f"(?<=.{{3}})(?:{trie(words['aside'])}).*")
        self.own = words["own"]
        self.contrary = words["contrary"]
        self.heading = re.compile(f"(?:{trie(words['heading'])})$")
        self.through = re.compile(f"^.*(?:{trie(words['through'])})")
        self.head = re.compile(f"{head}(?:[^的和及、]{{0,2}}{head})*")
        self.organization = re.compile(
            rf"(?:[{_HAN}]{{2,8}}?(?:{trie(words['place'])}))+[{_HAN}]{{0,14}}?(?:{trie(words['organization'])})(?=.{{2}})"
        )


@lru_cache(maxsize=4)
def subject_words(lexicon: CueLexicon) -> SubjectWords:
    """The compiled words of a lexicon."""
    return SubjectWords(lexicon)


class Subjects:
    """The noun phrases of one document; answers are kept, since phrases recur."""

    def __init__(self, lexicon: CueLexicon, organizations: Iterable[str]) -> None:
        self.vocabulary = subject_words(lexicon)
        names = {name.removesuffix(own) for name in organizations for own in ("", *self.vocabulary.own)}
        own = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
        self._own = re.compile("|".join(own)) if own else None
        self._known: dict[str, str] = {}

    def noun(self, raw: str) -> str:
        """A phrase cut to the name in it, empty if there is none."""
        known = self._known.get(raw)
        if known is None:
            known = self._known[raw] = self._cut(
                _SPACES.sub("", raw[-2 * LONGEST :])[-LONGEST:].translate(_BRACKETS)
            )
        return known

    def ref(self, raw: str, code: str | None = None) -> Ref | None:
        """The subject a phrase names; None if it names nothing or is generic."""
        noun = self.noun(raw)
        if not noun or noun in self.vocabulary.generic:
            return None
        if _DASH.search(noun):
            path = tuple(part for part in _DASH.split(noun) if part)
            return Ref(path[-1], path, code, item=True)
        return Ref(noun, (noun,) if code else (), code, item=code is not None)

    def contrary(self, raw: str, carried: Ref | None) -> Ref | None:
        """A generic word that the subject carried over excludes: 支出 in a sentence about 收入 is a subject."""
        noun = self.noun(raw)
        if carried is None or noun not in self.vocabulary.contrary or noun in carried.text:
            return None
        return Ref(noun) if any(word in carried.text for word in self.vocabulary.contrary) else None

    def titled(self, raw: str) -> Ref | None:
        """The subject of a heading: without 情况说明 and the like at its end."""
        return self.ref(self.vocabulary.heading.sub("", "".join(raw.split())))

    def counted(self, raw: str) -> tuple[str, int]:
        """The name of what is counted in the words behind a number, and how many characters of them it takes.

        It ends with its head noun (3名职工到龄退休 counts 职工), or before the first 的, 和 or 及.
        """
        words = raw[:LONGEST]
        head = self.vocabulary.head.search(words)
        length = head.end() if head else len(_LOST_OF.split(words, maxsplit=1)[0])
        return self.noun(raw[:length]), length

    def is_money(self, raw: str) -> bool:
        """Whether a phrase names an amount by its last word (支出, 经费), so that bare digits behind it are one."""
        return self.noun(raw).endswith(self.vocabulary.money)

    def names(self, raw: str, count: int) -> list[Ref]:
        """The names of a list (A、B和C), as many as asked for; empty if it does not hold so many."""
        parts = raw.split("、")
        if len(parts) < count:
            *first, last = parts
            pieces = _AND.split(last)
            parts = [*first, *pieces]
        refs = [self.ref(part) for part in parts]
        found = [ref for ref in refs if ref is not None]
        return found if len(found) == count else []

    def _cut(self, phrase: str) -> str:
        vocabulary = self.vocabulary
        while True:
            front = (self._own and self._own.match(phrase)) or vocabulary.front.match(phrase)
            front = front or vocabulary.organization.match(phrase)
            if front is None or front.end() == 0:
                break
            phrase = phrase[front.end() :]
        phrase = vocabulary.aside.sub("", vocabulary.through.sub("", phrase))
        phrase = self._cut_back(phrase)
        if not vocabulary.kept_back.match(phrase[::-1]):
            phrase = _FEE.sub("", phrase)
        return _unquoted(phrase)

    def _cut_back(self, phrase: str) -> str:
        vocabulary, back = self.vocabulary, phrase[::-1]
        while (match := vocabulary.back.match(back)) and not vocabulary.kept_back.match(back):
            back = back[match.end() :]
        return back[::-1]


def _unquoted(phrase: str) -> str:
    """Without quotation marks around the whole, or one whose partner was cut off."""
    quoted = _QUOTED.fullmatch(phrase)
    if quoted:
        return quoted[1]
    if phrase.count("“") != phrase.count("”"):
        return phrase.strip("“”")
    return phrase
