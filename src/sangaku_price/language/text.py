"""Words in two languages."""

from typing import NamedTuple

from sangaku_price.language.enums import Lang


class Text(NamedTuple):
    """The same words in Japanese and in English; a user's own words are the same in both."""

    ja: str
    en: str

    def joined(self, separator: str = " / ") -> str:
        """Both languages, once where they are the same."""
        return self.ja if self.ja == self.en else f"{self.ja}{separator}{self.en}"


def own(words: str) -> Text:
    """A user's own words, which are not translated."""
    return Text(words, words)


def say(text: Text, lang: Lang, separator: str = " / ") -> str:
    """The words in the language asked for."""
    match lang:
        case Lang.JA:
            return text.ja
        case Lang.EN:
            return text.en
        case _:  # both
            return text.joined(separator)
