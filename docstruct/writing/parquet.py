"""parquet: one folder an entity, partitioned by fiscal year and document type, typed columns.

    figures.parquet/fiscal_year=2022/document_type=budget/part-0.parquet

The partitions follow the convention of Hive, which DuckDB, Spark, Polars and pyarrow read as two more columns. What a
document does not say is year 0 or type ``unstated`` there (``metadata_fiscal_year`` and ``metadata_document_type`` of the
documents are null): pandas and pyarrow fail on folders that have Hive's own ``__HIVE_DEFAULT_PARTITION__``. The schema comes from the same dataclasses as the
contract: enumerations are dictionaries, decimal strings ``decimal128(38, 10)`` with the digits as stated beside them
(``value`` and ``value_text``: 16.50 and 16.5 are one number and two statements). A number that decimal128 cannot
hold exactly is null there and whole in its text; none is ever rounded.

Rows are kept in columns until a partition has enough for a row group, so that memory does not grow with the run.
"""

from __future__ import annotations

import importlib.util
from dataclasses import fields, is_dataclass
from decimal import Context, Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast, get_args, get_origin, get_type_hints

from docstruct.document import Box
from docstruct.errors import DocstructError
from docstruct.writing.atomic import FolderOf
from docstruct.writing.entities import ENTITIES, columns_of, entries, is_decimal, without_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter as PartWriter

    from docstruct.document import Document
    from docstruct.writing import Growth
    from docstruct.writing.entities import Column

DIGITS, DECIMALS = 38, 10
_SMALLEST, _EXACT = Decimal(1).scaleb(-DECIMALS), Context(prec=2 * DIGITS)
ROW_GROUP_BYTES = 16_000_000
"""Write a row group of each entity when the columns of a partition take this much memory: some thirty documents."""
SMALL_GROUP_BYTES = ROW_GROUP_BYTES // 4
"""Row groups that are smaller on the average are merged when their file is complete."""
BUFFERED_BYTES = 16_000_000
"""Over all partitions together, keep no more than this much of columns in memory; the fullest partition is written."""
TOGETHER = 8
"""Turn this many documents into columns at once: a column costs about the same for one row and for a hundred, and a
document takes three times the memory of its columns."""
PENDING_CHARACTERS = 100_000
"""Over all partitions together, keep no more than this much text of documents that are no columns yet: some 12 MB."""
NO_YEAR, NO_TYPE = 0, "unstated"
"""The partition of documents that do not say; the year is a number, so that readers take all years for numbers."""


class ParquetWriter:
    """Writes ``figures.parquet/``, ``records.parquet/``, … into a folder.

    Raises:
        DocstructError: pyarrow is not installed.
    """

    growth: ClassVar[Growth] = "parts"
    names: ClassVar[tuple[str, ...]] = tuple(f"{entity}.parquet" for entity in ENTITIES)

    def __init__(self, folder: Path, *, results: Path | None = None, part: int = 0) -> None:
        """Begin a folder beside each entity's place."""
        _require_pyarrow()
        self._part = f"part-{part}.parquet"
        self._folders = {
            entity: FolderOf(folder / name, "part-*.parquet")
            for entity, name in zip(ENTITIES, self.names, strict=True)
        }
        self._partitions: dict[str, _Partition] = {}
        self.failed: list[tuple[str, Exception]] = []

    def add(self, document: Document, name: str) -> None:
        """Keep the document's rows; see :class:`docstruct.writing.CollectionWriter`."""
        key = partition_of(document)
        if key not in self._partitions:
            parts = {entity: folder.beside / key / self._part for entity, folder in self._folders.items()}
            self._partitions[key] = _Partition(parts, self.failed)
        partition = self._partitions[key]
        partition.add(document, name)
        if sum(one.pending for one in self._partitions.values()) >= PENDING_CHARACTERS:
            max(self._partitions.values(), key=lambda one: one.pending).to_columns()
        if partition.bytes >= ROW_GROUP_BYTES:
            partition.flush()
        elif sum(one.bytes for one in self._partitions.values()) >= BUFFERED_BYTES:
            max(self._partitions.values(), key=lambda one: one.bytes).flush()

    def close(self) -> None:
        """Write what is left and put the folders in their place."""
        for partition in self._partitions.values():
            partition.close()
        for partition in self._partitions.values():
            partition.compact()
        for folder in self._folders.values():
            folder.commit()

    def discard(self) -> None:
        """Remove what was written."""
        for partition in self._partitions.values():
            partition.discard()
        for folder in self._folders.values():
            folder.discard()


