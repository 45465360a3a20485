"""A frozen quote: the JSON quote with all that it is made from, in one canonical form, under a digest.

The digest proves accident, not fraud: who changes the file on purpose can make a new digest.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple, NotRequired

import tomli_w
from pydantic import StrictBool, StrictInt, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from sangaku_price.documents.audience import for_company, for_office
from sangaku_price.interchange.json import json_values, parse_json, quote_of
from sangaku_price.interchange.json_types import Day
from sangaku_price.language.enums import Audience
from sangaku_price.language.escaping import json_safe, json_safe_of_controls
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.canonical import DIGEST, END, NotCanonicalError, compared, digested, pieces
from sangaku_price.loading.provenance import Ground
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.limits import MOST_QUOTE_BYTES
from sangaku_price.toml.problems import BadFile, problem
from sangaku_price.toml.reading import Source, parse, read_bytes

MESSAGES = messages(
    {
        "frozen-not": Text(
            "凍結した見積ではありません。quote --freeze で作ったファイルを指定してください。",
            "is no frozen quote; give a file made by quote --freeze",
        ),
        "frozen-altered": Text(
            "凍結した見積が書き換えられています（verify で確認できます）。", "this frozen quote was altered; see verify"
        ),
        "frozen-too-large": Text(
            "凍結した見積が読める大きさ（{most}バイトまで）を超えます。契約を分けるか、"
            'billing = "once" として年度に分けずに凍結してください。',
            "the frozen quote would be larger than what is read back (at most {most} bytes); divide the contract, or"
            ' freeze it undivided, with billing = "once"',
        ),
    }
)

FORMAT = 1
NO_DIGEST = "sha256:" + "0" * 64
"""What stands in the place of a digest that is still to be made."""
BOM = "\ufeff"
Json = dict[str, object]
FORMS = (json_safe, json_safe_of_controls)
"""The form that is written, and the one that version 0.1.0 wrote."""


class _File(TypedDict):
    """A text as it is frozen."""

    name: str
    text: str
    sha256: str


class _Held(TypedDict):
    """What is frozen beside the quote."""

    format: StrictInt
    audience: Literal["office", "company"]
    spec: _File | None
    tariffs: tuple[_File, ...]
    law: str
    set: str
    withheld: StrictBool
    as_of: Day | None
    supersedes: str | None
    amends: NotRequired[dict[str, object] | None]


class Frozen(NamedTuple):
    """A frozen quote as it was read."""

    quote: Quote
    ground: Ground
    audience: Audience
    """For whom it was frozen; a company's has no contract file in it."""
    withheld: bool
    """Whether values that were set are left out, as the company must not see them."""
    digest: str
    supersedes: str | None
    values: Json
    """The file as it was read."""

    @property
    def has_spec(self) -> bool:
        """Whether the contract file is in it."""
        return bool(self.ground.spec.text)


class Altered(NamedTuple):
    """A frozen quote that is not as it was written."""

    why: str
    """`form`: its bytes are not canonical; `lines`: only its line ends are not; `digest`: its digest is another's."""


def freeze(quote: Quote, ground: Ground, audience: Audience = Audience.OFFICE, supersedes: str | None = None) -> bytes:
    """A quote and its grounds, frozen; for a company without the contract file and without private figures.

    `supersedes` is the digest of the quote that this one takes the place of.
    """
    office = audience is Audience.OFFICE
    shown = for_office(quote) if office else for_company(quote)
    values = {path: value for path, value in ground.values.items() if office or path in shown.set}
    frozen: Json = {
        "format": FORMAT,
        "audience": audience.value,
        "spec": _written(ground.spec) if office else None,
        "tariffs": [_written(one) for one in ground.tariffs],
        "law": ground.law,
        "set": tomli_w.dumps(values),
        "withheld": len(values) < len(ground.values),
        "as_of": ground.as_of.isoformat() if ground.as_of else None,
        "supersedes": supersedes,
    }
    if office and ground.amended is not None:
        frozen["amends"] = ground.amended
    made = list(_as_many_as_are_read(pieces({**json_values(shown), "frozen": frozen, DIGEST: NO_DIGEST})))
    digest = digested(made).encode()
    written = (piece.replace(NO_DIGEST.encode(), digest) if key == DIGEST else piece for key, piece in made)
    return b"".join([*written, END])


