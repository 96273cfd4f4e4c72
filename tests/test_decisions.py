"""Files of decisions: what belongs to a finding is found again, what belongs to none is kept, damage is said."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docstruct import structure
from docstruct.decisions import Decisions, finding_key
from docstruct.errors import DocstructError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "公务接待费年初预算为1.00万元，支出决算为2.00万元，完成年初预算的150%。"


def write(path: Path, *decisions: dict[str, str]) -> Path:
    path.write_text(json.dumps({"docstruct_decisions": 1, "decisions": decisions}), encoding="utf-8")
    return path


def test_a_decision_is_found_again_by_what_the_finding_says(tmp_path: Path) -> None:
    document = structure(TEXT, document_type="final_accounts", fiscal_year=2022)
    (finding,) = [one for one in document.findings if one.kind == "completion_rate_mismatch"]
    made = {
        "document": document.source.sha256,
        "key": finding_key(finding),
        "decision": "false",
        "note": "另有口径",
    }
    decisions = Decisions.load(write(tmp_path / "a.json", made))

    again = replace(finding, id="n77", start=0)
    decided = decisions.of(document, again)
    assert decided is not None
    assert (decided.decision, decided.note) == ("false", "另有口径")
    assert decisions.of(document, replace(finding, computed="201.00")) is None
    assert decisions.unmet(document) == ()


def test_decisions_of_other_documents_and_older_runs_are_kept_and_counted(tmp_path: Path) -> None:
    document = structure(TEXT)
    old = {"document": document.source.sha256, "key": "0" * 12, "decision": "open"}
    other = {"document": "f" * 64, "key": "1" * 12, "decision": "confirmed"}
    decisions = Decisions.load(write(tmp_path / "a.json", old, other))

    assert [one.key for one in decisions.unmet(document)] == ["0" * 12]
    assert decisions.of_others([document.source.sha256]) == 1


def test_a_folder_is_all_files_of_decisions_in_it(tmp_path: Path) -> None:
    document = structure(TEXT, document_type="final_accounts", fiscal_year=2022)
    (finding,) = [one for one in document.findings if one.kind == "completion_rate_mismatch"]
    own = {"document": document.source.sha256, "key": finding_key(finding)}
    later = write(tmp_path / "甲 核对结果 (1).json", {**own, "decision": "confirmed"})
    earlier = write(tmp_path / "甲 核对结果.json", {**own, "decision": "false"})
    os.utime(earlier, (1_000, 1_000))
    os.utime(later, (2_000, 2_000))
    write(tmp_path / "乙.json", {"document": "f" * 64, "key": "1" * 12, "decision": "open"})
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    decisions = Decisions.load(tmp_path)

    decided = decisions.of(document, finding)
    assert decided is not None
    assert decided.decision == "confirmed"
    assert decisions.of_others([document.source.sha256]) == 1


def test_a_folder_without_decisions_or_with_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    with pytest.raises(DocstructError, match="holds no file of decisions"):
        Decisions.load(tmp_path)
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    with pytest.raises(DocstructError, match=r"b\.json: is damaged"):
        Decisions.load(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is damaged"),
        ("[]", "is no file of decisions"),
        ('{"docstruct_decisions": 2, "decisions": []}', "is no file of decisions"),
        (
            '{"docstruct_decisions": 1, "decisions": [{"document": "a", "key": "b", "decision": "maybe"}]}',
            "a decision is damaged",
        ),
        ('{"docstruct_decisions": 1, "decisions": [3]}', "a decision is damaged"),
    ],
)
def test_a_damaged_file_is_one_sentence(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(DocstructError, match=rf"a\.json: {said}"):
        Decisions.load(tmp_path / "a.json")


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocstructError, match="No such file"):
        Decisions.load(tmp_path / "none.json")
