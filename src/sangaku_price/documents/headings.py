"""The words of documents: headings, heads of columns, labels. What is said about a line comes from the messages."""

from collections.abc import Mapping

from sangaku_price.language.calendar import Calendar
from sangaku_price.language.text import Text

QUOTE = Text("見積書", "quote")
ADDRESSED_QUOTE = Text("御見積書", "quote")
"""A quote that names its addressee."""
EXPLANATION = Text("算定の説明", "explanation")

# -- sections ----------------------------------------------------------------------------------------------------------
ANSWER = Text("金額（円）", "amounts in yen")
CONTRACT = Text("契約", "contract")
BREAKDOWN = Text("内訳（円）", "breakdown in yen")
ANNEX = Text("別表の区分（円）", "by charge, as in the annex, in yen")
INVOICES = Text("請求と消費税（円）", "invoices and consumption tax in yen")
PERIODS = Text("期間別の内訳（円）", "breakdown by period in yen")
PLANNED = Text("次年度以降の予定額（円、合計に含まない）", "planned for later years, in yen, not in the total")
UNCERTAIN = Text("条件付・ランニング（円、合計に含まない）", "conditional and running, in yen, not in the total")
IN_KIND = Text("現物（円換算、金銭に加えない）", "in kind, valued in yen, never added to money")
BY_SECTION = Text("内訳", "breakdown")
INVOICED = Text("請求", "invoices")
NOTES = Text("注記", "notes")
SOURCES = Text("出典", "sources")
NOT_INCLUDED = Text("この金額に含まれないもの", "what is not in this price")
MADE_WITH = Text("作成の記録", "how this was made")

# -- the answer --------------------------------------------------------------------------------------------------------
TOTAL = Text("合計（確定額、税込）", "total, fixed, with tax")
TOTAL_SHORT = Text("合計", "total")
HELD = Text("含まれる凍結見積", "frozen quotes that it holds")
FIRST_CONTRACT = Text("当初の契約", "the first contract")
OF_WHICH_CHANGE = Text("うち第{number}回変更による増減", "of which change {number} moved")
OF_WHICH_TAX = Text("うち消費税", "of which consumption tax")
SUBTOTAL = Text("小計（税抜）", "subtotal, without tax")
GRAND_TOTAL = Text("合計", "total")
CONTINGENT = Text("条件付・ランニングの最大額", "contingent, at most")
EXPECTED = Text("期待値", "expected value")
PRESENT = Text("現在価値", "present value")
IN_KIND_SUM = Text("現物の評価額", "in kind")
MAXIMUM = Text("確定額＋最大額", "fixed and contingent, at most")
ALL_EXPECTED = Text("確定額＋期待値", "fixed and expected")
ALL_PRESENT = Text("確定額＋条件付の現在価値", "fixed and contingent, present value")
VALUE_SHARE = Text("確定額に占める「知」の価値の割合（四捨五入）", "share of value in the fixed amount, rounded")
ALL_FIXED = Text("確定額合計", "fixed total")
ALL_SHOWN = Text("表示した項目の計", "sum of the lines shown")
YOURS = Text("{name}の支払額（税込）", "{name} pays, with tax")
PLANNED_OF_IT = Text("次年度以降の予定額", "planned for later years")
WHOLE_CONTRACT = Text("契約全体", "the whole contract")
SHARED_LINES = Text("共同で負担する項目", "lines that are shared")
PORTION = Text("負担額", "portion")
PLANNED_AMOUNT = Text("予定額", "planned")
ALL_PLANNED = Text("予定額合計", "planned total")
PLANNED_TOTAL = Text("次年度以降の予定額（税込）", "planned for later years, with tax")
FIRM_UNTIL = Text("確定する期間", "firm until")
UNTIL = Text("{day}まで（以後は予定額）", "{day}; planned after that")
NO_PLANNED = Text("予定額はありません。", "Nothing is planned.")
NO_FIXED = Text("確定して支払われる項目はありません。", "No line is certainly paid.")
NO_CHANCE = Text("期待値は出せません。確率のない項目", "no expected value; entries without a probability")

