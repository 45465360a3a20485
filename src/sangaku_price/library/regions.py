"""Prefectures by their English names, so that a search finds 鳥取県 as Tottori."""

import re
from collections.abc import Mapping

from sangaku_price.language.naming import named
from sangaku_price.language.refusals import NoAnswer
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import nearest

_PAIRS = """北海道 Hokkaido 青森県 Aomori 岩手県 Iwate 宮城県 Miyagi 秋田県 Akita 山形県 Yamagata 福島県 Fukushima
茨城県 Ibaraki 栃木県 Tochigi 群馬県 Gunma 埼玉県 Saitama 千葉県 Chiba 東京都 Tokyo 神奈川県 Kanagawa
新潟県 Niigata 富山県 Toyama 石川県 Ishikawa 福井県 Fukui 山梨県 Yamanashi 長野県 Nagano 岐阜県 Gifu
静岡県 Shizuoka 愛知県 Aichi 三重県 Mie 滋賀県 Shiga 京都府 Kyoto 大阪府 Osaka 兵庫県 Hyogo 奈良県 Nara
和歌山県 Wakayama 鳥取県 Tottori 島根県 Shimane 岡山県 Okayama 広島県 Hiroshima 山口県 Yamaguchi
徳島県 Tokushima 香川県 Kagawa 愛媛県 Ehime 高知県 Kochi 福岡県 Fukuoka 佐賀県 Saga 長崎県 Nagasaki
熊本県 Kumamoto 大分県 Oita 宮崎県 Miyazaki 鹿児島県 Kagoshima 沖縄県 Okinawa""".split()  # noqa: SIM905 - a table is read more easily than a list
PREFECTURES: Mapping[str, str] = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))


REGION = Text(
    "地域「{found}」: 都道府県の名で書いてください（例 東京都）。",
    'region "{found}": write the name of a prefecture (e.g. 東京都, Tokyo)',
)
REGION_NEAR = Text(
    "地域「{found}」: 都道府県の名で書いてください。「{nearest}」ではありませんか。",
    'region "{found}": write the name of a prefecture; did you mean {nearest}?',
)


def prefecture(words: str) -> str:
    """The prefecture of these words, with or without 都道府県, or in English. Raises NoAnswer where it is none."""
    names = {name: (name, re.sub("[都府県]$", "", name), english) for name, english in PREFECTURES.items()}
    found = named(words, names)
    if found:
        return found[0]
    near = nearest(words.strip(), (one for said in names.values() for one in said))
    if near is None:
        raise NoAnswer(REGION.filled(found=words))
    raise NoAnswer(REGION_NEAR.filled(found=words, nearest=named(near, names)[0]))


def region_words(region: str | None) -> str:
    """A region as it is written, and in English where it is a prefecture."""
    return f"{region} {PREFECTURES.get(region, '')}".strip() if region else ""
