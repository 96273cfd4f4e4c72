"""The forms in which a clause states a figure: the data of ``lexicons/cues/forms.tsv``.

A row reads one number of a clause. ``before`` says what must stand in front of it, ``numbers`` what kinds of number it
reads, ``behind`` what must follow; rows are tried in the order of their ids, the first that fits reads. A pattern is a
row of classes (those of the cue tables, and those :data:`CLASSES` adds), parted by spaces:

=============  =================================================================================
``change``     an item of this class
``a/b``        one of several classes
``change?``    it may be missing; ``*`` any number of them, also none; ``+`` one or more
``~verb``      any class but those of the group
``...``        anything
``^``          the clause begins here
=============  =================================================================================

``before`` ends at the number, ``behind`` begins behind it. A group of classes (:data:`GROUPS`) stands for each of them.
Every row has an ``example``, and in ``gives`` what its last figure comes out as: a test holds them to it.

>>> from docstruct.lexicon import Lexicons
>>> next(form.measure for form in Lexicons().cues.forms if form.id == "520_share")
'share'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from docstruct.document import Basis, Measure

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder, Row

COLUMNS = (
    "id",
    "before",
    "numbers",
    "behind",
    "measure",
    "direction",
    "basis",
    "whose",
    "role",
    "example",
    "gives",
    "source",
)
NUMBERS: Final = ("money", "percent", "points", "times", "count", "score_points", "area", "price", "bare")
"""Kinds of numbers, by what their unit measures; ``bare`` has none."""
CLASSES: Final = (
    *("phrase", "past", "date", "opener", "compared", "same_period", "from", "budget", "actual"),
    *("change", "excess", "excess_budget", "either", "difference", "reach", "flat", "completion", "share"),
    *("score", "other", "respectively", "absent", "digits", "counted", "bracket", "open", "signed"),
    *(
        "planned",
        "expected",
        "blank",
        "range",
        "reference",
        "unit",
        "asof",
        "comma",
        "pause",
        "stop",
        "told",
        "glossary",
        "part",
        "budgeted",
        "tallied",
        "included",
        "share_moved",
        "completion_moved",
    ),
    *NUMBERS,
)
"""Classes of items: ``phrase`` words that name something; ``past`` an earlier year, ``date`` another one; ``told`` a sentence that
said what it compares with, ``glossary`` the zone, ``part`` a composition, ``budgeted`` that the figure before is a budget, ``tallied`` that it is a count, and ``share_moved`` or ``completion_moved`` that it
is what a share or a completion rate changed by, all in front of the clause; ``included`` opens a bracket with a part."""
GROUPS: Final = {
    "number": NUMBERS,
    "year": ("past", "date"),
    "base": ("past", "date", "budget", "actual"),
    "turn": ("change", "excess", "excess_budget", "either", "difference", "reach"),
    "verb": (
        *("change", "excess", "excess_budget", "either", "difference", "reach", "opener", "same_period"),
        *("from", "flat", "completion", "share", "absent"),
    ),
}
MEASURES = (*get_args(Measure), "plain", "base")
"""``plain`` is what the document is about, ``base`` what is compared with: prior, or a budget."""
DIRECTIONS = ("verb", "verb_or_increase", "sign", "zero", "later", "")
BASES = (*get_args(Basis), "base", "named", "moved", "")
"""``base`` is what the clause or its sentence compares with, ``named`` the budget it names.

