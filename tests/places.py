"""Where the tests find what they read."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
GALLERY = TESTS / "errors"
GALLERY_FILES = sorted(path for path in GALLERY.iterdir() if path.suffix != ".txt")
"""A bad file for every mistake that can be made."""
