"""What nests in what: the cheapest tree over the whole sequence of markers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.outlining.markers import read_marker
from docstruct.outlining.nesting import DEPTH, Mark, nest
from tests.outlining.reading import lexicons, tree

KINDS = (
    ("part", 1),
    ("chinese", 2),
    ("chinese_bracketed", 3),
    ("arabic", 4),
    ("arabic_bracketed", 5),
    ("circled", 6),
)


def parents(*markers: str) -> list[str | None]:
    """The marker every marker hangs below; one that occurs twice is written with its place: 1.@3."""
    marks = []
    for marker in markers:
        found = read_marker(marker, 0, lexicons().outline.markers)
        assert found is not None
        marks.append(Mark(found.kind.id, found.kind.level, found.number))
    names = [f"{name}@{i}" if markers.count(name) > 1 else name for i, name in enumerate(markers)]
    return [None if place.parent is None else names[place.parent] for place in nest(marks)]


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        pytest.param(
            ["第一部分", "一、", "（一）", "1.", "（1）", "①"],
            [None, "第一部分", "一、", "（一）", "1.", "（1）"],
            id="the official order",
        ),
        pytest.param(
            ["一、", "（一）", "（二）", "二、", "（一）"],
            [None, "一、", "一、", None, "二、"],
            id="a list begins anew below the next heading",
        ),
        pytest.param(
            ["一、", "1、", "2、", "二、", "1、"],
            [None, "一、", "一、", None, "二、"],
            id="a level is left out",
        ),
        pytest.param(
            ["1、", "（一）", "（二）", "2、", "（一）", "（二）", "3、"],
            [None, "1、", "1、", None, "2、", "2、", None],
            id="the document's own order, against the standard",
        ),
        pytest.param(
            ["一、", "（一）", "三、", "四、"],
            [None, "一、", None, None],
            id="a gap leaves a list one list",
        ),
        pytest.param(
            ["八、", "1.", "2.", "九、"],
            [None, "八、", "八、", None],
            id="an excerpt begins anywhere",
        ),
        pytest.param(
            ["第一部分", "一、", "二、", "第二部分", "一、", "二、", "三、"],
            [None, "第一部分", "第一部分", None, "第二部分", "第二部分", "第二部分"],
            id="parts restart what is below",
        ),
        pytest.param(
            ["（一）", "1.", "（1）", "（2）", "2.", "（二）"],
            [None, "（一）", "1.", "1.", "（一）", None],
            id="back to the list above",
        ),
        pytest.param(
            ["一、", "（一）", "1.", "①", "一、", "（一）", "1.", "①", "一、"],
            [None, "一、", "（一）", "1.", None, "一、", "（一）", "1.", None],
            id="a list that begins anew stands beside the one before, not below its last item",
        ),
        pytest.param(
            ["（一）", "1.", "（1）", "（一）", "1.", "（1）"],
            [None, "（一）", "1.", None, "（一）", "1."],
            id="an excerpt that begins anew",
        ),
        pytest.param(
            ["第一部分", "一、", "（一）", "第一部分", "一、", "（一）"],
            [None, "第一部分", "一、", None, "第一部分", "一、"],
            id="parts that begin anew",
        ),
    ],
)
def test_where_a_marker_hangs(markers: list[str], expected: list[str | None]) -> None:
    names = [f"{name}@{i}" if markers.count(name) > 1 else name for i, name in enumerate(markers)]
    found = parents(*markers)

    assert [name and name.partition("@")[0] for name in found] == expected
    for name, parent in zip(names, found, strict=True):
        assert parent is None or names.index(parent) < names.index(name)


def test_a_second_list_of_one_kind_below_an_item_of_the_first() -> None:
    """1. with a list 1. 2. of its own, then 2.: the numbers tell the lists apart."""
    text = "一、情况\n1. 总体情况\n1. 收入情况\n2. 支出情况\n3. 结余情况\n2. 具体情况\n3. 其他情况"

    assert tree(text) == [
        "一、情况",
        "  1.总体情况",
        "    1.收入情况",
        "    2.支出情况",
        "    3.结余情况",
        "  2.具体情况",
        "  3.其他情况",
    ]


@st.composite
def outlines(draw: st.DrawFn) -> tuple[list[Mark], list[int | None]]:
    """A well-formed document: every list begins at 1, runs on without gaps and stands below a higher kind."""
    marks: list[Mark] = []
    expected: list[int | None] = []
    stack: list[tuple[int, int, int]] = []
    for _ in range(draw(st.integers(1, 40))):
        deepest = stack[-1][0] if stack else -1
        depth = draw(st.integers(0, min(deepest + 1, len(KINDS) - 1)))
        while stack and stack[-1][0] > depth:
            stack.pop()
        number = 1
        if stack and stack[-1][0] == depth:
            number = stack.pop()[1] + 1
        expected.append(stack[-1][2] if stack else None)
        stack.append((depth, number, len(marks)))
        marks.append(Mark(*KINDS[depth], number))
    return marks, expected


@given(outlines())
def test_a_well_formed_document_is_read_as_it_was_written(
    document: tuple[list[Mark], list[int | None]],
) -> None:
    marks, expected = document

    assert [place.parent for place in nest(marks)] == expected


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.one_of(st.none(), st.integers(0, 30))), max_size=60))
def test_whatever_the_markers_parents_stand_before_their_children(
    sequence: list[tuple[tuple[str, int], int | None]],
) -> None:
    marks = [Mark(kind, level, number) for (kind, level), number in sequence]
    places = nest(marks)

    assert len(places) == len(marks)
    for index, place in enumerate(places):
        assert place.parent is None or place.parent < index
        assert place.list <= index


@given(
    st.lists(
        st.builds(
            Mark, st.text("ab一二三cdefghijklmnop", min_size=1, max_size=1), st.integers(1, 40), st.just(1)
        ),
        max_size=60,
    )
)
def test_no_tree_is_deeper_than_its_stack(marks: list[Mark]) -> None:
    depths: list[int] = []
    for place in nest(marks):
        depths.append(1 if place.parent is None else depths[place.parent] + 1)
    assert max(depths, default=0) <= DEPTH


def test_headings_that_begin_anew_for_ever_make_no_deep_tree() -> None:
    text = "\n".join(["一、收入", "（一）预算", "1.支出", "（1）人员", "①经费"] * 200)
    assert max(line.index(line.strip()) for line in tree(text)) == 8
