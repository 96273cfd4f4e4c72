"""OFD, the national standard of fixed pages (GB/T 33190-2016): text with boxes, rules and pictures, as from a PDF.

    package    the parts of the container: where they lie, and XML read without entities or network
    objects    what stands on a page: runs of characters, rules, pictures, in points
    pictures   pages that are a picture, for recognition

The pages come in the order of ``Document.xml``, each with the templates it names. Annotations (stamps, watermarks),
signatures and attachments are no text of the document and are left out. From the objects on, an OFD takes the way of a
PDF: reading order, ruled tables and furniture are found from geometry alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_PAGE_OBJECTS
from docstruct.reading.ofd.objects import POINTS, PageObjects, numbers
from docstruct.reading.ofd.package import Package, child_text, children, local_name
from docstruct.reading.ofd.pictures import recognize_pages
from docstruct.reading.pages.paged import page_blocks, source_of_pages
from docstruct.reading.pages.tables import PageLayout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from docstruct.source import Source

MEDIA_TYPE = "application/ofd"

A4 = (0.0, 0.0, 210.0, 297.0)
"""Millimetres of a page whose size nothing says."""

_BOXES = ("PhysicalBox", "ApplicationBox", "ContentBox")
"""The areas of a page, the sheet first (GB/T 33190, 7.5)."""


def read_ofd(data: bytes, path: str, sha256: str) -> Source:
    """The source of an OFD file.

    Raises:
        ReadError: it is damaged, encrypted, too large or has no pages; or it has pages that are pictures, and the extra
            ``ocr`` is not installed.
    """
    package = Package(data, path)
    pages = [page for root in package.roots() for page in _Document(package, root).pages()]
    if not pages:
        raise ReadError(path, "the OFD has no pages", "no_pages")
    layouts: list[PageLayout] = []
    for number, page in enumerate(pages, start=1):
        layout = PageLayout(number, page.width, page.height, page.width, page.height)
        layout.blocks = page_blocks(page.fragments, page.rules)
        layouts.append(layout)
    recognize_pages(layouts, pages, package)
    recognized = all(layout.origin == "ocr" for layout in layouts)
    return source_of_pages(
        layouts, path=path, sha256=sha256, media_type=MEDIA_TYPE, reader="ocr" if recognized else "ofd"
    )


class _Document:
    """One document of the package: its pages, templates and resources."""

    def __init__(self, package: Package, root: str) -> None:
        self._package = package
        self._root = root
        self._element = package.xml(root)
        common = next(children(self._element, "CommonData"), None)
        self._area = next(children(common, "PageArea"), None)
        self._templates = {
            template.get("ID"): package.resolve(root, template.get("BaseLoc"))
            for template in children(common, "TemplatePage")
        }
        self._bold: set[str] = set()
        self._pictures: dict[str, str] = {}
        for name in ("PublicRes", "DocumentRes"):
            for resources in children(common, name):
                self._read_resources(package.resolve(root, resources.text))

    def pages(self) -> Iterator[PageObjects]:
        """The objects of every page, in order."""
        for pages in children(self._element, "Pages"):
            for page in children(pages, "Page"):
                yield self._page(self._package.resolve(self._root, page.get("BaseLoc")))

    def _read_resources(self, part: str) -> None:
        if not self._package.holds(part):
            return
        root = self._package.xml(part)
        base = self._package.resolve(part, f"{root.get('BaseLoc', '')}/x")
        for element in root.iter():
            kind = local_name(element)
            if kind == "Font" and element.get("Bold") == "true":
                self._bold.add(element.get("ID", ""))
            elif kind == "MultiMedia" and element.get("Type") == "Image":
                place = self._package.resolve(base, child_text(element, "MediaFile"))
                self._pictures[element.get("ID", "")] = place

    def _page(self, part: str) -> PageObjects:
        element = self._package.xml(part)
        left, top, width, height = self._box(element)
        page = PageObjects(left, top, width * POINTS, height * POINTS, self._bold, self._pictures)
        for template in children(element, "Template"):
            place = self._templates.get(template.get("TemplateID"), "")
            if self._package.holds(place):
                self._add(page, self._package.xml(place))
        self._add(page, element)
        return page

    def _add(self, page: PageObjects, element: _Element) -> None:
        for content in children(element, "Content"):
            for found in content.iter():
                page.add(found)
                if page.count > MAX_PAGE_OBJECTS:
                    reason = f"more than {MAX_PAGE_OBJECTS:,} objects on a page"
                    raise ReadError(self._package.path, reason, "too_large")

    def _box(self, page: _Element) -> tuple[float, float, float, float]:
        """Left, top, width and height of a page, in millimetres."""
        for area in (next(children(page, "Area"), None), self._area):
            for name in _BOXES:
                stated = numbers(child_text(area, name))
                if len(stated) == 4 and stated[2] > 0 and stated[3] > 0:
                    return stated[0], stated[1], stated[2], stated[3]
        return A4
