"""Text made harmless: what could steer a terminal, hide in a document or not be seen at all is made visible."""

import re

_STEERS = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
"""Controls, and what turns text around."""
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
"""Soft hyphens, joiners and blanks without width, fillers, annotations, tags. Variation selectors are not among them:
names are written with them."""
_UNSAFE = re.compile(f"[{_STEERS}{_UNSEEN}]")
_LEADS = (
    *(b"\x7f", b"\xc2", b"\xcd\x8f", b"\xd8\x9c", b"\xe1\x85", b"\xe1\x9e", b"\xe1\xa0", b"\xe2\x80", b"\xe2\x81"),
    *(b"\xe3\x85\xa4", b"\xef\xbb\xbf", b"\xef\xbe\xa0", b"\xef\xbf", b"\xf0\x9b\xb2", b"\xf0\x9d\x85", b"\xf3\xa0"),
)
"""How what is not safe begins in UTF-8, the controls apart that JSON escapes by itself."""


def safe(words: str) -> str:
    """Text that cannot steer a terminal and hides nothing: such characters are made visible as U+XXXX."""
    return _UNSAFE.sub(lambda found: f"<U+{ord(found.group()):04X}>", words)


def one_line(words: str) -> str:
    """Text that cannot steer a terminal or begin a line; what UTF-8 cannot write is shown as an escape."""
    if words.isascii() and words.isprintable():
        return words
    return safe(words.encode("utf-8", "backslashreplace").decode())


def json_safe(document: str) -> str:
    """A JSON document in which such characters stand as escapes, line ends kept."""
    return _UNSAFE.sub(_escape, document)


def json_safe_of_controls(document: str) -> str:
    """A JSON document in which only controls and direction characters stand as escapes: as version 0.1.0 froze it."""
    return re.sub(f"[{_STEERS}]", _escape, document)


def json_safe_bytes(document: bytes) -> bytes:
    """The same of a document in UTF-8 that was written as JSON; most have nothing that could be unsafe."""
    return json_safe(document.decode()).encode() if any(lead in document for lead in _LEADS) else document


def _escape(found: re.Match[str]) -> str:
    """A character as JSON escapes it; one beyond the first plane as its two halves."""
    if found.group() == "\n":
        return "\n"
    units = found.group().encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
