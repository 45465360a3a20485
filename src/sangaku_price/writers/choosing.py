"""Which format is written: the one asked for, else that of the output file's suffix, else the first that there is."""

from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from sangaku_price.language.messages import message, messages
from sangaku_price.language.text import Text
from sangaku_price.writers import Format, Result, formats_for

MESSAGES = messages(
    {
        "format-none": Text(
            "この形式では出力できません。使える形式: {formats}", "not a format of this command; formats: {formats}"
        ),
        "format-suffix": Text(
            "この拡張子の形式はありません。使える形式: {formats}。拡張子がなければ「{default}」",
            "no format of this command has this suffix; formats: {formats}; {default} without one",
        ),
        "format-apart": Text(
            "--format の「{asked}」と拡張子が一致しません。使える形式: {formats}",
            "this is not the suffix of --format {asked}; formats: {formats}",
        ),
        "format-font": Text(
            "「{format}」ではフォントを選べません（--format pdf）", "{format} takes no font (--format pdf)"
        ),
        "format-extra": Text(
            '追加のパッケージが必要です: pip install "sangaku-price[{extra}]"',
            'needs more than is installed: pip install "sangaku-price[{extra}]"',
        ),
    }
)


class NoFormat(Exception):  # noqa: N818 - it is a refusal, not a fault of the program
    """A format that is not to be had, or the name of an output file that says another."""

    def __init__(self, option: str, found: str, words: Text) -> None:
        super().__init__(option, found, words)
        self.option, self.found, self.words = option, found, words


def chosen(asked: str | None, output: str | None, *results: Result, font: str | None = None) -> Format:
    """The format of a command that has these results, with the file of a font where one is told.

    Raises NoFormat where there is no such format, or where it takes no font.
    """
    allowed = formats_for(*results)
    suffix = PurePath(output).suffix.lower() if output is not None else ""
    told = ", ".join(map(_told, allowed))
    by_name = next((one for one in allowed if one.name == asked), None)
    by_suffix = next((one for one in allowed if suffix in one.suffixes), None)
    if asked is not None and by_name is None:
        raise NoFormat("--format", asked, message("format-none", formats=told))
    if output is not None and suffix.strip("."):
        if by_suffix is None:
            raise NoFormat("--output", output, message("format-suffix", formats=told, default=allowed[0].name))
        if by_name is not None and suffix not in (*by_name.suffixes, *by_name.also):
            raise NoFormat("--output", output, message("format-apart", asked=by_name.name, formats=told))
    found = by_name or by_suffix or allowed[0]
    if font is not None and not found.takes_font:
        raise NoFormat("--font", font, message("format-font", format=found.name))
    return found if font is None else found._replace(font=font)


def _told(one: Format) -> str:
    """A format and its suffixes: table (.txt)."""
    return f"{one.name} ({', '.join(one.suffixes)})" if one.suffixes else one.name


def writer_of(one: Format) -> ModuleType:
    """The writer of a format, loaded now. Raises NoFormat where what its extra installs is not there."""
    try:
        return import_module(one.module)
    except ModuleNotFoundError:
        if one.extra is None:
            raise
        raise NoFormat("--format", one.name, message("format-extra", extra=one.extra)) from None
