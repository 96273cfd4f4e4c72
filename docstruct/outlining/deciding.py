"""Heading or item: what each marked line is, decided in the company of its list.

A first verdict comes from the line's own form (:mod:`docstruct.outlining.forms`), from the table of contents and from
what stands below it. Then the lists are looked at as wholes, since the members of a list are of one sort: names that an
announcement (…单位包括：) introduces are items, a bare line among sentences is an item too, and a run-in title that
lost its 。 is found by the ending it shares with its siblings. Every verdict carries its reason:

headings  ``title``, ``table_title`` (unmarked), ``contents`` (listed there), ``bare``, ``colon``, ``run_in`` (its form),
          ``siblings`` (what the rest of its list are)
items     ``marker`` (of a kind that never heads), ``sentence``, ``entry`` (its form), ``duty``, ``glossary``,
          ``announced``, ``siblings``
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.outlining.folding import compact
from docstruct.outlining.forms import LONGEST_TITLE, STOP, Form, opens_with_duty

if TYPE_CHECKING:
    from docstruct.document import SectionType
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.candidates import Candidate
    from docstruct.outlining.lines import Line
    from docstruct.outlining.nesting import Place

DUTIES, GLOSSARY = ("overview", "overview.duties"), "glossary"
MAJORITY = 2 / 3
LONGEST_SLOGAN = 14
SHARED_ENDING = 4
FEWEST_SLOGANS = 3
"""Two short sentences may begin differently by chance."""


class Node(Struct, frozen=True):
    """A candidate with its place in the tree, its type and the reason for it."""

    candidate: Candidate
    parent: int | None
    list: int
    type: SectionType
    reason: str


class Decider:
    """Decides the type of every candidate.

    Args:
        lines, candidates, places: the document and its tree.
        around: the canonical kind of the innermost section around each candidate that has one.
        words: the outline's words.
    """

    def __init__(
        self,
        lines: list[Line],
        candidates: list[Candidate],
        places: list[Place],
        around: list[str | None],
        words: OutlineWords,
    ) -> None:
        self.lines = lines
        self.around = around
        self.words = words
        self.candidates = candidates
        self.places = places
        self.parents = frozenset(place.parent for place in places if place.parent is not None)
        self.starts = frozenset(candidate.line.index for candidate in candidates)

    def decide(self) -> list[Node]:
        """The nodes, one a candidate, in order."""
        nodes = [
            Node(candidate, place.parent, place.list, *self._alone(index, candidate))
            for index, (candidate, place) in enumerate(zip(self.candidates, self.places, strict=True))
        ]
        lists: dict[int, list[int]] = defaultdict(list)
        for index, node in enumerate(nodes):
            lists[node.list].append(index)
        for members in lists.values():
            if len(members) > 1:
                self._together(nodes, members)
            else:
                self._lone(nodes, members)
        return nodes

    def _alone(self, index: int, candidate: Candidate) -> tuple[SectionType, str]:
        """The verdict on a candidate by itself."""
        form = candidate.form
        if candidate.unmarked:
            return "heading", candidate.kind
        # Form comes before the contents: a sentence is an item although a list may begin with the words of an entry.
        if candidate.style == "item":
            return "item", "marker"
        if form.name in ("sentence", "entry"):
            return "item", form.name
        if self.around[index] == GLOSSARY and index not in self.parents and not candidate.listed:
            return "item", "glossary"
        if candidate.listed:
            return "heading", "contents"
        if form.name == "run_in":
            return self._run_in(index, candidate)
        if opens_with_duty(candidate.title, self.words) and not (form.nominal or self._has_body(index)):
            return "item", "duty"
        return "heading", form.name

    def _run_in(self, index: int, candidate: Candidate) -> tuple[SectionType, str]:
        """A line whose first sentence could be a title: a duty is none, nor is a lone sentence without text below.

        Outside the list of duties a few words with a verb in front are a title too (（一）加强组织领导。…); within it they
        must end as titles do (（二）编制情况。…), and long ones are duties all the same (（一）拟订…的政策措施。…).
        """
        form = candidate.form
        duty = opens_with_duty(candidate.title, self.words)
        short = len(candidate.title) <= LONGEST_SLOGAN
        titled = (short and form.nominal) if self.around[index] in DUTIES else (short or form.nominal)
        if duty and (form.single or not titled):
            return "item", "duty"
        # （一）政府采购情况。 with a paragraph below it is a title that ends with a 。; （一）做好工作。 is a sentence.
        if form.single and not (form.nominal and self._has_body(index)):
            return "item", "sentence"
        return "heading", "run_in"

    def _has_body(self, index: int) -> bool:
        """Whether something stands below the candidate's title: a paragraph, a table, a list of its own."""
        below = self.candidates[index].last + 1
        return index in self.parents or (below < len(self.lines) and below not in self.starts)

    def _together(self, nodes: list[Node], members: list[int]) -> None:
        """Revise the verdicts on the members of a list, in place."""
        if self._announced(nodes, members):
            for index in members:
                nodes[index] = replace(nodes[index], type="item", reason="announced")
            return
        # In this order: titles found again count among the siblings by which the others are judged.
        self._restore_run_in(nodes, members)
        self._follow_run_ins(nodes, members)
        self._title_paragraphs(nodes, members)
        self._title_slogans(nodes, members)
        items = sum(nodes[index].type == "item" for index in members)
        # Two thirds: of three members two must agree, of two both.
        if items < MAJORITY * len(members):
            return
        for index in members:
            candidate = nodes[index].candidate
            weak = candidate.form.name in ("bare", "run_in") and not (
                candidate.listed or candidate.form.nominal
            )
            prose = candidate.form.name == "run_in" or opens_with_duty(candidate.title, self.words)
            if nodes[index].type == "heading" and weak and (prose or not self._has_body(index)):
                nodes[index] = replace(nodes[index], type="item", reason="siblings")

    def _lone(self, nodes: list[Node], members: list[int]) -> None:
        """The one member of a list that is announced, with nothing below it, is an item: 具体包括： / 1.财政局本部."""
        (index,) = members
        if self._announced(nodes, members) and not self._has_body(index):
            nodes[index] = replace(nodes[index], type="item", reason="announced")

    def _announced(self, nodes: list[Node], members: list[int]) -> bool:
        """Whether a paragraph that ends with a colon introduces the list, and it holds bare names only."""
        first = nodes[members[0]].candidate
        above = first.line.index - 1
        if above < 0 or self.lines[above].tabular or not self.lines[above].head.endswith(("：", ":")):
            return False
        if any(nodes[index].candidate.form.name not in ("bare", "sentence") for index in members):
            return False
        # What stands below the last member may be the text after the list.
        return not any(self._has_body(index) or nodes[index].candidate.listed for index in members[:-1])

    def _follow_run_ins(self, nodes: list[Node], members: list[int]) -> None:
        """A name that only looks like a duty is a title among titles: （二）规划财务处。组织拟订…."""
        titles = [nodes[index].candidate.title for index in members if _is_run_in(nodes[index])]
        if len(titles) < MAJORITY * len(members):
            return
        longest = max(map(len, titles))
        for index in members:
            candidate = nodes[index].candidate
            form = candidate.form
            item = nodes[index].type == "item"
            if item and form.name == "run_in" and not form.single and len(candidate.title) <= longest:
                nodes[index] = replace(nodes[index], type="heading", reason="siblings")

    def _title_paragraphs(self, nodes: list[Node], members: list[int]) -> None:
        """Short sentences with a paragraph below each of them are its titles: （一）抗击疫情显担当。 / 全年…."""
        if all(
            nodes[index].candidate.form.name == "run_in"
            and len(nodes[index].candidate.title) <= LONGEST_SLOGAN
            and self._has_body(index)
            for index in members
        ):
            for index in members:
                nodes[index] = replace(nodes[index], type="heading", reason="siblings")

    def _title_slogans(self, nodes: list[Node], members: list[int]) -> None:
        """Slogans with their text behind them are titles even of duties: 一、加强党的建设。落实基层党建责任制….

        Each begins with another verb; a list of duties that are short says 负责 again and again.
        """
        slogans = [
            index
            for index in members
            if (form := nodes[index].candidate.form).name == "run_in"
            and not form.single
            and len(nodes[index].candidate.title) <= LONGEST_SLOGAN
        ]
        verbs = {nodes[index].candidate.title[:2] for index in slogans}
        if len(slogans) >= max(MAJORITY * len(members), FEWEST_SLOGANS) and len(verbs) == len(slogans):
            for index in slogans:
                nodes[index] = replace(nodes[index], type="heading", reason="siblings")

    def _restore_run_in(self, nodes: list[Node], members: list[int]) -> None:
        """Find the title of a member that lost its 。 by the ending that its siblings' titles share.

        2、运行经费项目绩效自评综述。根据… next to 1、邮寄费项目绩效自评综述该项目自评得分100分。
        """
        titles = [nodes[i].candidate.title for i in members if _is_run_in(nodes[i])]
        ending = _shared_ending(titles)
        if len(ending) < SHARED_ENDING or len(titles) * 2 < len(members):
            return
        for index in members:
            candidate = nodes[index].candidate
            stop = STOP.search(candidate.line.rest)
            at = candidate.line.rest.find(ending, 0, stop.start() if stop else LONGEST_TITLE)
            if candidate.form.name == "sentence" and at > 0:
                start = candidate.line.rest_start
                form = Form("run_in", start, start + at + len(ending), nominal=True)
                title = compact(candidate.line.rest[: at + len(ending)])
                revised = replace(candidate, form=form, title=title)
                nodes[index] = replace(nodes[index], candidate=revised, type="heading", reason="siblings")


def _is_run_in(node: Node) -> bool:
    return node.type == "heading" and node.candidate.form.name == "run_in"


def _shared_ending(titles: list[str]) -> str:
    """The longest ending all of several titles have; "" for less than two."""
    if len(titles) < 2:
        return ""
    shortest = min(titles, key=len)
    for length in range(len(shortest), 0, -1):
        if all(title.endswith(shortest[-length:]) for title in titles):
            return shortest[-length:]
    return ""
