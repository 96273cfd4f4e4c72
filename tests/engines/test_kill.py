"""A run that is killed at any moment and started again gives what an undisturbed run gives, byte for byte."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions
from tests.engines.test_local import Tree, tree

FORMATS = ("json", "jsonl", "csv", "parquet")
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty documents in folders, many of one stem, and two that cannot be read."""
    folder = tmp_path_factory.mktemp("corpus")
    texts = [path.read_text(encoding="utf-8")[:2500] for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(30):
        path = folder / f"{number // 8}" / f"{number % 7}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[number % len(texts)] + f"\n文号{number}\n", encoding="utf-8")
    (folder / "0" / "empty.txt").touch()
    (folder / "3" / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    return folder


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    output = tmp_path_factory.mktemp("undisturbed") / "out"
    local.run([str(corpus)], output, RunOptions(formats=FORMATS), Limits(jobs=2))
    return tree(output)


def command(corpus: Path, output: Path) -> list[str]:
    options = ["--output", str(output), "--format", ",".join(FORMATS), "--jobs", "2", "--quiet"]
    return [sys.executable, "-m", "docstruct", "run", str(corpus), *options]


def as_from_a_terminal() -> None:
    """Let Ctrl-C through: shells start what runs in the background with SIGINT ignored, and children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def workers_of(pid: int) -> list[int]:
    """The workers of a run."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def workers_at_work(run: subprocess.Popen[bytes], output: Path, documents: int) -> list[int]:
    """The workers of a run once it has written so many documents; none if it has ended before."""
    while run.poll() is None:
        workers = workers_of(run.pid)
        if workers and len(list(output.glob("*.json"))) >= documents:
            return workers
        time.sleep(0.01)
    return []


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds workers in /proc")
def test_killed_again_and_again(corpus: Path, undisturbed: Tree, tmp_path: Path) -> None:
    """Once as its workers begin, once among the documents; no worker outlives a killed run."""
    chance = random.Random(0)
    output = tmp_path / "out"
    for documents in (0, 8):
        killed = subprocess.Popen(command(corpus, output), stderr=subprocess.DEVNULL)
        workers = workers_at_work(killed, output, documents)
        time.sleep(chance.uniform(0, 0.3))
        workers = workers and workers_of(killed.pid)
        killed.kill()
        killed.wait()
        deadline = time.monotonic() + 10
        while any(running(pid) for pid in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [pid for pid in workers if running(pid)]
    last = subprocess.run(command(corpus, output), capture_output=True, text=True, check=False)

    assert last.returncode == 1, last.stderr
    assert tree(output) == undisturbed


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds workers in /proc")
def test_workers_killed_from_outside(corpus: Path, undisturbed: Tree, tmp_path: Path) -> None:
    """Two deaths of workers in a whole run: each document gets its second chance, none is lost."""
    output = tmp_path / "out"
    run = subprocess.Popen(command(corpus, output), stderr=subprocess.DEVNULL)
    for death in (signal.SIGSEGV, signal.SIGKILL):
        while not any((output / ".docstruct" / "staging").glob("*")) and run.poll() is None:
            time.sleep(0.01)
        for pid in workers_of(run.pid)[:1]:
            os.kill(pid, death)
        time.sleep(0.2)

    assert run.wait() == 1
    assert tree(output) == undisturbed


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds workers in /proc")
def test_stopped_cleanly(corpus: Path, undisturbed: Tree, tmp_path: Path) -> None:
    """Ctrl-C leaves whole documents only, no process, one line that says how to go on; and the next run goes on."""
    output = tmp_path / "out"
    for stop in (signal.SIGTERM, signal.SIGINT):
        there = len(list(output.glob("*.json")))
        run = subprocess.Popen(
            command(corpus, output), stderr=subprocess.PIPE, text=True, preexec_fn=as_from_a_terminal
        )
        while len(list(output.glob("*.json"))) < there + 2 and run.poll() is None:
            time.sleep(0.01)
        workers = workers_of(run.pid)
        run.send_signal(stop)
        _, said = run.communicate(timeout=20)

        assert run.returncode == 130
        assert said.splitlines()[-1] == "docstruct: stopped; the same command goes on from here"
        assert "Traceback" not in said
        assert not [pid for pid in workers if running(pid)]
        whole = {path: data for path, data in tree(output).items() if path.endswith(".json")}
        assert whole.items() < undisturbed.items()
    subprocess.run(command(corpus, output), stderr=subprocess.DEVNULL, check=False)
    assert tree(output) == undisturbed
