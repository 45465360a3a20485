"""`diff --base`: a working tree against a revision, each side priced with everything of its own, by real git."""

import json
import re
import subprocess
from pathlib import Path

import pytest

import sangaku_price
from command import run
from sangaku_price.assurance.revision_pages import MOST_CHARACTERS

TARIFF = """format = 1
id = "mine"
name = "架空大学"
checked = 2026-01-01
[source.a]
title = "規程"
[[overhead]]
id = "indirect"
source = "a"
rate = "20%"
base = ["direct"]
"""
CONTRACT = """format = 1
tariff = "./mine.toml"
[contract]
title = "研究"
start = 2026-10-01
end = 2027-03-31
[[direct]]
item = "材料"
amount = 1_500_000
"""
POLICY = 'format = 1\n[[gate]]\nname = "most"\nmeasure = "total"\nat-most = {most}\n'
COMPLETE = {"contracts/mine.toml": TARIFF, "contracts/a.toml": CONTRACT}


def git(*arguments, cwd=".", **options):
    who = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "-c",
        "protocol.file.allow=always",
        "-c",
        "commit.gpgsign=false",
    ]
    ran = subprocess.run(["git", *who, *arguments], cwd=cwd, capture_output=True, text=True, check=True, **options)
    return ran.stdout.strip()


def put(texts):
    for name, words in texts.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Makes a repository of one commit, and steps into it."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def make(texts):
        git("init", "-q", "-b", "main")
        put(texts)
        git("add", "-A")
        git("commit", "-qm", "1")

    return make


def rows(*arguments, status=0):
    """File, what, old, new and difference of every contract of the report."""
    ran = run(["diff", "--base", "HEAD", *arguments, "-f", "json"])
    assert ran.status == status, ran.complaint
    found = json.loads(ran.text)["contracts"]
    return [(one["file"], one["what"], one["old"], one["new"], one["difference"]) for one in found]


# -- each side with everything of its own revision ---------------------------------------------------------------------


def test_the_old_contract_is_priced_with_its_own_tariff(repository):
    """A rate from 20 % to 30 % and an edited price: +1,350 by the branch's tariff alone, +166,350 in truth.

    1,500,000 × 1.2 × 1.1 = 1,980,000; 1,500,945 + 450,283 = 1,951,228, with tax 2,146,350.
    """
    repository(COMPLETE)
    put(
        {
            "contracts/mine.toml": TARIFF.replace("20%", "30%"),
            "contracts/a.toml": CONTRACT.replace("1_500_000", "1_500_945"),
        }
    )
    assert rows() == [("contracts/a.toml", "changed", 1_980_000, 2_146_350, 166_350)]
    (found,) = json.loads(run(["diff", "--base", "HEAD", "-f", "json"]).text)["contracts"]
    assert [(part["causes"], part["total"]) for part in found["moved"]["parts"]] == [
        (["tariff"], 165_000),
        (["input"], 1_350),
    ]


@pytest.fixture
def busy(repository):
    """Contracts of which one is added, one removed, one renamed and changed, one moved by a tariff that another extends."""
    parent = TARIFF.replace('"mine"', '"parent"')
    child = 'format = 1\nid = "child"\nname = "学部"\nchecked = 2026-01-01\nextends = "./parent.toml"\n'
    other = CONTRACT.replace("研究", "別の研究").replace("材料", "装置").replace("1_500_000", "700_000")
    repository(
        {
            "t/parent.toml": parent,
            "t/child.toml": child,
            "still.toml": CONTRACT.replace("./mine", "./t/child"),
            "gone.toml": other.replace("./mine.toml", "hokkaido"),
            "old name.toml": CONTRACT.replace("./mine.toml", "kyoto") + "# 備考\n" * 5,
            "same.toml": CONTRACT.replace("./mine.toml", "kyoto"),
            "notes.toml": '[project]\nname = "x"\n',
            "README.md": "x",
        }
    )
    put(
        {
            "t/parent.toml": parent.replace("20%", "10%"),
            "new name.toml": Path("old name.toml").read_text().replace("1_500_000", "1_600_000"),
            "added.toml": "[contract]\nstart = 2027-01-01\nend = 2027-12-31\n[[lump-sum]]\namount = 5\n".replace(
                "[contract]", 'format = 1\ntariff = "kyoto"\n[contract]'
            ).replace("[[lump-sum]]\namount = 5", '[[direct]]\nid = "x"\namount = 10_000_000'),
            "README.md": "y",
        }
    )
    Path("gone.toml").unlink()
    Path("old name.toml").unlink()


