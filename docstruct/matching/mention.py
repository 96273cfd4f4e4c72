"""A subject as the text mentions it: what the extractor hands to the matcher.

>>> fund = Mention("住房公积金", path=("住房保障支出", "住房改革支出", "住房公积金"), is_item=True)
>>> compose_code(("208", "05", "01"))
'2080501'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

Listing: TypeAlias = Literal["functional", "economic"]
"""What a sentence lists: 类 by function, or economic items."""


class Mention(Struct, frozen=True, gc=False):
    """A subject in the text's own words, with all the text says of its place in the classification.

    Attributes:
        text: the subject, without brackets, year and organization.
        path: the levels 类 > 款 > 项 as stated, the subject itself last; empty if none is stated.
        code: the digits the text states (``2080109``), put together from its parts where it states them apart
            (see :func:`compose_code`); None if it states none.
        is_item: whether the text presents it as a subject of the classification: it stands with 类, 款 or 项,
            as the heading of an item, or in a composition by function.
        context: the canonical kind of the section it stands in (``narrative.three_public``), None if unknown.
        amounts: values in yuan stated of it, as decimal strings; they choose between rows of the document's
            tables that bear the same name.
        levels: the level each name of the path is called (1 for 类, 2 for 款, 3 for 项), () where that is not
            known; a wrong one is a finding, not an obstacle.
        under: the code of the item or heading it stands under, empty if none is known; where a code of its name
            begins so, that is meant.
        listing: what the sentence or section it stands in lists, None if it is no such list.
    """

    text: str
    path: tuple[str, ...] = ()
    code: str | None = None
    is_item: bool = False
    context: str | None = None
    amounts: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    listing: Listing | None = None
    under: str = ""


def compose_code(parts: Iterable[str]) -> str | None:
    """The code that digits stated level by level make, None if they make none.

    （208类）…（05款）…（01项） states 208, 05 and 01, that is 2080501. A part that repeats what stands before it
    (208, 20805, 2080501) takes its place.

    >>> compose_code(["208", "20805", "01"])
    '2080501'
    >>> compose_code(["5"]) is None
    True
    """
    code = ""
    for part in parts:
        code = part if code and part.startswith(code) else code + part
    return code if code.isdecimal() and len(code) in {3, 5, 7} else None
