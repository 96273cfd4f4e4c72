"""What is printed reaches its place whatever the locale, and where it cannot, one line says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import docstruct

COMMAND = [sys.executable, "-m", "docstruct"]
FULL = Path("/dev/full")


@pytest.mark.parametrize(
    ("arguments", "encoding"),
    [(["outline"], "ascii"), (["normalize", "--report"], "gbk"), (["normalize"], "ascii")],
    ids=str,
)
def test_a_pipe_gets_utf_8_in_every_locale(tmp_path: Path, arguments: list[str], encoding: str) -> None:
    path = tmp_path / "⽀.txt"
    path.write_text("第一部分 ⽀出概况\n一、⺠政⽀出\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([*COMMAND, *arguments, path], capture_output=True, env=environment, check=True)

    assert "支" in done.stdout.decode("utf-8")
    assert done.stderr == b""


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["--version"], ["schema"], ["match", "会议费"]], ids=" ".join)
def test_a_full_disk_behind_standard_output(arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert (done.returncode, done.stderr) == (1, "docstruct: No space left on device\n")


def test_a_reader_that_has_read_enough() -> None:
    with subprocess.Popen([*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    gold = Path(__file__).parents[1] / "gold"
    samples = Path(__file__).parents[2] / "samples"
    place = tmp_path / "nowhere" / "scores.json"
    arguments = ["evaluate", gold, "--inputs", samples, "--summary", place]
    done = docstruct(*arguments)

    assert (done.returncode, done.stderr) == (1, f"docstruct: {place}: No such file or directory\n")
