"""What a format costs a run: ``python scripts/benchmark/formats.py [--documents 300] [--jobs 2] [--tree TREE] FORMATS …``.

Runs over one folder of samples, in JSON and in each set of formats named (``json,csv``), take turns. What counts is the
least processor time of all processes, less that of a run over a few documents (start, imports), and the most memory that
all held at one time. *Added* is what a set takes beyond JSON; *state and output* what it takes beyond the pipeline alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from running import ROOT, corpus, run

FEW = 20
ALONE = """
import sys, time
from pathlib import Path
from docstruct.pipeline import Pipeline
pipeline = Pipeline()
paths = sorted(Path(sys.argv[1]).iterdir())
pipeline.structure(paths[0])
start = time.process_time()
for path in paths:
    pipeline.structure(path)
print(time.process_time() - start)
"""


def alone(folder: Path, tree: Path) -> float:
    """Processor seconds of the pipeline over a folder, in one process."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    command = [sys.executable, "-c", ALONE, str(folder)]
    told = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=True)
    return float(told.stdout)


def main() -> None:
    """Take turns and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", default=["parquet", "xlsx", "json,jsonl,csv"])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--tree", type=Path, default=ROOT, help="the tree to measure, this one if not given")
    asked = parser.parse_args()
    sets = ["json", *asked.formats]
    least: dict[str, tuple[float, float]] = {}
    structuring = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        corpus(few, FEW)
        corpus(many, asked.documents)
        for number in range(asked.rounds):
            structuring = min(structuring, alone(few, asked.tree) / FEW)
            for formats in sets:
                used, peaks = [], []
                for documents in (few, many):
                    output = Path(folder, f"{number}", documents.name, formats)
                    _, cpu, peak = run(documents, output, asked.jobs, formats, asked.tree)
                    used.append(cpu)
                    peaks.append(peak)
                document = (used[1] - used[0]) / (asked.documents - FEW)
                known = least.get(formats, (document, peaks[1]))
                least[formats] = min(known[0], document), min(known[1], peaks[1])
    show(least, structuring)


def show(least: dict[str, tuple[float, float]], structuring: float) -> None:
    """Print each set of formats against JSON and against the pipeline alone."""
    base, memory = least["json"]
    print(f"pipeline alone: {1000 * structuring:.1f} ms a document\n")
    print("| formats | ms a document | added to JSON | state and output | peak MB | × JSON's |")
    print("|---|---|---|---|---|---|")
    for formats, (seconds, peak) in least.items():
        added, share = seconds / base - 1, 1 - structuring / seconds
        figures = f"{1000 * seconds:.1f} | {added:.1%} | {share:.1%} | {peak:.0f} | {peak / memory:.2f}"
        print(f"| {formats} | {figures} |")


if __name__ == "__main__":
    main()
