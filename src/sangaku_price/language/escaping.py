"""Text made harmless: what could steer a terminal or hide in a document is made visible."""

import re

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_LEADS = (b"\x7f", b"\xc2", b"\xd8\x9c", b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf")
"""How what is not safe begins in UTF-8, the controls apart that JSON escapes by itself."""


def safe(words: str) -> str:
    """Text that cannot steer a terminal: control and direction characters are made visible as U+XXXX."""
    return _UNSAFE.sub(lambda found: f"<U+{ord(found.group()):04X}>", words)


def json_safe(document: str) -> str:
    """A JSON document in which control and direction characters stand as escapes, line ends kept."""
    return _UNSAFE.sub(
        lambda found: found.group() if found.group() == "\n" else f"\\u{ord(found.group()):04x}", document
    )


def json_safe_bytes(document: bytes) -> bytes:
    """The same of a document in UTF-8 that was written as JSON; most have nothing that could be unsafe."""
    return json_safe(document.decode()).encode() if any(lead in document for lead in _LEADS) else document
