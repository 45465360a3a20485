"""A tariff file's raw tables to a `Tariff`: its rules read, its references checked, `extends` resolved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import create_model

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.institutions import successor_name
from sangaku_price.loading.tariff_checks import check_rules, check_sources
from sangaku_price.tariff.rule_tables import PRACTICE, RULE_TABLES, rule_model, rule_models
from sangaku_price.tariff.rules import DefaultTable, OverheadRule, Rule
from sangaku_price.tariff.tables import Head, SourceTable
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import MOST_SHOWN, Problem, first, keys_only, problem
from sangaku_price.toml.table import Table, keys_of
from sangaku_price.toml.validation import Raw, table, tables, unknown_keys, validate, without_echoes
from sangaku_price.toml.values import TextPair

if TYPE_CHECKING:
    from sangaku_price.tariff.own_words import FactTable

MESSAGES = messages(
    {
        "key-after-case": Text(
            "[[overhead.case]] より後のキーは case に属します。"
            "[[overhead]] のキーは最初の case より前に書いてください。",
            "this key stands after [[overhead.case]] and so belongs to the case; move it above the first case",
        ),
        "too-many-rules": Text("規則は{most}件まで書けます。", "at most {most} rules"),
        "is-contract": Text(
            "契約ファイルです。ここには料金表のファイルを指定してください。",
            "is a contract file; a tariff file is wanted here",
        ),
    }
)

T = TypeVar("T", bound=Table)
HEAD_KEYS = ("format", "id", "name", "checked", "region", "extends", "review-by", "succeeded-by")
OF_A_TARIFF = {"checked", "extends", "source", *RULE_TABLES}
"""Keys that hardly any other file has."""
MOST_RULES = 1000
"""Rules that one tariff may have."""
TOP = (*HEAD_KEYS, "default", "source", "types", "facts", *RULE_TABLES)


class _ReadWhenAsked(Mapping[str, tuple[Rule, ...]]):
    """Rules by table, of which those that price nothing are read when they are asked for."""

    def __init__(self, read: Mapping[str, tuple[Rule, ...]], practice: Callable[[], tuple[Rule, ...]]) -> None:
        self._read, self._practice = dict(read), practice

    def __getitem__(self, table: str) -> tuple[Rule, ...]:
        if table == PRACTICE and table not in self._read:
            self._read[table] = self._practice()
        return self._read[table]

    def __iter__(self) -> Iterator[str]:
        return iter(RULE_TABLES)

    def __len__(self) -> int:
        return len(RULE_TABLES)


def read_tariff(
    raw: Raw, sha256: str, parent: Tariff | None, *, compared: bool = False
) -> tuple[Tariff | None, list[Problem]]:
    """Read a tariff; `parent` is what it extends.

    One that was `compared` before, as every shipped one by the tests, is not compared with itself again; what of it
    prices nothing is read when it is asked for.
    """
    if "contract" in raw and not set(raw) & {"id", "name", "checked"}:
        return None, [problem("is-contract")]
    head, problems = validate(Head, {key: raw[key] for key in HEAD_KEYS if key in raw}, "")
    problems = without_echoes([*problems, *unknown_keys(raw, TOP)])
    sources = _named(raw, "source", SourceTable, problems)
    facts = {**(parent.facts if parent else {}), **_facts(raw, problems)}
    types = {**(parent.types if parent else {}), **_types(raw, problems)}
    default = _default(raw, problems)
    rules = _rules(raw, default, problems, [name for name in RULE_TABLES if not (compared and name == PRACTICE)])
    known = {**(parent.sources if parent else {}), **sources}
    if not compared:
        problems += first(check_sources(rules, [*known, *table(raw, "source")[0]], () if problems else sources))
        problems += first(check_rules(rules, types, facts, parent, _unread(raw, rules)))
    if problems or head is None:
        return None, problems if is_tariff(raw) else keys_only(problems)
    merged = _extended(parent, {name: [rule for _, rule in found] for name, found in rules.items()})
    return Tariff(
        id=head.id,
        name=head.name,
        checked=head.checked,
        region=head.region or (parent.region if parent else None),
        review_by=head.review_by,
        sha256=sha256,
        sources=known,
        types=types,
        facts=facts,
        rules=_ReadWhenAsked(merged, lambda: _practice(raw, default, parent)) if compared else merged,
        succeeded_by=head.succeeded_by,
        successor=successor_name(head.succeeded_by.id) if head.succeeded_by else None,
    ), problems


def own_questions(files: Iterable[Raw]) -> Mapping[str, Text]:
    """What a tariff's files ask of their own, by its key, the extended file after the one that extends it."""
    found: dict[str, Text] = {}
    for raw in files:
        for name, fact in _facts(raw, []).items():
            found.setdefault(name, fact.meaning)
    return found


def is_tariff(raw: Raw) -> bool:
    """Whether a file says enough of itself to be meant as a tariff: of any other, no value is repeated."""
    return len(raw.keys() & OF_A_TARIFF) > 1


