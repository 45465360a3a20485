import errno
import io
import os
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangaku_price.language.enums import Lang
from sangaku_price.language.messages import message
from sangaku_price.toml.limits import MOST_BYTES, MOST_PARTS
from sangaku_price.toml.positions import MOST_SCANNED
from sangaku_price.toml.problems import BadFile, Problem
from sangaku_price.toml.reading import Source, parse, read
from sangaku_price.toml.traps import MESSAGES

# -- read --------------------------------------------------------------------------------------------------------------


def refusal_of(name: str) -> Problem:
    with pytest.raises(BadFile) as refused:
        read(name)
    (one,) = refused.value.problems
    return one


def written(folder: Path, data: bytes) -> str:
    path = folder / "c.toml"
    path.write_bytes(data)
    return str(path)


def standard_input(monkeypatch: pytest.MonkeyPatch, stream: io.BufferedIOBase) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))


def test_a_file_is_read_with_its_name_its_hash_and_its_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c.toml").write_bytes("名 = 1\n".encode())
    assert read("in/c.toml") == Source("in/c.toml", "名 = 1\n", sha256("名 = 1\n".encode()).hexdigest(), Path("in"))


def test_standard_input_is_read_from_the_current_folder(monkeypatch):
    standard_input(monkeypatch, io.BytesIO(b"a = 1\n"))
    assert read("-") == Source("<stdin>", "a = 1\n", sha256(b"a = 1\n").hexdigest(), Path())


def test_a_byte_order_mark_is_no_text_but_is_hashed(tmp_path):
    source = read(written(tmp_path, b"\xef\xbb\xbfa = 1\r\nb = 2\r\n"))
    assert source.sha256 == sha256(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n").hexdigest()
    assert parse(source) == {"a": 1, "b": 2}


@pytest.mark.parametrize("name", ["missing.toml", "", "a\0b", "c.toml/d.toml"])
def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, b"a = 1")
    assert refusal_of(name) == Problem("file-missing", text=message("file-missing"), file=name)


def test_a_name_that_is_no_unicode_can_be_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refusal_of("\udcff.toml").file == "?.toml"


def test_a_folder_is_said_to_be_one(tmp_path):
    assert refusal_of(str(tmp_path)).code == "file-is-folder"


def test_a_pipe_and_a_device_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    assert refusal_of(str(tmp_path / "pipe.toml")).code == "file-special"
    assert refusal_of("/dev/zero").code == "file-special"


def test_a_file_without_permission_is_said_to_be_so(tmp_path, monkeypatch):
    def closed(*_: object) -> None:
        raise PermissionError

    name = written(tmp_path, b"a = 1")
    monkeypatch.setattr("builtins.open", closed)
    assert refusal_of(name).code == "file-permission"


@pytest.mark.parametrize("told", [0, 3, 5, 50])
def test_a_file_is_read_whole_whatever_size_the_system_tells(tmp_path, monkeypatch, told):
    name, real = written(tmp_path, b"a = 1"), os.stat
    told_stat = os.stat_result((*real(name)[:6], told, *real(name)[7:10]))
    monkeypatch.setattr("os.stat", lambda path, **more: told_stat if path == name else real(path, **more))
    assert read(name).text == "a = 1"


def test_a_file_that_grows_while_it_is_read_is_not_read_beyond_the_most(tmp_path, monkeypatch):
    name, real = written(tmp_path, b"#" * (MOST_BYTES + 100)), os.stat
    told_stat = os.stat_result((*real(name)[:6], 7, *real(name)[7:10]))
    monkeypatch.setattr("os.stat", lambda path, **more: told_stat if path == name else real(path, **more))
    assert refusal_of(name).code == "file-too-large"


def test_any_other_refusal_of_the_system_gives_its_reason(tmp_path):
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    refusal = refusal_of(str(tmp_path / "loop.toml"))
    assert refusal.code == "file-unreadable"
    assert os.strerror(errno.ELOOP) in refusal.written(Lang.EN)


class Broken(io.BytesIO):
    def __init__(self, refusal: OSError) -> None:
        super().__init__()
        self.refusal = refusal

    def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - the signature is given
        raise self.refusal


