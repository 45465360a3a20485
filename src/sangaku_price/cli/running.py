"""One command, from its words to its exit status: whatever stops it is said here, in one place."""

import os
from collections.abc import Sequence
from typing import Any

import typer

from sangaku_price.cli.commands import app_for
from sangaku_price.cli.leaving import INTERRUPTED, UNEXPECTED, USAGE, complain, unprinted
from sangaku_price.language.escaping import safe

PROGRAM = "sangaku-price"
COMPLETION = "_SANGAKU_PRICE_COMPLETE"
"""The variable with which a shell asks for completions."""
UsageError: Any = typer.BadParameter.__mro__[1]
"""What Typer raises for wrong usage; it gives this base of its own exceptions no public name."""


def run_command(arguments: Sequence[str]) -> int:
    """Run a command; returns its exit status."""
    completes = COMPLETION in os.environ
    command = typer.main.get_command(app_for(() if completes else arguments))
    if completes:
        command.main(list(arguments), prog_name=PROGRAM)
    try:
        with command.make_context(PROGRAM, list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except UsageError as wrong:
        complain("\n".join(map(safe, _usage(wrong).split("\n"))))
        return USAGE
    except typer.Abort:
        complain("Aborted!")
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


def _usage(wrong: Any) -> str:  # noqa: ANN401 - Typer's own exception has no public name
    """What is wrong with the words of a command, below its usage; the help where there are no words."""
    message: str = wrong.format_message()
    if message.startswith("Usage: "):
        return message
    where = wrong.ctx
    if where is None:
        return f"Error: {message}"
    usage = where.command.get_usage(where)
    return f"{usage}\nTry '{where.command_path} {where.help_option_names[0]}' for help.\n\nError: {message}"


def _unexpected(error: Exception) -> int:
    """A fault of the program, in one line."""
    complain(
        f"sangaku-price: unexpected {type(error).__name__}: {safe(str(error))}\n"
        "This is a fault of the program; SANGAKU_PRICE_TRACEBACK=1 shows where."
    )
    return UNEXPECTED
