"""Wordings of one thing: what is read from them (``wordings.tsv``, one text a row).

The first columns: what the row is about, fiscal year and type of the document (empty where it has none), the text (⏎
is a line break), its figures (subject, measure, value, unit, direction, basis; the unit of ``8.1=81000元`` is told
elsewhere) and its reasons (subject, relation, text; ； as ，). The columns behind them number figures from 1 and reasons
from r1, in the order of the text:

``subjects``
    Codes and paths: ``行政运行 2010601 一般公共服务支出/财政事务/行政运行``. ``支出@2`` is the second 支出 of the text, ``@0``
    one that the text does not name; a subject without any of these is left out.
``whose``
    How the subject of each figure was found, runs with their length: ``phrase_in_front, latest_amount 3``; ``about`` in
    front where the figure is said to be approximate, ``or budget`` behind where it may be one.
``why``
    Of each reason its kind of cue, how what it explains was found, the figures it explains, and its parts:
    ``reason latest_event 2 | 会议增加 | 标准提高``.
``records``
    Of each record its kind, the words it begins with, its figures and its reasons: ``three_public 公务接… 1 2 r1``.
``doubts``
    The findings, with the figure they are about.

``?`` asks nothing of a column, and so does a row that ends before it.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstruct.normalizing.script import simplified

if TYPE_CHECKING:
    from docstruct.document import Figure, Record, Subject
    from docstruct.extracting import Extraction
    from tests.extracting.conftest import Reading

_BEGINS = frozenset("0123456789０１２３４５６７８９-－−﹣△▲–负一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖")
_INSIDE = frozenset("0123456789角分")
_SLOTS = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")
_YUAN = {
    "元": 1,
    "千元": 10**3,
    "万元": 10**4,
    "百万元": 10**6,
    "千万元": 10**7,
    "亿元": 10**8,
}
_ASKED = ("figures", "reasons", "subjects", "whose", "why", "records", "doubts")

with Path(__file__).with_name("wordings.tsv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:24])
def test_a_wording(read: Reading, row: dict[str, str | None]) -> None:
    text = str(row["text"]).replace("⏎", "\n")
    year, kind = int(row["year"]) if row["year"] else None, row["type"] or None
    extraction = read(text, year=year, document_type=kind)
    told = shown(text, extraction)
    asked = {name: row[name] for name in _ASKED if row[name] not in (None, "?")}
    assert {name: told[name] for name in asked} == asked
    _stand_where_they_say(text, extraction)
    _records_hold_what_they_say(extraction)


def shown(text: str, extraction: Extraction) -> dict[str, str]:
    """The columns of a row."""
    figures, reasons = extraction.figures, extraction.reasons
    subjects = [figure.subject for figure in figures] + [reason.subject for reason in reasons]
    found = groupby(
        _words("about" if one.approximate else "", one.antecedent, *map("or {}".format, one.candidates))
        for one in figures
    )
    runs = ((how, len(list(run))) for how, run in found)
    columns = {
        "figures": (
            _words(one.subject.text, one.measure, one.value + _told(one), one.unit, one.direction, one.basis)
            for one in figures
        ),
        "reasons": (f"{one.subject.text} {one.relation} {one.text.replace('；', '，')}" for one in reasons),
        "subjects": dict.fromkeys(filter(None, (_subject(text, one) for one in subjects))),
        "whose": (how if length == 1 else f"{how} {length}" for how, length in runs),
        "why": (
            " | ".join((_words(one.rule, one.antecedent, *_numbers(one.figures)), *one.parts))
            for one in reasons
        ),
        "records": (
            _words(one.kind, f"{text[one.start : one.start + 3]}…", *_numbers(_figures_of(one)), *one.reasons)
            for one in extraction.records
        ),
        "doubts": (_words(*_numbers(one.figures), one.message) for one in extraction.findings),
    }
    return {
        name: (", " if name == "whose" else "; ").join(words).replace("\n", "⏎")
        for name, words in columns.items()
    }


def _told(figure: Figure) -> str:
    """The amount of a figure whose unit is not stated beside it."""
    return f"={figure.amount}元" if figure.unit is None and figure.amount is not None else ""


def _words(*words: str | None) -> str:
    return " ".join(word for word in words if word)


def _numbers(names: tuple[str, ...]) -> list[str]:
    """Figures by their numbers: f12 is 12."""
    return [name[1:] for name in names]


def _figures_of(record: Record) -> tuple[str, ...]:
    slots = (getattr(record, slot) for slot in _SLOTS)
    return tuple(
        sorted((*filter(None, slots), *record.counts, *record.others), key=lambda name: int(name[1:]))
    )


def _subject(text: str, subject: Subject) -> str:
    """A subject whose words alone do not tell what it is or where it stands, else nothing."""
    at = "@0"
    if subject.start is not None and subject.end is not None:
        places = [match.start() for match in re.finditer(re.escape(text[subject.start : subject.end]), text)]
        at = f"@{places.index(subject.start) + 1}" if len(places) > 1 else ""
    told = (at, subject.code or "", "/".join(subject.path))
    return _words(subject.text + at, *told[1:]) if any(told) else ""


def _stand_where_they_say(text: str, extraction: Extraction) -> None:
    """The places of figures, their subjects, reasons and doubts hold what was read there, and nothing around it."""
    for figure in extraction.figures:
        words = "".join(text[figure.start : figure.end].split())
        # the unit of 300.00 stands in front of it or behind its list, that of 5元3角 in its middle
        unit = (figure.unit or words[-1]).rpartition("/")[2][-1]
        assert simplified(words[-1]) == unit or words[-1] in _INSIDE or words.startswith("百分之"), words
        assert words[0] in _BEGINS, words
        sentence = text[figure.sentence_start : figure.sentence_end]
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
        assert re.search(r"[。！？\n](?!$)", sentence) is None, sentence
        assert not text[: figure.sentence_start].strip() or text[figure.sentence_start - 1] in "。！？\n"
        # 上年3.25 is in the unit of the amounts around it
        if figure.unit in _YUAN:
            assert Decimal(figure.amount or 0) == Decimal(figure.value) * _YUAN[figure.unit]
        else:
            assert figure.unit is None or figure.amount is None
        subject = figure.subject
        if subject.start is not None and subject.end is not None:
            named = "".join(simplified(text[subject.start : subject.end]).split())
            # of a whole path (教育支出—普通教育—小学教育) it is the last
            assert subject.text[0] in named[:2] or named in subject.text or len(subject.path) > 1, named
            assert named[-1] == subject.text[-1] or named in subject.text, named
    for reason in extraction.reasons:
        assert "".join(text[reason.start : reason.end].split()).rstrip("，。；、,;") == reason.text
    for finding in extraction.findings:
        assert text[finding.start : finding.end] in finding.message


def _records_hold_what_they_say(extraction: Extraction) -> None:
    """Each figure stands in the slot of its measure; a record ends with the last of what it holds."""
    figures = {figure.id: figure for figure in extraction.figures}
    ends = {name: figure.end for name, figure in figures.items()}
    ends |= {reason.id: reason.end for reason in extraction.reasons}
    for record in extraction.records:
        for name in _figures_of(record):
            slot = figures[name].measure
            if slot not in _SLOTS:
                assert name in (record.counts if slot == "count" else record.others)
            else:
                assert getattr(record, slot) == name
            assert record.start <= figures[name].start
        assert record.end == max(ends[name] for name in (*_figures_of(record), *record.reasons))