@pytest.mark.usefixtures("busy")
def test_added_removed_renamed_changed_and_moved_contracts_are_rows_the_largest_first(golden):
    assert rows() == [
        ("added.toml", "added", None, 14_300_000, 14_300_000),
        ("gone.toml", "removed", 1_001_000, None, -1_001_000),
        ("still.toml", "moved", 1_980_000, 1_815_000, -165_000),
        ("new name.toml", "renamed", 2_145_000, 2_288_000, 143_000),
    ]
    for fmt, name in (("table", "txt"), ("markdown", "md")):
        for lang in ("ja", "en"):
            shown = run(["diff", "--base", "HEAD", "-f", fmt, "--lang", lang]).text
            commit = git("rev-parse", "HEAD")
            golden(f"revision/busy.{lang}.{name}", shown.replace(commit, "0123456789abcdef" * 2).encode())


@pytest.mark.usefixtures("busy")
def test_only_the_paths_that_are_named_are_looked_at(monkeypatch):
    assert [one[0] for one in rows("still.toml", "added.toml")] == ["added.toml", "still.toml"]
    assert rows("t") == []
    Path("t/x.toml").write_text(CONTRACT.replace("./mine.toml", "./child.toml"))
    assert [one[0] for one in rows("t")] == ["t/x.toml"]
    assert [one[0] for one in rows("*name.toml")] == ["new name.toml"]
    monkeypatch.chdir("t")
    assert [one[0] for one in rows()] == ["x.toml"]
    assert [one[0] for one in rows("..")][-1] == "../new name.toml"
    ran = run(["diff", "--base", "HEAD", "../nothing.toml", "--lang", "en"])
    assert (ran.status, ran.complaint) == (
        3,
        "../nothing.toml: no contract file (a .toml with [contract]) is here\n",
    )


def test_what_has_no_effect_is_no_difference(repository):
    repository({**COMPLETE, "contracts/b.toml": CONTRACT})
    assert run(["diff", "--base", "HEAD", "--exit-code"]).status == 0
    assert "No contract is moved by this change." in run(["diff", "--base", "HEAD", "--lang", "en"]).text
    put({"contracts/a.toml": CONTRACT + "# 備考\n", "contracts/mine.toml": TARIFF + "# 備考\n"})
    assert rows() == [("contracts/a.toml", "changed", 1_980_000, 1_980_000, 0)]
    put({"contracts/a.toml": CONTRACT.replace("1_500_000", "1_500_001")})
    assert run(["diff", "--base", "HEAD", "--exit-code"]).status == 5
    assert run(["diff", "--base", "HEAD"]).status == 0


def test_a_revision_with_three_dots_is_where_head_forked_off(repository):
    repository(COMPLETE)
    git("switch", "-qc", "branch")
    put({"contracts/a.toml": CONTRACT.replace("1_500_000", "1_600_000")})
    git("commit", "-qam", "2")
    git("switch", "-q", "main")
    put({"contracts/b.toml": CONTRACT})
    git("add", "-A")
    git("commit", "-qm", "3")
    git("switch", "-q", "branch")
    found = {base: sangaku_price.diff_base(base).rows for base in ("main", "main...")}
    assert [(row.name, row.what) for row in found["main"]] == [
        ("contracts/b.toml", "removed"),
        ("contracts/a.toml", "changed"),
    ]
    assert [(row.name, row.what) for row in found["main..."]] == [("contracts/a.toml", "changed")]


