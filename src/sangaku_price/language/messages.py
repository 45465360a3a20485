"""The catalogue of all that is said to a user: mistakes, notes, reasons. One place, so that it can be translated.

A message is two templates; `message` fills both. Parameters that end in `_ja` and `_en` hold words of one language.
"""

from collections.abc import Mapping

from sangaku_price.language.text import Text

MESSAGES: Mapping[str, Text] = {
    # -- values ----------------------------------------------------------------------------------------------------
    "missing": Text("必須のキー「{key}」がありません。", 'the key "{key}" is missing'),
    "unknown-key": Text("不明なキーです。使えるキー: {allowed}", "unknown key; allowed: {allowed}"),
    "unknown-key-near": Text(
        "不明なキーです。「{nearest}」ではありませんか。使えるキー: {allowed}",
        'unknown key; did you mean "{nearest}"? allowed: {allowed}',
    ),
    "key-after-case": Text(
        "[[overhead.case]] より後のキーは case に属します。[[overhead]] のキーは最初の case より前に書いてください。",
        "this key stands after [[overhead.case]] and so belongs to the case; move it above the first case",
    ),
    "not-a-table": Text("テーブル [{key}] で書いてください。", "must be a table: [{key}]"),
    "not-tables": Text("テーブルの配列 [[{key}]] で書いてください。", "must be an array of tables: [[{key}]]"),
    "yen": Text(
        "金額は整数の円で書いてください（例 1_500_000）。引用符、小数点、コンマは付けません。",
        "an amount is whole yen, without quotes, point or comma (e.g. 1_500_000)",
    ),
    "whole-number": Text("整数で書いてください。", "must be a whole number"),
    "number": Text("数で書いてください（引用符なし）。", "must be a number, without quotes"),
    "negative": Text("負の値は書けません。", "must not be negative"),
    "positive": Text("1以上で書いてください。", "must be 1 or more"),
    "above-zero": Text("0より大きい数で書いてください。", "must be above 0"),
    "too-large": Text("大きすぎます。上限は {most} です。", "too large; at most {most}"),
    "too-many-digits": Text("桁が多すぎます（{most}桁まで）。", "too many digits; at most {most}"),
    "not-finite": Text("有限の数で書いてください。", "must be a finite number"),
    "rate": Text('率は半角で "30%" または 0.30 と書いてください。', 'a rate is written "30%" or 0.30'),
    "bare-rate": Text(
        "整数の率は書けません。百分率なら {percent} と書いてください。",
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
    "choice-near": Text(
        "「{nearest}」ではありませんか。使える値: {allowed}", 'did you mean "{nearest}"? allowed: {allowed}'
    ),
    "name-list": Text(
        '1つ以上の名前の一覧 ["…", "…"] で書いてください。', 'must be a list of one name or more: ["…", "…"]'
    ),
    "name-twice": Text("同じ名前が2回あります。", "a name stands twice"),
    "rounding": Text(
        '{ unit = 1, mode = "down" } の形で、mode は down | nearest | up を書いてください。',
        'must be { unit = 1, mode = "down" }; mode is down | nearest | up',
    ),
    "format": Text("この版が読めるのは format = 1 だけです。", "this version reads format = 1 only"),
    "sales": Text(
        "{ 2029 = 100_000_000 } の形で年度ごとに書いてください。", "must be { 2029 = 100_000_000 }, by fiscal year"
    ),
    "when": Text(
        "条件を書いてください（例 when.base.below = 1_000_000）。",
        "must be conditions (e.g. when.base.below = 1_000_000)",
    ),
    "when-fact": Text(
        "事実「{key}」の条件は値または値の一覧です。",
        'the condition on the fact "{key}" is a value or a list of values',
    ),
    "threshold": Text(
        "「{key}」の条件は比較の語と整数で書いてください（例 when.{key}.below = 1_000_000）。使える語: {allowed}",
        'the condition on "{key}" is a comparison with a whole number (e.g. when.{key}.below = 1_000_000): {allowed}',
    ),
    "steps": Text(
        "{ 6 = 220_000, 12 = 440_000 } または { 12 = { direct = …, indirect = … } } の形で書いてください。",
        "must be { 6 = 220_000, 12 = 440_000 } or { 12 = { direct = …, indirect = … } }",
    ),
    "hourly": Text(
        "{ professor = 20_000, any = 10_000 } の形で書いてください。", "must be { professor = 20_000, any = 10_000 }"
    ),
    "parts": Text('{ "部局" = 50, "本部" = 250 } の形で書いてください。', 'must be { "部局" = 50, "本部" = 250 }'),
    "set-table": Text('{ "パス" = 値 } の形で書いてください。', 'must be { "path" = value }'),
    # -- reading a file --------------------------------------------------------------------------------------------
    "file-missing": Text("ファイルがありません。", "there is no such file"),
    "file-is-folder": Text("フォルダーです。ファイルを指定してください。", "is a folder; name a file"),
    "file-special": Text(
        "通常のファイルではありません。標準入力から読むときは - を指定してください。",
        "is not a regular file; to read standard input, give -",
    ),
    "file-permission": Text("ファイルを読む権限がありません。", "you have no permission to read this file"),
    "file-unreadable": Text("ファイルを読めません（{reason}）。", "cannot be read ({reason})"),
    "file-too-large": Text(
        "ファイルが大きすぎます（{most}バイトまで）。", "the file is too large; at most {most} bytes"
    ),
    "file-not-text": Text(
        "テキストファイルではありません（Excel、Word、PDFなどは読めません）。",
        "is not a text file (Excel, Word, PDF and the like cannot be read)",
    ),
    "empty": Text("内容がありません（空白とコメントだけです）。", "there is nothing in it but blanks and comments"),
    "utf-16": Text(
        "文字コードが UTF-16 です。UTF-8 で保存し直してください（メモ帳: 名前を付けて保存、文字コード「UTF-8」）。",
        'the encoding is UTF-16; save it as UTF-8 (Notepad: Save As, Encoding "UTF-8")',
    ),
    "shift-jis": Text(
        "文字コードが Shift_JIS のようです。"
        "UTF-8 で保存し直してください（メモ帳: 名前を付けて保存、文字コード「UTF-8」）。",
        'the encoding seems to be Shift_JIS; save it as UTF-8 (Notepad: Save As, Encoding "UTF-8")',
    ),
    "not-utf-8": Text(
        "この行に UTF-8 でない文字があります。UTF-8 で保存し直してください。",
        "this line has characters that are not UTF-8; save the file as UTF-8",
    ),
    "toml-other": Text("TOML の書き方に合っていません。", "is not valid TOML"),
    "toml-too-deep": Text("キーや括弧の階層が深すぎます。", "keys or brackets are nested too deeply"),
    "toml-key-quotes": Text(
        'キーに英数字以外の文字を使うときは引用符で囲んでください（例 "部局" = 50）。',
        'a key with other than ASCII letters and digits needs quotes (e.g. "部局" = 50)',
    ),
    "toml-percent": Text(
        '百分率は半角で、引用符で囲んで書いてください（例 "30%"）。', 'per cent is written in quotes (e.g. "30%")'
    ),
    "toml-comma": Text(
        "数の桁区切りにコンマは使えません。90_000 または 90000 と書いてください。",
        "a number has no commas; write 90_000 or 90000",
    ),
    "toml-full-width": Text(
        "全角の文字があります。数字、引用符、=、括弧、コンマ、空白は半角で書いてください。",
        "there is a full-width character; digits, quotes, =, brackets, commas and blanks must be half-width (ASCII)",
    ),
    "toml-smart-quotes": Text(
        '引用符 “ ” や ‘ ’ は使えません。半角の " を使ってください。',
        'curly quotes cannot be used; write straight ones: "',
    ),
    "toml-invisible": Text(
        "見えない文字（{char}）があります。消してください。", "there is an invisible character ({char}); delete it"
    ),
    "toml-date": Text(
        "日付は 2026-04-01 の形で、月と日を2桁で書いてください。",
        "a date is written 2026-04-01, month and day with two digits",
    ),
    "toml-no-day": Text("暦にない日付です。", "there is no such day in the calendar"),
    "toml-unit": Text(
        "数だけを書いてください（円などの単位や記号は付けません）。文字列なら引用符で囲んでください。",
        "write the number alone, without a unit or sign (yen …); text needs quotes",
    ),
    "toml-flag": Text("true または false と小文字で書いてください。", "write true or false, in lower case"),
    "toml-number": Text(
        "数は 5、0.5、90_000 のように書いてください（05、.5、5. とは書けません）。",
        "a number is written 5, 0.5 or 90_000 (not 05, .5 or 5.)",
    ),
    "toml-text-quotes": Text(
        '値が読めません。文字列は引用符で囲んでください（例 title = "共同研究"）。',
        'the value cannot be read; text needs quotes (e.g. title = "…")',
    ),
    "toml-after-value": Text(
        '値の後に余分な文字があります。文字列は全体を引用符で囲み、中の " は \\" と書いてください。',
        'there is something after the value; text needs quotes around all of it, and \\" for a quote inside',
    ),
    "toml-value-missing": Text("= の後に値がありません。", "the value after = is missing"),
    "toml-unclosed-text": Text("文字列を閉じる引用符がありません。", "the closing quote of a text is missing"),
    "toml-escape": Text(
        "\" \" の中の \\ は \\\\ と書くか、全体を ' ' で囲んでください。",
        "write \\ as \\\\ inside \" \", or put the text in ' '",
    ),
    "toml-array": Text(
        "[ ] の中は値をコンマで区切り、最後を ] で閉じてください。",
        "in [ ], separate values by commas and close with ]",
    ),
    "toml-inline-table": Text(
        "{ } の中は キー = 値 をコンマで区切り、最後を } で閉じてください。",
        "in { }, separate key = value pairs by commas and close with }",
    ),
    "toml-equals": Text(
        "キーの後に = がありません。キー = 値 の形で書いてください。",
        "the = after the key is missing; write key = value",
    ),
    "toml-header": Text(
        "見出しは1行に [contract] または [[direct]] の形で書いてください。",
        "a header stands alone on its line: [contract] or [[direct]]",
    ),
    "toml-statement": Text(
        "キー = 値 でも [見出し] でもありません。コメントは # で始めてください。",
        "is neither key = value nor a [header]; a comment begins with #",
    ),
    "toml-key-twice": Text(
        "同じキーが {first} 行目にもあります。どちらかを消してください。",
        "the key stands in line {first} already; delete one",
    ),
    "toml-table-twice": Text(
        "同じ見出しが {first} 行目にもあります。1つにまとめてください。"
        "繰り返す項目は [[direct]] のように二重の括弧で書きます。",
        "the header stands in line {first} already; put both together, or write [[direct]] (double) for what repeats",
    ),
    # -- a contract file -------------------------------------------------------------------------------------------
    "exclusive-keys": Text("「{key}」と「{other}」は同時に書けません。", '"{key}" and "{other}" exclude each other'),
    "base-later": Text(
        "この間接経費より前にありません。base に書けるのは、先に計算される間接経費だけです。",
        "does not stand before this overhead; a base names overheads that are computed earlier",
    ),
    "price-missing": Text(
        "価格がありません。{allowed} のいずれかを書いてください。", "no price; give one of: {allowed}"
    ),
    "needs-key": Text("「{key}」には「{other}」も必要です。", '"{key}" needs "{other}" as well'),
    "hours-guidance": Text(
        '「hours」は category = "guidance" のときだけ書けます。', '"hours" goes with category = "guidance" only'
    ),
    "outcomes-above-one": Text(
        "確率の合計が {whole} です。合計は100%以下で書いてください（残りは売上なし）。",
        "the probabilities sum to {whole}; 100% at most (what is left is no sales)",
    ),
    "waive-outcomes": Text(
        "「outcome」のある実施料は免除できません。率を下げるか、免除後の条件を書いてください。",
        'a royalty with "outcome" cannot be waived; write the rate that is left',
    ),
    "minimum-needs-sales": Text("最低実施料には売上の見込み「sales」が必要です。", 'a minimum royalty needs "sales"'),
    "too-many-entries": Text("項目は{most}件まで書けます。", "at most {most} entries"),
    "too-many-rules": Text("規則は{most}件まで書けます。", "at most {most} rules"),
    "agreed-needed": Text("総額方式（lump-sum）には「agreed」が必要です。", 'the approach "lump-sum" needs "agreed"'),
    "agreed-only": Text(
        '「agreed」は approach = "lump-sum" のときだけ書けます。', '"agreed" goes with approach = "lump-sum" only'
    ),
    "id-twice": Text("id「{id}」は {other} でも使われています。", 'the id "{id}" is used by {other} too'),
    "id-reserved": Text(
        "「{id}」は種類の名前なので id に使えません。", '"{id}" is the name of a kind and cannot be an id'
    ),
    "id-of-overhead": Text(
        "id「{id}」は料金表 {tariff} の間接経費が使っています。",
        'the id "{id}" is used by an overhead of the tariff {tariff}',
    ),
    "start-after-end": Text("終了日 {end} より後です。", "lies after the end, {end}"),
    "too-long": Text("契約期間は{most}年以内で書いてください。", "a contract lasts at most {most} years"),
    "valid-before-issued": Text("発行日 {issued} より前です。", "lies before the day of issue, {issued}"),
    "year-not-touched": Text("契約期間は {years} 年度です。", "the contract touches the fiscal years {years}"),
    "sales-before-start": Text(
        "契約の最初の年度 {year} より前です。", "lies before the contract's first fiscal year, {year}"
    ),
    "outside-contract": Text("契約期間 {start}～{end} の外です。", "lies outside the contract, {start} to {end}"),
    "unknown-name": Text("不明な名前です。使える名前: {allowed}", "unknown name; allowed: {allowed}"),
    "unknown-name-near": Text(
        "不明な名前です。「{nearest}」ではありませんか。使える名前: {allowed}",
        'unknown name; did you mean "{nearest}"? allowed: {allowed}',
    ),
    "circular": Text("循環しています: {names}", "goes round in a circle: {names}"),
    "waive-several": Text(
        "複数の行があります。いずれかを書いてください: {allowed}", "has several lines; name one: {allowed}"
    ),
    "waived-too-much": Text(
        "免除の合計 {waived}円 が元の額 {original}円 を超えます。",
        "waivers of {waived} yen together exceed the line's {original} yen",
    ),
    "waive-negative": Text("減額の行は免除できません。", "a line that is a reduction cannot be waived"),
    "no-tariff": Text(
        '「tariff = "…"」または [[overhead]] が必要です。', 'needs tariff = "…", or an [[overhead]] of its own'
    ),
    "unknown-tariff": Text(
        '同梱の料金表にありません。パスなら "./mine.toml" と書いてください。一覧は tariff list で見られます。',
        'is no shipped tariff; a path is written "./mine.toml"; "sangaku-price tariff list" lists them',
    ),
    "unknown-tariff-near": Text(
        '同梱の料金表にありません。「{nearest}」ではありませんか。パスなら "./mine.toml" と書いてください。',
        'is no shipped tariff; did you mean "{nearest}"? A path is written "./mine.toml"',
    ),
    "tariff-path": Text("料金表のパスは .toml で終わる必要があります。", "a tariff's path ends in .toml"),
    "fact-value": Text("使える答え: {allowed}", "allowed: {allowed}"),
    "reason-exempt": Text("輸出免税には理由「reason」が必要です。", 'an export exemption needs "reason"'),
    "overhead-own-key": Text(
        "料金表の間接経費には書けません。書けるのは rate, amount, unit-price, quantity, reason です。",
        "cannot be given for an overhead of the tariff; rate, amount, unit-price, quantity, reason can",
    ),
    "overhead-near": Text(
        "料金表 {tariff} にない間接経費です。「{nearest}」ではありませんか。"
        "独自の間接経費には、率と「base」、または額を書いてください。",
        'is no overhead of the tariff {tariff}; did you mean "{nearest}"? One of the contract\'s own needs '
        'a rate with "base", or an amount',
    ),
    "overhead-needs-base": Text(
        "率で計算する独自の間接経費には「base」が必要です。",
        'an overhead of the contract\'s own with a rate needs "base"',
    ),
    "rate-of-total": Text("内数の率は100%未満で書いてください。", "a rate of the total must be below 100 %"),
    "set-path": Text(
        "パスは table.id.key、table.N.key または contract.key の形です。使える名前: {allowed}",
        "a path is table.id.key, table.N.key or contract.key; allowed here: {allowed}",
    ),
    "set-no-entry": Text("ファイルに [[{table}]] がありません。", "the file has no [[{table}]]"),
    "replaced-by-set": Text(
        "「{key}」は「{other}」の設定により外しました。", '"{key}" was dropped because "{other}" was set'
    ),
    # -- a tariff file ---------------------------------------------------------------------------------------------
    "source-unused": Text("どの規則からも引用されていません。", "no rule cites this source"),
    "since-after-until": Text("終了日 {until} より後です。", "lies after its end, {until}"),
    "version-twice": Text(
        "{other} と id「{id}」・契約種別・since が同じです。改定なら since を書き分けてください。",
        'has the id "{id}", a type and the since of {other}; versions of one rule differ in their since',
    ),
    "exactly-one": Text("ちょうど一つ書いてください: {allowed}", "give exactly one of: {allowed}"),
    "every-without-step": Text(
        "この月数までの段階が steps にありません。", "no step of the fee reaches that many months"
    ),
    "floor-above-cap": Text("上限額 {cap}円 を超えています。", "exceeds the cap of {cap} yen"),
    "is-contract": Text(
        "契約ファイルです。ここには料金表のファイルを指定してください。",
        "is a contract file; a tariff file is wanted here",
    ),
    "is-tariff": Text(
        "料金表のファイルです。ここには契約ファイルを指定してください。",
        "is a tariff file; a contract file is wanted here",
    ),
    "extends-circle": Text("extends が循環しています: {names}", "extends goes round in a circle: {names}"),
    # -- pricing ---------------------------------------------------------------------------------------------------
    "no-hourly-rate": Text(
        "時間単価がありません（料金表の定めもありません）。「{key}」を書いてください。",
        'no hourly rate, and none is published; give "{key}"',
    ),
    "no-hourly-rate-of-rank": Text(
        "料金表に職位「{rank}」の時間単価がありません。「{key}」を書いてください（料金表の職位: {ranks}）。",
        'the tariff has no hourly rate for the rank "{rank}"; give "{key}" (ranks of the tariff: {ranks})',
    ),
    "outside-bound": Text(
        "公表値は {bound_ja} です。外れる場合は「reason」が必要です。",
        'published: {bound_en}; outside it a "reason" is needed',
    ),
    "no-fee": Text(
        "料金表 {tariff} に研究料がありません。「fee」を書いてください。",
        'the tariff {tariff} has no fee in force; give "fee"',
    ),
    "fee-negotiated": Text(
        "料金表 {tariff} の研究料は別途協議です。「fee」を書いてください。",
        'the fee of the tariff {tariff} is negotiated; give "fee"',
    ),
    "stay-empty": Text(
        "滞在期間が契約期間または年度と重なりません。", "the stay does not meet the contract or the fiscal year"
    ),
    "stay-too-long": Text(
        "{months}か月の研究料は公表されていません（{most}か月まで）。「fee」を書いてください。",
        'no fee is published for {months} months (up to {most}); give "fee"',
    ),
    "fee-not-published": Text(
        "{months}か月の研究料は公表されていません。「fee」を書いてください。",
        'the fee for {months} months is not published; give "fee"',
    ),
    "overhead-negotiated": Text(
        '料金表 {tariff} の「{id}」は別途協議です。[[overhead]] id = "{id}" に rate または amount を書いてください。',
        'the charge "{id}" of the tariff {tariff} is negotiated; give a rate or an amount in [[overhead]] id = "{id}"',
    ),
    "quantity-needed": Text(
        '料金表 {tariff} の「{id}」は数量（{unit}）が必要です。[[overhead]] id = "{id}" に quantity を書いてください。',
        'the charge "{id}" of the tariff {tariff} needs a quantity ({unit}); give it in [[overhead]] id = "{id}"',
    ),
    "hours-unknown": Text(
        "時間で課す間接経費があるため、時間が必要です。「hours」または「annual-hours」を書いてください。",
        'an overhead is charged by hours; give "hours", or "annual-hours" with the effort',
    ),
    "rate-fiscal-year": Text(
        "率で計算する間接経費に年度は指定できません。", "an overhead by rate cannot have a fiscal year"
    ),
    "from-base-too-large": Text(
        "「{id}」{amount}円 が、差し引かれる元の額を超えます。",
        '"{id}" of {amount} yen exceeds what it is taken out of',
    ),
    "no-overhead-for-type": Text(
        "料金表 {tariff} にこの契約種別の間接経費がありません。定めのある種別: {allowed}",
        "the tariff {tariff} has no overhead for this type of contract; it has some for: {allowed}",
    ),
    "no-overhead-for-date": Text(
        "料金表 {tariff} の間接経費（{type}）はこの日に効力がありません（最初の適用日 {since}）。",
        "no overhead of the tariff {tariff} for {type} is in force on this day (the first is from {since})",
    ),
    "date-needed": Text(
        "規則 {rule} は{date_ja}で決まります。「{key}」を書いてください。",
        'the rule {rule} is decided by the {date_en}; give "{key}"',
    ),
    "no-tax-rate": Text("{day} の消費税率が不明です。", "no rate of consumption tax is known for {day}"),
    # -- notes -----------------------------------------------------------------------------------------------------
    "unstated-tax": Text(
        "料金表の額は税込・税抜の別が明示されていないため、そのままの額を用いました。",
        "the tariff does not say whether its amount contains tax; it was used as it stands",
    ),
    "converted": Text(
        "料金表の額を契約の税区分に換算し、端数を処理しました。",
        "the tariff's amount was converted to the contract's tax basis and rounded",
    ),
    "outside-bound-reason": Text(
        "公表値（{bound_ja}）の外の {found} です。理由: {reason}",
        "{found} lies outside what is published ({bound_en}); reason: {reason}",
    ),
    "differs-from-published": Text(
        "公表値は {bound_ja}、この見積は {found} です。理由: {reason}",
        "published: {bound_en}; this quote has {found}; reason: {reason}",
    ),
    "within-bound": Text(
        "公表値（{bound_ja}）の範囲内で {found} としました。理由: {reason}",
        "{found}, within what is published ({bound_en}); reason: {reason}",
    ),
    "own-fee": Text(
        "研究料は契約で定めた額です（料金表の規則 {rule} に代わる）。",
        "the fee is the contract's own, in the place of the tariff's rule {rule}",
    ),
    "backfill-capped": Text(
        "業務の補完は直接経費の {cap} が上限です（{before}円 → {after}円）。",
        "backfills are capped at {cap} of the direct entries ({before} yen became {after} yen)",
    ),
    "open-royalty": Text(
        "売上高の {rate} の実施料は、売上の見込みがないためどの金額にも含まれていません。",
        "a royalty of {rate} of sales is owed but in no figure, for want of estimated sales",
    ),
    "waived": Text("免除の理由: {reason}", "reason of the waiver: {reason}"),
    "floor-applied": Text(
        "下限額 {limit}円 を適用しました（計算額 {before}円）。",
        "the floor of {limit} yen applies (computed: {before} yen)",
    ),
    "cap-applied": Text(
        "上限額 {limit}円 を適用しました（計算額 {before}円）。",
        "the cap of {limit} yen applies (computed: {before} yen)",
    ),
    "base-zero": Text("算定の基礎が0円のため0円です。", "the base is 0 yen, and so is this"),
    "fact-not-told": Text(
        "[facts] の {facts} が書かれていないため、例外（{outcome}）は適用していません。",
        "[facts] does not tell {facts}; the exception ({outcome}) was not applied",
    ),
    "no-overhead-at-all": Text(
        "料金表 {tariff} には間接経費の定めがないため、間接経費なしで計算しました。",
        "the tariff {tariff} has no overhead; priced without",
    ),
    "method-assumed": Text(
        "method がないため外数（on-base）としました。", "no method is given; on-base (外数) was taken"
    ),
    "of-dropped": Text(
        "「of」の {name} はこの積算方式に含まれないため0円です。",
        '"{name}" in "of" is not kept in this scenario and counts 0',
    ),
    "costs-nothing": Text("確定額は0円です。", "nothing is certainly paid: 0 yen"),
    "review-by": Text(
        "料金表 {tariff} の見直し期限 {day} を過ぎています。", "the tariff {tariff} was to be reviewed by {day}"
    ),
    "mirror": Text("出典は別のサイトの写しです: {title}", "read from a copy on another host: {title}"),
    "exempt": Text("消費税の扱い: {category}。理由: {reason}", "consumption tax: {category}; reason: {reason}"),
    "negative-value": Text(
        "合意額がコスト積み上げを下回るため負の額です。", "negative: the agreed amount lies below cost accumulation"
    ),
    "implied-multiple": Text(
        "合意額はコスト積み上げ {cost}円 の {multiple}（約{about}）倍です。",
        "the agreed amount is {multiple} (about {about}) times the {cost} yen of cost accumulation",
    ),
    "outcome-largest": Text(
        "額は、支払額が最大となる売上（outcome {number}／全{count}通り）によるものです。",
        "the amounts are those of the outcome that pays most (number {number} of {count})",
    ),
    # -- negotiating: lints, comparison, goal-seek, sweep, risk ------------------------------------------------------
    "effort-over-100": Text(
        "{who} のエフォートが {year}年度に合計 {effort} です（100%を超えています）。",
        "the effort of {who} in FY{year} sums to {effort}, more than 100 %",
    ),
    "time-and-backfill": Text(
        "{who} の関与時間と業務の補完の両方があります。同じ時間の二重計上ではないか確認してください。",
        "both the time and a backfill of {who} are charged; make sure that they are not the same hours",
    ),
    "discount-and-probability": Text(
        "割引率 {rate} と確率の両方があります。高い割引率は不成功の危険を含むことが多く、二重計上のおそれがあります。",
        "a discount rate of {rate} stands beside probabilities; so high a rate often contains the risk of failure, "
        "which is then counted twice",
    ),
    "success-after-expiry": Text(
        "期日 {due} が失効日 {expires} より後です。", "due on {due}, after it expires on {expires}"
    ),
    "scenario-changes-nothing": Text(
        "シナリオ「{name}」は {approach} と同じ結果です。", 'the scenario "{name}" changes nothing against {approach}'
    ),
    "student-not-employed": Text(
        "学生の時間を計上していますが、雇用（employed = true）とされていません。",
        "the time of a student is charged who is not said to be employed (employed = true)",
    ),
    "faculty-hours-twice": Text(
        "料金表によれば「{id}」には教員の時間が含まれています。{people} の計上と二重にならないか確認してください。",
        'the tariff says that "{id}" contains faculty hours; make sure that {people} is not charged twice',
    ),
    "value-on-public-money": Text(
        "公的資金の契約に「知」の価値の項目があります（{ids}）。資金の規則で認められるか確認してください。",
        "there are value items in a contract on public money ({ids}); make sure that its rules allow them",
    ),
    "true-cost-missing": Text(
        "真のコストは示していません。時間の原価（cost-rate または annual-cost）のない項目: {ids}",
        "no true cost is shown; entries without a cost of time (cost-rate or annual-cost): {ids}",
    ),
    "from-total": Text(
        "受入額 {target}円 から逆算しました: {path} = {value}。合計は {total}円 です。",
        "worked back from {target} yen received: {path} = {value}, which gives {total} yen",
    ),
    "from-total-near": Text(
        "受入額 {target}円 ちょうどにはなりません。{path} = {value} で {total}円、{other} で {more}円 です。",
        "{target} yen received cannot be met exactly: {path} = {value} gives {total} yen, {other} gives {more} yen",
    ),
    "mark-begins": Text("{what_ja} の適用が始まる", "{what_en} begins to apply"),
    "mark-ends": Text("{what_ja} の適用が終わる", "{what_en} ceases to apply"),
    "mark-decides": Text("{id}：別の定めが適用される（{price}）", "{id}: another rule decides ({price})"),
    "chance-missing": Text(
        "確率がありません。分布には、すべての条件付項目の「probability」が必要です。",
        'no probability; a distribution needs "probability" for every uncertain entry',
    ),
    "risk-too-many": Text(
        "異なる支払額が {most} 通りを超えます。金額を丸めるか、条件付の項目・outcome をまとめて減らしてください。",
        "there are more than {most} different payoffs; round the amounts, or merge uncertain entries or outcomes",
    ),
    "risk-too-fine": Text(
        "確率の桁が多すぎて正確に書けません。確率の桁を減らしてください（例 33.3% → 33%）。",
        "the probabilities are too fine to be written exactly; give them with fewer digits (33.3% → 33%)",
    ),
    # -- why a rule lost -------------------------------------------------------------------------------------------
    "beaten-type": Text("対象の契約種別: {types}", "for contracts of type: {types}"),
    "beaten-date": Text("{date_ja} {day} に効力がない", "not in force on the {date_en}, {day}"),
    "beaten-older": Text("より新しい規則が優先: {winner}", "a newer rule wins: {winner}"),
    "beaten-by-case": Text("case {case} が先に成立", "case {case} holds first"),
    "beaten-case-date": Text("期間外（{day}、{since}～{until}）", "outside its dates ({day}; {since} to {until})"),
    "beaten-threshold": Text(
        "{name} = {value} は条件（{bounds}）に合わない", "{name} = {value} does not meet {bounds}"
    ),
    "beaten-fact": Text("{name} = {value}", "{name} = {value}"),
    "beaten-untold": Text("{facts} が書かれていない", "the contract does not tell {facts}"),
    # -- checks, gates, frozen quotes ------------------------------------------------------------------------------
    "when-facts": Text(
        '{ type = "joint-research", company-size = ["large", "sme"] } の形で書いてください。',
        'is written { type = "joint-research", company-size = ["large", "sme"] }',
    ),
    "gate-none": Text("[[gate]] が1つもありません。", "there is no [[gate]]"),
    "gate-twice": Text("この名前は {other} でも使われています。", "this name is used by {other} too"),
    "gate-bound-missing": Text(
        "境界がありません。いずれかを書いてください: {allowed}", "no bound; give one of: {allowed}"
    ),
    "gate-bound-yen": Text("{measure} は整数の円と比べます（例 1_500_000）。", "{measure} is compared with whole yen"),
    "gate-bound-rate": Text('{measure} は率と比べます（例 "20%"）。', '{measure} is compared with a rate (e.g. "20%")'),
    "gate-bounds-apart": Text("下限が上限より上にあり、満たす値がありません。", "no value lies within these bounds"),
    "gate-denied": Text(
        "{name}: {measure_ja} {found_ja} は {bound_ja} を満たしません（差 {gap_ja}）。",
        "{name}: {measure_en} is {found_en}, not {bound_en} (gap {gap_en})",
    ),
    "gate-unknown": Text(
        "{name}: {measure_ja} が分かりません。足りないもの: {missing}。",
        "{name}: {measure_en} is not known; missing: {missing}",
    ),
    "gate-remedy": Text("{measure_ja}を{bound_ja}にすると満たします。", "– satisfied with {measure_en} {bound_en}"),
    "gate-remedy-entry": Text("{path} を{bound_ja}にすると満たします。", "– satisfied with {path} {bound_en}"),
    "gate-remedy-share": Text(
        "{part_ja}（いま{now}円）を{bound_ja}にすると満たします（他の行がそのままなら）。",
        "– satisfied with {part_en} (now {now} yen) {bound_en}, the other lines as they are",
    ),
    "gate-reason": Text("理由: {reason}", "; reason: {reason}"),
    "gate-no-baseline": Text(
        "{name}: 比べる見積（--baseline）がないため判定していません。", "{name}: not tested without a --baseline"
    ),
    "no-contract-here": Text(
        "契約ファイル（[contract] のある .toml）が見つかりません。",
        "no contract file (a .toml with [contract]) is here",
    ),
    "lint-ignore-unused": Text(
        "[[lint.ignore]] の {code} に当たる指摘はありません。消してください。",
        "nothing is found that [[lint.ignore]] {code} could ignore; delete it",
    ),
    "frozen-not": Text(
        "凍結した見積ではありません。quote --freeze で作ったファイルを指定してください。",
        "is no frozen quote; give a file made by quote --freeze",
    ),
    "frozen-altered": Text(
        "凍結した見積が書き換えられています（verify で確認できます）。", "this frozen quote was altered; see verify"
    ),
    "frozen-company": Text(
        "企業向けの写しには契約ファイルが含まれないため比べられません。大学側の凍結見積を指定してください。",
        "a company's copy has no contract file in it; give the office's frozen quote",
    ),
    "verify-same": Text("同じです。", "same"),
    "verify-moved": Text("動きました。", "moved"),
    "verify-altered": Text("書き換えられています。", "altered:"),
    "verify-altered-form": Text(
        "書いたときのバイト列と異なります。", "its bytes are not those in which it was written"
    ),
    "verify-altered-digest": Text("内容がダイジェストと合いません。", "its contents do not match its digest"),
    "verify-altered-figures": Text("金額が内訳と合いません。", "its figures do not add up"),
    "verify-untested-spec": Text(
        "契約ファイルを含まない写しのため、改変の有無と計算の整合だけを確かめました。--spec で再計算できます。",
        "a copy without the contract file: it is unaltered and adds up; --spec prices it again",
    ),
    "verify-untested-tariff": Text(
        "料金表がインストールされていないため、凍結されたものだけで確かめました。--tariff で比べられます。",
        "its tariff is not installed and was not compared; give it with --tariff",
    ),
    "verify-stuck": Text(
        "この変更により、価格を計算できなくなりました。", "with this change it cannot be priced any more:"
    ),
    "new-months": Text("1から{most}までの月数を指定してください。", "give 1 to {most} months"),
    # -- a quote that is read back ---------------------------------------------------------------------------------
    "quote-no-json": Text("見積のJSONとして読めません。", "is no JSON quote"),
    "quote-version": Text(
        "この版が読める見積は schema_version = {version} だけです。",
        "this version reads quotes of schema_version {version} only",
    ),
    "quote-value": Text("見積のJSONのこの位置に置けない値です。", "not a value that a JSON quote has here"),
    # -- the tariff library ----------------------------------------------------------------------------------------
    "no-cases": Text(
        "フォルダーにケースのファイル（*.toml）がありません。", "there is no case file (*.toml) in this folder"
    ),
    "not-cases": Text("ケースのファイルには [[case]] を書いてください。", "a case file needs [[case]] tables"),
    "library-checked-later": Text(
        "確認日 {checked} が {day} より後です。", "the day checked, {checked}, lies after {day}"
    ),
    "library-review-by": Text(
        "見直し期限 {until} を過ぎています（{day}）。", "was to be reviewed by {until}; it is {day}"
    ),
    "library-source-without-href": Text("出典「{key}」に href がありません。", 'the source "{key}" has no href'),
    "library-mirror-unchecked": Text(
        "出典「{key}」は別サイトの写しですが、この規則に doubt がありません。"
        "公式の頁と照合し、結果を doubt に書いてください。",
        'the source "{key}" is a copy on another host, but the rule has no doubt: compare it with the official page, '
        "and say in doubt what you found",
    ),
    "library-doubt-empty": Text("doubt に言葉がありません。", "the doubt says nothing"),
    "library-tax-unstated": Text(
        '金額の税込・税抜が不明です（tax = "inclusive" または "exclusive"）。見積では額をそのまま用い、注記します。',
        'it is not said whether the amounts contain tax (tax = "inclusive" or "exclusive"); a quote uses them as they '
        "stand, and says so",
    ),
    "library-no-overhead": Text(
        "間接経費の規則がありません。見積は間接経費なしで計算されます。",
        "there is no overhead; quotes are priced without",
    ),
    "library-type-without-overhead": Text(
        "契約種別「{type}」の間接経費がないため、この種別の契約は計算できません。",
        'there is no overhead for contracts of type "{type}": they are refused',
    ),
    "library-begins": Text(
        "{since} より前に適用される版がありません（{type}）。", "no version applies before {since} ({type})"
    ),
    "library-ends": Text(
        "{until} より後に適用される版がありません（{type}）。", "no version applies after {until} ({type})"
    ),
    "library-gap": Text(
        "{first} から {last} まで適用される版がありません（{type}）。",
        "no version applies from {first} to {last} ({type})",
    ),
    "library-overlap": Text(
        "{first} から {last} まで2つの版に効力があります。新しい方が適用されます（{type}）。",
        "two versions are in force from {first} to {last}; the newer wins ({type})",
    ),
    "library-same-day": Text(
        "2つの版が同じ日（{since}）に始まります。どちらが適用されるか決まりません（{type}）。",
        "two versions begin on the same day ({since}): which one applies is not said ({type})",
    ),
    "library-mixed-dates": Text(
        "版により基準日が異なります（{dates}）。契約によっては、2つの版の間で適用が重なり、または途切れます（{type}）。",
        "its versions are decided by different dates ({dates}): between them a contract may fall under both or neither "
        "({type})",
    ),
    "library-case-shadowed": Text(
        "適用されることがありません。先に書かれた {by} が常に先に成立します。",
        "never applies: {by}, which stands earlier, holds whenever this does",
    ),
    "library-case-contradicts": Text(
        "「{name}」の条件を満たす値がありません。", 'no value of "{name}" meets these conditions'
    ),
    "library-case-dates": Text(
        "規則に効力がある間に適用される日がありません。", "applies on no day on which its rule is in force"
    ),
    "library-case-overlap": Text(
        "「{name}」が {first} から {last} までは {other} と重なり、先に書かれた方が適用されます。",
        'for "{name}" from {first} to {last} both this and {other} hold; the one that stands first wins',
    ),
    "library-case-hole": Text(
        "「{name}」がちょうど {at} のとき、この case も {other} も成立しません（以上・以下ではありませんか）。",
        'where "{name}" is exactly {at}, neither this nor {other} holds (at-least or at-most?)',
    ),
    "library-rate-per-cent": Text(
        "率が {rate} です。{hundredth} の誤りではありませんか。", "the rate is {rate}; is {hundredth} meant?"
    ),
    "library-limit-in-case": Text(
        "下限額・上限額はこの case だけのものです。規則のものなら、最初の case より前に書いてください。",
        "the floor or cap is that of this case alone; one of the rule stands above the first case",
    ),
    "library-fee-falls": Text(
        "{longer}か月までの {more}円 が、{shorter}か月までの {less}円 より安くなっています。",
        "up to {longer} months costs {more} yen, less than the {less} yen up to {shorter} months",
    ),
    "library-not-exercised": Text("どのケースでも使われていません。", "no case exercises it"),
    "library-no-case": Text("この料金表で計算するケースがありません。", "no case is priced under this tariff"),
    "library-case-differs": Text(
        "ケース「{name}」（{file}）が合いません: {differs}", 'the case "{name}" ({file}) differs: {differs}'
    ),
    "more-problems": Text(
        "誤りはほかにもあります（{count}件まで示しました）。", "there are more mistakes; the first {count} are shown"
    ),
}


def message(code: str, /, **params: object) -> Text:
    """A message in both languages, filled."""
    template = MESSAGES[code]
    if not params:
        return template
    return Text(template.ja.format(**params), template.en.format(**params))
