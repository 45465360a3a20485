"""What was loaded, priced: a contract or a change, and one whose payments were agreed for another price."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sangaku_price.contract.contract import Contract
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.loaded import Loaded
from sangaku_price.pricing.engine import price
from sangaku_price.pricing.invoicing import MISFITS
from sangaku_price.quotation.values import Quote
from sangaku_price.rules.terms import note
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile
from sangaku_price.version import VERSION

MESSAGES = messages(
    {
        "payments-left-out": Text(
            "分割（{names}）の額が合わないため、分割せずに計算しました。",
            "the amounts of the payments ({names}) do not fit this price: it is not divided",
        ),
    }
)
if TYPE_CHECKING:
    from sangaku_price.pricing.amendment_history import Past


def price_contract(
    contract: Contract,
    tariff: Tariff | None,
    law: Law,
    pasts: "Sequence[Past]",
    scenario: str,
    *,
    approach: str | None,
    agreed: int | None,
    as_of: date | None,
    worded: bool = True,
) -> Quote:
    """Price a contract, or what is changed of the frozen ones that it stands on. Raises BadFile as `price` does."""
    if contract.amends is None:
        return price(
            contract,
            tariff,
            law,
            scenario,
            approach=approach,
            agreed=agreed,
            as_of=as_of,
            engine=VERSION,
            worded=worded,
        )
    from sangaku_price.pricing.amendment_quote import price_amended

    return price_amended(
        contract,
        tariff,
        law,
        pasts,
        scenario,
        approach=approach,
        agreed=agreed,
        as_of=as_of,
        engine=VERSION,
        worded=worded,
    )


def price_loaded(loaded: Loaded, as_of: date | None = None, *, worded: bool = True) -> Quote:
    """Price what was loaded. Raises BadFile with every entry that cannot be priced, placed at its line."""
    try:
        return price_contract(
            loaded.contract,
            loaded.tariff,
            loaded.law,
            loaded.pasts,
            loaded.scenario,
            approach=loaded.approach,
            agreed=loaded.agreed,
            as_of=as_of,
            worded=worded,
        )
    except BadFile as refusal:
        raise loaded.placed(refusal) from None


def price_undivided(loaded: Loaded, as_of: date | None = None, *, worded: bool = True) -> Quote:
    """As `price_loaded`; but where the amounts of payments do not fit the price, it is priced without payments.

    Amounts are agreed for one price: with another value, scenario or tariff beside it they need not fit. The quote has
    a warning then, `payments-left-out`. Raises BadFile with every other entry that cannot be priced.
    """
    try:
        return price_loaded(loaded, as_of, worded=worded)
    except BadFile as refusal:
        if not {one.code for one in refusal.problems} <= MISFITS:
            raise
        contract = loaded.contract
        said = note("payments-left-out", "warning", None, names=", ".join(contract.payments))
        undivided = contract._replace(payments={}, notes=(*contract.notes, said))
        return price_loaded(loaded._replace(contract=undivided), as_of, worded=worded)
