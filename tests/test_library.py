"""docstruct inside another program: quick to import, safe to share between threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docstruct import structure, structure_bytes
from docstruct.errors import ReadError

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
HEAVY = (
    "spacy",
    "jieba",
    "pymupdf",
    "onnxruntime",
    "pyarrow",
    "ray",
    "docx",
    "lxml",
    "typer",
    "rich",
    "regex",
)


@pytest.mark.parametrize("statement", ["import docstruct", "import docstruct.engines.local"])
def test_importing_loads_no_heavy_library(statement: str) -> None:
    loaded = f"{statement}; import sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert done.stdout == "\n"


def test_the_command_line_loads_no_heavy_library_for_its_help() -> None:
    program = (
        "import sys; sys.argv = ['docstruct', '--help']\n"
        "from docstruct.cli import main\n"
        "try: main()\n"
        f"except SystemExit: print([name for name in {HEAVY[:8]!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr == "[]\n"


def test_one_pipeline_for_many_threads() -> None:
    """Cold and shared from the first moment on, it gives what it gives alone."""
    from docstruct import Pipeline

    alone = [Pipeline().structure(path).to_json() for path in SAMPLES]
    shared = Pipeline()
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda path: shared.structure(path).to_json(), SAMPLES * 3))

    assert together == alone * 3


def test_a_misspelt_name_is_no_text() -> None:
    with pytest.raises(ReadError, match=r"^samples/没有\.pdf: no such file$"):
        structure("samples/没有.pdf")
    assert structure("支出总计3.5万元").figures[0].value == "3.5"


@pytest.mark.parametrize("year", ["2022", 2022.0, True, 22, 20222])
def test_a_year_that_is_none_is_an_error(year: object) -> None:
    with pytest.raises(ValueError, match="fiscal_year"):
        structure("收入1.00万元。", fiscal_year=year)  # type: ignore[arg-type]


def test_a_type_that_is_none_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="'final_accounts'"):
        structure("收入1.00万元。", document_type="决算")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "named", ["决算.pdf", "决算.ofd", "附件.rar", r"C:\决算", "out/没有.dat", r"out\没有.dat"]
)
def test_a_string_that_looks_like_a_path_is_no_text(named: str) -> None:
    with pytest.raises(ReadError, match="no such file"):
        structure(named)


@pytest.mark.parametrize("text", ["收入/支出1.5万元。", "见附件。", "一、收入", "A.B", "增长3.5", "1/2"])
def test_a_text_of_one_line_is_a_text(text: str) -> None:
    assert structure(text).text == text


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    for folder in (tmp_path, str(tmp_path)):
        with pytest.raises(ReadError, match="folder"):
            structure(folder)


def test_content_in_memory() -> None:
    document = structure_bytes("2022年度收入总计100.50万元。".encode("gb18030"), "上传.txt")
    assert document.figures[0].value == "100.50"
    assert document.source.path == "上传.txt"
    with pytest.raises(ReadError, match="上传"):
        structure_bytes(b"PK\x03\x04", "上传.zip")
    with pytest.raises(ValueError, match="document_type"):
        structure_bytes(b"x", "a.txt", document_type="预算")  # type: ignore[arg-type]