def test_planned_years_are_summed_beside_what_is_certain(repository):
    planned = CONTRACT.replace("./mine.toml", "kyoto").replace(
        "2027-03-31", "2028-03-31\nbilling = 'fiscal-year'\nfirm-until = 2027-03-31"
    )
    second = '[[direct]]\nitem = "二年目"\nfiscal-year = 2027\namount = {amount}\n'
    repository({"a.toml": planned + second.format(amount=1_000_000)})
    put({"a.toml": planned + second.format(amount=2_000_000)})
    found = json.loads(run(["diff", "--base", "HEAD", "-f", "json"]).text)
    assert found["difference"] == 0
    assert found["totals"]["planned"]["new"] - found["totals"]["planned"]["old"] == 1_430_000
    assert found["contracts"][0]["planned"] == 1_430_000
    text = run(["diff", "--base", "HEAD", "--lang", "en"]).text
    assert "planned for later years, with tax" in text
    assert "the same figures" not in text


# -- policies and quotes -----------------------------------------------------------------------------------------------


def gates(*arguments):
    found = json.loads(run(["diff", "--base", "HEAD", *arguments, "-f", "json"]).text)
    return [(one["file"], one["what"], one["gates"]) for one in found["contracts"]], found["remarks"]


def test_a_changed_policy_moves_contracts_that_stand_still(repository):
    config = 'policy = "p.toml"\n'
    repository({**COMPLETE, "sangaku-price.toml": config, "p.toml": POLICY.format(most="1_980_000")})
    assert rows() == []
    put({"p.toml": POLICY.format(most="1_979_999")})
    denied = {"code": "gate/most", "level": "gate", "denies": True}
    assert gates() == ([("contracts/a.toml", "moved", [denied])], [])
    assert run(["diff", "--base", "HEAD", "--exit-code"]).status == 5
    assert "gate/most denies now" in run(["diff", "--base", "HEAD", "--lang", "en"]).text
    assert rows("--for", "company") == []  # gates are the office's
    assert rows("--no-config") == []
    git("commit", "-qam", "2")
    put({"contracts/a.toml": CONTRACT.replace("1_500_000", "1_400_000")})
    (row,), _ = gates()
    assert row[2] == [{**denied, "denies": False}]


def test_a_policy_that_there_was_not_is_said(repository):
    repository(COMPLETE)
    put({"p.toml": POLICY.format(most="1"), "contracts/a.toml": CONTRACT.replace("1_500_000", "1_600_000")})
    (row,), (remark,) = gates("--policy", "p.toml")
    assert row[2] == [{"code": "gate/most", "level": "gate", "denies": True}]
    assert remark["en"] == "there is no policy p.toml at HEAD: only the new side was tested by gates"
    put({"sangaku-price.toml": 'policy = "p.toml"\n'})
    (row,), remarks = gates()
    assert (len(row[2]), remarks) == (1, [])
    put({"p.toml": "format = 1\n"})
    assert run(["diff", "--base", "HEAD"]).status == 3  # the policy of now is wrong: nothing is compared


def test_a_policy_that_was_wrong_is_said(repository):
    repository({**COMPLETE, "sangaku-price.toml": 'policy = "p.toml"\n', "p.toml": "format = 1\n"})
    put({"p.toml": POLICY.format(most="1")})
    (row,), (remark,) = gates()
    assert row[1] == "moved"
    assert "has mistakes" in remark["en"]


