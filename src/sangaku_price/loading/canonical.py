"""The one form of a frozen quote, and its digest: made and compared piece by piece, as there may be very many lines.

Keys are sorted, each level is indented by one blank; LF, UTF-8, characters that steer or are not seen as escapes.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain, repeat
from typing import TypeAlias

from sangaku_price.language.escaping import json_safe

Form: TypeAlias = Callable[[str], str]
"""Which characters stand as escapes."""
DIGEST = "digest"
"""The key of the digest, which is over all the others."""
END = b"\n}\n"


class NotCanonicalError(ValueError):
    """Bytes that are not the one form of what they hold."""


def canonical(found: Mapping[str, object], form: Form = json_safe) -> bytes:
    """The one form of a frozen quote."""
    return b"".join([*(piece for _, piece in pieces(found, form)), END])


def pieces(found: Mapping[str, object], form: Form = json_safe) -> Iterator[tuple[str, bytes]]:
    """The form in pieces, each with the key that it belongs to; a list, or what makes its items, goes by its items."""
    for key, separator in zip(sorted(found), chain("{", repeat(",")), strict=False):
        begin = f"{separator}\n {json.dumps(key, ensure_ascii=False)}: "
        value = found[key]
        if isinstance(value, list | Iterator):
            before = f"{begin}["
            for item in value:
                yield key, _utf8(f"{before}\n  {_written(item, 2)}", form)
                before = ","
            yield key, b"\n ]" if before == "," else _utf8(f"{before}]", form)
        else:
            yield key, _utf8(begin + _written(value, 1), form)


def digested(made: Iterable[tuple[str, bytes]]) -> str:
    """The digest of what is in pieces: SHA-256 over all but the digest itself."""
    digest = sha256()
    for key, piece in made:
        if key != DIGEST:
            digest.update(piece)
    digest.update(END)
    return f"sha256:{digest.hexdigest()}"


def compared(found: Mapping[str, object], data: bytes, form: Form = json_safe) -> Iterator[tuple[str, bytes]]:
    """The pieces of what was read. Raises NotCanonicalError where they are not the bytes that it was read from."""
    place = 0
    for key, piece in pieces(found, form):
        if not data.startswith(piece, place):
            raise NotCanonicalError
        place += len(piece)
        yield key, piece
    if data[place:] != END:
        raise NotCanonicalError


def _written(value: object, depth: int) -> str:
    """A value as it stands so many levels deep."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).replace("\n", "\n" + " " * depth)


def _utf8(document: str, form: Form) -> bytes:
    return form(document).encode("utf-8", "backslashreplace")
