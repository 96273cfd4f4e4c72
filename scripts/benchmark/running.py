"""Runs of ``docstruct run`` as others start them: over a folder of samples, with the time and memory they take."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


def corpus(folder: Path, documents: int) -> float:
    """Fill a folder with the samples, each with a line of its own; return their megabytes."""
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES]
    for number in range(documents):
        path = folder / f"{number:06}.txt"
        path.write_text(f"{texts[number % len(texts)]}\n第{number}号\n", encoding="utf-8")
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


class PeakMemory(threading.Thread):
    """Watches a process and its children: the most that all held at one time, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0.0
        self.start()

    def run(self) -> None:
        """Look at every process, fifty times a second, until the first has ended."""
        while Path(f"/proc/{self.pid}").exists():
            self.peak = max(self.peak, sum(map(self._held, (self.pid, *self._children()))))
            time.sleep(0.02)

    def _children(self) -> list[int]:
        try:
            return [
                int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
            ]
        except OSError:
            return []

    def _held(self, pid: int) -> float:
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            return 0.0
        return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def run(folder: Path, output: Path, jobs: int, formats: str, tree: Path = ROOT) -> tuple[float, float, float]:
    """Seconds, CPU seconds of all processes, and peak megabytes of ``docstruct run`` over a folder."""
    command = [sys.executable, "-m", "docstruct", "run", str(folder), "--output", str(output), "--quiet"]
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    process = subprocess.Popen(
        [*command, "--jobs", str(jobs), "--format", formats], cwd=tree, env=environment
    )
    memory = PeakMemory(process.pid)
    if process.wait():
        raise SystemExit("the run failed")
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used, memory.peak
