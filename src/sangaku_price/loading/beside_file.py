"""The tables of a contract file that stand beside its price: read, grants with what their schemes fill in."""

from typing import TYPE_CHECKING, TypeVar

from sangaku_price.contract.optional_tables import BESIDE, COMPANY_TAX, Beside
from sangaku_price.language.enums import Lang
from sangaku_price.language.text import say
from sangaku_price.toml.problems import MOST_SHOWN, Problem, problem
from sangaku_price.toml.table import Table
from sangaku_price.toml.validation import Raw, Reader, table, tables, unknown_name

if TYPE_CHECKING:
    from sangaku_price.contract.public_money import CompanyTaxTable, GrantTable
    from sangaku_price.contract.schemes import Scheme

T = TypeVar("T", bound=Table)


def read_beside(raw: Raw, problems: list[Problem], read: Reader) -> Beside:
    """Every table that stands beside the price; the mistakes are added to `problems`."""
    if not raw.keys() & {*BESIDE, COMPANY_TAX}:
        return Beside()
    from sangaku_price.contract.public_money import AllocationTable, InKindTable

    return Beside(
        in_kind=_each(raw, "in-kind", InKindTable, problems, read),
        allocations=_each(raw, "allocation", AllocationTable, problems, read),
        grants=_grants(raw, problems, read),
        company_tax=_company_tax(raw, problems, read),
    )


def _each(raw: Raw, name: str, model: type[T], problems: list[Problem], read: Reader) -> tuple[T, ...]:
    """The tables of an array."""
    elements, found = tables(raw, name)
    problems += found
    good: list[T] = []
    for number, element in enumerate(elements, 1):
        if len(problems) > MOST_SHOWN:
            break
        one, found = read(model, element, f"{name}.{number}")
        problems += found
        if one is not None:
            good.append(one)
    return tuple(good)


def _company_tax(raw: Raw, problems: list[Problem], read: Reader) -> "CompanyTaxTable | None":
    """What the company tells of its taxes; None where it tells nothing."""
    value, found = table(raw, COMPANY_TAX)
    problems += found
    if COMPANY_TAX not in raw or found:
        return None
    from sangaku_price.contract.public_money import CompanyTaxTable

    one, found = read(CompanyTaxTable, value, COMPANY_TAX)
    problems += found
    return one


def _grants(raw: Raw, problems: list[Problem], read: Reader) -> "tuple[tuple[GrantTable, Scheme | None], ...]":
    """Each grant with what its scheme fills in, and the scheme."""
    from sangaku_price.contract.public_money import GrantTable

    elements, found = tables(raw, "grant")
    problems += found
    good: list[tuple[GrantTable, Scheme | None]] = []
    for number, element in enumerate(elements, 1):
        path = f"grant.{number}"
        grant, found = read(GrantTable, element, path)
        problems += found
        if grant is None or len(problems) > MOST_SHOWN:
            continue
        scheme = _scheme(grant, path, problems)
        filled = grant if scheme is None else _filled(grant, scheme)
        if grant.scheme is None or scheme is not None:
            missing = [key for key in ("name", "to", "ratio") if getattr(filled, key) is None]
            problems += (problem("missing", path, key=key) for key in missing)
        good.append((filled, scheme))
    return tuple(good)


def _scheme(grant: "GrantTable", path: str, problems: list[Problem]) -> "Scheme | None":
    """The scheme that a grant names."""
    if grant.scheme is None:
        return None
    from sangaku_price.loading.scheme_file import load_schemes

    schemes = load_schemes()
    if grant.scheme not in schemes:
        problems.append(unknown_name(f"{path}.scheme", grant.scheme, list(schemes)))
    return schemes.get(grant.scheme)


def _filled(grant: "GrantTable", scheme: "Scheme") -> "GrantTable":
    """A grant with the scheme's numbers where it has none of its own."""
    keys = ("to", "ratio", "ceiling", "indirect_rate")
    filled = {key: getattr(scheme, key) for key in keys if getattr(grant, key) is None}
    return grant.model_copy(update={**filled, "name": grant.name or say(scheme.name, Lang.JA)})
