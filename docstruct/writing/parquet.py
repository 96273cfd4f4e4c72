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

from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal, get_args, get_origin, get_type_hints

from docstruct.document import Box
from docstruct.errors import DocstructError
from docstruct.writing.atomic import FolderOf
from docstruct.writing.entities import ENTITIES, columns_of, entries, is_decimal, without_none

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter as PartWriter

    from docstruct.document import Document
    from docstruct.writing import Growth
    from docstruct.writing.entities import Column

DIGITS, DECIMALS = 38, 10
ROW_GROUP_CHARACTERS = 2_000_000
"""Write a row group when the documents behind it have this much text: some hundred documents."""
BUFFERED_CHARACTERS = 6_000_000
"""Over all partitions together, keep no more than the rows of this much text in memory."""
TOGETHER = 32
"""Turn this many documents into columns at once: a column costs about the same for one row and for a thousand."""
NO_YEAR, NO_TYPE = 0, "unstated"
"""The partition of documents that do not say; the year is a number, so that readers take all years for numbers."""
GROUP_BYTES = 32_000_000
"""Of columns in memory: row groups of merged parts have at least as much, but for the last."""


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
        if partition.characters >= ROW_GROUP_CHARACTERS:
            partition.flush()
        elif sum(one.characters for one in self._partitions.values()) >= BUFFERED_CHARACTERS:
            max(self._partitions.values(), key=lambda one: one.characters).flush()

    def close(self) -> None:
        """Write what is left and put the folders in their place."""
        for partition in self._partitions.values():
            partition.close()
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

        self.characters = 0
        self._documents: list[tuple[Document, str]] = []
        self._failed = failed
        self._waiting: dict[str, list[pa.RecordBatch]] = {entity: [] for entity in parts}
        self._writers: dict[str, PartWriter] = {}
        for entity, part in parts.items():
            part.parent.mkdir(parents=True)
            self._writers[entity] = pq.ParquetWriter(part, schema(entity), compression="zstd")

    def add(self, document: Document, name: str) -> None:
        self.characters += len(document.text)
        self._documents.append((document, name))
        if len(self._documents) >= TOGETHER:
            self._to_columns()

    def _to_columns(self) -> None:
        try:
            self._keep(batches(*(document for document, _ in self._documents)))
        except Exception:  # one of them cannot: the others must not be lost with it
            for document, name in self._documents:
                try:
                    self._keep(batches(document))
                except Exception as error:
                    self._failed.append((name, error))
        self._documents.clear()

    def _keep(self, of_entities: dict[str, pa.RecordBatch]) -> None:
        for entity, batch in of_entities.items():
            self._waiting[entity].append(batch)

    def flush(self) -> None:
        import pyarrow as pa

        self._to_columns()
        for entity, waiting in self._waiting.items():
            table = pa.Table.from_batches(waiting, schema(entity))
            if table.num_rows:
                self._writers[entity].write_table(table, row_group_size=table.num_rows)
            waiting.clear()
        self.characters = 0

    def close(self) -> None:
        self.flush()
        for writer in self._writers.values():
            writer.close()

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
        writer.write_table(together, row_group_size=together.num_rows)
        waiting.clear()

    with pq.ParquetWriter(target, columns, compression="zstd") as writer:
        for part in parts:
            with pq.ParquetFile(part) as file:
                for group in range(file.num_row_groups):
                    waiting.append(file.read_row_group(group).cast(columns))
                    if sum(table.nbytes for table in waiting) >= GROUP_BYTES:
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

    convert = _converter(column.hint)
    kind = _arrow_type(column.hint)
    stated = [column.get(row) for row in rows]
    if pa.types.is_dictionary(kind):
        words = get_args(without_none(column.hint))
        codes = pa.array([None if word is None else words.index(word) for word in stated], pa.int8())
        return [pa.DictionaryArray.from_arrays(codes, pa.array(words, pa.string()))]
    arrays = [pa.array([None if value is None else convert(value) for value in stated], kind)]
    if is_decimal(column.hint):
        arrays.append(pa.array(stated, pa.string()))
    return arrays


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


@cache
def _converter(hint: object) -> Callable[[object], object]:
    """What turns a value of a type of the contract into what Arrow takes for it; None is never asked for."""
    hint = without_none(hint)
    if is_decimal(hint):
        return _decimal
    if hint == Box:
        return lambda box: dict(zip(("page", "x0", "y0", "x1", "y1"), box, strict=True))  # type: ignore[call-overload]
    if isinstance(hint, type) and is_dataclass(hint):
        return _struct_converter(hint)
    if get_origin(hint) is tuple:
        convert = _converter(get_args(hint)[0])
        return lambda values: [None if value is None else convert(value) for value in values]  # type: ignore[attr-defined]
    if get_origin(hint) is dict:
        return lambda values: sorted(values.items())  # type: ignore[attr-defined]
    return lambda value: value


def _struct_converter(hint: type) -> Callable[[object], object]:
    columns = [(name, _converter(kind)) for name, kind in get_type_hints(hint, include_extras=True).items()]

    def convert(entry: object) -> dict[str, object]:
        values = ((name, getattr(entry, name), to_arrow) for name, to_arrow in columns)
        return {name: None if value is None else to_arrow(value) for name, value, to_arrow in values}

    return convert


def _decimal(digits: object) -> Decimal | None:
    """The number if decimal128(38, 10) holds it exactly.

    >>> _decimal("16.50"), _decimal("0.12345678901")
    (Decimal('16.50'), None)
    """
    try:
        number = Decimal(str(digits))
    except InvalidOperation:
        return None
    _, places, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent < -DECIMALS or len(places) + exponent > DIGITS - DECIMALS:
        return None
    return number


def _require_pyarrow() -> None:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise DocstructError("format parquet needs pyarrow; install docstruct[parquet]") from None
