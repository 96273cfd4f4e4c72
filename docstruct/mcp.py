"""docstruct for language models: a server of the Model Context Protocol over standard input and output.

    docstruct mcp disclosures/

It reads files below one folder, given at the start, and nothing else: a path that leads out of it, a link included, is
an error. Tools answer with plain JSON; the last documents are kept, so that several questions about one cost one
reading. Needs the extra ``mcp`` (the protocol's own package).
"""

from __future__ import annotations

import os
from functools import lru_cache, wraps
from typing import TYPE_CHECKING

from docstruct import __version__
from docstruct.errors import DocstructError
from docstruct.pipeline import Pipeline
from docstruct.writing.statement import statements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mcp.server.mcpserver import MCPServer

    from docstruct.document import Document

Answer = dict[str, object]

KEPT = 8
"""Documents kept in memory."""

MOST = 200
"""Entries a tool answers with at once; more are asked for by ``offset``."""

INSTRUCTIONS = """Structures Chinese government budgets and final accounts (部门预算, 部门决算).
Begin with `files`, then `structure` a file: it answers with what the document says of itself and its statements
(subject, code, budget, actual, change, reasons). `findings` lists where the document contradicts itself, `outline` its
sections, `explain` one entry by its id, `match` finds the classification code of a name."""


class Library:
    """The documents below one folder.

    Raises:
        DocstructError: the folder is none.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise DocstructError(f"{folder}: no such folder")
        self.folder = folder.resolve()
        self.pipeline = Pipeline()
        self._structure = lru_cache(KEPT)(self._structured)

    def files(self, offset: int = 0) -> Answer:
        """List the files that can be structured, 200 at a time.

        Args:
            offset: how many to pass over.
        """
        from docstruct.reading.discovery import discover

        found = sorted(
            {
                str(one.file.relative_to(self.folder))
                for one in discover([str(self.folder)])
                if one.problem is None
            }
        )
        return {"total": len(found), "files": found[offset : offset + MOST]}

    def structure(self, file: str, offset: int = 0, part: int = 0) -> Answer:
        """Structure a file: what it says of itself, and its statements, 200 at a time.

        Args:
            file: a path below the folder, as `files` lists it.
            offset: how many statements to pass over.
            part: of a file that holds several disclosures, which one, from 1.
        """
        import msgspec

        document = self.document(file, part)
        found = list(statements(document))
        return {
            "metadata": msgspec.to_builtins(document.metadata),
            "counts": {
                "sections": len(document.sections),
                "tables": len(document.tables),
                "findings": len(document.findings),
            },
            "total": len(found),
            "records": [msgspec.to_builtins(one) for one in found[offset : offset + MOST]],
        }

    def outline(self, file: str, part: int = 0) -> Answer:
        """The sections of a file as indented lines.

        Args:
            file: a path below the folder.
            part: of a file that holds several disclosures, which one, from 1.
        """
        document = self.document(file, part)
        lines = [
            f"{'  ' * (len(document.section_path(one.id)) - 1)}{one.marker}{one.title} [{one.id}]"
            for one in document.sections
            if one.type == "heading"
        ]
        return {"sections": lines}

    def findings(self, file: str, part: int = 0) -> Answer:
        """Where a file contradicts itself, with what is stated and what follows from the figures.

        Args:
            file: a path below the folder.
            part: of a file that holds several disclosures, which one, from 1.
        """
        import msgspec

        return {"findings": [msgspec.to_builtins(one) for one in self.document(file, part).findings[:MOST]]}

    def explain(self, file: str, entry: str, part: int = 0) -> Answer:
        """One entry of a file with the text it stands in.

        Args:
            file: a path below the folder.
            entry: the id of a figure, reason, record, fact, table, section or finding.
            part: of a file that holds several disclosures, which one, from 1.
        """
        import msgspec

        document = self.document(file, part)
        try:
            found = document.find(entry)
        except KeyError:
            raise DocstructError(f"{file} has no entry {entry!r}") from None
        section = getattr(found, "section", None)
        return {
            "entry": msgspec.to_builtins(found),
            "text": document.text[found.start : found.end][:2000],
            "section": " > ".join(f"{one.marker}{one.title}" for one in document.section_path(section)),
        }

    def match(self, name: str, year: int | None = None, path: str = "") -> Answer:
        """The classification code of a subject's name, or the candidates if it is undecided.

        Args:
            name: such as 行政运行.
            year: the year of the document.
            path: the levels above, such as "教育支出 > 普通教育".
        """
        import msgspec

        levels = tuple(level.strip() for level in path.split(">") if level.strip())
        found = self.pipeline.matcher.match(name, levels, year)
        return {
            "code": found.code,
            "official_name": found.official_name,
            "score": found.score,
            "method": found.method,
            "abstained": found.abstained,
            "candidates": msgspec.to_builtins(found.candidates),
        }

    def document(self, file: str, part: int = 0) -> Document:
        """The document of a file below the folder; of several disclosures in it, one by its number.

        Raises:
            DocstructError: the path leads out of the folder, the file cannot be read, or it is not said which part.
        """
        path = (self.folder / file).resolve()
        if not path.is_relative_to(self.folder):
            raise DocstructError(f"{file}: not below the folder this server was given")
        if not path.is_file():
            raise DocstructError(f"{file}: no such file")
        state = path.stat()
        documents = self._structure(path, state.st_mtime_ns, state.st_size)
        if len(documents) == 1 and part in (0, 1):
            return documents[0]
        if 1 <= part <= len(documents):
            return documents[part - 1]
        named = ", ".join(
            f"{number} {document.metadata.organization or ''}"
            for number, document in enumerate(documents, start=1)
        )
        raise DocstructError(f"{file}: holds {len(documents)} disclosures; ask for one by `part`: {named}")

    def _structured(self, path: Path, changed: int, size: int) -> tuple[Document, ...]:
        return self.pipeline.structure_all(path)


def make_server(folder: Path) -> MCPServer[Mapping[str, object]]:
    """A server over the files below ``folder``.

    Raises:
        DocstructError: the folder is none, or the package ``mcp`` is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError:
        raise DocstructError("the server needs the package mcp; install docstruct[mcp]") from None
    library = Library(folder)
    server: MCPServer[Mapping[str, object]] = MCPServer(
        "docstruct", instructions=INSTRUCTIONS, version=__version__
    )
    for tool in (
        library.files,
        library.structure,
        library.outline,
        library.findings,
        library.explain,
        library.match,
    ):
        server.add_tool(_told(tool, library.folder))
    return server


def _told(tool: Callable[..., Answer], folder: Path) -> Callable[..., Answer]:
    """The tool with errors of ours as the protocol's: the model is told the reason, nothing is logged as a crash.

    Files are named as the model names them, below the folder.
    """
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def answer(*arguments: object, **named: object) -> Answer:
        try:
            return tool(*arguments, **named)
        except DocstructError as error:
            raise ToolError(str(error).replace(f"{folder}{os.sep}", "")) from None

    return answer
