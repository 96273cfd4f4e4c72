"""What a scan says is only as sure as its recognition: lines to compare with the page before they are trusted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.checking.view import View
    from docstruct.document import Finding, Page


@check(
    "low_confidence",
    severity="info",
    compares="lines of a scan that the recognition itself was not sure of",
    tolerance="a confidence below 0.8, or two readings that differ",
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


def of_ours(findings: Iterable[Finding], pages: Sequence[Page]) -> Iterator[Finding]:
    """Findings about names, those on recognised pages as doubts about the recognition and not about the document.

    A name that is nearly that of its code was more likely misread than misprinted.
    """
    recognised = [(page.start, page.end) for page in pages if page.origin == "ocr"]
    for finding in findings:
        if any(start <= finding.start < end for start, end in recognised):
            yield _doubted(finding)
        else:
            yield finding


def as_sure_as_read(findings: Iterable[Finding], view: View) -> Iterator[Finding]:
    """Findings, those that rest on a line the recognition was not sure of as doubts about the recognition.

    80.5 for 83.05 is a contradiction of the document where both were read for sure, else more likely one of the reading.
    """
    for finding in findings:
        places = finding.places or (finding,)
        if finding.severity != "info" and any(view.is_unsure(place) for place in places):
            yield _doubted(finding)
        else:
            yield finding


def _doubted(finding: Finding) -> Finding:
    message = f"此处可能是扫描识别有误，请对照页面：{finding.message}"
    return replace(finding, kind="low_confidence", severity="info", message=message)
