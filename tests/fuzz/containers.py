"""Documents around one part of them: what a fuzzer changes is the part, since hardly a changed container unpacks.

What begins as a container does is taken as it is, so that seeds may be whole files.
"""

from __future__ import annotations

import io
import zipfile

from lxml.etree import XMLParser, XMLSyntaxError, fromstring, tostring

ZIP, PDF = b"PK\x03\x04", b"%PDF-"
_XML = b'<?xml version="1.0" encoding="UTF-8"?>'
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
_RELATION = b'<Relationship Id="%s" Type="' + _OFFICE + b'/%s" Target="%s"/>'
_TYPE = b'<Override PartName="%s" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/>'
_DEFAULTS = (
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
)
_SHEETS = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="%s">'
    b'<sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>' % _OFFICE
)
_PASSAGE = b"q BT /F2 12 Tf 50 780 Td 15 TL %s ET Q" % b"".join(
    b"<%s> Tj T* " % line.encode("utf-16-be").hex().encode()
    for line in ("本年度收入总计与支出总计相同，主要用于人员经费和日常公用经费。",) * 4
)


def docx_of(document: bytes) -> bytes:
    """A Word document with this for its ``word/document.xml``."""
    if document.startswith(ZIP):
        return document
    types = _TYPE % (b"/word/document.xml", b"wordprocessingml.document.main")
    return _zip(
        {
            "[Content_Types].xml": _TYPES % (_DEFAULTS + types),
            "_rels/.rels": _RELATIONS % (_RELATION % (b"a", b"officeDocument", b"word/document.xml")),
            "word/document.xml": _mended(document),
        }
    )


def xlsx_of(sheet: bytes) -> bytes:
    """A workbook with this for its one sheet."""
    if sheet.startswith(ZIP):
        return sheet
    types = _TYPE % (b"/xl/workbook.xml", b"spreadsheetml.sheet.main")
    types += _TYPE % (b"/xl/worksheets/sheet1.xml", b"spreadsheetml.worksheet")
    return _zip(
        {
            "[Content_Types].xml": _TYPES % (_DEFAULTS + types),
            "_rels/.rels": _RELATIONS % (_RELATION % (b"a", b"officeDocument", b"xl/workbook.xml")),
            "xl/workbook.xml": _XML + _SHEETS,
            "xl/_rels/workbook.xml.rels": _RELATIONS
            % (_RELATION % (b"a", b"worksheet", b"worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": _mended(sheet),
        }
    )


def pdf_of(content: bytes) -> bytes:
    """A PDF of one page with this for its content stream, and a Latin (``/F1``) and a Chinese font (``/F2``).

    Above it stands a passage that anyone can read, or most pages would be taken for scans, and recognised for seconds.
    """
    if content.startswith(PDF):
        return content
    font = b"<</Type/Font/Subtype/%s/BaseFont/%s%s>>"
    descendant = font % (
        b"CIDFontType0",
        b"STSong-Light",
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6>>",
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[7 0 R 4 0 R]"
        b"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        _stream(content),
        font % (b"Type1", b"Helvetica", b""),
        font % (b"Type0", b"STSong-Light", b"/Encoding/UniGB-UTF16-H/DescendantFonts[" + descendant + b"]"),
        _stream(_PASSAGE),
    )
    data, places = b"%PDF-1.7\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%sxref\n0 8\n0000000000 65535 f \n%strailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        data,
        table,
        len(data),
    )


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _mended(xml: bytes) -> bytes:
    """Bytes made well-formed, as far as they can be: others are refused by the parser before a reader sees them."""
    try:
        root = fromstring(xml, XMLParser(recover=True, resolve_entities=False))
    except XMLSyntaxError:
        return xml
    return xml if root is None else tostring(root)


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()
