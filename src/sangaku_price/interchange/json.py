"""The JSON quote: the value itself, written and read by the description of its fields.

It is written one line of the quote after the other, so that a quote of very many lines never stands in memory as text.
Control and direction characters stand as escapes. Keys that this version does not know are not read.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from sangaku_price.interchange import json_fields
from sangaku_price.interchange.json_types import ENGINE, keys_of, told_by
from sangaku_price.language.escaping import json_safe, json_safe_bytes
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, Problem, keys_only, problem

MESSAGES = messages(
    {
        "quote-no-json": Text(
            "見積のJSONとして読めません。quote の --freeze か --format json で出力したファイルを指定してください。",
            "is no JSON quote; name a file that quote wrote with --freeze or --format json",
        ),
        "quote-version": Text(
            "この版が読める見積は schema_version が{version}のものだけです。",
            "this version reads quotes of schema_version {version} only",
        ),
        "quote-value": Text("見積のJSONのこの位置に置けない値です。", "not a value that a JSON quote has here"),
    }
)

INDENT = 2


@cache
def adapter(described: Any) -> TypeAdapter[object]:  # noqa: ANN401 - a type, as far as it is known when the program runs
    """What writes and reads the values of a type of the description; made once."""
    return TypeAdapter(described)


def to_json(quote: Quote) -> bytes:
    """The quote as JSON."""
    return b"".join(pieces(quote))


def pieces(quote: Quote) -> Iterator[bytes]:
    """The JSON quote, piece by piece."""
    told, types = told_by(json_fields.Quote, quote), keys_of(json_fields.Quote)
    for name, separator in zip(told, chain("{", repeat(",")), strict=False):
        yield f'{separator}\n{" " * INDENT}"{name}": '.encode()
        yield from _value(types[name], told[name])
    yield b"\n}\n"


def _value(described: object, value: object) -> Iterator[bytes]:
    """A value in the outermost object; a list item by item."""
    if get_origin(described) is not tuple or not isinstance(value, tuple) or not value:
        yield written(described, value, 1)
        return
    item = get_args(described)[0]
    for one, separator in zip(value, chain("[", repeat(",")), strict=False):
        yield f"{separator}\n{' ' * 2 * INDENT}".encode()
        yield written(item, one, 2)
    yield f"\n{' ' * INDENT}]".encode()


def written(described: object, value: object, depth: int = 0) -> bytes:
    """A value of the description as JSON, as it stands `depth` objects deep."""
    try:
        data = json_safe_bytes(adapter(described).dump_json(value, indent=INDENT))
    except ValueError:  # half a character, from a name that is not of the system's encoding: Pydantic writes none
        told = json.dumps(adapter(described).dump_python(value, mode="json"), ensure_ascii=False, indent=INDENT)
        data = json_safe(told).encode("utf-8", "backslashreplace")
    return data.replace(b"\n", b"\n" + b" " * INDENT * depth)


def json_values(quote: Quote) -> dict[str, object]:
    """What stands at each key of the JSON quote; of a list, what makes its items one after the other."""
    told, types = told_by(json_fields.Quote, quote), keys_of(json_fields.Quote)
    return {name: _plain(types[name], value) for name, value in told.items()}


def _plain(described: object, value: object) -> object:
    if get_origin(described) is tuple and isinstance(value, tuple):
        item = adapter(get_args(described)[0])
        return (item.dump_python(one, mode="json") for one in value)
    return adapter(described).dump_python(value, mode="json")


# -- reading -----------------------------------------------------------------------------------------------------------


def from_json(document: bytes) -> Quote:
    """The quote that a JSON document is, equal to the one that was written.

    Raises BadFile where it is no JSON, of another version, or of another shape.
    """
    return quote_of(parse_json(document))


def quote_of(found: object) -> Quote:
    """The quote that JSON values are. Raises BadFile where they are of another version, or of another shape."""
    try:
        quote = adapter(json_fields.Quote).validate_python(found)
    except ValidationError as refusal:
        problems = [_problem(refusal)]
        raise BadFile(problems if _is_ours(found) else keys_only(problems)) from None
    assert isinstance(quote, Quote)  # noqa: S101 - what the description makes
    return quote


def _is_ours(found: object) -> bool:
    """Whether a document names this program as its maker: of any other, no value is repeated."""
    maker = found.get("engine") if isinstance(found, dict) else None
    return isinstance(maker, dict) and maker.get("name") == ENGINE


def parse_json(document: bytes) -> object:
    """The values of a JSON document in which no key stands twice. Raises BadFile where it is none."""
    try:
        return json.loads(document.decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError):
        raise BadFile([problem("quote-no-json")]) from None


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; a key that stands twice could be read in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _problem(refusal: ValidationError) -> Problem:
    """The first value that is not of the description."""
    first = refusal.errors(include_url=False, include_context=False)[0]
    kind, place, found = first["type"], first["loc"], first["input"]
    if kind == "missing":
        return problem("missing", _path(place[:-1]), key=place[-1])
    if not place:
        return problem("missing", key=next(iter(keys_of(json_fields.Quote))))
    if place == ("schema_version",):
        return problem("quote-version", _path(place), found, version=json_fields.SCHEMA_VERSION)
    if kind.startswith("recursion"):
        return problem("quote-no-json")
    return problem("quote-value", _path(place), found)


def _path(place: Sequence[str | int]) -> str:
    """A place as it is written: lines[0].label."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place).removeprefix(".")
