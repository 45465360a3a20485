"""Help pages, and what is wrong with the words of a command, in the language told.

Typer reads the words of a command. What it would say about them it says in English, and from release to release in
another form; so a page is made here of what each command and option declares, by the width that letters have.
"""

import re
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import Any, NamedTuple

from typer.core import TyperCommand, TyperGroup

from sangaku_price.cli.speaking import say_of_usage
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import Text, own, said_as_text, say
from sangaku_price.language.wrapping import columns, wrapped

WIDEST, NARROWEST = 78, 56
"""Columns of a page, however wide the terminal is."""
MOST_NAMES = 30
"""Columns that the names of options get at most; longer ones stand on a line of their own."""
USAGE, ERROR, REQUIRED = Text("使い方", "Usage"), Text("エラー", "Error"), Text("必須", "required")
ARGUMENTS, OPTIONS, COMMANDS = Text("引数", "Arguments"), Text("オプション", "Options"), Text("コマンド", "Commands")
ANY_OPTIONS, ANY_COMMAND = Text("[オプション]", "[OPTIONS]"), Text("コマンド [引数]...", "COMMAND [ARGS]...")
TRY = Text("説明は '{command}' で表示されます。", "Try '{command}' for help.")
TYPERS_HELP = (
    Text("この説明を表示する。", "Show this message and exit."),
    Text("使用中のシェルに補完を組み込む。", "Install completion for the current shell."),
    Text(
        "使用中のシェルの補完スクリプトを表示する（写して使うか、手直しして組み込む）。",
        "Show completion for the current shell, to copy it or customize the installation.",
    ),
)
"""Of the options that Typer adds; its own words are the English ones."""
TYPERS_ERRORS = (
    Text("「{name}」の値が正しくありません。{words}", "Invalid value for {name}: {words}"),
    Text("値が正しくありません。{words}", "Invalid value: {words}"),
    Text("オプション「{name}」はありません（近いもの: {near}）。", "No such option: {name} (Possible options: {near})"),
    Text("オプション「{name}」はありません。", "No such option: {name}"),
    Text("オプション「{name}」には値が必要です。", "Option {name} requires an argument."),
    Text("オプション「{name}」に値は付けられません。", "Option {name} does not take a value."),
    Text(
        "コマンド「{name}」はありません。「{near}」ではありませんか。", "No such command {name}. Did you mean {near}?"
    ),
    Text("コマンド「{name}」はありません。", "No such command {name}."),
    Text("コマンドを指定してください。", "Missing command."),
    Text("引数「{name}」がありません。使える値:\n\t{allowed}", "Missing argument {name}. Choose from:\n\t{allowed}"),
    Text("引数「{name}」がありません。", "Missing argument {name}."),
    Text("オプション「{name}」がありません。", "Missing option {name}."),
    Text("余分な引数があります（{words}）。", "Got unexpected extra argument(s) ({words})"),
    Text("{words}", "Value error, {words}"),
    Text("「{value}」は使えません。使える値: {allowed}", "{value} is not one of {allowed}."),
)
"""What Typer finds wrong, in the order in which it is looked for; its own words are the English ones."""


class Row(NamedTuple):
    """A line of a page: an argument, an option or a command, what it is, and how it is marked."""

    name: str
    words: str
    mark: str = ""


