"""The language docstruct speaks to people: Chinese where the locale is Chinese, English else.

``--lang zh`` or ``en`` decides, then ``DOCSTRUCT_LANG``, then the locale (``LC_ALL``, ``LC_MESSAGES``, ``LANG``). The program is
written in English; ``chinese.tsv`` holds what it says beside what it is to say. A sentence with values in it stands there with
``{}`` in their places, and is found by that form; what is not there stays English. Codes of errors, file names and
machine-readable output are the same in every language.

>>> Speech("zh").say("no such file"), Speech("en").say("no such file")
('没有这个文件', 'no such file')
>>> Speech("zh").say("a.pdf: the PDF is encrypted; save a copy without its password")
'a.pdf: PDF已加密；请另存一份不带密码的'
"""

from __future__ import annotations

import itertools
import os
import re
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

OPTION, VARIABLE = "--lang", "DOCSTRUCT_LANG"
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_TABLE = "chinese.tsv"


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of a call; an unknown one is English, and the parser will say so.

    >>> chosen_language([], {"LANG": "zh_CN.UTF-8"}), chosen_language(["--lang=en"], {"LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    >>> chosen_language([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"})
    'en'
    """
    for place, argument in enumerate(arguments):
        if argument.startswith(f"{OPTION}="):
            return _known(argument.partition("=")[2])
        if argument == OPTION and place + 1 < len(arguments):
            return _known(arguments[place + 1])
    if environment.get(VARIABLE):
        return _known(environment[VARIABLE])
    locale = next((environment[name] for name in _LOCALES if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def with_language_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with ``--lang`` before the command, where the parser looks for it; people write it behind.

    >>> with_language_first(["run", "a", "--lang", "zh", "--", "--lang"])
    ['--lang', 'zh', 'run', 'a', '--', '--lang']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    first: list[str] = []
    others: list[str] = []
    rest = iter(arguments[:end])
    for argument in rest:
        if argument == OPTION:
            first += [argument, *itertools.islice(rest, 1)]
        else:
            (first if argument.startswith(f"{OPTION}=") else others).append(argument)
    return [*first, *others, *arguments[end:]]


def _known(name: str) -> Language:
    return name if name in LANGUAGES else "en"


class Speech:
    """Says what the program says in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: str) -> str:
        """The text in this language; what stands before a colon (a path) is left as it is."""
        if self.language == "en" or not text:
            return text
        whole = self._said(text)
        if whole is not None:
            return whole
        head, colon, rest = text.partition(": ")
        return f"{head}{colon}{self.say(rest)}" if colon else text

    def put(self, text: str, *values: object) -> str:
        """The text in this language, its places ``{}`` filled with values."""
        return self.say(text).format(*values)

    def say_of_parser(self, line: str) -> str:
        """A line in which the parser of the command line says what is wrong, in this language."""
        for head in ("Error: ", "Usage: "):
            if line.startswith(head):
                return f"{self.say(head)}{self.say_of_parser(line.removeprefix(head))}"
        if line.startswith("Invalid value"):  # for an option: what is wrong with it
            option, colon, wrong = line.partition(": ")
            return f"{self.say(option)}{self.say(colon)}{self.say(wrong)}"
        return self.say(line)

    def _said(self, text: str) -> str | None:
        exact = self._texts.get(text)
        if exact is not None:
            return exact
        for pattern, meaning in self._forms:
            if match := pattern.fullmatch(text):
                return meaning.format(*map(self._value, match.groups()))
        return None

    def _value(self, value: str) -> str:
        """A value in a text: in this language if it is a phrase of our own or of the system, such as why a disk fails."""
        return self._texts.get(value, value) if " " in value else value

    @cached_property
    def _texts(self) -> dict[str, str]:
        rows = files("docstruct.speech").joinpath(_TABLE).read_text("utf-8").splitlines()[1:]
        pairs = (row.split("\t") for row in rows if row)
        return {english.replace("\\n", "\n"): chinese.replace("\\n", "\n") for english, chinese in pairs}

    @cached_property
    def _forms(self) -> list[tuple[re.Pattern[str], str]]:
        """Texts with values in them, the longest first: the more is said, the less is taken for a value."""
        forms = sorted((text for text in self._texts if "{}" in text), key=len, reverse=True)
        return [
            (re.compile("(.*?)".join(map(re.escape, form.split("{}"))), re.DOTALL), self._texts[form])
            for form in forms
        ]


@cache
def speech() -> Speech:
    """The speech of this process."""
    import sys

    return Speech(chosen_language(sys.argv[1:], os.environ))
