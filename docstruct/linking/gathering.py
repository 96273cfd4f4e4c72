"""Claims by organization, kept on disk: memory holds the claims of one organization at a time.

Organizations are the same where their names are, after repair of glyphs, widths and blanks. Names that are only alike
are never joined; where one ends and the other begins with the next year, that is said (:meth:`Gathering.renamings`).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docstruct.document import DocumentType  # noqa: TC001 - sources are decoded by their types
from docstruct.linking.claims import Claim
from docstruct.linking.links import Link, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    from docstruct.document import Document

_ALIKE = 80.0
"""Likeness, 0 to 100, from which two names may be one organization renamed: 医疗保险管理局 and 医疗保障局 have 83."""
_SAME_PLACE = 3
"""Characters at the beginning that both names share: the province, city or county (吉林省, 普陀区)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as far as links name it."""

    sha256: str
    path: str
    organization: str
    document_type: DocumentType | None
    year: int

    def place(self, claim: Claim | None = None) -> Place:
        """The document as one side of a link, with the claim it makes."""
        whole = Place(
            document=self.sha256,
            path=self.path,
            document_type=self.document_type,
            fiscal_year=self.year,
        )
        if claim is None:
            return whole
        return Place(
            document=self.sha256,
            path=self.path,
            document_type=whole.document_type,
            fiscal_year=self.year,
            entry=claim.entry,
            text=claim.shown,
            amount=claim.amount,
            page=claim.page,
            start=claim.start,
            end=claim.end,
        )


@dataclass(slots=True)
class Organization:
    """What is said of one organization: its own documents, and claims of it by document."""

    name: str
    own: list[Source] = field(default_factory=list)
    claims: list[tuple[Source, Claim]] = field(default_factory=list)


class Gathering:
    """Takes in documents in any order; a context that removes what it kept on disk."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("")  # a private temporary file, removed by SQLite itself
        self._rows.execute("CREATE TABLE source (id INTEGER PRIMARY KEY, key TEXT, packed BLOB)")
        self._rows.execute("CREATE TABLE claim (key TEXT, source INTEGER, packed BLOB)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()

    def add(self, document: Document, claims: tuple[Claim, ...]) -> None:
        """Keep what a document claims; one without organization or year is passed over."""
        import msgspec

        metadata = document.metadata
        if metadata.organization is None or metadata.fiscal_year is None:
            return
        source = Source(
            document.source.key,
            document.source.path,
            metadata.organization,
            metadata.document_type,
            metadata.fiscal_year,
        )
        encode = msgspec.msgpack.encode
        inserted = self._rows.execute(
            "INSERT INTO source (key, packed) VALUES (?, ?)", (_key(source.organization), encode(source))
        )
        self._rows.executemany(
            "INSERT INTO claim VALUES (?, ?, ?)",
            ((_key(claim.organization), inserted.lastrowid, encode(claim)) for claim in claims),
        )

    def organizations(self) -> Iterator[Organization]:
        """Every organization that has a document of its own, by name."""
        import msgspec

        # Behind the last row: an index kept up with every row would cost far more.
        self._rows.execute("CREATE INDEX IF NOT EXISTS by_key ON claim (key)")
        sources = {
            number: msgspec.msgpack.decode(packed, type=Source)
            for number, packed in self._rows.execute("SELECT id, packed FROM source")
        }
        own: dict[str, list[Source]] = defaultdict(list)
        for source in sources.values():
            own[_key(source.organization)].append(source)
        for key in sorted(own):
            rows = self._rows.execute("SELECT source, packed FROM claim WHERE key = ?", (key,))
            claims = [
                (sources[number], msgspec.msgpack.decode(packed, type=Claim)) for number, packed in rows
            ]
            ordered = sorted(claims, key=lambda one: (one[0].year, one[0].path, one[1].subject, one[1].entry))
            yield Organization(
                own[key][0].organization,
                sorted(own[key], key=lambda one: (one.year, one.document_type or "", one.path)),
                ordered,
            )

    def renamings(self) -> Iterator[Link]:
        """Organizations of which one ends where another of a very similar name begins."""
        from rapidfuzz import fuzz

        spans: dict[str, list[Organization]] = defaultdict(list)
        for organization in self.organizations():
            spans[organization.name[:_SAME_PLACE]].append(organization)
        for neighbours in spans.values():
            for earlier in neighbours:
                for later in neighbours:
                    if (
                        later.own[0].year == earlier.own[-1].year + 1
                        and fuzz.ratio(earlier.name, later.name) >= _ALIKE
                    ):
                        yield _renaming(earlier, later)


def _renaming(earlier: Organization, later: Organization) -> Link:
    return Link(
        id="",
        kind="renamed",
        severity="info",
        message=f"“{earlier.name}”的文件止于{earlier.own[-1].year}年，“{later.name}”的文件始于{later.own[0].year}年，可能是同一单位更名，未作比较。",
        organization=earlier.name,
        subject=None,
        first=earlier.own[-1].place(),
        second=later.own[0].place(),
    )


def _key(organization: str) -> str:
    """The name without blanks and with one kind of brackets."""
    return "".join(organization.split()).replace("(", "（").replace(")", "）")
