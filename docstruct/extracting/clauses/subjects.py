"""Which words are the subject: a noun phrase without what is only said around it.

A phrase is cut at both ends: organization, pronouns (本单位), adverbs of time (全年) and connectives (其中) in front;
copulas (为, 共) and the like behind. What is left may be *generic* (支出, 该项目): it names nothing, and the subject
of an earlier clause stands in for it. All the words are in ``lexicons/cues/subjects.tsv``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting.scanning.scanner import trie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docstruct.lexicon.cues import CueLexicon, WordRole

Range: TypeAlias = tuple[int, int]
"""A stretch of the text: start and end."""

_LEAST = 3
"""Characters of a name before words that are only said of it (根据…) may follow."""
LONGEST = 60
"""Characters of a phrase that are looked at; names of the genre are shorter, and time stays linear."""

_KEPT = 1 << 14
"""How many phrases are kept for the next document."""

_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_DASH = re.compile(rf"(?<=[{_HAN}）)])[-—－]{{1,2}}(?=[{_HAN}])")
_DIGITS = "0123456789.,，"
"""What is nothing but these names nothing."""
_SPACE = re.compile(r"\s")
_FEE = re.compile(
    "(?:(?<=[^经]费)(?:全年|本年度?|当年度?)?|(?<=经费)(?:全年|本年度?|当年度?))(?:预算)?支出数?$"
)
"""公务接待费支出 is 公务接待费; 机关运行经费支出 and 公务用车购置支出 are names as they stand, 机关运行经费全年支出 is none."""
_NUMBERS_OF = ("支出数", "收入数")
"""公务用车购置支出数 is 公务用车购置支出."""
_MOST_NAMES = 6
"""Parts of a list up to which it is tried where they belong together: the ways to join them double with each."""
_BEHIND = "后"
_SIDES = ("收", "支")
"""收、支分别增加 is short for 收入 and 支出."""
_AND = "以及|[和及与]"
_CODED = re.compile("[235][0-9]{2}(?:[0-9]{2}){0,2}(?=[\u4e00-\u9fff])")
"""302商品和服务支出: a code right in front of its name."""
# 3名职工的工资 counts 职工, 20个村和社区 what 和 joins: behind a number without a head noun the first name is what is counted.
_LOST_OF = re.compile(r"以及|[的和及并、]")
# 初等, 高等, 中等, 平等, 同等, 优等 and 等级, 等额, 等次, 等第 hold a 等 that closes no list.
_EXAMPLES = re.compile(r".*、.{0,12}?(?<![初高中平同优])等(?=.{2})(?![级额次第])")
"""交通费、用餐费等公务接待费 names what comes behind its examples."""
_COUNTED_APART = re.compile("(?:[^（）]|（[^（）0-9]*）)*(?P<counts>（[^（）]*[0-9][^（）]*）)(?=.{2})")
"""市教育局直属系统（含18个预算单位）总收入: what a bracket counts is told apart."""
_DAY = "(?:19|20)[0-9]{2}[.．][0-9]{1,2}(?:[.．][0-9]{1,2})?|[0-9]{1,2}月(?:[0-9]{1,2}日|[末底])?"
"""截至2022.12.31资产总额: a date without its words; 截至12月末支付5万元: one without its year."""
_ALIAS = "（(?:以下)?(?:简|统)称[^（）]*）"
"""Behind （以下简称“中心”） a sentence about the one so called begins."""


class Ref(Struct, frozen=True, eq=False, gc=False):
    """A subject as the extractor sees it, before it is matched.

    Attributes:
        text: the name, cut from its phrase.
        path: the levels as stated, the subject itself last; empty if none is stated.
        code: the digits stated of it.
        item: whether it is presented as a subject of the classification.
        levels: what each name of the path is called, 1 for 类 to 3 for 项; empty where that is not said.
        place: where the text names it; two mentions of one subject are equal.
    """

    text: str
    path: tuple[str, ...] = ()
    code: str | None = None
    item: bool = False
    levels: tuple[int, ...] = ()
    place: Range | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both name the same subject, wherever they name it."""
        return isinstance(other, Ref) and self._named() == other._named()

    def __hash__(self) -> int:
        """Where it is named is no part of it."""
        return hash((self.text, self.code, self.path))

    def _named(self) -> tuple[object, ...]:
        return (self.text, self.path, self.code, self.item, self.levels)


