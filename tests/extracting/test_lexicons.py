"""The lexicons of cues and reasons: sorted, sourced, read strictly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import pytest

from docstruct.errors import LexiconError
from docstruct.extracting.scanning.scanner import trie
from docstruct.lexicon import Lexicons, default_lexicons, forms
from docstruct.lexicon.cues import TABLES, CueKind, CueLexicon, Needs, UnitKind, WordRole
from docstruct.lexicon.folder import LexiconFolder, packaged_folder
from docstruct.lexicon.reasons import ReasonLexicon

if TYPE_CHECKING:
    from pathlib import Path

    from tests.extracting.conftest import Reading

FILES = sorted((*packaged_folder().glob("cues/*.tsv"), *packaged_folder().glob("reasons/*.tsv")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sorted_and_sourced(path: Path) -> None:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert header.split("\t")[-1] == "source"
    assert all(line.split("\t")[-1] for line in lines)


@pytest.mark.parametrize(
    ("name", "header", "line"),
    [
        ("cues/changes.tsv", "text\tclass\tvalue\tneeds\tsource", "暴涨\tchanges\tincrease\t\tx"),
        ("cues/changes.tsv", "text\tclass\tvalue\tneeds\tsource", "暴涨\tchange\tup\t\tx"),
        ("cues/changes.tsv", "text\tclass\tvalue\tneeds\tsource", "暴涨\tchange\tincrease\tluck\tx"),
        ("cues/changes.tsv", "text\tclass\tvalue\tneeds\tsource", "决算\tchange\tincrease\t\tx"),
        ("cues/units.tsv", "text\tkind\tyuan\tsource", "斗\tvolume\t\tx"),
        ("cues/units.tsv", "text\tkind\tyuan\tsource", "斗\tcount\t3\tx"),
        ("cues/subjects.tsv", "text\trole\tsource", "某\tsomething\tx"),
        ("cues/statements.tsv", "text\tmatch\tkind\tsource", "某\tsubject\tsomething\tx"),
        ("reasons/words.tsv", "text\tcategory\tsource", "天气\tweather\tx"),
        ("reasons/categories.tsv", "id\ttitle\tmeaning\texplains\tsource", "no id\t天气\tx\tany\tx"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, name: str, header: str, line: str) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(f"{header}\n{line}\n", encoding="utf-8")
    folder = LexiconFolder(tmp_path)
    with pytest.raises(LexiconError, match=f"{path.name}:2"):
        (CueLexicon.load(folder), ReasonLexicon.load(folder))


def test_a_users_word_is_a_cue(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "changes.tsv").write_text(
        "text\tclass\tvalue\tneeds\tsource\n猛涨\tchange\tincrease\t\tlocal\n", encoding="utf-8"
    )
    words = Lexicons(LexiconFolder(tmp_path)).cues.words
    assert words["猛涨"][0].value == "increase"
    assert words["减少"][0].value == "decrease_of"


def test_the_schema_knows_what_the_loader_knows() -> None:
    """The rule language is written down once more, for Frictionless tools: roles, kinds, measures, needs."""
    package = json.loads((packaged_folder() / "datapackage.json").read_text("utf-8"))
    enums = {
        (resource["path"], field["name"]): set(field.get("constraints", {}).get("enum", ()))
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert enums["cues/subjects.tsv", "role"] == set(get_args(WordRole))
    assert enums["cues/units.tsv", "kind"] == set(get_args(UnitKind))
    assert enums["cues/forms.tsv", "measure"] == set(forms.MEASURES)
    assert enums["cues/forms.tsv", "direction"] == set(forms.DIRECTIONS) - {""}
    assert enums["cues/forms.tsv", "basis"] == set(forms.BASES) - {""}
    assert enums["cues/forms.tsv", "whose"] == set(forms.OWNERS)
    assert enums["cues/forms.tsv", "role"] == set(forms.ROLES) - {""}
    assert all(enums[f"cues/{table}.tsv", "needs"] == set(get_args(Needs)) - {""} for table in TABLES)
    classes = [enums[f"cues/{table}.tsv", "class"] for table in TABLES]
    assert set.union(*classes) == set(get_args(CueKind))


def test_every_protected_name_protects_from_a_cue_or_a_unit(read: Reading) -> None:
    lexicon = default_lexicons().cues
    cues = [text for text, readings in lexicon.words.items() if readings[0].kind != "name"]
    names = [text for text, readings in lexicon.words.items() if readings[0].kind == "name"]
    told = [name for name in names if not name.startswith(tuple(lexicon.units))]
    assert [name for name in told if not any(cue in name for cue in cues)] == []


def test_a_trie_is_factored_by_first_characters() -> None:
    """Time: what several words begin with is tried once."""
    assert trie(["增加", "增长", "增", "减"]) == "(?:减|增(?:加|长)?)"
