"""An invented command, as its two functions in api and in cli would be: the title of a contract, loudly."""

from sangaku_price.cli.options import LangOption, OutputOption, Spec, reporting
from sangaku_price.loading.files import load
from sangaku_price.writers import Result


def shouted(spec: str) -> bytes:
    """What would stand in api."""
    return f"{load(spec).contract.terms.title}!\n".encode()


def shout(spec: Spec, output: OutputOption = None, lang: LangOption = None) -> None:
    """題目を大声で。 / What would stand in cli."""
    with reporting(lang):
        from sangaku_price.writers import delivery
        from sangaku_price.writers.choosing import chosen

        chosen(None, output, Result.WORD)
        delivery.deliver(shouted(spec), output)
