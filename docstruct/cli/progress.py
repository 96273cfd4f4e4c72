"""What ``docstruct run`` shows: a progress bar while it works, the failures as they come, a table at the end.

The bar goes to standard error and only to a terminal; failures go to standard error always; the table to standard
output. All in the language of the call (:mod:`docstruct.speech`).
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from docstruct.engines.structuring import WELL
from docstruct.speech import speech
from docstruct.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rich.progress import Progress, TaskID

    from docstruct.engines.local import Summary
    from docstruct.engines.state import Entry
    from docstruct.reading.discovery import Selection

OnEnd: TypeAlias = "Callable[[Entry], None]"

SHOWN_REMOVED = 10

_STATES = ("done", "duplicate", "skipped", "empty", "refused", "failed")

_REMEDIES = {
    "crash": "run again; if it happens again, please report it with the file",
    "damaged": "get the file again, or open it and save a copy",
    "empty": "check the path, or get the file again",
    "error": "please report it with this line",
    "killed": "run with fewer --jobs",
    "memory": "run with more --memory or fewer --jobs",
    "missing": "check the path",
    "no_pages": "get the file again",
    "pattern": "mend it in your lexicons, or report it with the file",
    "timeout": "run with a longer --timeout",
    "too_large": "split the file",
    "unsupported": "save it as .docx, .xlsx or .pdf",
}
"""What to do about an input that was not structured, where its message does not say it itself."""


@contextmanager
def show_progress(inputs: Sequence[str], selection: Selection, *, quiet: bool) -> Iterator[OnEnd]:
    """A progress bar over the inputs; calling what it gives moves it on and prints what failed."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda entry: _print_problem(console, entry)
        return
    with _bar(console) as progress:
        say = speech()
        bar = progress.add_task("", total=None, rate="")
        threading.Thread(target=_count, args=(inputs, selection, progress, bar), daemon=True).start()

        def advance(entry: Entry) -> None:
            _print_problem(console, entry)
            speed = progress.tasks[bar].speed
            progress.update(bar, advance=1, rate=say.put("{} a second", f"{speed:.1f}") if speed else "")

        yield advance


def show_notes(summary: Summary) -> None:
    """What whoever reads the results should know, on standard error."""
    console, say = Console(stderr=True), speech()
    notes = [say.say(note) for note in summary.notes]
    if summary.removed:
        first = "、".join(summary.removed[:SHOWN_REMOVED])
        more = "……" if len(summary.removed) > SHOWN_REMOVED else ""
        notes.append(
            say.put(
                "removed the results of {} inputs that are gone (--keep-missing keeps them): {}",
                f"{len(summary.removed):,}",
                f"{first}{more}",
            )
        )
    for note in notes:
        console.print(visible(f"docstruct: {note}"), markup=False, highlight=False, soft_wrap=True)


def show_summary(summary: Summary, output: Path, formats: Sequence[str]) -> None:
    """The closing table, one row a document, how many inputs ended where and why, and what to open now."""
    console, say = Console(), speech()
    if any(entry.state == "done" for entry in summary.entries):
        console.print(_table(summary))
    more = summary.total - len(summary.entries)
    if more > 0:
        console.print(say.put("… and {} documents more", f"{more:,}"))
    if summary.passed:
        console.print(
            say.put("{} hidden files and files of the system were passed over", f"{summary.passed:,}")
        )
    ends = say.put(
        "{} inputs ({} in this run): {}", f"{summary.total:,}", f"{summary.structured:,}", _ends(summary)
    )
    if summary.unwritten:
        ends += say.put("; {} of them lack a format that could not be written", f"{summary.unwritten:,}")
    console.print(ends, soft_wrap=True, markup=False, highlight=False)  # one line, for people and for grep
    opened = _to_open(output, formats, any_done=any(state == "done" for state, _ in summary.counts))
    if opened is not None:
        text = visible(say.put("open now: {}", str(opened)))
        console.print(text, soft_wrap=True, markup=False, highlight=False)


_OPENED = (
    ("html", "index.html"),
    ("xlsx", "workbook.xlsx"),
    ("csv", "records.csv"),
    ("jsonl", "records.jsonl"),
    ("parquet", "records.parquet"),
)
"""What a person opens first, by format: the page before the workbook, that before tables."""


def _to_open(output: Path, formats: Sequence[str], *, any_done: bool) -> Path | None:
    """What to look at: the results as a person reads them; why there are none, where nothing was structured."""
    listed = output / "errors.jsonl"
    if not any_done and listed.exists() and "html" not in formats:  # the page says why, too
        return listed
    wanted = [output / name for form, name in _OPENED if form in formats and (output / name).exists()]
    return wanted[0] if wanted else (output if output.is_dir() else None)


def _bar(console: Console) -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        speech().say("elapsed"),
        TimeElapsedColumn(),
        speech().say("left"),
        TimeRemainingColumn(),
        console=console,
        speed_estimate_period=120,
    )


def _count(inputs: Sequence[str], selection: Selection, progress: Progress, bar: TaskID) -> None:
    """Count the inputs while the first of them are structured, so that the bar can say what is left."""
    from docstruct.reading.discovery import discover

    progress.update(bar, total=sum(1 for _ in discover(inputs, selection=selection)))


def _print_problem(console: Console, entry: Entry) -> None:
    say = speech()
    messages = [_with_remedy(entry)] if entry.state not in WELL else []
    messages += [say.put("{} not written: {}", form, message) for form, message in entry.problems.items()]
    for message in messages:
        console.print(visible(f"{entry.path}: {message}"), markup=False, highlight=False, soft_wrap=True)


def _with_remedy(entry: Entry) -> str:
    """Why an input was not structured, and what to do; a message with a second clause says it already."""
    message, say = entry.message or "", speech()
    remedy = _REMEDIES.get(entry.reason or "")
    if remedy is None or ";" in message:
        return say.say(message)
    return f"{say.say(message)}{'；' if say.language == 'zh' else '; '}{say.say(remedy)}"


def _table(summary: Summary) -> Table:
    table, say = Table(), speech()
    table.add_column(say.say("document"), overflow="fold")
    for title in ("year", "sections", "figures", "reasons", "findings", "seconds"):
        table.add_column(say.say(title), justify="right", no_wrap=True)
    for entry in summary.entries:
        if entry.state == "done":
            counts = (entry.fiscal_year, entry.sections, entry.figures, entry.reasons, entry.findings)
            cells = ("—" if count is None else str(count) for count in counts)
            parts = f"（{say.put('{} documents', str(entry.parts))}）" if entry.parts else ""
            table.add_row(Text(visible(entry.name) + parts), *cells, f"{entry.seconds or 0:.2f}")
    return table


def _ends(summary: Summary) -> str:
    """Inputs by state and reason, such as 已完成 12，无法读取 2（已加密 1，文件损坏 1）."""
    say = speech()
    comma, left, right = ("，", "（", "）") if say.language == "zh" else (", ", " (", ")")
    parts: list[str] = []
    for state in _STATES:
        reasons = {reason: count for (ended, reason), count in summary.counts.items() if ended == state}
        if not reasons:
            continue
        named = comma.join(f"{say.say(reason)} {n:,}" for reason, n in reasons.items() if reason)
        detail = f"{left}{named}{right}" if named and state in ("refused", "failed") else ""
        parts.append(f"{say.say(state)} {sum(reasons.values()):,}{detail}")
    return comma.join(parts)
