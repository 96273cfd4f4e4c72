"""The container of an OFD: its parts by their places, and their XML."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_BYTES, MAX_MARKUP_BYTES
from docstruct.reading.loading import decode_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_UTF8_NAME = 0x800


class Package:
    """An OFD container. Nothing is unpacked to disk; a place outside the container is one where nothing lies.

    Args:
        data: the file.
        path: what messages call it.

    Raises:
        ReadError: it is damaged, encrypted, or unpacks to more than it may.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        try:
            self._container = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise ReadError(path, f"a damaged OFD: {error}", "damaged") from None
        self._parts = {_name(info): info for info in self._container.infolist() if not info.is_dir()}
        if sum(info.file_size for info in self._parts.values()) > MAX_BYTES:
            raise ReadError(path, f"it unpacks to more than {MAX_BYTES:,} bytes", "too_large")
        if self.holds("Encryptions.xml"):
            raise ReadError(path, "an encrypted OFD; save a copy without its password", "encrypted")
        self._unpacked = 0

    def holds(self, place: str) -> bool:
        """Whether there is a part at this place."""
        return place in self._parts

    def roots(self) -> list[str]:
        """The places of the documents in the container: one, as a rule."""
        entry = self.xml("OFD.xml")
        named = [child_text(body, "DocRoot") for body in children(entry, "DocBody")]
        return [self.resolve("OFD.xml", name) for name in named if name]

    def resolve(self, part: str, place: str | None) -> str:
        """The place that a part names: from its own folder, or from the root of the container.

        >>> Package.resolve(None, "Doc_0/Document.xml", "Pages/Page_0/Content.xml")
        'Doc_0/Pages/Page_0/Content.xml'
        >>> Package.resolve(None, "Doc_0/Document.xml", "../../../etc/passwd")
        '../../etc/passwd'
        """
        named = (place or "").strip().replace("\\", "/")
        joined = (
            named.lstrip("/") if named.startswith("/") else posixpath.join(posixpath.dirname(part), named)
        )
        return posixpath.normpath(joined)

    def load(self, place: str) -> bytes:
        """The bytes of a part.

        Raises:
            ReadError: there is none, or it is broken.
        """
        info = self._parts.get(place)
        if info is None:
            raise ReadError(self.path, f"a damaged OFD: its part {place} is missing", "damaged")
        try:
            return self._container.read(info)  # no more than file_size bytes, whatever it unpacks to
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise ReadError(self.path, f"a damaged OFD: its part {place}: {error}", "damaged") from None

    def xml(self, place: str) -> _Element:
        """The root element of a part.

        Raises:
            ReadError: there is no such part, it is no XML, or larger than it may be.
        """
        from lxml import etree

        data = self.load(place)
        self._unpacked += len(data)
        if self._unpacked > MAX_MARKUP_BYTES:
            reason = f"more than {MAX_MARKUP_BYTES:,} bytes of text and graphics"
            raise ReadError(self.path, reason, "too_large")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root: _Element = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(self.path, f"a damaged OFD: its part {place}: {error}", "damaged") from None
        return root


def _name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        name = decode_name(name.encode("cp437", "replace"))
    return name.replace("\\", "/")


def local_name(element: _Element) -> str:
    """The name of an element without its namespace: several are in use for one standard."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of this name; none of no element."""
    for child in element if element is not None else ():
        if local_name(child) == name:
            yield child


def child_text(element: _Element | None, name: str) -> str:
    """The text of the first child of this name, else nothing."""
    return next((child.text or "" for child in children(element, name)), "").strip()
