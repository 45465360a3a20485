"""Every command, in the order in which the help names them."""

from typing import Annotated

import typer

from sangaku_price.cli import assurance, negotiating, tariffs
from sangaku_price.cli.options import HELP
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
