"""A file that is not what it should be: its keys are named, and none of its values is repeated in a public log."""

import json

import pytest

from command import run

WORD = "hunter2"
DEPLOY = f"""
name = "{WORD}"
id = "{WORD}"
format = "{WORD}"
region = "{WORD}"
extends = "{WORD}"
password = "{WORD}"
port = 31337
when = 1999-12-31
hosts = ["{WORD}"]
[default]
token = "{WORD}"
rate = "{WORD}"
rounding = "{WORD}"
[types]
special = 31337
[facts.own]
values = "{WORD}"
[database]
url = "postgres://{WORD}@example.jp"
[tool]
key = "{WORD}"
"""
HEAD = "[contract]\nstart = 2026-10-01\nend = 2027-03-31\n[[direct]]\namount = 1\n"
VALUES = (WORD, "31337", "1999")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deploy.toml").write_text(DEPLOY)
    (tmp_path / "by-path.toml").write_text(f'format = 1\ntariff = "./deploy.toml"\n{HEAD}')
    extending = 'format = 1\nid = "mine"\nname = "x"\nchecked = 2026-01-01\nextends = "./deploy.toml"\n[source.a]\ntitle = "x"\n'
    (tmp_path / "extending.toml").write_text(extending)
    (tmp_path / "by-two.toml").write_text(f'format = 1\ntariff = "./extending.toml"\n{HEAD}')
    (tmp_path / "good.toml").write_text(f'format = 1\ntariff = "kyoto"\n{HEAD}')
    for name in ("schema_version", "engine", "lines", "frozen", "nothing"):
        found = {name: WORD, "digest": WORD, "contract": {"password": WORD}}
        (tmp_path / f"{name}.json").write_text(json.dumps(found))
    return tmp_path


COMMANDS = (
    "quote by-path.toml",
    "quote by-two.toml",
    "check by-path.toml by-two.toml deploy.toml",
    "check by-path.toml -f github",
    "check by-path.toml -f json",
    "quote deploy.toml",
    "explain deploy.toml",
    "diff good.toml deploy.toml",
    "quote good.toml --set tariff=./deploy.toml",
    "compare good.toml --tariff ./deploy.toml",
    "tariff show ./deploy.toml",
    "tariff check deploy.toml",
    "check good.toml --policy deploy.toml",
    "check good.toml --policy nothing.json",
    "tariff check extending.toml --cases .",
    *(f"check good.toml --baseline {name}.json" for name in ("schema_version", "engine", "lines", "frozen", "nothing")),
    *(f"{verb} {name}.json" for verb in ("verify", "diff good.toml") for name in ("frozen", "nothing", "engine")),
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("folder")
def test_of_a_file_that_was_not_meant_no_value_is_repeated(command):
    ran = run(command.split())
    assert ran.status == 3
    told = ran.text + ran.complaint
    assert not [value for value in VALUES if value in told], told


@pytest.mark.usefixtures("folder")
def test_its_keys_are_named_so_that_one_finds_the_mistake():
    said = run(["quote", "by-path.toml", "--lang", "en"]).complaint
    for key in ("password", "database", "default.token", "types.special"):
        assert f": {key}: " in said, key


@pytest.mark.usefixtures("folder")
def test_of_a_file_that_was_meant_the_values_are_shown(folder):
    meant = 'format = 1\nid = "mine"\nname = "x"\nchecked = 2026-01-01\n[source.a]\ntitle = "x"\n'
    (folder / "deploy.toml").write_text(
        f"{meant}[[overhead]]\nid = 'indirect'\nsource = 'a'\nrate = 30\nbase = ['direct']\n"
    )
    assert "overhead.1.rate = 30: " in run(["quote", "by-path.toml"]).complaint
