"""The rules behind the findings of `check`, as reports for programs show them: why, what to do, and where it is told.

A rule here is a row of the page on CI. A code without one is told in its own words and led to its section of the page.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sangaku_price.language.text import Text, own
from sangaku_price.loading.finding import ERROR, NOTE, Finding
from sangaku_price.version import HOME

PAGE = f"{HOME}/blob/main/docs/ci.md"
AGREEMENTS = f"{HOME}/blob/main/docs/agreements.md"
AGREEMENT_CODE = "agreement-"
"""How the codes begin of what differs between an agreement and a quote."""
GATE_CODE = "gate/"
"""How the code of a gate begins; its name follows."""


class Rule(NamedTuple):
    """What is behind a code."""

    why: Text
    remedy: Text = own("")
    """What to do about it."""


RULES: Mapping[str, Rule] = {
    "effort-over-100": Rule(
        Text(
            "一人のエフォートの合計が、ある年度に100％を超えている",
            "one person's efforts in a year are more than all of the working time",
        ),
        Text("エフォートを下げる", "lower an effort"),
    ),
    "time-and-backfill": Rule(
        Text(
            "同じ人の関与時間と業務の補完の両方を計上している（同じ時間の二重計上のおそれ）",
            "time charge and backfill for the same person may pay for the same hours twice",
        ),
        Text("一方にする、または別の時間であることを確かめる", "keep one, or say which hours"),
    ),
    "time-and-appointment": Rule(
        Text(
            "同じ人をクロスアポイントメントと関与時間（または業務の補完）の両方で計上している",
            "a cross-appointment beside a time charge or backfill of the same person may pay for the same hours twice",
        ),
        Text("一方にする、または別の時間であることを確かめる", "keep one, or say which hours"),
    ),
    "discount-and-probability": Rule(
        Text(
            "30％以上の割引率と確率を併用している（高い割引率は不成功の危険を含む）",
            "a discount rate of 30 % or more contains the risk of failure, as probabilities do",
        ),
        Text("危険を含まない割引率にする", "use a rate without risk"),
    ),
    "success-after-expiry": Rule(
        Text("報酬の期日が失効日より後になっている", "the fee falls due when it has expired"),
        Text("日付を直す", "correct a date"),
    ),
    "scenario-changes-nothing": Rule(
        Text("代替案の金額が元の積算方式と同じ", "the scenario prices as another"),
        Text("削除するか、値を置き換える", "delete it, or set something"),
    ),
    "student-not-employed": Rule(
        Text(
            "学生の時間を計上しているが、雇用していることが書かれていない",
            "a student's time is charged without an employment",
        ),
        Text("`employed = true` を書くか、計上をやめる", "`employed = true`, or no charge"),
    ),
    "faculty-hours-twice": Rule(
        Text(
            "料金表の間接経費に教員の時間が含まれている（二重計上のおそれ）",
            "the tariff says that the overhead contains faculty hours",
        ),
        Text("関与時間を計上しないか、間接経費を協議する", "drop the time charge, or agree on the overhead"),
    ),
    "due-before-start": Rule(
        Text("分割納付の支払期日が契約の開始日より前", "an instalment is due before the contract begins"),
        Text("`due` を確かめる", "its `due`"),
    ),
    "payment-before-signature": Rule(
        Text("分割納付の支払期日が契約締結日より前", "an instalment is due before the contract is signed"),
        Text("`due` または `signed` を確かめる", "its `due`, or `signed`"),
    ),
    "small-invoice": Rule(
        Text("割合の結果、1,000円に満たない請求書がある", "shares leave an invoice of less than 1,000 yen"),
        Text("回数を減らすか、割合を見直す", "fewer payments, or other shares"),
    ),
    "change-after-end": Rule(
        Text("変更日が契約の終了日より後", "a change is signed after the contract ends"),
        Text("`[amends]` の `signed` または `end` を確かめる", "`signed` of `[amends]`, or `end`"),
    ),
    "value-on-public-money": Rule(
        Text(
            "公的資金の契約に「知」の価値の項目がある（原則として認めない機関がある）",
            "some universities exclude value items on public money",
        ),
        Text("資金の規則を確認する", "ask the institution"),
    ),
    "lint-ignore-unused": Rule(
        Text("除外した指摘が、もう出ていない", "a `[[lint.ignore]]` that matches nothing"),
        Text("`[[lint.ignore]]` を消す", "delete it"),
    ),
    "gate-undecided": Rule(
        Text(
            "ゲートの条件となる事実が `[facts]` に書かれていないため判定できない（そうである場合の結果も示す）",
            "a gate asks a fact that `[facts]` does not tell; with the outcome if it were so",
        )
    ),
    "fact-not-told": Rule(
        Text(
            "`[facts]` に答えがないため、料金表の例外を適用していない",
            "an exception of the tariff depends on a fact that `[facts]` does not tell",
        )
    ),
    "outside-bound-reason": Rule(
        Text(
            "契約で定めた率や額が、公表された範囲の外にある", "the contract's own number lies outside what is published"
        )
    ),
    "differs-from-published": Rule(
        Text("契約で定めた率や額が、公表値と異なる", "the contract's own number is not the published one")
    ),
    "backfill-capped": Rule(Text("業務の補完を上限額まで減らした", "backfills were cut to `backfill-cap`")),
    "open-royalty": Rule(
        Text(
            "売上の見込みがないため、実施料がどの金額にも入っていない",
            "a royalty without estimated sales: owed, but in no figure",
        )
    ),
    "negative-value": Rule(
        Text("合意した総額がコスト積み上げを下回っている", "the agreed amount lies below cost accumulation")
    ),
    "no-overhead-at-all": Rule(Text("料金表に間接経費の定めがない", "the tariff has no overhead")),
    "overhead-not-in-force": Rule(
        Text(
            "契約に適用されない規則と同じ id の `[[overhead]]` がある（契約独自の定めとして計算した）",
            "an `[[overhead]]` has the id of a rule of the tariff that is not in force for the contract: it was "
            "charged as the contract's own",
        )
    ),
    "negative-invoice": Rule(Text("減額が請求額を超えている", "reductions exceed what is invoiced")),
    "payments-left-out": Rule(
        Text(
            "比べる方式・料金表・値では分割の額（`amount`）が合わないため、分割せずに計算した",
            "of a scenario, tariff or value that is compared: the amounts of the payments do not fit its price, "
            "which is not divided",
        )
    ),
    "review-by": Rule(Text("料金表の見直し期限を過ぎている", "the tariff was to be reviewed by a day that has passed")),
    "outdated": Rule(
        Text(
            "料金表の額が改定済みのおそれがある（現行の額を機関に確認する）",
            "the number is feared to be superseded: ask the institution for today's",
        )
    ),
    "scheme-unverified": Rule(
        Text(
            "公的資金の制度の数値が資料で確認できていない。公募要領を確認する",
            "numbers of a scheme of public money were recalled and not read in a document: read the call",
        ),
    ),
    "mirror": Rule(
        Text("料金表の出典が、別のサイトにある写しである", "the number was read from a copy on another host")
    ),
    "notice": Rule(Text("料金表が注意または条件を定めている", "the tariff itself warns, or with level gate denies")),
    "example-open": Rule(
        Text("例に期待する数値がない", "an example expects nothing yet"),
        Text("`check --write-examples` で書き込み、読んで確かめる", "`check --write-examples`, and read what it wrote"),
    ),
    "example-untested": Rule(
        Text("例が期待するゲートが、方針にない", "an example expects a gate that no policy has"),
        Text("`--policy` で方針を指定する", "give the policy with `--policy`"),
    ),
    "example-differs": Rule(
        Text("例の数値が、期待する数値と異なる", "a figure of an example is another than it expects"),
        Text("ひな形か、期待する数値を直す", "mend the template, or what is expected"),
    ),
    "example-not-refused": Rule(
        Text("例が、期待する誤りやゲートにならない", "an example is not refused or denied as it expects"),
        Text("ひな形か方針か、`fails` を直す", "mend the template, the policy, or `fails`"),
    ),
}
"""The rows of the page on CI, in its order."""


def section_of(found: Finding) -> str:
    """The place of the page on CI that tells of a finding."""
    if found.code in RULES:
        return found.code
    if found.code.startswith(GATE_CODE):
        return "gates"
    return "errors" if found.level == ERROR else "notes" if found.level == NOTE else "lints"


def address_of(found: Finding) -> str:
    """The address of what is told of a finding: on the page on CI, or on that on agreements."""
    if found.code.startswith(AGREEMENT_CODE):
        return f"{AGREEMENTS}#check-a-document"
    return f"{PAGE}#{section_of(found)}"
