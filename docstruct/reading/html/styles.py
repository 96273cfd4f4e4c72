"""What the style sheets in a page say of its elements: which it hides, which it raises.

Of every rule only the properties are read that hide or raise text. Which rule holds for an element is decided as the
cascade decides it (CSS Cascade 4, section 6): ``!important`` first, then the specificity of the selector, then the
order. Rules for paper alone (``@media print``) do not hold. Selectors are those of :mod:`cssselect`; what it cannot
read (``:focus-within``) selects nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cssselect import Selector
    from lxml.etree import _Element

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_AT_RULE = re.compile(r"@([\w-]+)([^{};]*+)(?:;|\{((?:[^{}]*+\{[^{}]*+\})*+[^{}]*+)\})")
_RULE = re.compile(r"([^{}]++)\{([^{}]*+)\}")
_DECLARATION = re.compile(
    r"(?<![\w-])(display|visibility|font-size|opacity|vertical-align|left|text-indent|color)\s*:\s*([^;]*)",
    re.IGNORECASE,
)
_ON_SCREENS = re.compile(r"(?:only\s+)?(?:screen|all)\b", re.IGNORECASE)
_NAMES = re.compile(r"[.#]?[\w-]+|\*")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*|\*|)([.#][\w-]+)")
_NOWHERE = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?")
_FAR_OUT = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt|em|rem|%)?")
"""Places that no screen shows: ``left: -9999px``."""
_WHITE = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "rgba(255,255,255,1)"})

_INLINE = (1, 0, 0)
"""The weight of a ``style`` attribute: above every selector without ``!important``."""
_MOST_RULES = 500
"""Rules that are looked at for one page; the sheets of whole frameworks have some hundreds that state ``display``."""

_MOST_SEARCHED = 2_000_000
"""Elements that are looked at in all searches for selectors of several parts: some seconds on a page of any size."""

_Weight: TypeAlias = tuple[bool, tuple[int, int, int], tuple[int, int, int], int]


class PageStyles:
    """The verdicts of a page's style sheets and ``style`` attributes.

    >>> from lxml import etree
    >>> page = "<style>tr.old > td {display:none} .n {vertical-align:super}</style><p><b class=n>1</b><i>2</i></p>"
    >>> styles = PageStyles(root := etree.HTML(page))
    >>> [styles.is_raised(element) for element in root.iter("b", "i")]
    [True, False]
    """

    def __init__(self, root: _Element) -> None:
        self._stated: dict[_Element, dict[str, tuple[_Weight, str]]] = {}
        rules = list(_rules(root))
        if any(_hides(key, value) or _raises(key, value) for _, found in rules for key, value in found):
            self._apply(root, rules)

    def hides(self, element: _Element) -> bool:
        """Whether a rule hides an element, or its own style makes it white on a page of no other colour."""
        stated = self._stated.get(element, {})
        return _is_hidden_inline(element) or any(_hides(key, value) for key, (_, value) in stated.items())

    def is_raised(self, element: _Element) -> bool:
        """Whether an element stands above its line: a ``<sup>``, or a style says so."""
        if element.tag == "sup":
            return True
        if element not in self._stated and element.get("style") is None:
            return False
        stated = self._stated.get(element, {}).get("vertical-align")
        inline = dict(_declarations(element.get("style", ""))).get("vertical-align")
        value = inline or (stated[1] if stated else "")
        return _raises("vertical-align", value)

    def _apply(self, root: _Element, rules: list[tuple[str, list[tuple[str, str]]]]) -> None:
        from cssselect import ExpressionError, SelectorError, parse
        from lxml.etree import XPathError

        page = _Index(root)
        for order, (selectors, declarations) in enumerate(rules):
            try:
                for selector in parse(selectors):
                    self._note(page.selected(selector), selector.specificity(), order, declarations)
            except (SelectorError, ExpressionError, XPathError):
                continue

    def _note(
        self,
        elements: Iterable[_Element],
        specificity: tuple[int, int, int],
        order: int,
        declarations: list[tuple[str, str]],
    ) -> None:
        for element in elements:
            inline = dict(_declarations(element.get("style", "")))
            stated = self._stated.setdefault(element, {})
            for key, value in declarations:
                weight = ("!important" in value, (0, 0, 0), specificity, order)
                if key in inline and (("!important" in inline[key]), _INLINE) > weight[:2]:
                    value, weight = inline[key], ("!important" in inline[key], _INLINE, (0, 0, 0), order)
                if key not in stated or weight >= stated[key][0]:
                    stated[key] = (weight, value)


def _rules(root: _Element) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The selectors of every rule for screens, with what it states of hiding and raising."""
    count = 0
    for sheet in root.iter("style"):
        if sheet.get("media") and not _ON_SCREENS.match(sheet.get("media", "").strip()):
            continue
        for selectors, block in _RULE.findall(
            _AT_RULE.sub(_for_screens, _COMMENT.sub(" ", sheet.text or ""))
        ):
            declarations = [(key, value) for key, value in _declarations(block) if key != "color"]
            if declarations and count < _MOST_RULES:
                count += 1
                yield selectors, declarations


