"""``docstruct run``: structure files and folders into a folder of results."""

from __future__ import annotations

import os
import re
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from docstruct.cli import app
from docstruct.cli.arguments import (
    DecisionsOption,
    LexiconsOption,
    SplitOption,
    checked_formats,
    checked_split,
    refusing,
)
from docstruct.speech import speech
from docstruct.years import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docstruct.engines.local import Summary
    from docstruct.engines.options import RunOptions
    from docstruct.reading.discovery import Selection

INTERRUPTED = 130
"""The exit status of a program ended by Ctrl-C: 128 and the signal's number."""

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


@app.command(
    short_help="Structure documents into a folder of results.",
    epilog="Example: docstruct run samples/ --output out/ --format json,csv",
)
def run(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="Files, folders, patterns and zip archives.")
    ],
    output: Annotated[
        str, typer.Option(metavar="DIR", help="The folder to write to; with --engine ray a URI too.")
    ],
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMATS",
            help="Any of json, jsonl, csv, parquet, xlsx, html, md, chunks, spacy; joined by commas.",
        ),
    ] = "json",
    fiscal_year: Annotated[
        int | None,
        typer.Option(min=FIRST_YEAR, max=LAST_YEAR, help="The year of documents that do not say it."),
    ] = None,
    document_type: Annotated[
        Literal["final_accounts", "budget"] | None,
        typer.Option(help="The type of documents that do not say it."),
    ] = None,
    reader: Annotated[
        Literal["text", "markdown", "html", "docx", "workbook", "pdf", "ofd", "ocr"] | None,
        typer.Option(help="Read every input so, whatever it looks like."),
    ] = None,
    lexicons: LexiconsOption = None,
    skip_check: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="A kind of finding not to look for; may be given again."),
    ] = None,
    ocr_engine: Annotated[
        str | None,
        typer.Option(
            metavar="ENGINE",
            help="What recognises scans: onnxruntime, openvino, cuda, paddle, torch, mnn or tensorrt; by default as"
            " DOCSTRUCT_OCR says, else onnxruntime.",
        ),
    ] = None,
    decisions: DecisionsOption = None,
    split: SplitOption = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Worker processes; by default one a core.")] = None,
    timeout: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Seconds a document may take; 0 for no limit.")
    ] = 3600,
    memory: Annotated[
        str | None,
        typer.Option(metavar="BYTES", help="Memory a document may take on top of the program's: 500M, 4G."),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN", help="Of folders and archives only such files: '*预算*'; may be given again."
        ),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Of folders and archives no such files; may be given again."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Structure again what is up to date.")] = False,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite", help="Replace files in DIR that docstruct did not write; never an input."
        ),
    ] = False,
    keep_missing: Annotated[
        bool,
        typer.Option("--keep-missing", help="Keep the results of inputs that are gone from INPUT."),
    ] = False,
    keep_duplicates: Annotated[
        bool,
        typer.Option(
            "--keep-duplicates", help="Structure inputs of the same bytes each, not only the first of them."
        ),
    ] = False,
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Follow links that lead out of a folder of INPUT.")
    ] = False,
    engine: Annotated[
        Literal["local", "ray"], typer.Option(help="This machine, or a Ray cluster (format parquet only).")
    ] = "local",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no closing table.")] = False,
) -> None:
    """Structure every document of INPUT and write the results to a folder.

    The same command again does only what is missing or changed. Exit status: 0 all structured; 1 some input
    failed (listed on standard error and in errors.jsonl); 2 unusable arguments; 130 stopped by Ctrl-C.

    Results follow their inputs: what was made of an input that is gone from INPUT is removed. Files in DIR that
    docstruct did not write are never touched.
    """
    _refuse_empty({"INPUT": inputs, "--output": [output], "--lexicons": map(str, lexicons or ())})
    if engine == "local" and "://" in output:
        raise typer.BadParameter(
            "an address; a run writes to a folder of this machine, to addresses with --engine ray",
            param_hint="--output",
        )
    from docstruct.cli.progress import show_notes, show_progress, show_summary
    from docstruct.engines.options import Limits, RunOptions
    from docstruct.reading.discovery import Selection

    wanted = checked_formats(formats)
    options = RunOptions(
        formats=wanted,
        fiscal_year=fiscal_year,
        document_type=document_type,
        reader=reader,
        lexicons=tuple(lexicons or ()),
        skip_checks=_kinds(skip_check or ()),
        ocr_engine=_engine(ocr_engine),
        decisions=decisions,
        language=speech().language,
        split=checked_split(split, wanted),
    )
    _warn_of_contradictions(options)
    selection = Selection(
        include=tuple(include or ()), exclude=tuple(exclude or ()), follow_links=follow_links
    )
    limits = Limits(jobs=jobs, timeout=timeout or None, memory=_bytes(memory))
    with _saying_when_stopped():
        if engine == "ray":
            summary = _run_on_ray(inputs, output, options, selection, jobs, keep_missing=keep_missing)
        else:
            from docstruct.engines import local

            # Arrow's own allocators keep what is freed, up to a fifth of what a run takes; that of the system gives it back.
            os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

            with show_progress(inputs, selection, quiet=quiet) as on_end:
                summary = local.run(
                    inputs,
                    Path(output),
                    options,
                    limits,
                    selection=selection,
                    force=force,
                    overwrite=overwrite,
                    keep_missing=keep_missing,
                    keep_duplicates=keep_duplicates,
                    on_end=on_end,
                )
    show_notes(summary)
    if not quiet:
        show_summary(summary, Path(output), options.formats)
    raise typer.Exit(0 if summary.complete else 1)


