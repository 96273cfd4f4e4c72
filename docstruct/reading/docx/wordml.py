"""Names and attributes of WordprocessingML (ISO/IEC 29500-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """The name of an element or attribute in the main namespace."""
    return f"{{{_NAMESPACE}}}{name}"


def child(element: _Element | None, *names: str) -> _Element | None:
    """The element reached by going down these names; None where the way ends."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def attribute(element: _Element | None, name: str) -> str | None:
    """An attribute in the main namespace; None if it, or the element, is missing."""
    return None if element is None else element.get(w(name))


def is_on(element: _Element | None, *names: str) -> bool | None:
    """The value of an on/off property such as ``w:b`` below ``element``; None if it is not stated."""
    stated = child(element, *names)
    if stated is None:
        return None
    return attribute(stated, "val") not in ("0", "false", "off", "none")
