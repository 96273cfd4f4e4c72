"""What ``docstruct run`` shows: a progress bar while it works, the failures as they come, a table at the end.

The bar goes to standard error and only to a terminal; failures go to standard error always; the table to standard
output. The table is in Chinese, since it is read by those who read the documents.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from docstruct.engines.structuring import WELL
from docstruct.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.progress import Progress, TaskID

    from docstruct.engines.local import Summary
    from docstruct.engines.state import Entry
    from docstruct.reading.discovery import Selection

OnEnd: TypeAlias = "Callable[[Entry], None]"

SHOWN_REMOVED = 10

_STATES = {
    "done": "已完成",
    "skipped": "不是文档",
    "empty": "空文件",
    "refused": "无法读取",
    "failed": "处理失败",
}
_REASONS = {
    "crash": "进程崩溃",
    "damaged": "文件损坏",
    "empty": "空文件",
    "encrypted": "已加密",
    "error": "程序错误",
    "killed": "进程被终止",
    "memory": "内存不足",
    "link": "链接指向文件夹之外",
    "missing": "找不到文件",
    "needs_ocr": "需要文字识别",
    "needs_office": "需要LibreOffice",
    "no_pages": "没有页面",
    "no_text": "没有文字",
    "timeout": "超时",
    "too_large": "文件过大",
    "too_slow": "转换超时",
    "unsupported": "格式不支持",
}


@contextmanager
def show_progress(inputs: Sequence[str], selection: Selection, *, quiet: bool) -> Iterator[OnEnd]:
    """A progress bar over the inputs; calling what it gives moves it on and prints what failed."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda entry: _print_problem(console, entry)
        return
    with _bar(console) as progress:
        bar = progress.add_task("", total=None, rate="")
        threading.Thread(target=_count, args=(inputs, selection, progress, bar), daemon=True).start()

        def advance(entry: Entry) -> None:
            _print_problem(console, entry)
            speed = progress.tasks[bar].speed
            progress.update(bar, advance=1, rate=f"{speed:.1f} 份/秒" if speed else "")

        yield advance


def show_notes(summary: Summary) -> None:
    """What whoever reads the results should know, on standard error."""
    console = Console(stderr=True)
    notes = list(summary.notes)
    if summary.removed:
        first = "、".join(summary.removed[:SHOWN_REMOVED])
        more = "……" if len(summary.removed) > SHOWN_REMOVED else ""
        notes.append(
            f"removed the results of {len(summary.removed):,} inputs that are gone"
            f" (--keep-missing keeps them): {first}{more}"
        )
    for note in notes:
        console.print(visible(f"docstruct: {note}"), markup=False, highlight=False, soft_wrap=True)


def show_summary(summary: Summary) -> None:
    """The closing table, one row a document, and how many inputs ended where and why."""
    console = Console()
    if any(entry.state == "done" for entry in summary.entries):
        console.print(_table(summary))
    more = summary.total - len(summary.entries)
    if more > 0:
        console.print(f"…… 另有 {more:,} 份文档未列出")
    if summary.passed:
        console.print(f"另有 {summary.passed:,} 个隐藏文件或系统文件未计入")
    ends = f"共 {summary.total:,} 份（本次处理 {summary.structured:,} 份）：{_ends(summary)}"
    if summary.unwritten:
        ends += f"；其中 {summary.unwritten:,} 份有输出格式未能写出"
    console.print(ends, soft_wrap=True)  # one line, for people and for grep


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
        "用时",
        TimeElapsedColumn(),
        "剩余",
        TimeRemainingColumn(),
        console=console,
        speed_estimate_period=120,
    )


def _count(inputs: Sequence[str], selection: Selection, progress: Progress, bar: TaskID) -> None:
    """Count the inputs while the first of them are structured, so that the bar can say what is left."""
    from docstruct.reading.discovery import discover

    progress.update(bar, total=sum(1 for _ in discover(inputs, selection=selection)))


def _print_problem(console: Console, entry: Entry) -> None:
    messages = [entry.message or ""] if entry.state not in WELL else []
    messages += [f"{form} not written: {message}" for form, message in entry.problems.items()]
    for message in messages:
        console.print(visible(f"{entry.path}: {message}"), markup=False, highlight=False, soft_wrap=True)


def _table(summary: Summary) -> Table:
    table = Table()
    table.add_column("文档", overflow="fold")
    for title in ("年度", "章节", "数据", "原因", "问题", "用时（秒）"):
        table.add_column(title, justify="right", no_wrap=True)
    for entry in summary.entries:
        if entry.state == "done":
            counts = (entry.fiscal_year, entry.sections, entry.figures, entry.reasons, entry.findings)
            cells = ("—" if count is None else str(count) for count in counts)
            table.add_row(Text(visible(entry.name)), *cells, f"{entry.seconds or 0:.2f}")
    return table


def _ends(summary: Summary) -> str:
    """Inputs by state and reason, such as 已完成 12，无法读取 2（已加密 1，文件损坏 1）."""
    parts: list[str] = []
    for state, title in _STATES.items():
        reasons = {reason: count for (ended, reason), count in summary.counts.items() if ended == state}
        if not reasons:
            continue
        named = "，".join(f"{_REASONS.get(reason, reason)} {n:,}" for reason, n in reasons.items() if reason)
        detail = f"（{named}）" if named and state in ("refused", "failed") else ""
        parts.append(f"{title} {sum(reasons.values()):,}{detail}")
    return "，".join(parts)