@contextmanager
def _saying_when_stopped() -> Iterator[None]:
    """Leave with :data:`INTERRUPTED` and no traceback where the work inside is stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is a Ctrl-C
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"docstruct: {speech().say('stopped; the same command goes on from here')}", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _run_on_ray(
    inputs: list[str],
    output: str,
    options: RunOptions,
    selection: Selection,
    jobs: int | None,
    *,
    keep_missing: bool,
) -> Summary:
    from docstruct.engines import ray
    from docstruct.engines.local import Summary

    if options.formats != ("parquet",):
        raise typer.BadParameter("a Ray cluster writes --format parquet", param_hint="--engine")
    counts = ray.run(inputs, output, options, selection=selection, keep_missing=keep_missing, workers=jobs)
    return Summary(counts=counts, entries=(), structured=sum(counts.values()))


def _warn_of_contradictions(options: RunOptions) -> None:
    """Say where folders of lexicons that are laid over at once disagree."""
    if len(options.lexicon_folder().folders) > 2:
        from docstruct.maintaining.contradicting import contradictions

        for found in contradictions(options.lexicon_folder()):
            typer.echo(f"docstruct: {found}", err=True)


def _refuse_empty(arguments: Mapping[str, Iterable[str]]) -> None:
    """An empty argument is a variable that was not set, and never the current folder."""
    for name, values in arguments.items():
        if any(not value.strip() for value in values):
            raise typer.BadParameter("is empty; write . for the current folder", param_hint=name)


def _kinds(names: Iterable[str]) -> tuple[str, ...]:
    from docstruct.checking import check_kinds

    with refusing("--skip-check"):
        return tuple(sorted(check_kinds(names)))


def _engine(name: str | None) -> str | None:
    from docstruct.reading.scans.engine_choice import checked_engine

    with refusing("--ocr-engine"):
        return None if name is None else checked_engine(name)


def _bytes(size: str | None) -> int | None:
    """A number of bytes as people write it: ``500M``, ``4G``, ``4GB``."""
    if size is None:
        return None
    number = re.fullmatch(r"([0-9]+)([KMGT]?)(?:i?B)?", size.strip(), re.IGNORECASE)
    if number is None:
        raise typer.BadParameter(f"{size!r} is no amount of memory; write 500M or 4G", param_hint="--memory")
    return int(number[1]) * _UNITS[number[2].upper()]
