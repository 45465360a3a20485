"""The worked cases of changed contracts, and their figures by the second engine."""

import tomllib
from decimal import Decimal

from places import ROOT, TESTS
from second_engine.amends import rates_of
from second_engine.begun import NotKnownError, first
from second_engine.changed import changed
from second_engine.files import found, read, scenario_of, tariff_of, with_set
from second_engine.state import charges_of, lines_of

DATA = ROOT / "src" / "sangaku_price" / "data"
FOLDERS = (DATA / "tariffs", TESTS / "tariffs")
LAW = read(DATA / "law.toml")


def changed_cases():
    """Each case with `changes` that is priced, its file, and the contract that it changes."""
    for path in sorted((TESTS / "cases").glob("*.toml")):
        content = read(path)
        for case in content["case"]:
            if "expect" in case and "changes" in case:
                yield path.stem, case, case.get("spec", content.get("spec"))


def _contract(spec, values):
    return with_set(tomllib.loads(spec, parse_float=Decimal), values)


def _rules(raw):
    return tariff_of(read(found(raw["tariff"], FOLDERS)), FOLDERS) if "tariff" in raw else None


def states_of(case, spec):
    """The states before and after the last change of a case."""
    raw, approach, _ = scenario_of(_contract(spec, case.get("set", {})), case.get("scenario", "value-based"))
    if approach != "value-based" or any("scenario" in told for told in case["changes"]):
        raise NotKnownError("what a scenario leaves out")
    states = [first(raw, _rules(raw), LAW)]
    for told in case["changes"]:
        values = {key: value for key, value in told.items() if key != "spec"}
        after = _contract(told.get("spec", spec), {**case.get("set", {}), **values})
        rates = rates_of(raw, after, _rules(after), after["amends"])
        states.append(changed(states[-1], after, _rules(after), LAW, after["amends"]["signed"], rates))
        raw = after
    return states[-2:]


def _by_charge(before, after):
    """What stands where in the institution's ledger; not where a base is something else than direct cost."""
    old, new = charges_of(before, before.kinds), charges_of(after, after.kinds)
    return {
        f"change.by_charge.{name}.{key}": yen
        for name in {**old, **new}
        for key, yen in (
            ("before", old.get(name, 0)),
            ("after", new.get(name, 0)),
            ("difference", new.get(name, 0) - old.get(name, 0)),
        )
    }


def figures_again(before, after):
    """What the second engine knows of a change, by the paths of a case."""
    figures = {}
    old, new = lines_of(before), lines_of(after)
    for ident in {**old, **new}:
        figures[f"lines.{ident}"] = new.get(ident, 0)
        figures[f"change.lines.{ident}.difference"] = new.get(ident, 0) - old.get(ident, 0)
    figures |= _by_charge(before, after)
    if after.raw["contract"].get("billing") == "fiscal-year":
        return figures  # the tax of each year is rounded by itself, and which year a yen falls into is not known here
    inclusive = after.raw.get("tax", {}).get("basis") == "inclusive"
    for name, yen, tax in (
        ("totals", after.total(), after.tax),
        ("change", after.total() - before.total(), after.tax - before.tax),
    ):
        figures[f"{name}.tax"] = tax
        figures[f"{name}.subtotal"] = yen - tax if inclusive else yen
        figures[f"{name}.total"] = yen if inclusive else yen + tax
    return figures
