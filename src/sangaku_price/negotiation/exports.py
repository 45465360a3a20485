"""Comparisons, goal-seeks, sweeps and distributions as JSON and CSV: everything, exactly.

Amounts are whole numbers; rates and exact values are strings. A text that a spreadsheet would take for a formula
stands behind an apostrophe.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from sangaku_price.documents.figure_words import figure_words
from sangaku_price.language.enums import MACHINES, Lang
from sangaku_price.language.numbers import exact, plain
from sangaku_price.language.phrases import placed
from sangaku_price.language.text import LANGUAGES, Text, by_language, in_words_alone, own, say
from sangaku_price.negotiation import headings
from sangaku_price.negotiation.comparison import PLANNED, WALK, Comparison, Row
from sangaku_price.negotiation.distribution import Distribution
from sangaku_price.negotiation.market import market
from sangaku_price.negotiation.practice import practice_data
from sangaku_price.negotiation.solution import Solution, Trial
from sangaku_price.negotiation.sweeping import Mark, Sweep
from sangaku_price.quotation.values import Quote
from sangaku_price.toml.problems import Problem
from sangaku_price.writers.records import KIND_OF_ROW, as_csv, as_json

PERCENTILES = (10, 50, 90)


# -- compare -----------------------------------------------------------------------------------------------------------


def comparison_json(comparison: Comparison) -> bytes:
    """A comparison with every figure, row and step of the walk."""
    cost = comparison.true_cost
    value: dict[str, object] = {
        "contract": {"title": comparison.contract.title, "tax_basis": comparison.contract.tax_basis},
        "spec_sha256": comparison.spec_sha256,
        "by": comparison.by,
        "columns": [_column(comparison, i) for i in range(len(comparison.columns))],
        "rows": [_row(one) for one in comparison.rows],
        "refused": [{"tariff": one.tariff, "problems": _problems(one.problems)} for one in comparison.refused],
    }
    if comparison.practice:
        value["practice"] = practice_data(comparison)
    if comparison.office:
        value["true_cost"] = cost and {
            "rate": plain(cost.rate),
            "direct": cost.direct,
            "time": dict(cost.time),
            "indirect": cost.indirect,
            "total": cost.total,
            "unrecovered": comparison.unrecovered,
        }
        value["notes"] = [
            {"code": one.code, "level": one.level, "message": by_language(one.message), "path": one.path}
            for one in comparison.notes
        ]
    return as_json(value)


def _column(comparison: Comparison, i: int) -> dict[str, object]:
    one, first = comparison.columns[i], comparison.columns[0]
    totals = one.quote.totals
    uplift = comparison.uplift(i)
    told: dict[str, object] = {
        "name": one.name,
        "title": by_language(one.title),
        "scenario": one.scenario,
        "tariff": one.tariff,
        "subtotal": totals.subtotal,
        "tax": totals.tax,
        "total": totals.total,
        "difference": totals.total - first.quote.totals.total,
        "uplift": None if uplift is None else plain(uplift),
        "value_share": None if totals.value_share is None else plain(totals.value_share),
        "contingent": _contingent(one.quote, office=comparison.office),
        "maximum": totals.maximum,
        "in_kind": totals.in_kind,
        "walk": dict(one.walk),
    }
    if totals.planned is not None:
        told["planned"] = totals.planned._asdict()
    if one.is_outdated:
        told["outdated"] = True
    if comparison.office:
        sizes = market()
        band = sizes.band_of(totals.total)
        told["expected"] = totals.expected
        told["present_value"] = None if one.present_value is None else int(one.present_value)
        told["size"] = {
            "year": sizes.year,
            "least": band.least,
            "most": band.most,
            "share": plain(band.share),
            "above": plain(sizes.above(band)),
            "mean": sizes.mean,
            "mean_year": sizes.mean_year,
        }
    return told


def _contingent(quote: Quote, *, office: bool) -> dict[str, object]:
    found = quote.totals.contingent._asdict()
    return found if office else {"maximum": found["maximum"]}


def _row(row: Row) -> dict[str, object]:
    return {
        "certainty": row.certainty,
        "section": row.section,
        "id": row.id or None,
        "label": by_language(row.label),
        "amounts": list(row.amounts),
        "differences": [row.difference(i) for i in range(len(row.amounts))],
    }


def comparison_csv(comparison: Comparison) -> bytes:
    """A row a section, an entry, a step of the walk; a column a scenario or tariff, and its difference to the first."""
    names = [one.name for one in comparison.columns]
    head = [
        KIND_OF_ROW,
        "certainty",
        "section",
        "id",
        *(f"label_{language}" for language in LANGUAGES),
        *names,
        *(f"{one} - {names[0]}" for one in names[1:]),
    ]
    rows: list[Sequence[object]] = [head]
    for one in comparison.rows:
        kind = "entry" if one.id else "section"
        differences = [one.difference(i) for i in range(1, len(names))]
        rows.append([kind, one.certainty, one.section, one.id, *one.label, *one.amounts, *differences])
    rows += [_walk_row(step, [one.walk[step] for one in comparison.columns]) for step in WALK]
    rows.append(_walk_row("total", [one.quote.totals.total for one in comparison.columns]))
    planned = [one.quote.totals.planned for one in comparison.columns]
    if any(planned):
        amounts = [one.total if one else 0 for one in planned]
        rows.append([PLANNED, PLANNED, *_walk_row("total", amounts)[2:]])
    return as_csv(rows)


def _walk_row(step: str, amounts: Sequence[int]) -> list[object]:
    return ["walk", "fixed", step, "", *own(""), *amounts, *(amount - amounts[0] for amount in amounts[1:])]


# -- solve and sweep ---------------------------------------------------------------------------------------------------


def solution_json(solution: Solution) -> bytes:
    """The answer of a goal-seek with the figures that its values give."""
    best = solution.best
    return as_json(
        {
            "spec_sha256": solution.spec_sha256,
            "path": solution.path,
            "measure": solution.measure,
            "target": plain(solution.target),
            "answer": solution.answer,
            "best": _trial(best),
            "exact": [_trial(one) for one in solution.exact],
            "below": _trial(solution.below),
            "above": _trial(solution.above),
            "direction": solution.direction,
            "other_solutions_possible": solution.others,
            "lowest": _trial(solution.lowest),
            "highest": _trial(solution.highest),
            "inclusive": _trial(solution.inclusive),
            "paths": list(solution.paths),
            "refused": _problems(solution.refused),
        }
    )


def _trial(trial: Trial | None) -> dict[str, object] | None:
    if trial is None:
        return None
    number = plain(trial.number)
    return {"value": number, "setting": trial.setting, "measure": plain(trial.measure), "total": trial.total}


def sweep_json(sweep: Sweep) -> bytes:
    """The rows of a sweep."""
    rows = [
        {
            "value": plain(one.number),
            "measures": {
                name: None if found is None else plain(found)
                for name, found in zip(sweep.measures, one.measures, strict=True)
            },
            "marks": [_mark(mark) for mark in one.marks],
            "refused": _problems(one.refused),
        }
        for one in sweep.rows
    ]
    return as_json(
        {"spec_sha256": sweep.spec_sha256, "path": sweep.path, "measures": list(sweep.measures), "rows": rows}
    )


def _mark(mark: Mark) -> dict[str, object]:
    return {"code": mark.code, "path": mark.path, "message": by_language(mark.said), "at": mark.at}


def sweep_csv(sweep: Sweep, lang: Lang = MACHINES) -> bytes:
    """A row a value: the value, the measures, the marks, and why it cannot be priced; for Japanese alone in words."""
    words = in_words_alone(lang)
    shown = lang if words else MACHINES
    head: list[object] = [KIND_OF_ROW, sweep.path, *sweep.measures, "marks", "refused"]
    if words:
        measures = (say(figure_words(one), lang) for one in sweep.measures)
        head = [say(sweep.words, lang), *measures, say(headings.MARKS, lang), say(headings.CANNOT, lang)]
    rows: list[Sequence[object]] = [head]
    for one in sweep.rows:
        figures = ["" if found is None else _number(found) for found in one.measures]
        marks = "; ".join(say(_from(mark), shown) for mark in one.marks)
        refused = "; ".join(
            say(found.text if words else placed(found.path, found.text), shown) for found in one.refused
        )
        rows.append([*([] if words else ["value"]), _number(one.number), *figures, marks, refused])
    return as_csv(rows)


def _from(mark: Mark) -> Text:
    return headings.FROM.filled(said=mark.said, at=mark.at) if mark.at else mark.said


def _number(number: Fraction) -> object:
    """A whole number as one, else as it is written: none of it is taken for a formula."""
    return int(number) if number.denominator == 1 else plain(number)


# -- risk --------------------------------------------------------------------------------------------------------------


def risk_json(found: Distribution, quote: Quote) -> bytes:
    """The whole distribution; probabilities are reduced fractions."""
    points = zip(found.payoffs, found.weights, found.cumulative(), strict=True)
    return as_json(
        {
            "scenario": quote.scenario,
            "spec_sha256": quote.spec_sha256,
            "tax_basis": quote.contract.tax_basis,
            "mean": exact(found.mean),
            **{f"p{share}": found.percentile(Fraction(share, 100)) for share in PERCENTILES},
            "probability_of_zero": exact(found.probability(0)),
            "maximum": found.maximum,
            "points": [
                {
                    "amount": payoff,
                    "probability": exact(Fraction(weight, found.denominator)),
                    "cumulative": exact(reached),
                }
                for payoff, weight, reached in points
            ],
        }
    )


def risk_csv(found: Distribution) -> bytes:
    """A row a payoff."""
    rows: list[Sequence[object]] = [[KIND_OF_ROW, "amount", "probability", "cumulative"]]
    for payoff, weight, reached in zip(found.payoffs, found.weights, found.cumulative(), strict=True):
        rows.append(["payoff", payoff, exact(Fraction(weight, found.denominator)), exact(reached)])
    return as_csv(rows)


def _problems(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [{"code": one.code, "path": one.path, "message": by_language(one.text)} for one in problems]
