"""docstruct structures the messy text of Chinese government budgets and final accounts (部门预算, 部门决算).

>>> import docstruct
>>> document = docstruct.structure("2022年度支出总计 1,234.5 万元。", fiscal_year=2022)
>>> document.figures[0].value
'1234.5'

Importing this package is quick: the pipeline and the libraries it needs are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document, DocumentType
    from docstruct.engines.streaming import structure_many
    from docstruct.pipeline import Pipeline

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Pipeline",
    "__version__",
    "structure",
    "structure_all",
    "structure_bytes",
    "structure_many",
]

_default_pipeline: Pipeline | None = None


def structure(
    path_or_text: str | Path,
    fiscal_year: int | None = None,
    document_type: DocumentType | None = None,
) -> Document:
    """Structure one file or text with the packaged lexicons, whole.

    A file in which several disclosures stand, as counties publish them, is one document here, with a finding
    ``several_disclosures`` where each further one begins; :func:`structure_all` takes them apart.

    Args:
        path_or_text: a path, or the text itself; a string is a path if there is something of that name, or if it looks
            like one (``决算.pdf``, ``C:\\决算``, ``out/a.dat``).
        fiscal_year: the budget year, where the text is an excerpt that cannot say it.
        document_type: ``final_accounts`` (决算) or ``budget`` (预算), likewise.

    Raises:
        docstruct.errors.ReadError: the input cannot be read; the message names file and reason.
        ValueError: ``fiscal_year`` or ``document_type`` is none.
    """
    return _pipeline().structure(path_or_text, fiscal_year=fiscal_year, document_type=document_type)


def structure_all(
    path_or_text: str | Path,
    fiscal_year: int | None = None,
    document_type: DocumentType | None = None,
) -> tuple[Document, ...]:
    """The documents in one file or text: one for each disclosure where it holds several, else one.

    ``document.source.part`` numbers them from 1, and is None for the only one. Arguments and errors are those of
    :func:`structure`.
    """
    return _pipeline().structure_all(path_or_text, fiscal_year=fiscal_year, document_type=document_type)


def structure_bytes(
    data: bytes,
    name: str,
    fiscal_year: int | None = None,
    document_type: DocumentType | None = None,
) -> Document:
    """Structure the content of a file that is in memory, with the packaged lexicons.

    Args:
        data: the content; what it is, the bytes decide.
        name: what messages and the output call it.
        fiscal_year: as for :func:`structure`.
        document_type: as for :func:`structure`.

    Raises:
        docstruct.errors.ReadError: it cannot be read; the message gives name and reason.
        ValueError: ``fiscal_year`` or ``document_type`` is none.
    """
    return _pipeline().structure_bytes(data, name, fiscal_year=fiscal_year, document_type=document_type)


def _pipeline() -> Pipeline:
    """The pipeline of the packaged lexicons, loaded once."""
    global _default_pipeline
    if _default_pipeline is None:
        from docstruct.pipeline import Pipeline

        _default_pipeline = Pipeline()
    return _default_pipeline


def __getattr__(name: str) -> object:
    """Load ``Pipeline``, ``Document`` and ``structure_many`` when they are first asked for."""
    if name == "structure_many":
        from docstruct.engines.streaming import structure_many

        return structure_many
    if name == "Pipeline":
        from docstruct.pipeline import Pipeline

        return Pipeline
    if name == "Document":
        from docstruct.document import Document

        return Document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
