"""What the name of a file nobody named says of it: a folder holds documents, and much besides.

=============  ==============================================================================================
``read``       the name of a document or an archive of documents
``unsure``     no suffix: the content is looked at
``refused``    a document all the same, but of a kind that is not read; the reason says what to do
``skipped``    no document; the reason says what it is
``by-product`` what programs and systems leave behind, and hidden files: passed over, only counted
=============  ==============================================================================================

>>> from pathlib import PurePath
>>> judge(PurePath("决算.docx")).verdict, judge(PurePath("决算.csv")).verdict, judge(PurePath("页面.css")).verdict
('read', 'refused', 'skipped')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from pathlib import PurePath

Verdict: TypeAlias = Literal["read", "unsure", "refused", "skipped", "by-product"]

DOCUMENT_SUFFIXES = frozenset(
    [
        ".txt",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".mht",
        ".mhtml",
        ".eml",
        ".docx",
        ".docm",
        ".doc",
        ".wps",
        ".rtf",
        ".odt",
        ".ofd",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".et",
        ".ods",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
    ]
)
ARCHIVE_SUFFIXES = frozenset({".zip"})

REFUSED: dict[str, str] = {
    ".ppt .pptx .pps .ppsx .dps .odp": "a presentation; save it as .pdf",
    ".csv .tsv": "a table without title and unit; save it as .xlsx, or name it with --reader text",
    ".rar .7z .tar .gz .tgz .bz2 .tbz .xz .zst .lzh .cab .iso": "an archive that is not opened; unpack it first, or pack it as .zip",
    ".bmp .webp .heic .heif .jp2": "an image of a format that is not read; save it as .png",
    ".ceb .cebx .caj .kdh .nh": "a document of a reader's own format; save it as .pdf",
    ".pages .numbers .key .epub .mobi .djvu .xps .oxps .msg .dot .dotx .wpt .xlt .xltx .ett": (
        "a document of a kind that is not read; save it as .docx, .xlsx or .pdf"
    ),
}
"""Documents, and archives of documents, that are not read."""

SKIPPED: dict[str, str] = {
    ".css .js .mjs .map .gif .svg .ico .woff .woff2 .ttf .otf .eot .swf": "a part of a web page",
    ".json .jsonl .xml .xsd .yaml .yml .toml .ini .cfg .sql .db .sqlite .mdb .parquet .arrow .npy .pkl": "data or settings",
    ".mp3 .wav .m4a .mp4 .avi .mov .wmv .flv .mkv": "sound or film",
    ".exe .dll .so .msi .bat .cmd .sh .py .java .class .jar .c .h .cpp .go .rs .php .asp .apk": "a program",
    ".log .bak .old .tmp .temp .lock .swp": "what a program left behind",
    ".crdownload .part .partial .download .aria2 .td": "an unfinished download",
    ".url .lnk .webloc .torrent": "a link to something else",
    ".p7s .sig .asc .md5 .sha1 .sha256 .sfv": "a signature or checksum",
}
"""What is no document."""

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}\Z")

_NO_DOCUMENT = "its suffix is no document's"

_NOTES = ("", ".txt", ".md", ".markdown")
"""Suffixes of a README, which tells of the documents beside it and is none of them."""

_HIDDEN = (".", "~$", "~lock.", "__MACOSX")
_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})

_PAGE_FOLDERS = ("_files", ".files")
"""What browsers call the folder they save the pictures and scripts of a page in, behind the page's name."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a name says, and why a file of that name is not read."""

    verdict: Verdict
    reason: str = ""


def _by_suffix(kinds: dict[str, str], verdict: Verdict) -> dict[str, Judgement]:
    return {suffix: Judgement(verdict, reason) for names, reason in kinds.items() for suffix in names.split()}


_JUDGEMENTS = {
    **dict.fromkeys(DOCUMENT_SUFFIXES | ARCHIVE_SUFFIXES, Judgement("read")),
    **_by_suffix(REFUSED, "refused"),
    **_by_suffix(SKIPPED, "skipped"),
}


def judge(name: PurePath) -> Judgement:
    """What the name of a file in a folder or archive says of it."""
    suffix = name.suffix.lower()
    if is_by_product(name.name) or (name.stem.lower() == "readme" and suffix in _NOTES):
        return Judgement("by-product")
    if not suffix:
        return Judgement("unsure")
    return _JUDGEMENTS.get(suffix, Judgement("skipped", f"{_NO_DOCUMENT} ({suffix})"))


def looks_like_a_path(text: str) -> bool:
    """Whether one line can only be meant as the name of a file: a drive, the suffix of a document, or folders and a suffix.

    >>> [looks_like_a_path(text) for text in (r"C:\\决算", "决算.rar", "out/决算.dat", "收入/支出1.5", "见附件。")]
    [True, True, True, False, False]
    """
    if _DRIVE.match(text):
        return True
    suffix = _SUFFIX.search(text)
    if suffix is None:
        return False
    known = _JUDGEMENTS.get(suffix[0].lower())
    return (known is not None and known.verdict in ("read", "refused")) or "/" in text or "\\" in text


def is_by_product(name: str) -> bool:
    """Whether a file or folder is hidden, or one that an office program, macOS or Windows leaves beside others."""
    return name.startswith(_HIDDEN) or name.lower() in _LEFT_BY_SYSTEMS


def page_of_folder(name: str) -> str | None:
    """The stem of the web page whose parts a folder of this name holds, None if it is named otherwise.

    >>> page_of_folder("部门决算_files"), page_of_folder("files")
    ('部门决算', None)
    """
    return next((name.removesuffix(end) for end in _PAGE_FOLDERS if name.endswith(end) and name != end), None)
