"""How a paragraph of a Word document looks: what it states itself, and what its style and that style's base do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.reading.docx.wordml import attribute, child, is_on, w

if TYPE_CHECKING:
    from lxml.etree import _Element

SUPERSCRIPT = 1000
"""How far raised text stands that is called so, and not placed by half points."""

_GROUNDS = ("shd", "highlight")
"""What paints a ground below text."""

_MOST_BASES = 20
"""Styles a style may be based on, one on the other; more is a circle."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is stated of a paragraph; None where nothing is.

    ``outline`` is the depth of a heading, from 1, and 0 for body text; ``list`` the id and level of its numbering.
    ``raised`` counts half points above the line; ``grounded`` text has a ground of a colour.
    """

    outline: int | None = None
    bold: bool | None = None
    centered: bool | None = None
    size: float | None = None
    list: tuple[str, int] | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: int | None = None
    white: bool | None = None
    grounded: bool | None = None

    def over(self, base: Look) -> Look:
        """What it states itself, and what the base states elsewhere."""
        return Look(
            outline=base.outline if self.outline is None else self.outline,
            bold=base.bold if self.bold is None else self.bold,
            centered=base.centered if self.centered is None else self.centered,
            size=base.size if self.size is None else self.size,
            list=base.list if self.list is None else self.list,
            hidden=base.hidden if self.hidden is None else self.hidden,
            struck=base.struck if self.struck is None else self.struck,
            raised=base.raised if self.raised is None else self.raised,
            white=base.white if self.white is None else self.white,
            grounded=base.grounded if self.grounded is None else self.grounded,
        )


class Styles:
    """The paragraph and character styles of a document.

    Args:
        root: the root of ``styles.xml``; None if the document has none.
    """

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._looks: dict[str, Look] = {}
        self._default = ""
        if root is None:
            return
        for style in root.iterfind(w("style")):
            name = attribute(style, "styleId") or ""
            self._elements[name] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self._default = name

    def paragraph(self, properties: _Element | None) -> Look:
        """The look of a paragraph with these ``w:pPr``."""
        name = attribute(child(properties, "pStyle"), "val") or self._default
        return stated(properties, None).over(self._look(name))

    def run(self, properties: _Element | None) -> Look:
        """The look that these ``w:rPr`` give a run beyond that of its paragraph."""
        name = attribute(child(properties, "rStyle"), "val")
        own = stated(None, properties)
        return own.over(self._look(name)) if name else own

    def _look(self, name: str) -> Look:
        if name not in self._looks:
            look, base = Look(), name
            for _ in range(_MOST_BASES):
                style = self._elements.get(base)
                if style is None:
                    break
                look = look.over(stated(child(style, "pPr"), child(style, "rPr")))
                base = attribute(child(style, "basedOn"), "val") or ""
            self._looks[name] = look
        return self._looks[name]


def stated(paragraph: _Element | None, run: _Element | None) -> Look:
    """What paragraph and run properties state."""
    alignment = attribute(child(paragraph, "jc"), "val")
    depth = attribute(child(paragraph, "outlineLvl"), "val") or ""
    size = attribute(child(run, "sz"), "val") or ""
    return Look(
        # Word counts from 0 and has 9 for body text (ISO/IEC 29500-1, 17.3.1.20), which becomes 0.
        outline=(int(depth) + 1) % 10 if depth.isdecimal() and len(depth) == 1 else None,
        bold=is_on(run, "b"),
        centered=None if alignment is None else alignment == "center",
        size=int(size) / 2 if size.isdecimal() and len(size) < 5 else None,
        list=_list(child(paragraph, "numPr")),
        hidden=is_on(run, "vanish"),
        struck=_either(is_on(run, "strike"), is_on(run, "dstrike")),
        raised=_raised(run),
        white=_is_white(run),
        grounded=_has_ground(paragraph, run),
    )


def _either(one: bool | None, other: bool | None) -> bool | None:
    return one if other is None else bool(one) or other


def _raised(run: _Element | None) -> int | None:
    alignment = attribute(child(run, "vertAlign"), "val")
    if alignment is not None:
        return SUPERSCRIPT if alignment == "superscript" else 0
    position = attribute(child(run, "position"), "val")
    return int(position) if position and position.isdecimal() and len(position) < 4 else None


def _is_white(run: _Element | None) -> bool | None:
    color = attribute(child(run, "color"), "val")
    return None if color is None else color.upper() == "FFFFFF"


def _has_ground(*properties: _Element | None) -> bool | None:
    return any(child(one, ground) is not None for one in properties for ground in _GROUNDS) or None


def _list(properties: _Element | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    depth = attribute(child(properties, "ilvl"), "val") or "0"
    return attribute(child(properties, "numId"), "val") or "0", int(depth) if depth in "012345678" else 0
