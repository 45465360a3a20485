"""The language told: with `--lang`, by the contract file, by the environment; the first of these wins.

What a page or a file has in every language is shown in all where nobody tells one. What the command line says of itself
(what is wrong with its words, faults) then stays in English.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import NamedTuple

from sangaku_price.language.enums import Lang
from sangaku_price.language.phrases import typed
from sangaku_price.language.text import Text, say

OPTION, VARIABLE = "--lang", "SANGAKU_PRICE_LANG"
_UNKNOWN = Text(
    f"環境変数「{VARIABLE}」の値「{{value}}」は使えません。使える値: {{allowed}}",
    f"the environment variable {VARIABLE} is {{value}}; allowed: {{allowed}}",
)


class Told(NamedTuple):
    """The language that the words of a command tell, and those that the environment and the configuration do."""

    by_option: Lang | None = None
    by_environment: Lang | None = None
    by_configuration: Lang | None = None


class UnknownLanguage(Exception):  # noqa: N818 - it is a refusal, not a fault of the program
    """A language of the environment that there is not."""

    def __init__(self, value: str) -> None:
        self.text = _UNKNOWN.filled(value=typed(value), allowed=" | ".join(Lang))
        super().__init__(value)


_NOBODY = Told()
_told: ContextVar[Told] = ContextVar("told", default=_NOBODY)


@contextmanager
def listening(arguments: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    """Within it, the language is the one that these tell.

    The option is looked for among the words before Typer reads them: `--help` is answered before other options are
    read, wherever they stand. Raises UnknownLanguage where the environment decides and tells one that there is not.
    """
    option = _in_words(arguments)
    before = _told.set(Told(option, None if option else _in_environment(environment)))
    try:
        yield
    finally:
        _told.reset(before)


def told_by_option(option: Lang | None) -> Lang | None:
    """The language that the words of the command tell, in the command itself or before it."""
    return option or _told.get().by_option


def spoken(option: Lang | None = None, file: Lang | None = None) -> Lang:
    """The language of what is shown: a command's own option, one before the command, the file, the environment."""
    told = _told.get()
    return told_by_option(option) or file or told.by_configuration or told.by_environment or Lang.BOTH


def heed(configuration: Lang | None) -> None:
    """From now on the language is the one that a configuration tells, unless an option or a contract file does."""
    _told.set(_told.get()._replace(by_configuration=configuration))


def say_of_usage(text: Text) -> str:
    """What the command line says of itself: in one language, the one told, else English."""
    lang = spoken()
    return say(text, Lang.EN) if lang is Lang.BOTH else say(text, lang)


def _in_words(arguments: Sequence[str]) -> Lang | None:
    """The language of the last `--lang`; a value that is none is left to Typer, which refuses it."""
    told = None
    for word, following in pairwise([*arguments, ""]):
        if word == "--":
            break
        option, sign, value = word.partition("=")
        if option == OPTION:
            told = _lang(value if sign else following) or told
    return told


def _in_environment(environment: Mapping[str, str]) -> Lang | None:
    value = environment.get(VARIABLE, "")
    lang = _lang(value)
    if value and lang is None:
        raise UnknownLanguage(value)
    return lang


def _lang(value: str) -> Lang | None:
    return next((one for one in Lang if one.value == value), None)
