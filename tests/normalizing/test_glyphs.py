"""Variant glyphs, spaces and marks of numbers, and the tables behind them."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from docstruct.errors import LexiconError
from docstruct.lexicon import default_lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.lexicon.glyphs import TABLES, GlyphLexicon
from docstruct.normalizing import normalize_text
from docstruct.normalizing.key import matching_key

ROOT = Path(__file__).parents[2]
RADICALS = ROOT.parent / "shared" / "data" / "glyphs" / "radicals.tsv"
UNICODE = Path("/usr/share/unicode")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⼀⽀⻔⻓⺠", "一支门长民"),
        ("账⼾、⾭年", "账户、青年"),
        ("⾧期", "長期"),
        ("２０２２年Ａ类９８．４％", "2022年A类98.4%"),
        ("１．收入", "1.收入"),
        ("1，234.5万元", "1,234.5万元"),
        ("减少－3.5%", "减少-3.5%"),
        ("收入，支出：（一）①㎡…", "收入，支出：（一）①㎡…"),
        ("人\u200b员\xad经\ufeff费", "人员经费"),
        ("收\u3000入\xa0总\u2003计", "收入总计"),
        ("2022 年度 占 0 %", "2022年度占0%"),
        ("( 一 ) 收入", "(一)收入"),
        ("COVID 19  test", "COVID 19 test"),
        ("100.00 200.00", "100.00 200.00"),
        ("\ud800收入", "\ufffd收入"),
        ("\uf0b7收入", "•收入"),
        ("項\uf9b4", "項領"),
    ],
)
def test_what_is_repaired_and_what_keeps_its_form(text: str, expected: str) -> None:
    assert normalize_text(text).text == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("⺁", "ambiguous_radical"),
        ("⺅", "component_radical"),
        ("⺀", "unmapped_radical"),
        ("\ue123", "private_use"),
    ],
)
def test_what_cannot_be_repaired_for_certain_is_on_record(text: str, kind: str) -> None:
    (repair,) = normalize_text(f"收入{text}").repairs.entries
    assert (repair.kind, repair.original, repair.start) == (kind, text, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（一）“三公”經費", "(一)三公经费"),
        ("⾧春市", "长春市"),
        ("〔2022〕", "(2022)"),
        ("ＡBＣ", "abc"),
        ("收 入\u3000总计", "收入总计"),
    ],
)
def test_texts_that_say_the_same_have_one_key(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)
    assert matching_key(matching_key(one)) == matching_key(one)


def test_different_words_have_different_keys() -> None:
    assert matching_key("收入") != matching_key("支出")


def test_labels_of_tables_are_written_as_keys() -> None:
    words = default_lexicons().outline.tables
    for label in (
        *words.code_labels,
        *words.name_labels,
        *words.total_names,
        *words.ordinal_labels,
        *words.not_applicable,
    ):
        assert matching_key(label) == label


@pytest.mark.skipif(not (UNICODE / "Unihan_Variants.txt.bz2").exists(), reason="needs Debian's unicode-data")
def test_the_tables_are_what_the_script_builds(tmp_path: Path) -> None:
    glyphs = ROOT / "lexicons" / "glyphs"
    built = tmp_path / "glyphs"
    built.mkdir()
    (built / "exceptions.tsv").write_bytes((glyphs / "exceptions.tsv").read_bytes())
    script = ROOT / "scripts" / "build_glyphs.py"
    subprocess.run([sys.executable, script, "--unicode", UNICODE, "--lexicons", tmp_path], check=True)
    for path in built.iterdir():
        assert path.read_text(encoding="utf-8") == (glyphs / path.name).read_text(encoding="utf-8"), path.name


@pytest.mark.skipif(not RADICALS.exists(), reason="needs the shared list of radicals")
def test_the_shared_list_of_radicals_agrees_with_the_unicode_data() -> None:
    glyphs = default_lexicons().glyphs
    differing = set()
    with RADICALS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 365
    for row in rows:
        char = chr(int(row["codepoint"][2:], 16))
        nfkc = unicodedata.normalize("NFKC", char)
        assert row["NFKC result"] == ("unchanged" if nfkc == char else f"U+{ord(nfkc):04X} {nfkc}")
        variant = glyphs.variants[char]
        kept = "[none]" in row["note"] or "[review]" in row["note"]
        assert variant.reported == (kept or "[component]" in row["note"])
        if variant.action == "replace" and row["suggested simplified-text target"][-1] != variant.target:
            differing.add(char)
    assert all(glyphs.folds[glyphs.variants[char].target] for char in differing)


def test_a_broken_row_is_refused_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "glyphs"
    folder.mkdir()
    header = "codepoint\tchar\tkind\taction\ttarget\tname\tsource\n"
    (folder / "exceptions.tsv").write_text(
        header + "U+4E00\t一\tmine\treplace\t\tONE\tme\n", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=r"exceptions\.tsv:2: column target"):
        GlyphLexicon.load(LexiconFolder(tmp_path))


def test_every_table_is_sorted() -> None:
    for table in TABLES:
        lines = (ROOT / "lexicons" / "glyphs" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        codes = [int(line.split("\t")[0][2:], 16) for line in lines]
        assert codes == sorted(codes), table
