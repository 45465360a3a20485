"""By what a file in a folder is known before it is read: it may be wrong in all else."""

import re

_CONTRACT = re.compile(
    rb"^\xef?\xbb?\xbf?[ \t]*(?:\[[ \t]*[\"']?contract[\"']?[ \t]*\]|contract[ \t]*[.=])", re.MULTILINE
)
_TEMPLATE = re.compile(rb"^[ \t]*template[ \t]*=[ \t]*true\b", re.MULTILINE)


def says_contract(data: bytes) -> bool:
    """Whether the bytes of a file say that it is a contract."""
    return _CONTRACT.search(data) is not None


def says_template(data: bytes) -> bool:
    """Whether the bytes of a contract file say that it is a template."""
    return _TEMPLATE.search(data) is not None
