"""The report of a check: text for people, JSON for programs, annotations for GitHub, and what other hosts read.

SARIF, JUnit and GitLab's code quality are loaded where they are asked for.
"""

import json
import re
from collections.abc import Iterator, Mapping

from sangaku_price.assurance.finding_rules import address_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import json_safe, safe
from sangaku_price.language.phrases import after, enumerated
from sangaku_price.language.text import Text, by_language, own, say, words_in
from sangaku_price.loading.finding import ERROR, GATE, IGNORED, LEVELS, NOTE, WARNING, Finding, Report
from sangaku_price.version import VERSION

LEVEL_WORDS: Mapping[str, Text] = {
    ERROR: Text("誤り", "error"),
    GATE: Text("不可", "denied"),
    WARNING: Text("警告", "warning"),
    NOTE: Text("注", "note"),
    IGNORED: Text("無視", "ignored"),
}
"""How each level is called."""
COMMANDS: Mapping[str, str] = {ERROR: "error", GATE: "error", WARNING: "warning", IGNORED: "notice"}
"""What GitHub calls each level that becomes an annotation."""
SCHEMA_VERSION = 1
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def write_report(report: Report, fmt: str, lang: Lang) -> bytes:
    """The report in a format; of text and annotations the summary stands last."""
    match fmt:
        case "json":
            return _json(report)
        case "sarif":
            from sangaku_price.assurance.sarif import sarif_log

            return _written(sarif_log(report, lang))
        case "gitlab":
            from sangaku_price.assurance.code_quality import code_quality

            return _written(code_quality(report, lang))
        case "junit":
            from sangaku_price.assurance.junit import junit_xml

            return junit_xml(report, lang).encode()
        case "github":
            lines = [*filter(None, map(_annotation, report.findings)), _last(report, lang)]
        case _:
            lines = [*_text(report, lang), _last(report, lang)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def summary(report: Report) -> Text:
    """What was found, in one line."""
    counts = enumerated(after(LEVEL_WORDS[level], own(str(report.count(level)))) for level in LEVELS)
    return Text("契約 {specs}件: {counts}", "contracts {specs}: {counts}").filled(specs=report.specs, counts=counts)


def _last(report: Report, lang: Lang) -> str:
    """The last line, by which the file is known to be ours."""
    return f"sangaku-price check: {say(summary(report), lang)}"


def _text(report: Report, lang: Lang) -> Iterator[str]:
    """Every finding but the notes, which say nothing that is to be done: the quote and the JSON have them.

    Errors and denials are said in every language; a warning once.
    """
    for one in report.findings:
        if one.level != NOTE:
            place = f"{one.file}:{one.line}" if one.line else one.file
            level = say(LEVEL_WORDS[one.level], lang, "/")
            first, *rest = words_in(one.text, lang if one.level in {ERROR, GATE} else lang.once)
            yield f"{safe(place)}: {level} [{safe(one.code)}] {safe(first)}"
            yield from (f"    {safe(words)}" for words in rest)


def _json(report: Report) -> bytes:
    found = {
        "schema_version": SCHEMA_VERSION,
        "engine": {"name": "sangaku-price", "version": VERSION},
        "summary": {"specs": report.specs, **{level: report.count(level) for level in LEVELS}},
        "specs": [{"file": one.file, "total": one.total} for one in report.priced],
        "findings": [
            {
                "file": one.file,
                "line": one.line,
                "code": one.code,
                "level": one.level,
                "text": by_language(one.text),
                "help": address_of(one),
            }
            for one in report.findings
        ],
    }
    return _written(found)


def _written(found: object) -> bytes:
    """JSON that hides nothing and steers no terminal."""
    written = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    return json_safe(written).encode("utf-8", "backslashreplace")


def _annotation(one: Finding) -> str | None:
    """`::error file=…,line=…,title=…::…`, escaped as GitHub's runner reads it."""
    if one.level not in COMMANDS:
        return None
    properties = {"file": one.file, **({"line": str(one.line)} if one.line else {}), "title": one.code}
    told = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in properties.items())
    return f"::{COMMANDS[one.level]} {told}::{_escaped(say(one.text, Lang.BOTH, chr(10)), _DATA)}"


def _escaped(words: str, signs: Mapping[str, str]) -> str:
    """Words in which the runner's own signs stand as per cent codes; others that steer a terminal are made visible."""
    lines = "\n".join(safe(line) for line in words.split("\n"))
    return re.sub("[%\r\n:,]", lambda found: signs.get(found.group(), found.group()), lines)
