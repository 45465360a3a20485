"""The same words in every language. Which languages there are, the columns of `Text` say, and nobody else."""

import re
from typing import NamedTuple

from sangaku_price.language.enums import Lang

_PARAMETER = re.compile(r"\{([a-z_]+)\}")


class Text(NamedTuple):
    """The same words in each language; a user's own words are the same in all."""

    ja: str
    en: str

    def joined(self, separator: str = " / ") -> str:
        """All languages, the same words once."""
        return separator.join(dict.fromkeys(self))

    def filled(self, **params: object) -> "Text":
        """The words with each `{name}` replaced; of a parameter that is a Text, each language takes its own.

        Other braces, as in an example of TOML, are left as they are. Raises KeyError where a parameter is missing.
        """

        def fill(column: int) -> str:
            told = {name: value[column] if isinstance(value, Text) else value for name, value in params.items()}
            return _PARAMETER.sub(lambda found: str(told[found[1]]), self[column])

        return Text._make(map(fill, range(len(self))))


def own(words: str) -> Text:
    """A user's own words, which are not translated."""
    return Text._make([words] * len(Text._fields))


def say(text: Text, lang: Lang, separator: str = " / ") -> str:
    """The words in the language asked for."""
    return text.joined(separator) if lang is Lang.BOTH else text[Text._fields.index(lang)]
