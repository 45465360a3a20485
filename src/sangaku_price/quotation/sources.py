"""On what ground a number stands."""

from typing import NamedTuple


class Source(NamedTuple):
    """The ground of a number: a clause, an institution's page, or the user's own key."""

    title: str
    article: str | None = None
    href: str | None = None
    key: str | None = None
    dated: str | None = None
    """The day of the document, or the month or year where it bears no day."""
