"""Tests that are imported once and run many times, each time with another change of the package.

A Session collects the tests with pytest, runs all of them once in a copy of the process to write down which test
reaches which line, and then answers for one mutant after the other which test notices it.
"""

import ast
import gc
import os
import random
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import _lru_cache_wrapper, wraps
from importlib import import_module
from inspect import unwrap
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import CodeType, FrameType, FunctionType
from typing import NoReturn

import hypothesis
import pytest
from copies import in_a_copy
from hypothesis.errors import HypothesisException
from mutations import Mutant

EXAMPLES = "10"
"""By what the examples of every law are divided; what then survives is seldom killed by more of them."""
PATIENCE = 10
"""How many times as long as without a change a test may take, and how many seconds at the least."""
Lines = set[tuple[str, int]]


class Session:
    """One run of pytest, of which copies are asked."""

    def __init__(self, root: Path, package: Path, modules: Sequence[str], ask: Callable[["Session"], None]) -> None:
        self._root = root
        self._package = package
        self._paths = {str(package / module): module for module in modules}
        self._ask = ask
        self._reached: Lines = set()
        self._while_importing: Lines = set()
        self._functions: dict[str, list[FunctionType]] = defaultdict(list)
        self._caches: list[_lru_cache_wrapper] = []
        self._tests: list[pytest.Item] = []
        self._lines_of: list[Lines] = []
        self._seconds_of: list[float] = []
        self._telling = ""
        self._kills: Counter[tuple[str, int]] = Counter()
        self._failed: Callable[[str], None] = print

    def run(self, tests: Sequence[str]) -> None:
        """Collect the tests, of which the first path tells most, and ask.

        Raises:
            RuntimeError: pytest finds no tests, or one fails without a change.
        """
        os.environ.setdefault("LAWS_DIVISOR", EXAMPLES)
        os.chdir(self._root)
        self._telling = tests[0]
        sys.path.insert(0, str(self._package.parent))
        _set_hypothesis()
        self._import_what_is_changed()
        words = ["-q", "-s", "--assert=plain", "-p", "no:cacheprovider", "-m", "not tools"]
        with TemporaryDirectory() as folder:  # its own: pytest removes those of older runs
            words += ["-o", "tmp_path_retention_policy=none", f"--basetemp={folder}/tests"]
            status = pytest.main([*words, *tests], plugins=[self])
        if status != pytest.ExitCode.OK:
            raise RuntimeError(f"pytest ended with {status}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Everything is imported: in the place of running the tests once, run them as often as is asked."""
        self._tests = session.items
        for one in self._tests:
            self._let_the_first_example_tell(one)
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename in self._paths:
                self._functions[one.__code__.co_filename].append(one)
            elif isinstance(one, _lru_cache_wrapper):
                code = getattr(unwrap(one), "__code__", None)
                if code is not None and self._root in Path(code.co_filename).parents:
                    one.cache_clear()  # what was computed before any test is run
                    self._caches += [one] if code.co_filename in self._paths else []
        gc.collect()
        gc.freeze()
        self._write_down_what_each_reaches()
        self._ask(self)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> None:
        """The first failure is the answer; nobody reads where it happened."""
        if call.excinfo is not None and not call.excinfo.errisinstance((pytest.skip.Exception, pytest.xfail.Exception)):
            self._failed(_told(item, call.excinfo.value))

    def _import_what_is_changed(self) -> None:
        sys.settrace(self._trace)
        for module in self._paths.values():
            parts = Path(module).with_suffix("").parts
            import_module(".".join([self._package.name, *(one for one in parts if one != "__init__")]))
        sys.settrace(None)
        self._while_importing, self._reached = self._reached, set()

    def _let_the_first_example_tell(self, item: pytest.Item) -> None:
        """An example that fails is the answer, too: Hypothesis does not look for a smaller one."""
        held = getattr(getattr(item, "obj", None), "hypothesis", None)
        if held is None:
            return
        inner = held.inner_test

        @wraps(inner)
        def telling(*args: object, **keywords: object) -> None:
            try:
                inner(*args, **keywords)
            except HypothesisException:
                raise
            except Exception as fault:
                self._failed(_told(item, fault))
                raise

        held.inner_test = telling

    def runs_while_importing(self, mutant: Mutant) -> bool:
        """Whether the line is run when its module is imported: what it did then stands already."""
        path = str(self._package / mutant.module)
        return any((path, line) in self._while_importing for line in mutant.lines)

    def killer(self, mutant: Mutant, seconds: float) -> str:
        """Which test fails with the change, and how; nothing if none does.

        Args:
            mutant: The change.
            seconds: How long the tests that are tried may take together, as they took without a change.
        """
        order = list(self._order(mutant, seconds))
        if not order:
            return ""

        def answer(write: Callable[[object], NoReturn]) -> NoReturn:
            self._exchange(mutant)
            for number, one in enumerate(order):
                self._failed = lambda said, one=one: write((one, said))
                signal.alarm(ceil(PATIENCE + PATIENCE * self._seconds_of[one]))
                self._run(one, order[number + 1] if number + 1 < len(order) else None)
            write((None, ""))

        told = in_a_copy(answer)
        if told is None:
            return "no end"
        one, said = told
        if one is not None:
            self._kills.update([(mutant.module, one), (f"{mutant.module} {mutant.function}", one)])
        return said

    def _order(self, mutant: Mutant, seconds: float) -> Iterator[int]:
        """The tests that reach the line: first what killed mutants beside it, then what tells much, then the quick.

        What tells much takes half of the time at most, and a test that does not fit is passed over: the quick tests of
        a function alone are always asked.
        """
        path, module = str(self._package / mutant.module), mutant.module
        asked = {(path, line) for line in mutant.lines}
        chance = random.Random(mutant.name)  # noqa: S311 - no secret

        def first(one: int) -> tuple[float, float, bool, float]:
            kills = self._kills[f"{module} {mutant.function}", one]
            return -kills, -self._kills[module, one], not tells(one), self._seconds_of[one] * chance.uniform(1, 4)

        def tells(one: int) -> bool:
            return self._tests[one].nodeid.startswith(self._telling)

        reaching = [one for one, lines in enumerate(self._lines_of) if not asked.isdisjoint(lines)]
        left = dict.fromkeys((True, False), seconds / 2)
        for one in sorted(reaching, key=first):
            if self._seconds_of[one] <= left[tells(one)]:
                left[tells(one)] -= self._seconds_of[one]
                yield one

    def _write_down_what_each_reaches(self) -> None:
        """Run every test once, in a copy: nothing that it leaves in memory is seen by what is asked later."""

        def answer(write: Callable[[object], NoReturn]) -> NoReturn:
            self._failed = lambda said: write(f"fails without a change: {said}")
            for path, module in self._paths.items():
                tree = ast.parse((self._package / module).read_text(encoding="utf-8"))
                self._replace(path, tree, even_if_equal=True)
            found, took = [], []
            for one, following in zip(range(len(self._tests)), [*range(1, len(self._tests)), None], strict=True):
                self._reached = set()
                for cache in self._caches:
                    cache.cache_clear()  # a test that was run before may not hide what this one reaches
                start = monotonic()
                sys.settrace(self._trace)
                self._run(one, following)
                sys.settrace(None)
                took.append(monotonic() - start)
                found.append(self._reached)
            write((found, took))

        told = in_a_copy(answer)
        if not isinstance(told, tuple):
            raise RuntimeError(told)  # noqa: TRY004 - a test that fails is no wrong type
        self._lines_of, self._seconds_of = told

    def _run(self, one: int, following: int | None) -> None:
        item = self._tests[one]
        nextitem = None if following is None else self._tests[following]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=nextitem)

    def _exchange(self, mutant: Mutant) -> None:
        path = str(self._package / mutant.module)
        if not self._replace(path, mutant.tree(self._package), even_if_equal=False):
            raise LookupError(f"{mutant}: no function to exchange")

    def _replace(self, path: str, tree: ast.Module, *, even_if_equal: bool) -> int:
        """Give the functions of a module the code that is compiled from a tree; how many were found."""
        original = compile(Path(path).read_bytes(), path, "exec", dont_inherit=True)
        changed = compile(tree, path, "exec", dont_inherit=True)
        stood = {_place(code): code for code in _codes(original)}
        made = {_place(code): code for code in _codes(changed)}  # without what the compiler drops: `None and …`
        new = {place: code for place, code in made.items() if even_if_equal or stood[place] != code}
        found = 0
        for function in self._functions[path]:
            code = new.get(_place(function.__code__))
            if code is not None and code.co_freevars == function.__code__.co_freevars:
                function.__code__ = code
                found += 1
        return found

    def _trace(self, frame: FrameType, _event: str, _told: object) -> Callable | None:
        path = frame.f_code.co_filename
        if path not in self._paths or frame.f_code.co_name == "<module>":
            return None
        reached = self._reached

        def line(inside: FrameType, event: str, _told: object) -> Callable:
            if event == "line":
                reached.add((path, inside.f_lineno))
            return line

        return line


def _told(item: pytest.Item, fault: BaseException) -> str:
    return f"{item.nodeid} {type(fault).__name__} {str(fault)[:80]}".rstrip()


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _set_hypothesis() -> None:
    """The same examples each time, none remembered, no search for the smallest."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None, phases=phases)
    hypothesis.settings.load_profile("mutants")