class Noun(NamedTuple):
    """The name in a phrase, and where it stands in it; empty if there is none.

    The name is free of spaces, so that it may be shorter than its range.
    """

    text: str
    start: int
    end: int

    def place(self, offset: int) -> Range:
        """Where it stands in the text, if the phrase begins at ``offset``."""
        return (offset + self.start, offset + self.end)


NAMELESS = Noun("", 0, 0)


class SubjectWords:
    """The words of ``subjects.tsv`` compiled; shared by all documents.

    ``located`` finds the name in a phrase that does not speak of the organization; its latest answers are kept, since
    the genre has the same phrases in every document.
    """

    def __init__(self, lexicon: CueLexicon) -> None:
        self.located = lru_cache(maxsize=_KEPT)(lambda phrase: _located(phrase, self, None))
        self.words = words = lexicon.subject_words
        self.generic = frozenset(words["generic"])
        self.attributes = frozenset(words["attribute"])
        self.attribute = re.compile(trie(words["attribute"]))
        self.this_years = tuple(word for word, cues in lexicon.words.items() if cues[0].value == "this_year")
        self.executed = re.compile(trie(words["executed"]))
        self.funds = frozenset(words["fund"])
        self.of_items = frozenset(words["of_item"])
        head = trie(words["head"])
        # 每个社区30万元: what a price is for
        self.thing = re.compile(f" ?(?:{trie([*words['head'], *words['counted']])}) ?")
        # 基本工资、奖金等，共计860万元: the sum of what is listed
        self.sums = frozenset(lexicon.totals.wholes)
        self.in_all = re.compile(f"共|{trie(lexicon.totals.wholes)}")
        self.sum_of = _sum_of(lexicon)
        self.excluding = re.compile(trie(words["excluding"]))
        self.summed = re.compile(f"等[^，,、]{{0,6}}[，,](?:{trie(lexicon.totals.wholes)}|共计?)为?$")
        self.heads = (*words["head"], *words["money"])
        self.front = _front(words)
        # 支付培训费 and 本年培训费 name the fee; 支出预算 and 本年收入 are names as they stand.
        named = f"(?=[^的、和及]*(?:{trie(words['fee'])})(?:支出|预算)?(?:（[^（）]*）)?$)"
        self.of_fee = re.compile(f"(?:{trie(words['of_fee'])}){named}")
        self.back = re.compile(trie(word[::-1] for word in words["drop_end"]))
        self.kept_back = re.compile(trie(word[::-1] for word in words["keep"]))
        # up to the last word that sets equal: 财政拨款收入为|本年收入的
        self.equal = re.compile(f".*(?:{trie(words['equal'])})")
        self.equals = re.compile(f" ?(?:{trie(words['equal'])})")
        self.aside = re.compile(trie(words["aside"]))
        self.of_year = re.compile(trie(words["of_year"]))
        self.together = re.compile(trie(words["together"]))
        self.measured = _measured(lexicon)
        self.heading = re.compile(f"(?:{trie(words['heading'])})$")
        within = trie(set(words["keep"]) - set(words["through"]))
        self.through = re.compile(f"(?!{within})(?:{trie(words['through'])})(?=.{{2}})|{_ALIAS}")
        self.head = re.compile(f"{head}(?:[^的和及、]{{0,2}}{head})*")
        self.organization = _organization(words)


def _measured(lexicon: CueLexicon) -> dict[str, str]:
    """Words that are a measure and a noun (决算支出, 实际支出), with their noun."""
    return {
        text: noun
        for text, cues in lexicon.words.items()
        for noun in lexicon.subject_words["contrary"]
        if text.endswith(noun)
    }


