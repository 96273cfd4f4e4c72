"""``docstruct lexicon check``: what is found, and that the packaged lexicons are in order."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import NO_DEFAULTS, LexiconFolder, Row, packaged_folder
from docstruct.maintaining.checking import check
from docstruct.maintaining.schemas import Package

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENTRY = "code\tname\tparent\tfirst_year\tlast_year\tvalidity\tsource\n"
ALIAS = "name\tcode\tfirst_year\tlast_year\tsource\n"


def overlay(folder: Path, name: str, content: str) -> LexiconFolder:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return LexiconFolder(folder)


def errors(folder: LexiconFolder) -> list[str]:
    return [str(problem) for problem in check(folder) if problem.severity == "error"]


def test_the_packaged_lexicons_have_no_errors() -> None:
    assert errors(LexiconFolder()) == []


FUNCTIONAL, ALIASES = "classification/functional.tsv", "classification/aliases.tsv"
DATED = "code\tname\tparent\tlast_year\tvalidity\treplaced_by\tsource\n"
FAULTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "tables and names of files": (
        (FUNCTIONAL, f"{ENTRY}2089998\t测试\t20899\t\t\tin_force\t\n", "functional.tsv:2: error: column source: empty"),
        (FUNCTIONAL, "2089998\t测试二\t20899\t\t\tnew\t测试\n", "functional.tsv:3: error: column validity: 'new', expected one of in_force, historic"),
        (FUNCTIONAL, "208999\t测试\t20899\t\t\tin_force\t测试\n", "functional.tsv:4: error: column code: '208999' does not have the form"),
        (FUNCTIONAL, "2089998\t测试三\t20899\t1900\t\tin_force\t测试\n", "functional.tsv:5: error: column first_year: 1900 is not between 1990 and 2100"),
        (FUNCTIONAL, "2987601\t测试\t29876\t\t\tin_force\t测试\n", "functional.tsv:6: error: column parent: there is no entry 29876"),
        (FUNCTIONAL, "210\t健康\t\t\t2013\thistoric\t测试\n" * 2, "functional.tsv:8: error: '210 健康' stands in line 7 already"),
        ("cues/units.tsv", "", "units.tsv: error: empty; expected a header line"),
        ("classification/alias.tsv", ALIAS, "alias.tsv: error: no lexicon has a file of this name; classification/aliases.tsv has"),
        ("classification/match.toml", "", "match.toml: error: no lexicon has a file of this name"),
        ("glyphs/units.tsv", "", "glyphs/units.tsv: error: no lexicon has a file of this name"),
        ("classification/matching.toml", "[decision]\nx = 1\n", "matching.toml:2: error: no lexicon has a setting decision.x"),
        ("checks/checks.toml", "a = 1\n", "checks.toml:1: error: no lexicon has a setting a"),
        ("outline/kinds.toml", '[kinds."x"]\ntitle = ["甲"]\n', "kinds.toml:2: error: no lexicon has a setting kinds.x.title"),
    ),
    "characters, aliases and words": (
        (FUNCTIONAL, f"{ENTRY}2089998\t测试(一)\t20899\t\t\tin_force\t测试\n", "functional.tsv:2: error: column name: '(' in 测试(一); write （"),
        (FUNCTIONAL, "2089997\t测试 科目\t20899\t\t\tin_force\t测试\n", "functional.tsv:3: error: column name: ' ' in 测试 科目"),
        (FUNCTIONAL, "2089996\t测试⽀出\t20899\t\t\tin_force\t测试\n", "functional.tsv:4: error: column name: variant glyph ⽀ (U+2F40)"),
        (ALIASES, f"{ALIAS}住房公积金\t30113\t\t\t测试\n", "aliases.tsv:2: error: 住房公积金 is the official name of"),
        (ALIASES, "公车费\t30231\t\t\t测试\n公车费\t31013\t\t\t测试\n", "aliases.tsv:4: error: 公车费 stands for 30231 in line 3"),
        ("cues/changes.tsv", "text\tclass\tvalue\tneeds\tsource\n减⼩\tchange\tdecrease\t\t测试\n", "changes.tsv:2: error: column text: variant glyph ⼩ (U+2F29) in 减⼩; write 小"),
        ("reasons/words.tsv", "text\tcategory\tsource\n退⼠\tone_off\t测试\n", "words.tsv:2: error: column text: variant glyph ⼠"),
        ("tables/headers.tsv", "word\tdimension\tvalue\tunder\tsource\n⽀出盘子\tmeasure\tbudget\t\t测试\n", "headers.tsv:2: error: column word: variant glyph ⽀"),
    ),
    "an entry replaced by itself, and no TOML": (
        (FUNCTIONAL, f"{DATED}2081004\t殡葬\t20810\t2024\thistoric\t2081006\t测试\n2081006\t养老服务\t20810\t2024\thistoric\t2081004\t测试\n", "is replaced by itself"),
        ("outline/kinds.toml", '[kinds."x"]\ntitles = ["甲"\n', "kinds.toml:2: error: Unclosed array"),
    ),
    "nothing to switch off, and a kind without titles": (
        (FUNCTIONAL, "code\tname\tparent\tsource\toff\n2081004\t没有的\t20810\t测试\tx\n", "functional.tsv:2: error: column off: there is no '2081004 没有的' to switch off"),
        ("outline/kinds.toml", '[kinds."x"]\nendings = ["甲"]\n', "kinds.toml:1: error: kinds.x: Object missing required field `titles`"),
    ),
    "two names in one year": (
        (FUNCTIONAL, f"{ENTRY}2081107\t残疾人补贴\t20811\t2020\t2025\thistoric\t测试\n2081107\t残疾人生活补贴\t20811\t2025\t\tin_force\t测试\n", "functional.tsv:3: error: 2081107 is both 残疾人补贴 and 残疾人生活补贴 in one year"),
    ),
    "a name beside a packaged one in one year": (
        (FUNCTIONAL, f"{ENTRY}210\t健康支出\t\t2019\t\tin_force\t测试\n", "functional.tsv:2: error: 210 is both 卫生健康支出 and 健康支出 in one year"),
    ),
    "an alias of no entry": (
        (ALIASES, f"{ALIAS}公车费\t2999999\t\t\t测试\n", "aliases.tsv:2: error: column code: there is no entry 2999999"),
    ),
}  # fmt: skip
"""Faults, each with its file, what stands there and what is said of it, by the folder they stand in together.

