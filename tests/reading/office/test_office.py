"""Texts of old and other word processors: converted by a real LibreOffice, or refused with what to do."""

from __future__ import annotations

import http.server
import io
import os
import stat
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_bytes
from docstruct.reading.office import PROGRAM_VARIABLE
from tests.loaded import pipeline
from tests.reading.office.conversions import needs_office, saved

TEXT = """青山县医疗保障局2022年度部门决算
一、收入情况
2022年度收入总计100.50万元，比上年增加3.25万元，增长3.34%。
收入决算表
科目编码\t科目名称\t决算数
2080501\t行政单位离退休\t1,234.50
合计\t\t1,234.50
二、支出情况
支出总计90.10万元。
"""
RTF = rb"{\rtf1\ansi\ansicpg936 \'ca\'d5\'c8\'eb\'d7\'dc\'bc\'c61.00\'cd\'f2\'d4\'aa\'a1\'a3}"
"""收入总计1.00万元。"""


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".odt"])
def test_figures_and_tables_are_those_of_the_text(suffix: str, tmp_path: Path) -> None:
    document = pipeline().structure_source(read_bytes(saved(TEXT, suffix, tmp_path), f"决算{suffix}"))
    plain = pipeline().structure(TEXT)

    assert [(f.measure, f.value, f.unit) for f in document.figures] == [
        (f.measure, f.value, f.unit) for f in plain.figures
    ]
    assert [[[c.text for c in row.cells] for row in t.rows] for t in document.tables] == [
        [[c.text for c in row.cells] for row in t.rows] for t in plain.tables
    ]
    assert document.source.reader == "docx"
    assert document.source.converter is not None
    assert document.source.converter.startswith("LibreOffice ")


@pytest.mark.parametrize(
    ("data", "package"),
    [
        (RTF, "libreoffice-writer-nogui"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "libreoffice-calc-nogui",
        ),
    ],
)
def test_without_libreoffice_the_message_names_the_package(
    data: bytes, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROGRAM_VARIABLE, "/nowhere/soffice")
    with pytest.raises(ReadError, match=package) as caught:
        read_bytes(data, "a.rtf")
    assert caught.value.code == "needs_office"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made, to see whether they are removed."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(PROGRAM_VARIABLE, str(path))


def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    program(tmp_path, f"sleep 60 & echo $! > {pid}; wait", monkeypatch)
    monkeypatch.setattr("docstruct.reading.office.MAX_OFFICE_SECONDS", 1)

    with pytest.raises(ReadError) as caught:
        read_bytes(RTF, "a.rtf")

    assert caught.value.code == "too_slow"
    assert not list(room.iterdir())
    assert not _is_running(int(pid.read_text()))


def _is_running(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "mkdir out; : > out/input.docx", "exit 0"])
def test_a_conversion_that_dies_is_one_error_and_leaves_nothing(
    script: str, tmp_path: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, script, monkeypatch)
    with pytest.raises(ReadError) as caught:
        read_bytes(RTF, "a.rtf")
    assert caught.value.code == "damaged"
    assert not list(room.iterdir())


def linking(place: str, secret: Path) -> bytes:
    """An OpenDocument text with a picture and two sections that are somewhere else."""
    kinds = ("office", "text", "draw")
    names = " ".join(
        f'xmlns:{kind}="urn:oasis:names:tc:opendocument:xmlns:{kind.replace("draw", "drawing")}:1.0"'
        for kind in kinds
    )
    size = 'svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"'
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:body><office:text>'
        f'<text:p>收入总计1.00万元。<draw:frame {size}><draw:image xlink:href="{place}/a.png" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p><text:section text:name="b">'
        f'<text:section-source xlink:href="{place}/b.odt" xlink:type="simple"/><text:p>节</text:p></text:section>'
        f'<text:section text:name="c"><text:section-source xlink:href="{secret.as_uri()}" xlink:type="simple" '
        'text:filter-name="Text"/><text:p>节</text:p></text:section>'
        "</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f"{entry.format('/', kind)}{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        container.writestr("mimetype", kind)
        container.writestr("content.xml", content)
        container.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


@pytest.mark.slow
@needs_office
def test_nothing_is_fetched_and_nothing_left(tmp_path: Path, room: Path) -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        place = f"http://127.0.0.1:{server.server_port}"
        secret = tmp_path / "secret.txt"
        secret.write_text("SECRET")
        text = read_bytes(linking(place, secret), "a.odt").text
        assert "收入总计1.00万元。" in text
        assert "SECRET" not in text
    finally:
        server.shutdown()
        server.server_close()

    assert asked == []
    assert not list(room.iterdir())


@pytest.mark.slow
@needs_office
def test_an_old_word_file_that_is_broken_says_so(tmp_path: Path, room: Path) -> None:
    data = saved(TEXT, ".doc", tmp_path)
    with pytest.raises(ReadError) as caught:
        read_bytes(data[: len(data) // 2], "a.doc")
    assert caught.value.code == "damaged"
