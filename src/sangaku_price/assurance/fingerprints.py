"""By what a host knows a finding again that it has seen: file, code, and which one of its kind it is, not its line.

A finding whose line or figures move stays the same finding.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from sangaku_price.loading.finding import Finding


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint, of which no two are the same."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in findings:
        kind = one.file, one.code
        seen[kind] += 1
        words = "\0".join((*kind, str(seen[kind])))
        yield one, sha256(words.encode("utf-8", "backslashreplace")).hexdigest()