def _front(words: Mapping[WordRole, tuple[str, ...]]) -> re.Pattern[str]:
    """What a phrase may open with and not name (全年|, 本单位|, 根据工作需要|, 2022.12.31|); 其余 alone is a name (其余3万元用于培训)."""
    kept = f"{trie(words['keep'])}|(?:{trie(words['rest'])})$"
    led = f"{trie(words['aside'])}[^，]{{0,12}}?{trie(words['grounds'])}+"
    dropped = trie([*words["drop_start"], *words["pronoun"]])
    return re.compile(f"(?!{kept})(?:{led}|{dropped})|{_DAY}")


def _sum_of(lexicon: CueLexicon) -> re.Pattern[str]:
    """What stands between amounts and their sum: 甲5万元，乙6万元，|两项共计|11万元."""
    words = lexicon.subject_words
    several = f"(?:(?:[{_HAN}]{{2}})?(?:{trie(words['together'])})(?:{trie(words['money'])})?)?"
    summed = trie([*words["sum"], *lexicon.totals.wholes])
    return re.compile(f"[，,；;、 ]*(?P<sum>{several}(?:{summed}))[为 ]*")


def _organization(words: Mapping[WordRole, tuple[str, ...]]) -> re.Pattern[str]:
    """Places and what they govern; but in 全市政府债务余额 政府 belongs to the name behind it.

    A place without its name (县委办收入总预算) only in front of what every organization has: 市园林绿化费 is a name.
    """
    named = trie(words["keep"])
    place = trie(words["place"])
    return re.compile(
        rf"(?:[{_HAN}]{{2,8}}?(?:{place}))+[{_HAN}]{{0,14}}?(?!{named})"
        rf"(?:{trie(words['organization'])})(?=.{{2}})"
        rf"|{place}[{_HAN}]{{0,8}}?{trie(words['governing'])}(?={trie(words['every'])})"
    )


@lru_cache(maxsize=4)
def subject_words(lexicon: CueLexicon) -> SubjectWords:
    """The compiled words of a lexicon."""
    return SubjectWords(lexicon)


