"""What stands around a table and belongs to it: title, unit, form number, organization, year.

These lines stand above the table, or in its first rows where a converter took them into the grid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.lexicon.numerals import ORDINALS
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docstruct.document import Cell
    from docstruct.lexicon.outline import OutlineLexicon

_LONGEST = 60
"""Characters of the longest caption line; what is longer is prose."""

_PART = re.compile(r"[（(][^（）()]{1,12}[）)]$|[0-9 ]{0,4}$")
"""The number of a part, or what is told apart, which may follow a title: 支出决算表（2）, 支出预算总表（分单位）."""

_NUMBERED = re.compile(rf"附?[表件][ ]?[0-9{ORDINALS}]{{1,3}}(?:[-—－][0-9]{{1,2}})?[ ]?[:：][ ]?")
"""The number of a table before its title: 附表1：支出预算表."""

_COLONS = ("：", ":")
_CAPTIONS = 3
"""Captions that one row of a table may hold."""
_BETWEEN = "()（）[]〔〕 "


@dataclass(frozen=True, slots=True)
class Captions:
    """The title and unit of a table, and the keys of all its caption lines."""

    title: str | None
    unit: str | None
    keys: frozenset[str]


@lru_cache(maxsize=8)
def _unit_patterns(
    unit_labels: tuple[str, ...], currencies: tuple[str, ...], declared: str, counted_in: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the unit of money behind a label, and what else a table may count in."""
    labels = "|".join(sorted(map(re.escape, unit_labels), key=len, reverse=True))
    currency = "|".join(map(re.escape, currencies))
    counted = "|".join(sorted(map(re.escape, counted_in), key=len, reverse=True))
    return (
        re.compile(rf"(?:{labels})[:：]?(?:{currency})?[:：]?({declared})"),
        # 单位：人 says a unit, 单位：人民政府办公室 an organization: a counted unit ends its caption.
        re.compile(rf"(?:{labels})[:：] ?({counted})(?=$|[)）\s])"),
    )


@lru_cache(maxsize=8)
def _continuing(continued: str) -> re.Pattern[str]:
    """What finds a sign that a table goes on, in brackets or not."""
    return re.compile(rf"[（(\[]?(?:{continued})[)）\]]?$")


class CaptionReader:
    """Tells caption lines from others."""

    def __init__(self, lexicon: OutlineLexicon) -> None:
        words = lexicon.words
        self._unit, self._counted = _unit_patterns(
            words.tables.unit_labels, words.tables.currencies, lexicon.money.declared, lexicon.counted
        )
        self._continues = _continuing(lexicon.tables.continued)
        self._form = words.patterns.form_number
        self._year = words.patterns.year
        self._marker = lexicon.markers.pattern
        self._tables = lexicon.tables
        labels = (*words.cover.organization_labels, *words.cover.date_labels)
        self._labels = lexicon.tables.caption_labels | {matching_key(label) for label in labels}

    def read(self, texts: Iterable[str]) -> Captions:
        """Title and unit of caption lines, the nearest to the table last."""
        title = unit = None
        lines = list(texts)
        for text in lines:
            named = self.before_unit(text)
            if self.is_title(named):
                title = self.plain_title(named)
            found = self._unit.search(text) or self._counted.search(text)
            unit = found[1] if found else unit
        return Captions(title, unit, frozenset(map(self.key, lines)))

    def before_unit(self, text: str) -> str:
        """What stands before the unit on its line: 支出决算表 单位：万元."""
        found = self._unit.search(text)
        return text[: found.start()].rstrip(_BETWEEN) if found and found.start() else text

    def key(self, line: str) -> str:
        """The key of a caption line, the same whether the table begins there or goes on (支出决算表（续）)."""
        return matching_key(self._continues.sub("", line.strip()))

    def captions_of(self, row: Sequence[Cell]) -> list[str]:
        """The captions of a row that holds nothing else, and so is not the table's own; none for any other row.

        A label and what it says may stand in two cells: 编制单位： | 某县水利局 | 单位： | 万元.
        """
        filled = [cell.text for cell in row if cell.kind != "blank"]
        captions: list[str] = []
        rest = iter(filled)
        for text in rest:
            if self.is_caption(text) and not text.endswith(_COLONS):
                captions.append(text)
            elif self._is_label(text) and text.endswith(_COLONS):
                captions.append(text + next(rest, ""))
            else:
                return []
        return captions if len(captions) <= _CAPTIONS else []

    def _is_label(self, text: str) -> bool:
        return matching_key(text.strip(_BETWEEN).rstrip("".join(_COLONS))) in self._labels

    def is_caption(self, text: str) -> bool:
        """Whether a line can stand above a table and belong to it."""
        if len(text) > _LONGEST or "。" in text:
            return False
        if self.is_title(text) or self._unit.search(text):
            return True
        bare = text.strip(_BETWEEN)
        if self._form.fullmatch(bare) or self._year.fullmatch(bare) or self._continues.fullmatch(bare):
            return True
        label, colon, _ = bare.replace(":", "：").partition("：")
        return bool(colon) and self._is_label(label)

    def is_title(self, text: str) -> bool:
        """Whether a line names a table (and not just the number of a form: 公开01表)."""
        bare = _unnumbered(text).strip(_BETWEEN)
        if not 3 <= len(bare) <= _LONGEST or "。" in bare or "：" in bare or self._form.fullmatch(bare):
            return False
        title = self._continues.sub("", self.plain_title(text))
        return _PART.sub("", title).endswith(self._tables.title_ends)

    def is_numbered(self, text: str) -> bool:
        """Whether a text begins with the marker of an item: 二、其他收入."""
        marker = self._marker.match(text)
        return marker is not None and marker.end() < len(text)

    def is_note(self, row: Sequence[Cell]) -> bool:
        """Whether a row is a note below the table, such as 注：本表反映部门本年度各项支出情况."""
        filled = [cell.text for cell in row if cell.kind != "blank"]
        if len(filled) != 1 or not filled[0].startswith(self._tables.notes):
            return False
        # 备注 and 说明 name rows as well; a note goes on with a colon or a number.
        return filled[0].lstrip("".join(self._tables.notes))[:1] in tuple("：:1.、")

    def plain_title(self, text: str) -> str:
        """A title without its marker or number: 三、支出决算表 and 附表1：支出决算表 are 支出决算表."""
        text = _unnumbered(text)
        marker = self._marker.match(text)
        return text[marker.end() :] if marker and marker.end() < len(text) else text


def _unnumbered(text: str) -> str:
    found = _NUMBERED.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text
