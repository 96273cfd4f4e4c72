"""One pass over a paragraph: the compiled alternation that finds every token.

All vocabulary comes from the :class:`~docstruct.lexicon.cues.CueLexicon`; what is written out here is the form of
numbers, years, markers, brackets and quotations. The alternatives are tried in the order of :data:`_FORMS`; cues are
compiled to a trie, so that the longest one wins and the cost of a position does not grow with the lexicon. Quotations
and brackets without digits are one token each: nothing inside a name is a cue or a figure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from docstruct.extracting.scanning.numbers import clean, shifted, split_year
from docstruct.extracting.scanning.quantities import IN_WORDS, in_words, join, small_change, vague
from docstruct.extracting.scanning.tokens import Number, Token
from docstruct.lexicon.numerals import ORDINAL
from docstruct.lexicon.numerals import YEAR as YEAR_IN_WORDS
from docstruct.money import places_of
from docstruct.outlining.numerals import CHINESE, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docstruct.extracting.scanning.tokens import NumberKind
    from docstruct.lexicon.cues import Cue, CueLexicon

_D = "0-9０-９"
_PUNCTUATION = {
    **dict.fromkeys("。！？!?\n", "stop"),
    **dict.fromkeys("；;", "semicolon"),
    **dict.fromkeys("，,", "comma"),
    "、": "pause",
    **dict.fromkeys("：:", "colon"),
    **dict.fromkeys("（(", "open"),
    **dict.fromkeys("）)", "close"),
}
_NAME = "[\u4e00-\u9fff（）]{2,28}"
_OF_A_NUMBER = ("run", "unit", "per", "tail", "scale", "more", "still", "scale_still", "jiao", "fen")
_SEPARATORS = "。！？；;，,、：:（(）)\n \t"
_GOES_ON = re.compile(f"[^{_SEPARATORS}]")
"""Behind 以上 the thing that a threshold is of (50万元以上通用设备)."""

_LONGEST_PRONOUN = 6
"""Characters of 本单位 and the like."""

# In this order, since what begins alike is told apart by what comes first: a marker 1. before the number 1, a code
# （2080505） before a bracket, a year before a number, a damaged number before a whole one that would read half of it.
_FORMS = (
    r"(?P<punctuation>[。！？!?；;，,、：:\n])",
    # 三成, 一倍 before numerals in words: 三 and 一 begin both
    r"(?P<vague>{vague})",
    r"(?P<words>{words})",
    # 2. at the beginning of a clause counts items, 2.5万元 does not; 1.2022年 is item 1, 1.1.3 one marker.
    # One in the middle of words (…会议少2.培训费) has lost its mark: it counts only on from the marker before it
    r"(?P<marker>[（(]{ordinal}[)）]|[⑴-⒇⒈-⒛㈠-㈩]|(?:\A|(?<=[。；;：:\n])) ?(?:{ordinal}、"
    r"|[{d}]{{1,2}}[.、．](?:(?![{d}])|(?=(?:19|20)[0-9]{{2}} ?年))|[{d}]{{1,2}}[)）]|[{d}]{{1,2}}(?:[.．][{d}]{{1,2}}){{2,4}}(?![{d}.．%％]))"
    r"|(?P<next>(?<=[\u4e00-\u9fff）])[2-9][.．](?=[\u4e00-\u9fff])))",
    # （类）, （208类）, （类级科目）; but 科目名称, 科目编码, and 大类, 分项, 该项科目 are words
    r"(?P<level>[（(] ?(?P<digits>[0-9]{{2,7}})? ?(?P<named>[类款项]) ?[)）]|(?<![分大小各同种此该这本])(?P<spoken>[类款项])级?科目(?![名编]))",
    # 教育支出类普通教育款小学教育项: 类 and 款 and 项 are letters of many words, so the three must follow each other
    r"(?P<plain>(?<=支出|服务)类(?={name}款(?!项){name}项(?!目))|款(?!项)|项(?!目))",
    # a code of 3, 5 or 7 digits alone in its brackets; two digits are a step of one (see quantities)
    r"[（(【\[〔](?P<code>[0-9]{{3}}(?:[0-9]{{2}}){{0,2}})[)）】\]〕]",
    # a bracket without digits is part of a name, unless a reason is told in it (（主要原因是会期缩短）)
    r"(?P<name>“(?![^“”\n]{{1,40}}[类款项][)）])[^“”\n]{{1,40}}”|\"[^\"\n]{{1,40}}\"|《[^《》\n]{{1,60}}》|〔[^〔〕\n]{{0,12}}〕"
    r"|[（(](?!{told})[^（）()0-9０-９，。；：,;:\n]{{1,24}}[)）])",
    # 2022年, 2022年3月5日, 2022年末; without 年 four digits are a number, and whether a year the clause says
    r"(?P<year>(?<![{d}])(?:19|20)[0-9]{{2}} ?(?:年度?(?![初末底])(?: ?[{d}]{{1,2}} ?月(?: ?[{d}]{{1,2}} ?日)?)?[初末底]?|(?=年[初末底])))",
    r"(?P<year_words>{year_words}(?:年度?(?![初末底])|(?=年[初末底])))",
    # （-3.20）万元: accounts put a negative amount in a bracket, and the unit stands behind that
    r"(?P<bracketed>[（(](?P<signed>[-－−﹣][{d}][{d},，]*(?:[.．][{d}]+)?)[)）] ?(?P<scale_behind>[百千万亿]{{0,2}})(?P<unit_behind>{units}))",
    # 2. 5万元 may be 2.5 or 2 and 5; 3。5万元 may be a point or two sentences: no number is certain
    r"(?P<damaged>(?<![{d}.,，])[{d}](?:[{d}]| (?=[{d} .．])){{0,20}}(?:[.．] {{1,3}}| {{1,3}}[.．] ?|[。·•’'](?=[{d}]))[{d}][{d} .．,]{{0,20}}(?:[百千万亿]? ?(?:{units})))",
    # a comma or a space goes on where a digit follows, but not before a year (12.5，2022年); a dash is a sign only where no
    # number, unit or person stands in front of it (10-20万元 and 5人–8人 are ranges)
    r"(?P<number>(?<![{d}A-Za-z.])(?P<run>(?:[-－−﹣△▲] ?|负 ?|(?<![{d}%％元人])[–])?[{d}](?:[{d}]|[,，] ?(?!{year})(?=[{d}])| (?=[{d}]))*"
    r"(?:[.．](?=[{d}])(?:[{d}]|[.．](?=[{d}])| (?=[{d}])|[,，] ?(?!{year})(?=[{d}]+(?![{d}.．])))*)?)"
    r"(?: ?(?P<more>[余多])?(?P<scale>[百千万亿]{{0,2}})(?P<still>[余多](?P<scale_still>[万亿]?))? ?(?:(?P<unit>{units})(?:[/／](?P<per>{units}))?"
    r"(?:(?<=元)(?=[{d}]{{1,2}}[角分])(?:(?P<jiao>[{d}])角)?(?:(?P<fen>[{d}])分)?)?)?"
    r"(?P<tail>{tails})?)?)",
    # XX辆, …万元, ____元: a place to be filled in
    r"(?P<blank>(?<![A-Za-z0-9])(?:[XxＸ×*_○]{{1,9}}(?![A-Za-z0-9])|…{{1,9}}|\.{{3,9}}) ?(?P<blank_unit>(?:[万亿]?(?:{units}))?))",
    r"(?P<bracket>[（(）)])",
)
_BEGINS = rf"{_D}{CHINESE}⑴-⒇⒈-⒛㈠-㈩类款项XxＸ×*_○….“\"《〔【\[。！？!?；;，,、：:（()）\n\-－−﹣△▲–负"
"""What a form may begin with: where a character begins none, none is tried."""


class Scanner:
    """The tokens of paragraphs, by one lexicon."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._words = lexicon.words
        self._units = lexicon.units
        tails = {text: cues[0] for text, cues in lexicon.words.items() if cues[0].kind in ("about", "bound")}
        self._bounds = frozenset(text for text, cue in tails.items() if cue.kind == "bound")
        self._abouts = frozenset(text for text, cue in tails.items() if not cue.value)
        told = [text for text, cues in lexicon.words.items() if cues[0].kind in ("reason", "purpose")]
        words = set(lexicon.words) - set(tails)
        forms = "|".join(_FORMS).format(
            d=_D,
            units=trie(lexicon.units),
            tails=trie(tails),
            told=trie(told),
            words=IN_WORDS,
            vague=vague(lexicon.subject_words["no_tenths"]),
            ordinal=ORDINAL,
            year="(?:19|20)[0-9]{2} ?年",
            year_words=YEAR_IN_WORDS,
            name=_NAME,
        )
        self._pattern = re.compile(rf"(?P<cue>{grouped(words)})|(?=[{_BEGINS}])(?:{forms})")
        self._unit = re.compile(f"(?P<scale>[百千万亿]{{0,2}})(?P<unit>{trie(lexicon.units)})")
        self._counted = re.compile(trie(lexicon.subject_words["counted"]))
        names = [text for text, cues in lexicon.words.items() if cues[0].kind == "name"]
        self._named = re.compile(f" ?(?={_look(names)}){trie(names)}")
        said = lexicon.subject_words
        self._money = said["money"] + said["fee"]
        self._leads = {
            "asof": frozenset(said["pronoun"]),
            "because": frozenset(said["former"] + said["latter"]),
        }
        self._needs = _needs(lexicon)

    def scan(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of ``text[start:end]``, in order, without overlap."""
        tokens: list[Token] = []
        last, words = start, self._words
        for match in self._pattern.finditer(text, start, end):
            group = str(match.lastgroup)
            begin, finish = match.span()
            token: Token | None
            if group == "cue":
                word = text[begin:finish]
                cue: Cue | None = words[word][0]
                if words[word][0].needs:
                    cue = self._choose(word, text, begin, finish, last)
                token = Token(cue.kind, begin, finish, cue.value, word) if cue is not None else None
            elif group == "punctuation" or group == "bracket":
                token = Token(_PUNCTUATION[text[begin]], begin, finish)
            elif group == "number":
                token = self._number(match, text)
            else:
                token = self._token(group, match, text, tokens)
            if token is None:
                continue
            last = token.end
            if token.number is not None or token.kind == "close":
                join(tokens, token, text, self._unit_of)
            else:
                tokens.append(token)
        return tokens

    def _token(self, group: str, match: re.Match[str], text: str, before: Sequence[Token]) -> Token | None:
        """The token of a match that is no cue; None where it is nothing."""
        begin, finish = match.span()
        if not _goes_on(group, match, before, text):
            return None
        if group == "plain":
            return Token("level", begin, finish, text=match[0])
        if group == "level":
            named = (match["digits"] or "") + (match["named"] or match["spoken"])
            return Token("level", begin, finish, text=named)
        if group == "year":
            return Token("year", begin, finish, text=match[0][:4])
        if group == "year_words":
            return Token("year", begin, finish, text=str(value(match[0][:4])))
        if group == "blank":
            return Token("blank", begin, finish, text=match["blank_unit"])
        if group == "vague":
            told = before and before[-1].kind in ("change", "excess", "share", "completion", "approximate")
            return Token("range", begin, finish) if told else None
        if group == "damaged":
            return Token("range", begin, finish)
        if group == "words":
            number = in_words(match[0])
            return Token("number", begin, finish, number=replace(number, end=finish)) if number else None
        if group == "bracketed":
            return self._in_brackets(match)
        if group == "code":
            return Token("code", begin, finish, text=match["code"])
        return Token(group, begin, finish)

    def _in_brackets(self, match: re.Match[str]) -> Token:
        """（-3.20）万元: a negative amount in the way of accounts."""
        unit = self._unit_of(match["scale_behind"] + match["unit_behind"])
        value = clean(match["signed"])
        if unit is None or not value:
            return Token("range", *match.span())
        number = replace(unit.valued(value), end=match.end())
        return Token("number", match.start("signed"), match.end(), number=number)

    def _unit_of(self, said: str) -> Number | None:
        """A unit with its scale (万元) as a number without value; None if it is none."""
        match = self._unit.fullmatch(said)
        if match is None or self._units[match["unit"]].kind == "none":
            return None
        unit, places = self._units[match["unit"]], places_of(match["scale"])
        money = "0" if unit.yuan == 1 else None
        return Number(value="", unit=said, kind=unit.kind, end=0, amount=money, places=places)

    def _choose(self, word: str, text: str, begin: int, finish: int, last: int) -> Cue | None:
        """The first reading of a word whose surroundings are as it needs them."""
        for cue in self._words[word]:
            if not cue.needs:
                return cue
            if cue.needs == "start":
                if begin == last or text[begin - 1] in _SEPARATORS or self._is_led(cue, text, begin, last):
                    return cue
            elif self._needs[cue.needs].match(text, finish):
                return cue
        return None

    def _is_led(self, cue: Cue, text: str, begin: int, last: int) -> bool:
        """Whether a word that opens a clause stands behind what may lead one.

        The organization in front of the day of a stock (，本单位年末保有量4辆), 前者 in front of 系, a name in front of 因
        (差旅费因业务量增加较上年增加3万元).
        """
        if cue.kind == "because" and text.endswith(self._money, last, begin):
            return True
        lead = text[max(begin - _LONGEST_PRONOUN, 0) : begin]
        start = max(lead.rfind(mark) for mark in _SEPARATORS) + 1
        return lead[start:] in self._leads.get(cue.kind, ())

    def _number(self, match: re.Match[str], text: str) -> Token | None:
        """A number with its unit, or people behind its scale (12.5万群众); a name where it is a date, an ordinal or a threshold; None where it is none."""
        begin, finish = match.span()
        run, unit_text, per, tail, scale, more, still, scale_still, jiao, fen = match.group(*_OF_A_NUMBER)
        scale += scale_still or ""
        ordinal = text.endswith("第", 0, begin)
        if unit_text is None and not scale:
            return None if ordinal else self._bare(match)
        if self._named.match(text, match.end("run")):
            return self._bare(match)  # 303对个人和家庭的补助: the code of a name that begins with a unit
        unit = self._units[unit_text] if unit_text else None
        counted: NumberKind = "count" if self._counted.match(text, finish) else "money"
        kind: NumberKind | Literal["none"] = "price" if per else unit.kind if unit else counted
        threshold = tail in self._bounds and kind != "percent" and _GOES_ON.match(text, finish)
        if kind == "none" and "." in run and unit_text.startswith("本"):
            return Token("marker", begin, match.end("run"))  # 2.2本项目: nobody counts 2.2 copies
        if kind == "none" or ordinal or threshold:
            return Token("threshold" if threshold else "name", begin, finish)
        value, places = small_change(clean(run), jiao, fen), places_of(scale)
        yuan = kind == "money" and (unit is None or unit.yuan == 1)
        number = Number(
            value=value,
            unit=scale + (unit_text or "") + ("/" + per if per else ""),
            kind=kind,
            end=match.start("tail") if tail else finish,
            amount=shifted(value, places) if yuan else None,
            approximate=bool(more or still) or tail in self._abouts,
            joined=" " in run,
            split=split_year(run) if kind == "money" else None,
            places=places,
        )
        return Token("number", begin, finish, number=number)

    def _bare(self, match: re.Match[str]) -> Token:
        """Digits without a unit: a figure only where the clause says so; a name if they make no number (2022.12.31)."""
        run, end = match["run"], match.end("run")
        value = clean(run)
        if not value:
            return Token("name", match.start(), end)
        number = Number(value=value, unit=None, kind=None, end=end, joined=" " in run)
        return Token("number", match.start(), end, number=number)


def _needs(lexicon: CueLexicon) -> dict[str, re.Pattern[str]]:
    """What must stand behind a word, by the name that the column ``needs`` has for it."""
    bases = [text for text, cues in lexicon.words.items() if cues[0].kind in ("period", "budget", "actual")]
    about = [text for text, cues in lexicon.words.items() if cues[0].kind == "approximate"]
    turns = [
        text
        for text, cues in lexicon.words.items()
        if any(cue.kind == "change" and cue.needs == "number" for cue in cues)
    ]
    changes = [text for text, cues in lexicon.words.items() if cues[0].kind == "change"]
    return {
        "colon": re.compile(" ?[：:]"),
        "several": re.compile(
            rf" ?(?:[占为增减上下提降安支完][^{_D}，,。；;、]{{0,14}})?[{_D}.]+ ?[%％万亿元]{{1,3}}[、和与及] ?[{_D}]"
        ),
        "end": re.compile(" ?(?:[。！？；;，,、]|$)"),
        "number": re.compile(
            rf" ?(?:{trie(about)})?[-－−]?[{_D}]| ?(?:{IN_WORDS})| ?(?:{vague(lexicon.subject_words['no_tenths'])})"
        ),
        "than": re.compile(rf" ?[^{_D}，,。；;、：:（）]{{2,14}}?(?:{trie(turns)}) ?[{_D}]"),
        "turn": re.compile(rf"[^，,。；;、：:（）]{{2,24}}?(?:{trie(changes)})(?:{trie(about)})? ?[{_D}]"),
        "base": re.compile(rf" ?(?:(?:19|20)[0-9]{{2}}|{YEAR_IN_WORDS}年|{trie(bases)})"),
    }


_ABOVE = {"款": "类", "项": "款"}
_STEP = 4
"""Tokens back to which the level above is looked for."""


def _goes_on(group: str, match: re.Match[str], before: Sequence[Token], text: str) -> bool:
    """Whether what counts only behind another one stands behind it: a level without brackets, a marker without a mark."""
    if group == "plain":
        return match[0] == "类" or _under(before, match[0])
    return not match["next"] or _counts_on(before, match["next"], text)


def _counts_on(before: Sequence[Token], marker: str, text: str) -> bool:
    """Whether a marker that lost the mark in front of it follows the one before (1.会议费…主要是会议少2.培训费…)."""
    latest = next((token for token in reversed(before) if token.kind == "marker"), None)
    return (
        latest is not None and text[latest.start : latest.end].strip() == f"{int(marker[0]) - 1}{marker[1]}"
    )


def _under(before: Sequence[Token], level: str) -> bool:
    """Whether a level without brackets goes on from the one above it (…支出类…款…项), only names between."""
    latest = next((token for token in reversed(before[-_STEP:]) if token.kind != "name"), None)
    return latest is not None and latest.text == _ABOVE[level] and latest.end - latest.start == 1


_GROUPS = 8
"""Groups of cues: with fewer a group is long, with more there are many to try; eight are fastest."""


def grouped(words: set[str]) -> str:
    """The tries of groups of words, each behind a look at two characters.

    A trie tries its first characters one after the other, three hundred of them. Most of them are frequent in names, too,
    but few names go on as a cue does.
    """
    groups: dict[int, list[str]] = {}
    for at, (_, alike) in enumerate(groupby(sorted(words), key=itemgetter(0))):
        groups.setdefault(at % _GROUPS, []).extend(alike)
    tries = [f"(?={_look(group)}){trie(group)}" for group in groups.values()]
    return f"(?={_look(words)})(?:{'|'.join(tries)})"


def _look(words: Iterable[str]) -> str:
    """What one of some words may begin with: its first two characters, or the only one."""
    alone = [word for word in words if len(word) == 1]
    pairs = [word for word in words if len(word) > 1]
    firsts, seconds = (_among(word[at] for word in pairs) for at in (0, 1))
    return f"{_among(alone)}|{firsts}{seconds}"


def _among(characters: Iterable[str]) -> str:
    """One of some characters; no text holds the first."""
    return f"[{re.escape(''.join(sorted({chr(0), *characters})))}]"


def trie(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words, factored by their first characters.

    >>> trie(["增加", "增长", "增"])
    '增(?:加|长)?'
    """
    branches: dict[str, list[str]] = {}
    final = False
    for word in sorted(words):
        if word:
            branches.setdefault(word[0], []).append(word[1:])
        else:
            final = True
    if not branches:
        return ""
    parts = [re.escape(first) + trie(rest) for first, rest in branches.items()]
    if len(parts) == 1 and not final:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if final else "")


@lru_cache(maxsize=4)
def scanner_for(lexicon: CueLexicon) -> Scanner:
    """The scanner of a lexicon, compiled once."""
    return Scanner(lexicon)
