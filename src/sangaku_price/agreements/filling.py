"""A template filled with a quote: Markdown and text by Jinja2, Word by docxtpl, written with the same bytes every time.

Every mistake of a template is said at once, with the words among which it stands.
"""

from pathlib import PurePath
from typing import TYPE_CHECKING

from sangaku_price.agreements.extra import not_installed
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import read

if TYPE_CHECKING:
    from sangaku_price.agreements.sandbox import Sandbox

MESSAGES = messages(
    {
        "template-suffix": Text(
            "ひな形は .docx、.md、.txt のいずれかです。", "a template is a .docx, .md or .txt file"
        ),
        "template-out": Text(
            "出力の拡張子はひな形と同じ「{suffix}」にしてください。", "the output needs the template's suffix, {suffix}"
        ),
    }
)
WORD = ".docx"
SUFFIXES = (WORD, ".md", ".txt")


def fill(template: str, quote: Quote, output: str | None = None) -> bytes:
    """A template with the quote's values in place of its names.

    Raises BadFile with every name that there is not, every value that the contract file does not tell, and every
    other mistake of the template.
    """
    suffix = PurePath(template).suffix.lower()
    if suffix not in SUFFIXES:
        raise BadFile([problem("template-suffix").at(template, None)])
    if output is not None and PurePath(output).suffix.lower() != suffix:
        raise BadFile([problem("template-out", suffix=suffix).at(output, None)])
    try:
        from sangaku_price.agreements.sandbox import Sandbox

        sandbox = Sandbox(quote, is_word=suffix == WORD)
        made = _word(template, sandbox) if suffix == WORD else _text(template, sandbox)
    except ModuleNotFoundError:
        raise not_installed(template) from None
    if sandbox.problems:
        raise BadFile(one.at(template, one.line) for one in sandbox.problems)
    return made


def _text(template: str, sandbox: "Sandbox") -> bytes:
    source = read(template).text
    sandbox.check(source)
    return b"" if sandbox.problems else sandbox.filled(source).encode()


def _word(template: str, sandbox: "Sandbox") -> bytes:
    from sangaku_price.agreements.word import fill_word

    return fill_word(template, sandbox)
