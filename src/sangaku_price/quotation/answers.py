"""What a contract answers to the questions of tariffs, beside the words in which its own tariff asks them."""

from collections.abc import Mapping
from types import MappingProxyType

from sangaku_price.language.labels import fact_words
from sangaku_price.language.text import Text


class Answers(dict[str, str | bool]):
    """Answers by the keys of their questions; the words of what an institution asks of its own are for pages.

    They are no data of a quote: neither written with it, nor compared.
    """

    asked: Mapping[str, Text] = MappingProxyType({})

    @classmethod
    def to(cls, asked: Mapping[str, Text], answers: Mapping[str, str | bool]) -> "Answers":
        """Answers, with the words of the tariff's own questions."""
        found = cls(answers)
        found.asked = dict(asked)
        return found


def asked_in(answers: Mapping[str, str | bool]) -> Mapping[str, Text]:
    """The words of a tariff's own questions, by their keys, where they are known."""
    return answers.asked if isinstance(answers, Answers) else Answers.asked


def question_words(asked: Mapping[str, Text], name: str) -> Text:
    """A question, in the tariff's own words where it is one of its own."""
    return asked.get(name) or fact_words(name)


def questions_at(answers: Mapping[str, str | bool]) -> Mapping[str, Text]:
    """The words of a tariff's own questions, by the paths of their answers in a contract file."""
    return {f"facts.{key}": words for key, words in asked_in(answers).items()}
