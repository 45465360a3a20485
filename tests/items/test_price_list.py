"""What the price list says of all items together."""

from sangaku_price import items


def test_which_kinds_depend_on_results_are_value_have_parts_or_are_no_base():
    assert items.outcome_kinds() == {"use", "success"}
    assert items.value_kinds() == {"involvement", "contribution", "backfill", "management", "use", "lump-sum"}
    assert items.parted_kinds() == {"cross-appointment", "use"}
    assert set(items.kinds()) - set(items.base_kinds()) == {"success", "waiver", "lump-sum"}


def test_which_entries_an_approach_keeps():
    assert items.kept_by("value-based") == set(items.entry_tables())
    assert items.kept_by("cost-accumulation") == items.kept_by("lump-sum") == {"direct", "resident", "overhead"}
    assert items.kept_by("outcome-linked") == {"direct", "resident", "overhead", "use", "success"}
