"""HTML: the document in a web page, as its reader sees it.

Blocks and ``<br>`` end lines, white space is collapsed as a browser does, while ``&nbsp;`` and full-width spaces stay,
since pages indent with them; navigation, scripts, templates and hidden parts are left out
(:mod:`~docstruct.reading.html.boilerplate`); tables become rows (:mod:`~docstruct.reading.html.tables`); headings, bold
and centred lines are noted. An empty line stands between two blocks, and none where a ``<br>`` stood.

>>> page = "<nav>首页</nav><h2>一、收入</h2><p>&nbsp;&nbsp;总计<b>1.00</b>\\n万元</p><table><tr><th>项目<th>金额</table>"
>>> source = read_html(page, "a.html", "0")
>>> source.text
'一、收入\\n\\n\\xa0\\xa0总计1.00 万元\\n\\n项目\\t金额\\n'
>>> source.lines[0].heading
2
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.building import SourceBuilder
from docstruct.reading.html.boilerplate import NEVER_SHOWN, boilerplate, is_hidden
from docstruct.reading.html.styles import PageStyles
from docstruct.reading.html.tables import data_rows
from docstruct.reading.limits import MAX_MARKUP_BYTES
from docstruct.reading.note_marks import is_note_mark

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docstruct.source import Source

MEDIA_TYPE = "text/html"

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}

_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
"""The white space that a browser shows as one space (CSS Text 3, section 4.1.1)."""

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
MOST_ATTRIBUTES = 1_000
"""Attributes of an element that are read. The parser compares each with all before it, so that a megabyte of them
would take a quarter of a minute and ten half an hour; an element of a page has some ten."""
_OVERLOADED = re.compile(rf"<([A-Za-z][\w:-]*+)\s[^<>]{{{4 * MOST_ATTRIBUTES},}}+>")
"""A tag with room for more attributes than that (`` a=1``)."""
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s{0,20}:[^;]{0,100}\bnone\b", re.IGNORECASE)
"""Bounded, or a style that repeats the property would be read to its end from every place of it."""


def read_html(text: str, path: str, sha256: str) -> Source:
    """The source of a page; ``Source.text`` is the text extracted from it.

    Raises:
        ReadError: code ``too_large``: the page, or a table in it, is larger than it may be; code
            ``damaged``: the page is nested too deeply.
    """
    if len(text) > MAX_MARKUP_BYTES:
        reason = f"a page of {len(text):,} characters; up to {MAX_MARKUP_BYTES:,} are read"
        raise ReadError(path, reason, "too_large")
    builder = SourceBuilder()
    write_page(text, path, builder)
    return builder.source(path=path, sha256=sha256, media_type=MEDIA_TYPE, reader="html")


def write_page(text: str, path: str, builder: SourceBuilder) -> None:
    """Write what a page shows, also as a part of something else.

    Raises:
        ReadError: as :func:`read_html` does.
    """
    root = _parsed(text, path)
    if root is not None:
        try:
            _Writer(builder).walk(root)
        except OverflowError as error:
            raise ReadError(path, str(error), "too_large") from None


def _bare(tag: re.Match[str]) -> str:
    """A tag without its attributes if they are too many: text that long is mostly one attribute, a picture's content."""
    return f"<{tag[1]}>" if tag[0].count("=") > MOST_ATTRIBUTES else tag[0]


