"""The gallery of errors: a bad file and what is said of it, for every mistake that can be made.

A name that begins with `tariff-` is a tariff file; it is shown by `tariff show`. All others are contract files.
"""

import pytest

from command import run
from places import GALLERY
from places import GALLERY_FILES as FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_bad_file_is_answered_with_every_mistake_in_it(path, monkeypatch, golden):
    monkeypatch.chdir(GALLERY)
    command = ["tariff", "show", f"./{path.name}"] if path.name.startswith("tariff-") else ["quote", path.name]
    ran = run(command)
    assert ran.status == 3, ran.complaint
    assert ran.out == b""
    assert b"Traceback" not in ran.err
    golden(f"../errors/{path.name}.txt", ran.err)


def test_the_gallery_is_large_enough():
    assert len(FILES) >= 30
