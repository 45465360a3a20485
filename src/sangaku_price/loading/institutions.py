"""The institutions that are known: those whose tariffs are shipped, and those that publish no usable number."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from sangaku_price.language.messages import messages
from sangaku_price.language.naming import named
from sangaku_price.language.phrases import noted
from sangaku_price.language.text import Text, own
from sangaku_price.toml.problems import LONGEST_SHOWN, Problem, problem

MESSAGES = messages(
    {
        "unknown-tariff": Text(
            '同梱の料金表にありません。パスなら "./mine.toml" と書いてください。一覧は tariff list で見られます。',
            'is no shipped tariff; a path is written "./mine.toml"; "sangaku-price tariff list" lists them',
        ),
        "unknown-tariff-near": Text(
            '同梱の料金表にありません。{nearest}ではありませんか。パスなら "./mine.toml" と書いてください。',
            'is no shipped tariff; did you mean {nearest}? A path is written "./mine.toml"',
        ),
        "unpublished-tariff": Text(
            "{name}は使える率や額を公表していません（{checked}確認）: {says}。"
            "「sangaku-price tariff new --from {id} -o {id}.toml」で自分の料金表を作り、率を書いて "
            'tariff = "./{id}.toml" とすれば計算できます。',
            "{name} publishes no usable rate or amount (looked at on {checked}): {says}. "
            'Make a tariff of your own with "sangaku-price tariff new --from {id} -o {id}.toml", write its rate, '
            'and name it: tariff = "./{id}.toml"',
        ),
    }
)

DATA = Path(__file__).parents[1] / "data"
SHORTEST = {True: 4, False: 2}
"""Letters that a word needs to be looked for in names: in letters of the alphabet more than in others."""
_SHORT = "[一-鿿]{1,3}大"
MOST_NAMED = 4
"""Institutions that a message names."""


class Unpublished(NamedTuple):
    """An institution of which no usable number was readable."""

    id: str
    name: Text
    region: str
    says: Text
    """What its pages do say."""
    href: str
    ask: str | None
    checked: date


@cache
def unpublished() -> Mapping[str, Unpublished]:
    """The institutions that publish no usable number, by id."""
    found: list[dict[str, Any]] = tomli.loads((DATA / "unpublished.toml").read_bytes().decode())["institution"]
    return {
        one["id"]: Unpublished(
            one["id"],
            Text(**one["name"]),
            one["region"],
            Text(**one["says"]),
            one["href"],
            one.get("ask"),
            one["checked"],
        )
        for one in found
    }


def unknown_tariff(name: str, shipped: Path) -> Problem:
    """That no tariff of this name is shipped: why, where that is known, else those that it may mean."""
    known = _shipped_names(shipped)
    own_id = next((one for one in unpublished().values() if one.id not in known and _is_named(one, name)), None)
    if own_id is not None:
        said = {"id": own_id.id, "name": own_id.name, "says": own_id.says, "checked": own_id.checked}
        return problem("unpublished-tariff", "tariff", name, **said)
    near = near_institutions(name, known)
    if not near:
        return problem("unknown-tariff", "tariff", name)
    words = (noted(own(one), names) for one, names in near.items())
    return problem("unknown-tariff-near", "tariff", name, nearest=own(" | ").join(words))


def shipped_id(name: str, shipped: Path) -> str | None:
    """The id of the one shipped institution that has this name, in any language."""
    found = named(name, _shipped_names(shipped))
    return found[0] if len(found) == 1 else None


def near_institutions(words: str, shipped: Mapping[str, Text]) -> Mapping[str, Text]:
    """The institutions that words may mean: a name that holds them, or an id that is nearly the same."""
    word = words[:LONGEST_SHOWN].casefold().strip()
    names = {**{one.id: one.name for one in unpublished().values()}, **shipped}
    exact = [one for one, said in names.items() if word in map(str.casefold, said)]
    chosen = (
        exact
        or _misspelt(word, names)
        or _shortened(word, names) + sorted(_holding(word, names), key=lambda one: (word not in one.split("-"), one))
    )
    return {one: names[one] for one in chosen[:MOST_NAMED]}


def _misspelt(word: str, names: Iterable[str]) -> list[str]:
    """The id of which a word has nearly all letters in their order: `kyotto` is like `kyoto`, `tokyo` is not."""
    alike = {one: _shared(word, one) for one in names}
    close = [one for one, letters in alike.items() if 5 * letters >= 2 * (len(word) + len(one))]
    return sorted(close, key=lambda one: (len(one) - alike[one], one))[:1]


def _shortened(word: str, names: Mapping[str, Text]) -> list[str]:
    """The shortest names that a word for short may be of: 京大 is 京都大学."""
    if not re.fullmatch(_SHORT, word):
        return []
    letters = re.compile(".*".join(map(re.escape, word)))
    lengths = {one: len(name) for one, said in names.items() for name in said if letters.match(name)}
    return sorted(one for one, length in lengths.items() if length == min(lengths.values()))


def _shared(word: str, other: str) -> int:
    """The letters that two words have in the same order."""
    return sum(block.size for block in SequenceMatcher(None, word, other).get_matching_blocks())


def _holding(word: str, names: Mapping[str, Text]) -> Iterator[str]:
    """The institutions whose name holds a word, that of an alphabet as a whole word."""
    if len(word) < SHORTEST[word.isascii()]:
        return
    for ident, said in names.items():
        for name in map(str.casefold, said):
            if word in (re.findall(r"[a-z]+", name) if word.isascii() else name):
                yield ident
                break


def shipped_names(shipped: Path) -> Mapping[str, Text]:
    """The names of the shipped institutions, by id."""
    return _shipped_names(shipped)


def successor_name(ident: str | None) -> Text | None:
    """The name of the institution that took another's place, where its tariff is shipped."""
    return _shipped_names(DATA / "tariffs").get(ident or "")


@cache
def _shipped_names(shipped: Path) -> Mapping[str, Text]:
    """Read from the heads of the files alone, since only a mistake needs them."""
    heads = ((path.stem, path.read_bytes().decode().partition("\n[")[0]) for path in sorted(shipped.glob("*.toml")))
    return {ident: _name(tomli.loads(head)["name"]) for ident, head in heads}


def _name(found: str | dict[str, str]) -> Text:
    return own(found) if isinstance(found, str) else Text(**found)


def _is_named(one: Unpublished, words: str) -> bool:
    return words.casefold().strip() in (one.id, *map(str.casefold, one.name))