class _Partition:
    """The files of one year and type, one an entity, and the rows that wait for a row group.

    Args:
        parts: the files.
        failed: takes the documents that cannot be turned into columns, and why.
    """

    def __init__(self, parts: dict[str, Path], failed: list[tuple[str, Exception]]) -> None:
        import pyarrow.parquet as pq

        self.bytes = 0
        self.pending = 0
        self._documents: list[tuple[Document, str]] = []
        self._failed = failed
        self._parts = parts
        self._groups: list[int] = []  # the bytes of columns of each row group
        self._waiting: dict[str, list[pa.RecordBatch]] = {entity: [] for entity in parts}
        self._writers: dict[str, PartWriter] = {}
        for entity, part in parts.items():
            part.parent.mkdir(parents=True)
            self._writers[entity] = pq.ParquetWriter(part, schema(entity), compression="zstd")

    def add(self, document: Document, name: str) -> None:
        self.pending += len(document.text)
        self._documents.append((document, name))
        if len(self._documents) >= TOGETHER:
            self.to_columns()

    def to_columns(self) -> None:
        """Turn the documents into columns, which wait for a row group; ``bytes`` says how much memory they take."""
        if not self._documents:
            return
        try:
            self._keep(batches(*(document for document, _ in self._documents)))
        except Exception:  # one of them cannot: the others must not be lost with it
            for document, name in self._documents:
                try:
                    self._keep(batches(document))
                except Exception as error:
                    self._failed.append((name, error))
        self._documents.clear()
        self.pending = 0

    def _keep(self, of_entities: dict[str, pa.RecordBatch]) -> None:
        for entity, batch in of_entities.items():
            self._waiting[entity].append(batch)
            self.bytes += batch.nbytes

    def flush(self) -> None:
        """Write a row group of each entity."""
        import pyarrow as pa

        self.to_columns()
        for entity, waiting in self._waiting.items():
            table = pa.Table.from_batches(waiting, schema(entity))
            if table.num_rows:
                self._writers[entity].write_table(table, row_group_size=table.num_rows)
            waiting.clear()
        if self.bytes:
            self._groups.append(self.bytes)
        self.bytes = 0
        pa.default_memory_pool().release_unused()  # or what a row group took would be kept beside the next

    def close(self) -> None:
        """Write what is left."""
        self.flush()
        for writer in self._writers.values():
            writer.close()

    def compact(self) -> None:
        """Merge the row groups of closed files if they are small: many partitions shared the memory there is."""
        if len(self._groups) < 2 or sum(self._groups) / len(self._groups) >= SMALL_GROUP_BYTES:
            return
        for entity, part in self._parts.items():
            merged = part.with_suffix(".merged")
            concatenate([part], merged, f"{entity}.parquet")
            merged.replace(part)

    def discard(self) -> None:
        for writer in self._writers.values():
            writer.close()


def partition_of(document: Document) -> str:
    """The folder a document's rows belong to, such as ``fiscal_year=2022/document_type=budget``."""
    metadata = document.metadata
    return f"fiscal_year={metadata.fiscal_year or NO_YEAR}/document_type={metadata.document_type or NO_TYPE}"


def rows_of(part: Path, table: str) -> int | None:
    """How many rows a part of a table (``figures.parquet``) has; None if its columns are another version's."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(part) as file:
        if file.schema_arrow.names != schema(table.removesuffix(".parquet")).names:
            return None
        return int(file.metadata.num_rows)


def concatenate(parts: Sequence[Path], target: Path, table: str) -> None:
    """Write the rows of several parts of a table, in their order, as one; a few row groups at a time are in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = schema(table.removesuffix(".parquet"))
    waiting: list[pa.Table] = []

    def flush() -> None:
        together = pa.concat_tables(waiting)
        waiting.clear()
        writer.write_table(together, row_group_size=together.num_rows)

    with pq.ParquetWriter(target, columns, compression="zstd") as writer:
        for part in parts:
            with pq.ParquetFile(part) as file:
                for group in range(file.num_row_groups):
                    waiting.append(file.read_row_group(group).cast(columns))
                    if sum(table.nbytes for table in waiting) >= ROW_GROUP_BYTES:
                        flush()
        if waiting:
            flush()


def batches(*documents: Document) -> dict[str, pa.RecordBatch]:
    """The documents' rows as typed columns, by entity."""
    import pyarrow as pa

    rows: dict[str, list[object]] = {entity: [] for entity in ENTITIES}
    keys: dict[str, list[tuple[str, str]]] = {entity: [] for entity in ENTITIES}
    for document in documents:
        for entity, of_entity in entries(document).items():
            rows[entity] += of_entity
            keys[entity] += [(document.source.key, document.source.path)] * len(of_entity)
    made: dict[str, pa.RecordBatch] = {}
    for entity, of_entity in rows.items():
        whose = [pa.array([key[part] for key in keys[entity]], pa.string()) for part in (0, 1)]
        columns = [array for column in columns_of(ENTITIES[entity]) for array in _arrays(column, of_entity)]
        made[entity] = pa.RecordBatch.from_arrays([*whose, *columns], schema=schema(entity))
    return made


@cache
def schema(entity: str) -> pa.Schema:
    """The columns of an entity's table: ``document``, ``path``, then those of the contract."""
    import pyarrow as pa

    described = [("document", pa.string()), ("path", pa.string())]
    for column in columns_of(ENTITIES[entity]):
        described.append((column.name, _arrow_type(column.hint)))
        if is_decimal(column.hint):
            described.append((f"{column.name}_text", pa.string()))
    return pa.schema(described)


