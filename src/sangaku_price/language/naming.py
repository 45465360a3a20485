"""Names as people type them: the words of a page in the place of an id, however they are spaced and wide."""

from collections.abc import Iterable, Mapping
from unicodedata import normalize

from sangaku_price.language.text import Text

_UNSEEN = str.maketrans("", "", "「」『』 　（）()・")
"""What people leave out when they type a name."""


def plain_name(words: str) -> str:
    """Words without width, case, spaces and brackets."""
    return normalize("NFKC", words).translate(_UNSEEN).casefold()


def named(words: str, names: Mapping[str, Text | Iterable[str]]) -> tuple[str, ...]:
    """The ids of which a name, in any language, is these words."""
    wanted = plain_name(words)
    return tuple(one for one, said in names.items() if wanted and wanted in map(plain_name, said))
