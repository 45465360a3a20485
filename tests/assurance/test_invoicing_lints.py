"""What is probably not meant in payers and payments: each lint seen once, and not where it does not hold."""

import pytest

from negotiations import trials_of
from sangaku_price.assurance.lints import lints

SPEC = """
format = 1
[contract]
start = 2026-10-01
end = 2027-03-31
signed = 2026-10-05
[[direct]]
amount = 10_000
[[overhead]]
id = "none"
amount = 0
[[payer]]
id = "a"
name = "甲株式会社"
share = "90%"
[[payer]]
id = "b"
name = "乙株式会社"
share = "10%"
[[payment]]
id = "first"
due = {due}
share = "{share}"
[[payment]]
id = "last"
due = 2027-06-30
rest = true
"""


def found(due="2026-10-05", share="50%", **values):
    trials = trials_of(SPEC.format(due=due, share=share), **values)
    return [(note.code, note.path) for note in lints(trials.loaded(), trials.quote())]


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2026-10-05", []),
        ("2026-10-04", [("payment-before-signature", "payment.first.due")]),
        (
            "2026-09-30",
            [("due-before-start", "payment.first.due"), ("payment-before-signature", "payment.first.due")],
        ),
    ],
)
def test_an_instalment_is_due_after_the_signature_and_the_start(due, told):
    assert [one for one in found(due) if one[0] != "small-invoice"] == told


def test_an_invoice_of_less_than_a_thousand_yen_is_hardly_meant():
    small = [("small-invoice", "payment.first"), ("small-invoice", "payment.last")]
    assert found() == small
    assert found(share="95%") == [small[1], small[1]]
    assert found(direct__1__amount=20_000) == []
    assert found(direct__1__amount=0) == []