def test_a_changed_quote_moves_the_contract_that_is_compared_with_it(repository):
    policy = 'format = 1\n[[gate]]\nname = "still"\nmeasure = "change"\nat-most = 0\nat-least = 0\n'
    config = 'policy = "p.toml"\nbaseline = "issued"\n'
    files = {**COMPLETE, "contracts/b.toml": CONTRACT, "p.toml": policy, "sangaku-price.toml": config}
    repository(files)
    Path("issued").mkdir()
    for name in "ab":
        Path(f"issued/{name}.json").write_bytes(sangaku_price.freeze(f"contracts/{name}.toml"))
    git("add", "-A")
    git("commit", "-qm", "2")
    assert rows() == []
    put({"other/a.toml": CONTRACT.replace("1_500_000", "9"), "other/mine.toml": TARIFF})
    Path("issued/a.json").write_bytes(sangaku_price.freeze("other/a.toml"))
    found, _ = gates("contracts")
    assert found == [("contracts/a.toml", "moved", [{"code": "gate/still", "level": "gate", "denies": True}])]


def amending(amount):
    change = '[amends]\nquote = "first.json"\nsigned = 2026-12-01\nnumber = 1\nreason = "追加"\n[[direct]]\nid = "m"'
    return CONTRACT.replace("./mine.toml", "kobe").replace("[[direct]]", change).replace("1_500_000", amount)


def frozen(amount):
    first = CONTRACT.replace("./mine.toml", "kobe").replace("[[direct]]", '[[direct]]\nid = "m"')
    put({"first.toml": first.replace("1_500_000", amount)})
    Path("first.json").write_bytes(sangaku_price.freeze("first.toml"))


def test_a_changed_frozen_quote_moves_the_contract_that_amends_it(repository):
    repository({"README.md": "x"})
    frozen("1_500_000")
    put({"second.toml": amending("2_000_000")})
    git("add", "-A")
    git("commit", "-qm", "2")
    before = sangaku_price.quote("second.toml").totals.total
    frozen("1_000_003")
    after = sangaku_price.quote("second.toml").totals.total
    (found,) = [row for row in sangaku_price.diff_base("HEAD").rows if row.name == "second.toml"]
    assert (found.what, found.before.totals.total, found.after.totals.total) == ("moved", before, after)
    assert [part.causes for part in found.difference.parts] == [("frozen",)]
    assert sum(part.total for part in found.difference.parts) == after - before
    assert "frozen quote" in run(["diff", "--base", "HEAD", "--lang", "en"]).text


def test_the_causes_of_a_changed_contract_sum_to_its_difference(repository):
    repository({"README.md": "x"})
    frozen("1_500_000")
    put({"second.toml": amending("2_000_000"), "third.toml": amending("2_500_009")})
    found = sangaku_price.diff("second.toml", "third.toml")
    assert found.total != 0
    assert sum(part.total for part in found.parts) == found.total
    for old, new in (("first.toml", "second.toml"), ("second.toml", "first.toml")):
        found = sangaku_price.diff(old, new)
        assert sum(part.total for part in found.parts) == found.total


# -- what cannot be read -----------------------------------------------------------------------------------------------


def test_a_contract_with_a_mistake_is_a_row_and_the_rest_is_compared(repository):
    repository({**COMPLETE, "contracts/b.toml": CONTRACT, "contracts/c.toml": CONTRACT.replace("amount", "amuont")})
    put(
        {
            "contracts/a.toml": CONTRACT.replace("1_500_000", "1,500,000"),
            "contracts/b.toml": CONTRACT.replace("1_500_000", "1_600_000"),
            "contracts/c.toml": CONTRACT,
        }
    )
    assert rows(status=3) == [
        ("contracts/a.toml", "changed", 1_980_000, None, None),
        ("contracts/c.toml", "changed", None, 1_980_000, None),
        ("contracts/b.toml", "changed", 1_980_000, 2_112_000, 132_000),
    ]
    ran = run(["diff", "--base", "HEAD", "--exit-code", "--lang", "en"])
    assert ran.status == 3
    assert "contracts that could not be compared, and are in no figure: 2" in ran.text
    assert "HEAD:contracts/c.toml:9: direct.1.amuont" in ran.text
    assert "total, fixed, with tax  1,980,000  2,112,000    +132,000" in ran.text


