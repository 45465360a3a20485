"""What institutions publish on the price of 「知」, in words: whether it is charged, where, at what price."""

from collections.abc import Mapping

from sangaku_price.documents.tariff_words import TAXES
from sangaku_price.language.labels import CHARGES
from sangaku_price.language.numbers import figure, percent
from sangaku_price.language.phrases import enumerated, noted
from sangaku_price.language.text import Text
from sangaku_price.tariff.practice import PracticeRule

PRACTISED: Mapping[str, Text] = {
    "involvement": Text("関与時間に対する報酬", "pay for involvement time"),
    "contribution": Text("その他知的貢献", "other intellectual contribution"),
    "backfill": Text("業務の補完", "backfill of duties"),
    "management": Text("研究マネジメント", "research management"),
    "use": Text("研究成果の利用", "use of results"),
    "success": Text("成功報酬", "success fee"),
    "guidance": Text("学術指導料の時間単価", "hourly price of academic guidance"),
    "strategic": Text("戦略的産学連携経費", "strategic cost"),
    "incentive": Text("研究者・部局への還元", "what goes back to researchers"),
}
CHARGED: Mapping[str, Text] = {
    "yes": Text("計上する", "charged"),
    "optional": Text("計上できる", "may be charged"),
    "negotiated": Text("協議による", "by negotiation"),
    "no": Text("計上しない", "not charged"),
}
_SO = Text("{how}{charged}", "{charged}, {how}")
PRICED: Mapping[str, Text] = {
    "at-least": Text("1時間{yen}円以上", "at least {yen} yen an hour"),
    "in-principle": Text("1時間{yen}円を原則", "in principle {yen} yen an hour"),
    "guide": Text("1時間{yen}円を目安", "a guide of {yen} yen an hour"),
    "range": Text("1時間{yen}円から{most}円", "{yen} to {most} yen an hour"),
}
RATED: Mapping[str, Text] = {
    "direct": Text("直接経費の{rate}", "{rate} of direct cost"),
    "overhead": Text("間接経費の{rate}", "{rate} of the overhead"),
}


def practice_words(rule: PracticeRule) -> Text:
    """Whether it is charged and where; the price where the page gives one."""
    words = [CHARGED[rule.charged]]
    if rule.charged_as is not None:
        words = [_SO.filled(charged=CHARGED[rule.charged], how=CHARGES[rule.charged_as])]
    if rule.hourly is not None:
        most = rule.hourly_to or rule.hourly
        price = PRICED[rule.bound or "guide"].filled(yen=figure(rule.hourly), most=figure(most))
        words.append(noted(price, TAXES[rule.tax]))
    if rule.rate is not None:
        words.append(RATED[rule.of or "direct"].filled(rate=percent(rule.rate)))
    return enumerated(words)
