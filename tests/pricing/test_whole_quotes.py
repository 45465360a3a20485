"""Every figure of the worked cases of the design: what a case does not expect by hand stays as it is all the same."""

import pytest

from figures import figures_of
from worked import case_files, priced

DESIGN = (
    "allocation", "amendments", "bearers", "changed-agreed", "changed-beside", "changed-chains", "changed-forms",
    "changed-lines", "changed-overheads", "changed-years", "changes", "counted", "cross-appointment", "design",
    "engine", "firm-years", "invoices", "negative", "public-money",
)  # fmt: skip


@pytest.mark.parametrize("stem", DESIGN)
def test_every_figure_of_a_worked_case_stays(stem, tmp_path, golden):
    content = case_files()[stem]
    parts = []
    for case in content["case"]:
        if "error" not in case:
            quote = priced(case, case.get("spec", content.get("spec")), tmp_path)
            parts.append("\n".join([f"## {case['name']}", *figures_of(quote)]))
    golden(f"cases/{stem}.txt", ("\n\n".join(parts) + "\n").encode())