def test_a_contract_that_is_none_any_more_is_a_mistake_and_not_gone(repository):
    repository(COMPLETE)
    put({"contracts/a.toml": CONTRACT.replace("[contract]", "[contrct]")})
    ((name, what, old, new, _),) = rows(status=3)
    assert (name, what, old, new) == ("contracts/a.toml", "changed", 1_980_000, None)


def test_a_tariff_that_is_gone_is_a_mistake_of_the_contracts_that_name_it(repository):
    repository(COMPLETE)
    Path("contracts/mine.toml").unlink()
    assert rows(status=3) == [("contracts/a.toml", "moved", 1_980_000, None, None)]


def test_a_scenario_that_one_side_does_not_have_is_a_mistake(repository):
    repository(COMPLETE)
    put({"contracts/a.toml": CONTRACT + '[scenario.x]\nset = { "direct.1.amount" = 5 }\n'})
    ran = run(["diff", "--base", "HEAD", "-s", "x", "--lang", "en"])
    assert ran.status == 3
    assert "HEAD:contracts/a.toml: scenario = " in ran.text


def test_a_fault_in_one_contract_leaves_the_others(repository, monkeypatch):
    from sangaku_price.assurance import revision_difference

    repository(COMPLETE)
    put({"contracts/a.toml": CONTRACT.replace("5", "6"), "contracts/b.toml": CONTRACT})
    real = revision_difference.side_of

    def faulty(name, *rest):
        if name.endswith("b.toml"):
            raise RuntimeError(name)
        return real(name, *rest)

    monkeypatch.setattr(revision_difference, "side_of", faulty)
    assert [one[0] for one in rows(status=3)] == ["contracts/b.toml", "contracts/a.toml"]


# -- for a company -----------------------------------------------------------------------------------------------------


def test_markdown_leaves_out_what_is_not_for_the_company(repository):
    private = '[[success]]\nid = "s"\ntrigger = "上市"\namount = 1_000_000\nprobability = "37%"\nnote = "社外秘"\n'
    repository({**COMPLETE, "contracts/a.toml": CONTRACT + private})
    put({"contracts/a.toml": CONTRACT + private.replace("37%", "38%").replace("1_000_000", "2_000_000")})
    office = run(["diff", "--base", "HEAD"])
    assert "37%" in office.text
    for ran in (run(["diff", "--base", "HEAD", "-f", "markdown"]), run(["diff", "--base", "HEAD", "--for", "company"])):
        assert (ran.status, "37%" in ran.text, "38%" in ran.text, "社外秘" in ran.text) == (0, False, False, False)
        assert "+1,000,000" in ran.text
    put({"contracts/a.toml": CONTRACT + private.replace('"37%"', "'37%") + "x"})
    ran = run(["diff", "--base", "HEAD", "-f", "markdown"])
    assert (ran.status, "37%" in ran.text) == (3, False)
    put({"contracts/a.toml": CONTRACT + private.replace('"37%"', "37")})  # of which the office is told: write "37%"
    assert '"37%"' in run(["diff", "--base", "HEAD"]).text
    for fmt in ("markdown", "json", "table"):
        ran = run(["diff", "--base", "HEAD", "-f", fmt, "--for", "company"])
        assert (ran.status, re.findall(r"\b37\b(?!\d)", ran.text)) == (3, [])


