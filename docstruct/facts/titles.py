"""What one title says: of a table, a column or a row.

A title is read as a row of words of the lexicon, the fewest that cover it: ``2023年预算数`` is a year and 预算数,
``一般公共预算基本支出`` a fund and what the column holds. A title that they do not cover is not understood, and says nothing.

>>> from docstruct.lexicon import Lexicons
>>> titles = TitleReader(Lexicons().meanings)
>>> said = titles.read("2023年“三公”经费预算数（万元）")
>>> said.component, said.measure, said.year, said.unit, said.understood
('three_public', 'budget', 2023, '万元', True)
>>> titles.read("购置费", under="three_public.vehicles").component, titles.read("购置费").understood
('three_public.vehicle_purchase', False)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec.structs import replace

from docstruct.document import FactMeasure  # noqa: TC001 - MONEYLESS is a value
from docstruct.facts.said import Column, Said
from docstruct.money import yuan_of
from docstruct.normalizing.key import matching_key
from docstruct.outlining.markers import read_marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from docstruct.document import Component, Fund, Moment
    from docstruct.lexicon.meanings import Meanings, Role, Sense

K = TypeVar("K")
V = TypeVar("V")

_BRACKETS = re.compile(r"[（(\[【]([^（()）\[\]【】]{1,8})[）)\]】]")
_SUM = re.compile(r"[（(]?(?:第?[0-9]{1,2}栏?|[a-z])?[=＝][0-9a-z+＋\-]+[）)]?$")
"""A formula behind a title: 合计（1=2+3), 小计=2+3."""
_HIGHEST = 99
"""The greatest number of a marker: 2023、2024年 are years."""
AMONG = 9
"""The level of 其中, below those of all markers of ``outline/markers.tsv``."""
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:-((?:19|20)[0-9]{2}))?(?![0-9])(?:年度?)?")
_YEAR_SIGNS = "0123456789-年度"
_CENTURIES = frozenset("12")
"""What a year begins with."""
_BLANK = frozenset("、,:/·._-()—–~;*<>《》[]+")
"""Signs that stand between words and say nothing."""
MONEYLESS: frozenset[FactMeasure | None] = frozenset(
    {"count", "score", "share", "change_rate", "completion_rate", "other"}
)
"""Measures that are in the unit of the table only where their own titles say so."""
_FREE = frozenset({"count", "score", "completion_rate", "share", "change_rate"})
"""Measures that a title says whatever else it names: 课题完成数量."""
_SIDES = frozenset({"revenue", "expenditure"})
"""What a title says beside what its table is of: 机关运行经费支出情况表."""
_AMOUNTS = frozenset({"budget", "adjusted_budget", "actual", "prior_budget", "prior"})
"""Measures that a title can say of all the amounts of its table."""
_LONGEST = 48
"""Signs of the longest title that is read."""
_KEPT = 20_000
"""Titles whose readings are kept; the names of rows recur from document to document."""
_UNKNOWN = 1000
"""The cost of a sign that no word covers: more than any number of words."""


class TitleReader:
    """Reads titles. What a title says depends on nothing but the lexicon: one reader serves all documents."""

    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings
        self._read: dict[tuple[str, str], Said] = {}
        self._plain: dict[str, tuple[str, str | None]] = {}
        self._names: dict[str, str] = {}
        self._tables: dict[str, Said] = {}
        self._columns: dict[tuple[tuple[str, ...], Component | None], Column] = {}
        lengths: dict[str, set[int]] = {}
        for word in meanings.words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(of_first)) for first, of_first in lengths.items()}
        self._begins = _CENTURIES | lengths.keys()
        self._signs = _BLANK.union(*meanings.words) | frozenset(_YEAR_SIGNS)
        self._free = _any_of(word for word, senses in meanings.words.items() if any(map(_is_free, senses)))
        self._measures = tuple(
            word
            for word, senses in meanings.words.items()
            if all(sense.dimension == "measure" for sense in senses)
        )
        self._anywhere = frozenset(
            word for word, senses in meanings.words.items() if any(not sense.under for sense in senses)
        )
        self._ignored = tuple(
            word
            for word, senses in meanings.words.items()
            if any(sense.dimension == "role" and sense.value == "ignored" for sense in senses)
        )

    def read(self, title: str, under: Component | None = None) -> Said:
        """What a title says below one that speaks of the component ``under``."""
        key = (title, under or "")
        said = self._read.get(key)
        if said is None:
            said = _keep(self._read, key, self._new(title, under or ""))
        return said

    def plain(self, title: str) -> tuple[str, str | None]:
        """A title without marker and formula, and the unit it ends with."""
        plain = self._plain.get(title)
        return plain if plain is not None else _keep(self._plain, title, self._without_unit(self.bare(title)))

    def bare(self, title: str) -> str:
        """A title without the markers in front of it: 其中：1．公务接待费 is 公务接待费."""
        while (marked := self._marker(title)) and marked[1] < len(title):
            title = title[marked[1] :]
        return title

    def marker_level(self, name: str) -> int:
        """How deep the marker of a row is, 一、 above （一） above 1.; :data:`AMONG` for 其中：, 0 for none."""
        marked = self._marker(name)
        return marked[0] if marked else 0

    def _marker(self, title: str) -> tuple[int, int] | None:
        """The level of the marker a title begins with, and where it ends."""
        for word in self.meanings.among:
            if title.startswith(word):
                return AMONG, len(word) + title.startswith((":", "："), len(word))
        marker = read_marker(title, 0, self.meanings.markers)
        if marker is None or marker.kind.style != "heading" or (marker.number or 0) > _HIGHEST:
            return None
        return marker.kind.level, marker.end

    def unit_in(self, title: str) -> str | None:
        """The unit in brackets in a title."""
        return self._without_unit(title)[1]

    def _without_unit(self, title: str) -> tuple[str, str | None]:
        """A title without the unit in brackets behind it, without a formula, and the unit: of money, or one that is counted."""
        unit = None
        for match in _BRACKETS.finditer(title):
            label, _, labelled = match[1].replace(":", "：").rpartition("：")
            inside = labelled.strip() if not label or label in self.meanings.unit_labels else match[1].strip()
            if yuan_of(inside) is not None or inside in self.meanings.counted:
                unit = "%" if inside == "％" else inside
                title = title[: match.start()] + title[match.end() :]
                break
        return _SUM.sub("", title) or title, unit

    def _new(self, title: str, under: str) -> Said:
        plain, unit = self.plain(title)
        key = matching_key(plain)
        if not key or len(key) > _LONGEST:
            return Said(unit=unit)
        if unit == "%":  # 完成年初预算（%） is the rate 完成年初预算%, 增减（%） the rate of the change
            rate = self._covered(f"{key}%", unit, under)
            said = rate if rate.understood else self._covered(key, unit, under)
            return replace(said, measure="change_rate") if said.measure == "change" else said
        return self._covered(key, unit, under)

    def _covered(self, key: str, unit: str | None, under: str) -> Said:
        """What the words that cover a key say together."""
        if key.endswith("%"):
            unit = unit or "%"
        if key in self.meanings.items and key not in self.meanings.words:
            return Said(unit=unit, item=True, understood=True)
        if not self._signs.issuperset(key) and not self._free.search(key):
            return Said(unit=unit, role=self._role(key))  # as most names of rows: no words cover it
        senses, years, unknown = self._senses(key, under)
        said: dict[str, str] = {}
        for sense in senses:
            if sense.dimension == "role" or (sense.dimension == "measure" and _is_settled(said, sense)):
                continue
            if sense.value in ("revenue", "expenditure") and "component" in said:
                continue  # 公务接待费支出 is no more than 公务接待费
            said[sense.dimension] = sense.value
        role = self._role(key)
        measure = said.get("measure")
        unsettled = not _compares(measure) and len(_amounts(senses)) > 1  # 预决算数: which of the two?
        if role == "ignored" or (unsettled or (unknown and measure not in _FREE)):
            return Said(unit=unit, role=role)
        return Said(
            component=cast("Component | None", None if unknown else said.get("component")),
            measure=cast("FactMeasure | None", measure),
            fund=cast("Fund | None", None if unknown else said.get("fund")),
            moment=cast("Moment | None", said.get("moment")),
            year=next(iter(years)) if len(years) == 1 else None,
            offset=int(said["year"]) if "year" in said else None,
            carried=said["carried"] == "yes" if "carried" in said else None,
            total="total" in said,
            grand=said.get("total") == "grand",
            unit=unit,
            role=role,
            understood=not unknown and (len(years) < 2 or _compares(measure)),
        )

    def _role(self, key: str) -> Role | None:
        """What a column of this title holds beside amounts; whatever ends with 代码 or 备注 holds none."""
        roles = [sense.value for sense in self.meanings.words.get(key, ()) if sense.dimension == "role"]
        if not roles and key.endswith(self._ignored):
            return "ignored"
        return cast("Role | None", roles[0] if roles else None)

    def of_table(self, title: str) -> Said:
        """What the title of a table says of all its amounts: of what, fund, measure and year; the rest may be anything."""
        said = self._tables.get(title)
        return said if said is not None else _keep(self._tables, title, self._of_table(title))

    def column(
        self,
        path: tuple[str, ...],
        component: Component | None,
        read: Callable[[tuple[str, ...], Component | None, TitleReader], Column],
    ) -> Column:
        """What ``read`` makes of the titles over a column, kept: headers recur from table to table."""
        column = self._columns.get((path, component))
        if column is None:
            column = _keep(self._columns, (path, component), read(path, component, self))
        return column

    def _of_table(self, title: str) -> Said:
        key = matching_key(title)
        senses, years, _ = self._senses(key, "")
        measures = _amounts(senses)  # 增减情况表 and 对比表 hold the amounts that are compared, too
        funds = [sense.value for sense in senses if sense.dimension == "fund"]
        if len(set(funds) - {"appropriation"}) == 1:
            funds = [fund for fund in funds if fund != "appropriation"]
        components = {sense.value for sense in senses if sense.dimension == "component"} - _SIDES
        return Said(
            component=cast("Component | None", components.pop() if len(components) == 1 else None),
            measure=cast("FactMeasure | None", next(iter(measures)) if len(measures) == 1 else None),
            fund=cast("Fund | None", funds[0] if len(set(funds)) == 1 else None),
            year=next(iter(years)) if len(years) == 1 else None,
            total=len(measures) > 1,
            understood=True,
        )

    def name(self, title: str) -> str:
        """What a title calls its subject: 2023年“三公”经费预算数（万元） speaks of “三公”经费."""
        name = self._names.get(title)
        return name if name is not None else _keep(self._names, title, self._name(title))

    def _name(self, title: str) -> str:
        text = self.plain(title)[0]
        if (match := _YEAR.match(text)) and match.end() < len(text):
            text = text[match.end() :]
        if matching_key(text) in self.meanings.words:
            return text  # 一般公共预算 is the name of a fund, no 预算 of 一般公共
        if not matching_key(text).endswith(self._measures):
            return text
        for cut in range(1, len(text)):
            senses = self.meanings.words.get(matching_key(text[cut:]), ())
            if senses and all(sense.dimension == "measure" for sense in senses):
                return text[:cut]
        return text

    def _senses(self, key: str, under: str) -> tuple[list[Sense], set[int], int]:
        """The senses of the words that cover a key, the years in it, and how many signs no word covers."""
        # The cheapest way to cover the key: costs[i] is that of its first i signs, steps[i] where the last
        # word of it begins.
        costs, steps = [0.0] + [float("inf")] * len(key), [0] * (len(key) + 1)
        for i, first in enumerate(key):
            # A sign that says nothing costs less than a word, so that no word is taken to save one.
            alone = costs[i] + (0.1 if first in _BLANK else _UNKNOWN)
            if alone < costs[i + 1]:
                costs[i + 1], steps[i + 1] = alone, i
            if first not in self._begins:
                continue  # as most signs of a name that no word covers
            reached = costs[i] + 1.0
            for end in self._pieces(key, i, under):
                if reached < costs[end]:
                    costs[end], steps[end] = reached, i
        pieces: list[tuple[int, int]] = []
        end = len(key)
        while end:
            pieces.append((steps[end], end))
            end = steps[end]
        senses: list[Sense] = []
        years: set[int] = set()
        for start, end in reversed(pieces):
            if key[start] in _CENTURIES and (match := _YEAR.fullmatch(key, start, end)):
                years |= {int(year) for year in match.groups() if year}
            senses += self._applying(key[start:end], under)
        return senses, years, int(costs[-1] // _UNKNOWN)

    def _pieces(self, key: str, start: int, under: str) -> list[int]:
        """Where a year or a word that begins at ``start`` ends."""
        first = key[start]
        pieces: list[int] = []
        if first in _CENTURIES and (match := _YEAR.match(key, start)):
            pieces.append(match.end())
        for length in self._lengths.get(first, ()):
            word = key[start : start + length]
            if len(word) < length:
                break
            if word in self._anywhere or (word in self.meanings.words and self._applying(word, under)):
                pieces.append(start + length)
        return pieces

    def _applying(self, word: str, under: str) -> list[Sense]:
        """The senses a word has below a component; the narrowest rows that apply are the ones that count."""
        known = self.meanings.words.get(word)
        if known is None:
            return []
        if len(known) == 1 and not known[0].under:
            return [known[0]]
        senses = [
            sense
            for sense in known
            if not sense.under or under == sense.under or under.startswith(f"{sense.under}.")
        ]
        narrow = {sense.dimension for sense in senses if sense.under}
        return [sense for sense in senses if sense.under or sense.dimension not in narrow]


def _keep(kept: dict[K, V], key: K, value: V) -> V:
    """Keep what was found, and forget all of it before it is too much."""
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = value
    return value


def _is_free(sense: Sense) -> bool:
    return sense.dimension == "measure" and sense.value in _FREE


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some words."""
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _amounts(senses: Sequence[Sense]) -> set[str]:
    """The measures of amounts among some senses."""
    return {sense.value for sense in senses if sense.dimension == "measure"} & _AMOUNTS


def _is_settled(said: Mapping[str, str], sense: Sense) -> bool:
    """Whether a later word cannot change the measure: 比上年决算数增减 is a change; 比上年增减% its rate."""
    measure = said.get("measure")
    return _compares(measure) and not (measure == "change" and sense.value == "change_rate")


def _compares(measure: str | None) -> bool:
    return measure in ("change", "change_rate", "completion_rate")
