"""Many documents on many machines, over Ray Data: the same function an input, the same Parquet.

    inputs -> structure (actors, one loaded pipeline each) -> packed documents -> write (tasks, a bundle each) -> Parquet

    from docstruct.engines import ray as engine
    engine.run(["/shared/budgets"], "/shared/tables")                                     # paths all machines see
    engine.run_dataset(ray.data.read_binary_files("s3://b/in", include_paths=True), "s3://b/tables")     # or bytes

A bundle of documents becomes one file an entity and partition, and last one file of outcomes, which says that the
bundle is whole; its manifest in ``.docstruct/ray`` (:mod:`docstruct.engines.bundles`) names them before the first is
written, and nothing that no manifest names is ever removed. A run that is started again leaves out the inputs whose
content and options are those of an outcome; what is superseded, or gone from the folders named, leaves its bundle. The
result is what ``docstruct run --format parquet`` writes, in more files; the two do not write to one folder.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from docstruct.engines.bundles import Bundles
from docstruct.engines.options import RunOptions
from docstruct.engines.packing import pack, unpack
from docstruct.engines.structuring import Outcome, Problem, Readable, State, structure_input
from docstruct.errors import DocstructError, ReadError
from docstruct.reading.limits import CORES_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa
    from ray.data import Dataset

    from docstruct.document import Document, ReaderName
    from docstruct.reading.discovery import Input, Selection
    from docstruct.source import Source

Counts: TypeAlias = dict[tuple[State, str | None], int]

STRUCTURE_BATCH = 8
"""Inputs an actor takes at a time: few, so that the last of them do not wait for one actor."""

BUNDLE = 1000
"""Documents a bundle: many, so that there are not too many small files."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An input whose content is at hand: a row of ``ray.data.read_binary_files(…, include_paths=True)``."""

    path: str
    content: bytes

    def load(self) -> bytes:
        """The content."""
        return self.content

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
    keep_missing: bool = False,
    workers: int | None = None,
    bundle: int = BUNDLE,
) -> Counts:
    """Structure every document that ``inputs`` name into Parquet tables; go on where an earlier run stopped.

    Args:
        inputs: files, folders, patterns and archives that every machine sees under the same name.
        output: a folder or the URI of one (``s3://…``) that every machine may write to.
        options: hints, reader and lexicons; the format is always Parquet.
        selection: which files of folders, patterns and archives are looked at; all by default.
        keep_missing: keep the rows of inputs that are gone from the folders and patterns named.
        workers: actors, a CPU each; by default one a CPU of the cluster.
        bundle: documents a file.

    Returns:
        How many inputs ended where and why, those of earlier runs included.

    Raises:
        DocstructError: Ray or pyarrow is not installed, or the folder holds what this engine did not write.
    """
    from docstruct.engines.neighbours import OtherRuns
    from docstruct.engines.scope import Scope
    from docstruct.reading.discovery import discover

    _require_ray()
    import ray

    options = options or RunOptions()
    bundles = Bundles(output)
    bundles.settle()
    scope = Scope(inputs, selection)
    others = OtherRuns(inputs)
    found = [one for one in discover(inputs, selection=selection) if not others.wrote(one.file)]
    rows = [{"path": one.path, "input": pickle.dumps(one)} for one in found]
    if rows:
        _structure(ray.data.from_items(rows), bundles, options, workers, bundle)
    here = {one.path for one in found}
    gone = {
        path
        for path in bundles.paths()
        if path not in here and not keep_missing and scope.covers(Path(path.partition("!")[0]), path)
    }
    bundles.settle(gone)
    return _counts(bundles)


def run_dataset(
    dataset: Dataset,
    output: str,
    options: RunOptions | None = None,
    *,
    workers: int | None = None,
    bundle: int = BUNDLE,
) -> Counts:
    """The same for a Ray dataset whose rows have a ``path`` and the content in ``bytes``; nothing counts as gone."""
    _require_ray()
    bundles = Bundles(output)
    bundles.settle()
    _structure(dataset, bundles, options or RunOptions(), workers, bundle)
    bundles.settle()
    return _counts(bundles)


