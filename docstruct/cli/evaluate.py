"""``docstruct evaluate``: score docstruct on documents that people annotated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli import app
from docstruct.cli.arguments import LexiconsOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from docstruct.evaluating import Report
    from docstruct.evaluating.gold import GoldDocument
    from docstruct.evaluating.report import TaskScore
    from docstruct.evaluating.scoring import Tally


@app.command(
    short_help="Score docstruct on annotated documents.",
    epilog="Example: docstruct evaluate tests/gold --inputs samples --errors 5",
)
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Folders of annotated documents.")],
    inputs: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Where the files are that were annotated."),
    ] = None,
    lexicons: LexiconsOption = None,
    errors: Annotated[int, typer.Option(min=0, help="Print so many misses and false alarms a document.")] = 0,
    minimum: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="TASK=F1", help="Exit with 1 if a task's F1 is lower."),
    ] = None,
    summary: Annotated[Path | None, typer.Option(help="Write the scores to this JSON file too.")] = None,
) -> None:
    """Precision, recall and F1 of every task on annotated documents, with error bars (format: docs/gold.md).

    Exit status: 0; 1 if a document cannot be structured or a task stays below --min; 2 unusable arguments.
    """
    from docstruct import evaluating
    from docstruct.engines.options import RunOptions
    from docstruct.evaluating.gold import structure_gold

    floors = dict(_floor(text) for text in minimum or ())
    pipeline = RunOptions(lexicons=tuple(lexicons or ())).load_pipeline()
    report = evaluating.evaluate(_load(gold, inputs), lambda document: structure_gold(pipeline, document))
    _print_errors(report, errors)
    _print_scores(report)
    if summary is not None:
        summary.write_text(
            json.dumps(_summary(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    low = [task for task in report.tasks() if task.tally.f1 < floors.get(task.task, 0)]
    for task in low:
        typer.echo(f"{task.task}: F1 {task.tally.f1:.3f} is below {floors[task.task]}", err=True)
    raise typer.Exit(1 if low or report.failed else 0)


def _load(folders: list[Path], inputs: Path | None) -> Iterator[GoldDocument]:
    from docstruct.evaluating.gold import load_gold

    for folder in folders:
        yield from load_gold(folder, inputs)


def _floor(text: str) -> tuple[str, float]:
    from docstruct.evaluating.scoring import TASKS

    task, _, value = text.partition("=")
    try:
        floor = float(value)
    except ValueError:
        floor = -1
    if task not in TASKS or not 0 <= floor <= 1:
        raise typer.BadParameter(f"{text!r}: write TASK=F1, a task of {', '.join(TASKS)}", param_hint="--min")
    return task, floor


def _print_errors(report: Report, limit: int) -> None:
    for score in report.scores:
        if score.problem is not None:
            typer.echo(f"{score.name}: {score.problem}", err=True)
        if limit:
            typer.echo(
                f"{score.name}: " + "  ".join(f"{task} {t.f1:.3f}" for task, t in score.tallies.items())
            )
            for error in score.errors[:limit]:
                typer.echo(f"  {error}")


def _print_scores(report: Report) -> None:
    from rich.console import Console

    columns = ("精确率", "召回率", "F1", "标注", "找到")
    tasks = _table("任务", "来源", "文档", "95% 区间", *columns)
    kinds = _table("任务", "类别", *columns)
    fields = _table("任务", "字段", "准确率", "正确", "共")
    sources = report.sources()
    for source in (None, *(sources if len(sources) > 1 else ())):
        for task in report.tasks(source):
            bar = f"{task.low:.3f}–{task.high:.3f}"
            tasks.add_row(
                task.task, source or "全部", str(task.documents), bar, *_rates_and_counts(task.tally)
            )
    for task in report.tasks():
        for kind, tally in sorted(task.tally.kinds.items()):
            kinds.add_row(task.task, kind, *_rates_and_counts(tally))
        for field, count in sorted(task.tally.fields.items()):
            right = task.tally.right[field]
            fields.add_row(task.task, field, f"{right / count:.3f}", str(right), str(count))
    console = Console()
    for table in (tasks, kinds, fields):
        console.print(table)
        console.print()


def _table(*titles: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in titles:
        words = title in ("任务", "来源", "类别", "字段")
        table.add_column(title, no_wrap=True, justify="left" if words else "right")
    return table


def _rates_and_counts(tally: Tally) -> tuple[str, ...]:
    rates = (f"{rate:.3f}" for rate in (tally.precision, tally.recall, tally.f1))
    return (*rates, str(tally.gold), str(tally.found))


def _summary(report: Report) -> dict[str, object]:
    def scores(tasks: tuple[TaskScore, ...]) -> dict[str, object]:
        return {task.task: _rates(task) for task in tasks}

    return {
        "documents": report.documents,
        "failed": len(report.failed),
        **scores(report.tasks()),
        "sources": {source: scores(report.tasks(source)) for source in report.sources()},
    }


def _rates(task: TaskScore) -> dict[str, object]:
    tally = task.tally
    return {
        **_counts(tally),
        "f1_low": task.low,
        "f1_high": task.high,
        **{name: tally.right[name] / count for name, count in sorted(tally.fields.items())},
        "kinds": {kind: _counts(part) for kind, part in sorted(tally.kinds.items())},
    }


def _counts(tally: Tally) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "gold": tally.gold,
        "found": tally.found,
    }