# -- length ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "rows_out"), [(200, False), (500, True)])
def test_markdown_has_room_in_a_comment_and_says_what_is_left_out(repository, count, rows_out):
    words = "長い題名の共同研究" * 9
    repository({"README.md": "x"})
    put(
        {
            f"{words[: 90 if rows_out else 20]}/{number:04}.toml": CONTRACT.replace("./mine.toml", "kyoto").replace(
                "1_500_000", f"{number + 1}_000"
            )
            for number in range(count)
        }
    )
    text = run(["diff", "--base", "HEAD", "-f", "markdown", "--lang", "en"]).text
    assert 55_000 < len(text) <= MOST_CHARACTERS < 65_536
    assert f"/{count - 1:04}.toml" in text  # the largest
    assert "the largest changes are shown" in text
    details = text.count("\n## ") - 3
    left = int(text.partition("without their details here: ")[2].partition(",")[0])
    assert details + left == count
    listed = text.count("| added |")
    assert (listed < count) is rows_out
    if rows_out:
        assert f"contracts left out of the table: {count - listed};" in text
    whole = json.loads(run(["diff", "--base", "HEAD", "-f", "json"]).text)
    assert len(whole["contracts"]) == count


# -- no revision -------------------------------------------------------------------------------------------------------


def complaint(*arguments):
    ran = run(["--lang", "en", "diff", *arguments])
    assert ran.status == 2
    assert b"Traceback" not in ran.err
    return " ".join(ran.complaint.split())


@pytest.mark.usefixtures("repository")
def test_no_repository_is_said_with_what_mends_it():
    assert "is in no git repository" in complaint("--base", "HEAD")
    assert "git init" in complaint("--base", "HEAD")


def test_an_unknown_revision_is_said_with_the_command_that_fetches_it(repository):
    repository(COMPLETE)
    assert "there is no revision 'nothing'; fetch it: git fetch origin nothing" in complaint("--base", "nothing")
    assert "git remote add origin URL && git fetch origin main" in complaint("--base", "origin/main")
    assert not complaint("--base", "nothing").startswith("Usage")
    git("remote", "add", "upstream", ".")
    assert "git fetch upstream main" in complaint("--base", "upstream/main")
    assert "there is no revision '--all'" in complaint("--base", "--all")
    assert "there is no revision 'HEAD:contracts'" in complaint("--base", "HEAD:contracts")
    git("switch", "-q", "--orphan", "alone")
    git("commit", "-q", "--allow-empty", "-m", "x")
    assert "have no revision in common" in complaint("--base", "main...")


def test_a_shallow_clone_is_said_with_what_deepens_it(repository, monkeypatch):
    repository(COMPLETE)
    first = git("rev-parse", "HEAD")
    put({"contracts/a.toml": CONTRACT.replace("5", "6")})
    git("commit", "-qam", "2")
    git("clone", "-q", "--depth", "1", f"file://{Path.cwd()}", "../shallow")
    monkeypatch.chdir("../shallow")
    found = complaint("--base", first)
    assert "in this shallow clone; fetch all of it: git fetch --unshallow" in found
    assert "fetch-depth: 0" in found
    git("fetch", "-q", "--unshallow")
    assert run(["diff", "--base", first]).status == 0


