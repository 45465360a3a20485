"""What must hold between a contract file and its tariff: names, facts, overheads."""

from collections.abc import Iterator, Mapping, Sequence

from sangaku_price.items import base_kinds, parted_kinds
from sangaku_price.items.direct import CATEGORIES
from sangaku_price.language.labels import TYPES
from sangaku_price.loading.beside_checks import check_beside
from sangaku_price.loading.contract_checks import Element, Entries, entries
from sangaku_price.loading.invoicing_checks import elements
from sangaku_price.rules.overhead_rules import OWN_KEYS, RATES
from sangaku_price.tariff.conditions import KNOWN_FACTS
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.name_lists import listed
from sangaku_price.toml.problems import Problem, first, nearest, problem, shown
from sangaku_price.toml.validation import Raw, unknown_name
from sangaku_price.toml.values import is_id

PRICES = {"rate", "bands", "amount", "unit-price"}
"""Keys of which an overhead of the contract's own has one."""


def check_against(raw: Raw, tariff: Tariff | None, asked: Entries | None = None) -> list[Problem]:
    """Every mistake that can be seen only beside the tariff; `tariff` is None where the contract names none.

    `asked` are the entries of the file, where they have been looked for already.
    """
    asked = entries(raw) if asked is None else asked
    found = [first(check(asked, tariff)) for check in (_references, _overheads)]
    found[1:1] = [first(check(raw, tariff)) for check in (_facts, _type)]
    found.append(first(_whole_lines(raw, asked, tariff)))
    found.append(first(check_beside(raw, asked, tariff)))
    return [one for some in found for one in some]


def _references(asked: Entries, tariff: Tariff | None) -> Iterator[Problem]:
    """`of`, `base` and the line of a waiver name kinds, entries or overheads."""
    if not any("of" in element or "base" in element or table == "waiver" for table, _, _, element in asked):
        return
    bases, with_parts = base_kinds(), parted_kinds()
    own = dict.fromkeys(ident for table, ident, _, _ in asked if table in bases)
    overheads = list(dict.fromkeys(rule.id for rule in tariff.overheads)) if tariff else []
    waivable = [ident for table, ident, _, _ in asked if table != "waiver"] + overheads
    parted = [ident for table, ident, _, _ in asked if table in with_parts]
    later = [ident for table, ident, _, _ in asked if table == "overhead" and ident not in overheads]
    for table, ident, path, element in asked:
        for key, named in (("of", bases), ("base", (*bases, "total"))):
            names = listed(element.get(key))
            if not names:
                continue
            unknown = {ident, *(later[later.index(ident) :] if key == "base" and ident in later else ())}
            allowed = {name: None for name in (*named, *own, *overheads) if name not in unknown}
            for name in names:
                if key == "base" and name in later and name not in allowed:
                    yield problem("base-later", f"{path}.base", name)
                elif isinstance(name, str) and name not in allowed:
                    yield unknown_name(f"{path}.{key}", name, list(allowed))
        line = element.get("line")
        if (
            table == "waiver"
            and isinstance(line, str)
            and line not in waivable
            and line.partition("/")[0] not in parted
        ):
            yield unknown_name(f"{path}.line", line, waivable)


def _whole_lines(raw: Raw, asked: Entries, tariff: Tariff | None) -> Iterator[Problem]:
    """What a payer takes whole are entries and overheads; what makes one smaller follows it."""
    if "payer" not in raw:
        return
    own = [ident for table, ident, _, _ in asked if table != "waiver"]
    allowed = list(dict.fromkeys([*own, *(rule.id for rule in (tariff.overheads if tariff else ()))]))
    for path, element in elements(raw, "payer"):
        names = element.get("lines")
        for name in listed(names):
            if isinstance(name, str) and name not in allowed:
                yield unknown_name(f"{path}.lines", name, allowed)


def _facts(raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    """[facts] answers known questions, or the tariff's own, in the words they allow."""
    facts = raw.get("facts")
    if not facts:
        return
    own = {name: fact.values for name, fact in tariff.facts.items()} if tariff else {}
    known: Mapping[str, Sequence[str] | None] = {**KNOWN_FACTS, **own}
    for name, answer in facts.items() if isinstance(facts, dict) else ():
        path = f"facts.{name}"
        if name not in known:
            yield unknown_name(path, name, list(known))
            continue
        options = known[name]
        if options is None:
            if not isinstance(answer, str) or not answer.strip():
                yield problem("empty-text" if isinstance(answer, str) else "text", path, answer)
        elif not options:
            if not isinstance(answer, bool):
                yield problem("flag", path, answer)
        elif answer not in options or not isinstance(answer, str):
            yield problem("fact-value", path, answer, allowed=" | ".join(shown(option) for option in options))


def _type(raw: Raw, tariff: Tariff | None) -> Iterator[Problem]:
    head = raw.get("contract")
    name = head.get("type") if isinstance(head, dict) else None
    known = [*TYPES, *(tariff.types if tariff else {})]
    if isinstance(name, str) and name not in known:
        yield unknown_name("contract.type", name, known)


def _overheads(asked: Entries, tariff: Tariff | None) -> Iterator[Problem]:
    """An overhead of the tariff takes other numbers only; one of the contract's own needs a base for its rate."""
    theirs = {rule.id for rule in tariff.overheads} if tariff else set()
    for table, ident, path, element in asked:
        if table != "overhead":
            if ident in theirs and tariff is not None:
                yield problem("id-of-overhead", f"{path}.id", id=ident, tariff=tariff.named)
        elif ident in theirs:
            for key in OWN_KEYS:
                if key in element:
                    yield problem("overhead-own-key", f"{path}.{key}", element[key])
        elif tariff is not None and (near := _misspelt(ident, element, theirs)):
            yield problem("overhead-near", f"{path}.id", tariff=tariff.named, nearest=near)
        elif is_id(ident):  # another is told where it stands, and may be meant for one of the tariff
            yield from _own_overhead(path, element)


def _own_overhead(path: str, element: Element) -> Iterator[Problem]:
    """An overhead of the contract's own has a price, and what it is a price of."""
    if not set(element) & PRICES:
        yield problem("price-missing", path, allowed="rate | bands | amount | unit-price")
    for key in RATES:
        if key in element and "base" not in element:
            yield problem("overhead-needs-base", f"{path}.{key}", element[key])
    if "unit-price" in element and "quantity" not in element:
        yield problem("needs-key", f"{path}.unit-price", key="unit-price", other="quantity")
    yield from _categories(path, element)


def _categories(path: str, element: Element) -> Iterator[Problem]:
    """Categories are those of direct cost; a misspelt one would leave nothing out."""
    excepted, limits = element.get("except-categories"), element.get("limits")
    named = [(f"{path}.except-categories", name) for name in listed(excepted)]
    for number, one in enumerate(limits if isinstance(limits, list) else (), 1):
        if isinstance(one, dict):
            named.append((f"{path}.limits.{number}.category", one.get("category")))
    for where, name in named:
        if isinstance(name, str) and name not in CATEGORIES:
            yield unknown_name(where, name, list(CATEGORIES))
    if limits is not None and "base" not in element:
        yield problem("needs-key", f"{path}.limits", key="limits", other="base")


def _misspelt(ident: str, element: Element, theirs: set[str]) -> str | None:
    """The tariff's overhead that is probably meant by one that says too little to be the contract's own."""
    whole = "base" in element if set(element) & {*RATES} else set(element) & PRICES
    return None if whole else nearest(ident, theirs)