@pytest.mark.parametrize(("refusal", "code"), [(IsADirectoryError(), "file-is-folder"), (OSError(), "file-unreadable")])
def test_standard_input_that_fails_is_said_to_fail(monkeypatch, refusal, code):
    standard_input(monkeypatch, Broken(refusal))
    assert refusal_of("-").code == code


def test_standard_input_that_is_closed_is_empty(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal_of("-").written(Lang.EN) == "<stdin>: there is nothing in it but blanks and comments"


def test_a_file_may_have_a_mebibyte_and_no_more(tmp_path):
    full = b"#" * (MOST_BYTES - 6) + b"\na = 1"
    assert parse(read(written(tmp_path, full))) == {"a": 1}
    refusal = refusal_of(written(tmp_path, full + b"1"))
    assert refusal.code == "file-too-large"
    assert "1,048,576" in refusal.written(Lang.JA)


def test_what_is_too_large_is_not_read_to_its_end(monkeypatch):
    stream = io.BytesIO(b"#" * 10_000_000)
    standard_input(monkeypatch, stream)
    assert refusal_of("-").code == "file-too-large"
    assert stream.tell() == MOST_BYTES + 1


def test_positions_look_at_all_that_can_be_read():
    assert MOST_SCANNED == MOST_BYTES


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", b"# a = 1\n  # b = 2", "\u3000\n".encode()])
def test_a_file_of_blanks_and_comments_is_empty(tmp_path, data):
    assert refusal_of(written(tmp_path, data)).code == "empty"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ('a = 1\ntitle = "共同研究"\n'.encode("cp932"), "shift-jis", 2),
        ('# 共同研究\ntitle = "'.encode() + b'\x83"\n', "not-utf-8", 2),
        (b"\xef\xbb\xbfa = 1\n\nb = \xff\xff\n", "not-utf-8", 3),
        ("a = 1\n".encode("utf-16"), "utf-16", None),
        ("\ufeffa = 1\n".encode("utf-16-be"), "utf-16", None),
        ("a = 1\n".encode("utf-16-le"), "file-not-text", None),
        (b"PK\x03\x04\x14\x00\xff", "file-not-text", None),
    ],
)
def test_another_encoding_is_recognised_in_its_line(tmp_path, data, code, line):
    refusal = refusal_of(written(tmp_path, data))
    assert (refusal.code, refusal.line) == (code, line)
    assert refusal.file.endswith("c.toml")


def test_a_shift_jis_file_is_told_how_to_become_utf_8(tmp_path):
    refusal = refusal_of(written(tmp_path, 'title = "知"'.encode("cp932")))
    assert "UTF-8 で保存し直してください" in refusal.written(Lang.JA)
    assert "save it as UTF-8" in refusal.written(Lang.EN)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary())
def test_any_bytes_are_tables_or_a_refusal_with_its_file(tmp_path, data):
    name = written(tmp_path, data)
    try:
        assert isinstance(parse(read(name)), dict)
    except BadFile as refused:
        assert [one.file for one in refused.problems] == [name]


# -- parse -------------------------------------------------------------------------------------------------------------


def parsed(text: str) -> dict[str, object]:
    return parse(Source("c.toml", text, "", None))


def mistake_in(text: str) -> Problem:
    with pytest.raises(BadFile) as refused:
        parsed(text)
    (one,) = refused.value.problems
    assert one.file == "c.toml"
    return one


def test_decimals_stay_exact():
    assert parsed("a = 0.30\nb = 1_000\nc = { d = [1e3] }") == {
        "a": Decimal("0.30"),
        "b": 1000,
        "c": {"d": [Decimal(1000)]},
    }