class _OwnPages:
    """A command whose pages are made here."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - Typer gives its context's commands no public type
        return help_page(ctx)

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401
        return usage_line(ctx)


class Command(_OwnPages, TyperCommand):
    """A command."""


class Group(_OwnPages, TyperGroup):
    """A command with commands of its own."""


def speak(command: Any, lang: Lang) -> None:  # noqa: ANN401
    """Let a command, its options and its commands help in one language, as far as their words are in several."""
    for one in (command, *command.params):
        if one.help:
            one.help = say(said_as_text(one.help), lang)
    for below in getattr(command, "commands", {}).values():
        speak(below, lang)


def help_page(context: Any) -> str:  # noqa: ANN401
    """What a command does, and each of its arguments, options and commands."""
    command = context.command
    every = command.get_params(context)
    arguments = [_row(one.metavar, one) for one in every if one.param_type_name == "argument"]
    options = [_row(_names(one), one) for one in every if one.param_type_name == "option" and not one.hidden]
    commands = [Row(name, one.help) for name, one in getattr(command, "commands", {}).items()]
    lines = [usage_line(context)]
    for paragraph in command.help.split("\n\n"):
        lines += ["", *(f"  {line}" for line in wrapped(paragraph, _width() - 2, columns))]
    for heading, rows in ((ARGUMENTS, arguments), (OPTIONS, options), (COMMANDS, commands)):
        if rows:
            lines += ["", f"{say_of_usage(heading)}:", *_beside(rows)]
    return "\n".join(lines)


def usage_line(context: Any) -> str:  # noqa: ANN401
    """How a command is written."""
    command = context.command
    arguments = [one for one in command.get_params(context) if one.param_type_name == "argument"]
    pieces = [say_of_usage(ANY_OPTIONS), *(one.metavar if one.required else f"[{one.metavar}]" for one in arguments)]
    if hasattr(command, "commands"):
        pieces.append(say_of_usage(ANY_COMMAND))
    begun = f"{say_of_usage(USAGE)}: {context.command_path} "
    first, *rest = wrapped(" ".join(pieces), _width() - columns(begun), columns)
    return "\n".join([begun + first, *(" " * columns(begun) + line for line in rest)])


def complaint(wrong: Any) -> str:  # noqa: ANN401 - Typer's own exception has no public name
    """What is wrong with the words of a command, below its usage; where there are no words, its help."""
    context, message = wrong.ctx, wrong.format_message()
    error = f"{say_of_usage(ERROR)}: {translated(message)}"
    if context is None:
        return error
    if message == help_page(context):
        return str(message)
    way_out = say_of_usage(TRY.filled(command=f"{context.command_path} {context.help_option_names[0]}"))
    return f"{usage_line(context)}\n{way_out}\n\n{error}"


def translated(message: str) -> str:
    """What Typer finds wrong, in the language told; as it is where the words are not known."""
    for text in TYPERS_ERRORS:
        found = _pattern(text).fullmatch(message)
        if found:
            return say_of_usage(text.filled(**{name: _part(name, words) for name, words in found.groupdict().items()}))
    return message


def _part(name: str, words: str) -> Text:
    """What stands in Typer's words for a name: in a Japanese sentence without its quotes."""
    if name == "words":
        return own(translated(words))
    return Text(words.strip("'"), words) if name in {"name", "near", "value"} else own(words)


def _pattern(text: Text) -> re.Pattern[str]:
    """Typer's words as a pattern, each `{name}` for whatever stands there."""
    words = re.escape(say(text, Lang.EN))
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", words), re.DOTALL)


def _names(option: Any) -> str:  # noqa: ANN401
    names = ", ".join(sorted([*option.opts, *option.secondary_opts], key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _row(name: str, parameter: Any) -> Row:  # noqa: ANN401
    own_words = {say(text, Lang.EN): text for text in TYPERS_HELP}
    words = say_of_usage(own_words.get(parameter.help) or own(parameter.help))
    return Row(name, words, f"[{say_of_usage(REQUIRED)}]" if parameter.required else "")


def _beside(rows: Sequence[Row]) -> Iterator[str]:
    """Names, and beside each what it is, in columns."""
    names = min(max(columns(row.name) for row in rows), MOST_NAMES) + 2
    for name, words, mark in rows:
        width = _width() - names - 2
        lines = wrapped(words, width, columns)
        if mark and columns(f"{lines[-1]}  {mark}") <= width:
            lines[-1] += f"  {mark}"
        elif mark:
            lines.append(mark)
        beside = f"  {name}{' ' * (names - columns(name))}{lines.pop(0)}" if columns(name) <= names - 2 else f"  {name}"
        yield from (beside, *(f"  {' ' * names}{line}" for line in lines))


def _width() -> int:
    """Columns of the page: those of the terminal, within bounds."""
    return max(NARROWEST, min(WIDEST, get_terminal_size().columns - 2))
