"""Why a line costs what it costs: its derivation step by step, its rounding, what won over what, and every ground."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from sangaku_price.documents import headings
from sangaku_price.documents.cells import (
    Block,
    Cell,
    Column,
    Kind,
    Row,
    Section,
    Style,
    Table,
    heading,
    link,
    number_cell,
    rate_cell,
    row,
    text,
    yen_cell,
)
from sangaku_price.documents.contract_facts import facts_table
from sangaku_price.documents.explained_names import Names
from sangaku_price.documents.footnotes import notes_on, tag, title_of
from sangaku_price.documents.headings import period_words
from sangaku_price.documents.line_words import basis, part_of_whole, remarks, unsigned
from sangaku_price.language.enums import Lang
from sangaku_price.language.labels import BASES, CERTAINTIES, SECTIONS, unit_words
from sangaku_price.language.numbers import yen
from sangaku_price.language.phrases import after, noted, yen_words
from sangaku_price.language.text import Text, own, say, words_in
from sangaku_price.money import DOWN
from sangaku_price.quotation.derivation import SIGNS, Step, rounding_words
from sangaku_price.quotation.sources import Source
from sangaku_price.quotation.values import Line, Quote, RuleUsed
from sangaku_price.rules.in_force import DECIDING


class Explanations:
    """The sections of one explanation in one language."""

    def __init__(self, quote: Quote, lang: Lang, place_of: Callable[[str], str | None]) -> None:
        self.quote, self.lang, self.place_of = quote, lang, place_of
        self.names = Names.of(quote, lang)

    def section(self, lines: Sequence[Line]) -> Section:
        """Everything there is to say of the lines of one id."""
        first = lines[0]
        blocks = (
            facts_table(self._facts(lines), self.lang),
            *self.derivations(lines),
            *self.rounding(lines),
            *self.not_applied(lines),
            self._sources(lines),
            *self.notes(lines),
        )
        return Section(self.names.heading(first), blocks)

    def checked(self, law_checked: date | None) -> Section:
        """When the published numbers were last compared with their pages."""
        tariff = self.quote.tariff
        name = self.names.tariff(tariff) if tariff else ""
        facts = iter(
            (
                (headings.TARIFF_CHECKED, (name or say(headings.NO_TARIFF, self.lang),)),
                (headings.LAW_CHECKED, (self.names.day(law_checked),)),
            )
        )
        return Section(say(headings.CHECKED, self.lang), (facts_table(facts, self.lang),))

    # -- what the line is --------------------------------------------------------------------------------------------

    def _facts(self, lines: Sequence[Line]) -> Iterator[tuple[Text, tuple[str, ...]]]:
        first = lines[0]
        for planned, name in ((False, headings.AMOUNT), (True, headings.PLANNED_AMOUNT)):
            amounts = [line.amount for line in lines if (line.certainty == "planned") is planned]
            if amounts:
                told = noted(name, BASES[self.quote.contract.tax_basis])
                yield told, (say(yen_words(sum(amounts)), self.lang),)
        yield headings.SECTION, (say(SECTIONS[first.section], self.lang),)
        yield headings.REMARKS, tuple(say(one, self.lang) for one in remarks(first))
        bases = {basis(line) for line in lines}
        if len(bases) == 1:
            yield headings.BASIS, tuple(words for one in bases if one for words in words_in(one, self.lang.once))
        yield headings.APPLIED_RULE, tuple(say(self.rule(rule), self.lang) for rule in self.rules(lines))
        if first.reduces is not None:
            yield headings.REDUCES, (self.names.line(first.reduces),)

    def rules(self, lines: Sequence[Line]) -> Iterator[RuleUsed]:
        """The tariff's rules that the sources of the lines name: `kyoto:overhead.indirect.rate`."""
        keys = {
            source.key.split(".")[1] for line in lines for source in line.sources if source.key and "." in source.key
        }
        return (rule for rule in (self.quote.tariff.rules if self.quote.tariff else ()) if rule.id in keys)

    def rule(self, rule: RuleUsed) -> Text:
        """A rule, since when it is in force, and the date that decided it."""
        decided = DECIDING.get(rule.decided_by, own(rule.decided_by))
        since = Text("{day}から、", "from {day}, ").filled(day=self.names.day(rule.since)) if rule.since else own("")
        said = Text("{since}{date}で判定", "{since}decided by the {date}").filled(since=since, date=decided)
        return noted(own(self.names.line(rule.id)), said)

    # -- derivation --------------------------------------------------------------------------------------------------

    def derivations(self, lines: Sequence[Line]) -> Iterator[Block]:
        """The tree of each period; a whole that is only divided among periods is shown once."""
        shown = [line for line in lines if line.steps]
        trees = dict.fromkeys(tree for line in shown for tree in (_whole(line), *line.steps[1:]))
        periods: Mapping[Step, str] = {_whole(line): say(_when(line), self.lang) for line in shown}
        several = sum(tree in periods for tree in trees) > 1
        for tree in trees:
            derivation = heading(headings.DERIVATION, self.lang)
            columns = (
                Column(periods[tree] if several and tree in periods else derivation, wraps=True),
                Column(heading(headings.VALUE, self.lang), Kind.NUMBER),
                Column(heading(headings.KEY, self.lang), below=True),
            )
            yield Table(columns, tuple(self.tree(tree)))

    def tree(self, step: Step, depth: int = 0, sign: str = "") -> Iterator[Row]:
        """A row for each node, the arguments under what is made of them."""
        words = words_in(_step_words(step), self.lang)
        name = " / ".join(words)
        key = [step.key or "", self.names.lines(step.lines)]
        if step.private:
            key.append(say(headings.PRIVATE, self.lang))
        cells = (
            text(f"{sign} {name}".strip()),
            self._value(step),
            text("  ".join(filter(None, key)), style=Style.DETAIL),
        )
        yield row(cells, indent=depth, style=Style.BODY)
        for number, arg in enumerate(step.args):
            yield from self.tree(arg, depth + 1, SIGNS.get(step.op, "").strip() if number else "")

    def _value(self, step: Step) -> Cell:
        if step.unit == "rate":
            return rate_cell(Fraction(step.value))
        return number_cell(Fraction(step.value), words_in(unit_words(step.unit), self.lang)[0])

    # -- rounding ----------------------------------------------------------------------------------------------------

    def rounding(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Of each period: the exact value before, how it was made whole, and the whole yen after."""
        told = [line for line in lines if line.exact is not None]
        if not told:
            return
        several = len(told) > 1
        columns = (
            *([Column(heading(headings.PERIOD, self.lang))] if several else []),
            Column(heading(headings.ROUNDING, self.lang), wraps=True),
            Column(heading(headings.EXACT, self.lang), Kind.NUMBER, named=True),
            Column(heading(headings.AMOUNT, self.lang), Kind.YEN, named=True),
        )
        rows = (
            row(
                (
                    *([text(say(_when(line), self.lang))] if several else []),
                    text(*words_in(_rounding_words(line), self.lang.once)),
                    number_cell(line.exact),
                    yen_cell(line.amount),
                )
            )
            for line in told
        )
        yield Table(columns, tuple(rows))

    # -- grounds -----------------------------------------------------------------------------------------------------

    def not_applied(self, lines: Sequence[Line]) -> Iterator[Block]:
        """The rules and cases that were considered and did not decide."""
        beaten = dict.fromkeys(one for line in lines for one in line.beaten)
        if beaten:
            columns = (
                Column(heading(headings.NOT_APPLIED, self.lang), wraps=True),
                Column(heading(headings.WHY, self.lang), wraps=True),
            )
            rows = (row((text(self.names.beaten(one)), text(*words_in(one.why, self.lang.once)))) for one in beaten)
            yield Table(columns, tuple(rows))

    def _place(self, source: Source) -> str:
        """File and line of a user's own number."""
        return (self.place_of(source.key) or "") if source.key and source.href is None else ""

    def _sources(self, lines: Sequence[Line]) -> Block:
        """Every ground of the lines, with the key that it gives."""
        sources: dict[Source, None] = dict.fromkeys(source for line in lines for source in line.sources)
        columns = (
            Column(heading(headings.SOURCE, self.lang), wraps=True),
            Column(heading(headings.KEY, self.lang)),
            Column(heading(headings.ADDRESS, self.lang), Kind.LINK, below=True),
        )
        rows = (
            row(
                (
                    text(title_of(source, self.lang), source.article or ""),
                    text(source.key or "", self._place(source)),
                    link(source.href),
                )
            )
            for source in sources
        )
        return Table(columns, tuple(rows))

    def notes(self, lines: Sequence[Line]) -> Iterator[Block]:
        """Doubts and other notes on the lines."""
        notes = notes_on(lines, self.quote)
        if notes:
            columns = (
                Column(heading(headings.LEVEL, self.lang)),
                Column(heading(headings.SAYING, self.lang), wraps=True),
            )
            rows = (
                row((text(say(tag(note), self.lang)), text(*words_in(note.message, self.lang.once)))) for note in notes
            )
            yield Table(columns, tuple(rows))


def _whole(line: Line) -> Step:
    """What a line is, or is a part of; a line that is taken away by its magnitude."""
    root = unsigned(line.steps[0])
    return root.args[0] if root.op == "share" else root


def _when(line: Line) -> Text:
    """The period of a line, and that it is planned."""
    words = period_words(line.period)
    return noted(words, CERTAINTIES["planned"]) if line.certainty == "planned" else words


def _rounding_words(line: Line) -> Text:
    """How an exact value became whole yen."""
    part = part_of_whole(line)
    if part is not None:
        return noted(part, headings.LARGEST_REMAINDER)
    if line.exact == line.amount:
        return headings.NO_ROUNDING
    root = unsigned(line.steps[0]) if line.steps else None
    return rounding_words((root.rounding if root else None) or line.rounding or DOWN)


def _step_words(step: Step) -> Text:
    """What a node is called, and what it does."""
    if step.op == "round":
        return rounding_words(step.rounding or DOWN)
    does = headings.OPERATIONS.get(step.op, own(step.op))
    if step.op == "share":
        part = f"{yen(step.weights[step.index])}/{yen(sum(step.weights))}"
        does = after(does, own(part))
    if step.name is None:
        return does
    return step.name if step.op == "value" else noted(step.name, does)
