"""[[payment]] and [[payer]]: in which instalments (分割納付), and by which of several companies, a price is paid."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field, GetJsonSchemaHandler

from sangaku_price.contract.entry import Exclusive, Needs
from sangaku_price.toml.name_lists import Names
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.values import Day, FiscalYear, Flag, Id, Share, Words, YenAmount


class InvoicingTable(Table):
    """What payments and payers have in common."""

    exclusive: ClassVar[Exclusive] = ()
    needs: ClassVar[Needs] = ()
    wanted: ClassVar[dict[str, Any]] = {}
    """Of which keys there must be one, for the schema."""

    id: Id | None = Field(
        default=None, description=said("id（半角英数字とハイフン）。", "Letters, digits and hyphens, not all digits.")
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401
        """The table, and which of its keys exclude each other."""
        made = handler.resolve_ref_schema(handler(core_schema))
        made.update(allOf=list(_apart(cls.exclusive)), **cls.wanted)
        return made


def _apart(exclusive: Exclusive) -> Iterator[dict[str, Any]]:
    """That two keys do not stand together; `rest = false` says nothing."""
    for pair in exclusive:
        told = {"properties": {"rest": {"const": True}}} if "rest" in pair else {}
        yield {"not": {"required": list(pair), **told}}


class PaymentTable(InvoicingTable):
    """[[payment]]: one instalment of the contract, or of one of its fiscal years."""

    exclusive: ClassVar[Exclusive] = (("share", "amount"), ("share", "rest"), ("amount", "rest"))
    wanted: ClassVar[dict[str, Any]] = {"anyOf": [{"required": [key]} for key in ("share", "amount", "rest")]}

    due: Day | None = Field(
        default=None, description=said("支払期日（税率は変えない）。", "When it is due; decides no tax rate.")
    )
    share: Share | None = Field(default=None, description=said("全体に対する割合。", "Its share of the whole."))
    amount: YenAmount | None = Field(
        default=None, description=said("額（契約の税区分、円）。", "Yen, in the contract's tax basis.")
    )
    rest: Flag = Field(default=False, description=said("残りの全部。", "All that the others leave."))
    fiscal_year: FiscalYear | None = Field(
        default=None,
        description=said("分割する年度（4月の属する年）。", "The fiscal year that it divides: the year of its April."),
    )


class PayerTable(InvoicingTable):
    """[[payer]]: one of several companies that pay."""

    exclusive: ClassVar[Exclusive] = (("share", "rest"),)
    wanted: ClassVar[dict[str, Any]] = {"anyOf": [{"required": [key]} for key in ("share", "rest", "lines")]}

    name: Words = Field(description=said("企業名。", "The company's name."))
    share: Share | None = Field(
        default=None,
        description=said(
            "どの支払者も全額を負担しない行に対する割合。", "Its share of every line that no payer takes whole."
        ),
    )
    rest: Flag = Field(default=False, description=said("残りの全部。", "All that the others leave."))
    lines: Names | None = Field(
        default=None,
        description=said(
            "全額を負担する行（項目・間接経費の id）。", "What it takes whole: ids of entries and overheads."
        ),
    )