def _for_screens(rule: re.Match[str]) -> str:
    """What of an @-rule holds on a screen of any size: the rules of ``@media screen``."""
    return f" {rule[3]} " if rule[1] == "media" and _is_screen(rule[2]) and rule[3] else " "


def _is_screen(media: str) -> bool:
    return any(_ON_SCREENS.fullmatch(one.strip()) for one in media.split(","))


def _declarations(block: str) -> Iterator[tuple[str, str]]:
    for match in _DECLARATION.finditer(block):
        yield match[1].lower(), match[2].strip().lower()


def _hides(key: str, value: str) -> bool:
    value = value.partition("!")[0].strip()
    if key == "display":
        return value == "none"
    if key == "visibility":
        return value in ("hidden", "collapse")
    if key in ("font-size", "opacity"):
        return _NOWHERE.fullmatch(value) is not None
    return key in ("left", "text-indent") and _FAR_OUT.fullmatch(value) is not None


def _raises(key: str, value: str) -> bool:
    return key == "vertical-align" and value.partition("!")[0].strip() in ("super", "text-top")


def _is_hidden_inline(element: _Element) -> bool:
    style = element.get("style")
    if not style:
        return False
    stated = dict(_declarations(style))
    return any(_hides(key, value) for key, value in stated.items()) or (
        stated.get("color", "").replace(" ", "") in _WHITE and _is_on_paper(element)
    )


def _is_on_paper(element: _Element) -> bool:
    """Whether nothing around an element may paint a ground below it: no colour of its own, no class, no head of a table."""
    return all(
        above.tag not in ("th", "thead", "table", "header")
        and not {"class", "id", "bgcolor", "background"} & set(above.keys())
        and "background" not in above.get("style", "")
        for above in (element, *element.iterancestors())
    )


class _Index:
    """The elements of a page by class, id and name, which answer most selectors without a search of the page."""

    def __init__(self, root: _Element) -> None:
        from cssselect import HTMLTranslator

        self._root = root
        self._translator = HTMLTranslator()
        self._by_name: dict[str, list[_Element]] = {}
        count = 0
        for element in root.iter("*"):
            count += 1
            self._by_name.setdefault(str(element.tag), []).append(element)
            for name in (element.get("class") or "").split():
                self._by_name.setdefault(f".{name}", []).append(element)
            self._by_name.setdefault(f"#{element.get('id', '')}", []).append(element)
        self._searches = max(_MOST_SEARCHED // count, 1)

    def selected(self, selector: Selector) -> list[_Element]:
        """The elements a selector selects."""
        if selector.pseudo_element is not None:
            return []
        text = selector.canonical()
        if simple := _SIMPLE.fullmatch(text):
            found = self._by_name.get(simple[2], [])
            return [element for element in found if simple[1] in ("", "*", element.tag)]
        if ":" not in text and not all(
            name == "*" or name in self._by_name for name in _NAMES.findall(_ATTRIBUTE.sub("", text))
        ):
            return []  # it asks for a class, an id or an element that is not in the page
        self._searches -= 1
        if self._searches < 0:
            return []
        return cast("list[_Element]", self._root.xpath(self._translator.selector_to_xpath(selector)))
