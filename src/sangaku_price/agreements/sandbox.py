"""The sandbox in which templates run: the fields of a quote, our filters, and nothing else of the machine."""

import traceback
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template, TemplateError, TemplateSyntaxError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sangaku_price.agreements.fields import FIELDS, Row, values_of
from sangaku_price.agreements.filters import NotForThis, filters, written
from sangaku_price.agreements.placeholders import excerpt, mistakes_in
from sangaku_price.language.escaping import safe
from sangaku_price.language.messages import message, messages
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import Problem, shortened

MESSAGES = messages(
    {
        "template-syntax": Text("ひな形の書き方が正しくありません: {why}", "the template's syntax is wrong: {why}"),
        "template-runs": Text("ひな形を埋められません: {why}", "the template cannot be filled: {why}"),
        "template-untold": Text("契約ファイルに「{key}」がありません。", 'the contract file does not tell "{key}"'),
        "template-here": Text("「{words}」の所", 'at "{words}"'),
    }
)
TOLD_BY = {name: one.told_by or one.name for one in FIELDS for name in (one.name, one.japanese)}
"""The key of the contract file behind each name."""


class Sandbox:
    """Fills the texts of one template; what is wrong with them it keeps."""

    def __init__(self, quote: Quote, *, is_word: bool) -> None:
        self.is_word = is_word
        self.problems: list[Problem] = []
        self.env = self._environment()
        missing = self.env.undefined
        self.values: Row = {
            name: missing(name=name) if value is None else _harmless(value) for name, value in values_of(quote).items()
        }

    def _environment(self) -> Environment:
        env = ImmutableSandboxedEnvironment(
            undefined=_recording(self._untold),
            finalize=written,
            autoescape=self.is_word,
            keep_trailing_newline=True,
            trim_blocks=not self.is_word,
            lstrip_blocks=not self.is_word,
        )
        env.filters.update(filters())
        return env

    def check(self, source: str) -> None:
        """Keep every name and filter of a text that there is not, and what is no template."""
        try:
            template = self.env.parse(source)
        except TemplateSyntaxError as error:
            self._keep(message("template-syntax", why=str(error.message)), "template-syntax", "", source, error.lineno)
            return
        for one in mistakes_in(template, self.env):
            self._keep(one.text, one.code, one.path, source, one.line)

    def filled(self, source: str) -> str:
        """A text filled; empty where it cannot be."""
        return self.running(source, lambda: self.template(source).render(self.values)) or ""

    def template(self, source: str) -> Template:
        """A text that was checked, ready to be filled."""
        return self.env.from_string(source)

    def running(self, source: str, run: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is run gives
        """What running a template gives, or None and its mistake kept."""
        try:
            return run()
        except NotForThis as refusal:
            self._keep(refusal.words, "template-runs", "", source, _line_of(refusal))
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
            why = message("template-runs", why=shortened(str(error), 200))
            self._keep(why, "template-runs", "", source, _line_of(error))
        return None

    def _untold(self, name: str) -> None:
        found = Problem("template-untold", name, message("template-untold", key=TOLD_BY.get(name, name)))
        if found not in self.problems:
            self.problems.append(found)

    def _keep(self, words: Text, code: str, path: str, source: str, line: int) -> None:
        here = excerpt(source, line)
        told = noted(words, message("template-here", words=safe(here))) if here else words
        found = Problem(code, path, told, line=None if self.is_word else line)
        if found not in self.problems:
            self.problems.append(found)


def _recording(untold: Callable[[str], None]) -> type[Undefined]:
    """What stands for a value that is not there: it may be asked about, and is kept where it would be printed."""

    class Untold(Undefined):
        def __str__(self) -> str:
            untold(str(self._undefined_name or ""))
            return ""

    return Untold


def _harmless(value: object) -> object:
    """A value of which no text steers or hides anything."""
    match value:
        case str():
            return "\n".join(map(safe, value.split("\n")))
        case list():
            return [_harmless(one) for one in value]
        case dict():
            return {key: _harmless(one) for key, one in value.items()}
        case _:
            return value


def _line_of(error: BaseException) -> int:
    """The line of the template at which it stopped."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return lines[-1] if lines else 0
