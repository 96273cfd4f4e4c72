"""The folder of a new user: files of every kind, and each ends in one state."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_folder.py"


@pytest.mark.slow
def test_every_file_of_a_folder_ends_in_the_state_it_must(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_folder", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    folder, out = tmp_path / "材料", tmp_path / "out"
    states: dict[str, str] = script.make(folder)

    ends = []
    summary = local.run([str(folder)], out, RunOptions(formats=("json",)), Limits(jobs=2), on_end=ends.append)

    ended = {end.path.removeprefix(f"{folder}/"): end.state for end in ends}
    assert ended == {name: state for name, state in states.items() if state != script.PASSED}
    assert summary.passed == sum(state == script.PASSED for state in states.values())
    assert summary.total == len(ended)
    assert not summary.complete
    listed = [json.loads(line) for line in (out / "errors.jsonl").read_text("utf-8").splitlines()]
    assert Counter(row["state"] for row in listed) == Counter(s for s in ended.values() if s != "done")
    assert all(row["message"] for row in listed)
