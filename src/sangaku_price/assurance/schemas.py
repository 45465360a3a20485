"""JSON Schemas (2020-12) of the files, made from the models that read them, and of the JSON quote from its fields.

A schema says what one table may hold. What stands between tables (ids, references, dates) only `check` can tell.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sangaku_price.assurance.configuration import ConfigurationFile
from sangaku_price.assurance.policy import PolicyFile
from sangaku_price.interchange.json import adapter
from sangaku_price.interchange.json_fields import Quote
from sangaku_price.language.enums import SchemaOf
from sangaku_price.loading.contract_file import contract_file
from sangaku_price.loading.tariff_file import tariff_file
from sangaku_price.toml.table import Table
from sangaku_price.version import VERSION

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TITLES: Mapping[SchemaOf, str] = {
    SchemaOf.CONTRACT: "sangaku-price: 契約ファイル / contract file",
    SchemaOf.TARIFF: "sangaku-price: 料金表 / tariff file",
    SchemaOf.POLICY: "sangaku-price: ゲート / policy file",
    SchemaOf.CONFIG: "sangaku-price: 設定 / configuration file",
    SchemaOf.QUOTE: "sangaku-price: 見積のJSON / JSON quote",
}


def write_schema(of: SchemaOf) -> bytes:
    """A schema as JSON."""
    head = {"$schema": DRAFT, "$comment": f"sangaku-price {VERSION}"}
    made: Schema = {**head, **schema_of(of), "title": TITLES[of]}
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def schema_of(of: SchemaOf) -> Schema:
    """A schema, without its title."""
    match of:
        case SchemaOf.CONTRACT:
            return _file(contract_file())
        case SchemaOf.TARIFF:
            return _file(tariff_file())
        case SchemaOf.POLICY:
            return _file(PolicyFile)
        case SchemaOf.CONFIG:
            return _file(ConfigurationFile)
        case _:
            return _quote()


# -- files -------------------------------------------------------------------------------------------------------------


class _FileSchema(GenerateJsonSchema):
    """What Pydantic says of a model, as a TOML file has it: no null, and nothing said of a key that is left out."""

    def nullable_schema(self, schema: Any) -> Schema:  # noqa: ANN401 - the core's own description of a schema
        """The value, where there is one."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> Schema:  # noqa: ANN401 - the core's own description of a schema
        """The value; its default where that is a word or a flag."""
        if isinstance(schema.get("default"), str | bool):
            return super().default_schema(schema)
        return self.generate_inner(schema["schema"])


def _file(model: type[Table]) -> Schema:
    return model.model_json_schema(schema_generator=_FileSchema)


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
