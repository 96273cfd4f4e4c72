"""What people decided about findings: 属实 (confirmed), 误报 (false), 待核 (open), with a note.

The review page keeps decisions in the browser and saves them as a file; ``docstruct run --decisions FILE`` shows them
again, on the page and in the workbook. A decision belongs to a document (by the key of its source: its sha256, and which part of it) and to a finding by
what it says (:func:`finding_key`), so that it is found again after a run with another version or other lexicons, and is
not given to a finding that now says something else. Decisions that meet no finding are kept and counted.

    {"docstruct_decisions": 1, "decisions": [
      {"document": "9f2…", "path": "a.pdf", "key": "3b0c5d7e91aa", "decision": "false", "note": "单位不同", …}]}
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from docstruct.errors import DocstructError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from docstruct.document import Document, Finding

Verdict: TypeAlias = Literal["confirmed", "false", "open"]

FORMAT = "docstruct_decisions"
"""The key by which a file of decisions is known; its value is the version of the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about one finding of one document."""

    document: str
    key: str
    decision: Verdict
    note: str = ""
    path: str = ""
    kind: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a file, by document and finding."""

    by_place: Mapping[tuple[str, str], Decision]

    @classmethod
    def none(cls) -> Decisions:
        """No decisions."""
        return cls({})

    @classmethod
    def load(cls, path: Path) -> Decisions:
        """Read a file that the review page saved, or all such files of a folder: every page saves its own.

        Of two decisions about one finding the later one counts, of two files the one written later. Other JSON files of
        the folder are passed over.

        Raises:
            DocstructError: a file cannot be read, or is no file of decisions; the message says where it is wrong.
        """
        if not path.is_dir():
            made = _read(path)
            if made is None:
                raise DocstructError(f"{path}: is no file of decisions as the review page saves it")
            return cls(_by_place(made))
        files = sorted(path.glob("*.json"), key=lambda one: (one.stat().st_mtime_ns, one.name))
        read = [made for file in files if (made := _read(file)) is not None]
        if not read:
            raise DocstructError(f"{path}: holds no file of decisions as the review page saves it")
        return cls(_by_place(one for made in read for one in made))

    def to_json(self) -> bytes:
        """All of them as one file, as the review page saves it."""
        import msgspec

        return msgspec.json.encode({FORMAT: 1, "decisions": list(self.by_place.values())})

    def of(self, document: Document, finding: Finding) -> Decision | None:
        """What was decided about a finding."""
        return self.by_place.get((document.source.key, finding_key(finding)))

    def digest(self, document: str | None = None) -> str | None:
        """All that was decided about a document, given by its sha256, or about all, as a hash; None for nothing."""
        own = sorted(
            (whose, key, one.decision, one.note)
            for (whose, key), one in self.by_place.items()
            if document in (None, whose, _input_of(whose))
        )
        return hashlib.sha256(repr(own).encode("utf-8", "surrogatepass")).hexdigest()[:16] if own else None

    def unmet(self, document: Document) -> tuple[Decision, ...]:
        """Decisions about the document that meet none of its findings: they are of an older run."""
        met = {finding_key(finding) for finding in document.findings}
        own = document.source.key
        return tuple(one for (whose, key), one in self.by_place.items() if whose == own and key not in met)

    def of_others(self, documents: Iterable[str]) -> int:
        """How many decisions belong to none of the documents, given by sha256."""
        known = set(documents)
        return sum(_input_of(whose) not in known for whose, _ in self.by_place)


def _input_of(document: str) -> str:
    """The sha256 of the input that holds a document."""
    return document.partition("#")[0]


def _by_place(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    return {(one.document, one.key): one for one in decisions}


def _read(path: Path) -> tuple[Decision, ...] | None:
    """The decisions of one file; None where it is JSON of another kind."""
    import msgspec

    try:
        data = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise DocstructError(f"{path}: {error.strerror or error}") from None
    except msgspec.DecodeError as error:
        raise DocstructError(f"{path}: is damaged: {error}; save the decisions again from the page") from None
    if not isinstance(data, dict) or data.get(FORMAT) != 1 or not isinstance(data.get("decisions"), list):
        return None
    try:
        return msgspec.convert(data["decisions"], tuple[Decision, ...])
    except msgspec.ValidationError as error:
        raise DocstructError(f"{path}: a decision is damaged: {error}") from None


def finding_key(finding: Finding) -> str:
    """What a finding says, as twelve hexadecimal digits.

    >>> from docstruct.document import Finding
    >>> said = Finding(id="n1", kind="sum_mismatch", severity="error", message="合计不符", start=0, end=4)
    >>> finding_key(said) == finding_key(Finding(id="n9", kind="sum_mismatch", severity="error", message="合计不符", start=7, end=9))
    True
    """
    said = "\0".join((finding.kind, finding.message, finding.stated or "", finding.computed or ""))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
