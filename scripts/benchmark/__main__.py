"""The whole of docstruct, measured in one go and printed as Markdown.

    python scripts/benchmark [--documents 1000] [--pdf FOLDER]

Start-up, every stage, the pipeline against the floor (reading the same files, PyMuPDF's ``get_text`` of the same
PDFs), runs with one and two workers, what state and output add, and the peak memory of small and large runs. The
stages by themselves have scripts of their own beside this one; ``against.py`` compares with another tree.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from running import SAMPLES, corpus, run  # noqa: E402

from docstruct import pipeline as pipeline_module  # noqa: E402
from docstruct.engines.options import RunOptions  # noqa: E402
from docstruct.normalizing import normalize  # noqa: E402
from docstruct.outline import Hints  # noqa: E402
from docstruct.outlining import outline  # noqa: E402
from docstruct.reading import read  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docstruct.pipeline import Pipeline

PDFS = ROOT.parent / "shared" / "samples" / "pdf"
STAGES = ("read", "normalize", "outline", "facts_of", "extract", "check", "_locate")
REPEATS = 5
PDF_ROUNDS = 10


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print(
            "| " + " | ".join(f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row) + " |"
        )


def best(function: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest of several times, in seconds: what it takes when nothing else is in the way."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def start_up() -> None:
    """Times of fresh processes, beside that of Python itself."""
    programs = {
        "python": "pass",
        "import docstruct": "import docstruct",
        "docstruct --help": "import sys; sys.argv[1:] = ['--help']; from docstruct.__main__ import main; main()",
        "pipeline loaded, first document": "import docstruct; docstruct.structure('收入总计1万元。')",
    }
    rows = []
    for name, program in programs.items():
        command = [sys.executable, "-c", program]
        rows.append((name, best(partial(subprocess.run, command, cwd=ROOT, capture_output=True, check=True))))
    table("Start-up", ("", "seconds"), rows)


@contextmanager
def stage_times() -> Iterator[dict[str, float]]:
    """While open, adds up what each stage takes; the stages are the names that the pipeline calls."""
    spent: dict[str, float] = defaultdict(float)
    originals = {name: getattr(pipeline_module, name) for name in STAGES}

    def timed(name: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            start = time.perf_counter()
            try:
                return originals[name](*arguments, **named)
            finally:
                spent[name] += time.perf_counter() - start

        return call

    for name in STAGES:
        setattr(pipeline_module, name, timed(name))
    try:
        yield spent
    finally:
        for name, original in originals.items():
            setattr(pipeline_module, name, original)


def stages(pipeline: Pipeline, paths: Sequence[Path], title: str) -> None:
    """Each stage's time, share and speed over some documents, and the way to JSON."""
    documents = [pipeline.structure(path) for path in paths]
    with stage_times() as spent:
        start = time.perf_counter()
        for _ in range(REPEATS):
            documents = [pipeline.structure(path) for path in paths]
        whole = time.perf_counter() - start
    spent = {**spent, "to_json": REPEATS * best(lambda: [document.to_json() for document in documents], 3)}
    megabytes = REPEATS * sum(len(document.text.encode()) for document in documents) / 1e6
    whole += spent["to_json"]
    spent["the rest"] = whole - sum(spent.values())
    rows = [
        (
            name.strip("_"),
            1000 * seconds / REPEATS / len(paths),
            f"{seconds / whole:.0%}",
            megabytes / seconds,
        )
        for name, seconds in (*spent.items(), ("whole", whole))
    ]
    table(f"Stages: {title}", ("stage", "ms a document", "share", "MB/s of text"), rows)


def against_the_floor(pipeline: Pipeline) -> None:
    """The samples against reading and decoding them."""
    size = sum(path.stat().st_size for path in SAMPLES) / 1e6
    floor = best(lambda: [path.read_text(encoding="utf-8") for path in SAMPLES])
    whole = best(lambda: [pipeline.structure(path).to_json() for path in SAMPLES])
    rows = [
        ("read the files", floor, size / floor, len(SAMPLES) / floor, 1.0),
        ("structure them, to JSON", whole, size / whole, len(SAMPLES) / whole, whole / floor),
    ]
    table(
        f"{len(SAMPLES)} text files, {size:.2f} MB", ("", "s", "MB/s", "documents/s", "times the floor"), rows
    )


