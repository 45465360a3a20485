"""Pages looked at in a browser: what does not fit, what cannot be read or read out, what is said on its console, and as a PDF."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

LOOK = """
() => {
  const wide = document.documentElement.clientWidth, found = [];
  const say = (what, e) => found.push(what + ': ' + (e.textContent || e.tagName).trim().slice(0, 60));
  if (document.documentElement.scrollWidth > wide) found.push('page wider than ' + wide + ': ' + document.documentElement.scrollWidth);
  for (const e of document.body.querySelectorAll('*')) { const box = e.getBoundingClientRect();
    if (box.width && (box.right > wide + .5 || box.left < -.5)) say('stands out by ' + (box.right - wide).toFixed(1), e);
    if (e instanceof HTMLElement && e.scrollWidth > e.clientWidth + 1 && e.clientWidth && getComputedStyle(e).display == 'block') say('overflows', e) }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walk.nextNode(); t; t = walk.nextNode()) { const e = t.parentElement, size = parseFloat(getComputedStyle(e).fontSize);
    if (t.textContent.trim() && size < 10) say('small ' + size, e) }
  return found;
}
"""
"""What is wider than the page, and what is too small: axe asks neither."""
INK = """
() => {
  const channels = c => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const bright = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 });
    return .2126 * r + .7152 * g + .0722 * b };
  const behind = node => { for (let e = node; e; e = e.parentElement) { const c = channels(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] };
  return [...document.querySelectorAll('svg text')].flatMap(e => {
    const [a, b] = [bright(channels(getComputedStyle(e).fill)), bright(behind(e))].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
    return ratio < 4.5 ? ['contrast ' + ratio.toFixed(2) + ': ' + e.textContent] : [] });
}
"""
"""The contrast of words in pictures (WCAG 2, 1.4.3), which axe leaves undecided."""
OPEN = "document.querySelectorAll('details').forEach(e => e.open = true)"
A4 = 794
"""Pixels of the width of the paper."""


class Seen(NamedTuple):
    """What there is to find fault with on each page at each width and on paper, and what the browser said."""

    found: Mapping[str, Sequence[str]]
    titles: Mapping[str, str]
    console: Sequence[str]
    undecided: Mapping[str, Sequence[str]]
    """What axe cannot decide, by rule and element."""


@contextmanager
def browser() -> Iterator[Page]:
    """A page of Debian's Chromium."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("no Chromium to look at pages with: apt-get install chromium, or leave out: pytest -m 'not tools'")
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield chromium.new_page()
        finally:
            chromium.close()


def look_at(pages: Mapping[str, bytes], widths: Sequence[int]) -> Seen:
    """Every page with all opened, as a phone, a tablet and a desk show it; by axe at the first width and as printed."""
    found: dict[str, Sequence[str]] = {}
    titles: dict[str, str] = {}
    undecided: dict[str, Sequence[str]] = {}
    console: list[str] = []
    with browser() as page:
        page.on("console", lambda message: console.append(message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        for name, content in pages.items():
            for media, width in (*(("screen", width) for width in widths), ("print", A4)):
                page.emulate_media(media=media)
                page.set_viewport_size({"width": width, "height": 900})
                page.set_content(content.decode())
                page.evaluate(OPEN)
                where = f"{name} {width}"
                found[where] = [*page.evaluate(LOOK), *page.evaluate(INK)] if media == "screen" else []
                titles[where] = page.title()
                if media == "print" or width == widths[0]:
                    faults, undecided[where] = by_axe(page)
                    found[where] = [*found[where], *faults]
    return Seen(found, titles, console, undecided)


def by_axe(page: Page) -> tuple[list[str], list[str]]:
    """What violates a rule of axe-core, best practices too, and what it leaves undecided."""
    told = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]}).response
    violations, undecided = (
        [f"{one['id']}: {node['html'][:90]}" for one in told[kind] for node in one["nodes"]]
        for kind in ("violations", "incomplete")
    )
    return violations, undecided


def printed(content: bytes, folder: Path) -> Path:
    """The page as a PDF, as the browser prints it."""
    with browser() as page:
        page.set_content(content.decode())
        page.pdf(path=folder / "page.pdf", prefer_css_page_size=True, print_background=True)
    return folder / "page.pdf"
