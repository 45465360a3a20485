"""The file of a change to begin from: the frozen contract's own text, and what it amends (変更契約)."""

import json
import os
import re
from datetime import date
from pathlib import Path

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.freezing import Altered, Frozen, load_frozen
from sangaku_price.loading.overlay import write_value
from sangaku_price.toml.problems import BadFile, problem

MESSAGES = messages(
    {
        "amend-altered": Text(
            "凍結した見積が書き換えられています（verify で確認できます）。", "this frozen quote was altered; see verify"
        ),
        "amend-company": Text(
            "企業向けの写しには契約ファイルが含まれません。大学側の凍結見積を指定してください。",
            "a company's copy has no contract file in it; name the office's frozen quote",
        ),
    }
)

_AMENDS = re.compile(r"^\[amends\].*?(?=^\[|\Z)", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^\[\[", re.MULTILINE)
_TARIFF = re.compile(r"""^(tariff\s*=\s*)(["'])([^"'\n]+\.toml)\2""", re.MULTILINE)


def change_file(name: str, output: str | None, signed: date) -> str:
    """A contract file that changes a frozen quote, as it stands: write into it what the contract shall be.

    The path to the frozen quote leads from where the file is written, and so does that of a tariff file that is found
    from the frozen quote's folder. Raises BadFile where it is no frozen quote, was altered, or has no contract file in
    it.
    """
    found = load_frozen(name)
    if isinstance(found, Altered):
        raise BadFile([problem("amend-altered").at(name, None)])
    if not found.has_spec or found.withheld:
        raise BadFile([problem("amend-company").at(name, None)])
    text = _TARIFF.sub(lambda told: _led(told, name, output), _AMENDS.sub("", found.ground.spec.text), count=1)
    block = _block(found, _path(name, output), signed)
    entry = _ENTRY.search(text)
    place = entry.start() if entry else len(text)
    return f"{text[:place].rstrip()}\n\n{block}\n{text[place:].lstrip()}".rstrip() + "\n"


def _path(name: str, output: str | None) -> str:
    """The frozen quote from the folder of the file that is written."""
    if output is None or output == "-":
        return Path(name).as_posix()
    return Path(os.path.relpath(name, Path(output).parent)).as_posix()


def _led(told: re.Match[str], name: str, output: str | None) -> str:
    """The key of a tariff file, by its path from the folder of the file that is written."""
    path = Path(name).parent / told[3]
    if Path(told[3]).is_absolute() or not path.is_file():
        return told[0]
    led = _path(str(path), output)
    return told[1] + _quoted(led if led.startswith(("/", "../")) else f"./{led}")


def _quoted(words: str) -> str:
    """A text of TOML; JSON writes it alike."""
    return json.dumps(words, ensure_ascii=False)


def _block(found: Frozen, path: str, signed: date) -> str:
    number = found.quote.change.number if found.quote.change else 0
    lines = [
        "# 変更契約: 下の各項目を、変更後の内容に書き換えてください（凍結した額は動きません）。",
        "# A change: write below what the contract shall be after it; what is frozen stays.",
        *(f"# --set {key} = {write_value(value)}" for key, value in found.ground.values.items()),
        "[amends]",
        f"quote = {_quoted(path)}",
        f"signed = {signed.isoformat()}              # 変更契約の締結日 / the day of the change",
        f"number = {number + 1}",
        '# reason = "変更の理由"             # why; printed',
    ]
    return "\n".join(lines) + "\n"