# -- the contract ------------------------------------------------------------------------------------------------------
DOCUMENT: Mapping[str, Text] = {
    "number": Text("見積番号", "number"),
    "issued": Text("発行日", "issued"),
    "valid-until": Text("有効期限", "valid until"),
    "addressee": Text("宛先", "addressee"),
    "issuer": Text("発行者", "issuer"),
    "registration-number": Text("登録番号", "registration number"),
    "payment-terms": Text("支払条件", "payment terms"),
    "remarks": Text("備考", "remarks"),
}
"""What the contract's [quote] table may say, in the order in which it is shown."""
TITLE = Text("研究題目", "title")
UNIVERSITY = Text("大学", "university")
COMPANY = Text("企業", "company")
PRINCIPAL = Text("研究代表者", "principal investigator")
TYPE = Text("契約種別", "type")
TERM = Text("契約期間", "period")
SIGNED = Text("契約締結日", "signed")
APPLIED = Text("申込日", "applied for")
BILLING = Text("請求", "billing")
TAX_BASIS = Text("金額の税区分", "tax basis of the amounts")
TARIFF = Text("料金表", "tariff")
NO_TARIFF = Text("なし（契約で定めた率）", "none (the contract's own rates)")
CHECKED = Text("確認日", "checked")
DATED = Text("文書の日付", "dated")
SCENARIO = Text("積算方式", "scenario")
OVERLAY = Text("設定した値", "values set")
DISCOUNT_RATE = Text("割引率", "discount rate")

# -- heads of columns --------------------------------------------------------------------------------------------------
ID = Text("番号", "id")
ITEM = Text("項目", "item")
QUANTITY = Text("数量", "quantity")
UNIT = Text("単位", "unit")
UNIT_PRICE = Text("単価", "unit price")
BASIS = Text("算定", "basis")
AMOUNT = Text("金額", "amount")
BY_PERIOD = Text("期間別", "by period")
CHARGED = Text("別表の区分", "charged")
DUE = Text("期日", "due")
PROBABILITY = Text("確率", "probability")
PAYER = Text("支払者", "payer")
PAYMENT = Text("分割", "instalment")
SHARE = Text("負担割合", "share")
REST = Text("残り", "the rest")
OWN_LINES = Text("全額を負担する項目", "lines taken whole")
INVOICE = Text("請求", "invoice")
PERIOD = Text("期間", "period")
TAX_RATE = Text("税率", "rate")
TAX = Text("消費税", "tax")
WITHOUT_TAX = Text("税抜", "without tax")
WITH_TAX = Text("税込", "with tax")
NOTE = Text("注", "note")
LEVEL = Text("種類", "kind")
SAYING = Text("内容", "text")
NUMBER = Text("番号", "no.")
SOURCE = Text("出典", "source")
ADDRESS = Text("URL", "URL")
STEP = Text("手順", "step")
VALUE = Text("値", "value")
KEY = Text("キー", "key")
RULE = Text("規則", "rule")
WHY = Text("理由", "why")

# -- beside a line -----------------------------------------------------------------------------------------------------
SECTION_SUM = Text("小計", "sum")
SUM = Text("計", "sum")
FLAT = Text("定額", "flat amount")
DIVIDED = Text("期間で按分", "divided by period")
NOT_SHOWN = Text("算定の内訳は非公開", "derivation not disclosed")
OF_WHICH = Text("うち", "of which")
"""How much a note asks of its reader, most first."""
SEE_NOTES = Text("注記を参照", "see the notes")
DOUBT = Text("疑義", "doubt")

CLOSING = Text(
    "印紙税、源泉徴収、外貨の換算、使われなかった経費の返還、遅延利息、発明者への補償金は、この計算では扱っていません。",
    "Stamp duty, withholding tax, currency conversion, refunds of money not spent, late interest and compensation of "
    "inventors are not modelled.",
)
ENGINE = Text("プログラム", "program")
SPEC_HASH = Text("契約ファイル SHA-256", "contract file SHA-256")
TARIFF_HASH = Text("料金表 SHA-256", "tariff SHA-256")

# -- explanations ------------------------------------------------------------------------------------------------------
EXACT = Text("端数処理前", "exact")
ROUNDING = Text("端数処理", "rounding")
NO_ROUNDING = Text("端数なし", "nothing to round")
DERIVATION = Text("算定の手順", "derivation")
SPLIT = Text("配分", "split")
PARTS = Text("内訳（参考）", "parts, for information")
APPLIED_RULE = Text("適用した規則", "rule applied")
NOT_APPLIED = Text("適用しなかった規則", "rules not applied")
TARIFF_CHECKED = Text("料金表の確認日", "tariff last checked")
LAW_CHECKED = Text("法令の数値の確認日", "national numbers last checked")
REMARKS = Text("扱い", "treatment")
REDUCES = Text("減額する行", "makes smaller")
SECTION = Text("区分", "section")
LARGEST_REMAINDER = Text("最大剰余法", "largest remainder")
UNNAMED = Text("記載値", "as stated")
PRIVATE = Text("企業には非開示", "not for the company")
OPERATIONS: Mapping[str, Text] = {
    "value": UNNAMED,
    "lines": Text("行の合計", "sum of lines"),
    "mul": Text("積", "product"),
    "div": Text("商", "quotient"),
    "add": Text("和", "sum"),
    "sub": Text("差", "difference"),
    "max": Text("いずれか大きい額", "the larger of"),
    "min": Text("いずれか小さい額", "the smaller of"),
    "ceil": Text("端数を1に切上げ", "a begun unit counts as one"),
    "share": Text("按分", "share"),
    "split": SPLIT,
    "parts": PARTS,
}
"""What a step of a derivation does; a rounding has words of its own."""


