"""How the modules hang together, and how long their functions are, read from the source: nothing is imported."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKAGE = Path(__file__).resolve().parents[1] / "docstruct"
SCREEN = 40
"""Lines of a function."""
FRONT_DOORS = frozenset({"docstruct", "docstruct.document"})
"""``docstruct.structure`` and ``Document.chunks`` bring what they need when they are called; their types alone point there."""


def test_no_circle() -> None:
    """A module can be read with what it imports, and never needs to be known for that: types count as well."""
    assert [" -> ".join(circle) for circle in _circles(_imports())] == []


def test_a_circle_of_types_is_found() -> None:
    """The test above can fail: of two modules that know each other's types one is told."""
    assert list(_circles({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == [("b", "c", "b")]
    assert list(_circles({"a": {"b", "c"}, "b": {"c"}, "c": set()})) == []


@pytest.mark.parametrize("room", ["extracting", "matching"])
def test_a_function_fits_a_screen(room: str) -> None:
    long = [
        f"{path.name}: {node.name}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= SCREEN
    ]
    assert long == []


@cache
def _imports() -> dict[str, set[str]]:
    """What every module imports at its top, ``if TYPE_CHECKING`` included; what a function imports is none of it."""
    files = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
    found: dict[str, set[str]] = {}
    for name, path in files.items():
        found[name] = set()
        for statement in _top(ast.parse(path.read_text(encoding="utf-8")), types=name not in FRONT_DOORS):
            if isinstance(statement, ast.ImportFrom) and statement.module:
                told = [f"{statement.module}.{alias.name}" for alias in statement.names]
                found[name] |= {one if one in files else statement.module for one in told} & set(files)
        found[name] -= {"docstruct"}  # its version
    return found


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _top(module: ast.Module, *, types: bool) -> Iterator[ast.stmt]:
    for statement in module.body:
        yield statement
        if types and isinstance(statement, ast.If):
            yield from statement.body


def _circles(imports: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """A circle for every import that closes one, found depth first."""
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if name in above:
            yield (*above[above.index(name) :], name)
        elif name not in done:
            for other in sorted(imports[name]):
                yield from walk(other, (*above, name))
            done.add(name)

    for name in imports:
        yield from walk(name, ())
