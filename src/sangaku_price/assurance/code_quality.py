"""A check as GitLab's code quality report: what its merge requests show beside the changed lines.

Source: GitLab documentation, Code Quality, "Code Quality report format": `description`, `check_name`, `fingerprint`,
`severity`, `location.path`, `location.lines.begin`; `engine_name` and `content` are Code Climate's, which it follows.
"""

from collections.abc import Mapping

from sangaku_price.assurance.finding_rules import address_of
from sangaku_price.assurance.fingerprints import fingerprinted
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import safe
from sangaku_price.language.text import say
from sangaku_price.loading.finding import ERROR, GATE, WARNING, Report

SEVERITIES: Mapping[str, str] = {ERROR: "blocker", GATE: "critical", WARNING: "minor"}
"""How GitLab calls each level; notes, and what the file ignores, are nothing that is to be mended."""


def code_quality(report: Report, lang: Lang) -> list[dict[str, object]]:
    """What is to be mended; a finding without a line of its own stands at the first."""
    return [
        {
            "engine_name": "sangaku-price",
            "description": " ".join(map(safe, say(one.text, lang, "\n").split("\n"))),
            "check_name": safe(one.code),
            "content": {"body": address_of(one)},
            "fingerprint": mark,
            "severity": SEVERITIES[one.level],
            "location": {"path": one.file, "lines": {"begin": one.line or 1}},
        }
        for one, mark in fingerprinted(report.findings)
        if one.level in SEVERITIES
    ]