def period_words(label: str | None) -> Text:
    """A period as people name it: 2026年度."""
    return Calendar().period(label)


# -- differences and verdicts ------------------------------------------------------------------------------------------
DIFFERENCE = Text("差", "difference")
OLD = Text("旧", "old")
NEW = Text("新", "new")
CAUSES = Text("原因別の差（円）", "difference by cause, in yen")
MOVED_LINES = Text("変わった行（円）", "lines that moved, in yen")
COPIES_ONLY = Text(
    "契約ファイルを含まない写しのため、行ごとの金額だけを比べました。原因は発行元にお尋ねください。",
    "Copies without their contract files: only what they hold is compared, line by line; the issuer knows the causes.",
)
NO_DIFFERENCE = Text("差はありません。", "There is no difference.")
CAUSE = Text("原因", "cause")
CHANGE = Text("変更", "change")
CAUSE_WORDS: Mapping[str, Text] = {
    "engine": Text("プログラム", "engine"),
    "law": Text("法令", "law"),
    "tariff": Text("料金表", "tariff"),
    "frozen": Text("凍結した見積", "frozen quote"),
    "input": Text("入力", "input"),
    "spec": Text("契約ファイル", "spec"),
}
"""What can move a quote."""
ORDER = Text("項目の順序", "order of the entries")
COMPARED = Text("比べた見積", "quotes compared")
FILE = Text("ファイル", "file")
ENTRY_ADDED = Text("{label}の追加", "{label} added")
ENTRY_REMOVED = Text("{label}の削除", "{label} removed")
MOVES_TOTAL = Text("合計（税込）", "total with tax")
MOVES_CONTINGENT = Text("条件付の最大額", "contingent, at most")
MERGED = Text("（個別には計算できないため一括）", "(merged: cannot be priced one by one)")
TOGETHER = Text("（変更が非常に多いため一括）", "(together: there are very many changes)")
ADDED = Text("追加", "added")
REMOVED = Text("削除", "removed")
CHANGED = Text("変更", "changed")
SUPERSEDES = Text("差し替える見積", "supersedes")
SUPERSEDED_BY = Text("差し替えた見積", "superseded by")
FROZEN_QUOTES = Text("凍結見積の一覧", "frozen quotes")
DIGEST = Text("ダイジェスト", "digest")
VERIFICATION = Text("検証", "verification")
RESULT = Text("結果", "result")

# -- a difference to a revision ----------------------------------------------------------------------------------------
SINCE = Text("「{revision}」からの差", "difference since {revision}")
CONTRACTS = Text("契約（円）", "contracts in yen")
CONTRACT_FILE = Text("契約ファイル", "contract file")
WHAT = Text("変更", "what")
BEFORE = Text("前", "before")
AFTER = Text("後", "after")
FIRST_CAUSE = Text("最初の原因", "first cause")
CONTINGENT_DIFFERENCE = Text("条件付の差", "contingent, at most")
NOTHING_TOUCHED = Text("この変更で動く契約はありません。", "No contract is moved by this change.")
NOT_COMPARED = Text(
    "誤りのため比べられなかった契約: {count}件（金額に含みません）",
    "contracts that could not be compared, and are in no figure: {count}",
)
LEFT_OUT = Text(
    "長さの制限のため、変更の大きいものから示しました。内訳を省いた契約: {details}件、表から省いた契約: {rows}件。"
    "全部を見るには --format json または table",
    "the largest changes are shown, as there is no more room; contracts without their details here: {details}, "
    "contracts left out of the table: {rows}; --format json or table has all",
)
BASE = Text("比べた版", "compared with")
WHAT_BECAME: Mapping[str, Text] = {
    "added": ADDED,
    "removed": REMOVED,
    "renamed": Text("改名", "renamed"),
    "changed": CHANGED,
    "moved": Text("（同じ）", "(same file)"),
}
"""What became of a contract file."""
