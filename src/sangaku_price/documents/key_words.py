"""A key path of a contract file, and what stands at it, in words: 電解質原料の単価, 81,350円."""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from sangaku_price.contract.optional_tables import COMPANY_TAX, optional_arrays
from sangaku_price.documents import headings
from sangaku_price.documents.tariff_words import METHODS
from sangaku_price.items import entry_tables, labels
from sangaku_price.items.backfill import MODES
from sangaku_price.items.direct import CATEGORIES
from sangaku_price.items.involvement import RANKS
from sangaku_price.items.use import MANNERS, OBJECTS
from sangaku_price.language.calendar import Calendar, as_day
from sangaku_price.language.keys import COUNTED, ENTRY_KEYS, TABLE_KEYS
from sangaku_price.language.labels import (
    AMENDED_RATES,
    ANNEX,
    BASES,
    BEARERS,
    BILLINGS,
    TAX_CATEGORIES,
    TYPES,
    answer_words,
    fact_words,
)
from sangaku_price.language.numbers import figure, percent
from sangaku_price.language.phrases import counted, enumerated, noted
from sangaku_price.language.text import Text, own, said_as_text
from sangaku_price.toml.table import Table, fields_of, reader_of, table_in
from sangaku_price.toml.values import read_number, read_rate, read_share, read_unit_price, read_yen

_OPTIONAL: Mapping[str, Text] = {
    "payer": headings.PAYER,
    "payment": Text("分割払い", "instalment"),
    "in-kind": Text("現物での提供", "contribution in kind"),
    "grant": Text("公的資金", "grant"),
    "allocation": Text("学内の配分", "allocation inside"),
    COMPANY_TAX: Text("企業の税の見積り", "estimate of the company's tax"),
    "amends": Text("変更契約", "change"),
}
"""What the tables are called that few files have."""
_OPTIONAL_KEYS: Mapping[str, Text] = {
    "share": Text("負担割合", "share"),
    "name": Text("名称", "name"),
    "lines": Text("全額を負担する項目", "lines it takes whole"),
    "due": Text("期日", "due date"),
    "worth": Text("評価額", "worth"),
    "item": Text("内容", "description"),
    "party": Text("提供者", "giver"),
    "ratio": Text("補助率", "rate"),
    "ceiling": Text("補助上限額", "maximum"),
    "to": Text("受け取る者", "recipient"),
    "rest": Text("残額の負担", "part that the others leave"),
    "scheme": Text("制度", "scheme"),
    "signed": Text("締結日", "day"),
    "reason": Text("理由", "reason"),
    "number": Text("回", "number"),
    "quote": Text("変更前の見積", "earlier quote"),
}
"""Keys of these tables, where an entry has them not or means another thing by them."""
_NAMED_BY: Mapping[str, str] = {"payer": "name", "grant": "name", "in-kind": "item"}
"""By which key entries of these tables are named."""
SINGLE = (COMPANY_TAX, "amends")
"""Those of them that stand once."""
_OF = Text("{label}の{key}", "{key} of {label}")
_THE = Text("{label}", "the {label}")
_NAMED = Text("{label}（{name}）", "the {label} {name}")
_NUMBERED = Text("{label}（{name}）", "the {label} no. {name}")
_SAID = ("who", "trigger", "rank", "what", "line", "name")
"""Keys that tell entries of one kind apart."""
_CHOICES: Mapping[str, Mapping[str, Text]] = {
    "contract.billing": BILLINGS,
    "contract.type": TYPES,
    "tax.basis": BASES,
    "tax.rounding": {
        "down": Text("切捨て", "down"),
        "nearest": Text("四捨五入", "nearest"),
        "up": Text("切上げ", "up"),
    },
}
_CHOICES_OF_KEYS: Mapping[str, Mapping[str, Text]] = {
    "category": CATEGORIES,
    "what": OBJECTS,
    "as": MANNERS,
    "rank": RANKS,
    "mode": MODES,
    "form": {"cash": Text("現金", "cash"), "equity": Text("株式等", "equity")},
    "party": BEARERS,
    "to": BEARERS,
    "borne-by": BEARERS,
    "method": METHODS,
    "rates": AMENDED_RATES,
    "charged-as": ANNEX,
    "tax-category": {"taxable": Text("課税", "taxable"), **TAX_CATEGORIES},
}
"""What stands at these keys of every entry."""
_YES_OR_NO: Mapping[str, Text] = {"true": Text("はい", "yes"), "false": Text("いいえ", "no")}
_NAMES = frozenset({"lines", "of", "base"})
"""Keys that list kinds and ids."""
_NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")
Labels = Mapping[str, Text]


