"""Finding a tariff: by words in Japanese or English, by contract type, by region."""

from collections.abc import Iterable, Mapping

from sangaku_price.language.labels import TYPES
from sangaku_price.language.phrases import typed
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.library.regions import region_words
from sangaku_price.loading.institutions import Unpublished, near_institutions, shipped_names, unpublished
from sangaku_price.loading.tariffs import SHIPPED, shipped_ids
from sangaku_price.tariff.tariff import Tariff

UNKNOWN_TYPE = Text(
    "契約種別「{name}」はありません。使える値: {allowed}", "unknown contract type {name}; allowed: {allowed}"
)


def matches(tariffs: Iterable[Tariff], words: str, contract_type: str | None, region: str) -> tuple[Tariff, ...]:
    """The tariffs that hold all the words, have a rule of the type, and lie in the region.

    Raises LookupError for a type that none of them knows.
    """
    every = list(tariffs)
    known = dict.fromkeys([*TYPES, *(name for one in every for name in one.types)])
    if contract_type is not None and contract_type not in known:
        raise NoAnswer(UNKNOWN_TYPE.filled(name=typed(contract_type), allowed=", ".join(known)))
    return tuple(
        one
        for one in every
        if all(word in _said(one) for word in words.casefold().split())
        and (contract_type is None or _has_type(one, contract_type))
        and region.casefold() in region_words(one.region).casefold()
    )


def unpublished_matches(words: str, region: str) -> tuple[Unpublished, ...]:
    """The institutions without a tariff that hold all the words and lie in the region."""
    found = []
    for one in unpublished().values():
        lies = region_words(one.region)
        said = " ".join((one.id, *one.name, lies)).casefold()
        wanted = all(word in said for word in words.casefold().split()) and region.casefold() in lies.casefold()
        if wanted and one.id not in shipped_ids():
            found.append(one)
    return tuple(found)


def near(words: str) -> Mapping[str, Text]:
    """The institutions that words may mean which no name holds."""
    return near_institutions(words, shipped_names(SHIPPED))


def _said(tariff: Tariff) -> str:
    return " ".join((tariff.id, *tariff.name, region_words(tariff.region))).casefold()


def _has_type(tariff: Tariff, contract_type: str) -> bool:
    """Whether a price of the tariff applies to the type: one that names it, or one that names none."""
    priced = [rule for table in ("resident", "rates", "overhead") for rule in tariff.rules[table]]
    usual = contract_type in TYPES or contract_type in tariff.types
    return any(contract_type in rule.types if rule.types is not None else usual for rule in priced)
