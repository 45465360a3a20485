"""What a contract and its quote say of themselves, as rows of a name and what is told."""

from collections.abc import Iterator

from sangaku_price.documents import headings
from sangaku_price.documents.cells import Column, Table, row, text
from sangaku_price.language.calendar import as_day
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import APPROACHES, BASES, BILLINGS, answer_words
from sangaku_price.language.phrases import counted
from sangaku_price.language.text import Text, in_words_alone, own, say
from sangaku_price.quotation.answers import asked_in, question_words
from sangaku_price.quotation.values import Quote, TariffUsed

Facts = Iterator[tuple[Text, tuple[str, ...]]]
VALUED = frozenset({"researcher", "results", "management", "agreed"})
"""Sections whose lines make a price more than its cost."""
LAST = ("payment-terms", "remarks")
"""What a document prints after the terms."""


def facts_table(facts: Facts, lang: Lang) -> Table:
    """Names and what is told of them; what is not told is left out."""
    rows = (row((text(say(name, lang)), text(*told))) for name, told in facts if any(told))
    return Table((Column(), Column(wraps=True)), tuple(rows))


def contract_facts(quote: Quote, lang: Lang) -> Facts:
    """What the contract and its quote say of themselves."""
    calendar = quote.contract.calendar
    told = {key.replace("_", "-"): str(value) for key, value in quote.contract.document.items()}
    for key, name in headings.DOCUMENT.items():
        if key not in LAST:
            words = told.get(key, "")
            day = as_day(words)
            yield name, (words if day is None else calendar.shown(calendar.day(day), lang),)
    yield from _terms(quote, lang)
    yield from ((headings.DOCUMENT[key], (told.get(key, ""),)) for key in LAST)


def _terms(quote: Quote, lang: Lang) -> Facts:
    parties, calendar = quote.contract, quote.contract.calendar
    yield headings.TITLE, (parties.title or "",)
    yield headings.UNIVERSITY, (parties.university or "",)
    yield headings.COMPANY, (parties.company or "",)
    yield headings.PRINCIPAL, (parties.principal or "",)
    yield headings.TYPE, (say(parties.type_name, lang),)
    span, months = calendar.span(parties.start, parties.end), counted(str(parties.months), "months")
    yield headings.TERM, (calendar.term(span, months, lang),)
    yield headings.SIGNED, (calendar.shown(calendar.day(parties.signed), lang) if parties.signed else "",)
    yield headings.APPLIED, (calendar.shown(calendar.day(parties.applied), lang) if parties.applied else "",)
    yield headings.BILLING, (say(BILLINGS[parties.billing], lang),)
    if parties.firm_until is not None:
        day = calendar.shown(calendar.day(parties.firm_until), lang)
        yield headings.FIRM_UNTIL, (say(headings.UNTIL.filled(day=day), lang),)
    yield headings.TAX_BASIS, (say(BASES[parties.tax_basis], lang),)
    for name, answer in parties.facts.items():
        yield question_words(asked_in(parties.facts), name), (say(answer_words(name, answer), lang),)
    yield from scenario_facts(quote, lang)


def scenario_facts(quote: Quote, lang: Lang) -> Facts:
    """Whose rules were applied, how the price was put together, what was set."""
    if quote.tariff is None:
        yield headings.TARIFF, (say(headings.NO_TARIFF, lang),)
    else:
        yield headings.TARIFF, tuple(_tariff(quote, quote.tariff, lang))
    if quote.scenario != "value-based" or any(line.section in VALUED for line in quote.lines):
        yield headings.SCENARIO, (say(APPROACHES.get(quote.scenario, own(quote.scenario)), lang),)
    yield headings.OVERLAY, tuple(f"{path} = {value}" for path, value in quote.set.items())


def _tariff(quote: Quote, tariff: TariffUsed, lang: Lang) -> Iterator[str]:
    """The name of the rules, for whom types ids also their id, and the day on which they were last checked."""
    name, calendar = say(tariff.name, lang), quote.contract.calendar
    yield name if in_words_alone(lang) else f"{name} ({tariff.id})"
    yield f"{say(headings.CHECKED, lang)} {calendar.shown(calendar.day(tariff.checked), lang)}"