def side_by_side(functions: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The least that each of several functions takes, called in turns: in seconds of this process."""
    least = [float("inf")] * len(functions)
    for _ in range(rounds):
        for i, function in enumerate(functions):
            start = time.process_time()
            function()
            least[i] = min(least[i], time.process_time() - start)
    return least


def pdfs(pipeline: Pipeline, folder: Path) -> None:
    """Every PDF against PyMuPDF's plain text of it: reading, the way to outline and tables, and the way to JSON."""
    import pymupdf

    def plain_text(path: Path) -> int:
        with pymupdf.open(path) as pdf:  # type: ignore[no-untyped-call]
            return sum(1 for page in pdf if page.get_text() is not None)

    def outlined(path: Path) -> object:
        text = normalize(read(path), pipeline.lexicons.glyphs)
        return outline(text, pipeline.lexicons.outline, Hints())

    def structured(path: Path) -> object:
        return pipeline.structure(path).to_json()

    rows = []
    for number, path in enumerate(sorted(folder.glob("*.pdf")), start=1):
        ways = [partial(way, path) for way in (plain_text, read, outlined, structured)]
        plain, *others = side_by_side(ways, PDF_ROUNDS)
        pages = plain_text(path)
        rows.append(
            (
                number,
                pages,
                1000 * plain,
                *(f"{way / plain:.2f}" for way in others),
                1000 * others[-1] / pages,
            )
        )
    columns = ("", "pages", "get_text ms", "times: read", "outline, tables", "all, to JSON", "ms a page")
    table("PDFs", columns, rows)


def runs(pipeline: Pipeline, documents: int) -> None:
    """Runs of one and two workers over few and many documents."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        corpus(few, 10)
        size = corpus(many, documents)
        start, used = time.perf_counter(), time.process_time()
        for path in sorted(many.iterdir()):
            pipeline.structure(path)
        alone, used = time.perf_counter() - start, time.process_time() - used
        rows: list[tuple[object, ...]] = [
            ("pipeline alone, in one process", documents, alone, documents / alone, size / alone, used, "")
        ]
        for name, inputs, jobs, formats in (
            ("1 job, json", few, 1, "json"),
            ("1 job, json", many, 1, "json"),
            ("2 jobs, json", many, 2, "json"),
            ("2 jobs, json,parquet", many, 2, "json,parquet"),
            ("the same again, nothing to do", many, 2, "json,parquet"),
        ):
            count = len(list(inputs.iterdir()))
            output = Path(folder, "out", inputs.name, formats, str(jobs))
            seconds, cpu, peak = run(inputs, output, jobs, formats)
            rows.append(
                (name, count, seconds, count / seconds, size * count / documents / seconds, cpu, peak)
            )
        table(
            "Runs",
            (
                "",
                "documents",
                "seconds",
                "documents/s",
                "MB/s",
                "CPU s",
                "peak MB, all processes at one time",
            ),
            rows,
        )
        _compare(rows)


def _compare(rows: Sequence[Sequence[Any]]) -> None:
    """Say what two jobs gain, and what state and output cost: CPU a document of a run, start-up left out."""
    alone, few, one, two = rows[:4]
    a_document = (one[5] - few[5]) / (one[1] - few[1])
    added = a_document / (alone[5] / alone[1]) - 1
    print(f"\nTwo jobs are {one[2] / two[2]:.2f} times one; state and output add {added:.1%}.")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000, help="documents of the large runs")
    parser.add_argument("--pdf", type=Path, default=PDFS, help="a folder of text PDFs")
    arguments = parser.parse_args()
    pipeline = RunOptions().load_pipeline()
    start_up()
    against_the_floor(pipeline)
    stages(pipeline, SAMPLES, "text samples")
    if arguments.pdf.is_dir():
        pdfs(pipeline, arguments.pdf)
        stages(pipeline, sorted(arguments.pdf.glob("*.pdf")), "PDFs")
    runs(pipeline, arguments.documents)


if __name__ == "__main__":
    main()
