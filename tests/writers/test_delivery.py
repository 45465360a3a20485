"""Results to where they are wanted: piece by piece, and in a file all of them or none."""

import json

import pytest

from command import run
from places import ROOT
from sangaku_price.writers.delivery import CannotWrite, deliver
from sangaku_price.writers.json import from_json

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
