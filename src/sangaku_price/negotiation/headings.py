"""The words of comparisons, goal-seeks, sweeps and distributions."""

from sangaku_price.language.text import Text

# -- compare -----------------------------------------------------------------------------------------------------------
COMPARISON = Text("比較", "comparison")
FIGURES = Text("金額と割合", "figures")
WALK = Text("コストから価格へ（円）", "from cost to price, in yen")
BARS = Text("構成", "composition")
TRUE_COST = Text("真のコスト（円、学内用）", "true cost in yen, for the office")
SIZE = Text("契約規模の位置（学内用）", "size among published contracts, for the office")
REFUSED = Text("計算できない料金表", "tariffs that cannot price this contract")
DIFFERENCE = Text("差", "difference")
OVERHEADS = Text("間接経費", "indirect cost")
TARIFF = Text("機関", "institution")
OUTDATED = Text("※改定済みのおそれ", "※ feared to be superseded")
UPLIFT = Text("最初の方式からの増減率（確定額）", "fixed amount against the first")
WAIVERS = Text("免除", "waivers")
TAX_ON_TOP = Text("消費税（外税）", "consumption tax on top")
TRUE_INDIRECT = Text("実際の間接経費", "indirect cost as measured")
UNRECOVERED = Text("コスト積み上げでは回収できない額", "left unrecovered by cost accumulation")
TRUE_COST_CAVEAT = Text(
    "直接経費＋関与者の時間の原価＋直接経費×実際の間接経費率。率は関与者の時間を含めずに求めたものを使います。",
    "Direct entries, the time of the people involved at cost, and the measured rate on the direct entries; the rate "
    "must be derived without the time of these people.",
)
BAND = Text("受入額の区分（円）", "band in yen")
SHARE_OF_BAND = Text("区分の割合", "in this band")
SHARE_ABOVE = Text("それより大きい契約", "in higher bands")
TIMES_MEAN = Text("平均の倍数", "times the mean")
SIZE_CAVEAT = Text(
    "{year}年度の契約件数の割合（{title}）、平均は{mean_year}年度 {mean}円。"
    "年度当たりの受入額の統計であり、複数年契約の総額とは単位が異なります。{doubt}。平均は{mean_doubt}。",
    "Shares of contracts in FY{year} ({title}); mean of FY{mean_year}: {mean} yen. These count what is "
    "received in one fiscal year, not the whole of a contract over several years. {doubt}; the mean {mean_doubt}.",
)
MORE_IN_DATA = Text("項目ごとの金額は --format csv または json で出ます。", "Amounts by entry: --format csv or json.")

# -- solve -------------------------------------------------------------------------------------------------------------
SOLUTION = Text("逆算", "goal-seek")
ANSWERS = {
    "exact": Text("ちょうどになる値があります。", "There is a value that meets the target exactly."),
    "between": Text(
        "ちょうどになる値はありません。目標をはさむ隣り合う値は次のとおりです。",
        "No value meets the target exactly; these neighbours straddle it.",
    ),
    "out-of-reach": Text("この範囲では届きません。", "The target is out of reach in this range."),
    "unmoved": Text("このパスの値を変えても動きません。", "This path does not move the measure."),
}
DIRECTIONS = {
    "rises": Text("値を上げると増えます。", "The measure rises there as the value grows."),
    "falls": Text("値を上げると減ります。", "The measure falls there as the value grows."),
    "flat": Text("この近くでは変わりません。", "The measure does not change there."),
}
OTHERS = Text(
    "範囲の中で増減の両方があるため、ほかにも解があり得ます。",
    "The measure rises and falls over the range, or several values meet the target: other solutions may exist.",
)
VARY = Text("変える値", "varied")
TARGET = Text("目標", "target")
MEASURE = Text("測る金額", "measure")
VALUE = Text("値", "value")
GIVES = Text("結果", "gives")
GAP = Text("目標との差", "to the target")
ANSWER = Text("解", "answer")
NEIGHBOUR = Text("隣の値", "neighbour")
LOWEST = Text("最小", "least found")
HIGHEST = Text("最大", "most found")
INCLUSIVE = Text(
    '金額をすべて税込とする（tax.basis = "inclusive"）と、{value}でちょうどになります。',
    'With the amounts of the file read as inclusive of tax (tax.basis = "inclusive"), {value} meets it exactly.',
)
PATHS = Text("次の値を変えれば届きます：{paths}", "These paths lead there: {paths}")
AS_SETTING = Text("設定", "setting")
NO_ANSWER = Text("解がありません。", "there is no answer to write")
NOT_EXACT = Text("ちょうどにはなりません：{setting}では{found}です。", "not exact: {setting} gives {found}")

# -- sweep -------------------------------------------------------------------------------------------------------------
SWEEP = Text("範囲の計算", "sweep")
MARKS = Text("変わり目", "what changes")
CANNOT = Text("計算できません", "cannot be priced")
FROM = Text("{said}（{at}から）", "{said} (from {at})")

# -- risk --------------------------------------------------------------------------------------------------------------
RISK = Text("条件付の金額の確率分布（学内用）", "distribution of the contingent money, for the office")
MEAN = Text("期待値", "mean")
PERCENTILE = Text("{p}%点（これ以下となる確率が{p}%以上の最小額）", "P{p}: the smallest amount with P(X ≤ x) ≥ {p} %")
NOTHING = Text("0円となる確率", "probability of 0 yen")
MOST = Text("最大", "maximum")
HISTOGRAM = Text("分布", "histogram")
AMOUNT = Text("金額（円）", "amount in yen")
PROBABILITY = Text("確率", "probability")
AT_MOST = Text("以下となる確率", "at most this")
NO_CONTINGENT = Text("条件付・ランニングの金額はありません。", "There is no contingent money.")
EXACT_NOTE = Text(
    "計算は厳密で、表示の確率だけを0.01%に丸めています。項目は互いに独立とみなし、前提とする項目（after）だけを反映します。",
    "Exact; only the probabilities shown are rounded to 0.01 %. Entries are independent but for what they come after.",
)
