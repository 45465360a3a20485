"""One command, from its words to its exit status: whatever stops it is said here, in one place."""

import os
import re
from collections.abc import Sequence
from typing import Any

import typer

from sangaku_price.cli.commands import app_for
from sangaku_price.cli.leaving import INTERRUPTED, UNEXPECTED, USAGE, complain, unprinted
from sangaku_price.cli.pages import complaint, speak
from sangaku_price.cli.speaking import UnknownLanguage, listening, say_of_usage, spoken
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import safe
from sangaku_price.language.text import Text, say

PROGRAM = "sangaku-price"
COMPLETION = "_SANGAKU_PRICE_COMPLETE"
"""The variable with which a shell asks for completions."""
UsageError: Any = typer.BadParameter.__mro__[1]
"""What Typer raises for wrong usage; it gives this base of its own exceptions no public name."""
_LINE = re.compile("^(\t?)(.+)$", re.MULTILINE)
"""A line of a complaint: Typer sets what is allowed one tab in."""
ABORTED = Text("中止しました。", "Aborted!")
FAULT = Text(
    "sangaku-price: 予期しない例外 {kind}: {words}\n"
    "プログラムの不具合です。SANGAKU_PRICE_TRACEBACK=1 で実行すると場所が分かります。",
    "sangaku-price: unexpected {kind}: {words}\nThis is a fault of the program; SANGAKU_PRICE_TRACEBACK=1 shows where.",
)


def run_command(arguments: Sequence[str]) -> int:
    """Run a command in the language told; returns its exit status."""
    try:
        with listening(arguments, os.environ):
            return _run(arguments)
    except UnknownLanguage as refusal:
        complain(say(refusal.text, Lang.BOTH, "\n"))
        return USAGE


def _run(arguments: Sequence[str]) -> int:
    completes = COMPLETION in os.environ
    command = typer.main.get_command(app_for(() if completes else arguments))
    speak(command, spoken())
    if completes:
        command.main(list(arguments), prog_name=PROGRAM)
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except UsageError as wrong:
        complain(_LINE.sub(lambda line: line[1] + safe(line[2]), complaint(wrong)))
        return USAGE
    except typer.Abort:
        complain(say_of_usage(ABORTED))
        return UNEXPECTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # a help text that cannot be printed names no file
            return unprinted(error, 0)
        if os.environ.get("SANGAKU_PRICE_TRACEBACK"):
            raise
        return _unexpected(error)
    return 0


def _unexpected(error: Exception) -> int:
    """A fault of the program, in one line."""
    complain(say_of_usage(FAULT.filled(kind=type(error).__name__, words=safe(str(error)))))
    return UNEXPECTED
