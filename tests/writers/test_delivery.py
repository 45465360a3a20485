"""Results to where they are wanted: piece by piece, and in a file all of them or none."""

import json
import os
import stat
import threading
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from command import run
from places import ROOT
from sangaku_price.interchange.json import from_json
from sangaku_price.writers.delivery import CannotWrite, deliver
from sangaku_price.writers.own_files import is_ours

EXAMPLE = str(ROOT / "examples" / "kyoto-battery.toml")
OURS = b'{"name": "sangaku-price"}'


def failing(error):
    """A result that cannot be made to its end."""
    yield b"the first piece"
    raise error


def test_pieces_are_one_result_in_a_file_and_on_standard_output(tmp_path, capfdbinary):
    path = tmp_path / "quote.json"
    deliver(iter([b"one ", b"two"]), str(path))
    deliver(iter([b"one ", b"two"]), None)
    assert path.read_bytes() == capfdbinary.readouterr().out == b"one two"


@pytest.mark.parametrize("error", [OSError(28, "no space"), KeyboardInterrupt(), RuntimeError()])
def test_a_result_that_breaks_off_leaves_the_old_file_and_no_other(tmp_path, error):
    path = tmp_path / "quote.json"
    path.write_bytes(OURS)
    with pytest.raises(CannotWrite if isinstance(error, OSError) else type(error)):
        deliver(failing(error), str(path))
    assert [one.name for one in tmp_path.iterdir()] == ["quote.json"]
    assert path.read_bytes() == OURS


def test_a_piece_is_on_standard_output_before_the_next_is_made(monkeypatch):
    seen = []

    class Buffer:
        def write(self, piece):
            seen.append(("written", piece))

        def writelines(self, pieces):
            for piece in pieces:
                self.write(piece)

        def flush(self):
            seen.append("flushed")

    class Stdout:
        buffer = Buffer()

        def flush(self):
            pass

    def pieces():
        for piece in (b"1", b"2"):
            seen.append(("made", piece))
            yield piece

    monkeypatch.setattr("sys.stdout", Stdout())
    deliver(pieces(), None)
    assert seen == [("made", b"1"), ("written", b"1"), ("made", b"2"), ("written", b"2"), "flushed"]


def test_the_json_of_a_file_is_that_of_the_pipe(tmp_path):
    path = tmp_path / "quote.json"
    piped = run(["quote", EXAMPLE, "-f", "json"]).out
    assert run(["quote", EXAMPLE, "-o", str(path)]).status == 0
    assert path.read_bytes() == piped
    assert from_json(piped).totals.total == json.loads(piped)["totals"]["total"]
    assert run(["quote", EXAMPLE, "-o", str(path)]).status == 0  # it is ours, and may be replaced


# -- what stands there already -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o755])
def test_a_file_keeps_for_whom_it_is(tmp_path, mode):
    path = tmp_path / "quote.json"
    path.write_bytes(OURS)
    path.chmod(mode)
    deliver(b"new", str(path))
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)


def test_a_new_file_is_for_whom_new_files_are(tmp_path):
    old = os.umask(0o027)
    try:
        deliver(b"new", str(tmp_path / "quote.json"))
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "quote.json").stat().st_mode) == 0o640


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_a_link_and_the_file_that_it_leads_to_is_written(tmp_path, there):
    (tmp_path / "of").mkdir()
    target, link = tmp_path / "of" / "quote.json", tmp_path / "latest.json"
    if there:
        target.write_bytes(OURS)
        target.chmod(0o600)
    link.symlink_to("of/quote.json")
    deliver(b"new", str(link))
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert not there or stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [one.name for one in target.parent.iterdir()] == ["quote.json"]


def test_a_link_in_a_circle_is_refused(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(CannotWrite):
        deliver(b"new", str(tmp_path / "a"), force=True)
    assert (tmp_path / "a").is_symlink()


def test_a_device_is_written_to_and_stays_a_device():
    for _ in range(2):
        deliver(b"new", "/dev/null", force=True)
        with pytest.raises(CannotWrite, match="/dev/full: No space left on device"):
            deliver([b"new"] * 3, "/dev/full", force=True)
        assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert run(["quote", EXAMPLE, "--freeze", "-o", "/dev/full", "--force"]).status == 2
    with pytest.raises(CannotWrite, match="not ours"):
        deliver(b"new", "/dev/full")


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    deliver([b"one ", b"two"], str(path), force=True)
    reader.join()
    assert read == [b"one two"]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_folder_and_a_name_that_is_none_are_refused(tmp_path):
    for name in (str(tmp_path), "a\0b", str(tmp_path / "nothing" / "x"), "x" * 300, ""):
        with pytest.raises(CannotWrite):
            deliver(b"new", name, force=True)
    assert not list(tmp_path.iterdir())


def test_a_name_as_long_as_names_may_be_is_written(tmp_path):
    path = tmp_path / ("x" * 255)
    deliver(b"new", str(path))
    assert path.read_bytes() == b"new"


# -- whose it is -------------------------------------------------------------------------------------------------------


def test_of_a_very_large_file_a_little_is_read(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.write(OURS)
        file.truncate(3_000_000_000)  # which takes no room on the disk
    tracemalloc.start()
    assert is_ours(path)
    with path.open("r+b") as file:
        file.write(b'{"name": "nobodys-price"}')
    assert not is_ours(path)
    assert not is_ours(path.rename(tmp_path / "large.txt"))
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("made_by", [b"sangaku-price", b"somebody"])
def test_what_is_packed_is_not_unpacked_to_its_end(tmp_path, made_by):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("docProps/app.xml", "w") as file:
        file.write(made_by)
        for _ in range(200):
            file.write(bytes(1_000_000))
    tracemalloc.start()
    assert is_ours(path) is (made_by == b"sangaku-price")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("kind", ["locked", "unknown packing", "cut off", "damaged", "very large"])
def test_an_archive_that_cannot_be_looked_into_is_not_ours(tmp_path, kind):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/app.xml", "sangaku-price" * 100)
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    match kind:
        case "locked":
            data[6] |= 1
            data[central + 8] |= 1
        case "unknown packing":
            data[8] = data[central + 10] = 99
        case "cut off":
            del data[central:]
        case "damaged":
            data[50:60] = bytes(10)
    path.write_bytes(data)
    if kind == "very large":
        with path.open("r+b") as file:
            file.truncate(100_000_000)
    assert not is_ours(path)
