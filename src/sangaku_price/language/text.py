"""The same words in every language. Which languages there are, the columns of `Text` say, and nobody else."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TypeGuard

from sangaku_price.language.enums import Lang

_PARAMETER = re.compile(r"\{([a-z_]+)\}")
SEPARATOR = " / "
"""Stands between the languages where they are shown beside one another."""
_SAID = re.compile(f"{SEPARATOR}|\n\n")


class Text(NamedTuple):
    """The same words in each language; a user's own words are the same in all."""

    ja: str
    en: str

    def filled(self, **params: object) -> "Text":
        """The words with each `{name}` replaced; of a parameter that is a Text, each language takes its own.

        Other braces, as in an example of TOML, are left as they are. Raises KeyError where a parameter is missing.
        """
        return Text._make(_filled(template, column, params) for column, template in enumerate(self))

    def join(self, parts: "Iterable[Text]") -> "Text":
        """Words one after another, these between them, as `str.join` does it."""
        kept = tuple(parts)
        return Text._make(between.join(part[column] for part in kept) for column, between in enumerate(self))


LANGUAGES = Text._fields
"""The languages, by the names that they have in files, in the order in which they are shown."""


def own(words: str) -> Text:
    """A user's own words, which are not translated."""
    return Text._make([words] * len(LANGUAGES))


def said(*words: str) -> str:
    """Words of each language as one string, for a library that knows strings only: a help text, a schema."""
    return SEPARATOR.join(words)


def said_as_text(joined: str) -> Text:
    """What `said` has joined, or paragraphs of a language each; words without a separator are the same in all."""
    first, *rest = _SAID.split(joined)
    return Text(first, *rest) if rest else own(first)


def words_in(text: Text, lang: Lang) -> tuple[str, ...]:
    """The words in the language asked for, or in every language, the same words once."""
    return tuple(dict.fromkeys(text)) if lang is Lang.BOTH else (text[LANGUAGES.index(lang)],)


def say(text: Text, lang: Lang, separator: str = SEPARATOR) -> str:
    """The words in the language asked for, or in all of them, beside one another."""
    return separator.join(words_in(text, lang))


def in_words_alone(lang: Lang) -> bool:
    """Whether a page is for an office that reads Japanese alone: names in the place of ids, days as it writes them."""
    return lang is Lang.JA


def by_language(text: Text) -> dict[str, str]:
    """The words by language, as files have them."""
    return dict(zip(LANGUAGES, text, strict=True))


def is_by_language(found: object) -> TypeGuard[dict[str, object]]:
    """Whether something that was read has words in every language."""
    return isinstance(found, dict) and set(found) == set(LANGUAGES)


@lru_cache(maxsize=1000)
def _parted(template: str) -> tuple[str, tuple[str, ...]]:
    """A template with %s for its parameters, and their names."""
    words, *parts = (part.replace("%", "%%") for part in _PARAMETER.split(template))
    return "%s".join((words, *parts[1::2])), tuple(parts[::2])


def _filled(template: str, column: int, params: dict[str, object]) -> str:
    """A template of one language, filled."""
    words, names = _parted(template)
    told = [params[name] for name in names]
    return words % tuple([value[column] if isinstance(value, Text) else value for value in told])