def _arrays(column: Column, rows: Sequence[object]) -> list[pa.Array]:
    """The column's values; a decimal column is followed by the digits as stated."""
    import pyarrow as pa

    kind = _arrow_type(column.hint)
    stated = list(map(column.get, rows))
    if pa.types.is_dictionary(kind):
        words = get_args(without_none(column.hint))
        codes = pa.array(map({word: code for code, word in enumerate(words)}.get, stated), pa.int8())
        return [pa.DictionaryArray.from_arrays(codes, pa.array(words, pa.string()))]
    if is_decimal(column.hint):
        return [_decimals(stated), pa.array(stated, pa.string())]
    return [_array(column.hint, stated)]


def _array(hint: object, values: Sequence[Any]) -> pa.Array:
    """Values of a type of the contract as an Arrow array.

    What holds others (lists, entries in them) is taken apart into the columns of what it holds: to make a dictionary of
    every cell of every table would cost more than all else of a document.
    """
    import pyarrow as pa

    hint = without_none(hint)
    if is_decimal(hint):
        return _decimals(values)
    if hint == Box or (isinstance(hint, type) and is_dataclass(hint)):
        kind = _arrow_type(hint, nested=True)
        columns = [
            _array(inner, [None if value is None else get(value) for value in values])
            for inner, get in _parts_of(hint)
        ]
        missing = [value is None for value in values]
        mask = pa.array(missing, pa.bool_()) if any(missing) else None
        return pa.StructArray.from_arrays(columns, fields=list(kind), mask=mask)
    if get_origin(hint) is tuple:
        flat = _array(get_args(hint)[0], [one for value in values if value is not None for one in value])
        ends = accumulate((0 if value is None else len(value) for value in values), initial=0)
        # An offset that is null begins a list that is: a mask would have Arrow load its functions to turn it over.
        offsets = [None if value is None else start for start, value in zip(ends, values, strict=False)]
        return pa.ListArray.from_arrays([*offsets, len(flat)], flat)
    if get_origin(hint) is dict:
        values = [None if value is None else sorted(value.items()) for value in values]
    return pa.array(values, _arrow_type(hint, nested=True))


@cache
def _parts_of(hint: object) -> tuple[tuple[object, Callable[[Any], object]], ...]:
    """What a box or an entry holds: the type of each part, and what gets it."""
    if hint == Box:
        return tuple((int if place == 0 else float, itemgetter(place)) for place in range(5))
    hints = get_type_hints(hint, include_extras=True)
    return tuple((hints[field.name], attrgetter(field.name)) for field in fields(cast("type", hint)))


def _decimals(stated: Iterable[Any]) -> pa.Array:
    """Digits as numbers; Arrow could read them itself, but loads its functions for it, fifteen megabytes of them."""
    import pyarrow as pa

    numbers = [None if digits is None else _decimal(digits) for digits in stated]
    return pa.array(numbers, pa.decimal128(DIGITS, DECIMALS))


@cache
def _arrow_type(hint: object, *, nested: bool = False) -> pa.DataType:
    """The Arrow type of a type of the contract; enumerations inside lists are plain strings."""
    import pyarrow as pa

    hint = without_none(hint)
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in plain:
        return plain[hint]
    if hint == Box:
        corners = ("x0", "y0", "x1", "y1")
        return pa.struct([("page", pa.int64()), *((corner, pa.float64()) for corner in corners)])
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        return pa.struct(
            [(field.name, _arrow_type(hints[field.name], nested=True)) for field in fields(hint)]
        )
    arguments = get_args(hint)
    if is_decimal(hint):
        return pa.decimal128(DIGITS, DECIMALS)
    if get_origin(hint) is Literal:
        return pa.string() if nested else pa.dictionary(pa.int8(), pa.string())
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(arguments[0], nested=True))
    if get_origin(hint) is dict:
        return pa.map_(*(_arrow_type(argument, nested=True) for argument in arguments))
    raise TypeError(f"no column type for {hint!r}")


@lru_cache(maxsize=1 << 12)
def _decimal(digits: str) -> Decimal | None:
    """The number if decimal128(38, 10) holds it exactly.

    >>> _decimal("16.50"), _decimal("0.12345678901"), _decimal("0.12345678900")
    (Decimal('16.50'), None, Decimal('0.1234567890'))
    """
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    _, places, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(places) + exponent > DIGITS - DECIMALS:
        return None
    beyond = -DECIMALS - exponent
    if beyond > 0:
        return None if any(places[-beyond:]) else number.quantize(_SMALLEST, context=_EXACT)
    return number


def _require_pyarrow() -> None:
    """Say so at once if pyarrow is missing, without loading it: a run needs it when its workers are gone."""
    if importlib.util.find_spec("pyarrow") is None:
        raise DocstructError("format parquet needs pyarrow; install docstruct[parquet]")