A folder is looked at in stages: tables and names of files first, then the lexicons are loaded, and each stops at its
first error, then the words. What one stage finds is found at once.
"""


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
def test_what_is_found(tmp_path: Path, faults: tuple[tuple[str, str, str], ...]) -> None:
    files: dict[str, str] = {}
    for name, content, _ in faults:
        files[name] = files.get(name, "") + content
    for name, content in files.items():
        overlay(tmp_path, name, content)

    said = errors(LexiconFolder(tmp_path))
    for _, _, found in faults:
        assert sum(found in error for error in said) == 1, (found, said)


def test_a_user_may_add_a_kind_of_section(tmp_path: Path) -> None:
    kind = '[kinds."school.canteen"]\ntitles = ["食堂经营情况"]\nendings = ["食堂"]\nzone = "narrative"\n'

    assert errors(overlay(tmp_path, "outline/kinds.toml", kind)) == []


def test_entries_no_document_matched_are_a_note(tmp_path: Path) -> None:
    notes = [str(problem) for problem in check(LexiconFolder(tmp_path), frozenset({"2080505"}))]

    assert any(
        "functional.tsv: info: 1717 of 1718 entries in force were matched by no document" in note
        for note in notes
    )


def test_full_width_signs_in_a_cue_are_no_variant(tmp_path: Path) -> None:
    cue = "text\tclass\tvalue\tneeds\tsource\n（略降）\tchange\tdecrease\t\t测试\n"

    assert errors(overlay(tmp_path, "cues/changes.tsv", cue)) == []


def test_cases_that_do_not_do_as_their_file_says(tmp_path: Path) -> None:
    header, case = "id\ttask\ttext\texpected\tsource\n", "{}\tmatch\t教育支出\tcode={}\t测试\n"
    for kind, cases in {
        "known_failures": (("mended", 205),),
        "negative": (("met", 205), ("not met", 206)),
        "wild": (("met", 205), ("not met", 206)),
    }.items():
        overlay(
            tmp_path, f"cases/{kind}.tsv", header + "".join(case.format(name, code) for name, code in cases)
        )
    folder = LexiconFolder(tmp_path)

    said = [str(one) for one in check(folder, with_cases=True) if one.severity == "error"]
    assert [one.removeprefix(f"{tmp_path}/cases/") for one in said] == [
        "known_failures.tsv:2: error: case mended is read rightly by now; move it to wild.tsv or synthetic.tsv",
        "negative.tsv:2: error: case met is met, and must not be: code=205",
        "wild.tsv:3: error: case not met is not met: code=206",
    ]
    assert errors(folder) == []


class RecordingFolder(LexiconFolder):
    """Keeps by which key every table was read."""

    def __init__(self) -> None:
        super().__init__(packaged_folder())
        self.keys: dict[str, tuple[str, ...]] = {}

    def tsv(
        self,
        name: str,
        columns: tuple[str, ...],
        key: tuple[str, ...],
        defaults: Mapping[str, str] = NO_DEFAULTS,
    ) -> list[Row]:
        self.keys[name] = key
        return super().tsv(name, columns, key, defaults)


def test_the_package_and_the_loaders_know_rows_by_the_same_keys() -> None:
    folder = RecordingFolder()
    lexicons = Lexicons(folder)
    for name, attribute in vars(Lexicons).items():
        if isinstance(attribute, cached_property):
            getattr(lexicons, name)
    resources = Package.load(packaged_folder()).resources
    declared = {one.path: one.schema.primaryKey for one in resources if not one.path.startswith("cases/")}

    assert folder.keys == declared


def test_frictionless_finds_the_package_valid() -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(packaged_folder() / "datapackage.json"))

    assert report.valid, report.flatten(["name", "rowNumber", "message"])[:5]
