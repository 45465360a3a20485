"""Every command, in the order in which the help names them; each is loaded with the module of its group."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Annotated

import typer

from sangaku_price.cli.options import LangOption
from sangaku_price.cli.pages import Command, Group
from sangaku_price.language.text import said
from sangaku_price.version import VERSION

COMMANDS: Mapping[str, str] = {
    "quote": "quoting",
    "explain": "quoting",
    "check": "checking",
    "diff": "differing",
    "verify": "assurance",
    "schema": "assurance",
    "new": "assurance",
    "compare": "negotiating",
    "solve": "negotiating",
    "sweep": "negotiating",
    "risk": "negotiating",
    "convert": "forms",
    "agreement": "agreements",
    "portfolio": "portfolio",
    "tariff": "tariffs",
}
"""The module of each command; one that has commands of its own is an `app` there."""


def app_for(arguments: Sequence[str] = ()) -> typer.Typer:
    """The commands as far as these words need them: the one that they begin with, else all."""
    app = typer.Typer(
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="共同研究契約の価格を、根拠とともに計算します。\n\n"
        "Prices Japanese industry-academia joint research contracts: every yen with its rule and its source.",
    )
    app.callback()(options)
    first = arguments[0] if arguments else ""
    for name in [first] if first in COMMANDS else COMMANDS:
        home = import_module(f"sangaku_price.cli.{COMMANDS[name]}")
        if hasattr(home, name):
            app.command(cls=Command)(getattr(home, name))
        else:
            app.add_typer(home.app, name=name)
    return app


def _version(asked: bool) -> None:  # noqa: FBT001 - a flag of the command line
    if asked:
        typer.echo(f"sangaku-price {VERSION}")
        raise typer.Exit


def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=said("版を表示する。", "Print the version.")),
    ] = False,
    lang: LangOption = None,
) -> None:
    """What stands before a command."""
