"""Which addresses are plainly those of web pages: no other becomes a link in anything that is written."""

import re

_PAGE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9/._~%?=&#+,;:@!-]*)?")


def is_web_page(words: str) -> bool:
    """Whether words are an address in which nothing could be markup, a script or another scheme."""
    return _PAGE.fullmatch(words) is not None