def test_without_a_working_tree_or_git_it_is_said(repository, monkeypatch, tmp_path):
    repository(COMPLETE)
    git("clone", "-q", "--bare", ".", "../bare")
    monkeypatch.chdir("../bare")
    assert "without a working tree" in complaint("--base", "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert "there is no git" in complaint("--base", "HEAD")


def test_a_broken_repository_is_said(repository):
    repository(COMPLETE)
    put({"contracts/a.toml": CONTRACT.replace("1_500_000", "1_600_000")})
    for name in ("HEAD:contracts/a.toml", "HEAD^{tree}"):
        oid = git("rev-parse", name)
        path = Path(".git/objects") / oid[:2] / oid[2:]
        kept = path.read_bytes()
        path.unlink()
        assert "the repository cannot be read; git says: " in complaint("--base", "HEAD")
        assert "git fsck" in complaint("--base", "HEAD")
        path.write_bytes(kept)
    Path(".git/index").write_bytes(b"garbage")
    assert "git fsck" in complaint("--base", "HEAD")


def test_a_repository_of_another_owner_is_said(repository, monkeypatch):
    repository(COMPLETE)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "git config --global --add safe.directory" in complaint("--base", "HEAD")


def test_an_object_that_the_repository_lacks_is_a_mistake_of_the_contract_that_needs_it(repository):
    repository({**COMPLETE, "contracts/b.toml": CONTRACT.replace("./mine.toml", "kyoto")})
    for name in "ab":
        path = f"contracts/{name}.toml"
        put({path: Path(path).read_text().replace("1_500_000", "1_600_000")})
    oid = git("rev-parse", "HEAD:contracts/mine.toml")
    (Path(".git/objects") / oid[:2] / oid[2:]).unlink()
    assert [(name, old) for name, _, old, _, _ in rows(status=3)] == [
        ("contracts/a.toml", None),
        ("contracts/b.toml", 2_145_000),
    ]
    assert "git fetch --refetch" in " ".join(run(["diff", "--base", "HEAD", "--lang", "en"]).text.split())


def test_a_link_in_a_circle_is_a_mistake_of_the_contract_that_names_it(repository):
    repository({"a.toml": CONTRACT.replace("mine", "round")})
    Path("round.toml").symlink_to("circle.toml")
    Path("circle.toml").symlink_to("round.toml")
    git("add", "-A")
    git("commit", "-qm", "2")
    put({"a.toml": CONTRACT.replace("mine", "round") + "# x\n"})
    assert [one[0] for one in rows(status=3)] == ["a.toml"]
    assert "leads in a circle" in run(["diff", "--base", "HEAD", "--lang", "en"]).text


def test_two_names_or_a_revision_are_wanted(repository):
    repository(COMPLETE)
    assert "give two, OLD and NEW, or --base REV" in complaint()
    assert "give two, OLD and NEW, or --base REV" in complaint("a.toml")
    assert "--policy" in complaint("a.toml", "b.toml", "--policy", "p.toml")
    assert "--no-config" in complaint("a.toml", "b.toml", "--no-config")


# -- files of every kind -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["名前 と 空白.toml", "a'b\"c.toml", "line\nend.toml", "tab\t[x]*.toml", "-rf.toml", "<b>|.toml"]
)
def test_a_file_may_have_any_name(repository, name):
    repository({"mine.toml": TARIFF, name: CONTRACT})
    put({name: CONTRACT.replace("1_500_000", "1_600_000"), f"b{name}": CONTRACT})
    assert [one[:2] for one in rows()] == [(f"b{name}", "added"), (name, "changed")]
    for fmt in ("table", "markdown"):
        assert run(["diff", "--base", "HEAD", "-f", fmt]).status == 0


def test_a_link_in_the_repository_is_followed_on_both_sides(repository):
    repository({"mine.toml": TARIFF, "real/a.toml": CONTRACT.replace("./", "../")})
    Path("links").mkdir()
    Path("links/a.toml").symlink_to("../real/a.toml")
    git("add", "-A")
    git("commit", "-qm", "2")
    put({"mine.toml": TARIFF.replace("20%", "30%")})
    assert {one[0]: one[4] for one in rows()} == {"real/a.toml": 165_000, "links/a.toml": 165_000}


def test_a_link_out_of_the_repository_is_refused_on_both_sides(repository):
    put({"../outside.toml": CONTRACT.replace("./mine.toml", "kyoto")})
    repository(COMPLETE)
    Path("out.toml").symlink_to("../outside.toml")
    Path("round.toml").symlink_to("round.toml")
    ran = run(["diff", "--base", "HEAD", "--lang", "en"])
    assert ran.status == 3
    assert "out.toml: is a symbolic link that leads out of the repository" in ran.text
    git("add", "-A")
    git("commit", "-qm", "2")
    Path("out.toml").unlink()
    put({"out.toml": CONTRACT.replace("./mine.toml", "kyoto")})
    ran = run(["diff", "--base", "HEAD", "--lang", "en"])
    assert ran.status == 3
    assert "HEAD:out.toml: is a symbolic link that leads out of the repository" in ran.text


