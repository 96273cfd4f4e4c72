"""What a scan says is only as sure as its recognition: lines to compare with the page before they are trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View


@check(
    "low_confidence",
    severity="info",
    compares="lines of a scan that the recognition itself was not sure of",
    tolerance="a mean confidence below 0.8",
    example="a stamp over 支出决算为268.08万元",
)
def unsure_lines(view: View) -> Iterator[Contradiction]:
    """Lines the normalizer has on record as of low confidence."""
    for repair in view.document.repairs.entries:
        if repair.kind == "low_confidence":
            text = view.document.text[repair.start : repair.end]
            yield Contradiction(
                message=f"此处扫描识别没有把握，请对照页面：“{text}”。",
                start=repair.start,
                end=repair.end,
                stated=text,
            )
