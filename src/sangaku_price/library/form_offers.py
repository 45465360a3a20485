"""What a form offers to choose from: categories, schemes, approaches, findings, and what the tariff has."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sangaku_price.items.direct import CATEGORIES
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import APPROACHES, TYPES
from sangaku_price.language.text import Text, own, say
from sangaku_price.library.form_words import BESIDE
from sangaku_price.loading.scheme_file import load_schemes
from sangaku_price.tariff.fee_rules import RatesRule
from sangaku_price.tariff.tariff import Tariff


class Offers(NamedTuple):
    """Where that comes from which may be chosen."""

    tariff: Tariff | None = None
    """None where the form names none that can be read."""
    findings: Mapping[str, Text] = MappingProxyType({})
    """What `check` may find, by code."""

    def of(self, table: str, key: str) -> tuple[str, ...]:
        """What is offered for a key: categories, schemes, approaches, findings; what the tariff has."""
        match table, key:
            case "grant", "scheme":
                return _with_words({name: one.name for name, one in load_schemes().items()})
            case "overhead.limits", "category":
                return _with_words(CATEGORIES)
            case "example", "scenario":
                return _with_words(APPROACHES)
            case "lint.ignore", "code":
                return _with_words(self.findings)
            case _:
                return () if self.tariff is None else _of_tariff(table, key, self.tariff)


def _of_tariff(table: str, key: str, tariff: Tariff) -> tuple[str, ...]:
    """Its types of contract, ranks, charges."""
    match table, key:
        case "contract", "type":
            return _with_words({**TYPES, **tariff.types})
        case _, "rank":
            rules = (rule for rule in tariff.rules["rates"] if isinstance(rule, RatesRule))
            return tuple(dict.fromkeys(str(rank) for rule in rules for rank in rule.hourly if rank != "any"))
        case ("overhead", "id") | ("waiver", "line"):
            return _with_words({rule.id: rule.name or own(rule.id) for rule in tariff.overheads})
        case _:
            return ()


def _with_words(named: Mapping[str, Text]) -> tuple[str, ...]:
    return tuple(f"{name}{BESIDE}{say(words, Lang.JA)}" for name, words in named.items())
