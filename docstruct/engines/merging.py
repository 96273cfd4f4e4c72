"""Parts of a Parquet table, merged as they grow: a folder to which one document a day is added holds few files.

Every run that adds documents leaves one part more in each partition it adds to. Parts are of a tier by their rows, tier
*n* holding 8ⁿ to 8ⁿ⁺¹ of them. When the last eight parts are of no higher tier than the last of them, they become one;
if that makes eight of the next tier, those go with them::

    rows before    512  64 64  8 8 8 8 8 8 8  1 1 1 1 1 1 1    and a part of 1 row more
    rows after     512  64 64  64+8                             eight parts of 1 make 8, eight of 8 make 64: written once

So a row is written again once a tier, a document more costs one document and on the average that of the logarithm of
what is there, and there are at most seven parts a tier. A part that is large is left as it is: merging it would cost
much and help no reader. The order of the rows stays.

The merged part is made in the staging folder and takes the place and name of the first of those in it; the others are
removed after that. The caller notes the table as untrue meanwhile, so that a run killed there makes it anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docstruct.writing.parquet import concatenate, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 8
"""Parts of one tier that are merged: more would leave more files to open, fewer would write rows more often."""
LARGE_BYTES = 256_000_000
"""A part of this size is not merged any more; engines read files of a hundred megabytes and more best."""

_PART = re.compile(r"part-(\d+)\.parquet")


def part_number(file: str) -> int:
    """The number in the name of a part, -1 if it is none.

    >>> part_number("figures.parquet/fiscal_year=2022/document_type=budget/part-12.parquet")
    12
    """
    found = _PART.fullmatch(PurePosixPath(file).name)
    return int(found[1]) if found else -1


def merge(folder: Path, output: Path, owned: Iterable[str]) -> list[str]:
    """Merge new parts with those before them where there are many.

    Args:
        folder: the new parts, laid out as in ``output``. Afterwards it holds what is to be put there: a merged part has
            the name of the first in it. A part without rows is removed where its partition has another.
        output: where the parts before them are.
        owned: the paths of those, from ``output``.

    Returns:
        Those that are in a merged part of another name, to be removed when it is in its place.
    """
    partitions: dict[str, list[str]] = defaultdict(list)
    for file in sorted(owned, key=part_number):
        partitions[PurePosixPath(file).parent.as_posix()].append(file)
    superseded: list[str] = []
    for new in sorted(folder.rglob("part-*.parquet")):
        place = new.relative_to(folder).parent
        before = partitions[place.as_posix()]
        rows = rows_of(new, place.parts[0])
        if not rows and before:
            new.unlink()
            continue
        merged = before[len(before) - _merged([*_rows(output, before), rows or 0]) :]
        if merged:
            _into_one([*(output / file for file in merged), new], folder / merged[0], place.parts[0])
            new.unlink()
            superseded += merged[1:]
    return superseded


def _rows(output: Path, parts: Sequence[str]) -> list[int]:
    """The rows of the last parts, up to one that is not merged: a large one, or one with other columns."""
    rows: list[int] = []
    for file in reversed(parts):
        path = output / file
        if path.stat().st_size >= LARGE_BYTES:
            break
        found = rows_of(path, PurePosixPath(file).parts[0])
        if found is None:
            break
        rows.append(found)
    return rows[::-1]


def _merged(rows: Sequence[int]) -> int:
    """How many parts before the last are merged with it.

    >>> _merged([64, *[1] * 7]), _merged([64, *[1] * 8]), _merged([64, *[8] * 7, *[1] * 8])
    (0, 7, 14)
    """
    left = list(rows)
    while True:
        tier = _tier(left[-1])
        higher = [place for place, count in enumerate(left) if _tier(count) > tier]
        first = higher[-1] + 1 if higher else 0
        if len(left) - first < FEW:
            return len(rows) - len(left)
        left[first:] = [sum(left[first:])]


def _tier(rows: int) -> int:
    tier = 0
    while rows >= FEW:
        rows //= FEW
        tier += 1
    return tier


def _into_one(sources: Sequence[Path], target: Path, table: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    concatenate(sources, target, table)
