"""The two files as tables: a contract with values set in it, a tariff with what it extends and its defaults."""

import tomllib
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

ARRAYS = ("kind", "resident", "rates", "overhead", "notice", "amendment")
APPROACHES = ("value-based", "cost-accumulation", "outcome-linked", "lump-sum")
AMOUNTS = {"amount", "percent", "rate", "bands"}
"""Each says a price alone."""
PRODUCTS = {"quantity", "unit-price", "hours", "hourly-rate", "travel", "unit"}
"""What is multiplied; it goes where an amount takes its place."""


def read(path):
    """The tables of a file."""
    return tomllib.loads(Path(path).read_text(encoding="utf-8"), parse_float=Decimal)


def tariff_of(raw, folders):
    """A tariff's tables with its defaults in every rule, and under them what it extends."""
    usual = raw.get("default", {})
    rules = {name: [{**usual, **rule} for rule in raw.get(name, [])] for name in ARRAYS}
    undecided = {key: value for key, value in usual.items() if key != "decided-by"}
    rules["amendment"] = [{**undecided, **rule} for rule in raw.get("amendment", [])]
    if "extends" not in raw:
        return rules
    parent = tariff_of(read(found(raw["extends"], folders)), folders)
    return {name: _laid(parent[name], [_named(name, rule) for rule in rules[name]]) for name in ARRAYS}


def _named(table, rule):
    return {"id": table, **rule}


def _laid(old, new):
    """Rules of one id take the place of the parent's."""
    replaced, laid, done = {rule["id"] for rule in new}, [], set()
    for rule in old:
        ident = rule.get("id")
        if ident not in replaced:
            laid.append(rule)
        elif ident not in done:
            done.add(ident)
            laid += [one for one in new if one["id"] == ident]
    return laid + [one for one in new if one["id"] not in done]


def found(name, folders):
    """A tariff's file: by path or by id."""
    stem = Path(name).name.removesuffix(".toml")
    return next(folder / f"{stem}.toml" for folder in folders if (folder / f"{stem}.toml").exists())


def with_set(raw, values):
    """A contract with values set by their paths, and without what they replace."""
    raw = deepcopy(raw)
    for path, value in values.items():
        table, *keys = path.split(".")
        if not keys:
            raw[table] = value
        elif isinstance(raw.get(table, {}), dict):
            raw.setdefault(table, {})[keys[0]] = value
        else:
            entry = _entry(raw[table], keys[0])
            for key in keys[1:-1]:
                entry = entry[key]
            entry[keys[-1]] = value
            if len(keys) == 2:
                _drop(entry, keys[1])
    return raw


def _entry(entries, name):
    return next((one for one in entries if one.get("id") == name), None) or entries[int(name) - 1]


def _drop(entry, key):
    """What says the price another way goes."""
    gone = set()
    if key in AMOUNTS:
        gone = (AMOUNTS | PRODUCTS) - {key}
    elif key in PRODUCTS:
        gone = AMOUNTS
    for other in gone & entry.keys():
        del entry[other]


def scenario_of(raw, name):
    """A contract as a scenario has it: with what it sets, its approach, and the amount agreed."""
    told = raw.get("scenario", {}).get(name)
    if told is None:
        return raw, name, None
    return with_set(raw, told.get("set", {})), told.get("approach", "value-based"), told.get("agreed")
