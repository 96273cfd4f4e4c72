"""What the lexicons lack, as the documents of a run show it: each gap counted, with an example and its place.

=============  ================================================================  ==========================
``causes``     reasons that lead to no category                                  ``reasons/words``
``words``      words between a comparison and a number that no cue reads         ``cues/changes``
``units``      what stands behind a number and is no unit                        ``cues/units``
``headers``    words in the headers of tables that have no meaning               ``tables/headers``
``headings``   headings of no known kind                                         ``outline/kinds.toml``
=============  ================================================================  ==========================

All are ready to edit for ``docstruct lexicon add``: write what the word means where you know it, delete the other rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from docstruct.errors import DocstructError
from docstruct.maintaining.coverage import documents_in
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.lexicon import Lexicons

Gap: TypeAlias = Literal["causes", "words", "units", "headers", "headings"]
GAPS: tuple[Gap, ...] = get_args(Gap)

COLUMNS: dict[Gap, tuple[str, ...]] = {
    "causes": ("table", "text", "category", "source"),
    "words": ("table", "text", "class", "value", "needs", "source"),
    "units": ("table", "text", "kind", "yuan", "source"),
    "headers": ("table", "word", "dimension", "value", "under", "source"),
    "headings": ("table", "text", "kind", "source"),
}
"""The columns of the table a gap is filled in, the word in the second; ``count, example, place`` stand behind."""
TABLES: dict[Gap, str] = {
    "causes": "reasons/words",
    "words": "cues/changes",
    "units": "cues/units",
    "headers": "tables/headers",
    "headings": "outline/kinds",
}
SCALES = "十百千万亿"
"""What may stand between a number and its unit."""
DATES = "年月日号"
COMPARING = ("compared", "opener")
"""The classes of cues that a comparison begins with."""
AROUND = 12
"""Characters before and behind a word that an example shows."""

_HAN = r"\u3400-\u9fff"
_NUMBER = r"\d[\d,.]*"
_QUANTITY = r"(?!0\d)\d[\d,]*(?:\.\d+)?"
"""A number that ends in a digit, as the marker of 2.卫生健康 does not, and does not begin with 0, as that of 公开02表."""


@dataclass(frozen=True, slots=True)
class _Source:
    path: str


@dataclass(frozen=True, slots=True)
class _Reason:
    text: str
    start: int
    parts: tuple[str, ...] = ()
    categories: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    type: str
    kind: str | None
    start: int


@dataclass(frozen=True, slots=True)
class _Table:
    start: int
    header: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """A structured document, as far as it matters here."""

    source: _Source
    text: str
    reasons: tuple[_Reason, ...] = ()
    sections: tuple[_Section, ...] = ()
    tables: tuple[_Table, ...] = ()


@dataclass(slots=True)
class Found:
    """A word the lexicons lack: how often it stands, and where first."""

    example: str
    place: str
    source: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is lacking, by kind."""

    found: dict[Gap, dict[str, Found]] = field(default_factory=lambda: {gap: {} for gap in GAPS})

    def tsv(self, gap: Gap) -> str:
        """The table of one kind, most frequent first."""
        columns = (*COLUMNS[gap], "count", "example", "place")
        rows = sorted(self.found[gap].items(), key=lambda item: (-item[1].count, item[0]))
        lines = [columns]
        for word, one in rows:
            middle = ("",) * (len(COLUMNS[gap]) - 3)
            lines.append((TABLES[gap], word, *middle, one.source, str(one.count), one.example, one.place))
        return "".join("\t".join(map(_cell, line)) + "\n" for line in lines)


def gaps(folder: Path, lexicons: Lexicons) -> Gaps:
    """Go through the documents of a run.

    Raises:
        DocstructError: the folder holds no documents (``*.json``), or one is damaged.
    """
    import msgspec

    found, seeker = Gaps(), _Seeker(lexicons)
    paths = documents_in(folder)
    if not paths:
        raise DocstructError(f"{folder}: no documents in it; structure with --format json")
    with lexicons.comparing():
        for path in paths:
            try:
                document = msgspec.json.decode(path.read_bytes(), type=_Document)
            except msgspec.MsgspecError as error:
                raise DocstructError(f"{path}: not written by docstruct run ({error})") from None
            name = Path(document.source.path.replace("\\", "/")).name
            for gap, word, start in seeker.look(document):
                example = document.text[max(0, start - AROUND) : start + len(word) + AROUND]
                one = found.found[gap].setdefault(word, Found(example, f"{name}:{start}", name))
                one.count += 1
    return found


