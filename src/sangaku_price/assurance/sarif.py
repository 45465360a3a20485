"""A check as SARIF 2.1.0, for GitHub's code scanning and every reader of that format.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard, 27 March 2020.
"""

from collections.abc import Mapping
from pathlib import PurePath
from urllib.parse import quote

from sangaku_price.assurance.finding_rules import GATE_CODE, RULES, address_of
from sangaku_price.assurance.fingerprints import fingerprinted
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import safe
from sangaku_price.language.messages import declared
from sangaku_price.language.text import Text, say
from sangaku_price.loading.finding import ERROR, GATE, IGNORED, NOTE, WARNING, Finding, Report
from sangaku_price.version import HOME, VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[str, str] = {ERROR: "error", GATE: "error", WARNING: "warning", NOTE: "note", IGNORED: "note"}
"""How SARIF calls each level; what the file ignores is a result that is suppressed."""
_GATE = Text("方針のゲートを満たさない", "a gate of the policy is not met")


def sarif_log(report: Report, lang: Lang) -> dict[str, object]:
    """A log with one run: its rules are the codes that were found, its results the findings."""
    rules: dict[str, Finding] = {}
    for one in report.findings:
        rules.setdefault(one.code, one)
    places = {code: index for index, code in enumerate(rules)}
    driver = {
        "name": "sangaku-price",
        "semanticVersion": VERSION,
        "informationUri": HOME,
        "rules": [_rule(one, lang) for one in rules.values()],
    }
    results = [_result(one, places[one.code], mark, lang) for one, mark in fingerprinted(report.findings)]
    run = {
        "tool": {"driver": driver},
        **({"language": lang.value} if lang is not Lang.BOTH else {}),
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(found: Finding, lang: Lang) -> dict[str, object]:
    """A code with why it is looked for, what to do, and where it is told."""
    rule = RULES.get(found.code)
    why = rule.why if rule else _in_general(found)
    remedy = say(rule.remedy, lang, "\n") if rule else ""
    words = say(why, lang, "\n")
    return {
        "id": safe(found.code),
        "shortDescription": {"text": words},
        "help": {"text": f"{words}\n{remedy}".strip()},
        "helpUri": address_of(found),
        "defaultConfiguration": {"level": LEVELS[found.level]},
    }


def _in_general(found: Finding) -> Text:
    """A code in general words: of a gate; of a message as it is declared, its parameters as they are called."""
    if found.code.startswith(GATE_CODE):
        return _GATE
    return declared().get(found.code, found.text)


def _result(one: Finding, rule: int, mark: str, lang: Lang) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": uri_of(one.file)}}
    if one.line:
        place["region"] = {"startLine": one.line}
    words = "\n".join(map(safe, say(one.text, lang, "\n").split("\n")))
    found: dict[str, object] = {
        "ruleId": safe(one.code),
        "ruleIndex": rule,
        "level": LEVELS[one.level],
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"sangakuPrice/v1": mark},
    }
    if one.level == IGNORED:
        found["suppressions"] = [{"kind": "inSource"}]
    return found


def uri_of(file: str) -> str:
    """A file's name as a relative reference, or as an address of its own where it is absolute."""
    path = quote(PurePath(file).as_posix(), errors="backslashreplace")
    return f"file://{path}" if PurePath(file).is_absolute() else path