def _structure(
    dataset: Dataset, bundles: Bundles, options: RunOptions, workers: int | None, bundle: int
) -> None:
    import ray

    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    actors = workers or int(ray.cluster_resources()["CPU"])  # type: ignore[no-untyped-call]
    fingerprint = options.fingerprint()
    dataset.map_batches(
        StructureBatch,
        fn_constructor_args=(options, fingerprint, bundles.known(fingerprint)),
        batch_size=STRUCTURE_BATCH,
        batch_format="pyarrow",
        concurrency=actors,
    ).map_batches(
        partial(_write_bundle, output=bundles.output, run=bundles.next_run()),
        batch_size=bundle,
        batch_format="pyarrow",
        num_cpus=0,  # a tenth of an actor's work; a CPU of its own would idle
    ).materialize()


class StructureBatch:
    """An actor: one loaded pipeline that turns inputs into outcomes and packed documents."""

    def __init__(self, options: RunOptions, fingerprint: str, known: dict[str, str | None]) -> None:
        os.environ[CORES_VARIABLE] = "1"  # an actor has one CPU of its machine
        self.options = options
        self.fingerprint = fingerprint
        self.known = known
        self.pipeline = options.load_pipeline()

    def __call__(self, batch: pa.Table) -> pa.Table:
        """One row an input that is new or changed: ``path``, its outcome, the packed documents (null without one)."""
        import pyarrow as pa

        rows = [
            self._row(row["path"], found)
            for row in batch.to_pylist()
            if not self._is_done(row["path"], found := _readable(row))
        ]
        return pa.Table.from_pylist(
            rows, pa.schema([*outcome_schema(), pa.field("packed", pa.list_(pa.large_binary()))])
        )

    def _is_done(self, path: str, found: Input | Fetched) -> bool:
        if path not in self.known:
            return False
        try:
            return hashlib.sha256(found.load()).hexdigest() == self.known[path]
        except ReadError:
            return False

    def _row(self, path: str, found: Readable) -> dict[str, object]:
        started = time.perf_counter()
        made = structure_input(self.pipeline, found, self.options)
        seconds = time.perf_counter() - started
        if isinstance(made, Problem):
            row = _outcome_row(path, Outcome.of_problem(made, seconds))
        else:
            row = {**_outcome_row(path, Outcome.of_documents(made, seconds)), "packed": [*map(pack, made)]}
        return {**row, "fingerprint": self.fingerprint}


def _readable(row: dict[str, object]) -> Input | Fetched:
    if "input" in row:
        found: Input = pickle.loads(row["input"])  # type: ignore[arg-type] # made by run()
        return found
    return Fetched(row["path"], row["bytes"])  # type: ignore[arg-type]


def outcome_schema() -> pa.Schema:
    """The columns of the table of outcomes."""
    import pyarrow as pa

    words = ("path", "state", "reason", "message", "sha256", "fingerprint")
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


def _write_bundle(bundle: pa.Table, output: str, run: int) -> pa.Table:
    """Write the tables of a bundle, then its outcomes; the name is the same for the same inputs."""
    import pyarrow as pa

    if len(bundle):
        packed = (one for row in bundle["packed"] if row.is_valid for one in row.as_py())
        tables = dict(_tables(unpack(data) for data in packed))
        Bundles(output).write(tables, bundle.drop_columns(["packed"]), run)
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


def _counts(bundles: Bundles) -> Counts:
    """How many inputs ended where."""
    ends = ((cast("State", row["state"]), row["reason"]) for row in bundles.outcomes())
    return dict(sorted(Counter(ends).items(), key=str))


def _require_ray() -> None:
    try:
        import pyarrow  # noqa: F401
        import ray.data  # noqa: F401
    except ImportError:
        raise DocstructError("this engine needs Ray and pyarrow; install docstruct[ray]") from None
