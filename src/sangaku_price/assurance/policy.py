"""The policy file: gates that a quote must pass. Strict as the contract file is: every mistake at once, at its line."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import Field, WithJsonSchema

from sangaku_price.items import labels
from sangaku_price.language.labels import CHARGES, SECTIONS
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.check_messages import CONTRACT
from sangaku_price.loading.places import where
from sangaku_price.toml.problems import BadFile, Problem, keys_only, problem
from sangaku_price.toml.read_by import ReadBy
from sangaku_price.toml.reading import parse, read
from sangaku_price.toml.table import Table, said
from sangaku_price.toml.validation import Raw, tables, unknown_keys, validate, without_echoes
from sangaku_price.toml.values import MOST_YEN, FileFormat, Words, one_of, read_rate, refuse

MESSAGES = messages(
    {
        "exclusive-keys": CONTRACT["exclusive-keys"],
        "when-facts": Text(
            '{ type = "joint-research", company-size = ["large", "sme"] } の形で書いてください。',
            'is written { type = "joint-research", company-size = ["large", "sme"] }',
        ),
        "is-no-policy": Text(
            "契約ファイルか料金表です。ここには方針のファイル（[[gate]] を書いたもの）を指定してください。",
            "is a contract file or a tariff; a policy file, with [[gate]], is wanted here",
        ),
        "gate-none": Text("[[gate]] が1つもありません。", "there is no [[gate]]"),
        "gate-twice": Text("この名前は「{other}」でも使われています。", "this name is used by {other} too"),
        "gate-bound-missing": Text(
            "境界がありません。いずれかを書いてください: {allowed}", "no bound; give one of: {allowed}"
        ),
        "gate-bound-yen": Text(
            "「{measure}」は整数の円と比べます（例 1_500_000）。", "{measure} is compared with whole yen"
        ),
        "gate-bound-rate": Text(
            '「{measure}」は率と比べます（例 "20%"）。', '{measure} is compared with a rate (e.g. "20%")'
        ),
        "gate-bounds-apart": Text(
            "下限が上限より上にあり、満たす値がありません。", "no value lies within these bounds"
        ),
    }
)

BOUNDS: Mapping[str, Text] = {
    "at-least": Text("以上", "at least"),
    "above": Text("超", "above"),
    "at-most": Text("以下", "at most"),
    "below": Text("未満", "below"),
}
"""Comparisons of a gate, the lower ones first."""
RATES: Mapping[str, Text] = {
    "value-share": Text("「知」の価値の割合", "value share"),
    "contingent-share": Text("条件付・ランニングの割合", "contingent share"),
    "overhead-rate": Text("実効間接経費率", "effective overhead rate"),
    "highest-effort": Text("最大のエフォート", "highest effort"),
    "change-share": Text("基準の見積からの増減率", "change to the baseline, in per cent"),
}
"""Measures that are compared with a rate."""
AMOUNTS: Mapping[str, Text] = {
    "subtotal": Text("小計（税抜）", "subtotal"),
    "tax": Text("消費税", "consumption tax"),
    "total": Text("合計（税込）", "total with tax"),
    "maximum": Text("確定額＋最大額", "fixed and contingent, at most"),
    "expected": Text("確定額＋期待値", "fixed and expected"),
    "in-kind": Text("現物の評価額", "in kind"),
    "planned.subtotal": Text("次年度以降の予定額（税抜）", "planned subtotal"),
    "planned.tax": Text("次年度以降の予定額の消費税", "consumption tax of what is planned"),
    "planned.total": Text("次年度以降の予定額（税込）", "planned total with tax"),
    "contingent.maximum": Text("条件付・ランニングの最大額", "contingent, at most"),
    "contingent.expected": Text("条件付・ランニングの期待値", "contingent, expected"),
    "contingent.present-value": Text("条件付・ランニングの現在価値", "contingent, present value"),
    "lowest-hourly-rate": Text("最低の時間単価", "lowest hourly rate"),
    "change": Text("基準の見積からの増減額", "change to the baseline, in yen"),
    "change.subtotal": Text("変更契約の増減額（税抜）", "what the change moves, without tax"),
    "change.tax": Text("変更契約の増減額の消費税", "consumption tax on the change"),
    "change.total": Text("変更契約の増減額（税込）", "what the change moves, with tax"),
    **{f"by-kind.{key}": name for key, name in labels().items()},
    **{f"by-section.{key}": name for key, name in SECTIONS.items()},
    **{f"by-charge.{key}": name for key, name in CHARGES.items()},
}
"""Measures that are compared with whole yen."""
MEASURES: Mapping[str, Text] = {**AMOUNTS, **RATES}
_NEGATIVE = re.compile(r"-(.+)", re.ASCII)


class Bound(NamedTuple):
    """What a measure is compared with."""

    value: Fraction
    is_rate: bool


def read_bound(value: object) -> Bound:
    """Whole yen, or a rate `"20%"` or 0.20; either may be negative, for a change."""
    if type(value) is int:
        if abs(value) > MOST_YEN:
            raise refuse("too-large", most=f"{MOST_YEN:,}")
        return Bound(Fraction(value), is_rate=False)
    negative = _NEGATIVE.fullmatch(value) if isinstance(value, str) else None
    if negative is not None:
        return Bound(-read_rate(negative[1]), is_rate=True)
    if isinstance(value, Decimal) and value < 0:
        return Bound(-read_rate(-value), is_rate=True)
    return Bound(read_rate(value), is_rate=True)


def read_facts(value: object) -> Mapping[str, tuple[str | bool, ...]]:
    """{ type = "joint-research", company-size = ["large", "sme"], … }: all must hold."""
    if not isinstance(value, dict) or not value:
        raise refuse("when-facts")
    wanted = {key: tuple(one) if isinstance(one, list) else (one,) for key, one in value.items()}
    for key, options in wanted.items():
        if not options or not all(type(option) in (str, bool) for option in options):
            raise refuse("when-fact", key=key)
    return wanted


_ANSWER = {"type": ["string", "boolean"]}
_BOUND_SCHEMA = [
    {"type": "integer", "minimum": -MOST_YEN, "maximum": MOST_YEN},
    {"type": "string", "pattern": r"^-?([0-9]+(\.[0-9]+)?%|[0-9]+/[0-9]+)$"},
    {"type": "number"},
]
BoundValue = Annotated[Bound, ReadBy(read_bound), WithJsonSchema({"anyOf": _BOUND_SCHEMA})]
Facts = Annotated[
    Mapping[str, tuple[str | bool, ...]],
    ReadBy(read_facts),
    WithJsonSchema(
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"anyOf": [_ANSWER, {"type": "array", "items": _ANSWER, "minItems": 1}]},
        }
    ),
]


class Gate(Table):
    """[[gate]]: a measure of the quote, and within which bounds it must lie."""

    name: Words = Field(description=said("名称。", "Name, as text or { ja, en }."))
    """By which reports call the gate; each once."""
    measure: Annotated[str, one_of(*MEASURES)] = Field(
        description=said("判定する数値。", "The figure that is compared.")
    )
    """The figure that is compared."""
    at_least: BoundValue | None = Field(default=None, description=said("以上。", "At least."))
    at_most: BoundValue | None = Field(default=None, description=said("以下。", "At most."))
    above: BoundValue | None = Field(default=None, description=said("超。", "Above."))
    below: BoundValue | None = Field(default=None, description=said("未満。", "Below."))
    level: Annotated[str, one_of("deny", "warn")] = Field(default="deny", description=said("種類。", "Level."))
    """`deny` makes the check fail, `warn` only with --strict."""
    when: Facts | None = Field(
        default=None, description=said("条件（すべて成り立つとき）。", "Conditions that must all hold.")
    )
    """Facts of the contract (and `type`) that must all hold; one that is not told leaves the gate undecided."""
    reason: Words | None = Field(default=None, description=said("理由。", "The reason."))
    """Why there is this gate; repeated where it denies."""

    def bounds(self) -> Mapping[str, Bound]:
        """The bounds that are given, by their comparison."""
        told = {"at-least": self.at_least, "above": self.above, "at-most": self.at_most, "below": self.below}
        return {key: bound for key, bound in told.items() if bound is not None}


class PolicyHead(Table):
    """The key above the gates."""

    format: FileFormat = Field(description=said("書式の版（1）。", "The version of the file format: 1."))
    """The version of the file format: 1."""


class PolicyFile(PolicyHead):
    """A whole policy file."""

    gate: tuple[Gate, ...] = Field(description=said("ゲート。", "The gates."))


class Policy(NamedTuple):
    """A policy file, read and checked."""

    gates: tuple[Gate, ...]


def load_policy(name: str) -> Policy:
    """Read a policy file (`-` is standard input). Raises BadFile with every mistake."""
    from sangaku_price.toml.positions import Positions

    source = read(name)
    raw = parse(source)
    if "gate" not in raw and raw.keys() & {"contract", "checked"}:
        raise BadFile([problem("is-no-policy").at(source.name, None)])
    policy, problems = read_policy(raw)
    if problems:
        problems = problems if "gate" in raw else keys_only(problems)
        lines = Positions(source.text)
        raise BadFile(one.at(source.name, lines.line_of(where(one.path, raw))) for one in problems)
    return policy


def read_policy(raw: Raw) -> tuple[Policy, list[Problem]]:
    """The gates of raw tables, and every mistake in them."""
    _, problems = validate(PolicyHead, {key: raw[key] for key in ("format",) if key in raw}, "")
    problems = without_echoes([*problems, *unknown_keys(raw, ("format", "gate"))])
    elements, found = tables(raw, "gate")
    problems += found
    if not elements and not found:
        problems.append(problem("gate-none"))
    gates: list[Gate] = []
    names: dict[str, str] = {}
    for number, element in enumerate(elements, 1):
        path = f"gate.{number}"
        gate, found = validate(Gate, element, path)
        problems += found
        if gate is not None:
            gates.append(gate)
            problems += _mistakes(path, gate)
            if gate.name in names:
                problems.append(problem("gate-twice", f"{path}.name", gate.name, other=names[gate.name]))
            names.setdefault(gate.name, path)
    return Policy(tuple(gates)), problems


def _mistakes(path: str, gate: Gate) -> Iterator[Problem]:
    """One bound at least, one a side, of the measure's unit, with room between them."""
    bounds = gate.bounds()
    if not bounds:
        yield problem("gate-bound-missing", path, allowed=" | ".join(BOUNDS))
    for pair in (("at-least", "above"), ("at-most", "below")):
        if set(pair) <= set(bounds):
            yield problem("exclusive-keys", f"{path}.{pair[1]}", key=pair[0], other=pair[1])
    for key, bound in bounds.items():
        if bound.value and bound.is_rate != (gate.measure in RATES):
            code = "gate-bound-yen" if bound.is_rate else "gate-bound-rate"
            yield problem(code, f"{path}.{key}", measure=gate.measure)
    low = [bounds[key] for key in ("at-least", "above") if key in bounds]
    high = [bounds[key] for key in ("at-most", "below") if key in bounds]
    strict = {"above", "below"} & set(bounds)
    for one in low:
        for other in high:
            if one.value > other.value or (strict and one.value == other.value):
                yield problem("gate-bounds-apart", path)
