"""What of a web page is not its document: scripts, templates, navigation, hidden parts, banners and footers.

An element is left out when the standard says that it is not shown or that it serves navigation (its name, ``hidden``,
``role``, ``display: none``), when it is a list of nothing but links to other pages, or when its class or id calls it
a menu or a footer, or a style sheet hides it (:mod:`~docstruct.reading.html.styles`), and it holds but a small share
of the page's text: names lie, and what a sheet hides a script may show; a quarter of the text does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docstruct.reading.html.styles import PageStyles

NEVER_SHOWN = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "datalist",
        "del",
        "dialog",
        "embed",
        "frameset",
        "head",
        "iframe",
        "input",
        "link",
        "map",
        "math",
        "meta",
        "noframes",
        "noscript",
        "object",
        "param",
        "progress",
        "s",
        "script",
        "select",
        "source",
        "strike",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
    ]
)

_NAVIGATION = frozenset(["nav", "menu", "footer", "aside"])

_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "complementary", "dialog"]
)
"""Landmarks and widgets of WAI-ARIA 1.2 that are no content."""

_NAMES = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "submenu",
        "topmenu",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "header",
        "topbar",
        "footer",
        "foot",
        "bottom",
        "copyright",
        "sidebar",
        "aside",
        "share",
        "bdsharebuttonbox",
        "toolbar",
        "pager",
        "pagination",
        "related",
        "recommend",
        "search",
        "login",
        "qrcode",
        "ewm",
        "statement",
        "friendlink",
        "links",
        "print",
        "fontsize",
    ]
)
"""Words of class names and ids under which pages keep what surrounds a document."""

_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:[;!]|$)",
    re.IGNORECASE,
)
_SMALL_SHARE = 0.25
_LINKS_SHARE = 0.9
_FEWEST_LINKS = 3


def boilerplate(root: _Element, styles: PageStyles) -> set[_Element]:
    """The elements that are to be left out with all they hold (those of ``NEVER_SHOWN`` names besides)."""
    return _Survey(styles).run(root)


def is_hidden(element: _Element) -> bool:
    """Whether an element says itself that it is not shown."""
    if element.tag in NEVER_SHOWN:
        return True
    attributes = element.keys()
    return bool(attributes) and (
        "hidden" in attributes
        or element.get("aria-hidden") == "true"
        or ("style" in attributes and _NOT_SHOWN.search(element.get("style", "")) is not None)
    )


class _Survey:
    """One walk over the page that measures what the verdicts need: text, and text in links, of every candidate."""

    def __init__(self, styles: PageStyles) -> None:
        self._styles = styles
        self._text = 0
        self._linked = 0
        self._links = 0
        self._in_link = 0
        self._content_depth = 0
        self._opened: dict[_Element, tuple[int, int, int]] = {}
        self._named: list[tuple[_Element, int]] = []
        self._dropped: set[_Element] = set()

    def run(self, root: _Element) -> set[_Element]:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._is_outside(element):
                    self._dropped.add(element)
                    walk.skip_subtree()
                else:
                    self._open(element)
            else:
                if element not in self._dropped:
                    self._close(element)
                self._count(element.tail)
        self._dropped.update(element for element, size in self._named if size <= _SMALL_SHARE * self._text)
        return self._dropped

    def _is_outside(self, element: _Element) -> bool:
        if is_hidden(element) or element.tag in _NAVIGATION or element.get("role") in _ROLES:
            return element.tag not in ("html", "body")
        return element.tag == "header" and not self._content_depth  # that of an article holds its title

    def _open(self, element: _Element) -> None:
        self._content_depth += element.tag in ("main", "article")
        if element.tag == "a" and not element.get("href", "#").startswith("#"):
            self._in_link += 1
            self._links += 1
        if element.tag in ("ul", "ol", "dl") or _has_outside_name(element) or self._styles.hides(element):
            self._opened[element] = (self._text, self._linked, self._links)
        self._count(element.text)

    def _close(self, element: _Element) -> None:
        self._content_depth -= element.tag in ("main", "article")
        if element.tag == "a" and not element.get("href", "#").startswith("#"):
            self._in_link -= 1
        if element not in self._opened:
            return
        text, linked, links = self._opened.pop(element)
        size = self._text - text
        if element.tag in ("ul", "ol", "dl") and not self._styles.hides(element):
            if self._links - links >= _FEWEST_LINKS and self._linked - linked >= _LINKS_SHARE * size:
                self._dropped.add(element)
        else:
            self._named.append((element, size))

    def _count(self, text: str | None) -> None:
        if text:
            size = len(text) - text.count(" ") - text.count("\n")
            self._text += size
            if self._in_link:
                self._linked += size


def _has_outside_name(element: _Element) -> bool:
    if element.tag in ("html", "body", "main", "article", "table", "tbody", "tr", "td", "p", "span"):
        return False  # wrappers and parts of the text, whatever they are called
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return any(word.lower() in _NAMES for word in _WORD.findall(named))
