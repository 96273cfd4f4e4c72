"""The clause reader: tokens in, drafts of figures out; the grammar is told in :mod:`docstruct.extracting`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.extracting.frames import Carried, Clause, Draft, Event
from docstruct.extracting.measures import Reading, decide
from docstruct.extracting.numbers import in_yuan
from docstruct.extracting.reasons import ReasonDraft, find_end, relation_of, trimmed
from docstruct.extracting.subjects import Ref
from docstruct.matching.mention import compose_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.document import Direction, DocumentType, Measure, Relation
    from docstruct.extracting.frames import Range
    from docstruct.extracting.subjects import Subjects
    from docstruct.extracting.tokens import Number, Token

_ENDS = frozenset({"comma", "semicolon", "stop", "close", "pause"})
_SENTENCE_ENDS = frozenset({"semicolon", "stop"})
_EXPLAINED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("increase", "decrease", "flat"), frozenset({"change", "change_rate"})),
    **dict.fromkeys(
        ("actual_gt_budget", "actual_lt_budget", "actual_eq_budget"),
        frozenset({"budget", "actual", "completion_rate", "change", "change_rate"}),
    ),
    **dict.fromkeys(("purpose", "other"), frozenset({"budget", "actual"})),
}
_LEVELS = {"类": 0, "款": 1, "项": 2}


class ClauseReader:
    """Reads the paragraphs of one document in order; what carries over lives as long as its section."""

    def __init__(
        self, text: str, subjects: Subjects, *, year: int | None, document_type: DocumentType | None
    ) -> None:
        self.text = text
        self.subjects = subjects
        self.year = year
        self.plain: Measure = "budget" if document_type == "budget" else "actual"
        self.drafts: list[Draft] = []
        self.carried = Carried()
        self.clause = Clause()
        self.reasons: list[ReasonDraft] = []
        self.stack: list[tuple[Clause, Carried]] = []
        self.consumed = 0
        self.reason_end: int | None = None
        self.awaited: Range | None = None
        self.zone = "narrative"
        self._reset_sentence()
        self._handlers: dict[str, Callable[[Token, int], None]] = {
            name: getattr(self, f"_on_{name}") for name in _HANDLED
        }

    # -- paragraphs, sentences, clauses

    def read(self, tokens: list[Token], start: int, end: int) -> None:
        """Read one paragraph."""
        self.tokens = tokens
        self.end = end
        self.stack.clear()
        self.clause = Clause()
        self._reset_sentence()
        self.sentence_start = start
        self.awaited = None
        self.first_draft = len(self.drafts)
        self.last = start
        self.previous = "start"
        handlers = self._handlers
        for index, token in enumerate(tokens):
            if self.reason_end is not None and index >= self.reason_end:
                self._leave_reason()
                self.last = max(self.last, token.start)
            self.index = index
            if token.start > self.last:
                self._gap(self.last, token.start)
            handler = handlers.get(token.kind)
            if handler is not None:
                handler(token, index)
            self.previous = token.kind
            self.last = token.end
        if self.last < end:
            self._gap(self.last, end)
        if self.reason_end is not None:
            self._leave_reason()
        self._close_sentence(end)

    def _gap(self, start: int, end: int) -> None:
        start = max(start, self.consumed)
        if start < end and self.subjects.noun(self.text[start:end]):
            self._extend(start, end)
            self.previous = "gap"

    def _extend(self, start: int, end: int) -> None:
        if self.clause.kept:
            self.clause = Clause()
        clause = self.clause
        if clause.verb:
            clause.after = (clause.after[0] if clause.after else start, end)
        else:
            clause.before = (clause.before[0] if clause.before else start, end)

    def _reset_sentence(self) -> None:
        self.prior = False
        self.base = None
        self.composition = False
        self.names: list[Ref] = []
        self.name_index = 0
        self.origin_other = False
        self.earlier: Range | None = None
        self.earlier_said = False

    def _next_clause(self) -> None:
        self.clause = Clause()
        self.earlier, self.earlier_said = None, False

    def _close_sentence(self, end: int) -> None:
        for draft in self.drafts[self.first_draft :]:
            draft.sentence = (self.sentence_start, end)
        self.first_draft = len(self.drafts)
        self.sentence_start = end

    def _on_comma(self, token: Token, index: int) -> None:
        clause = self.clause
        said = clause.event and clause.before is not None
        self._next_clause()
        self.earlier, self.earlier_said = clause.before, said

    def _on_semicolon(self, token: Token, index: int) -> None:
        self._next_clause()
        self.names = []
        self.base = None

    def _on_stop(self, token: Token, index: int) -> None:
        self._title()
        self.awaited = None
        self._next_clause()
        self.stack.clear()
        self._reset_sentence()
        self._close_sentence(token.end)
        carried = self.carried
        if carried.topic is not None:
            carried.subject = carried.money = carried.topic
        carried.event = carried.top_event

    def _title(self) -> None:
        """A sentence that is a phrase and no more titles what follows it (公务接待费。支出1.46万元)."""
        clause = self.clause
        if (
            clause.before
            and self.sentence_start >= clause.before[0] - 8
            and len(self.drafts) == self.first_draft
        ):
            self._set_topic(clause.before)

    def _set_topic(self, phrase: Range) -> None:
        ref = self._ref(phrase, self.clause.code)
        if ref is not None:
            self.carried.subject = self.carried.money = self.carried.topic = ref

    def _on_pause(self, token: Token, index: int) -> None:
        if self.previous in ("number", "close", "blank"):
            if not self._number_follows(index):
                self._next_clause()
        elif self.clause.before or self.clause.after:
            self._extend(token.start, token.end)

    def _on_colon(self, token: Token, index: int) -> None:
        clause = self.clause
        self.clause = Clause(held=clause.before or clause.held, code=clause.code)

    def _on_marker(self, token: Token, index: int) -> None:
        self._next_clause()

    def _on_open(self, token: Token, index: int) -> None:
        host = self.clause.before or self.clause.after
        self.stack.append((self.clause, replace(self.carried)))
        self.clause = Clause(host=host if self.previous != "number" else None)

    def _on_close(self, token: Token, index: int) -> None:
        if self.stack:
            clause, carried = self.stack.pop()
            self.clause = clause
            self.carried = carried

    # -- subjects

    def _on_name(self, token: Token, index: int) -> None:
        if self.previous != "number" or self.text[token.start] not in "（(":
            self._extend(token.start, token.end)

    def _on_threshold(self, token: Token, index: int) -> None:
        clause = self.clause
        clause.measure = None
        self._extend(token.start, token.end)

    def _on_code(self, token: Token, index: int) -> None:
        if self.clause.before is None:
            self.clause.code = token.text
        else:
            self.clause.codes = (*self.clause.codes, token.text)

    def _on_level(self, token: Token, index: int) -> None:
        clause, carried = self.clause, self.carried
        digits, level = token.text[:-1], _LEVELS[token.text[-1]]
        name = self.subjects.noun(self.text[clause.before[0] : clause.before[1]]) if clause.before else ""
        if not name:
            return
        carried.path = (*carried.path[:level], name)
        carried.codes = (*carried.codes[:level], digits) if digits else carried.codes[:level]
        code = clause.code or compose_code(carried.codes)
        ref = Ref(name, carried.path, code, item=True)
        carried.subject = carried.money = ref
        if not self.stack:
            carried.topic = ref
        self.clause = Clause(code=clause.code)

    def _on_title(self, token: Token, index: int) -> None:
        if self.clause.before:
            self._set_topic(self.clause.before)
        self._next_clause()

    def _on_composition(self, token: Token, index: int) -> None:
        self.composition = True
        self._next_clause()

    # -- periods and comparisons

    def _on_year(self, token: Token, index: int) -> None:
        clause = self.clause
        earlier = self.year is not None and int(token.text) < self.year and token.end - token.start < 7
        if clause.comparing and not clause.based:
            self.compare("prior_year")
            return
        if not clause.verb:
            self.prior = earlier
            clause.held, clause.before = clause.before or clause.held, None
        elif earlier:
            self.prior = True

    def compare(self, basis: str) -> None:
        """Note what the clause compares with."""
        self.clause.based = True
        self.clause.basis = self.base = basis  # type: ignore[assignment]

    def _on_composed(self, token: Token, index: int) -> None:
        """由A和B构成: the parts are told, and the whole is spoken of again."""
        carried = self.carried
        if self.composition and carried.topic is not None:
            carried.subject = carried.money = carried.topic
            carried.event = carried.top_event
            self.composition = False
            self.clause = Clause()

    def absorb(self) -> bool:
        """Take a comparison inside a name for part of the name (支出大于收入的部分)."""
        clause = self.clause
        if clause.after is None or clause.before is None or self._ref(clause.after) is None:
            return False
        clause.before, clause.change, clause.verb = (clause.before[0], clause.after[1]), None, False
        return True

    def _on_period(self, token: Token, index: int) -> None:
        clause = self.clause
        if clause.comparing and not clause.based:
            self.compare("prior_year")
        elif not clause.origin:
            following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
            if (
                following
                and following.start == token.end
                and following.kind in ("budget", "actual", "number")
            ):
                clause.prior = True
            self._extend(token.start, token.end)

    def is_prior(self) -> bool:
        """Whether the clause speaks of an earlier year."""
        return self.prior or self.clause.prior

    def plain_measure(self) -> Measure:
        """What an amount is that no cue calls anything else."""
        return self.plain

    def planned(self) -> bool:
        """Whether the first of two figures (由核定的1,300人减为…) is a plan, not an earlier year's."""
        phrase = self.clause.after
        return phrase is not None and any(
            word in self.text[phrase[0] : phrase[1]] for word in self.subjects.planned
        )

    def after_other(self) -> bool:
        """Whether the figure before was a price or a standard (由每件1,200元提至1,500元)."""
        return bool(self.drafts) and self.first_draft < len(self.drafts) and self.origin_other

    def outer_change(self) -> Clause | None:
        """The clause around a bracket that opens with a rate (减少2万元（9.5%）), if it states a change."""
        if self.previous != "open" or not self.stack:
            return None
        outer = self.stack[-1][0]
        return outer if outer.change is not None else None

    def _on_opener(self, token: Token, index: int) -> None:
        clause = self.clause
        clause.comparing, clause.based, clause.verb, clause.after = True, False, True, None

    def _on_compared(self, token: Token, index: int) -> None:
        self.clause.comparing = False
        self.clause.after = None

    def _on_same_period(self, token: Token, index: int) -> None:
        self.clause.verb = True
        self.clause.after = None
        self.compare("prior_year")

    # -- measures

    def _on_budget(self, token: Token, index: int) -> None:
        clause = self.clause
        value = token.cue.value if token.cue else ""
        if clause.comparing or clause.change == "excess":
            if not clause.based or clause.basis != "prior_year":
                self.compare(value or ("prior_budget" if self.plain == "budget" else "initial_budget"))
            elif self.plain == "budget" or value:
                self.clause.basis = self.base = "prior_budget"
            return
        if clause.measure == "completion_rate":
            clause.basis = value or "initial_budget"  # type: ignore[assignment]
            return
        if clause.verb:
            self._extend(token.start, token.end)
            return
        clause.measure = "budget"
        clause.basis = None

    def _on_actual(self, token: Token, index: int) -> None:
        clause = self.clause
        if clause.comparing:
            return
        if not clause.verb:
            clause.measure = "actual"

    def _on_completion(self, token: Token, index: int) -> None:
        clause = self.clause
        clause.measure, clause.verb, clause.after = "completion_rate", True, None
        clause.basis = None

    def _on_share(self, token: Token, index: int) -> None:
        clause = self.clause
        clause.measure, clause.verb, clause.after = "share", True, None
        clause.basis = "total"

    def _on_score(self, token: Token, index: int) -> None:
        self.clause.measure = "score"

    def _on_other(self, token: Token, index: int) -> None:
        self.clause.measure = "other"
        if token.cue is not None and token.cue.value == "part":
            self._extend(token.start, token.end)

    # -- changes

    def _on_change(self, token: Token, index: int) -> None:
        self._change(token, "change")

    def _on_excess(self, token: Token, index: int) -> None:
        self._change(token, "excess")
        self.clause.based = False

    def _on_either(self, token: Token, index: int) -> None:
        self._change(token, "either")

    def _on_difference(self, token: Token, index: int) -> None:
        self._change(token, "difference")

    def _on_reach(self, token: Token, index: int) -> None:
        self._change(token, "reach")

    def _change(self, token: Token, how: str) -> None:
        clause = self.clause
        value = token.cue.value if token.cue else ""
        clause.change = how  # type: ignore[assignment]
        clause.direction = value if value in ("increase", "decrease") else None  # type: ignore[assignment]
        if how == "excess":
            clause.relation = value
            clause.direction = "increase" if value == "actual_gt_budget" else "decrease"
        clause.verb, clause.after, clause.comparing = True, None, False
        if clause.basis is None:
            clause.basis = self.base
        if how == "change":
            self.happened(Event("change", direction=clause.direction, worded=True))
        elif how == "excess":
            self.happened(Event("excess", relation=value, worded=True))

    def _on_flat(self, token: Token, index: int) -> None:
        basis = self.clause.basis or self.base
        same = basis is not None and not basis.startswith("prior")
        self.happened(Event("equal", relation="actual_eq_budget" if same else "flat", worded=True))
        self.clause.verb = True

    def happened(self, event: Event) -> None:
        """Remember what was stated, for the reason that may follow."""
        self.clause.event = True
        self.carried.event = event
        if not self.composition and not self.stack:
            self.carried.top_event = event

    def later_change(self) -> Direction | None:
        """The change that follows a rate in its clause without a figure of its own (按10%比例统一压减)."""
        for later in self.tokens[self.index + 1 :]:
            if later.kind == "change":
                return (
                    later.cue.value
                    if later.cue and not self._number_follows(self.tokens.index(later))
                    else None
                )  # type: ignore[return-value]
            if later.kind != "name":
                break
        return None

    def _on_from(self, token: Token, index: int) -> None:
        for later in self.tokens[index + 1 : index + 9]:
            if later.kind in ("comma", "semicolon", "stop"):
                return
            if later.kind == "composed":
                self.composition = True
                return
            if later.kind == "therefore":
                self._on_because(token, index)
                return
            if later.kind == "reach":
                self.clause.origin = self.clause.verb = True
                self.clause.after = None
                return

    def _on_respectively(self, token: Token, index: int) -> None:
        count = 0
        for later in self.tokens[index + 1 :]:
            if later.kind in ("comma", "semicolon", "stop"):
                break
            count += later.kind == "number"
        clause = self.clause
        if clause.before is not None:
            found = self.subjects.names(self.text[clause.before[0] : clause.before[1]], count)
            self.carried.names = tuple(found)
            if count > 1 or found:
                clause.before = None
        self.names = list(self.carried.names) if len(self.carried.names) == count else []
        self.name_index = 0

    def _on_absent(self, token: Token, index: int) -> None:
        if self.clause.before:
            self._set_topic(self.clause.before)
        self.happened(Event("absent", ref=self.carried.topic))
        self.clause.verb = True

    def _on_blank(self, token: Token, index: int) -> None:
        if token.text:
            self.clause = Clause()
        else:
            self._extend(token.start, token.end)

    # -- reasons

    def _on_reason(self, token: Token, index: int) -> None:
        if self.reason_end is not None or self.zone == "glossary":
            return
        bare = token.cue is not None and token.cue.value == "bare"
        event = self.carried.event
        relation = relation_of(event)
        named = self._named_before()
        if bare and named is not None and not self.clause.event:
            relation = "purpose"
        elif bare and event is not None and event.kind == "amount" and event.rate and event.rate.strip("0."):
            relation = "purpose"
        self._begin(index, named or self._explained(event), relation)

    def _on_purpose(self, token: Token, index: int) -> None:
        if self.reason_end is None and self.zone != "glossary":
            named = self._named_before()
            self._begin(index, named or self.carried.money or self.carried.subject, "purpose")

    def _on_enumerator(self, token: Token, index: int) -> None:
        event = self.carried.event
        first = token.cue is not None and token.cue.value == "first"
        if (
            self.reason_end is None
            and first
            and event is not None
            and event.worded
            and self.zone != "glossary"
        ):
            self._begin(index - 1, self._explained(event), relation_of(event))

    def _on_because(self, token: Token, index: int) -> None:
        if self.reason_end is not None or self.zone == "glossary":
            return
        closer = self._closer(index)
        word = self.text[token.start : token.end]
        if closer is None and len(word) == 1 and word != "系":
            self._extend(token.start, token.end)
            return
        event = self.carried.event
        said = len(self.drafts) > self.first_draft and event is not None and event.kind != "amount"
        if not said and not self.clause.event:
            self._await(token, index, closer)
        else:
            self._begin(index, self._named_before() or self._explained(event), relation_of(event), closer)

    def _closer(self, index: int) -> int | None:
        for position in range(index + 1, min(index + 40, len(self.tokens))):
            kind = self.tokens[position].kind
            if kind == "therefore":
                return position
            if kind in ("semicolon", "stop"):
                break
        return None

    def _named_before(self) -> Ref | None:
        phrase = self.clause.before
        return self._ref(phrase) if phrase else None

    def _explained(self, event: Event | None) -> Ref | None:
        carried = self.carried
        return (event.ref if event else None) or carried.money or carried.subject

    def _begin(self, index: int, ref: Ref | None, relation: Relation, closer: int | None = None) -> None:
        """A reason begins behind the token at ``index``: find its end, keep it, and read it as a world of its own."""
        tokens = self.tokens
        first = index + 1
        start = tokens[index].end if index >= 0 else self.last
        while (
            first < len(tokens)
            and tokens[first].start - start < 2
            and (
                tokens[first].kind in ("colon", "reason")
                or self.text[tokens[first].start : tokens[first].end] in ("由于", "因为")
            )
        ):
            start, first = tokens[first].end, first + 1
        ref = ref or Ref("")
        end = (
            closer if closer is not None else find_end(self.text, tokens, first, ref.text, self.subjects.noun)
        )
        cut = self._cut_closer(first, end) if closer is None else end
        stop = tokens[cut].start if cut < len(tokens) else self.end
        found = trimmed(self.text, start, stop)
        if found is not None and not (relation == "purpose" and self._composes(first, end)):
            self.reasons.append(
                ReasonDraft(found[0], found[1], ref, relation, self._explaining(ref, relation))
            )
        elif found is not None:
            return
        self.saved = (replace(self.carried), self.composition, self.prior, self.base, list(self.stack))
        self.reason_end = end + 1 if closer is not None else end
        self.clause = Clause()

    def _cut_closer(self, first: int, end: int) -> int:
        """A reason without its 所致 or 等原因 at the end."""
        last = self.tokens[end - 1] if end - 1 >= first else None
        closed = (
            last is not None and last.kind == "therefore" and last.cue is not None and last.cue.value == "cut"
        )
        return end - 1 if closed else end

    def _composes(self, first: int, end: int) -> bool:
        """Whether 主要用于 opens a list of amounts rather than a purpose."""
        kinds = [token.kind for token in self.tokens[first:end]]
        numbers = [token for token in self.tokens[first:end] if token.number and token.number.kind == "money"]
        return len(numbers) > 1 or (bool(numbers) and "share" in kinds)

    def _explaining(self, ref: Ref, relation: Relation) -> tuple[int, ...]:
        wanted = _EXPLAINED[relation]
        found = []
        for position in range(len(self.drafts) - 1, max(len(self.drafts) - 12, -1), -1):
            draft = self.drafts[position]
            if draft.ref == ref and draft.measure in wanted:
                found.append(position)
            elif found and draft.ref != ref:
                break
        return tuple(reversed(found))

    def _leave_reason(self) -> None:
        self.carried, self.composition, self.prior, self.base, self.stack = self.saved
        self.clause = Clause()
        self.reason_end = None

    def _await(self, token: Token, index: int, closer: int | None) -> None:
        """A reason in front of what it explains: 由于A，B减少…"""
        tokens = self.tokens
        if closer is not None:
            stop, end = tokens[closer].start, closer
        else:
            end = index + 1
            while end < len(tokens) and tokens[end].kind not in ("comma", "semicolon", "stop"):
                end += 1
            stop = tokens[end].start if end < len(tokens) else self.end
        found = trimmed(self.text, token.end, stop)
        if found is None or end >= len(tokens):
            return
        self.awaited = found
        self.saved = (replace(self.carried), self.composition, self.prior, self.base, list(self.stack))
        self.reason_end = end + 1 if closer is not None else end
        self.clause = Clause()

    def _answer(self, ref: Ref) -> None:
        """The clause that an awaited reason explains has come."""
        event = self.carried.event
        if self.awaited is None or self.reason_end is not None or event is None or event.kind == "amount":
            return
        relation = relation_of(event)
        start, end = self.awaited
        self.awaited = None
        self.reasons.append(ReasonDraft(start, end, ref, relation, (len(self.drafts),)))

    # -- figures

    def _number_follows(self, index: int) -> bool:
        tokens = self.tokens
        number = tokens[index + 1].number if index + 1 < len(tokens) else None
        if number is None or number.kind is None:
            return False
        between = self.text[tokens[index].end : tokens[index + 1].start]
        return not self.subjects.noun(between)

    def _on_number(self, token: Token, index: int) -> None:
        number = token.number
        assert number is not None
        clause = self.clause
        start, value, amount = token.start, number.value, number.amount
        if number.kind is None and not self._stands_bare(token, index):
            if clause.comparing and not clause.based and len(value) == 4 and value[:2] in ("19", "20"):
                self.compare("prior_year")
            elif clause.before is None and len(value) in (3, 5, 7) and value[0] in "235" and "." not in value:
                self.clause = Clause(code=value, held=clause.held)
            else:
                self._extend(token.start, token.end)
            return
        ambiguous = "joined" if number.joined else None
        glued = number.split is not None and self._lost_year(number)
        if glued and number.split is not None:
            start, value, ambiguous = token.start + 4, number.split[1], "glued"
            amount = in_yuan(value, number.places)
        reading = decide(self, number, glued=glued, follows=self._number_follows(index))
        ref = self._subject(token, index, reading)
        event = self.carried.event
        if event is not None and event.ref is None:
            event.ref = ref
        self._answer(ref)
        self._emit(
            Draft(
                start,
                token.end,
                number,
                value,
                amount,
                reading.measure,
                ref,
                reading.direction,
                reading.basis,
                number.approximate or self.previous == "approximate",
                ambiguous,
                not self.stack,
            )
        )

    def _lost_year(self, number: Number) -> bool:
        assert number.split is not None
        year = number.split[0]
        clause = self.clause
        near = self.year is None or 0 < self.year - year <= 3
        return near and (
            (clause.comparing and not clause.based) or (clause.before is None and not clause.verb)
        )

    def _stands_bare(self, token: Token, index: int) -> bool:
        """Digits without a unit are a figure only right behind a word that asks for one, at the end of a clause."""
        following = self.tokens[index + 1].kind if index + 1 < len(self.tokens) else "stop"
        if following not in _ENDS or (
            index + 1 < len(self.tokens)
            and self.subjects.noun(self.text[token.end : self.tokens[index + 1].start])
        ):
            return False
        clause = self.clause
        if clause.measure in ("share", "completion_rate", "budget", "actual", "score"):
            return True
        phrase = clause.before
        named = phrase is not None and not clause.verb and not self.text[phrase[1] : token.start].strip()
        return named and phrase is not None and self.subjects.is_money(self.text[phrase[0] : phrase[1]])

    def _subject(self, token: Token, index: int, reading: Reading) -> Ref:
        clause, carried = self.clause, self.carried
        number = token.number
        assert number is not None
        if self.names:
            position, self.name_index = self.name_index, self.name_index + 1
            if position < len(self.names):
                return self._note(self.names[position], reading, number)
        if reading.measure == "count" or (number.kind == "area" and reading.measure == "other"):
            found = self._counted(token, index)
            if found is not None:
                return self._note(found, reading, number)
        if clause.change == "change" and clause.after and reading.measure in ("change", "change_rate"):
            ref = self._ref(clause.after) or (
                self._ref(self.earlier) if self.earlier and not clause.before else None
            )
            if ref is not None:
                return self._note(ref, reading, number)
        for phrase in (clause.before, clause.held, clause.host, self.earlier if self.earlier_said else None):
            if phrase is None:
                continue
            ref = self._ref(phrase, clause.code)
            if ref is not None:
                return self._note(ref, reading, number)
        carrier = carried.money if self._goes_with_money(number, reading) else carried.subject
        return carrier or carried.subject or carried.topic or Ref("")

    def _goes_with_money(self, number: Number, reading: Reading) -> bool:
        """Whether a figure without a subject is about the latest amount rather than the latest count."""
        if number.kind == "percent" and reading.measure == "change_rate":
            before = self.drafts[-1].number.kind if len(self.drafts) > self.first_draft else None
            return before in ("money", None)
        return number.kind in ("money", "price", None) or reading.measure == "completion_rate"

    def _ref(self, phrase: Range, code: str | None = None) -> Ref | None:
        return self.subjects.ref(self.text[phrase[0] : phrase[1]], code)

    def _note(self, ref: Ref, reading: Reading, number: Number) -> Ref:
        """Remember the subject for the clauses that leave it out."""
        carried = self.carried
        if reading.measure == "other" and number.kind in ("money", "price"):
            return ref
        carried.subject = ref
        if number.kind not in ("count", "area"):
            carried.money = ref
            if (number.kind in ("money", None) or reading.measure == "score") and not (
                self.composition or self.stack
            ):
                carried.topic = ref
        return ref

    def _counted(self, token: Token, index: int) -> Ref | None:
        """The thing counted where it is named behind the number (3名职工), with the verb that makes a name of it."""
        following = index + 1
        while following < len(self.tokens) and self.tokens[following].kind == "name":
            following += 1
        stop = self.tokens[following].start if following < len(self.tokens) else self.end
        right = self.text[token.end : stop]
        if (
            not right
            or right[0] in "及和，、（("
            or (following < len(self.tokens) and self.tokens[following].kind == "number")
        ):
            return None
        noun, length = self.subjects.counted(right)
        if not noun:
            return None
        self.consumed = token.end + length
        before = self.clause.before
        left = self.subjects.noun(self.text[before[0] : before[1]]) if before else ""
        joined = next((word for word in self.subjects.joining if left.endswith(word)), "")
        return Ref(joined + noun)

    def _emit(self, draft: Draft) -> None:
        self.drafts.append(draft)
        clause = self.clause
        self.origin_other = clause.origin and clause.measure == "other"
        kept = Clause(
            kept=True,
            measure=clause.measure,
            basis=clause.basis,
            change=clause.change,
            direction=clause.direction,
            relation=clause.relation,
        )
        self.clause = kept


_HANDLED = (
    "absent actual because blank budget change close code colon comma compared completion composed composition difference either enumerator "
    "excess flat from level marker name number open opener other pause period purpose reach reason respectively same_period score "
    "semicolon share stop threshold title year"
).split()
