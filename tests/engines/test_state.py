"""Names of outputs are settled when an input is first seen, and stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.engines.options import EngineError
from docstruct.engines.state import RunState
from docstruct.reading.discovery import Input
from docstruct.reading.loading import shown_name


def claim(output: Path, *paths: str) -> list[str]:
    with RunState(output) as state:
        names = [state.claim(Input(shown_name(path), Path(path))).name for path in paths]
        state.save()
        return names


def test_the_first_of_a_stem_has_it_plain(tmp_path: Path) -> None:
    first, second, other = claim(tmp_path, "a/决算.txt", "b/决算.txt", "a/预算.txt")

    assert (first, other) == ("决算", "预算")
    assert second.startswith("决算-")


def test_names_stay_whatever_the_order_of_a_later_run(tmp_path: Path) -> None:
    first, second = claim(tmp_path, "a/x.txt", "b/x.txt")

    assert claim(tmp_path, "b/x.txt", "a/x.txt") == [second, first]


def test_a_name_depends_on_the_path_only(tmp_path: Path) -> None:
    (third,) = claim(tmp_path / "one", "a/x.txt", "b/x.txt", "c/x.txt")[2:]
    (again,) = claim(tmp_path / "two", "a/x.txt", "c/x.txt")[1:]

    assert third == again


def test_inputs_and_outputs_may_move_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder / "in").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    names = claim(Path("out"), "in/a/x.txt", "in/b/x.txt")
    (tmp_path / "here" / "out").rename(tmp_path / "there" / "out")
    monkeypatch.chdir(tmp_path)

    assert claim(Path("there/out"), "there/in/b/x.txt", "there/in/a/x.txt") == names[::-1]


def test_stems_that_a_file_system_may_take_for_one(tmp_path: Path) -> None:
    lower, upper, composed, decomposed = claim(tmp_path, "a/x.txt", "b/X.txt", "a/é.txt", "b/e\u0301.txt")

    assert lower == "x"
    assert upper.startswith("X-")
    assert composed == "é"
    assert decomposed.startswith("e\u0301-")


@pytest.mark.parametrize("stem", ["长" * 85, "a" * 250])
def test_long_names_leave_room_for_a_suffix(tmp_path: Path, stem: str) -> None:
    first, second = claim(tmp_path, f"a/{stem}.txt", f"b/{stem}.txt")

    assert len(first.encode()) <= 200
    assert len(second.encode()) <= 200
    assert first != second


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    (name,) = claim(tmp_path, "a/\udcd4\udcca.txt")

    assert name.encode("utf-8")


def test_an_input_named_twice_counts_once(tmp_path: Path) -> None:
    with RunState(tmp_path) as state:
        assert state.claim(Input("a/x.txt", Path("a/x.txt"))) is not None
        assert state.claim(Input("./a/x.txt", Path("./a/x.txt"))) is None


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with RunState(tmp_path), pytest.raises(EngineError, match="another run"):
        RunState(tmp_path)


def test_a_damaged_state_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / ".docstruct").mkdir()
    (tmp_path / ".docstruct" / "run.sqlite").write_text(
        "no database, but long enough to be read as one" * 100
    )

    with RunState(tmp_path) as state:
        assert "not a database" in (state.rebuilt or "")
    with RunState(tmp_path) as state:
        assert state.rebuilt is None