class Subjects:
    """The noun phrases of one document; answers are kept, since phrases recur."""

    def __init__(self, lexicon: CueLexicon, organizations: Iterable[str]) -> None:
        self.vocabulary = subject_words(lexicon)
        names = {
            name.removesuffix(own) for name in organizations for own in ("", *self.vocabulary.words["own"])
        }
        own = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
        self._own = re.compile("|".join(own)) if own else None
        self._known: dict[str, Noun] = {}

    def noun(self, raw: str) -> str:
        """A phrase cut to the name in it, empty if there is none."""
        return self.cut(raw).text

    def cut(self, raw: str) -> Noun:
        """The name in a phrase with its place."""
        known = self._known.get(raw)
        if known is None:
            known = self._known[raw] = self._located(raw)
        return known

    def ref(self, raw: str, code: str | None = None, *, offset: int = 0) -> Ref | None:
        """The subject named in a phrase that begins at ``offset``; None if it names nothing or is generic."""
        noun = self.cut(raw)
        if noun.text in self.vocabulary.generic or not noun.text.strip(_DIGITS):
            return None
        place = noun.place(offset)
        if _DASH.search(noun.text):
            path = tuple(_DASH.split(noun.text))
            return Ref(path[-1], path, code, item=True, place=place)
        return Ref(noun.text, (noun.text,) if code else (), code, item=code is not None, place=place)

    def titled(self, raw: str, *, offset: int = 0) -> Ref | None:
        """The subject of a heading: without 情况说明 and the like at its end."""
        title, places = _squeezed(raw, len(raw))
        about = self.vocabulary.heading.search(title)
        return self.ref(raw[: places[about.start()]] if about else raw, offset=offset)

    def counted(self, raw: str) -> tuple[Noun, int]:
        """The name of what is counted in the words behind a number, and how many characters of them it takes.

        It ends with its head noun (3名职工到龄退休 counts 职工), or before the first 的, 和 or 及.
        """
        words = raw[:LONGEST]
        head = self.vocabulary.head.search(words)
        length = head.end() if head else len(_LOST_OF.split(words, maxsplit=1)[0])
        return self.cut(raw[:length]), length

    def is_money(self, raw: str) -> bool:
        """Whether a phrase names an amount by its last word (支出, 经费), so that bare digits behind it are one."""
        return self.noun(raw).endswith(self.vocabulary.words["money"])

    def is_named(self, raw: str) -> bool:
        """Whether a phrase ends with the head noun of a name (公务接待费, 在职人员), and not with 水平, 数 and the like."""
        noun = self.noun(raw)
        if not noun or noun in self.vocabulary.generic:
            return False
        return noun.endswith(self.vocabulary.heads)

    def names(self, raw: str, count: int, *, offset: int = 0) -> list[Ref]:
        """The names of a list (A、B和C), as many as asked for; empty if it does not hold so many."""
        parts = _pieces(raw, 0, "、")
        if len(parts) < count:
            parts = [*parts[:-1], *_pieces(*parts[-1], _AND)]
        if 1 < count < len(parts) <= _MOST_NAMES:
            parts = self._joined(raw, parts, count)
        refs = [self._listed(part, offset + start) for part, start in parts]
        refs = [self._shortened(ref, refs[0]) for ref in refs]
        found = [ref for ref in refs if ref is not None]
        return found if len(found) == count else []

    def _shortened(self, ref: Ref | None, first: Ref | None) -> Ref | None:
        """财政拨款收入、支出 is short for 财政拨款收入 and 财政拨款支出."""
        contrary = self.vocabulary.words["contrary"]
        if ref is None or first is None or ref is first or ref.text not in contrary:
            return ref
        others = [word for word in contrary if len(word) == len(ref.text) and word != ref.text]
        lead = next((first.text.removesuffix(word) for word in others if first.text.endswith(word)), "")
        return replace(ref, text=lead + ref.text)

    def _joined(self, raw: str, parts: list[tuple[str, int]], count: int) -> list[tuple[str, int]]:
        """The parts put together where 和 stands inside a name (工资福利支出和商品和服务支出 are two), if that is certain."""
        starts = [start for _, start in parts]
        found = []
        for others in combinations(range(1, len(parts)), count - 1):
            firsts = [0, *others]
            ends = [starts[at - 1] + len(parts[at - 1][0]) for at in (*others, len(parts))]
            names = [(raw[starts[at] : end], starts[at]) for at, end in zip(firsts, ends, strict=True)]
            if all(self.is_money(name) for name, _ in names):
                found.append(names)
        return found[0] if len(found) == 1 else parts

    def _listed(self, raw: str, offset: int) -> Ref | None:
        """A name of a list; beside each other 收入 and 支出 are names."""
        noun = self.cut(raw)
        if noun.text in self.vocabulary.words["contrary"] or noun.text in _SIDES:
            return Ref(noun.text, place=noun.place(offset))
        if coded := _CODED.match(noun.text):
            lead = offset + noun.start
            return self.ref(raw[noun.start + coded.end() :], coded[0], offset=lead + coded.end())
        return self.ref(raw, offset=offset)

    def _located(self, raw: str) -> Noun:
        """The name in a phrase of which at most the last :data:`LONGEST` characters count, spaces apart."""
        last = raw[-2 * LONGEST :]
        squeezed, noun = self.vocabulary.located(last)
        if self._own is not None and self._own.search(squeezed):
            _, noun = _located(last, self.vocabulary, self._own)
        return Noun(noun.text, *noun.place(len(raw) - len(last)))


def _located(raw: str, vocabulary: SubjectWords, own: re.Pattern[str] | None) -> tuple[str, Noun]:
    """A phrase as it is looked at, and the name in it; ``own`` finds the organization."""
    phrase, places = _squeezed(raw, LONGEST)
    start, end = _cut(phrase, vocabulary, own)
    if start >= end:
        return phrase, NAMELESS
    name = phrase[start:end]
    name = name.removeprefix("在").replace("，", "") if "，" in name else name
    return phrase, Noun(name, places[start], places[end - 1] + 1)