def _as_many_as_are_read(made: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The pieces of a frozen quote that can be read back. Raises BadFile where they are too many."""
    size = len(END)
    for key, piece in made:
        size += len(piece)
        if size > MOST_QUOTE_BYTES:
            raise BadFile([problem("frozen-too-large", most=f"{MOST_QUOTE_BYTES:,}")])
        yield key, piece


def load_frozen(name: str) -> Frozen | Altered:
    """Read a frozen quote (`-` is standard input). Raises BadFile for what is none."""
    try:
        return read_frozen(read_bytes(name))
    except BadFile as refusal:
        label = "<stdin>" if name == "-" else name
        raise BadFile(one if one.file else one.at(label, None) for one in refusal.problems) from None


def read_frozen(data: bytes) -> Frozen | Altered:
    """The frozen quote that bytes are, or that they are one no more. Raises BadFile for what never was one."""
    found = parse_json(data)
    if not isinstance(found, dict) or not isinstance(found.get("frozen"), dict):
        raise BadFile([problem("frozen-not")])
    why, digest = "form", ""
    for form in FORMS:
        try:
            digest = digested(compared(found, data, form))
        except NotCanonicalError:
            continue
        why = "" if found.get(DIGEST) == digest else "digest"
        break
    if why == "form" and b"\r\n" in data and not isinstance(read_frozen(data.replace(b"\r\n", b"\n")), Altered):
        why = "lines"
    if why:
        return Altered(why)
    return _checked(found, digest)


def read_values(found: Json) -> Frozen | Altered:
    """The frozen quote that another one holds; as `read_frozen`."""
    if not isinstance(found.get("frozen"), dict):
        raise BadFile([problem("frozen-not")])
    for form in FORMS:
        digest = digested(pieces(found, form))
        if found.get(DIGEST) == digest:
            return _checked(found, digest)
    return Altered("digest")


def _checked(found: Json, digest: str) -> Frozen:
    """What a file holds of which the digest is right."""
    frozen = found["frozen"]
    assert isinstance(frozen, dict)  # noqa: S101 - looked at before
    if frozen.get("format") != FORMAT:
        raise BadFile([problem("quote-version", "frozen.format", frozen.get("format"), version=FORMAT)])
    return _frozen(quote_of(found), _held(frozen), digest, found)


def _held(frozen: dict[str, object]) -> _Held:
    """What is frozen beside the quote. Raises BadFile where it is not of the kinds that this program writes."""
    try:
        return _reader().validate_python(frozen)
    except ValidationError as refusal:
        first = refusal.errors(include_url=False, include_context=False)[0]
        path = ".".join(("frozen", *map(str, first["loc"])))
        raise BadFile([problem("quote-value", path, first["input"])]) from None


@cache
def _reader() -> TypeAdapter[_Held]:
    return TypeAdapter(_Held)


def _frozen(quote: Quote, held: _Held, digest: str, found: Json) -> Frozen:
    spec, as_of = held["spec"], held["as_of"]
    ground = Ground(
        spec=_read(spec) if spec else Source("", "", quote.spec_sha256, None),
        tariffs=tuple(map(_read, held["tariffs"])),
        law=held["law"],
        values=parse(Source("frozen.set", held["set"], "", None)),
        scenario=quote.scenario,
        as_of=as_of,
        amended=held.get("amends"),
    )
    return Frozen(quote, ground, Audience(held["audience"]), held["withheld"], digest, held["supersedes"], found)


def load_whole(name: str) -> Frozen:
    """A frozen quote that is as it was written. Raises BadFile where it is none, or altered."""
    found = load_frozen(name)
    if isinstance(found, Altered):
        raise BadFile([problem("frozen-altered").at(name, None)])
    return found


def digest_of(name: str) -> str:
    """The digest of a frozen quote that another supersedes. Raises BadFile where it is none, or altered."""
    return load_whole(name).digest


def _written(source: Source) -> Json:
    """A text with the hash of the file that it was: a byte-order mark is of the file and not of the text."""
    bom = sha256(source.text.encode()).hexdigest() != source.sha256
    return {"name": Path(source.name).name, "text": BOM + source.text if bom else source.text, "sha256": source.sha256}


def _read(found: _File) -> Source:
    """A text with the hash that it has, whatever hash is written beside it."""
    text = found["text"]
    return Source(
        found["name"], text.removeprefix(BOM), sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), None
    )
