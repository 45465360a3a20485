"""What every lint is asked about: a contract, what it costs, and what it costs in its other scenarios."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sangaku_price.assurance.scenarios import Scenarios
from sangaku_price.loading.loaded import Loaded
from sangaku_price.quotation.values import Note, Quote


class Seen(NamedTuple):
    """What a lint looks at."""

    loaded: Loaded
    quote: Quote
    scenarios: Scenarios
    """Those of the file; each is priced when the first asks for it."""


Lint = Callable[[Seen], Iterator[Note]]
