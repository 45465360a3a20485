"""A check as JUnit XML, which every CI server reads as tests: a suite for a contract file, a case for a finding.

A mistake of a file is an error; a denial, and with `--strict` a warning, a failure; what passes is a case that passed.
"""

from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sangaku_price.assurance.finding_rules import address_of
from sangaku_price.language.enums import Lang
from sangaku_price.language.escaping import safe
from sangaku_price.language.text import say
from sangaku_price.loading.finding import ERROR, NOTE, Finding, Report

PRICED = "priced"
"""The case of every file: that it can be priced."""
_NO_CHARACTERS = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
"""What XML 1.0 takes in no form (section 2.2), the controls apart that are shown as `<U+XXXX>`."""


def junit_xml(report: Report, lang: Lang) -> str:
    """The report as one document."""
    suites = Element("testsuites", name="sangaku-price")
    for file, findings in _by_file(report):
        suite = SubElement(suites, "testsuite", name=_words(file))
        cases = [one for one in findings if one.level != NOTE]
        if not any(one.level == ERROR for one in cases):
            SubElement(suite, "testcase", classname=_words(file), name=PRICED, file=_words(file))
        for one in cases:
            _case(suite, one, lang, fails=report.denies(one))
        _count(suite, suite)
    _count(suites, suites)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _by_file(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    """Every file that was looked at, with its findings."""
    found = {one.file: list[Finding]() for one in report.priced}
    for file, findings in groupby(report.findings, key=lambda one: one.file):
        found.setdefault(file, []).extend(findings)
    yield from found.items()


def _case(suite: Element, one: Finding, lang: Lang, *, fails: bool) -> None:
    file, words = _words(one.file), _words(say(one.text, lang, "\n"))
    case = SubElement(suite, "testcase", classname=file, name=_words(one.code), file=file)
    place = file
    if one.line:
        case.set("line", str(one.line))
        place = f"{file}:{one.line}"
    told = f"{place}: {words}\n{address_of(one)}"
    if one.level == ERROR:
        SubElement(case, "error", type=_words(one.code), message=words).text = told
    elif fails:
        SubElement(case, "failure", type=_words(one.code), message=words).text = told
    else:
        SubElement(case, "system-out").text = told


def _count(into: Element, of: Element) -> None:
    """The number of cases, and of those that did not pass."""
    into.set("tests", str(len(list(of.iter("testcase")))))
    into.set("failures", str(len(list(of.iter("failure")))))
    into.set("errors", str(len(list(of.iter("error")))))


def _words(words: str) -> str:
    """Words in which nothing steers, hides, or is no character of XML; lines stay lines."""
    return "\n".join(safe(line) for line in words.split("\n")).translate(_NO_CHARACTERS)
