"""The files of the Ray engine in its output folder: bundles, each named by a manifest before it is written.

    .docstruct/ray/<name>.json                                        {"run": 3, "files": [...], "replaces": null}
    figures.parquet/fiscal_year=2022/document_type=budget/part-<name>.parquet
    outcomes/part-<name>.parquet                                      written last: the bundle is whole

Only what a manifest names is ever read, replaced or removed. A folder in which somebody else's tables are, those of a
local run among them, is refused. It works over any file system of Arrow, so no lock and no database is asked for.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.engines.options import EngineError
from docstruct.engines.state import RAY_FOLDER, STATE_FOLDER
from docstruct.writing.entities import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa
    from pyarrow.fs import FileSystem

OUTCOMES = "outcomes"
_WELL = ("done", "empty", "skipped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A manifest: the files of a bundle from the output folder, outcomes last, and the run that wrote it."""

    name: str
    run: int
    files: tuple[str, ...]
    replaces: str | None = None


class Bundles:
    """The bundles of an output folder.

    Args:
        output: a folder or the URI of one.

    Raises:
        EngineError: the folder holds tables that this engine did not write.
    """

    def __init__(self, output: str) -> None:
        self.output = output
        self.filesystem, self._root = _filesystem(output)
        self._manifests = f"{self._root}/{STATE_FOLDER}/{RAY_FOLDER}"
        self._refuse_others()

    def write(
        self, tables: Mapping[str, pa.Table], outcomes: pa.Table, run: int, replaces: str | None = None
    ) -> None:
        """Write a bundle: manifest, tables by folder, outcomes."""
        import pyarrow.parquet as pq

        paths = sorted(outcomes["path"].to_pylist())
        name = hashlib.sha256(
            "\n".join([str(run), replaces or "", *paths]).encode("utf-8", "replace")
        ).hexdigest()[:16]
        places = {f"{folder}/part-{name}.parquet": table for folder, table in tables.items()}
        last = f"{OUTCOMES}/part-{name}.parquet"
        manifest = {"run": run, "files": [*places, last], "replaces": replaces}
        self.filesystem.create_dir(self._manifests, recursive=True)
        with self.filesystem.open_output_stream(f"{self._manifests}/{name}.json") as stream:
            stream.write(json.dumps(manifest).encode())
        for place, table in {**places, last: outcomes}.items():
            self.filesystem.create_dir(f"{self._root}/{place.rpartition('/')[0]}", recursive=True)
            pq.write_table(table, f"{self._root}/{place}", filesystem=self.filesystem, compression="zstd")

    def settle(self, gone: Iterable[str] = ()) -> None:
        """Bring the folder to one outcome an input: finish what was broken off, drop what is superseded or gone."""
        whole = self._whole()
        for replaced in {bundle.replaces for bundle in whole}:
            for bundle in whole:
                if bundle.name == replaced:
                    self._remove(bundle)
        newest: dict[str, int] = {}
        of_bundles = [(bundle, self._paths_of(bundle)) for bundle in self._whole()]
        for bundle, paths in of_bundles:
            for path in paths:
                newest[path] = max(newest.get(path, 0), bundle.run)
        lost = set(gone)
        for bundle, paths in of_bundles:
            drop = {path for path in paths if path in lost or newest[path] > bundle.run}
            if drop:
                self._drop(bundle, drop)

    def known(self, fingerprint: str) -> dict[str, str | None]:
        """The inputs that ended well under these options, and the hash of their content (None if they had none)."""
        rows = self.outcomes()
        return {
            row["path"]: row["sha256"]
            for row in rows
            if row["state"] in _WELL and row["fingerprint"] == fingerprint
        }

    def paths(self) -> set[str]:
        """The inputs that outcomes speak of."""
        return {row["path"] for row in self.outcomes()}

    def next_run(self) -> int:
        """A number higher than that of every bundle."""
        return max((bundle.run for bundle in self._all()), default=0) + 1

    def outcomes(self) -> list[dict[str, str]]:
        """Path, state, reason, sha256 and fingerprint of every input."""
        columns = ["path", "state", "reason", "sha256", "fingerprint"]
        return [row for bundle in self._whole() for row in self._read(bundle.files[-1], columns).to_pylist()]

    def _drop(self, bundle: Bundle, paths: set[str]) -> None:
        """Put a bundle without some inputs in the place of one with them."""
        import pyarrow as pa
        import pyarrow.compute as pc

        def kept(file: str) -> pa.Table:
            table = self._read(file)
            return table.filter(pc.invert(pc.is_in(table["path"], pa.array(sorted(paths), pa.string()))))

        outcomes = kept(bundle.files[-1])
        if len(outcomes):
            tables = {file.rpartition("/")[0]: kept(file) for file in bundle.files[:-1]}
            self.write(
                {folder: table for folder, table in tables.items() if len(table)},
                outcomes,
                bundle.run,
                bundle.name,
            )
        self._remove(bundle)

    def _remove(self, bundle: Bundle) -> None:
        """Remove the files of a bundle, its outcomes first: from then on it is one that was broken off."""
        for file in reversed(bundle.files):
            if self._exists(f"{self._root}/{file}"):
                self.filesystem.delete_file(f"{self._root}/{file}")
        self.filesystem.delete_file(f"{self._manifests}/{bundle.name}.json")

    def _whole(self) -> list[Bundle]:
        """The bundles that are whole; what one that was broken off has left is removed."""
        whole: list[Bundle] = []
        for bundle in self._all():
            if self._exists(f"{self._root}/{bundle.files[-1]}"):
                whole.append(bundle)
            else:
                self._remove(bundle)
        return whole

    def _all(self) -> list[Bundle]:
        from pyarrow.fs import FileSelector

        listed = self.filesystem.get_file_info(FileSelector(self._manifests, allow_not_found=True))
        return [
            found
            for info in sorted(listed, key=lambda info: info.path)
            if (found := self._manifest(info.path)) is not None
        ]

    def _manifest(self, path: str) -> Bundle | None:
        """A manifest; one that was cut short names nothing, since no file was written after it."""
        with self.filesystem.open_input_stream(path) as stream:
            data = stream.read()
        name = path.rpartition("/")[2].removesuffix(".json")
        try:
            said = json.loads(data)
            files = tuple(str(file) for file in said["files"])
            bundle = Bundle(name=name, run=int(said["run"]), files=files, replaces=said["replaces"])
        except (ValueError, KeyError, TypeError):
            return None
        ours = all(file.endswith(f"/part-{name}.parquet") and ".." not in file.split("/") for file in files)
        return bundle if ours and files else None

    def _paths_of(self, bundle: Bundle) -> list[str]:
        paths: list[str] = self._read(bundle.files[-1], ["path"])["path"].to_pylist()
        return paths

    def _read(self, file: str, columns: list[str] | None = None) -> pa.Table:
        import pyarrow.parquet as pq

        with self.filesystem.open_input_file(f"{self._root}/{file}") as opened:
            return pq.ParquetFile(opened).read(columns=columns)

    def _exists(self, path: str) -> bool:
        from pyarrow.fs import FileType

        return bool(self.filesystem.get_file_info(path).type != FileType.NotFound)

    def _refuse_others(self) -> None:
        if self._exists(f"{self._root}/{STATE_FOLDER}/run.sqlite"):
            raise EngineError(
                f"{self.output}: holds the results of a local run; choose another folder for --engine ray"
            )
        if self._exists(self._manifests):
            return
        names = [OUTCOMES, *(f"{entity}.parquet" for entity in ENTITIES)]
        taken = [name for name in names if self._exists(f"{self._root}/{name}")]
        if taken:
            raise EngineError(
                f"{self.output}: not written by docstruct and in the way: {', '.join(taken)}; choose another folder"
            )


def _filesystem(output: str) -> tuple[FileSystem, str]:
    from pyarrow.fs import FileSystem

    location = output if "://" in output else str(Path(output).absolute())
    filesystem, root = FileSystem.from_uri(location)
    return filesystem, root.rstrip("/")
