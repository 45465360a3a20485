"""The columns of a portfolio: what each is called, how it is read from a row, and how `--where` compares it."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from sangaku_price.documents.cells import Kind, Value
from sangaku_price.documents.records import Field, Named, Records
from sangaku_price.language.amounts import whole_yen
from sangaku_price.language.enums import Lang
from sangaku_price.language.numbers import plain, yen
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text, own
from sangaku_price.portfolios.row import Row
from sangaku_price.toml.problems import Problem, listed, nearest

TITLE = Text("契約一覧", "Contracts")
COLUMNS: Mapping[str, Field] = {
    one.name: one
    for one in (
        Field("file", Text("ファイル", "file")),
        Field("title", Text("研究題目", "title")),
        Field("institution", Text("機関", "institution")),
        Field("tariff", Text("料金表", "tariff"), listed=False),
        Field("company", Text("企業", "company")),
        Field("principal", Text("研究代表者", "principal"), listed=False),
        Field("type", Text("契約種別", "type"), listed=False),
        Field("start", Text("開始日", "start"), Kind.DAY),
        Field("end", Text("終了日", "end"), Kind.DAY),
        Field("scenario", Text("積算方式", "scenario"), listed=False),
        Field("total", Text("総額（税込）", "total with tax"), Kind.YEN, short=Text("総額（税込）", "total")),
        Field("tax", Text("うち消費税", "of which tax"), Kind.YEN, listed=False),
        Field("planned", Text("予定額（税込）", "planned with tax"), Kind.YEN, short=Text("予定額", "planned")),
        Field(
            "contingent_maximum",
            Text("条件付の最大額", "contingent, at most"),
            Kind.YEN,
            short=Text("条件付最大", "contingent"),
        ),
        Field(
            "contingent_expected",
            Text("条件付の期待値", "contingent, expected"),
            Kind.YEN,
            short=Text("条件付期待", "expected"),
        ),
        Field("value_share", Text("「知」の価値の割合", "share of value"), Kind.RATE, short=Text("知の割合", "value")),
        Field(
            "overhead_rate",
            Text("実効間接経費率", "effective overhead rate"),
            Kind.RATE,
            short=Text("間接経費率", "overhead"),
        ),
        Field("warnings", Text("警告", "warnings"), Kind.NUMBER, whole=True),
        Field("superseded_by", Text("集計の対象外", "not in the sums")),
        Field("mistake", Text("誤り", "mistake")),
    )
}
SUMMARY = Text(
    "sangaku-price portfolio: 契約 {priced}件、総額（税込） {total}円、誤りのあるファイル {refused}件",
    "sangaku-price portfolio: contracts {priced}, total with tax {total} yen, files with mistakes {refused}",
)
BESIDE = Text("、集計の対象外 {superseded}件", ", not in the sums {superseded}")
WHERE = Text("「キー=値」で書いてください。使えるキー: {allowed}", "write KEY=VALUE; keys: {allowed}")
NO_KEY = Text("絞込みのキー「{key}」はありません。使えるキー: {allowed}", "no key {key} to filter by; keys: {allowed}")
NEAR_KEY = Text(
    "絞込みのキー「{key}」はありません。「{nearest}」ではありませんか。使えるキー: {allowed}",
    'no key {key} to filter by; did you mean "{nearest}"? keys: {allowed}',
)
Test = Callable[[Row], bool]


def records_of(rows: Iterable[Row], lang: Lang) -> Records:
    """Rows as records, one at a time."""
    sums = Sums()
    told = (tuple(values_of(row, lang)) for row in sums.counted(rows))
    return Records("contract", TITLE, tuple(COLUMNS.values()), told, sums.said)


def values_of(row: Row, lang: Lang) -> Iterator[Value]:
    """What each column holds; a mistake in the language asked for."""
    for name in COLUMNS:
        match name:
            case "mistake":
                yield mistake_words(row.mistake, lang)
            case "warnings" if row.mistake is not None:
                yield None
            case _:
                yield getattr(row, name)


def mistake_words(mistake: Problem | None, lang: Lang) -> str | None:
    """The first mistake of a file, at its line; nothing where there is none."""
    return None if mistake is None else " ".join(mistake.written(lang).split())


class Sums:
    """What a list ends with: how many contracts count, what they come to, how many do not or could not be priced."""

    def __init__(self) -> None:
        self.priced = self.total = self.refused = self.superseded = 0

    def counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, counted as they pass."""
        for row in rows:
            self.refused += row.mistake is not None
            self.superseded += row.superseded_by is not None
            if row.counts:
                self.priced += 1
                self.total += row.total or 0
            yield row

    def said(self) -> Text:
        """The sums in a line."""
        said = SUMMARY.filled(priced=yen(self.priced), total=yen(self.total), refused=yen(self.refused))
        return own("").join((said, BESIDE.filled(superseded=yen(self.superseded)))) if self.superseded else said


# -- filters -----------------------------------------------------------------------------------------------------------


def tests_of(where: Sequence[str]) -> tuple[Test, ...]:
    """KEY=VALUE filters, all of which a row must meet. Raises NoAnswer for a key that is no column.

    A file that cannot be priced tells nothing that could be compared: it is never filtered away.
    """
    return tuple(map(_test, where))


def _test(one: str) -> Test:
    key, sign, wanted = one.partition("=")
    keys = [name for name in COLUMNS if name != "mistake"]
    name = _headed(key, keys) or key.strip().replace("-", "_")
    shown = [name.replace("_", "-") for name in keys]
    if not sign:
        raise NoAnswer(WHERE.filled(allowed=listed(shown)))
    if name not in keys:
        near = nearest(key.strip(), shown)
        said = NO_KEY if near is None else NEAR_KEY
        raise NoAnswer(said.filled(key=repr(key.strip()), nearest=near or "", allowed=listed(shown)))
    return lambda row: row.mistake is not None or _same(getattr(row, name), wanted)


def _headed(key: str, names: Iterable[str]) -> str | None:
    """The column that a list heads with these words, in any language."""
    wanted = _folded(key)
    return next((name for name in names if wanted in map(_folded, _heads(COLUMNS[name]))), None)


def _heads(field: Field) -> Iterator[str]:
    yield from field.head
    yield from field.short or ()


def _same(found: Value, wanted: str) -> bool:
    """Whether a value is the one wanted, as people write it, an id also by its words.

    Width, case and spaces of words are not compared.
    """
    wanted = _folded(wanted)
    match found:
        case None:
            return wanted in {"", "-", "–"}
        case int():
            return whole_yen(wanted) == found or wanted.replace(",", "").replace("_", "") == str(found)
        case Fraction():
            return wanted in {plain(found), f"{plain(found * 100)}%"}
        case Named():
            return wanted in map(_folded, (found, *found.words))
        case _:
            return _folded(str(found)) == wanted


def _folded(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())
