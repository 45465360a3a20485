"""A contract file priced now, or a frozen quote as it was made: what is printed and explained comes from either."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sangaku_price.contract.tables import QuoteTable
from sangaku_price.items import kinds
from sangaku_price.language.labels import CHARGES, SECTIONS
from sangaku_price.language.messages import message, messages
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.loading.files import load
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.quotation.answers import Answers
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.reading import Source, beginning, parse
from sangaku_price.toml.table import keys_of

MESSAGES = messages(
    {
        "frozen-as-it-is": Text(
            "{name}: 凍結した見積は計算し直しません。"
            "--set、--scenario、--as-of、--from-total は契約ファイルに使います。",
            "{name}: a frozen quote is not priced again; --set, --scenario, --as-of and --from-total go with a "
            "contract file",
        ),
    }
)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
LOOKED_AT = 100
"""Bytes at the beginning of a file by which it is told what it is."""


def _in_order(quote: Quote) -> Quote:
    """The quote with its tables in their own order: what is frozen has its keys in that of the alphabet."""
    totals = quote.totals
    ordered = totals._replace(
        by_kind={name: totals.by_kind[name] for name in kinds() if name in totals.by_kind},
        by_section={name: totals.by_section[name] for name in SECTIONS if name in totals.by_section},
        by_charge={name: totals.by_charge[name] for name in CHARGES if name in totals.by_charge},
    )
    told = quote.contract.document
    document = {key: told[key] for key in keys_of(QuoteTable) if key in told}
    return quote._replace(totals=ordered, contract=quote.contract._replace(document=document))


def with_questions(quote: Quote, tariffs: Iterable[Source]) -> Quote:
    """The quote with the words of what the frozen tariffs ask of their own, for its pages."""
    from sangaku_price.loading.tariff_file import own_questions

    asked = own_questions(parse(one) for one in tariffs)
    return quote._replace(contract=quote.contract._replace(facts=Answers.to(asked, quote.contract.facts)))


class Priced(NamedTuple):
    """A quote, and what its explanation needs besides."""

    quote: Quote
    law_checked: date | None
    """The day on which the national numbers were last compared with the statutes."""
    place_of: Callable[[str], str | None]
    """File and line of a key of the contract file."""


def is_frozen(name: str) -> bool:
    """Whether a file is a JSON quote and not TOML, by how it begins; standard input is taken for TOML."""
    return name != "-" and _JSON.match(beginning(Path(name), LOOKED_AT)) is not None


def priced(
    name: str,
    values: Mapping[str, object] | None = None,
    scenario: str = "value-based",
    as_of: date | None = None,
    *,
    era: bool = False,
) -> Priced:
    """The quote of a contract file, or the one that was frozen, which nothing is laid over.

    `era` writes Japanese days in years of the era, but in the notes of a frozen quote, which are words already.

    Raises BadFile for mistakes and for a frozen quote that was altered, NoAnswer where a frozen one shall be priced
    another way.
    """
    if not is_frozen(name):
        loaded = load(name, values, scenario)
        loaded = loaded.in_era() if era else loaded
        return Priced(price_loaded(loaded, as_of), loaded.law.checked, loaded.place_of)
    from sangaku_price.loading.freezing import load_whole
    from sangaku_price.loading.law_file import law_of

    found = load_whole(name)
    if values or as_of is not None or scenario not in {"value-based", found.quote.scenario}:
        raise NoAnswer(message("frozen-as-it-is", name=name))
    quote = with_questions(_in_order(found.quote), found.ground.tariffs)
    return Priced(quote.in_era() if era else quote, law_of(found.ground.law).checked, lambda _: None)
