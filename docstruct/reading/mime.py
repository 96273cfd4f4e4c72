"""Web archives (.mht, .mhtml) and mails (.eml): the document inside a MIME message (RFC 2045, RFC 2557).

A web archive holds a page and the pictures it shows: the page is read. A mail holds its own text and what is attached:
one attached document is read in its stead; several are refused, since each is a document of its own.

>>> mail = b"MIME-Version: 1.0\\nContent-Type: text/html; charset=utf-8\\n\\n<p>\\xe9\\x83\\xa8\\xe9\\x97\\xa8\\xe5\\x86\\xb3\\xe7\\xae\\x97</p>"
>>> is_message(mail), inside(mail, "a.eml").text
(True, '<p>部门决算</p>')
>>> is_message("部门决算：\\n一、收入".encode())
False
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.decoding import decode_repaired
from docstruct.reading.names import judge

if TYPE_CHECKING:
    from email.message import MIMEPart

_MARK = b"\xef\xbb\xbf"
"""The byte order mark, which editors put before a message they save."""

_HEAD = 8192
"""Bytes in which the header of a message says what it is; mails gather lines of every server on their way."""

_HEADER = re.compile(rb"(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*+)++")
_SAYS_SO = re.compile(
    rb"^(?:MIME-Version:|Content-Type:[ \t]*(?:multipart/|text/html))", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Inside:
    """What a message holds: the text of a page or of a mail, or the bytes and the name of what is attached."""

    text: str = ""
    is_page: bool = True
    attached: bytes | None = None
    name: str = ""


def is_message(data: bytes) -> bool:
    """Whether the bytes begin with the header of a MIME message."""
    header = _HEADER.match(data.removeprefix(_MARK)[:_HEAD].replace(b"\r\n", b"\n"))
    return header is not None and _SAYS_SO.search(header[0]) is not None


def inside(data: bytes, path: str) -> Inside:
    """The document a message holds.

    Raises:
        ReadError: there is none (``no_text``), there are several (``unsupported``), or the message cannot be taken
            apart (``damaged``).
    """
    import email.policy  # loaded for messages only

    try:
        message = email.message_from_bytes(data.removeprefix(_MARK), policy=email.policy.default)
        attached = [part for part in message.walk() if _is_document(part)]
        body = message.get_body(("related", "html", "plain"))
        page = body.get_body(("html", "plain")) if body is not None and body.is_multipart() else body
    except (LookupError, RecursionError, ValueError, AttributeError) as error:
        raise ReadError(path, f"a damaged message ({type(error).__name__})", "damaged") from None
    if len(attached) > 1:
        names = ", ".join(part.get_filename() or "?" for part in attached)
        raise ReadError(path, f"a mail with several documents ({names}); save each of them", "unsupported")
    if attached:
        return Inside(attached=_payload(attached[0]), name=attached[0].get_filename() or "")
    if page is None or page.get_content_maintype() != "text":
        raise ReadError(path, "a message without a page or a text", "no_text")
    return Inside(text=_decoded(page, path), is_page=page.get_content_subtype() == "html")


def _is_document(part: MIMEPart) -> bool:
    """Whether a part is an attached file that would be read if it stood in a folder."""
    name = part.get_filename()
    if name is None or part.is_multipart() or part.get_content_maintype() in ("image", "audio", "video"):
        return False
    return judge(PurePath(name)).verdict == "read" and part.get_content_disposition() != "inline"


def _decoded(part: MIMEPart, path: str) -> str:
    """A text in the encoding it states, or in the one it has."""
    data, charset = _payload(part), part.get_content_charset()
    if charset is not None:
        try:
            return data.decode("gb18030" if charset in ("gb2312", "gbk") else charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_repaired(data, path)[0]


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
