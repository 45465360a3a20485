"""The command line: arguments to `api`, results to the writers, mistakes to exit statuses; no arithmetic here.

One module a group of commands. What is imported at the top is what `--version` and `--help` need; the rest is loaded
by the command that uses it.
May use: every room.
Not here: anything that a program calling `sangaku_price` from Python would miss; that is in `api`.
"""

import gc
import os
import sys
from typing import Annotated

import typer

from sangaku_price.cli import assurance, negotiating, tariffs
from sangaku_price.cli.options import HELP, UNEXPECTED
from sangaku_price.cli.quoting import explain, quote
from sangaku_price.version import VERSION

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=HELP["app"],
)
app.command()(quote)
app.command()(explain)
for command in (assurance.check, assurance.diff, assurance.verify, assurance.schema, assurance.new):
    app.command()(command)
for negotiation in (negotiating.compare, negotiating.solve, negotiating.sweep, negotiating.risk):
    app.command()(negotiation)
app.add_typer(tariffs.app, name="tariff")


def _version(asked: bool) -> None:  # noqa: FBT001 - a flag of the command line
    if asked:
        typer.echo(f"sangaku-price {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版を出す。 / Print the version.")
    ] = False,
) -> None:
    """What stands before a command."""


def main() -> None:
    """The console script."""
    gc.set_threshold(50_000)  # its life is short: looking for garbage while modules load takes a twentieth of it
    try:
        app()
    except Exception as error:
        if os.environ.get("SANGAKU_PRICE_TRACEBACK"):
            raise
        leave_unexpected(error)


def leave_unexpected(error: Exception) -> None:
    """A fault of the program, in one line."""
    from sangaku_price.language.escaping import safe

    sys.stderr.write(f"sangaku-price: unexpected {type(error).__name__}: {safe(str(error))}\n")
    sys.stderr.write("This is a fault of the program; SANGAKU_PRICE_TRACEBACK=1 shows where.\n")
    sys.exit(UNEXPECTED)
