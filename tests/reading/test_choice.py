"""Which reader is taken: content decides, a name only where content leaves it open."""

from __future__ import annotations

import io
import zipfile

import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_bytes, read_text
from docstruct.reading.choice import form_of, reader_for_text


def container(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\n\n junk %PDF-1.7\n1 0 obj\n<<>>", "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n%\xe2\xe3\n12 0  obj<<", "pdf"),
        ("说明：文件以%PDF-1.4开头的，请用阅读器打开。\n".encode(), None),
        ("%PDF-格式的决算公开表见附件。\n".encode(), None),
        ("决算见附件（%PDF-1.7）。the object is 3 0 objects\n".encode(), None),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\0\x08\0\0\0", "image"),
        (container("[Content_Types].xml", "word/document.xml"), "docx"),
        (container("[Content_Types].xml", "xl/workbook.xml", "xl/media/a.png"), "xlsx"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (
            b'<?xml version="1.0"?>\n<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            "wordml",
        ),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "spreadsheetml",
        ),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', None),
        ("收入".encode(), None),
        (b"BMW and other cars", None),
        ("BMW采购情况".encode(), None),
        ("RIFF系统运维费".encode("gb18030"), None),
        (b"RIFF is a word", None),
    ],
)
def test_bytes_tell_the_format(data: bytes, form: str | None) -> None:
    assert form_of(data, "misleading.txt") == form


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged", "Office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            "password",
        ),
        (container("[Content_Types].xml", "xl/workbook.xml"), "damaged", "Excel"),
        (
            container("[Content_Types].xml", "ppt/presentation.xml", "ppt/media/a.png"),
            "unsupported",
            "PowerPoint",
        ),
        (container("OFD.xml"), "damaged", "OFD"),
        (container("a.txt"), "unsupported", "zip archive"),
        (container("a.txt")[:-10], "damaged", "damaged"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 20, "unsupported", "RAR"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "unsupported", "gzip"),
        (b"", "empty", "empty"),
    ],
)
def test_known_formats_that_are_not_read_say_what_to_do(data: bytes, code: str, word: str) -> None:
    with pytest.raises(ReadError, match=word) as caught:
        read_bytes(data, "report.txt")
    assert caught.value.code == code
    assert str(caught.value).startswith("report.txt: ")


@pytest.mark.parametrize(
    ("text", "path", "reader"),
    [
        ("<!DOCTYPE html><title>x</title>", "a.txt", "html"),
        ("\n <!-- saved --><html><body>", "a.txt", "html"),
        ('<?xml version="1.0"?><html xmlns="x">', "a.asp", "html"),
        ("<div><p>收入</p></div>\n", "<text>", "html"),
        ("收入<br>支出", "a.html", "html"),
        ("收入", "a.html", "text"),
        ("<table><tr><td>1</td></tr></table>\n\n# 收入\n<b>1</b>", "a.txt", "markdown"),
        ("# 部门决算", "a.txt", "markdown"),
        ("- 一、职责\n- 二、机构", "a.txt", "markdown"),
        ("收入**合计**", "a.txt", "markdown"),
        ("|项目|金额|", "a.txt", "markdown"),
        ("收入", "a.md", "markdown"),
        ("一、收入 <=30\n- 5 -\n电话138****1234", "a.txt", "text"),
        ("减：-5\n1. 收入\n2. 支出", "a.txt", "text"),
    ],
)
def test_text_tells_what_it_is(text: str, path: str, reader: str) -> None:
    assert reader_for_text(text, path) == reader


def test_the_reader_named_is_the_one_that_reads() -> None:
    assert read_text("# 收入", reader="text").lines[0].end == 4
    assert read_text("# 收入").lines[0].start == 2
    assert read_bytes(b"<p>x</p>", "a.html", reader="text").text == "<p>x</p>"
    with pytest.raises(ReadError):
        read_bytes(b"no PDF", "a.txt", reader="pdf")
