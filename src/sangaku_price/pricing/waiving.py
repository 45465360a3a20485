"""Waivers on the lines that were priced: which lines each takes, and how much of them all together may take."""

from collections.abc import Mapping, Sequence

from sangaku_price.contract.entry import Asked, Entry
from sangaku_price.items.waiver import Waiver, price_waiver, waived
from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.pricing.ledger import Ledger
from sangaku_price.quotation.values import Line
from sangaku_price.rules.terms import Unpriceable
from sangaku_price.toml.problems import problem

MESSAGES = messages(
    {
        "waive-several": Text(
            "複数の行があります。いずれかを書いてください: {allowed}", "has several lines; name one: {allowed}"
        ),
        "waived-too-much": Text(
            "免除の合計{waived}円が元の額{original}円を超えます。",
            "waivers of {waived} yen together exceed the line's {original} yen",
        ),
        "waive-not-charged": Text(
            "{tariff}の料金表の「{id}」はこの契約では計上されません"
            "（任意の項目は [[overhead]] に id を書いて選びます）。",
            'the charge "{id}" of the tariff {tariff} is not in this contract '
            "(one that is optional is chosen by its id in an [[overhead]])",
        ),
        "waive-negative": Text("減額の行は免除できません。", "a line that is a reduction cannot be waived"),
        "waived": Text("免除の理由: {reason}", "reason of the waiver: {reason}"),
    }
)


class Waiving:
    """The waivers of one contract; `kept` are the entries of the scenario."""

    def __init__(self, ledger: Ledger, kept: Mapping[str, Asked[Entry]]) -> None:
        self.ledger, self.kept = ledger, kept
        self.taken: dict[str, int] = {}
        """By the id of a line: what was waived of it."""

    def price(self, asked: Asked[Waiver]) -> tuple[str, tuple[Line, ...]] | None:
        """The id of the line that is waived, and what is taken of it; None where the scenario dropped it."""
        lines = self.lines_waived(asked)
        if not lines:
            return None
        if any(line.amount < 0 for line in lines):
            raise Unpriceable(problem("waive-negative", f"{asked.path}.line", asked.entry.line))
        magnitude = waived(asked, lines)
        ident, original = lines[0].id, sum(line.amount for line in lines)
        self.taken[ident] = self.taken.get(ident, 0) + int(magnitude.value)
        if self.taken[ident] > original:
            said = {"waived": f"{self.taken[ident]:,}", "original": f"{original:,}"}
            raise Unpriceable(problem("waived-too-much", f"{asked.path}.line", ident, **said))
        return ident, tuple(price_waiver(asked, lines, magnitude, self.ledger.terms))

    def lines_waived(self, asked: Asked[Waiver]) -> Sequence[Line]:
        """The lines that a waiver names; none where the scenario dropped them."""
        name = asked.entry.line
        exact = self.ledger.posted.get(name)
        if exact is not None:
            return exact.lines
        parts = [posted for posted in self.ledger.posted.values() if posted.asked == name and not posted.reduces]
        if len(parts) > 1:
            allowed = " | ".join(posted.lines[0].id for posted in parts)
            raise Unpriceable(problem("waive-several", f"{asked.path}.line", name, allowed=allowed))
        tariff = self.ledger.terms.rules.tariff
        if not parts and tariff is not None and name in {rule.id for rule in tariff.overheads}:
            said = {"id": name, "tariff": tariff.named}
            raise Unpriceable(problem("waive-not-charged", f"{asked.path}.line", name, **said))
        entry = self.kept.get(name.partition("/")[0])
        if not parts and entry is not None and "/" in name:
            raise Unpriceable(problem("unknown-name", f"{asked.path}.line", name, allowed=entry.id))
        return parts[0].lines if parts else ()
