"""What is said of a value that cannot be read."""

from collections.abc import Mapping

from sangaku_price.language.text import Text

VALUES: Mapping[str, Text] = {
    "yen": Text(
        "金額は整数の円で書いてください（例 1_500_000）。引用符、小数点、コンマは付けません。",
        "an amount is whole yen, without quotes, point or comma (e.g. 1_500_000)",
    ),
    "unit-price": Text(
        "単価は数で書いてください（例 4_512.5）。引用符、コンマは付けません。",
        "a unit price is a number, without quotes or comma (e.g. 4_512.5)",
    ),
    "whole-number": Text("整数で書いてください。", "must be a whole number"),
    "number": Text("数で書いてください（引用符なし）。", "must be a number, without quotes"),
    "negative": Text("負の値は書けません。", "must not be negative"),
    "positive": Text("1以上で書いてください。", "must be 1 or more"),
    "too-large": Text("大きすぎます。上限は{most}です。", "too large; at most {most}"),
    "too-many-digits": Text("桁が多すぎます（{most}桁まで）。", "too many digits; at most {most}"),
    "not-finite": Text("有限の数で書いてください。", "must be a finite number"),
    "rate": Text('率は半角で "30%" または 0.30 と書いてください。', 'a rate is written "30%" or 0.30'),
    "bare-rate": Text(
        "整数の率は書けません。百分率なら「{percent}」と書いてください。",
        "a bare whole number is no rate; per cent is written {percent}",
    ),
    "rate-too-large": Text(
        '1,000%を超える率です。百分率は "30%" と書いてください。', 'a rate above 1,000 %; per cent is written "30%"'
    ),
    "above-one": Text("0から1（0%から100%）の間で書いてください。", "must lie between 0 and 1 (0% and 100%)"),
    "flag": Text("true または false で書いてください（引用符なし）。", "must be true or false, without quotes"),
    "text": Text("文字列を引用符で囲んで書いてください。", "must be text in quotes"),
    "empty-text": Text(
        "空の文字列は書けません。書くことがなければ行ごと消してください。",
        "must not be empty; with nothing to say, delete the line",
    ),
    "text-pair": Text(
        '文字列、または { ja = "…", en = "…" } と書いてください。', 'must be text, or { ja = "…", en = "…" }'
    ),
    "dated": Text(
        '文書の日付は 2022-03-18 と書いてください。日のない文書は "2022-03" または "2022" と引用符で囲みます。',
        'the day of a document is written 2022-03-18; where it bears none, its month or year in quotes: "2022-03"',
    ),
    "day": Text(
        "日付は 2026-10-01 の形で、引用符も時刻も付けずに書いてください。",
        "a date is written 2026-10-01, without quotes and without a time",
    ),
    "day-range": Text("{first}年から{last}年までの日付を書いてください。", "must lie in the years {first} to {last}"),
    "fiscal-year": Text(
        "年度は4月の属する年を整数で書いてください（例 2026）。",
        "a fiscal year is the year in which April falls, as a whole number (e.g. 2026)",
    ),
    "id": Text(
        "id は英字・数字・ハイフンで書き、数字だけにはできません（60字まで）。",
        "an id is letters, digits and hyphens, not all digits, at most 60",
    ),
    "choice": Text("使える値: {allowed}", "allowed: {allowed}"),
    "name-list": Text(
        '1つ以上の名前の一覧 ["…", "…"] で書いてください。', 'must be a list of one name or more: ["…", "…"]'
    ),
    "name-twice": Text("同じ名前が2回あります。", "a name stands twice"),
    "rounding": Text(
        '{ unit = 1, mode = "down" } の形で、mode は down | nearest | up を書いてください。',
        'must be { unit = 1, mode = "down" }; mode is down | nearest | up',
    ),
    "format": Text("この版が読めるのは format = 1 だけです。", "this version reads format = 1 only"),
}
