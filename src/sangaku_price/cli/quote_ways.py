"""What `quote` hands over, once it is known what was asked for: one function a way, each prices what it writes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sangaku_price.cli.speaking import spoken, told_by_option
from sangaku_price.language.enums import Audience, DocumentKind, Lang, Layout
from sangaku_price.language.labels import APPROACHES
from sangaku_price.writers import Format

if TYPE_CHECKING:
    from datetime import date

    from sangaku_price.documents.pictures import Picture
    from sangaku_price.negotiation.distribution import Distribution
    from sangaku_price.quotation.values import Quote


class Asked(NamedTuple):
    """How a contract file is priced, for whom it is written, in which format and where to."""

    spec: str
    scenario: str
    set: Mapping[str, object]
    as_of: "date | None"
    total: int | None
    """Yen received, from which the direct cost is worked back."""
    payer: str | None
    audience: Audience | None
    lang: Lang | None
    era: bool
    wanted: Format
    output: str | None
    bom: bool
    force: bool

    @property
    def reader(self) -> Audience:
        """Who reads."""
        from sangaku_price.writers import delivery

        return delivery.reader_of(self.wanted, self.audience)

    @property
    def is_whole(self) -> bool:
        """Whether a contract file is priced as it is, so that something may be priced beside it."""
        from sangaku_price.loading.priced import is_frozen

        return self.total is None and self.payer is None and not is_frozen(self.spec)

    def shown(self, quote: "Quote") -> Lang:
        """The language of what is written."""
        return spoken(self.lang, quote.contract.lang)


def hand_over(one: Asked, document: DocumentKind) -> None:
    """A document that is no quote."""
    from sangaku_price import api
    from sangaku_price.writers import delivery

    made = api.document(
        one.spec,
        document,
        scenario=one.scenario,
        set=one.set,
        as_of=one.as_of,
        from_total=one.total,
        payer=one.payer,
        era=one.era,
        audience=one.reader,
        lang=told_by_option(one.lang),
        usual_lang=spoken(),
    )
    delivery.present(one.wanted, made, one.output, bom=one.bom, force=one.force)


def freeze(one: Asked, supersedes: str | None) -> None:
    """A frozen quote."""
    from sangaku_price import api
    from sangaku_price.writers import delivery

    reader = one.audience or Audience.OFFICE
    data = api.freeze(
        one.spec, scenario=one.scenario, set=one.set, as_of=one.as_of, audience=reader, supersedes=supersedes
    )
    delivery.deliver_frozen(data, one.output, force=one.force)


def figure(one: Asked, path: str) -> None:
    """One figure alone."""
    from sangaku_price.writers import delivery
    from sangaku_price.writers.figures import figure_at

    said = f"{figure_at(_priced(one), path)}\n"
    delivery.deliver(said.encode("utf-8", "backslashreplace"), one.output, force=one.force)


def page(one: Asked, layout: Layout | None, *, brief: bool) -> None:
    """The quote: with what the format shows beside it, or as it was asked for."""
    if brief:
        _alone(one, brief=True)
    elif one.wanted.has_scenarios and one.is_whole:
        _beside(one)
    elif one.wanted.draws_chances and one.reader is Audience.OFFICE and one.is_whole:
        _with_chances(one)
    elif layout is Layout.OFFICE:
        _office_csv(one)
    else:
        _alone(one, brief=False)


def _priced(one: Asked) -> "Quote":
    from sangaku_price import api

    return api.quote(
        one.spec,
        scenario=one.scenario,
        set=one.set,
        as_of=one.as_of,
        from_total=one.total,
        payer=one.payer,
        era=one.era,
    )


def _alone(one: Asked, *, brief: bool) -> None:
    """Whole, or what goes on one screen."""
    from sangaku_price.writers import delivery

    priced = _priced(one)
    present = delivery.present_brief if brief else delivery.present_quote
    present(priced, one.wanted, one.shown(priced), one.audience, one.output, bom=one.bom, force=one.force)


def _office_csv(one: Asked) -> None:
    """The CSV for people."""
    from sangaku_price.writers import delivery

    priced = _priced(one)
    delivery.present_office_csv(priced, one.shown(priced), one.audience, one.output, force=one.force)


def _beside(one: Asked) -> None:
    """With the contract's other scenarios."""
    from sangaku_price import api
    from sangaku_price.writers import delivery

    only = APPROACHES if one.reader is Audience.COMPANY else None
    priced, beside = api.quote_beside(
        one.spec, scenario=one.scenario, set=one.set, as_of=one.as_of, only=only, era=one.era
    )
    shown = one.shown(priced)
    delivery.present_beside(priced, beside, one.wanted, shown, one.audience, one.output, force=one.force)


def _with_chances(one: Asked) -> None:
    """With a picture of what contingent money may come to."""
    from sangaku_price import api
    from sangaku_price.writers import delivery

    priced, found = api.quote_with_chances(one.spec, scenario=one.scenario, set=one.set, as_of=one.as_of, era=one.era)
    shown = one.shown(priced)
    picture = _drawn(found, shown)
    delivery.present_quote(priced, one.wanted, shown, one.audience, one.output, force=one.force, chances=picture)


def _drawn(found: "Distribution | None", lang: Lang) -> "Picture | None":
    """What contingent money may come to, as a picture."""
    if found is None:
        return None
    from sangaku_price.negotiation.pictured import chances_picture

    return chances_picture(found, lang)