def _parsed(text: str, path: str) -> _Element | None:
    """The tree of a page; None if there is nothing in it. Bytes go in, since a declared encoding has been settled."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(
            _OVERLOADED.sub(_bare, text).encode("utf-8", "replace").replace(b"\0", b""), parser
        )
    except etree.XMLSyntaxError:
        root = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ReadError(path, "a page whose elements are nested too deeply to be read", "damaged")
    return root


class _Writer:
    """Walks a page and writes its lines."""

    def __init__(self, builder: SourceBuilder) -> None:
        self.builder = builder
        self._pieces: list[str] = []
        self._bold_length = 0
        self._bold = 0
        self._centered = 0
        self._heading: int | None = None
        self._pre = 0
        self._numbers: list[int] = []
        self._outside: set[_Element] = set()

    def walk(self, root: _Element) -> None:
        """Write everything below ``root`` that is shown."""
        from lxml import etree

        self._styles = PageStyles(root)
        self._outside = outside = boilerplate(root, self._styles)
        events = etree.iterwalk(root, events=("start", "end"))
        inside: set[_Element] = set()
        for event, element in events:
            if event == "end":
                if element in inside:
                    inside.remove(element)
                    self._close(element)
                self._write(element.tail)
            elif (
                element in outside
                or element.tag in NEVER_SHOWN
                or (self._styles.is_raised(element) and _numbers_note(element, "".join(self._pieces[-1:])))
                or self._write_table(element)
            ):
                events.skip_subtree()
            else:
                inside.add(element)
                self._open(element)
        self._end_block()

    def _open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self._end_line(always=True)
        elif tag in _BLOCKS:
            self._end_block()
        self._count(element, 1)
        self._heading = _HEADINGS.get(tag, self._heading)
        if tag in ("ol", "ul"):
            self._numbers.append(_first_number(element))
        elif tag == "li" and self._numbers and self._numbers[-1]:
            self._pieces.append(f"{self._numbers[-1]}. ")
            self._numbers[-1] += 1
        self._write(element.text)

    def _close(self, element: _Element) -> None:
        if element.tag in _BLOCKS:
            self._end_block()
        self._count(element, -1)
        if element.tag in _HEADINGS:
            self._heading = None
        elif element.tag in ("ol", "ul"):
            self._numbers.pop()

    def _count(self, element: _Element, step: int) -> None:
        style = element.get("style", "")
        if element.tag in ("b", "strong") or _BOLD.search(style):
            self._bold += step
        if element.tag == "center" or element.get("align") == "center" or _CENTERED.search(style):
            self._centered += step
        if element.tag == "pre":
            self._pre += step

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            *lines, text = text.splitlines() or [""]
            for line in lines:
                self._pieces.append(line)
                self._end_line(always=True)
        else:
            text = _COLLAPSED.sub(" ", text)
        self._pieces.append(text)
        if self._bold:
            self._bold_length += len(text.strip())

    def _end_line(self, *, always: bool = False) -> None:
        """Write the line at hand, if there is one."""
        text = "".join(self._pieces).strip(" \t\n\r\f")
        if text or always:
            bold = 2 * self._bold_length > len(text.replace(" ", ""))
            self.builder.line(text, bold=bold, centered=self._centered > 0, heading=self._heading)
        self._pieces.clear()
        self._bold_length = 0

    def _end_block(self) -> None:
        self._end_line()
        self.builder.blank()

    def _write_table(self, element: _Element) -> bool:
        """Write a table that holds data; False if the element is none."""
        if element.tag != "table":
            return False
        rows = data_rows(element, self._cell_text, self._is_hidden)
        if rows is None:
            return False
        self._end_block()
        for caption in element.iterchildren("caption"):
            self.builder.line(self._cell_text(caption), centered=True)
        self.builder.table(rows)
        return True

    def _is_hidden(self, element: _Element) -> bool:
        """Whether an element of a table is not shown; a class that only sounds like a menu hides nothing there."""
        return is_hidden(element) or (element in self._outside and self._styles.hides(element))

    def _cell_text(self, cell: _Element) -> str:
        """The text of a cell in one line."""
        if len(cell) == 0:
            return _COLLAPSED.sub(" ", cell.text or "").strip(" ")
        from lxml import etree

        pieces: list[str] = []
        events = etree.iterwalk(cell, events=("start", "end"))
        for event, element in events:
            if event == "start":
                note = self._styles.is_raised(element) and _numbers_note(element, "".join(pieces[-2:]))
                if (self._is_hidden(element) or note) and element is not cell:
                    events.skip_subtree()
                    continue
                pieces += (" " if element.tag in _BLOCKS or element.tag == "br" else "", element.text or "")
            elif element is not cell:
                pieces += (" " if element.tag in _BLOCKS else "", element.tail or "")
        return _COLLAPSED.sub(" ", "".join(pieces)).strip(" ")


def _numbers_note(element: _Element, before: str) -> bool:
    """Whether raised text numbers a note: 30.10<sup>1</sup>, but not 120m<sup>2</sup>."""
    return is_note_mark("".join(map(str, element.itertext())), before)


def _first_number(list_element: _Element) -> int:
    """The number a browser shows at the first item; 0 for a list without decimal numbers."""
    if list_element.tag == "ul" or list_element.get("type", "1") != "1":
        return 0
    if _UNNUMBERED.search(list_element.get("style", "")):
        return 0
    start = list_element.get("start", "1").strip()
    return int(start) if start.isdecimal() and len(start) < 6 else 1
