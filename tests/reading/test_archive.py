"""Discovery: what files, folders, patterns and archives hold, and what is wrong with those that hold nothing."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from pathlib import Path

import pytest

from docstruct import structure
from docstruct.errors import ReadError
from docstruct.reading import archive, read, read_bytes
from docstruct.reading.discovery import Input, Selection, discover
from docstruct.reading.loading import load_file


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.stem, encoding="utf-8")


def pack(path: Path, members: dict[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return str(path)


def names(found: list[Input], folder: Path) -> list[str]:
    return [entry.path.removeprefix(f"{folder}/") for entry in found]


def problem(entry: Input) -> str:
    with pytest.raises(ReadError) as caught:
        entry.load()
    return caught.value.code


def test_links_that_lead_nowhere_cost_themselves_only(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    (tmp_path / "a.txt").symlink_to("a.txt")
    (tmp_path / "c.pdf").symlink_to("gone.pdf")
    (tmp_path / "d").symlink_to("gone")
    os.mkfifo(tmp_path / "e.txt")
    found = list(discover([str(tmp_path)]))
    assert [problem(entry) for entry in found if entry.stem in ("d", "e.txt")] == ["not_a_document"] * 2
    found = [entry for entry in found if entry.stem not in ("d", "e.txt")]
    assert names(found, tmp_path) == ["a.txt", "b.txt", "c.pdf"]
    assert [problem(found[0]), problem(found[2])] == ["missing", "missing"]


def test_a_name_too_long_for_the_disk_is_a_missing_file() -> None:
    for named in ("长" * 2000, "长" * 2000 + "*"):
        [found] = discover([named])
        assert problem(found) == "missing"


def test_a_folder_is_searched_to_the_bottom_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/2.md", "a/1.PDF", "c.docx")
    write(
        tmp_path,
        ".hidden.txt",
        "~$c.docx",
        ".git/x.txt",
        "__MACOSX/._b.txt",
        "README.md",
        "x.exe",
        "Makefile",
    )
    passed: list[str] = []
    found = list(discover([str(tmp_path)], on_pass=passed.append))
    documents = [entry for entry in found if entry.problem is None]
    assert names(documents, tmp_path) == ["a/1.PDF", "a/2.md", "b.txt", "c.docx"]
    assert [entry.stem for entry in documents] == ["1", "2", "b", "c"]
    skipped = {entry.stem: problem(entry) for entry in found if entry.problem is not None}
    assert skipped == {"Makefile": "not_a_document", "x.exe": "not_a_document"}
    hidden = [".git", ".hidden.txt", "README.md", "__MACOSX", "~$c.docx"]
    assert sorted(path.rpartition("/")[2] for path in passed) == hidden


@pytest.mark.parametrize(
    ("name", "content", "ends"),
    [
        ("丑", b"%PDF-1.7", None),
        ("丑", b"<!DOCTYPE html><p>x", None),
        ("丑", b"all: build", "not_a_document"),
        ("决算.csv", b"a,b", "unsupported"),
        ("决算.pptx", b"PK", "unsupported"),
        ("附件.rar", b"Rar!", "unsupported"),
        ("附件.tar.gz", b"", "unsupported"),
        ("卯.pdf.crdownload", b"%PDF-1.7", "not_a_document"),
        ("录音.mp3", b"", "not_a_document"),
        ("说明.qqq", b"", "not_a_document"),
        ("README.docx", b"PK", None),
    ],
)
def test_every_file_of_a_folder_is_read_or_said_to_be_left(
    tmp_path: Path, name: str, content: bytes, ends: str | None
) -> None:
    (tmp_path / "一.txt").write_bytes(b"x")
    (tmp_path / name).write_bytes(content)
    [entry] = [one for one in discover([str(tmp_path)]) if one.file.name == name]
    assert (entry.problem and entry.problem.code) == ends
    packed = next(discover([pack(tmp_path / "a.zip", {name: content})]))
    assert (packed.problem and packed.problem.code) == (ends if name != "丑" else "not_a_document")


def test_the_parts_of_a_saved_page_are_by_products(tmp_path: Path) -> None:
    write(tmp_path, "决算.html", "决算_files/a.png", "决算_files/a.css", "其他_files/b.png")
    passed: list[str] = []
    found = list(discover([str(tmp_path)], on_pass=passed.append))
    assert names(found, tmp_path) == ["其他_files/b.png", "决算.html"]
    assert [path.rpartition("/")[2] for path in passed] == ["决算_files"]


def test_what_is_no_document_does_not_take_the_name_of_one(tmp_path: Path) -> None:
    write(tmp_path, "决算.css", "决算.csv", "决算.html")
    assert [entry.stem for entry in discover([str(tmp_path)])] == ["决算.css", "决算.csv", "决算"]


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(include=("*.pdf",)), ["a.pdf", "b/c.pdf"]),
        (Selection(exclude=("*.pdf",)), ["b/d.txt", "e.exe"]),
        (Selection(include=("*/b/*",), exclude=("*.txt",)), ["b/c.pdf"]),
        (Selection(include=("c.*", "e.*")), ["b/c.pdf", "e.exe"]),
    ],
)
def test_patterns_choose_among_the_files_nobody_named(
    tmp_path: Path, selection: Selection, left: list[str]
) -> None:
    write(tmp_path, "a.pdf", "b/c.pdf", "b/d.txt", "e.exe")
    assert names(list(discover([str(tmp_path)], selection=selection)), tmp_path) == left
    assert len(list(discover([str(tmp_path / "e.exe")], selection=selection))) == 1


def test_a_named_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    write(tmp_path, "report.dat", "[1].txt")
    found = list(discover([str(tmp_path / "report.dat"), str(tmp_path / "[1].txt")]))
    assert [entry.load() for entry in found] == [b"report", b"[1]"]


def test_patterns(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt", "d/c.txt", "d/e/f.txt")
    assert names(list(discover([f"{tmp_path}/*.txt"])), tmp_path) == ["a.txt", "b.txt"]
    assert names(list(discover([f"{tmp_path}/**/*.txt"])), tmp_path) == [
        "a.txt",
        "b.txt",
        "d/c.txt",
        "d/e/f.txt",
    ]
    assert names(list(discover([f"{tmp_path}/d*"])), tmp_path) == ["d/c.txt", "d/e/f.txt"]


def test_what_is_not_there_is_an_input_that_fails_and_the_others_are_found(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "empty").mkdir()
    named = ["nowhere.txt", f"{tmp_path}/empty", f"{tmp_path}/*.pdf", f"{tmp_path}/a.txt"]
    found = list(discover(named))
    assert [problem(entry) for entry in found[:3]] == ["missing", "empty", "missing"]
    assert found[3].load() == b"a"


def test_an_empty_file_and_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a.txt")
    assert caught.value.code == "empty"
    with pytest.raises(ReadError, match="a folder"):
        read(tmp_path)


def test_names_that_are_not_utf_8_on_disk_are_shown_and_opened(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "决算.txt".encode("gbk")
    with open(name, "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write("部门决算".encode())
    [entry] = discover([str(tmp_path)])
    assert entry.path.endswith("决算.txt")
    assert entry.load().decode() == "部门决算"


def test_an_archive_is_a_container_of_inputs(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("里.txt", "里面")
    members = {"2022/决算.txt": b"x", "b.exe": b"", "__MACOSX/._a.txt": b"", "内.zip": inner.getvalue()}
    found = list(discover([pack(tmp_path / "a.zip", members)]))
    assert problem(found.pop(1)) == "not_a_document"
    assert names(found, tmp_path) == ["a.zip!2022/决算.txt", "a.zip!内.zip!里.txt"]
    assert [entry.stem for entry in found] == ["决算", "里"]
    assert [pickle.loads(pickle.dumps(entry)).load() for entry in found] == [b"x", "里面".encode()]
    assert found[1].read().text == "里面"


def test_member_names_in_gbk(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    pack(path, {"XXXX.txt": b"x"})
    path.write_bytes(path.read_bytes().replace(b"XXXX", "决算".encode("gbk")))
    assert names(list(discover([str(path)])), tmp_path) == ["a.zip!决算.txt"]


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = b"x"
    for depth in range(4):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as writer:
            writer.writestr("a.txt" if depth == 0 else "a.zip", data)
        data = packed.getvalue()
    (tmp_path / "deep.zip").write_bytes(data)
    [entry] = discover([str(tmp_path / "deep.zip")])
    assert problem(entry) == "unsupported"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_a_name_that_climbs_out_is_an_error_of_its_own(tmp_path: Path, name: str) -> None:
    found = list(discover([pack(tmp_path / "a.zip", {name: b"x", "b.txt": b"y"})]))
    by_problem = {entry.problem is not None: entry for entry in found}
    assert problem(by_problem[True]) == "damaged"
    assert by_problem[False].load() == b"y"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_an_encrypted_member_is_an_error_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    pack(path, {"a.txt": b"x"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    [entry] = discover([str(path)])
    assert problem(entry) == "encrypted"


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBERS", 2), ("MAX_UNPACKED", 999)])
def test_an_archive_beyond_the_limits_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(archive, limit, value)
    [entry] = discover(
        [pack(tmp_path / "a.zip", {"a.txt": b"0" * 400, "b.txt": b"0" * 400, "c.txt": b"0" * 400})]
    )
    assert problem(entry) == "too_large"


def test_an_archive_that_lies_about_sizes_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    pack(path, {"a.txt": b"0" * 1_000_000})
    data = path.read_bytes().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    [entry] = discover([str(path)])
    assert problem(entry) == "damaged"


@pytest.mark.parametrize("cut", [10, 40, 100])
def test_a_damaged_archive_is_an_error(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.zip"
    pack(path, {"a.txt": b"0" * 100, "b.txt": b"1" * 100})
    path.write_bytes(path.read_bytes()[:-cut])
    [entry] = discover([str(path)])
    with pytest.raises(ReadError) as caught:
        entry.read()
    assert caught.value.code == "damaged"


def test_an_archive_without_documents(tmp_path: Path) -> None:
    found = discover([pack(tmp_path / "a.zip", {"a.exe": b"x"})])
    assert [problem(entry) for entry in found] == ["not_a_document", "empty"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["e.txt", "e.zip", "e"])
def test_a_pipe_is_refused_without_being_opened(tmp_path: Path, name: str) -> None:
    pipe = tmp_path / name
    os.mkfifo(pipe)
    assert [problem(found) for found in discover([str(pipe)])] == ["unsupported"]
    if name != "e":  # no name of a document
        assert [problem(found) for found in discover([str(tmp_path / "e*")])] == ["unsupported"]
    with pytest.raises(ReadError, match="pipe") as caught:
        load_file(pipe)
    assert caught.value.code == "unsupported"


@pytest.mark.timeout(20)
@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device on this machine")
def test_a_device_without_end_is_never_read(tmp_path: Path) -> None:
    link = tmp_path / "a.txt"
    link.symlink_to("/dev/zero")
    for named in ("/dev/zero", str(link)):
        [found] = discover([named])
        assert problem(found) == "unsupported"
    with pytest.raises(ReadError) as caught:
        structure(link)
    assert caught.value.code == "unsupported"


def of_many_members(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(count):
            packed.writestr(f"{number}.txt", "")


@pytest.mark.parametrize("file_count", [3, 70_000], ids=["in the end record", "in that of Zip64"])
def test_an_archive_of_too_many_members_is_refused_before_its_directory_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file_count: int
) -> None:
    path = tmp_path / "a.zip"
    of_many_members(path, file_count)
    if file_count == 3:
        monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    unread: list[object] = []
    monkeypatch.setattr(zipfile, "ZipFile", lambda *given: unread.append(given))
    [found] = discover([str(path)])
    assert problem(found) == "too_large"
    assert unread == []


def test_an_archive_whose_directory_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    of_many_members(path, 3)
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 100)
    [found] = discover([str(path)])
    assert problem(found) == "too_large"


def test_a_text_is_refused_by_its_size_and_a_pdf_of_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docstruct.reading.loading.MAX_TEXT_BYTES", 100)
    text, pdf = tmp_path / "a.txt", tmp_path / "b.pdf"
    text.write_bytes("收入".encode() * 20)
    pdf.write_bytes(b"%PDF-1.7" + bytes(200))
    with pytest.raises(ReadError, match="text of 120 bytes") as caught:
        load_file(text)
    assert caught.value.code == "too_large"
    assert len(load_file(pdf)) == 208
    with pytest.raises(ReadError):
        read_bytes("收入".encode() * 20, "a.txt")


@pytest.mark.parametrize("address", ["https://a.gov.cn/决算.pdf", "file:///data/a.txt", "s3://bucket/a.pdf"])
def test_an_address_is_no_file(address: str) -> None:
    """Not one of a name in which the slashes have run together."""
    [found] = discover([address])

    assert problem(found) == "missing"
    assert found.problem is not None
    assert str(found.problem).startswith(f"{address}: an address, not a file")


def test_what_nothing_was_let_through_of_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("收入", encoding="utf-8")
    [found] = discover([str(tmp_path)], selection=Selection(include=("*.pdf",)))

    assert found.problem is not None
    assert found.problem.reason.startswith(
        "the folder holds no document that --include and --exclude let through ("
    )
