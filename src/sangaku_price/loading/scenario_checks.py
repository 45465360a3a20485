"""The values that a file's scenarios set, checked whether or not a scenario is priced.

Each scenario is laid over the file as it is written and read again; what is wrong then, and is not wrong in the file
itself, is the scenario's mistake and stands at its `set`.
"""

from collections.abc import Callable, Iterator

from sangaku_price.loading.contract_and_tariff import check_against
from sangaku_price.loading.contract_file import read_contract
from sangaku_price.loading.overlay import laid_over
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.validation import Raw, Reader


def check_scenarios(written: Raw, tariff_of: Callable[[str], Tariff], read: Reader) -> Iterator[Problem]:
    """Every mistake of every scenario's `set`; `tariff_of` gives the tariff of a name, as the file has it."""
    named = written.get("scenario")
    setting = {
        name: values
        for name, one in (named.items() if isinstance(named, dict) else ())
        if isinstance(one, dict) and isinstance(values := one.get("set"), dict) and values
    }
    if not setting:
        return
    plain = {key: value for key, value in written.items() if key != "scenario"}
    own: set[Problem] | None = None
    for name, values in setting.items():
        changed, _, lost = laid_over(plain, values, "")
        found = () if lost else tuple(_mistakes(changed, tariff_of, read))  # what is lost is told where it is read
        if found and own is None:
            own = set(_mistakes(plain, tariff_of, read))
        yield from (one._replace(path=f"scenario.{name}.set.{one.path}") for one in found if one not in (own or ()))


def _mistakes(raw: Raw, tariff_of: Callable[[str], Tariff], read: Reader) -> Iterator[Problem]:
    """What is wrong with a file and between it and its tariff."""
    yield from read_contract(raw, "", overlay={}, notes=(), read=read)[1]
    name, tariff = raw.get("tariff"), None
    if isinstance(name, str):
        try:
            tariff = tariff_of(name)
        except BadFile as refusal:
            yield from (one for one in refusal.problems if one.path == "tariff")
            return
    yield from check_against(raw, tariff)
