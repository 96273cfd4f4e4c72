"""``docstruct lexicon``: results and exit statuses; what the commands find is tested in tests/maintaining."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_run import SAMPLES
from tests.command import docstruct

ALIASES = "name\tcode\tfirst_year\tlast_year\tsource\n"


def test_check_passes() -> None:
    done = docstruct("lexicon", "check")

    assert (done.returncode, done.stderr) == (0, "")
    assert "0 errors" in done.stdout


def test_check_fails_on_an_error(tmp_path: Path) -> None:
    (tmp_path / "classification").mkdir()
    (tmp_path / "classification" / "aliases.tsv").write_text("name\tcode\n", encoding="utf-8")
    done = docstruct("lexicon", "check", "--lexicons", tmp_path)

    assert done.returncode == 1
    assert "aliases.tsv:1: error: missing columns ['source']" in done.stderr


def test_stats_and_diff() -> None:
    assert "functional" in docstruct("lexicon", "stats").stdout
    done = docstruct("lexicon", "diff", 2018, 2020)
    assert "renamed\t210\t医疗卫生与计划生育支出\t卫生健康支出\t" in done.stdout.splitlines()


@pytest.mark.usefixtures("in_this_process")
def test_coverage_of_a_run_and_what_is_added_from_it(tmp_path: Path) -> None:
    docstruct("run", next(SAMPLES.glob("*.txt")), "--output", tmp_path / "out", "--jobs", 1)
    done = docstruct("lexicon", "coverage", tmp_path / "out")
    assert done.stdout.startswith("name\tcode\tfirst_year\tlast_year\tsource\tcount\tpath\tcandidates\n")

    (tmp_path / "own").mkdir()
    changes = tmp_path / "new.tsv"
    changes.write_text(f"{ALIASES}公车运维费\t30231\t\t\t报告\n", encoding="utf-8")
    done = docstruct("lexicon", "add", "--from", changes, "--to", tmp_path / "own")
    assert (done.returncode, "+公车运维费\t30231\t\t\t报告" in done.stdout) == (0, True)
    assert "公车运维费" in (tmp_path / "own" / "classification" / "aliases.tsv").read_text(encoding="utf-8")


def test_add_refuses_errors(tmp_path: Path) -> None:
    changes = tmp_path / "new.tsv"
    changes.write_text(f"{ALIASES}住房公积金\t30113\t\t\t报告\n", encoding="utf-8")
    (tmp_path / "own").mkdir()
    done = docstruct("lexicon", "add", "--from", changes, "--to", tmp_path / "own")

    assert done.returncode == 1
    assert done.stderr.startswith("docstruct: nothing was written")
    assert list((tmp_path / "own").iterdir()) == []


def test_an_installed_copy_has_its_lexicons_and_keeps_them(tmp_path: Path) -> None:
    """The layout of the wheel: the lexicons inside the package."""
    root = Path(__file__).parents[2]
    shutil.copytree(root / "docstruct", tmp_path / "docstruct", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "lexicons", tmp_path / "docstruct" / "_lexicons")
    changes = tmp_path / "new.tsv"
    changes.write_text(f"{ALIASES}公车运维费\t30231\t\t\t报告\n", encoding="utf-8")

    def installed(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "docstruct", "lexicon", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    checked = installed("check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"{tmp_path}/docstruct/_lexicons/" in checked.stdout

    refused = installed("add", "--from", str(changes))
    assert refused.returncode == 1
    assert refused.stderr.endswith("belongs to an installed docstruct; name a folder of your own with --to\n")
    assert installed("add", "--from", str(changes), "--to", "own").returncode == 0
