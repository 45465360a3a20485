"""The choices of the command line, said once. Importing this costs nothing."""

from enum import StrEnum


class Lang(StrEnum):
    """The language of headings and messages; entries stay as written."""

    BOTH = "both"
    JA = "ja"
    EN = "en"


class Format(StrEnum):
    """The format of a quote."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"


class DataFormat(StrEnum):
    """The format of what is no quote."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"


class Audience(StrEnum):
    """Who reads: what a company must not see is left out for it."""

    OFFICE = "office"
    COMPANY = "company"


class ReportFormat(StrEnum):
    """The format of the report of a check."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class SchemaOf(StrEnum):
    """What a JSON Schema describes."""

    CONTRACT = "contract"
    TARIFF = "tariff"
    POLICY = "policy"
    QUOTE = "quote"
