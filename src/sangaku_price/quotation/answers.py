"""What a contract answers to the questions of tariffs, beside the words in which its own tariff asks them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sangaku_price.language.labels import answer_words, fact_words
from sangaku_price.language.text import Text, own

_QUESTION = Text("「{words}」", "{words}")
_AND = Text("", ", ")
_IS = Text("「{name}」が{answers}", "{written}")
_IS_SO = Text("「{name}」に{answers}", "{written}")


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


def questions_named(asked: Mapping[str, Text], names: Iterable[str]) -> Text:
    """Several questions in a sentence: 「企業規模」「スタートアップ」."""
    return _AND.join(_QUESTION.filled(words=question_words(asked, name)) for name in names)


def questions_at(answers: Mapping[str, str | bool]) -> Mapping[str, Text]:
    """The words of a tariff's own questions, by the paths of their answers in a contract file."""
    return {f"facts.{key}": words for key, words in asked_in(answers).items()}


def answered(asked: Mapping[str, Text], name: str, answers: Iterable[str | bool]) -> Text:
    """What is told of a question, or asked of it: 「企業規模」が中小企業; in English as a file writes it."""
    told = tuple(answers)
    words = own("・").join(answer_words(name, one) for one in told)
    said = _IS_SO if all(isinstance(one, bool) for one in told) else _IS
    return said.filled(name=question_words(asked, name), answers=words, written=as_written(name, told))


def as_written(name: str, answers: Iterable[str | bool]) -> str:
    """The same as a contract file has it, other answers behind a stroke: company-size = sme."""
    return f"{name} = {' | '.join(map(shown_fact, answers))}"


def shown_fact(value: str | bool) -> str:  # noqa: FBT001 - a fact's answer
    """An answer as the contract file writes it."""
    return str(value).lower() if isinstance(value, bool) else value
