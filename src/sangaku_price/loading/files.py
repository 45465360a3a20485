"""Files to a contract and its tariff, and the texts of a frozen one to the same."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sangaku_price.language.messages import messages
from sangaku_price.language.text import Text
from sangaku_price.loading.contract_and_tariff import check_against
from sangaku_price.loading.contract_checks import entries
from sangaku_price.loading.contract_file import is_contract, read_contract
from sangaku_price.loading.law_file import law_of, load_law
from sangaku_price.loading.loaded import Loaded
from sangaku_price.loading.overlay import as_typed, laid_over, write_value
from sangaku_price.loading.places import named_by, placed
from sangaku_price.loading.scenario_checks import check_scenarios
from sangaku_price.loading.scenario_names import BUILT_IN, UnknownScenario, scenario_named, scenario_words
from sangaku_price.loading.tariffs import TariffOf, load_tariff, tariff_of_texts
from sangaku_price.tariff.law import Law
from sangaku_price.tariff.tariff import Tariff
from sangaku_price.toml.problems import BadFile, Problem, keys_only, problem
from sangaku_price.toml.reading import Slipped, Source, parse, read
from sangaku_price.toml.validation import Memory, Raw, unknown_name, validate

if TYPE_CHECKING:
    from sangaku_price.loading.provenance import Ground
    from sangaku_price.pricing.amendment_history import Past

MESSAGES = messages(
    {
        "is-tariff": Text(
            "料金表のファイルです。ここには契約ファイルを指定してください。",
            "is a tariff file; a contract file is wanted here",
        ),
        "is-policy": Text(
            "方針のファイルです（check の --policy で指定します）。ここには契約ファイルを指定してください。",
            "is a policy file, for check --policy; a contract file is wanted here",
        ),
        "is-template": Text(
            "ひな形です（例だけを計算します。check で確かめられます）。"
            "契約ファイルとして使うには、写して template の行を消してください。",
            "is a template, priced by its examples only (see check); to use it, copy it and delete this line",
        ),
        "frozen-without-tariff": Text(
            "凍結した見積にこの料金表が含まれていません。", "the frozen quote does not hold this tariff"
        ),
    }
)


def load(name: str, values: Mapping[str, object] | None = None, scenario: str = "value-based") -> Loaded:
    """Read a contract file and the tariff that it names, with values laid over it and in a scenario.

    `scenario` is an approach, or a [scenario.NAME] of the file. Raises BadFile with every mistake of both files;
    LookupError where the scenario is neither.
    """
    return load_source(read(name), values, scenario)


def load_source(
    source: Source,
    values: Mapping[str, object] | None = None,
    scenario: str = "value-based",
    *,
    tariff_of: TariffOf | None = None,
    law: Law | None = None,
    memory: Memory | None = None,
    of_example: bool = False,
    held: dict[str, object] | None = None,
) -> Loaded:
    """A contract file that was read already; as `load`.

    A template is priced with values laid over it only, or `of_example`, one of its own.

    `tariff_of` gives the tariff for the name that the contract has and the folder from which a path leads, `law` the
    national numbers, where they are not those that are installed; `memory` knows the file from an earlier reading;
    `held` is the frozen quote that the contract changes, where that is not read from its file.
    """
    once = memory is None
    memory = memory or memory_of(source, values, tariff_of=tariff_of, law=law, of_example=of_example, held=held)
    written = memory.written
    read_table = validate if once and "scenario" not in written else memory.read
    if "checked" in written and "contract" not in written:
        raise BadFile([problem("is-tariff").at(source.name, None)])
    if "gate" in written and not is_contract(written):
        raise BadFile([problem("is-policy").at(source.name, None)])
    values = values or {}
    if written.get("template") is True and not values and not of_example:
        raise BadFile(placed([problem("is-template", "template", found=True)], source, written, {}))
    values = {path: as_typed(path, value) for path, value in values.items()}
    scenario = scenario_named(written, scenario)
    raw, notes, problems = laid_over(written, values, "--set ")
    approach, chosen, agreed = _scenario(raw, scenario)
    tariffs = tariff_of or load_tariff
    if memory.scenarios is None:
        memory.scenarios = tuple(check_scenarios(written, lambda name: tariffs(name, source.folder), read_table))
    if memory.scenarios:  # the file is refused: what is wrong in a scenario is told where it is set, and once
        chosen = {}
    raw, notes_of_scenario, found = laid_over(raw, chosen, f"scenario.{scenario}.set.")
    overlay = {path: write_value(value) for path, value in {**values, **chosen}.items()}
    said = (*notes, *notes_of_scenario)
    asked = entries(raw)
    contract, mistakes = read_contract(raw, source.sha256, overlay=overlay, notes=said, read=read_table, asked=asked)
    problems += [*found, *mistakes, *memory.scenarios]
    tariff: Tariff | None = None
    others: tuple[Problem, ...] = ()
    if isinstance(raw.get("tariff"), str):
        try:
            tariff = tariffs(str(raw["tariff"]), source.folder)
        except BadFile as refusal:
            others = refusal.problems
    if not others:
        problems += check_against(raw, tariff, asked)
    pasts: tuple[Past, ...] = ()
    if "amends" in raw:
        from sangaku_price.loading.amended import chain_of, check_change, set_frozen

        chain, found = chain_of(source, raw, held, load_ground)
        problems += [*found, *set_frozen(values, written), *check_change(chain, source, raw, tariff)]
        pasts, held = chain.pasts, chain.held
    if problems or others or contract is None:
        told = problems if is_contract(written) else keys_only(problems)
        raise BadFile([*placed(told, source, raw, overlay), *named_by(others, source, raw, overlay)])
    amount = agreed if isinstance(agreed, int) else None
    return Loaded(source, raw, contract, tariff, law or load_law(), scenario, approach, amount, pasts, held)


def memory_of(
    source: Source,
    values: Mapping[str, object] | None = None,
    *,
    tariff_of: TariffOf | None = None,
    law: Law | None = None,
    of_example: bool = False,
    held: dict[str, object] | None = None,
) -> Memory:
    """The tables of a contract file. Raises BadFile; of a text that is no TOML with what else is wrong in it."""
    try:
        return Memory(parse(source))
    except Slipped as slipped:
        from sangaku_price.toml.further import with_others

        def check(rest: Source, raw: Raw) -> None:
            known = Memory(raw)
            load_source(rest, values, tariff_of=tariff_of, law=law, memory=known, of_example=of_example, held=held)

        raise with_others(slipped, check) from None


def load_ground(ground: "Ground") -> Loaded:
    """A contract from its texts. Raises BadFile where they do not go together, or the scenario is in none of them."""
    tariff, law = tariff_of_texts(ground.tariffs), law_of(ground.law)

    def tariff_of(name: str, _folder: Path | None) -> Tariff:
        if tariff is None:
            raise BadFile([problem("frozen-without-tariff", "tariff", name)])
        return tariff

    try:
        held = dict(ground.amended) if ground.amended is not None else None
        return load_source(ground.spec, ground.values, ground.scenario, tariff_of=tariff_of, law=law, held=held)
    except UnknownScenario as refusal:
        raise BadFile([unknown_name("scenario", refusal.name, refusal.allowed).at(ground.spec.name, None)]) from None


def _scenario(raw: Raw, name: str) -> tuple[str, Mapping[str, object], object]:
    """The approach of a scenario, what it sets, and the amount agreed."""
    named = raw.get("scenario")
    own = named.get(name) if isinstance(named, dict) else None
    if isinstance(own, dict):
        approach, values = own.get("approach", "value-based"), own.get("set", {})
        return str(approach), values if isinstance(values, dict) else {}, own.get("agreed")
    if name in BUILT_IN:
        return name, {}, None
    raise UnknownScenario(name, scenario_words(raw))
