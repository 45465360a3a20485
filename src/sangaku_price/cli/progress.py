"""How far a long command is, on standard error: on a terminal alone, and not between the rows that stand there."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[int, int], None]
"""Is told how many files are done, and how many there are."""


@contextmanager
def progress(output: str | None) -> Iterator[Told]:
    """A bar with the count, the rate and the time left."""
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Files a second."""

        def render(self, task: Task) -> Text:
            """The rate of the last seconds."""
            return Text("" if task.speed is None else f"{task.speed:,.0f}/s")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=max(done, total))
