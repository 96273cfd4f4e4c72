"""The examples do what their first lines say, on real files."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf
import pytest

from docstruct import structure
from docstruct.document import Document
from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SAMPLES = ROOT / "samples"


def run(example: str, *arguments: Path | str) -> str:
    command = [sys.executable, EXAMPLES / example, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT).stdout


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    with pymupdf.open() as made:
        for number, lines in enumerate(
            [
                ["某市档案局2022年度部门决算"],
                ["一、三公经费情况", "公务接待费支出1.25万元，比上年减少0.5万元。"],
            ]
        ):
            page = made.new_page()
            for place, line in enumerate(lines):
                page.insert_text(
                    (72, 90 + 30 * place), line, fontname="china-s", fontsize=12 + 4 * (number == 0)
                )
        made.save(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


def test_retrieval_frames_the_sentence_it_found(pdf: Path, tmp_path: Path) -> None:
    shown = run("retrieval.py", pdf, "公务接待费", tmp_path / "out")
    (image,) = (tmp_path / "out").glob("*-page-2.png")
    plain = pymupdf.open(pdf)[1].get_pixmap(dpi=100)
    framed = pymupdf.Pixmap(image)

    assert "第2页" in shown
    assert "公务接待费支出1.25万元" in shown
    red = [
        (x, y)
        for y in range(framed.height)
        for x in range(framed.width)
        if framed.pixel(x, y) != plain.pixel(x, y)
    ]
    left, top = min(x for x, _ in red) * 0.72, min(y for _, y in red) * 0.72
    assert abs(left - 72) < 4
    assert 70 < top < 125


def test_the_dashboard_shows_the_three_public_expenses(tmp_path: Path) -> None:
    samples = [str(path) for path in sorted(SAMPLES.glob("*2020*.txt"))]
    local.run(samples, tmp_path / "out", RunOptions(formats=("parquet",)), Limits(jobs=1))
    shown = run("dashboard.py", tmp_path / "out")

    assert "<th>单位</th>" in shown


def test_training_data_tags_names_and_keeps_documents_apart(tmp_path: Path) -> None:
    run("names.py", SAMPLES, tmp_path)
    lines = [line for path in sorted(tmp_path.glob("*.bio")) for line in path.read_text("utf-8").split("\n")]
    text = "".join(line[0] for line in lines if line)
    names = "".join(line[0] if line and line[2] != "O" else " " for line in lines).split()

    assert "公务接待费" in names
    assert {line[2:] for line in lines if line} == {"O", "B-NAME", "I-NAME"}
    assert all("\t" not in one for one in text)


@pytest.fixture
def service() -> Iterator[str]:
    uvicorn = pytest.importorskip("uvicorn")
    pytest.importorskip("starlette")
    sys.path.insert(0, str(ROOT))
    from examples.service import app

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/structure"
    server.should_exit = True
    thread.join(10)
    sys.path.remove(str(ROOT))


def post(address: str, data: bytes) -> tuple[int, bytes]:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, method="POST")) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_the_service_structures_what_it_is_sent(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = sorted(SAMPLES.glob("*.txt"))[0]
    status, body = post(f"{service}?name=a.txt", sample.read_bytes())
    assert status == 200
    assert Document.from_json(body).figures == structure(sample).figures

    status, body = post(f"{service}?name=../../a.pdf", b"%PDF-1.7 nothing")
    assert (status, json.loads(body)["code"]) == (422, "damaged")

    monkeypatch.setattr("examples.service.MOST_BYTES", 1000)
    assert post(service, b"x" * 2000)[0] == 413
