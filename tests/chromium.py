"""Pages looked at in a browser: what does not fit, what cannot be read, what is said on its console, and as a PDF."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

import pytest

LOOK = """
const levels = [], channels = c => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
const bright = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 });
  return .2126 * r + .7152 * g + .0722 * b };
function behind(view, node) { for (let e = node; e; e = e.parentElement) { const c = channels(view.getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] }
function look(frame) {
  const view = frame.contentWindow, doc = view.document, wide = frame.clientWidth, found = [];
  const say = (what, e) => found.push(what + ': ' + (e.textContent || e.tagName).trim().slice(0, 60));
  for (const e of doc.querySelectorAll('details')) e.open = true;
  if (doc.documentElement.scrollWidth > wide) found.push('page wider than ' + wide + ': ' + doc.documentElement.scrollWidth);
  for (const e of doc.body.querySelectorAll('*')) { const box = e.getBoundingClientRect();
    if (box.width && (box.right > wide + .5 || box.left < -.5)) say('stands out by ' + (box.right - wide).toFixed(1), e);
    if (e instanceof view.HTMLElement && e.scrollWidth > e.clientWidth + 1 && e.clientWidth && view.getComputedStyle(e).display == 'block') say('overflows', e) }
  const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let t = walk.nextNode(); t; t = walk.nextNode()) { const e = t.parentElement; if (!t.textContent.trim()) continue;
    const style = view.getComputedStyle(e), ink = channels(e.namespaceURI.endsWith('svg') ? style.fill : style.color);
    const [a, b] = [bright(ink), bright(behind(view, e))].sort((x, y) => y - x), size = parseFloat(style.fontSize);
    if ((a + .05) / (b + .05) < (size >= 24 ? 3 : 4.5)) say('contrast ' + ((a + .05) / (b + .05)).toFixed(2), e);
    if (size < 10) say('small ' + size, e) }
  let before = 0; const heads = [...doc.querySelectorAll('h1,h2,h3,h4,h5,h6')];
  for (const e of heads) { const level = Number(e.tagName[1]); if (level > before + 1) say('heading skips', e); before = level }
  if (heads.filter(e => e.tagName == 'H1').length != 1) found.push('not one h1');
  for (const e of doc.querySelectorAll('svg')) if (e.getAttribute('role') != 'img' || !e.getAttribute('aria-label')) say('no alternative', e);
  for (const e of doc.querySelectorAll('a,summary')) if (!e.textContent.trim()) say('no name', e);
  if (!doc.documentElement.lang || !doc.title) found.push('no lang or title');
  return { found, title: doc.title, texts: doc.body.innerText.length };
}
addEventListener('load', () => {
  const all = [...document.querySelectorAll('iframe')].map(frame => [frame.name, look(frame)]);
  document.getElementById('result').textContent = JSON.stringify(Object.fromEntries(all));
});
"""
"""Contrast by WCAG 2 (1.4.3), headings, names and alternatives, and what is wider than the page, with all opened."""


class Seen(NamedTuple):
    """What there is to find fault with on each page at each width, and what the browser said on its console."""

    found: Mapping[str, Sequence[str]]
    titles: Mapping[str, str]
    console: Sequence[str]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("no Chromium to look at pages with: apt-get install chromium, or leave out: pytest -m 'not tools'")
    usual = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr")
    return subprocess.run([program, *usual, *arguments], capture_output=True, text=True, check=False, timeout=120)


def look_at(pages: Mapping[str, bytes], widths: Sequence[int], folder: Path) -> Seen:
    """Every page at every width, in frames of one page, as a phone, a tablet and a desk would show it."""
    frames = "".join(
        f'<iframe name="{name} {width}" style="width:{width}px;height:900px;border:0" srcdoc="{escape(page.decode())}"></iframe>'
        for name, page in pages.items()
        for width in widths
    )
    harness = folder / "harness.html"
    harness.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{frames}<pre id=result></pre><script>{LOOK}</script>")
    done = _run("--window-size=1600,1200", "--virtual-time-budget=20000", "--dump-dom", f"file://{harness}")
    result = re.search(r'<pre id="result">(.*?)</pre>', done.stdout, re.DOTALL)
    assert result and result[1], done.stderr
    seen = json.loads(unescape(result[1]))
    console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    return Seen(
        {name: one["found"] for name, one in seen.items()}, {name: one["title"] for name, one in seen.items()}, console
    )


def printed(page: bytes, folder: Path) -> Path:
    """The page as a PDF, as the browser prints it."""
    path = folder / "page.html"
    path.write_bytes(page)
    _run("--no-pdf-header-footer", f"--print-to-pdf={folder / 'page.pdf'}", f"file://{path}")
    return folder / "page.pdf"
