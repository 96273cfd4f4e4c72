"""The entries of one document as the tables that other libraries work with.

    document.to_pandas("figures")     # needs pandas and pyarrow
    document.to_polars("records")     # needs polars and pyarrow
    document.to_arrow("facts")        # needs pyarrow

Columns are those of ``--format parquet``: ``document`` and ``path``, then the fields of the contract, nested ones joined
to their name (``subject_code``); numbers are exact decimals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.writing.entities import ENTITIES
from docstruct.writing.parquet import batches, schema

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from docstruct.document import Document


def to_arrow(document: Document, entity: str) -> pa.Table:
    """The document's entries of one entity.

    Raises:
        ValueError: there is no such entity; the message lists those there are.
        ImportError: pyarrow is not installed.
    """
    if entity not in ENTITIES:
        raise ValueError(f"no such entity: {entity!r}; entities are {', '.join(ENTITIES)}")
    import pyarrow as pa

    return pa.Table.from_batches([batches(document)[entity]], schema(entity))


def to_pandas(document: Document, entity: str) -> pd.DataFrame:
    """As :func:`to_arrow`, as a pandas frame; decimals are :class:`decimal.Decimal`."""
    frame: pd.DataFrame = to_arrow(document, entity).to_pandas()
    return frame


def to_polars(document: Document, entity: str) -> pl.DataFrame:
    """As :func:`to_arrow`, as a polars frame.

    Raises:
        ImportError: polars is not installed.
    """
    import polars as pl

    frame = pl.from_arrow(to_arrow(document, entity))
    assert isinstance(frame, pl.DataFrame)
    return frame
