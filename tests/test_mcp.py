"""The server for language models, asked by the protocol's own client over a real pipe."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

mcp = pytest.importorskip("mcp")
SAMPLES = Path(__file__).parents[1] / "samples"
SAMPLE = sorted(SAMPLES.glob("*.txt"))[0].name


def ask(folder: Path, questions: Sequence[tuple[str, dict[str, object]]]) -> list[tuple[bool, str]]:
    """Whether each call failed, and what it answered."""
    from mcp import Client, StdioServerParameters

    async def talk() -> list[tuple[bool, str]]:
        server = StdioServerParameters(command=sys.executable, args=["-m", "docstruct", "mcp", str(folder)])
        async with Client(server) as client:
            answers = [await client.call_tool(tool, arguments) for tool, arguments in questions]
        return [(bool(one.is_error), one.content[0].text) for one in answers]  # type: ignore[union-attr]

    return asyncio.run(talk())


@pytest.mark.slow
def test_a_conversation() -> None:
    answers = ask(
        SAMPLES,
        [
            ("files", {}),
            ("structure", {"file": SAMPLE}),
            ("findings", {"file": SAMPLE}),
            ("explain", {"file": SAMPLE, "entry": "f1"}),
            ("outline", {"file": SAMPLE}),
            ("match", {"name": "行政运行", "path": "卫生健康支出 > 医疗保障管理事务", "year": 2022}),
        ],
    )
    assert not any(failed for failed, _ in answers)
    files, structured, findings, explained, outlined, matched = (json.loads(text) for _, text in answers)
    assert SAMPLE in files["files"]
    assert structured["metadata"]["document_type"] == "final_accounts"
    assert structured["records"][0]["subject"]
    assert findings["findings"][0]["message"]
    assert explained["entry"]["id"] == "f1"
    assert "  一、部门职责" in "\n".join(outlined["sections"])
    assert matched["code"] == "2101501"


@pytest.mark.slow
def test_what_lies_outside_is_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("支出总计1万元。", encoding="utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    answers = ask(
        inside,
        [
            ("structure", {"file": "../secret.txt"}),
            ("structure", {"file": str(tmp_path / "secret.txt")}),
            ("structure", {"file": "link.txt"}),
            ("structure", {"file": "missing.txt"}),
        ],
    )

    assert [failed for failed, _ in answers] == [True] * 4
    assert all("not below the folder" in text for _, text in answers[:3])
    assert "no such file" in answers[3][1]
    assert str(inside) not in answers[3][1]
