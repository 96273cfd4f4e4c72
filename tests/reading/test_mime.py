"""Web archives and mails: the page inside is read, or the one document attached; never the wrapping."""

from __future__ import annotations

import io
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import TYPE_CHECKING

import docx
import pytest

from docstruct import structure, structure_bytes
from docstruct.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    "青山县医疗保障局2022年度部门决算",
    "一、收入支出决算总体情况说明",
    "2022年度收入总计100.50万元，比上年增加3.25万元。",
)
PAGE = f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>"
STATED = ["100.50", "3.25"]


def archive(charset: str = "utf-8", encoding: str | None = None, stated: bool = True) -> bytes:
    """A page as a browser saves it in one file, with a picture and a style sheet."""
    message = MIMEMultipart("related")
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "决算"
    if encoding is None:
        message.attach(MIMEText(PAGE, "html", charset))
    else:
        page = EmailMessage()
        page.set_content(PAGE, subtype="html", charset=charset, cte=encoding)
        message.attach(page)
    message.attach(MIMEText("p { color: red }", "css"))
    picture = EmailMessage()
    picture.set_content(b"\x89PNG\r\n\x1a\n" + bytes(50), maintype="image", subtype="png")
    message.attach(picture)
    data = message.as_bytes()
    return data if stated else data.replace(f'; charset="{charset}"'.encode(), b"")


def mail(*attached: tuple[str, bytes], body: str = "<p>请查收附件。</p>", subtype: str = "html") -> bytes:
    message = EmailMessage()
    message["Subject"] = "转发：决算公开"
    message["From"] = "a@example.cn"
    message.set_content(body, subtype=subtype)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def word() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        archive(),
        archive("gb2312"),
        archive("gb18030"),
        archive("utf-8", "quoted-printable"),
        archive("utf-8", "8bit", stated=False),
        archive().replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + archive(),
    ],
    ids=["base64", "gb2312", "gb18030", "quoted", "unstated", "crlf", "mark"],
)
def test_the_page_of_a_web_archive_is_read(data: bytes) -> None:
    document = structure_bytes(data, name="决算.mht")
    assert document.text.splitlines() == list(LINES)
    assert [figure.value for figure in document.figures] == STATED
    assert document.source.reader == "html"


def test_a_web_archive_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "页面.html"
    path.write_bytes(archive())
    assert structure(path).text.splitlines() == list(LINES)


def test_the_document_attached_to_a_mail_is_read_in_its_stead() -> None:
    document = structure_bytes(mail(("决算.docx", word()), ("徽标.exe", b"MZ")), name="转发.eml")
    assert document.text.splitlines() == list(LINES)
    assert document.source.reader == "docx"


@pytest.mark.parametrize("subtype", ["html", "plain"])
def test_a_mail_without_one_is_its_text(subtype: str) -> None:
    body = PAGE if subtype == "html" else "\n".join(LINES)
    document = structure_bytes(mail(body=body, subtype=subtype), name="决算.eml")
    assert [figure.value for figure in document.figures] == STATED


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (mail(("甲.docx", word()), ("乙.docx", word())), "unsupported", "甲.docx, 乙.docx"),
        (mail(("内.eml", mail(body=PAGE))), "unsupported", "save that one"),
        (b"MIME-Version: 1.0\nContent-Type: image/png\n\n\x89PNG", "no_text", "without a page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "no_text", "without a page"),
    ],
    ids=["several", "nested", "picture", "empty"],
)
def test_what_holds_no_document_is_refused(data: bytes, code: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        structure_bytes(data, name="a.eml")
    assert caught.value.code == code


def test_messages_in_messages_without_end_are_refused() -> None:
    data = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(3000)
    )
    with pytest.raises(ReadError):
        structure_bytes(data, name="a.mht")


@pytest.mark.parametrize(
    "text",
    [
        "Subject: 决算\n收入总计100.50万元，比上年增加3.25万元。",
        "说明：\nMIME-Version: 1.0\n收入总计100.50万元，比上年增加3.25万元。",
        "单位：万元\n收入总计100.50万元，比上年增加3.25万元。",
    ],
)
def test_a_text_that_looks_a_little_like_one_stays_a_text(text: str) -> None:
    document = structure_bytes(text.encode(), name="a.txt")
    assert [figure.value for figure in document.figures] == STATED
    assert document.source.reader == "text"
