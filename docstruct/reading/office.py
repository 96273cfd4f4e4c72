"""Word, WPS, RTF and OpenDocument texts, through LibreOffice: it saves them as .docx (or .xlsx), and that is read.

Every conversion is a process of its own, with a profile and a folder that are removed when it ends, however it ends, and
within limits of time, memory and disk. It may neither run macros nor fetch what the document links to. LibreOffice is
no part of docstruct: where it is not installed, the input is refused and the message names the package.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_BYTES, MAX_OFFICE_MEMORY, MAX_OFFICE_SECONDS

if TYPE_CHECKING:
    from docstruct.source import Source

OfficeForm: TypeAlias = Literal["doc", "rtf", "odt", "wordml", "xlsb", "spreadsheetml"]

PROGRAM_VARIABLE = "DOCSTRUCT_SOFFICE"
"""The environment variable that names LibreOffice's program where it is in none of the usual places."""

_PLACES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)


@dataclass(frozen=True, slots=True)
class _Conversion:
    """How a form is converted: what it is called, the filter that reads it, what it is saved as, and the package."""

    name: str
    media_type: str
    suffix: str
    read_by: str
    saved_as: Literal["docx", "xlsx"]
    package: str


_WRITER, _CALC = "libreoffice-writer-nogui", "libreoffice-calc-nogui"
_CONVERSIONS: dict[OfficeForm, _Conversion] = {
    "doc": _Conversion(
        "an old Word or WPS file", "application/msword", ".doc", "MS Word 97", "docx", _WRITER
    ),
    "rtf": _Conversion("an RTF file", "application/rtf", ".rtf", "Rich Text Format", "docx", _WRITER),
    "odt": _Conversion(
        "an OpenDocument text",
        "application/vnd.oasis.opendocument.text",
        ".odt",
        "writer8",
        "docx",
        _WRITER,
    ),
    "wordml": _Conversion(
        "a Word 2003 XML file", "application/xml", ".xml", "MS Word 2003 XML", "docx", _WRITER
    ),
    "xlsb": _Conversion(
        "a binary Excel workbook",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        ".xlsb",
        "Calc MS Excel 2007 Binary",
        "xlsx",
        _CALC,
    ),
    "spreadsheetml": _Conversion(
        "an Excel 2003 XML file", "application/xml", ".xml", "MS Excel 2003 XML", "xlsx", _CALC
    ),
}

_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "Office.Writer/Content/Update": {"Link": "2"},
    "Office.Calc/Content/Update": {"Link": "2"},
    "Setup/Office": {"ooSetupInstCompleted": "true"},
}
"""What the profile says: macros never, links never."""

_GRACE = 5
"""Seconds between the limit we keep and the one that ends a conversion whose starter is gone."""


def read_office(data: bytes, path: str, sha256: str, form: OfficeForm) -> Source:
    """The source of a document that LibreOffice converts; ``Source.converter`` names the program and its version.

    Raises:
        ReadError: LibreOffice is not installed (``needs_office``), takes too long (``too_slow``), or cannot read
            the file (``damaged``).
    """
    conversion = _CONVERSIONS[form]
    converted = _convert(data, path, conversion)
    try:
        if conversion.saved_as == "docx":
            from docstruct.reading.docx import read_docx

            source = read_docx(converted, path, sha256)
        else:
            from docstruct.reading.workbook import read_workbook

            source = read_workbook(converted, path, sha256, "xlsx")
    except ReadError as error:
        raise ReadError(path, f"{conversion.name}, converted: {error.reason}", error.code) from None
    return replace(source, media_type=conversion.media_type, converter=_version(converted))


def find_office() -> str | None:
    """LibreOffice's program, None if it is not installed."""
    named = os.environ.get(PROGRAM_VARIABLE)
    return next((found for place in ([named] if named else _PLACES) if (found := shutil.which(place))), None)


def _convert(data: bytes, path: str, conversion: _Conversion) -> bytes:
    program = find_office()
    if program is None:
        reason = (
            f"{conversion.name}, which LibreOffice reads, and that is not installed: install the package "
            f"{conversion.package} (Debian, Ubuntu) or LibreOffice, or save the file as .{conversion.saved_as}"
        )
        raise ReadError(path, reason, "needs_office")
    with tempfile.TemporaryDirectory(prefix="docstruct-office-", ignore_cleanup_errors=True) as folder:
        return _run(program, data, path, conversion, Path(folder))


def _run(program: str, data: bytes, path: str, conversion: _Conversion, folder: Path) -> bytes:
    source = folder / f"input{conversion.suffix}"
    source.write_bytes(data)
    _write_profile(folder / "profile")
    command = [
        *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *(f"--infilter={conversion.read_by}", "--convert-to", conversion.saved_as),
        *("--outdir", str(folder / "out"), str(source)),
    ]
    _call(_limited(command), path, conversion, folder)
    made = folder / "out" / f"input.{conversion.saved_as}"
    if not made.is_file():
        reason = f"LibreOffice cannot read {conversion.name}: damaged, or locked with a password"
        raise ReadError(path, reason, "damaged")
    if made.stat().st_size > MAX_BYTES:
        raise ReadError(
            path, f"{conversion.name} that converts to more than {MAX_BYTES:,} bytes", "too_large"
        )
    return made.read_bytes()


def _call(command: list[str], path: str, conversion: _Conversion, folder: Path) -> None:
    """Run the conversion and see it end, with all it started."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(MAX_OFFICE_SECONDS)
        except subprocess.TimeoutExpired:
            reason = f"{conversion.name} that LibreOffice did not convert in {MAX_OFFICE_SECONDS} seconds"
            raise ReadError(path, reason, "too_slow") from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the session that the process leads; its helpers outlive it otherwise."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _limited(command: list[str]) -> list[str]:
    """The command under limits that hold even if the process that started it is killed."""
    if shutil.which("prlimit"):
        limits = [f"--as={MAX_OFFICE_MEMORY}", f"--fsize={MAX_BYTES}", "--core=0"]
        command = ["prlimit", *limits, "--", *command]
    if shutil.which("timeout") and os.name == "posix":
        command = ["timeout", "--signal=KILL", str(MAX_OFFICE_SECONDS + _GRACE), *command]
    return command


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{group}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for group, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    user = folder / "user"
    user.mkdir(parents=True)
    user.joinpath("registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def _version(converted: bytes) -> str:
    """The program that wrote an office document, as the document says: ``LibreOffice 7.4.7.2``."""
    import io
    import zipfile

    with contextlib.suppress(KeyError, zipfile.BadZipFile, OSError):
        with zipfile.ZipFile(io.BytesIO(converted)) as container:
            said = re.search(rb"<Application>(\w+)/([\w.]+)", container.read("docProps/app.xml"))
        if said:
            return f"{said[1].decode()} {said[2].decode()}"
    return "LibreOffice"