def labels_in(raw: Mapping[str, object]) -> Labels:
    """What the entries of a file are called, by their ids: their printed name, else their kind and what they say."""
    found: dict[str, Text] = {}
    kinds = labels()
    for table in entry_tables():
        entries = raw.get(table)
        for number, entry in enumerate(entries if isinstance(entries, list) else (), 1):
            if isinstance(entry, dict):
                told = next((_choice(key, str(entry[key])) for key in _SAID if key in entry), None)
                label = kinds[table] if told is None else noted(kinds[table], told)
                item = entry.get("item")
                found[str(entry.get("id", f"{table}.{number}"))] = own(item) if isinstance(item, str) else label
    for table, key in _NAMED_BY.items():
        entries = raw.get(table)
        for number, entry in enumerate(entries if isinstance(entries, list) else (), 1):
            if isinstance(entry, dict) and isinstance(entry.get(key), str):
                found[f"{table}.{entry.get('id', number)}"] = own(entry[key])
    return found


def _choice(key: str, written: str) -> Text:
    """What is chosen from a list, in words; other words as they are written."""
    return _CHOICES_OF_KEYS.get(key, {}).get(written) or own(written)


def path_words(path: str, names: Labels) -> Text:
    """What a key path leads to; the path itself where no words are known."""
    table, *rest = path.split(".")
    if table == "facts" and rest:
        return names.get(path) or fact_words(".".join(rest))
    if table == "quote" and rest:
        return headings.DOCUMENT.get(rest[0], own(path))
    if table in TABLE_KEYS:
        return TABLE_KEYS[table].get(".".join(rest), own(path))
    if table in _OPTIONAL and rest:
        return _optional_words(table, rest, names)
    if table not in entry_tables() or not rest:
        return {"tariff": headings.TARIFF, "scenario": headings.SCENARIO, "order": headings.ORDER}.get(table, own(path))
    ident = f"{table}.{rest[0]}" if rest[0].isdigit() else rest[0]
    label = names.get(ident) or labels()[table]
    keys = ".".join(key for key in rest[1:] if not key.isdigit())
    return _OF.filled(label=label, key=_key_words(table, keys)) if keys else label


def _optional_words(table: str, rest: list[str], names: Labels) -> Text:
    """What a key of a table leads to that few files have; an element of an array is told by its name, id or place."""
    label = _OPTIONAL[table]
    if table in SINGLE:
        label = _THE.filled(label=label)
    else:
        name = names.get(f"{table}.{rest[0]}")
        told = _NUMBERED if rest[0].isdigit() and name is None else _NAMED
        label, rest = told.filled(label=label, name=name or rest[0]), rest[1:]
    keys = ".".join(key for key in rest if not key.isdigit())
    return _OF.filled(label=label, key=_OPTIONAL_KEYS.get(keys) or _key_words(table, keys)) if keys else label


def _model(table: str) -> type[Table] | None:
    """The model of a table, which of those that few files have is loaded here."""
    if table not in _OPTIONAL:
        return entry_tables().get(table)
    if table == "amends":
        from sangaku_price.contract.amends import AmendsTable

        return AmendsTable
    if table == COMPANY_TAX:
        from sangaku_price.contract.public_money import CompanyTaxTable

        return CompanyTaxTable
    return optional_arrays()[table]


def _key_words(table: str, keys: str) -> Text:
    """The words of a key; of a key below another that has none, those of the one above; else what the key means."""
    if keys in ENTRY_KEYS:
        return ENTRY_KEYS[keys]
    above, _, last = keys.rpartition(".")
    if above:
        return ENTRY_KEYS.get(last) or _key_words(table, above)
    model = _model(table)
    field = fields_of(model).get(keys) if model is not None else None
    meaning = field.description if field else None
    return own(keys) if meaning is None else Text._make(words.rstrip("。.") for words in said_as_text(meaning))


def value_words(path: str, written: str, names: Labels = MappingProxyType({})) -> Text:
    """What stands at a path, as a memo has it: 81,350円, 40％, 2028年9月30日; ids that are listed by their names."""
    table, *rest = path.split(".")
    if table == "facts":
        return answer_words(".".join(rest), {"true": True, "false": False}.get(written, written))
    if path in _CHOICES and written in _CHOICES[path]:
        return _CHOICES[path][written]
    key = rest[-1] if rest else ""
    if written in _CHOICES_OF_KEYS.get(key, {}):
        return _choice(key, written)
    if written in _YES_OR_NO:
        return _YES_OR_NO[written]
    if key in _NAMES and written.startswith("["):
        known = {**labels(), **names}
        return enumerated(known.get(one, own(one)) for one in written.strip("[]").split(", "))
    day = as_day(written)
    if day is not None:
        return Calendar().day(day)
    return _number_words(table, rest, written) or own(written)


def _number_words(table: str, rest: list[str], written: str) -> Text | None:
    """A number with what it counts; None where it is none."""
    model = _model(table)
    keys = [key for key in rest[table not in SINGLE :] if not key.isdigit()]
    reader = None
    here: type[Table] | None = model
    for key in keys:
        field = fields_of(here).get(key) if here is not None else None
        if field is None:
            return None
        here, reader = table_in(field), reader_of(field)
    if not _NUMBER.fullmatch(written):
        return None
    number = Fraction(written)
    if reader in {read_yen, read_unit_price}:
        return counted(figure(number), "yen")
    if reader in {read_rate, read_share}:
        return own(percent(number))
    unit = COUNTED.get(keys[-1] if keys else "", "")
    return counted(figure(number), unit) if reader is read_number or unit else None