TRAPS = [
    ("部局 = 50", "toml-key-quotes", "部局", 1),
    ("a = { 6 = 1, 部局 = 50 }", "toml-key-quotes", "部局", 1),
    ("\n[types.寄附]", "toml-key-quotes", "寄附", 2),
    ("第1部 = 50", "toml-key-quotes", "第1部", 1),
    ("no部 = 50", "toml-key-quotes", "no部", 1),
    ("[no部]", "toml-key-quotes", "no部", 1),
    ("[a]\nrate = 30%", "toml-percent", "a.rate", 2),
    ("rate = 30 %", "toml-percent", "rate", 1),
    ("rate = 3_0.5%  # x", "toml-percent", "rate", 1),
    ("rate = ３０％", "toml-percent", "rate", 1),
    ("[[direct]]\n[[direct]]\namount = 90,000", "toml-comma", "direct.2.amount", 3),
    ("amount = 1,234,567", "toml-comma", "amount", 1),
    ("amount = ¥90,000", "toml-comma", "amount", 1),
    ("amount = 90，000", "toml-comma", "amount", 1),
    ("steps = { 6 = 90,000 }", "toml-comma", "steps", 1),
    ("steps = [90,000]", "toml-comma", "steps", 1),
    ("amount = ５０", "toml-full-width", "amount", 1),
    ("amount = 5０", "toml-full-width", "amount", 1),
    ("amount = ￥50", "toml-full-width", "amount", 1),
    ("amount ＝ 50", "toml-full-width", "", 1),
    ("title = ＂x＂", "toml-full-width", "title", 1),
    ("title = 「x」", "toml-full-width", "title", 1),
    ("［contract］", "toml-full-width", "", 1),
    ("ｈｏｕｒｓ = 1", "toml-full-width", "", 1),
    ("of = [\n'a'、'b']", "toml-full-width", "of", 2),
    ("a = 1\n\u3000b = 1", "toml-full-width", "", 2),
    ("a = 1\u3000# x", "toml-full-width", "a", 1),
    ("＃ x", "toml-full-width", "", 1),
    ("title = “x”", "toml-smart-quotes", "title", 1),
    ("title = ‘x’", "toml-smart-quotes", "title", 1),
    ('title = "x”\nb = 1', "toml-smart-quotes", "title", 1),
    ("“部局” = 1", "toml-smart-quotes", "", 1),
    ("start = 2026-4-1", "toml-date", "start", 1),
    ("start = 2026/04/01", "toml-date", "start", 1),
    ("start = 2026.4.1", "toml-date", "start", 1),
    ("start = 2026年4月1日", "toml-date", "start", 1),
    ("start = 令和8年4月1日", "toml-date", "start", 1),
    ("start = 2026-04", "toml-date", "start", 1),
    ("start = 2026-04-01T25:00", "toml-date", "start", 1),
    ("end = 2026-02-30", "toml-no-day", "end", 1),
    ("end = 2026-13-01", "toml-no-day", "end", 1),
    ("amount = 90000円", "toml-unit", "amount", 1),
    ("amount = ¥90000", "toml-unit", "amount", 1),
    ("hours = 200 時間", "toml-unit", "hours", 1),
    ("a = { b = 1円, c = 2 }", "toml-unit", "a", 1),
    ("flag = True", "toml-flag", "flag", 1),
    ("flag = yes # x", "toml-flag", "flag", 1),
    ("flags = [はい]", "toml-flag", "flags", 1),
    ("n = 05", "toml-number", "n", 1),
    ("n = .5", "toml-number", "n", 1),
    ("n = 5.", "toml-number", "n", 1),
    ("n = -5_", "toml-number", "n", 1),
    ("tariff = kyoto", "toml-text-quotes", "tariff", 1),
    ("tariff = ./kyoto.toml", "toml-text-quotes", "tariff", 1),
    ("title = 消耗品 = x", "toml-text-quotes", "title", 1),
    ("title = ＡＢＣ試薬", "toml-text-quotes", "title", 1),
    ("title = information", "toml-text-quotes", "title", 1),
    ("title = true story", "toml-text-quotes", "title", 1),
    ('title = "the "best" of"', "toml-after-value", "title", 1),
    ("n = 1 2", "toml-after-value", "n", 1),
    ("a =\nb = 1", "toml-value-missing", "a", 1),
    ("a = # none", "toml-value-missing", "a", 1),
    ("a = 1\nb =", "toml-value-missing", "b", 2),
    ("a = { b =, c = 1 }", "toml-value-missing", "a", 1),
    ('title = "x\nb = 1', "toml-unclosed-text", "title", 1),
    ("title = 'x\nb = 1", "toml-unclosed-text", "title", 1),
    ("title = 'x", "toml-unclosed-text", "title", 1),
    ('a = 1\ntitle = """x\ny\n', "toml-unclosed-text", "title", 2),
    ("a = 1\ntitle = '''x\ny\n", "toml-unclosed-text", "title", 2),
    ('a = """x"""\n"b = 1', "toml-unclosed-text", "", 2),
    ('["x', "toml-unclosed-text", "", 1),
    ('path = "C:\\data"', "toml-escape", "path", 1),
    ('path = "\\u12"', "toml-escape", "path", 1),
    ('path = "\\ud800"', "toml-escape", "path", 1),
    ("of = [1 2]", "toml-array", "of", 1),
    ("of = [1,, 2]", "toml-array", "of", 1),
    ('of = [\n"a",\n"b"\n\nnote = "30%"', "toml-array", "of", 3),
    ("of = [\n1,\n\n", "toml-array", "of", 2),
    ("a = { b = 1 c = 2 }", "toml-inline-table", "a", 1),
    ("a = { b = 1\n\nc = 2", "toml-inline-table", "a", 1),
    ("a = { b = 1,, }", "toml-inline-table", "a", 1),
    ("hours: 5", "toml-equals", "", 1),
    ("hours：5", "toml-equals", "", 1),
    ("a = 1\nhours", "toml-equals", "", 2),
    ("[contract", "toml-header", "", 1),
    ("[[direct]", "toml-header", "", 1),
    ("[direct]]", "toml-header", "", 1),
    ("[contract] a = 1", "toml-header", "", 1),
    ("[]", "toml-header", "", 1),
    ("= 1", "toml-statement", "", 1),
    ("// x = 1", "toml-statement", "", 1),
    ("これは見積です", "toml-statement", "", 1),
    ('{"schema_version": 1}', "toml-json", "", 1),
    ('\n  {\n  "lines": []\n}', "toml-json", "", 2),
    ("a = 1\u200b", "toml-invisible", "a", 1),
    ('a = "x\x1b"', "toml-invisible", "a", 1),
    ("# \x07", "toml-invisible", "", 1),
    ("a\r= 1", "toml-invisible", "", 1),
    ("a\xa0= 1", "toml-invisible", "", 1),
    ("[contract]\na = 1\n[contract]", "toml-table-twice", "contract", 3),
    ("[[direct]]\n[direct]", "toml-table-twice", "direct", 2),
    ("[direct]\n[[direct]]", "toml-table-single", "direct", 1),
    ("[[a]]\n[[a]]\n[a.b]\n[a.b]", "toml-table-twice", "a.2.b", 4),
    ("a.b = 1\n[a]", "toml-table-twice", "a", 2),
    ("a = {}\n[a.b]", "toml-table-twice", "a.b", 2),
    ("a = []\n[[a]]", "toml-table-twice", "a", 2),
    ("a = 1\nb = [\n2,\n3]\na = [\n4]", "toml-key-twice", "a", 5),
    ("a = 1\na.b = 2", "toml-key-twice", "a.b", 2),
    ("[a.b]\n[a]\nb.c = 1", "toml-key-twice", "a.b.c", 3),
    ("hours = 30,", "toml-tail", "hours", 1),
    ("unit–price = 1", "toml-full-width", "", 1),
    ("end = 2026–10–01", "toml-date", "end", 1),
    ('title = "x"; # 題名', "toml-tail", "title", 1),
    ("end = R11.4.14", "toml-date", "end", 1),
    ("travel = ▲64_800", "toml-unit", "travel", 1),
    ("x = 1\n[direct]\na = 1\n[[direct]]\na = 2", "toml-table-single", "direct", 2),
    ("[[direct]]\na = 1\n[direct]\na = 2", "toml-table-twice", "direct", 3),
    ("a = {}\na.b = 1", "toml-key-twice", "a.b", 2),
    ("x = 1\na = { b = 1, b = 2 }", "toml-key-twice", "a.b", 2),
    ("a = { b = {}, b.c = 2 }", "toml-key-twice", "a", 1),
]


