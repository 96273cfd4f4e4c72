"""Many documents on many machines, over Ray Data: the same function an input, the same Parquet.

    inputs -> structure (actors, one loaded pipeline each) -> packed documents -> write (tasks, a bundle each) -> Parquet

    from docstruct.engines import ray as engine
    engine.run(["/shared/budgets"], "/shared/tables")                                     # paths all machines see
    engine.run_dataset(ray.data.read_binary_files("s3://b/in", include_paths=True), "s3://b/tables")     # or bytes

A bundle of documents becomes one file an entity and partition, and last one file of outcomes, which says that the
bundle is whole. A run that is started again leaves out the inputs that outcomes speak of and removes what a bundle
without one has left. The result is what ``docstruct run --format parquet`` writes, in more files.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast

from docstruct.engines.options import RunOptions
from docstruct.engines.packing import pack, unpack
from docstruct.engines.structuring import Outcome, Problem, Readable, State, structure_input
from docstruct.errors import DocstructError
from docstruct.reading.limits import CORES_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa
    from pyarrow.fs import FileSystem
    from ray.data import Dataset

    from docstruct.document import Document, ReaderName
    from docstruct.reading.discovery import Selection
    from docstruct.source import Source

Counts: TypeAlias = dict[tuple[State, str | None], int]

STRUCTURE_BATCH = 8
"""Inputs an actor takes at a time: few, so that the last of them do not wait for one actor."""

BUNDLE = 1000
"""Documents a bundle: many, so that there are not too many small files."""

OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An input whose content is at hand: a row of ``ray.data.read_binary_files(…, include_paths=True)``."""

    path: str
    content: bytes

    def read(self, *, reader: ReaderName | None = None) -> Source:
        """The content as a source; see :class:`docstruct.engines.structuring.Readable`."""
        from docstruct.reading import read_bytes

        return read_bytes(self.content, self.path, reader=reader)


def run(
    inputs: Sequence[str],
    output: str,
    options: RunOptions | None = None,
    *,
    selection: Selection | None = None,
    workers: int | None = None,
    bundle: int = BUNDLE,
) -> Counts:
    """Structure every document that ``inputs`` name into Parquet tables; go on where an earlier run stopped.

    Args:
        inputs: files, folders, patterns and archives that every machine sees under the same name.
        output: a folder or the URI of one (``s3://…``) that every machine may write to.
        options: hints, reader and lexicons; the format is always Parquet.
        selection: which files of folders, patterns and archives are looked at; all by default.
        workers: actors, a CPU each; by default one a CPU of the cluster.
        bundle: documents a file.

    Returns:
        How many inputs ended where and why, those of earlier runs included.

    Raises:
        DocstructError: Ray or pyarrow is not installed.
    """
    from docstruct.reading.discovery import discover

    _require_ray()
    import ray

    done = _settle(output)
    rows = [
        {"path": found.path, "input": pickle.dumps(found)}
        for found in discover(inputs, selection=selection)
        if found.path not in done
    ]
    if rows:
        _structure(ray.data.from_items(rows), output, options or RunOptions(), workers, bundle)
    return _counts(output)


def run_dataset(
    dataset: Dataset,
    output: str,
    options: RunOptions | None = None,
    *,
    workers: int | None = None,
    bundle: int = BUNDLE,
) -> Counts:
    """The same for a Ray dataset whose rows have a ``path`` and the content in ``bytes``."""
    _require_ray()
    done = _settle(output)
    missing = dataset.filter(lambda row: row["path"] not in done) if done else dataset
    _structure(missing, output, options or RunOptions(), workers, bundle)
    return _counts(output)


def _structure(dataset: Dataset, output: str, options: RunOptions, workers: int | None, bundle: int) -> None:
    import ray

    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    actors = workers or int(ray.cluster_resources()["CPU"])  # type: ignore[no-untyped-call]
    dataset.map_batches(
        StructureBatch,
        fn_constructor_args=(options,),
        batch_size=STRUCTURE_BATCH,
        batch_format="pyarrow",
        concurrency=actors,
    ).map_batches(
        partial(_write_bundle, output=output),
        batch_size=bundle,
        batch_format="pyarrow",
        num_cpus=0,  # a tenth of an actor's work; a CPU of its own would idle
    ).materialize()


class StructureBatch:
    """An actor: one loaded pipeline that turns inputs into outcomes and packed documents."""

    def __init__(self, options: RunOptions) -> None:
        os.environ[CORES_VARIABLE] = "1"  # an actor has one CPU of its machine
        self.options = options
        self.pipeline = options.load_pipeline()

    def __call__(self, batch: pa.Table) -> pa.Table:
        """One row an input: ``path``, its outcome, and the packed document (null without one)."""
        import pyarrow as pa

        rows = [self._row(row["path"], _readable(row)) for row in batch.to_pylist()]
        return pa.Table.from_pylist(
            rows, pa.schema([*outcome_schema(), pa.field("packed", pa.large_binary())])
        )

    def _row(self, path: str, found: Readable) -> dict[str, object]:
        started = time.perf_counter()
        made = structure_input(self.pipeline, found, self.options)
        seconds = time.perf_counter() - started
        if isinstance(made, Problem):
            return _outcome_row(path, Outcome.of_problem(made, seconds))
        return {**_outcome_row(path, Outcome.of_document(made, seconds)), "packed": pack(made)}