def _named(raw: Raw, key: str, model: type[T], problems: list[Problem]) -> dict[str, T]:
    """[key.NAME] tables."""
    named, found = table(raw, key)
    problems += found
    read = {}
    for name in named:
        value, found = table(named, name, key)
        if not found:
            one, found = validate(model, value, f"{key}.{name}")
            if one is not None:
                read[name] = one
        problems += found
    return read


def _facts(raw: Raw, problems: list[Problem]) -> "Mapping[str, FactTable]":
    """[facts]: questions that a contract answers."""
    if "facts" not in raw:
        return {}
    from sangaku_price.tariff.own_words import FactTable

    return _named(raw, "facts", FactTable, problems)


def _types(raw: Raw, problems: list[Problem]) -> dict[str, Text]:
    """[types]: names of contract types."""
    if "types" not in raw:
        return {}
    from sangaku_price.tariff.own_words import TypeNames

    named, found = table(raw, "types")
    problems += found
    types = {}
    for key, value in named.items():
        one, found = validate(TypeNames, {"name": value}, f"types.{key}")
        problems += [Problem(p.code, f"types.{key}", p.text, p.found) for p in found]
        if one is not None:
            types[key] = one.name
    return types


def _default(raw: Raw, problems: list[Problem]) -> Mapping[str, object]:
    """[default], without the keys that are wrong: their mistake is told once, not at every rule."""
    value, found = table(raw, "default")
    _, more = validate(DefaultTable, value, "default")
    problems += [*found, *more]
    wrong = {one.path.removeprefix("default.").partition(".")[0] for one in more}
    return {key: one for key, one in value.items() if key not in wrong}


def _practice(raw: Raw, default: Mapping[str, object], parent: Tariff | None) -> tuple[Rule, ...]:
    """The rules that price nothing, of a file without a mistake."""
    found = _rules(raw, default, [], [PRACTICE])[PRACTICE]
    return _extended(parent, {PRACTICE: [rule for _, rule in found]})[PRACTICE]


def _rules(
    raw: Raw, default: Mapping[str, object], problems: list[Problem], wanted: Sequence[str]
) -> Mapping[str, list[tuple[str, Rule]]]:
    """Every rule with its path, by table."""
    rules: dict[str, list[tuple[str, Rule]]] = {name: [] for name in wanted}
    count = 0
    for name in wanted:
        elements, found = tables(raw, name)
        problems += found
        count += len(elements)
        if count > MOST_RULES:
            problems.append(problem("too-many-rules", name, most=MOST_RULES))
            return rules
        for number, element in enumerate(elements, 1):
            if len(problems) > MOST_SHOWN:
                return rules
            path = f"{name}.{number}"
            usual = {key: one for key, one in default.items() if (name, key) != ("amendment", "decided-by")}
            rule, found = validate(rule_model(name), {**usual, **element}, path)
            problems += [_hinted(one) for one in found]
            if rule is not None:
                rules[name].append((path, rule))
    return rules


def _unread(raw: Raw, rules: Mapping[str, list[tuple[str, Rule]]]) -> set[str]:
    """The ids of overheads that have a mistake of their own: others may name them."""
    written = (element.get("id") for element in tables(raw, "overhead")[0])
    return {ident for ident in written if isinstance(ident, str)} - {rule.id for _, rule in rules["overhead"]}


def _hinted(found: Problem) -> Problem:
    """A key of the norm that stands after a case belongs to the case for TOML: say so."""
    *_, parent, number, key = ("", "", "", *found.path.split("."))
    unknown = found.code.startswith("unknown-key") and parent == "case" and number.isdigit()
    if unknown and key in keys_of(OverheadRule):
        return problem("key-after-case", found.path)
    return found


def _extended(parent: Tariff | None, own: Mapping[str, list[Rule]]) -> Mapping[str, tuple[Rule, ...]]:
    """The parent's rules, those of one table and id replaced in their place, new ones after them."""
    if parent is None:
        return {name: tuple(rules) for name, rules in own.items()}
    merged: dict[str, tuple[Rule, ...]] = {}
    for name, rules in own.items():
        ids = {rule.id for rule in rules}
        kept: list[Rule] = []
        done: set[str] = set()
        for rule in parent.rules[name]:
            if rule.id not in ids:
                kept.append(rule)
            elif rule.id not in done:
                done.add(rule.id)
                kept += [one for one in rules if one.id == rule.id]
        merged[name] = (*kept, *(rule for rule in rules if rule.id not in done))
    return merged


def tariff_file() -> type[Head]:
    """A whole tariff file as one model, for its schema; files are read table by table."""
    from sangaku_price.tariff.own_words import FactTable

    arrays: dict[str, Any] = {name: (tuple[rule, ...], ()) for name, rule in rule_models().items()}  # type: ignore[valid-type]
    return create_model(
        "TariffFile",
        __base__=Head,
        default=(DefaultTable, DefaultTable()),
        source=(dict[str, SourceTable], {}),
        types=(dict[str, TextPair], {}),
        facts=(dict[str, FactTable], {}),
        **arrays,
    )