def _cut(phrase: str, vocabulary: SubjectWords, own: re.Pattern[str] | None) -> Range:
    """What is left of a phrase, once all that is only said around its name is cut off at both ends."""
    start = _cut_front(phrase, 0, vocabulary, own)
    if "（" in phrase and (apart := _COUNTED_APART.match(phrase, start)):
        behind = _cut_front(phrase, apart.end(), vocabulary, own)
        if phrase[behind:] in vocabulary.generic:
            # 公务接待费（含外宾接待2万元）支出: what stands behind the bracket only says what the name is
            return _cut(phrase[: apart.start("counts")], vocabulary, own)
        start = behind
    for through in vocabulary.through.finditer(phrase, start):
        start = _cut_front(phrase, through.end(), vocabulary, own)
    if "等" in phrase and (examples := _EXAMPLES.match(phrase, start)):
        start = _cut_front(phrase, examples.end(), vocabulary, own)
    while (fee := vocabulary.of_fee.match(phrase, start)) and phrase[fee.end() :] not in vocabulary.generic:
        start = _cut_front(phrase, fee.end(), vocabulary, own)
    if phrase.endswith(_BEHIND) and vocabulary.excluding.match(phrase, start):
        return start, start  # 剔除一次性因素后增长3.1%: of what was named before
    asides = (
        _outside(phrase, start, found.start()) for found in vocabulary.aside.finditer(phrase, start + _LEAST)
    )
    end = _cut_back(phrase, start, next(filter(None, asides), len(phrase)), vocabulary)
    if phrase.endswith(_NUMBERS_OF, start, end):
        end -= 1
    for word in vocabulary.words["contrary"]:
        if phrase.endswith(word + word, start, end):
            end -= len(word)  # 教育支出支出决算: the second belongs to the measure
    fee = _FEE.search(phrase, start, end)
    if fee and not vocabulary.kept_back.match(phrase[start:end][::-1]):
        end = fee.start()
    return _unquoted(phrase, start, end)


def _cut_front(phrase: str, start: int, vocabulary: SubjectWords, own: re.Pattern[str] | None) -> int:
    while True:
        front = (own and own.match(phrase, start)) or vocabulary.front.match(phrase, start)
        front = front or vocabulary.organization.match(phrase, start)
        if front is None:
            return start
        start = front.end()


def _cut_back(phrase: str, start: int, end: int, vocabulary: SubjectWords) -> int:
    back = phrase[start:end][::-1]
    while (match := vocabulary.back.match(back)) and not vocabulary.kept_back.match(back):
        back = back[match.end() :]
    return start + len(back)


def _outside(phrase: str, start: int, end: int) -> int:
    """The end of a name, moved in front of a bracket it would leave open; 0 where the name goes on behind that.

    机关（含参照公务员法管理的事业单位）运行经费 is one name, though 参照 ends others.
    """
    opened = phrase.rfind("（", start, end)
    if opened <= phrase.rfind("）", start, end):
        return end
    return 0 if _GOES_ON_BEHIND.match(phrase, end) else opened


_GOES_ON_BEHIND = re.compile("[^（）]*）.")


def _squeezed(raw: str, longest: int) -> tuple[str, Sequence[int]]:
    """The end of a phrase without spaces, brackets made full-width, and the place of every character of it."""
    if not _SPACE.search(raw):
        phrase = raw[-longest:].replace("(", "（").replace(")", "）")
        return phrase, range(len(raw) - len(phrase), len(raw))
    far = max(len(raw) - 2 * longest, 0)
    places = [place for place in range(far, len(raw)) if not raw[place].isspace()][-longest:]
    return "".join([raw[place] for place in places]).replace("(", "（").replace(")", "）"), places


def _pieces(raw: str, offset: int, separator: str) -> list[tuple[str, int]]:
    """The parts of a list between separators (a pattern), each with its place."""
    pieces, start = [], 0
    for match in re.finditer(separator, raw):
        pieces.append((raw[start : match.start()], offset + start))
        start = match.end()
    return [*pieces, (raw[start:], offset + start)]


def _unquoted(phrase: str, start: int, end: int) -> Range:
    """Without quotation marks around the whole, or one whose partner was cut off."""
    name = phrase[start:end]
    if "“" not in name and "”" not in name and '"' not in name:
        return start, end
    if _QUOTED.fullmatch(name):
        return start + 1, end - 1
    if name.count("“") != name.count("”"):
        return end - len(name.lstrip("“”")), start + len(name.rstrip("“”"))
    return start, end