def _readable(row: dict[str, object]) -> Readable:
    if "input" in row:
        found: Readable = pickle.loads(row["input"])  # type: ignore[arg-type] # made by run()
        return found
    return Fetched(row["path"], row["bytes"])  # type: ignore[arg-type]


def outcome_schema() -> pa.Schema:
    """The columns of the table of outcomes."""
    import pyarrow as pa

    words = ("path", "state", "reason", "message", "sha256")
    counts = ("fiscal_year", "sections", "figures", "reasons", "findings")
    described = [(name, pa.string()) for name in words] + [(name, pa.int64()) for name in counts]
    return pa.schema([*described, ("seconds", pa.float64())])


def _outcome_row(path: str, outcome: Outcome) -> dict[str, object]:
    problem = outcome.problem
    row = {name: getattr(outcome, name, None) for name in outcome_schema().names}
    return {
        **row,
        "path": path,
        "reason": problem.reason if problem else None,
        "message": problem.message if problem else None,
    }


def _write_bundle(bundle: pa.Table, output: str) -> pa.Table:
    """Write the tables of a bundle, then its outcomes; the name is the same for the same inputs."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    filesystem, root = _filesystem(output)
    name = hashlib.sha256("\n".join(sorted(bundle["path"].to_pylist())).encode()).hexdigest()[:16]
    packed = (data.as_py() for data in bundle["packed"] if data.is_valid)
    for place, table in _tables(unpack(data) for data in packed):
        filesystem.create_dir(f"{root}/{place}", recursive=True)
        pq.write_table(
            table, f"{root}/{place}/part-{name}.parquet", filesystem=filesystem, compression="zstd"
        )
    filesystem.create_dir(f"{root}/{OUTCOMES}", recursive=True)
    outcomes = bundle.drop_columns(["packed"])
    pq.write_table(outcomes, f"{root}/{OUTCOMES}/part-{name}.parquet", filesystem=filesystem)
    return pa.table({"inputs": [len(bundle)]})


def _tables(documents: Iterable[Document]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of documents by entity and partition, in the documents' order."""
    import pyarrow as pa

    from docstruct.writing.parquet import batches, partition_of, schema

    gathered: dict[tuple[str, str], list[pa.RecordBatch]] = {}
    for document in documents:
        for entity, batch in batches(document).items():
            gathered.setdefault((entity, partition_of(document)), []).append(batch)
    for (entity, partition), of_entity in sorted(gathered.items()):
        yield f"{entity}.parquet/{partition}", pa.Table.from_batches(of_entity, schema(entity))


def _settle(output: str) -> set[str]:
    """The inputs that are done; the files of bundles that were not finished are removed."""
    from pyarrow.fs import FileSelector, FileType

    filesystem, root = _filesystem(output)
    listed = filesystem.get_file_info(FileSelector(root, recursive=True, allow_not_found=True))
    files = [info for info in listed if info.type == FileType.File]
    finished = {info.base_name for info in files if info.path.startswith(f"{root}/{OUTCOMES}/")}
    for info in files:
        if info.base_name.startswith("part-") and info.base_name not in finished:
            filesystem.delete_file(info.path)
    outcomes = _outcomes(output, ["path", "state"])
    return {row["path"] for row in outcomes if row["state"] in ("done", "empty")}


def _counts(output: str) -> Counts:
    """How many inputs ended where; one that failed and was done in a later run is done."""
    ends: dict[str, tuple[State, str | None]] = {}
    for row in _outcomes(output, ["path", "state", "reason"]):
        if row["state"] == "done" or row["path"] not in ends:
            ends[row["path"]] = (cast("State", row["state"]), row["reason"])
    return dict(sorted(Counter(ends.values()).items(), key=str))


def _outcomes(output: str, columns: list[str]) -> list[dict[str, str]]:
    import pyarrow.parquet as pq
    from pyarrow.fs import FileType

    filesystem, root = _filesystem(output)
    folder = f"{root}/{OUTCOMES}"
    if filesystem.get_file_info(folder).type == FileType.NotFound:
        return []
    rows: list[dict[str, str]] = pq.read_table(folder, columns=columns, filesystem=filesystem).to_pylist()
    return rows


def _filesystem(output: str) -> tuple[FileSystem, str]:
    from pathlib import Path

    from pyarrow.fs import FileSystem

    location = output if "://" in output else str(Path(output).absolute())
    filesystem, root = FileSystem.from_uri(location)
    return filesystem, root.rstrip("/")


def _require_ray() -> None:
    try:
        import pyarrow  # noqa: F401
        import ray.data  # noqa: F401
    except ImportError:
        raise DocstructError("this engine needs Ray and pyarrow; install docstruct[ray]") from None
