"""How a message is declared and found: who says something declares it beside what says it, in every language.

    MESSAGES = messages({"file-missing": Text("ファイルがありません。", "there is no such file")})

From then on it goes by its code, `message("file-missing")`. So words are loaded with what says them, and with nothing
else.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sangaku_price.language.text import Text

_DECLARED: dict[str, Text] = {}


def messages(said: Mapping[str, Text]) -> Mapping[str, Text]:
    """Declare what a module says, by code; `{name}` in the words stands for a parameter.

    Raises ValueError where a code is declared already, with other words.
    """
    for code, words in said.items():
        if _DECLARED.setdefault(code, words) != words:
            raise ValueError(f"two messages have the code {code}")
    return said


def declared() -> Mapping[str, Text]:
    """Every message of the modules that are loaded."""
    return MappingProxyType(_DECLARED)


def message(code: str, /, **params: object) -> Text:
    """A message in every language, filled. Raises KeyError where nobody declared it, or a parameter is missing."""
    return _DECLARED[code].filled(**params)
