"""The two files of `agreement check` and `agreement fill` the other way round."""

from pathlib import Path

import pytest

import sangaku_price as api
from command import run
from places import ROOT
from sangaku_price.toml.problems import BadFile

SPEC = ROOT / "examples" / "minimal.toml"


@pytest.fixture(params=[".docx", ".txt", ".md", ".pdf"])
def document(request, tmp_path: Path) -> Path:
    path = tmp_path / f"契約書{request.param}"
    path.write_text("{ これは契約書です。 }")
    return path


@pytest.mark.parametrize("command", ["check", "fill"])
def test_it_is_said_that_they_are(command, document):
    ran = run(["agreement", command, str(SPEC), str(document), "--lang", "ja"])
    assert ran.status == 3
    assert ran.complaint == (
        f"{SPEC}: 引数の順が逆です。契約書、契約ファイルの順に指定してください: agreement {command} {document} {SPEC}\n"
    )


def test_a_file_that_is_wrong_by_itself_is_answered_as_it_is(tmp_path):
    with pytest.raises(BadFile) as refused:
        api.agreement_check(SPEC, SPEC)
    assert [one.code for one in refused.value.problems] == ["document-suffix"]
