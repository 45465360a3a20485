"""Contracts that tests make up, read and priced; Hypothesis passes over those that are refused for a known reason."""

import os

from hypothesis import HealthCheck, assume, settings

from raw_pricing import priced
from sangaku_price.language.enums import Lang
from sangaku_price.toml.problems import BadFile
from strategies import Job

DIVISOR = int(os.environ.get("LAWS_DIVISOR", "20"))
"""A twentieth of the examples of each law while one works; `.ci/run` makes all of them, by `LAWS_DIVISOR=1`."""
REFUSALS = {
    "circular",
    "date-needed",
    "fee-not-published",
    "from-base-too-large",
    "hours-unknown",
    "outside-bound",
    "line-not-charged",
    "line-unborne",
    "overhead-negotiated",
    "payments-above",
    "payments-differ",
    "rate-of-total",
    "stay-empty",
    "stay-too-long",
    "unknown-name",
    "waive-negative",
    "waive-not-charged",
    "waive-several",
    "waived-too-much",
}
"""Why a file without a mistake may still not be priced."""


def laws(examples):
    """Settings of a law; contracts that are refused for a known reason are passed over, and may be many."""
    return settings(
        max_examples=max(1, examples // DIVISOR),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def priced_if_it_can_be(job):
    """The quote; None where it is refused, for a reason that is known."""
    try:
        return priced(job.raw, job.tariff, job.approach, job.agreed)
    except BadFile as refusal:
        assert refusal.written(Lang.BOTH)
        assert {one.code.removesuffix("-near") for one in refusal.problems} <= REFUSALS
        return None


def priced_or_refused(raw, tariff=None, approach="value-based", agreed=None):
    """The quote; an example that is refused is passed over."""
    quote = priced_if_it_can_be(Job(raw, tariff, approach, agreed))
    assume(condition=quote is not None)
    return quote


def priced_job(job):
    return priced_or_refused(job.raw, job.tariff, job.approach, job.agreed)
