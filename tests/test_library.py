"""docstruct inside another program: quick to import, safe to share between threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from docstruct import structure
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
