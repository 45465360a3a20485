"""What the shell completes: ids of shipped tariffs, scenarios of the contract file. Quiet where there is nothing."""

from pathlib import Path

import typer

APPROACHES = ("cost-accumulation", "value-based", "outcome-linked")
_TARIFFS = Path(__file__).parent.parent / "data" / "tariffs"


def tariff_ids(incomplete: str) -> list[str]:
    """Shipped tariffs that begin with what has been typed."""
    return sorted(path.stem for path in _TARIFFS.glob("*.toml") if path.stem.startswith(incomplete))


def scenario_names(context: typer.Context, incomplete: str) -> list[str]:
    """The approaches, and the [scenario.NAME] of the contract file that stands in the command already."""
    import tomli

    from sangaku_price.toml.limits import MOST_BYTES
    from sangaku_price.toml.reading import beginning

    names = list(APPROACHES)
    for spec in (context.params.get("spec"), *context.args):
        try:
            text = beginning(Path(str(spec)), MOST_BYTES).decode("utf-8-sig")
            found = tomli.loads(text).get("scenario")
        except (ValueError, RecursionError):
            continue
        names += found if isinstance(found, dict) else []
    return [name for name in names if name.startswith(incomplete)]
