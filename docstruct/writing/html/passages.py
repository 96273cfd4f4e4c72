"""Which marks light a record or a finding in the text.

A record lights the whole sentences its figures stand in. One sentence may hold hundreds of records, and every piece of
it between two figures would list them all; so entries over one and the same range share the mark of that passage, and
each names the passage among its marks.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docstruct.writing.statement import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document

Range = tuple[int, int]


class Passages:
    """The ranges that records and findings mark as a whole.

    Attributes:
        of: the id of the passage of an entry, by the id of the entry: its own where no other has the same range.
        ranges: the passages by their ids, in the order in which their entries begin to be listed.
    """

    def __init__(self, document: Document) -> None:
        sharing: dict[Range, list[str]] = defaultdict(list)
        for name, place in _ranges(document):
            sharing[place].append(name)
        self.of: dict[str, str] = {}
        self.ranges: dict[str, Range] = {}
        for number, (place, names) in enumerate(sharing.items(), start=1):
            passage = names[0] if len(names) == 1 else f"p{number}"
            self.ranges[passage] = place
            self.of.update(dict.fromkeys(names, passage))


def _ranges(document: Document) -> Iterator[tuple[str, Range]]:
    figures = {figure.id: figure for figure in document.figures}
    for record in document.records:
        yield record.id, sentences(record, figures)
    for finding in document.findings:
        yield finding.id, (finding.start, finding.end)