``moved`` is the budget that an amount came from: in a budget one without a year is that of the year before.
"""
OWNERS = ("before", "object", "whole", "whole_told", "compared", "rate")
"""Where the subject stands: in front, behind the verb, behind 占; ``rate`` goes with the latest budget."""
ROLES = (
    *(
        "budget",
        "actual",
        "amount",
        "change",
        "past",
        "compared",
        "unread",
        "share_moved",
        "completion_moved",
    ),
    "",
)
"""What a figure is to those around it: the budget or the actual amount of its subject, a plain amount, a change, an amount of an
earlier year, what is compared with, a number behind a comparison whose verb no lexicon knows, what a share or a completion rate
changed by."""
_PART = re.compile(r"(\^|\.\.\.|~?[a-z_]+(?:/[a-z_]+)*)([?*+]?)")


@dataclass(frozen=True, slots=True)
class Form:
    """A row; ``before`` and ``behind`` are regular expressions over :func:`sign` of the classes.

    ``pattern`` and ``after`` are those columns as the table has them.
    """

    id: str
    before: re.Pattern[str]
    numbers: frozenset[str]
    behind: re.Pattern[str] | None
    measure: str
    direction: str
    basis: str
    whose: str
    role: str
    example: str
    gives: str
    pattern: str
    after: str


# One character a class makes a clause a string and a row of classes a regular expression over it. Chinese
# characters mean nothing in a regular expression.
_SIGNS = {name: chr(0x4E00 + number) for number, name in enumerate(CLASSES)}
sign = _SIGNS.__getitem__
"""The character that stands for a class in the patterns."""


def compiled(pattern: str) -> str:
    """A pattern as a regular expression over signs.

    Raises:
        ValueError: a class that there is not, or a part that is none.

    >>> compiled("change phrase?") == f"{sign('change')}{sign('phrase')}?"
    True
    """
    parts = []
    for word in pattern.split():
        match = _PART.fullmatch(word)
        if match is None:
            raise ValueError(f"{word!r} is no class, group, ... or ^")
        parts.append(_part(match[1]) + match[2])
    return "".join(parts)


def _part(word: str) -> str:
    if word == "^":
        return (
            "(?:^["
            + "".join(_SIGNS[name] for name in ("told", "glossary", "part", "past", "budgeted", "tallied"))
            + "]*)"
        )
    if word == "...":
        return "(?:.*)"
    negative, names = word.startswith("~"), word.lstrip("~").split("/")
    signs = []
    for name in names:
        members = GROUPS.get(name, (name,))
        if members[0] not in _SIGNS:
            raise ValueError(f"{name!r} is no class")
        signs += [_SIGNS[member] for member in members]
    if len(signs) == 1 and not negative:
        return signs[0]
    return f"[{'^' if negative else ''}{''.join(signs)}]"


def load_forms(folder: LexiconFolder) -> tuple[Form, ...]:
    """The rows in the order of their ids.

    Raises:
        LexiconError: a row with an unknown class, measure or kind of number, or a broken pattern.
    """
    return tuple(
        sorted((_form(row) for row in folder.tsv("cues/forms.tsv", COLUMNS, ("id",), {"role": ""})), key=_id)
    )


def _id(form: Form) -> str:
    return form.id


def _form(row: Row) -> Form:
    for column, known in (
        ("measure", MEASURES),
        ("direction", DIRECTIONS),
        ("basis", BASES),
        ("whose", OWNERS),
        ("role", ROLES),
    ):
        if row[column] not in known:
            raise row.error(f"column {column}: {row[column]!r} is none of {', '.join(filter(None, known))}")
    numbers = frozenset(row["numbers"].split())
    if not numbers or not numbers <= set(NUMBERS):
        raise row.error(f"column numbers: {row['numbers']!r}, expected some of {', '.join(NUMBERS)}")
    if not re.fullmatch("[0-9]{3}_[a-z_]+", row["id"]):
        raise row.error(f"column id: {row['id']!r} is no id such as 520_share")
    if not row["example"] or not row["gives"]:
        raise row.error("a form without an example, or without what it gives")
    try:
        before = re.compile(f"(?:{compiled(row['before'])})$")
        behind = re.compile(compiled(row["behind"])) if row["behind"] else None
    except ValueError as error:
        raise row.error(f"column before or behind: {error}") from None
    return Form(
        row["id"],
        before,
        numbers,
        behind,
        row["measure"],
        row["direction"],
        row["basis"],
        row["whose"],
        row["role"],
        row["example"],
        row["gives"],
        row["before"],
        row["behind"],
    )