@pytest.mark.parametrize(("text", "code", "path", "line"), TRAPS)
def test_a_usual_trap_is_recognised_with_its_key_and_line(text, code, path, line):
    found = mistake_in(text)
    assert (found.code, found.path, found.line) == (code, path, line)


def test_every_explanation_of_broken_toml_has_its_trap():
    explained = {*MESSAGES, "toml-no-day"} - {"toml-other"}
    assert explained == {code for _, code, _, _ in TRAPS}


def test_windows_line_ends_do_not_move_the_line():
    assert mistake_in("a = 1\r\nb = 2\r\n\r\nc = 30%\r\n").line == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[contract]\n\n[contract]", "line 1 already"),
        ("[c]\n\na = 1\nx = 2\na = 3", "line 3 already"),
        ("a.b = 1\n[a]", "line 1 already"),
        ("\na = { b = 1, b = 2 }", "line 2 already"),
        ("a = 1\u200b", "U+200B"),
        ("rate = 30%", 'c.toml:1: rate: per cent is written in quotes (e.g. "30%")'),
        ('a = "C:\\data"', "write \\ as \\\\ inside"),
        ("a = { 1 }", "write key = value"),
    ],
)
def test_an_explanation_names_what_helps(text, words):
    assert words in mistake_in(text).written(Lang.EN)


