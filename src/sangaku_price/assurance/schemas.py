"""JSON Schemas (2020-12) of the files, made from the models that read them, and of the JSON quote from its fields.

A schema says what one table may hold. What stands between tables (ids, references, dates) only `check` can tell.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sangaku_price.assurance.key_words import KEY_WORDS
from sangaku_price.assurance.policy import Gate, PolicyHead
from sangaku_price.contract.tables import ContractTable, LintTable, QuoteTable, ScenarioTable, TaxTable
from sangaku_price.items import ENTRY_TABLES
from sangaku_price.language.enums import SchemaOf
from sangaku_price.loading.contract_file import TopKeys
from sangaku_price.loading.tariff_file import DefaultTable
from sangaku_price.tariff.tables import RULE_TABLES, FactTable, Head, SourceTable
from sangaku_price.toml.values import Entry, Field, Reads, Table, TextPair
from sangaku_price.version import VERSION
from sangaku_price.writers.json import adapter
from sangaku_price.writers.json_fields import Quote

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TITLES: Mapping[SchemaOf, str] = {
    SchemaOf.CONTRACT: "sangaku-price: 契約ファイル / contract file",
    SchemaOf.TARIFF: "sangaku-price: 料金表 / tariff file",
    SchemaOf.POLICY: "sangaku-price: ゲート / policy file",
    SchemaOf.QUOTE: "sangaku-price: 見積のJSON / JSON quote",
}
_ANSWERS = {"type": "object", "additionalProperties": {"type": ["string", "boolean"]}}


def write_schema(of: SchemaOf) -> bytes:
    """A schema as JSON."""
    made: Schema = {"$schema": DRAFT, "$comment": f"sangaku-price {VERSION}", "title": TITLES[of], **schema_of(of)}
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def schema_of(of: SchemaOf) -> Schema:
    """A schema, without its title."""
    match of:
        case SchemaOf.CONTRACT:
            return _contract()
        case SchemaOf.TARIFF:
            return _tariff()
        case SchemaOf.POLICY:
            return _file((PolicyHead,), {"gate": _array(Gate)}, ("format", "gate"))
        case _:
            return _quote()


# -- files -------------------------------------------------------------------------------------------------------------


def _contract() -> Schema:
    tables = {
        "contract": _table(ContractTable),
        "facts": {**_ANSWERS, "description": "料金表の条件が問う事実。 / What conditions of the tariff may test."},
        "tax": _table(TaxTable),
        "quote": _table(QuoteTable),
        **{name: _array(model) for name, model in ENTRY_TABLES.items()},
        "scenario": {"type": "object", "additionalProperties": _table(ScenarioTable)},
        "lint": _table(LintTable),
    }
    return _file((TopKeys,), tables, ("format", "contract"))


def _tariff() -> Schema:
    """The keys that [default] may say for every rule are not required of a rule."""
    by_default = tuple(DefaultTable.fields())
    tables = {
        "default": _table(DefaultTable),
        "source": {"type": "object", "additionalProperties": _table(SourceTable)},
        "types": {"type": "object", "additionalProperties": _reads(TextPair)},
        "facts": {"type": "object", "additionalProperties": _table(FactTable)},
        **{name: _array(model, by_default) for name, model in RULE_TABLES.items()},
    }
    return _file((Head,), tables, ("format", "id", "name", "checked"))


def _file(heads: Sequence[type[Table]], tables: Mapping[str, Schema], required: Sequence[str]) -> Schema:
    keys = {key: _field(field) for head in heads for key, field in head.fields().items()}
    properties = {**keys, **tables}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _array(model: type[Table], by_default: Iterable[str] = ()) -> Schema:
    return {"type": "array", "items": _table(model, by_default)}


def _table(model: type[Table], by_default: Iterable[str] = ()) -> Schema:
    """A table as its model reads it; `by_default` are keys that are required but may stand elsewhere."""
    fields = model.fields()
    required = [key for key, field in fields.items() if field.required and key not in set(by_default)]
    made: Schema = {
        "type": "object",
        "description": _first_line(model),
        "properties": {key: _field(field) for key, field in fields.items()},
        "additionalProperties": False,
    }
    if required:
        made["required"] = required
    if issubclass(model, Entry):
        made.update(_between(model))
    return made


def _first_line(model: type[Table]) -> str:
    return (model.__doc__ or "").strip().partition("\n")[0]


def _field(field: Field) -> Schema:
    words = {"title": field.key, "description": KEY_WORDS[field.key]}
    if field.table is not None:
        return {**(_array(field.table) if field.many else _table(field.table)), **words}
    made = {**words, **(field.reads.schema if field.reads else {})}
    if isinstance(field.default, str | bool) and not field.required:
        made["default"] = field.default
    return made


def _between(model: type[Entry]) -> Schema:
    """Keys that exclude each other, that need others, and of which there must be one."""
    rules: list[Schema] = [{"not": {"required": list(pair)}} for pair in model.exclusive]
    if model.prices:
        rules.append({"anyOf": [{"required": [key]} for key in model.prices]})
    needs: Schema = {}
    for key, others in model.needs:
        allowed: list[Schema] = [{"required": [other]} for other in others]
        if key == "quantity":  # of guidance, whose price an hour the tariff may have
            allowed.append({"properties": {"category": {"const": "guidance"}}, "required": ["category"]})
        needs[key] = {"anyOf": allowed}
    return {**({"allOf": rules} if rules else {}), **({"dependentSchemas": needs} if needs else {})}


def _reads(annotation: object) -> Schema:
    """The schema of an annotated type."""
    reads: Reads = getattr(annotation, "__metadata__")[-1]  # noqa: B009 - typing hides it from annotations' own class
    return dict(reads.schema)


# -- the JSON quote ----------------------------------------------------------------------------------------------------


class _Untitled(GenerateJsonSchema):
    """A key says what it is; a title made of its name adds nothing."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - Pydantic's own signature
        """No key has one."""
        return False


def _quote() -> Schema:
    made = adapter(Quote).json_schema(schema_generator=_Untitled)
    frozen: Schema = {
        "frozen": {"type": "object", "description": "quote --freeze が加えるもの。 / What quote --freeze adds."},
        "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
    }
    return {**made, "title": TITLES[SchemaOf.QUOTE], "properties": {**made["properties"], **frozen}}