def test_a_tariff_outside_the_repository_is_read_as_it_is_now(repository):
    put({"../mine.toml": TARIFF})
    repository({"a.toml": CONTRACT.replace("./", "../")})
    put({"a.toml": CONTRACT.replace("./", "../").replace("1_500_000", "1_600_000")})
    assert rows() == [("a.toml", "changed", 1_980_000, 2_112_000, 132_000)]


def test_what_lies_in_a_submodule_has_no_old_revision(repository, tmp_path):
    (tmp_path / "sub").mkdir()
    git("init", "-q", "-b", "main", cwd=tmp_path / "sub")
    (tmp_path / "sub" / "mine.toml").write_text(TARIFF)
    git("add", "-A", cwd=tmp_path / "sub")
    git("commit", "-qm", "1", cwd=tmp_path / "sub")
    repository(
        {"a.toml": CONTRACT.replace("./mine", "./tariffs/mine"), "b.toml": CONTRACT.replace("./mine.toml", "kyoto")}
    )
    git("submodule", "--quiet", "add", str(tmp_path / "sub"), "tariffs")
    git("commit", "-qam", "2")
    for name in ("a.toml", "b.toml"):
        put({name: Path(name).read_text().replace("1_500_000", "1_600_000")})
    assert [one[:2] for one in rows(status=3)] == [("a.toml", "changed"), ("b.toml", "changed")]
    assert "lies in a submodule" in run(["diff", "--base", "HEAD", "--lang", "en"]).text


# -- many --------------------------------------------------------------------------------------------------------------


def test_of_many_contracts_only_what_the_change_touches_is_read(repository):
    many = {f"c/{number:04}.toml": CONTRACT.replace("1_500_000", f"{number + 1}_000") for number in range(300)}
    repository({**many, "c/mine.toml": TARIFF, "c/other.toml": TARIFF.replace('"mine"', '"other"')})
    for number in range(5):
        put({f"c/{number:04}.toml": many[f"c/{number:04}.toml"] + "[[direct]]\namount = 1\n"})
    found = sangaku_price.diff_base("HEAD")
    assert len(found.rows) == 5
    assert found.read == 5 + 1  # the contracts and their tariff
    put({"c/other.toml": TARIFF.replace('"mine"', '"other"').replace("20%", "30%")})
    found = sangaku_price.diff_base("HEAD")
    assert (len(found.rows), found.read) == (5, 5 + 1 + 1)  # and the file that could be a contract


# -- check --changed ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("busy")
def test_only_what_the_change_touches_is_checked():
    ran = run(["check", "--changed", "HEAD", "-f", "json"])
    assert [one["file"] for one in json.loads(ran.text)["specs"]] == ["added.toml", "new name.toml", "still.toml"]
    ran = run(["check", "t", "--changed", "HEAD", "--lang", "en"])
    assert (ran.status, ran.text.startswith("sangaku-price check: contracts 0:")) == (0, True)
    ran = run(["check", "--changed", "nothing", "--lang", "en"])
    assert (ran.status, "git fetch origin nothing" in " ".join(ran.complaint.split())) == (2, True)
    Path("still.toml").write_text("[contract]\n")
    ran = run(["check", "still.toml", "--changed", "HEAD"])
    assert ran.status == 3


def test_a_template_is_no_row_and_is_checked(repository):
    template = CONTRACT.replace("format = 1", "format = 1\ntemplate = true").replace("./mine.toml", "kyoto")
    example = '[[example]]\nname = "a"\nexpect = { "totals.total" = 2_145_000 }\n'
    repository({"t.toml": template + example})
    put({"t.toml": template.replace("1_500_000", "1_600_000") + example})
    assert rows() == []
    assert run(["check", "--changed", "HEAD"]).status == 4