def slips_in(text: str) -> list[tuple[str, str, int | None]]:
    with pytest.raises(BadFile) as refused:
        parsed(text)
    return [(one.code, one.path, one.line) for one in refused.value.problems]


def test_every_slip_that_ends_with_its_line_is_told():
    text = 'a = 30%\n[contract]\nstart = 2026-4-1\n[[direct]\namount = 90,000\n部局 = 50\nnote = "x"\nnote = "y"\n'
    assert slips_in(text) == [
        ("toml-percent", "a", 1),
        ("toml-date", "contract.start", 3),
        ("toml-header", "", 4),
        ("toml-comma", "direct.1.amount", 5),
        ("toml-key-quotes", "部局", 6),
        ("toml-key-twice", "direct.1.note", 8),
    ]


@pytest.mark.parametrize(
    "text",
    ["a = [\n30%,\n40%]\n", 'a = "open\nb = 30%\n', "a = [30%,\n]\nb = 30%\n", 'a = """x""" 1\nb = 30%\n'],
)
def test_after_a_slip_that_may_go_on_over_other_lines_nothing_is_guessed(text):
    assert len(slips_in(text)) == 1


def test_slips_are_told_up_to_a_number_and_those_of_a_very_long_text_not_at_all():
    assert len(slips_in("a = 30%\n" * 30)) == 20
    assert len(slips_in("a = 30%\nb = 30%\n#" + "x" * 1_000_000)) == 1


def test_a_mistake_that_the_parser_words_anew_is_still_placed(monkeypatch):
    def loads(text: str, **_: object) -> None:
        raise tomli.TOMLDecodeError("Something else", text, 10)

    monkeypatch.setattr(tomli, "loads", loads)
    found = mistake_in("a = 1\nb = 2\n")
    assert (found.code, found.path, found.line) == ("toml-other", "b", 2)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "key = {}",
            "key = 'a' {}",
            "key = 1{}",
            "key = [{} 1]",
            "key = ['a' {}]",
            "key = {{ {} }}",
            "key = {{ a = 1 {} }}",
        ),
        *(
            "{}: x",
            "{} x",
            "! {}",
            "[key {}]",
            "key = '{}",
            'key = "{}',
            'key = "\\q{}"',
            "key = '''\n{}",
            "\x07{}",
            "-{}",
        ),
        *(
            "key = 'x'\nkey = '{}'",
            "key = {{ a = '{}', a = '{}' }}",
            "key = “{}”",
            "key = ＂{}＂",
            "key = 2026-4-1{}",
            "“{}",
        ),
        *("ｋ{} = 1", "key = 30%{}", "key = 90,000{}", "key = ¥{}", "[key]\n'{}' ! 1", "[]{}", "//{}", "これは{}"),
    ],
)
def test_no_contents_of_a_file_are_repeated(text):
    found = mistake_in(text.format("Secret", "Secret") if text.count("{}") > 1 else text.format("Secret"))
    assert "Secret" not in found.written(Lang.BOTH)