def _cell(text: str) -> str:
    return " ".join(text.split())


class _Seeker:
    """Looks for what one set of lexicons lacks."""

    def __init__(self, lexicons: Lexicons) -> None:
        cues = lexicons.cues
        self._names = lexicons.classification.names
        self._meanings = frozenset(lexicons.meanings.words)
        words = lexicons.outline.tables
        self._labels = words.code_labels | words.name_labels | words.ordinal_labels | words.total_names
        self._cues = frozenset(cues.words)
        self._units = frozenset(cues.units)
        compared = [
            text for text, readings in cues.words.items() if any(cue.kind in COMPARING for cue in readings)
        ]
        self._comparison = re.compile(
            f"(?:{'|'.join(map(re.escape, sorted(compared, key=len, reverse=True)))})"
            f"(?P<between>[{_HAN}\\d年]{{2,14}}?)(?={_NUMBER}(?:%|[{_HAN}]))"
        )
        self._behind = re.compile(
            rf"(?<![\d.,])(?<!^)(?<![\n\t])(?P<number>{_QUANTITY})(?P<word>[{_HAN}]{{1,2}})"
        )

    def look(self, document: _Document) -> Iterator[tuple[Gap, str, int]]:
        """Every word that is lacking, with its place."""
        for reason in document.reasons:
            if not reason.categories:
                yield "causes", reason.text, reason.start
        for section in document.sections:
            if section.type == "heading" and section.kind is None and section.title:
                yield "headings", section.title, section.start
        for table in document.tables:
            for title in dict.fromkeys(title for path in table.header for title in path):
                if left := self._without_meaning(title):
                    yield "headers", left, document.text.find(title, table.start)
        yield from self._words(document.text)
        yield from self._unknown_units(document.text)

    def _words(self, text: str) -> Iterator[tuple[Gap, str, int]]:
        """滑坡 of 比上年滑坡5%: what is left before the number once the cues are taken off from the left."""
        for match in self._comparison.finditer(text):
            left = match["between"]
            # 比上年同期滑坡5%: 上年同期 is a cue of its own in front of the word that is not known.
            while len(left) > 1 and (cue := self._cue_at_start(left)):
                left = left[len(cue) :]
            if 1 < len(left) <= 6 and left not in self._cues and not any(map(str.isdigit, left)):
                yield "words", left, match.end() - len(left)

    def _cue_at_start(self, text: str) -> str:
        year = re.match(r"\d{4}年(?:度)?", text)
        if year:
            return year[0]
        return next((text[:end] for end in range(len(text), 0, -1) if text[:end] in self._cues), "")

    def _unknown_units(self, text: str) -> Iterator[tuple[Gap, str, int]]:
        for match in self._behind.finditer(text):
            word = match["word"].lstrip(SCALES)
            if not word or self._is_coded(match["number"], match["word"]):
                continue
            known = any(
                word[:end] in self._units or word[:end] in self._cues for end in range(1, len(word) + 1)
            )
            # Two characters are looked at, and a unit may be longer: 平方 is 平方米 begun.
            begun = any(unit.startswith(word) for unit in self._units)
            if not known and not begun and word[0] not in DATES:
                yield "units", word, match.end("word") - len(word)

    def _is_coded(self, number: str, word: str) -> bool:
        """Whether a number is the code of what stands behind it: 210 of 210卫生健康支出."""
        return any(entry.name.startswith(word) for entry in self._names(number))

    def _without_meaning(self, title: str) -> str:
        """What is left of a title when the words of known meaning are taken out."""
        key = matching_key(title)
        if key in self._labels or not re.search(f"[{_HAN}]", key):
            return ""
        left, position = "", 0
        while position < len(key):
            length = next(
                (
                    length
                    for length in range(len(key) - position, 0, -1)
                    if key[position : position + length] in self._meanings
                ),
                0,
            )
            if not length:
                left += key[position]
            position += length or 1
        return left if re.search(f"[{_HAN}]{{2}}", left) else ""
