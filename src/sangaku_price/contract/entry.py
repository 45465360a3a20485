"""What every entry of a contract file may carry, and what its kind says about itself."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, TypeVar

from pydantic import Field, GetJsonSchemaHandler

from sangaku_price.language.text import Text
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Charge, FiscalYear, Id, TaxCategory, Words, one_of


class Kind(NamedTuple):
    """What a kind of entry says of itself; its lines repeat it."""

    id: str
    """Its table in a contract file, and the kind of its lines."""
    label: Text
    section: str
    """Where the ministries' figure shows it."""
    charged_as: str = "separate"
    """Where the institution's ledger has it, when neither the entry nor the tariff says."""
    is_base: bool = True
    """Whether it has fixed lines, so that it may stand in `of` and in a base."""
    is_value: bool = False
    """Whether its fixed lines count in the share of value."""
    has_parts: bool = False
    """Whether an entry has a line for each of its parts, by which a waiver may name it: `licence/upfront`."""
    approaches: frozenset[str] = frozenset()
    """The approaches besides value-based that keep it."""
    is_apart: bool = False
    """Whether no base contains it but one that names it."""


COST = frozenset({"cost-accumulation", "lump-sum", "outcome-linked"})
"""The approaches that keep what is cost."""
OUTCOME = frozenset({"outcome-linked"})
"""The approach that keeps what depends on results."""
E_co = TypeVar("E_co", bound="Entry", covariant=True)
Bearer = Annotated[str, one_of("company", "university", "grant")]
"""Who bears a cost: the company (it is its price), the university itself, or public money."""
Exclusive = tuple[tuple[str, str], ...]
"""Pairs of keys of which an entry has one at most."""
Needs = tuple[tuple[str, tuple[str, ...]], ...]
"""Keys that mean nothing without one of others."""


class Entry(Table):
    """What every entry of a contract file may carry."""

    kind: ClassVar[Kind]
    exclusive: ClassVar[Exclusive] = ()
    prices: ClassVar[tuple[str, ...]] = ()
    """Keys of which an entry needs one at least; none where the tariff may have the price."""
    needs: ClassVar[Needs] = ()
    excuses: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Keys that need no other where another key has a certain value."""
    private: ClassVar[frozenset[str]] = frozenset({"note"})
    """Keys that only the office reads."""

    id: Id | None = Field(
        default=None, description=said("id（半角英数字とハイフン）。", "Letters, digits and hyphens, not all digits.")
    )
    item: Words | None = Field(default=None, description=said("印字する名称。", "The printed text."))
    """The printed text."""
    note: Words | None = Field(
        default=None, description=said("内部メモ（企業には出さない）。", "For the office; not shown to the company.")
    )
    """For the office; not shown to the company."""
    charged_as: Charge | None = Field(
        default=None, description=said("別表での区分。", "Where the institution's ledger has it.")
    )
    tax_category: TaxCategory | None = Field(default=None, description=said("消費税の扱い。", "How it is taxed."))
    fiscal_year: FiscalYear | None = Field(
        default=None, description=said("年度（4月の属する年）。", "The fiscal year: the year in which April falls.")
    )
    borne_by: Bearer | None = Field(
        default=None,
        description=said("費用を負担する者（既定は企業）。", "Who bears it; default the company."),
    )
    """What the company does not bear is in no total, base, quantity or invoice."""
    reason: Words | None = Field(default=None, description=said("理由。", "The reason."))
    """Why an amount is exempt from tax, or outside a published bound."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401
        """The table, and what holds between its keys."""
        made = handler.resolve_ref_schema(handler(core_schema))
        made.update(_between(cls))
        return made


def _between(model: type[Entry]) -> dict[str, Any]:
    """Keys that exclude each other, that need others, and of which there must be one."""
    rules: list[dict[str, Any]] = [{"not": {"required": list(pair)}} for pair in model.exclusive]
    if model.prices:
        rules.append({"anyOf": [{"required": [key]} for key in model.prices]})
    needs: dict[str, Any] = {}
    for key, others in model.needs:
        allowed: list[dict[str, Any]] = [{"required": [other]} for other in others]
        if key in model.excuses:
            other, value = model.excuses[key]
            allowed.append({"properties": {other: {"const": value}}, "required": [other]})
        needs[key] = {"anyOf": allowed}
    return {**({"allOf": rules} if rules else {}), **({"dependentSchemas": needs} if needs else {})}


class Asked(NamedTuple, Generic[E_co]):
    """One entry of the file."""

    table: str
    id: str
    """The entry's own, or `table.N`."""
    path: str
    """Where it stands in the file: `involvement.yamada`, `direct.1`."""
    entry: E_co