def test_a_long_name_is_shown_by_its_beginning():
    assert len(mistake_in("部" * 5000 + " = 1").path) <= 60
    assert len(mistake_in("b" * 5000 + " = x").path) <= 60


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("\na = " + "[" * 100_000, "toml-too-deep", 2),
        ("\na = " + "{a=" * 100_000, "toml-too-deep", 2),
        ("\na = " + "[" * 40 + "]" * 40, "toml-too-deep", 2),
        ("\na" + ".a" * 50_000 + " = 1", "toml-too-deep", 2),
        ("\n[a" + ".a" * 50_000 + "]", "toml-too-deep", 2),
        ("\n" + "a." * 50_000, "toml-too-deep", None),
        ("a=1\n" + "".join("b." * 20 + f"c{n} = 1\n" for n in range(20_000)), "toml-too-deep", 2),
        ("\n[" + ".".join(["a", *"b" * 15]) + "]\n" + "c." * 15 + "d = {e.f = 1}\n", "toml-too-deep", 3),
        (
            "# " + "1" * 5000 + "\na = '" + "2" * 5000 + "'\nb = 0x" + "f" * 900 + "\nc = -" + "1_0" * 9000,
            "too-many-digits",
            4,
        ),
        ("\na = [\n1,\n" + "1" * 10_000 + "]", "too-many-digits", 4),
    ],
)
def test_what_would_exhaust_the_program_is_refused_in_its_line(text, code, line):
    begun = process_time()
    found = mistake_in(text)
    assert (found.code, found.line) == (code, line)
    assert process_time() - begun < 30  # well under a second; what is not linear takes minutes


def test_an_integer_that_cannot_be_found_again_has_no_line(monkeypatch):
    def loads(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr(tomli, "loads", loads)
    assert mistake_in("a = " + "1" * 900 + "\nb = " + "x" * 5000).line is None


def test_keys_may_have_as_many_parts_as_any_file_needs():
    assert parsed(".".join("a" * MOST_PARTS) + " = 1")
    assert mistake_in(".".join("a" * (MOST_PARTS + 1)) + " = 1").code == "toml-too-deep"


def test_text_that_only_looks_like_a_long_key_is_no_key():
    assert parsed('a = """\n' + "1." * 50 + ' x\n"""')


@pytest.mark.parametrize("number", ["nan", "-nan", "1e9999999999999999999999", "-1e-9999999999999999999999"])
def test_a_number_that_is_none_is_left_to_be_refused_where_it_stands(number):
    found = parsed(f"a = {number}")["a"]
    assert isinstance(found, Decimal)
    assert found.is_nan()


def test_infinite_and_huge_numbers_are_left_to_be_refused_where_they_stand():
    assert parsed("a = -inf\nb = 1e9999999") == {"a": Decimal("-Infinity"), "b": Decimal("1e9999999")}


@pytest.mark.parametrize(
    "text",
    ["".join(f"a{n}.b.c = 1\n" for n in range(50_000)), "#\n" * 500_000 + "a = 1", "a = [" + "1," * 300_000 + "]"],
)
def test_large_files_are_read_at_once(text):
    begun = process_time()
    assert parsed(text)
    assert process_time() - begun < 30


PIECES = [
    "[",
    "]",
    "{",
    "}",
    "=",
    '"',
    "'",
    "#",
    ".",
    ",",
    "a",
    "部",
    " ",
    "\n",
    "\\",
    "\r",
    '"""',
    "'''",
    "1",
    "30%",
    "“",
    "＝",
]


@given(st.lists(st.sampled_from([*PIECES, "a = ", "[[b]]\n", "\x1b", "\u3000", "2026-", "true", "x.y"])).map("".join))
def test_any_text_is_tables_or_mistakes_with_a_line_of_their_own_and_a_known_cause(text):
    try:
        assert isinstance(parsed(text), dict)
    except BadFile as refused:
        lines = [found.line for found in refused.problems]
        assert "toml-other" not in {found.code for found in refused.problems}
        assert lines
        assert len(set(lines)) == len(lines)
        assert set(lines) <= set(range(1, text.count("\n") + 2))
