"""What reads and writes Word, PDF and templates is an extra of the package: where it is absent, how to install it."""

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import BadFile, problem

MESSAGES = messages(
    {
        "extra-needed": Text(
            '追加のパッケージが必要です: pip install "sangaku-price[{extra}]"',
            'needs more than is installed: pip install "sangaku-price[{extra}]"',
        ),
    }
)
EXTRA = "docx"


def not_installed(name: str) -> BadFile:
    """That a file needs more than is installed."""
    return BadFile([problem("extra-needed", extra=EXTRA).at(name, None)])
