"""One contract file as one row: what a portfolio says of it. Pure but for reading the file; a row can be pickled."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from sangaku_price.documents.records import Named
from sangaku_price.loading.files import load_source
from sangaku_price.loading.finding import fault_of
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.recognition import says_contract, says_template
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.loading.scenario_names import UnknownScenario, scenario_titles
from sangaku_price.loading.tariffs import TariffOf, each_once
from sangaku_price.months import fiscal_year, fiscal_year_label
from sangaku_price.portfolios.people import Time, times_of
from sangaku_price.pricing.totals import overhead_rate
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.reading import STDIN, read
from sangaku_price.toml.validation import Raw


class Asking(NamedTuple):
    """How every file of a portfolio is priced."""

    scenario: str = "value-based"
    as_of: date | None = None
    people: bool = False
    """Whether the time of people is wanted with each row."""


class Row(NamedTuple):
    """A contract file: its parties, its figures in yen; of a file that cannot be priced, its first mistake."""

    file: str
    scenario: str
    title: str | None = None
    institution: str | None = None
    tariff: str | None = None
    company: str | None = None
    principal: str | None = None
    type: str | None = None
    start: date | None = None
    end: date | None = None
    total: int | None = None
    """Certainly paid, with tax."""
    tax: int | None = None
    planned: int | None = None
    """Of the years that are not firm, with tax; beside the total."""
    contingent_maximum: int | None = None
    contingent_expected: int | None = None
    """None where a probability is not told: unknown is not 0."""
    value_share: Fraction | None = None
    overhead_rate: Fraction | None = None
    """Lines of the section indirect over those of the section direct, both after waivers."""
    warnings: int = 0
    mistake: Problem | None = None
    """The first mistake of a file that cannot be priced."""
    superseded_by: str | None = None
    """The file of the run that stands in its place, which alone counts; see in_force."""
    sha256: str = ""
    """Of the contract file."""
    by_year: tuple[tuple[str, int], ...] = ()
    """What is certainly paid for each fiscal year, with tax; a contract that is invoiced once, in its first."""
    people: tuple[Time, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is added up: a contract that was priced, and is not there in another file that stands for it."""
        return self.mistake is None and self.superseded_by is None


@lru_cache(maxsize=1)
def tariffs() -> TariffOf:
    """The tariffs of this process, each read once however many contracts name it."""
    return each_once()


def row_of(file: str, asking: Asking = Asking(), *, named: bool = True) -> Row | None:  # noqa: B008 - it is frozen
    """Price one contract file; None for a TOML file that is no contract and was not `named`.

    Whatever is wrong with a file is in its row, and stops nothing.
    """
    label = STDIN if file == "-" else file
    try:
        source = read(file)
        if not named and not is_contract(source.text):
            return None
        loaded = load_source(source, None, asking.scenario, tariff_of=tariffs())
        return _priced(loaded, price_loaded(loaded, asking.as_of, worded=False), asking)
    except (BadFile, UnknownScenario) as refusal:
        return refused(label, asking, refusal)
    except Exception as error:  # noqa: BLE001 - the other files are looked at all the same
        return refused(label, asking, BadFile([fault_of(error, label)]))


def is_contract(text: str) -> bool:
    """Whether a file says that it is a contract, and no template of one; it may be wrong in all else."""
    data = text.encode()
    return says_contract(data) and not says_template(data)


def refused_problems(file: str, refusal: BadFile | UnknownScenario) -> list[Problem]:
    """What is wrong with a file, in the order of its lines, its own mistakes first."""
    if isinstance(refusal, UnknownScenario):
        return [Problem("unknown-scenario", "", refusal.text, file=file)]
    return sorted(refusal.problems, key=lambda one: (one.file != file, one.file, one.line or 0))


def refused(file: str, asking: Asking, refusal: BadFile | UnknownScenario) -> Row:
    """A file that cannot be priced, with the first of its mistakes."""
    return Row(file, _scenario(asking.scenario), mistake=refused_problems(file, refusal)[0])


def _scenario(name: str, raw: Raw | None = None) -> Named:
    """A scenario with its words: an approach, or the title that the file gives it."""
    return Named.of(name, scenario_titles(raw or {}).get(name))


def _priced(loaded: Loaded, quote: Quote, asking: Asking) -> Row:
    head, figures = quote.contract, quote.totals
    return Row(
        file=loaded.source.name,
        scenario=_scenario(quote.scenario, loaded.raw),
        title=head.title,
        institution=head.university,
        tariff=Named.of(quote.tariff.id, quote.tariff.name) if quote.tariff else None,
        company=head.company,
        principal=head.principal,
        type=Named.of(head.type, head.type_name),
        start=head.start,
        end=head.end,
        total=figures.total,
        tax=figures.tax,
        planned=figures.planned.total if figures.planned else 0,
        contingent_maximum=figures.contingent.maximum,
        contingent_expected=figures.contingent.expected,
        value_share=figures.value_share,
        overhead_rate=overhead_rate(figures),
        warnings=sum(note.level == "warning" for note in quote.notes),
        sha256=quote.spec_sha256,
        by_year=tuple(sums_by_year(quote)),
        people=tuple(times_of(loaded)) if asking.people else (),
    )


def sums_by_year(quote: Quote) -> Iterator[tuple[str, int]]:
    """The sums of the periods that are fiscal years; a contract that is invoiced once counts where it begins."""
    for period in quote.periods:
        if period.planned:
            continue
        label = period.label if period.label.startswith("FY") else fiscal_year_label(fiscal_year(quote.contract.start))
        yield label, period.total
