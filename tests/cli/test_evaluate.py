"""``docstruct evaluate`` on the project's own annotated documents."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_run import SAMPLES
from tests.command import docstruct

GOLD = Path(__file__).parents[1] / "gold"


def test_scores_the_samples(tmp_path: Path) -> None:
    done = docstruct(
        "evaluate", GOLD, "--inputs", SAMPLES, "--summary", tmp_path / "scores.json", "--errors", 1
    )

    scores = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert (scores["documents"], scores["failed"]) == (5, 0)
    assert scores["metadata"]["f1"] == 1.0
    assert scores["metadata"]["kinds"]["fiscal_year"]["gold"] == 5
    assert scores["figures"]["f1_low"] <= scores["figures"]["f1"] <= scores["figures"]["f1_high"]
    by_source = [source["figures"]["gold"] for source in scores["sources"].values()]
    assert sum(by_source) == scores["figures"]["gold"]
    for task in ("figures", "reasons", "sections", "metadata"):
        assert f"\n{task} " in done.stdout


def test_a_floor_that_is_not_reached(tmp_path: Path) -> None:
    folder = tmp_path / "gold" / "a"
    folder.mkdir(parents=True)
    (folder / "facts.tsv").write_text(
        "zone\tsubject\tpath\tcode\tmeasure\tvalue\tunit\tdirection\tapprox\n"
        "narrative\t收入总计\t\t\tactual\t9.99\t万元\t\t\n",
        encoding="utf-8",
    )
    (folder / "text.txt").write_text("2021年度收入总计1.50万元。", encoding="utf-8")
    done = docstruct("evaluate", tmp_path / "gold", "--min", "figures=0.9")

    assert done.returncode == 1
    assert done.stderr == "figures: F1 0.000 is below 0.9\n"


def test_unusable_arguments(tmp_path: Path) -> None:
    assert docstruct("evaluate", GOLD, "--inputs", SAMPLES, "--min", "all=1").returncode == 2
    nothing = docstruct("evaluate", tmp_path)

    assert nothing.returncode == 1
    assert nothing.stderr == f"docstruct: {tmp_path}: no folder in it holds a facts.tsv\n"
