"""Vocabulary stands in ``lexicons/``, never in code: every Chinese word by which code decides is listed here, with its reason.

A literal decides where it is compared, searched for, looped over or kept in a constant of a module. What is left of it
without the signs of forms (numerals, years and dates, levels, particles) is vocabulary; a message, which people read,
is none.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import docstruct

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(docstruct.__file__).parent
ROOMS = ("checking", "extracting", "facts", "linking", "matching", "normalizing", "outlining", "reading")
HAN = re.compile("[㐀-鿿]+")
RANGE = re.compile("[一㐀]-[鿿䶿龥]")
"""A range of characters in a pattern is no word."""
COMMENT = re.compile(" {2,}# .*")
"""Behind a line of a verbose pattern."""
FORMS = frozenset(
    "〇零一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾佰仟百千万亿"  # numerals
    "第元圆角分成半倍番点负余多"  # around them
    "年月日度初末底时秒"  # dates
    "类款项目"  # levels of the classification
    "的之为是和与及或等至到由从在于中以该此这本有共均约"  # particles
)
METHODS = frozenset(
    [
        "compile",
        "count",
        "endswith",
        "find",
        "finditer",
        "fullmatch",
        "index",
        "lstrip",
        "maketrans",
        "match",
        "partition",
        "removeprefix",
        "removesuffix",
        "replace",
        "rfind",
        "rpartition",
        "rsplit",
        "rstrip",
        "search",
        "split",
        "startswith",
        "strip",
        "sub",
    ]
)

SHOWN = ("compares", "tolerance", "example")
"""What a check says of itself (:mod:`docstruct.checking.catalogue`)."""

ALLOWED = {
    # Readers come before any lexicon: what they know is the furniture of pages and the formats of files.
    "reading": frozenset(
        {
            *(
                "页",
                "附件",
                "部",
                "表",
                "注",
                "备附",
                "说明",
                "单位",
            ),  # around tables and at the edges of pages
            *("情况", "报告", "概况", "职能", "职责", "设置", "解释"),  # ends of titles above a form
            *("米", "上午", "下午", "通用格式"),  # exponents of m², formats of cells in workbooks
            *("个", "个家辆人次", "计加少长降达出入"),  # signs around a number that make a sentence of a line
            *("删除线", "白色"),  # what a style does to text that nobody sees, as a notice calls it
        }
    ),
    # Shown to people: what a finding says is stated, and what a difference between years is called.
    "checking": frozenset({"大", "小", "持平", "增加", "减少", "决算", "预算", "变基", "数", "占"}),
    "linking": frozenset(
        {
            "决算所列预算数",
            "当预算",
            "决算所列上数",
            "上决算",
            "预算所列上执行数",
            "预算所列上预算数",
            "上预算",
        }
    ),
    # How a number, a list or a name is written; the words around it come from the lexicon.
    "extracting": frozenset(
        {
            *(
                "数几上",
                "整",
                "人民币",
            ),  # 数百万元, 元整: no number, and how one ends
            *(
                "占增减上下提降安支完",
                "大小各同种",
                "名编",
                "级",
                "科",
                "服务",
                "支出",
            ),  # 项 and 类 that are no levels; 类 without brackets
            "后",  # 剔除…后: of what was named before
            *(
                "收",
                "支",
                "支入出",
                "收支",
                "收入数",
                "费",
                "费用",
                "经费",
                "财政拨",
                "经",
                "预算",
                "支出数",
                "全",
                "当",
                "开支",
            ),  # two names of one thing
            *("率", "进", "包", "计"),  # ends of words that the lexicon has classed
            *(
                "并",
                "高平同优",
                "级额次",
                "下",
                "简",
                "统",
                "称",
                "人",
            ),  # how lists and names for short are written
        }
    ),
    # XX and 某 stand for a name that was made unknown; 第一部分, 附表1：, 附件2.
    "outlining": frozenset({"某", "部", "附", "表件"}),
    "facts": frozenset({"栏"}),
    "matching": frozenset(),
    "normalizing": frozenset(),
}
COMMON = "一万三上"
"""How the list of frequent characters begins by which damaged text is told; it is a statistic."""


def test_words_stand_in_the_lexicons() -> None:
    found = {
        room: {word: place for place, word in _words(PACKAGE / room) if word not in ALLOWED[room]}
        for room in ROOMS
    }

    assert {room: words for room, words in found.items() if words} == {}


def test_no_reason_is_left_over() -> None:
    found = {room: {word for _, word in _words(PACKAGE / room)} for room in ROOMS}

    assert {room: left for room in ROOMS if (left := ALLOWED[room] - found[room])} == {}


def test_what_is_a_word_and_what_a_form() -> None:
    source = '''
"""A docstring about 决算."""
_LIST = ("合计", "第一年度")
def f(text: str) -> str:
    "预算"
    if text.startswith("公务") or text == "三":
        return "“公务接待费”的合计不符。"
    return text.replace("小计", f"{text}年")
'''

    assert [word for _, word in _decisive(ast.parse(source))] == ["合计", "公务", "小计"]


def _words(room: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(room.rglob("*.py")):
        for line, word in _decisive(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{path.relative_to(PACKAGE)}:{line}", word


def _decisive(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The words of literals that decide, with their lines."""
    for statement in module.body:
        is_constant = isinstance(statement, (ast.Assign, ast.AnnAssign))
        for literal in _literals(ast.Module([statement], []), decides=is_constant):
            text = COMMENT.sub("", str(literal.value))
            if text.startswith(COMMON) or (re.search("[“。]", text) and not re.search(r"[\[(|\\]", text)):
                continue
            for run in HAN.findall(RANGE.sub("", text)):
                word = "".join(sign for sign in run if sign not in FORMS)
                if word:
                    yield literal.lineno, word


def _literals(node: ast.AST, *, decides: bool) -> Iterator[ast.Constant]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        if isinstance(child, ast.keyword) and child.arg in SHOWN:
            continue
        asked = (
            isinstance(node, ast.Compare)
            or (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in METHODS
            )
            or (isinstance(node, (ast.For, ast.comprehension)) and child is node.iter)
        )
        if isinstance(child, ast.Constant) and isinstance(child.value, str) and (decides or asked):
            yield child
        yield from _literals(child, decides=decides or asked)
