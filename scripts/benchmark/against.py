"""Compare with another tree, side by side in one run: ``python scripts/benchmark/against.py OTHER [TREE]``.

Both structure the same texts (``samples/``, or a folder given with ``--texts``) and the same PDFs (``--pdf``), each in
processes of its own that take turns, so that what else the machine does weighs on both. What counts is the processor
time of the fastest of several rounds, by stage; for PDFs it is also given as a multiple of PyMuPDF's ``get_text``.

Reading one text again and again finds every name and title in the caches it filled itself. ``--first`` measures what a
run over many documents sees instead: each process reads a text once, after others (which one comes first moves on from
turn to turn, and the first of a process is not counted).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURNS, ROUNDS = 12, 4
"""Processes of the same tree differ by a tenth and more (where memory lies, what else the machine does), so that several
turns count for more than rounds in one process: with four turns the same comparison came out between 0.8 and 1.1."""
TURNS_FIRST = 16  # a process gives one round of a text read for the first time

MEASURE = """
import json, sys, time
from pathlib import Path
import docstruct.pipeline as stages
from docstruct.reading import read, read_text

rounds, *names = sys.argv[1:]
rounds = int(rounds)  # 0: each is read for the first time, after others
spent = {}


def timed(name, function):
    def call(*given, **named):
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - start
    return call


for name in ("read", "normalize", "outline", "facts_of", "extract", "check", "_locate"):
    if hasattr(stages, name):
        setattr(stages, name, timed(name, getattr(stages, name)))
pipeline = stages.Pipeline()


def floor(path):
    import pymupdf
    with pymupdf.open(path) as pdf:
        for page in pdf:
            page.get_text()


def once(path, run):
    spent.clear()
    start = time.process_time()
    run(path)
    return {**spent, "whole": time.process_time() - start}


for number, name in enumerate(names):
    path = Path(name)
    if rounds or number == 0:
        pipeline.structure(path)
    if not rounds and number == 0:
        continue
    found = [once(path, pipeline.structure) for _ in range(rounds or 1)]
    least = {stage: min(each.get(stage, 0.0) for each in found) for stage in found[0]}
    if path.suffix == ".pdf":
        least["get_text"] = min(once(path, floor)["whole"] for _ in range(rounds or 1))
    print(json.dumps([name, least]), flush=True)
"""


def measure(tree: Path, names: list[str], rounds: int) -> dict[str, dict[str, float]]:
    """Seconds by input and stage in one process of a tree; without rounds all inputs but the first, read once."""
    command = [sys.executable, "-c", MEASURE, str(rounds), *names]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    run = subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return dict(json.loads(line) for line in run.stdout.splitlines())


def main() -> None:
    """Take turns and print what each stage costs, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, help="the tree to compare with")
    parser.add_argument("tree", type=Path, nargs="?", default=ROOT, help="this one, if not given")
    parser.add_argument("--texts", type=Path, default=ROOT / "samples", help="a folder of texts")
    parser.add_argument("--pdf", type=Path, help="a folder of PDFs")
    parser.add_argument(
        "--first", action="store_true", help="each text read for the first time, after others"
    )
    asked = parser.parse_args()
    names = [str(path.resolve()) for path in sorted(asked.texts.glob("*.txt"))]
    names += [str(path.resolve()) for path in sorted(asked.pdf.glob("*.pdf"))] if asked.pdf else []
    least: dict[str, dict[str, dict[str, float]]] = {}
    if asked.first and len(names) < 2:
        parser.error("--first needs two texts or more: the first of a process is not counted")
    rounds, turns = (0, TURNS_FIRST) if asked.first else (ROUNDS, TURNS)
    for turn in range(turns):
        trees = (asked.other, asked.tree) if turn % 2 == 0 else (asked.tree, asked.other)
        shift = turn % len(names) if asked.first else 0
        order = names[shift:] + names[:shift]
        for tree in trees:
            for name, stages in measure(tree.resolve(), order, rounds).items():
                known = least.setdefault(str(tree), {}).setdefault(name, stages)
                for stage, seconds in stages.items():
                    known[stage] = min(known.get(stage, seconds), seconds)
    show(least[str(asked.other)], least[str(asked.tree)])


def show(before: dict[str, dict[str, float]], after: dict[str, dict[str, float]]) -> None:
    """Print the sums over all texts by stage, and every PDF against its floor."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for side, found in enumerate((before, after)):
        for name, stages in found.items():
            for stage, seconds in stages.items():
                if not name.endswith(".pdf"):
                    sums[stage][side] += seconds
    print("| texts, stage | other, ms | this, ms | times as fast |\n|---|---|---|---|")
    for stage, (was, now) in sums.items():
        print(f"| {stage} | {1000 * was:.1f} | {1000 * now:.1f} | {was / now if now else 0:.2f} |")
    pdfs = [name for name in after if name.endswith(".pdf")]
    if pdfs:
        print("\n| PDF | other, × get_text | this, × get_text |\n|---|---|---|")
    for name in pdfs:
        ratios = [found[name]["whole"] / found[name]["get_text"] for found in (before, after)]
        print(f"| {Path(name).name} | {ratios[0]:.1f} | {ratios[1]:.1f} |")


if __name__ == "__main__":
    main()
