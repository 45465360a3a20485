"""Labels: the words by which a quote names its kinds, sections, charges, units."""

from collections.abc import Mapping

from sangaku_price.language.text import Text, own

SECTIONS: Mapping[str, Text] = {
    "direct": Text("直接経費", "direct cost"),
    "indirect": Text("間接経費", "indirect cost"),
    "researcher": Text("研究者の価値", "value of the researcher"),
    "results": Text("研究成果の価値", "value of the results"),
    "management": Text("研究マネジメントの価値", "value of research management"),
    "agreed": Text("合意額との調整", "adjustment to the agreed amount"),
}
"""Where the ministries' figure shows a line."""

CHARGES: Mapping[str, Text] = {
    "direct": Text("直接経費として", "as direct cost"),
    "indirect": Text("間接経費として", "as indirect cost"),
    "strategic": Text("戦略的産学連携経費として", "as strategic collaboration cost"),
    "separate": Text("別項目として", "as a separate item"),
    "resident": Text("研究料として", "as researcher fee"),
}
"""Where the institution's ledger, and so the agreement's annex, has a line."""

TYPES: Mapping[str, Text] = {
    "joint-research": Text("共同研究", "joint research"),
    "commissioned-research": Text("受託研究", "commissioned research"),
    "academic-consulting": Text("学術コンサルティング", "academic consulting"),
    "joint-chair": Text("共同研究講座", "joint research chair"),
}
"""The contract types that every tariff knows."""

BASES: Mapping[str, Text] = {
    "exclusive": Text("税抜", "without tax"),
    "inclusive": Text("税込", "with tax"),
}
"""Whether the amounts of a contract contain consumption tax."""

CERTAINTIES: Mapping[str, Text] = {
    "fixed": Text("確定", "fixed"),
    "planned": Text("予定", "planned"),
    "conditional": Text("条件付", "conditional"),
    "running": Text("ランニング", "running"),
    "in-kind": Text("現物", "in kind"),
}
"""How certain it is that a line is paid in money."""

BEARERS: Mapping[str, Text] = {
    "company": Text("企業", "company"),
    "university": Text("大学", "university"),
    "grant": Text("公的資金", "public money"),
}
"""Who bears a cost."""

TAX_CATEGORIES: Mapping[str, Text] = {
    "export-exempt": Text("輸出免税", "export-exempt"),
    "out-of-scope": Text("消費税の対象外", "outside consumption tax"),
}
"""Tax categories that a line states; what is taxable needs no words."""

PARTNERS: Mapping[str, Text] = {
    "university": Text("大学等", "a university"),
    "institute": Text("特別研究機関等", "a special institute"),
    "startup": Text("研究開発型新興企業", "an R&D start-up"),
    "other": Text("その他", "another party"),
}
"""With whom a company does research, as the tax credit has it."""

APPROACHES: Mapping[str, Text] = {
    "cost-accumulation": Text("コスト積み上げ", "cost accumulation"),
    "value-based": Text("「知」の価値付け", "value-based"),
    "outcome-linked": Text("成果連動", "outcome-linked"),
}
"""How a price is put together."""

ANNEX: Mapping[str, Text] = {
    "direct": Text("直接経費", "direct cost"),
    "indirect": Text("間接経費", "indirect cost"),
    "strategic": Text("戦略的産学連携経費", "strategic collaboration cost"),
    "separate": Text("その他の経費", "other cost"),
    "resident": Text("研究料", "researcher fee"),
}
"""The same places as rows of the annex."""

FACTS: Mapping[str, Text] = {
    "company-size": Text("企業規模", "company size"),
    "startup": Text("スタートアップ", "start-up"),
    "company-region": Text("企業の所在地", "company's region"),
    "company-country": Text("企業の所在国", "company's country"),
    "work-place": Text("研究の実施場所", "place of work"),
    "public-money": Text("公的資金", "public money"),
    "framework-agreement": Text("包括連携協定", "framework agreement"),
    "found-by": Text("相手先を見つけた者", "found by"),
}
"""What every contract may tell, as a form asks it."""

_ANSWERS: Mapping[tuple[str, str], Text] = {
    ("company-size", "sme"): Text("中小企業", "small or medium-sized enterprise"),
    ("company-size", "large"): Text("大企業", "large enterprise"),
    ("work-place", "university"): Text("大学", "university"),
    ("work-place", "company"): Text("企業", "company"),
    ("found-by", "university"): Text("大学", "university"),
    ("found-by", "company"): Text("企業", "company"),
}
_YES_OR_NO: Mapping[str | bool, Text] = {True: Text("該当", "yes"), False: Text("非該当", "no")}


def fact_words(name: str) -> Text:
    """A fact as a form asks it; one that an institution adds, by its own name."""
    return FACTS.get(name) or own(name)


def answer_words(name: str, answer: str | bool) -> Text:  # noqa: FBT001 - a fact's answer
    """What is told of a fact; a user's own words as written."""
    return _YES_OR_NO.get(answer) or _ANSWERS.get((name, str(answer))) or own(str(answer))


_UNITS: Mapping[str, Text] = {
    "yen": Text("円", " yen"),
    "yen/hour": Text("円/時間", " yen/hour"),
    "hours": Text("時間", " h"),
    "months": Text("か月", " months"),
    "people": Text("人", " people"),
    "years": Text("年", " years"),
    "years/12": Text("/12年", "/12 years"),
    "": Text("", ""),
}


def unit_words(unit: str) -> Text:
    """A unit as it follows a number; a unit of the user's own as written."""
    return _UNITS.get(unit) or Text(unit, f" {unit}")


AMENDED_RATES: Mapping[str, Text] = {
    "increment": Text("増減分だけを変更日の率で", "the difference alone, at the rates of its day"),
    "all": Text("全体を変更日の率で", "the whole, at the rates of the day of the change"),
    "original": Text("増減分を当初の率で", "the difference, at the original rates"),
}
"""At which rates the change of a contract is priced (変更契約)."""
AMENDED_ON: Mapping[str, Text] = {
    "amount": Text("金額", "an amount"),
    "extension": Text("期間（延長）", "the period (extension)"),
}
"""What of a change makes a rule hold."""
BILLINGS: Mapping[str, Text] = {
    "once": Text("一括", "once"),
    "fiscal-year": Text("年度ごと", "by fiscal year"),
}
LEVELS: Mapping[str, Text] = {
    "gate": Text("要充足", "gate"),
    "warning": Text("警告", "warning"),
    "note": Text("注", "note"),
}
