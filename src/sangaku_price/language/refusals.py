"""Questions without an answer: a name that nothing has, a range that is none. Not mistakes of a file."""

from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, say


class NoAnswer(LookupError):  # noqa: N818 - it is a refusal, not a fault of the program
    """What was asked for is not there; as an exception it says so in English."""

    is_of_words = True
    """Whether it is a word of the question that is wrong, and not what it is asked of."""

    def __init__(self, text: Text, names: str = "") -> None:
        self.text, self.names = text, names
        super().__init__(self.said(Lang.EN))

    def said(self, lang: Lang) -> str:
        """What is not there, and which names there are."""
        return f"{say(self.text, lang)} ({self.names})" if self.names else say(self.text, lang)
