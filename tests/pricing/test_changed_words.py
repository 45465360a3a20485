"""How the lines of changed contracts are derived: in words, and as numbers that come out again."""

import pytest

from places import TESTS
from sangaku_price.library.cases import WorkedCase, load_case
from sangaku_price.loading.repricing import price_loaded
from sangaku_price.quotation.derivation import evaluate
from sangaku_price.toml.reading import read
from worked import case_files

STEMS = (
    "amendments",
    "changed-agreed",
    "changed-chains",
    "changed-forms",
    "changed-lines",
    "changed-overheads",
    "changed-years",
    "changes",
)


def changed(stem):
    """The contracts of a file of cases after their changes, by their names."""
    content = case_files()[stem]
    source = read(str(TESTS / "cases" / f"{stem}.toml"))
    for case in content["case"]:
        if "changes" in case and "error" not in case:
            spec = case.get("spec", content.get("spec"))
            there = source._replace(text=spec, folder=TESTS / "tariffs")
            yield case["name"], load_case(WorkedCase("", case["name"], there, case))


def words_of(quote):
    """What is said of the change, and of each line that changed: of its change and in each period."""
    for note in quote.notes:
        if note.code.startswith(("amends-", "credit-")):
            yield f"{note.path}: {note.message.ja} | {note.message.en}"
    for line in quote.change.lines:
        if line.formula is not None:
            yield f"{line.id}: {line.formula.ja} | {line.formula.en}"
            for one in quote.lines:
                if one.id == line.id and one.formula is not None:
                    yield f"    {one.period} {one.amount}: {one.formula.ja} | {one.formula.en}"


def without_words(lines):
    return tuple(line._replace(formula=None, exact=None) for line in lines)


@pytest.mark.parametrize(
    "stem", ["changed-agreed", "changed-chains", "changed-forms", "changed-lines", "changed-years"]
)
def test_how_each_line_of_a_change_came_about_in_words(stem, golden):
    parts = ["\n".join([f"## {name}", *words_of(price_loaded(loaded))]) for name, loaded in changed(stem)]
    golden(f"cases/{stem}-words.txt", ("\n\n".join(parts) + "\n").encode())


@pytest.mark.parametrize("stem", STEMS)
def test_a_change_without_words_is_the_same_change(stem):
    for name, loaded in changed(stem):
        worded, plain = price_loaded(loaded), price_loaded(loaded, worded=False)
        assert without_words(plain.lines) == without_words(worded.lines), name
        taken_out = {line.id for line in plain.lines if line.reduces}  # it has the words of its overhead, as at first
        assert all(line.formula is None for line in plain.change.lines if line.id not in taken_out), name
        assert without_words(plain.change.lines) == without_words(worded.change.lines), name
        nothing = {"lines": (), "borne": (), "change": None}
        assert plain._replace(**nothing) == worded._replace(**nothing), name


@pytest.mark.parametrize("stem", STEMS)
def test_every_derivation_of_a_change_comes_out_again(stem):
    for name, loaded in changed(stem):
        quote = price_loaded(loaded)
        for line in quote.lines:
            assert evaluate(line.steps[0]) == line.steps[0].value == line.amount, (name, line.id, line.period)
        for line in quote.change.lines:
            for step in line.steps if line.planned is None else ():
                assert evaluate(step) == step.value == line.difference, (name, line.id)
