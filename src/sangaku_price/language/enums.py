"""The choices of the command line, said once. Importing this costs nothing."""

from enum import StrEnum


class Lang(StrEnum):
    """The language of headings and messages; entries stay as written."""

    BOTH = "both"
    JA = "ja"
    EN = "en"

    @property
    def once(self) -> "Lang":
        """The language of what is long: beside headings in both languages it stands once, in Japanese."""
        return Lang.JA if self is Lang.BOTH else self


MACHINES = Lang.EN
"""The language of words in files that programs read."""


def of_words(words: str) -> Lang:
    """The language in which a page with these words is read aloud: Japanese as soon as it has a Japanese character."""
    return Lang.JA if any("\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff" for char in words) else Lang.EN


class Audience(StrEnum):
    """Who reads: what a company must not see is left out for it."""

    OFFICE = "office"
    COMPANY = "company"


class DocumentKind(StrEnum):
    """What is handed over."""

    QUOTE = "quote"
    ANNEX = "annex"
    CHANGE = "change"
    INVOICES = "invoices"
    COMPARISON = "comparison"


class Layout(StrEnum):
    """For whom a CSV is laid out: for scripts, or for people in a spreadsheet."""

    MACHINE = "machine"
    OFFICE = "office"


class SchemaOf(StrEnum):
    """What a JSON Schema describes."""

    CONTRACT = "contract"
    TARIFF = "tariff"
    POLICY = "policy"
    CONFIG = "config"
    QUOTE = "quote"
