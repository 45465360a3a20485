"""The [[example]] tables of a contract file, read: each name once, a figure or a refusal expected and not both."""

from typing import TYPE_CHECKING

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.check_messages import CONTRACT
from sangaku_price.toml.problems import MOST_SHOWN, Problem, problem
from sangaku_price.toml.validation import Raw, Reader, tables

if TYPE_CHECKING:
    from sangaku_price.contract.examples import ExampleTable

MESSAGES = messages(
    {
        "exclusive-keys": CONTRACT["exclusive-keys"],
        "example-twice": Text("この名前は「{other}」でも使われています。", "this name is used by {other} too"),
    }
)


def read_examples(raw: Raw, problems: list[Problem], read: Reader) -> "tuple[ExampleTable, ...]":
    """Every example that can be read; the mistakes are added to `problems`."""
    if "example" not in raw:
        return ()
    from sangaku_price.contract.examples import ExampleTable

    elements, found = tables(raw, "example")
    problems += found
    good: list[ExampleTable] = []
    names: dict[str, str] = {}
    for number, element in enumerate(elements, 1):
        if len(problems) > MOST_SHOWN:
            break
        path = f"example.{number}"
        one, found = read(ExampleTable, element, path)
        problems += found
        if one is None:
            continue
        good.append(one)
        if one.expect is not None and one.fails is not None:
            problems.append(problem("exclusive-keys", f"{path}.fails", key="expect", other="fails"))
        if one.name in names:
            problems.append(problem("example-twice", f"{path}.name", one.name, other=names[one.name]))
        names.setdefault(one.name, path)
    return tuple(good)
