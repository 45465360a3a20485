"""A contract file's raw tables to a `Contract`.

What one table must hold is said by its model. What stands between tables (ids, dates, references, circles) is checked
in `contract_checks` on the raw tables, so that it is found even where a value beside it is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field, WithJsonSchema, create_model

from sangaku_price.contract.contract import Contract
from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.contract.optional_tables import BESIDE, COMPANY_TAX, INVOICING
from sangaku_price.contract.tables import (
    ContractTable,
    QuoteTable,
    ScenarioTable,
    TaxTable,
    TopKeys,
)
from sangaku_price.items import entry_tables
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.beside_file import read_beside
from sangaku_price.loading.contract_checks import MOST_ENTRIES, Entries, check_tables, entries, entry_path
from sangaku_price.loading.example_tables import read_examples
from sangaku_price.loading.invoicing_checks import MOST_INVOICED, check_invoicing
from sangaku_price.loading.overlay import arrays, laid_over, single_tables
from sangaku_price.quotation.values import Note
from sangaku_price.toml.problems import MOST_SHOWN, Problem, problem
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.validation import Raw, Reader, table, tables, unknown_keys, validate, without_echoes

if TYPE_CHECKING:
    from sangaku_price.contract.amends import AmendsTable
    from sangaku_price.contract.invoicing import PayerTable, PaymentTable
    from sangaku_price.contract.meant import IgnoreTable, PassageTable

MESSAGES = messages(
    {
        "too-many-entries": Text("項目は{most}件まで書けます。", "at most {most} entries"),
        "scenario-named": Text(
            "テーブル [scenario.名前] で書いてください（例 [scenario.lean]）。",
            "must be a table with a name: [scenario.NAME] (e.g. [scenario.lean])",
        ),
        "agreed-needed": Text(
            "総額方式（lump-sum）には「agreed」が必要です。", 'the approach "lump-sum" needs "agreed"'
        ),
        "agreed-only": Text(
            '「agreed」は approach = "lump-sum" のときだけ書けます。', '"agreed" goes with approach = "lump-sum" only'
        ),
    }
)

T = TypeVar("T", bound=Table)


def read_contract(
    raw: Raw,
    sha256: str,
    *,
    overlay: Mapping[str, str],
    notes: Sequence[Note],
    read: Reader = validate,
    asked: Entries | None = None,
) -> tuple[Contract | None, list[Problem]]:
    """Read a contract by itself; what needs the tariff is `check_against` of `contract_checks`.

    `read` reads a table; a `Memory` of the file reads again only what was laid over it. `asked` are the entries of the
    file, where they have been looked for already.
    """
    top, problems = validate(TopKeys, {key: raw[key] for key in ("format", "tariff", "template") if key in raw}, "")
    problems = without_echoes([*problems, *unknown_keys(raw, _top())])
    misspelt = any(one.about == "contract" for one in problems)  # what it lacks is told once it can be read
    head = None if misspelt and "contract" not in raw else _one(raw, "contract", ContractTable, problems, read)
    tax = _one(raw, "tax", TaxTable, problems, read)
    document = _one(raw, "quote", QuoteTable, problems, read)
    findings, passages = _meant(raw, problems, read)
    amends = _amends(raw, problems, read)
    facts, found = table(raw, "facts")
    problems += found
    scenarios = _scenarios(raw, problems, read)
    read_entries = tuple(_entries(raw, problems, read))
    payments, payers = _invoicing(raw, problems, read)
    beside = read_beside(raw, problems, read)
    examples = read_examples(raw, problems, read)
    problems += [*check_tables(raw, entries(raw) if asked is None else asked), *check_invoicing(raw)]
    if problems or head is None or tax is None or document is None or top is None:
        return None, problems
    answers = {name: answer for name, answer in facts.items() if isinstance(answer, str | bool)}
    return Contract(
        terms=head,
        tax=tax,
        document=document,
        facts=answers,
        tariff=top.tariff,
        entries=read_entries,
        sha256=sha256,
        set=overlay,
        scenarios=scenarios,
        notes=tuple(notes),
        findings_meant=findings,
        payments=payments,
        payers=payers,
        passages_meant=passages,
        beside=beside,
        examples=examples,
        amends=amends,
    ), problems


def is_contract(raw: Raw) -> bool:
    """Whether a file says enough of itself to be meant as a contract: of any other, no value is repeated."""
    return "contract" in raw or bool(raw.keys() & entry_tables().keys()) or {"format", "tariff"} <= raw.keys()


@cache
def _top() -> Sequence[str]:
    """What may stand at the top of a contract file."""
    singles = ("format", "tariff", "template", "contract", "amends", "facts", "tax", "quote")
    return [*singles, *entry_tables(), *INVOICING, *BESIDE, COMPANY_TAX, "scenario", "example", "lint", "agreement"]


def _one(raw: Raw, key: str, model: type[T], problems: list[Problem], read_table: Reader) -> T | None:
    """A table that stands once."""
    value, found = table(raw, key)
    read = None
    if not found:
        read, found = read_table(model, value, key)
    problems += found
    return read


def _meant(
    raw: Raw, problems: list[Problem], read: Reader
) -> "tuple[tuple[IgnoreTable, ...], tuple[PassageTable, ...]]":
    """The findings of `check`, and the passages of the agreement, that are meant."""
    if not raw.keys() & {"lint", "agreement"}:
        return (), ()
    from sangaku_price.contract.meant import AgreementTable, LintTable

    lint = _one(raw, "lint", LintTable, problems, read)
    agreement = _one(raw, "agreement", AgreementTable, problems, read)
    return lint.ignore if lint else (), agreement.ignore if agreement else ()


def _amends(raw: Raw, problems: list[Problem], read: Reader) -> "AmendsTable | None":
    """What the contract says of the change that it is."""
    if "amends" not in raw:
        return None
    from sangaku_price.contract.amends import AmendsTable

    return _one(raw, "amends", AmendsTable, problems, read)


def _entries(raw: Raw, problems: list[Problem], read: Reader) -> Iterator[Asked[Entry]]:
    """Every entry, table by table."""
    count = 0
    for name, model in entry_tables().items():
        if name not in raw:
            continue
        elements, found = tables(raw, name)
        problems += found
        count += len(elements)
        if count > MOST_ENTRIES:
            problems.append(problem("too-many-entries", name, most=MOST_ENTRIES))
            return
        for number, element in enumerate(elements, 1):
            if len(problems) > MOST_SHOWN:
                return
            path = entry_path(name, number, element)
            entry, found = read(model, element, path)
            problems += found
            if entry is not None:
                yield Asked(name, entry.id or f"{name}.{number}", path, entry)


def _invoicing(
    raw: Raw, problems: list[Problem], read: Reader
) -> "tuple[Mapping[str, PaymentTable], Mapping[str, PayerTable]]":
    """The instalments and those who pay, by their ids."""
    if not raw.keys() & {*INVOICING}:
        return {}, {}
    from sangaku_price.contract.invoicing import PayerTable, PaymentTable

    payments = _named(raw, "payment", PaymentTable, problems, read)
    return payments, _named(raw, "payer", PayerTable, problems, read)


def _named(raw: Raw, name: str, model: type[T], problems: list[Problem], read: Reader) -> Mapping[str, T]:
    """Payments or payers by their ids, as many as a contract may have; how many that is, is told by the checks."""
    elements, found = tables(raw, name)
    problems += found
    named: dict[str, T] = {}
    for number, element in enumerate(elements[:MOST_INVOICED], 1):
        path = entry_path(name, number, element)
        one, found = read(model, element, path)
        problems += found
        if one is not None:
            named[getattr(one, "id", None) or f"{name}.{number}"] = one
    return named


def _scenarios(raw: Raw, problems: list[Problem], read_table: Reader) -> Mapping[str, ScenarioTable]:
    """[scenario.NAME]; the paths that they set must lead somewhere."""
    named, found = table(raw, "scenario")
    problems += [problem("scenario-named", one.path) for one in found]
    scenarios = {}
    for name in named:
        if len(problems) > MOST_SHOWN:
            break
        path = f"scenario.{name}"
        value, found = table(named, name, "scenario")
        read, more = read_table(ScenarioTable, value, path) if not found else (None, found)
        problems += more
        if read is None:
            continue
        problems += laid_over(raw, read.set, f"{path}.set.")[2]
        if (read.approach == "lump-sum") != (read.agreed is not None):
            problems.append(problem("agreed-needed" if read.agreed is None else "agreed-only", f"{path}.agreed"))
        scenarios[name] = read
    return scenarios


Answers = Annotated[
    dict[str, str | bool],
    WithJsonSchema({"type": "object", "additionalProperties": {"type": ["string", "boolean"]}}),
]


def contract_file() -> type[TopKeys]:
    """A whole contract file as one model, for its schema; files are read table by table."""
    from sangaku_price.contract.amends import AmendsTable
    from sangaku_price.contract.examples import ExampleTable
    from sangaku_price.contract.meant import AgreementTable, LintTable
    from sangaku_price.contract.public_money import CompanyTaxTable

    listed: dict[str, Any] = {name: (tuple[table, ...], ()) for name, table in arrays().items()}  # type: ignore[valid-type]
    scenario = _scenario_table()
    listed["scenario"] = (dict[str, scenario], {})  # type: ignore[valid-type]
    return create_model(
        "ContractFile",
        __base__=TopKeys,
        contract=(ContractTable, ...),
        amends=(AmendsTable | None, None),
        facts=(
            Answers,
            Field(default={}, description=said("料金表の条件が問う事実。", "What conditions of the tariff may test.")),
        ),
        tax=(TaxTable, TaxTable()),
        quote=(QuoteTable, QuoteTable()),
        **listed,
        company_tax=(CompanyTaxTable, CompanyTaxTable()),
        lint=(LintTable, LintTable()),
        example=(tuple[ExampleTable, ...], ()),
        agreement=(AgreementTable, AgreementTable()),
    )


def _scenario_table() -> Any:  # noqa: ANN401 - a model that is known when the program runs
    """A scenario whose `set` knows the paths of the file, and what each may hold."""
    singles = {name: model for name, model in single_tables().items() if model is not None}
    held: dict[str, object] = {
        "^tariff$": {"type": "string", "minLength": 1},
        r"^facts\..+$": {"type": ["string", "boolean"]},
    }
    for name, model in {**singles, **arrays()}.items():
        stem = name if name in singles else rf"{name}\.[^.]+"
        for key, described in model.model_json_schema()["properties"].items():
            if "$ref" in str(described):  # a table in a table: its own keys may be set
                held[rf"^{stem}\.{key}(\..+)?$"] = True
            else:
                held[rf"^{stem}\.{key}$"] = _value_alone(described)
    schema: dict[str, Any] = {"type": "object", "patternProperties": held, "additionalProperties": False}
    told: Any = Field(default={}, description=ScenarioTable.model_fields["set"].description)
    values = Annotated[Mapping[str, object], WithJsonSchema(schema)]
    return create_model("ScenarioTable", __base__=ScenarioTable, set=(values, told))


def _value_alone(described: Mapping[str, Any]) -> Mapping[str, object]:
    """What a key may hold where it is set: no word about it, and something."""
    told = {word: one for word, one in described.items() if word not in {"title", "description", "default"}}
    if "anyOf" not in told:
        return told
    options = [one for one in told["anyOf"] if one != {"type": "null"}]
    return options[0] if len(options) == 1 else {"anyOf": options}
