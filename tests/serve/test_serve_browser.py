"""Pages in a real browser (Chromium): they look and work as they should, say nothing in the console, call nobody.

``PAPER2DCAT_SCREENSHOTS=FOLDER`` keeps pictures of what the browser shows.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.conftest import Client

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.server,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
SHOTS = os.environ.get("PAPER2DCAT_SCREENSHOTS", "")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """A page in the browser that notes what goes wrong."""

    def __init__(self, browser: Any, client: Client, width: int, *, scripts: bool = True) -> None:
        self.origin = f"http://127.0.0.1:{client.port}"
        self.troubles: list[str] = []
        self._context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("console", lambda m: self.troubles.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", self._look)

    def _look(self, request: Any) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "blob:")):
            self.troubles.append(f"calls {request.url}")

    def go(self, path: str, name: str = "") -> Any:
        self.page.goto(self.origin + path, wait_until="networkidle")
        if SHOTS and name:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
        return self.page

    def overflow(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.fixture
def visitor(chromium: Any, browse: Client) -> Iterator[Visitor]:
    found = Visitor(chromium, browse, 1200)
    yield found
    assert found.troubles == []


def test_search_and_facets(visitor: Visitor) -> None:
    page = visitor.go("/", "home")
    everything = page.locator(".results > li").count()
    page.get_by_label("Name, maker, description or keyword").fill("cifar")
    page.get_by_role("button", name="Search").click()
    assert page.locator(".results h3").all_inner_texts()[0] == "CIFAR10"
    page.goto(visitor.origin)
    page.locator(".facet").filter(has_text="Task").locator("a").first.click()
    assert 0 < page.locator(".results > li").count() < everything
    page.locator(".chip").first.click()
    assert page.locator(".results > li").count() == everything


def test_from_a_dataset_to_the_words_on_the_page(visitor: Visitor) -> None:
    """The highlight has to lie on the words: the picture is darker inside the mark where letters are."""
    page = visitor.go("/doc/dataset/cifar-10", "dataset")
    assert page.locator("h1").inner_text() == "CIFAR10"
    page.locator("a.page").first.click()
    page.wait_for_load_state("networkidle")
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / "evidence.png"), full_page=True)
    assert page.url.endswith("#words")
    mark = page.locator("rect.mark").first
    assert mark.is_visible()
    assert page.locator("h1").inner_text()[1:50].rstrip("”") in page.locator(".around").inner_text()
    top = page.evaluate("document.getElementById('words').getBoundingClientRect().top")
    assert 0 < top < 900
    ink = page.evaluate(INK, list(visitor.page.locator("svg.sheet").first.evaluate(BOXES)))
    assert ink["inside"] > 0.05
    assert ink["left"] < ink["inside"] / 2 or ink["left"] < 0.02


BOXES = """svg => { const box = svg.viewBox.baseVal, mark = svg.querySelector('rect.mark');
  const of = (name, whole) => +mark.getAttribute(name) / whole;
  return [of('x', box.width), of('y', box.height), of('width', box.width), of('height', box.height)] }"""
INK = """async ([x, y, w, h]) => {
  const image = new Image();
  image.src = document.querySelector('svg.sheet image').getAttribute('href');
  await image.decode();
  const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
  const brush = canvas.getContext('2d', { willReadFrequently: true }); brush.drawImage(image, 0, 0);
  const dark = (x0, y0, w0, h0) => {
    const data = brush.getImageData(x0, y0, Math.max(1, w0), Math.max(1, h0)).data; let n = 0;
    for (let i = 0; i < data.length; i += 4) n += data[i] + data[i + 1] + data[i + 2] < 380;
    return n / (data.length / 4);
  };
  const [X, Y, W, H] = [x * image.width, y * image.height, w * image.width, h * image.height];
  return { inside: dark(X, Y, W, H), left: dark(X - 1, Y, 2, H) };
}"""


def test_a_paper(visitor: Visitor) -> None:
    page = visitor.go("/papers", "papers")
    page.get_by_role("link", name="RiverNotes").click()
    assert page.locator("mark").count() > 3
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / "paper.png"), full_page=True)
    visitor.go("/doc/catalog", "about")


def test_the_query_editor(visitor: Visitor) -> None:
    page = visitor.go("/query?name=count-things")
    assert page.locator(".CodeMirror-line").count() > 5
    page.locator(".yasqe_queryButton").click()
    page.locator("table.dataTable td").first.wait_for()
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / "query.png"), full_page=True)
    assert "annotations" in page.locator("table.dataTable").first.inner_text()
    values = page.locator("select#name option").evaluate_all("all => all.map(o => o.value)")
    assert len(values) > 15
    page.select_option("#name", "list-paper-datasets")
    page.get_by_role("button", name="Show it").click()
    assert "list-paper-datasets" in page.url


def test_a_narrow_screen(chromium: Any, browse: Client) -> None:
    visitor = Visitor(chromium, browse, 360)
    for path in (
        "/",
        "/papers",
        "/doc/dataset/cifar-10",
        "/doc/catalog",
        "/query",
        "/doc/task/image-classification",
    ):
        page = visitor.go(path, "narrow" + path.replace("/", "-"))
        assert visitor.overflow() <= 0, path
    page = visitor.go("/doc/dataset/cifar-10")
    page.locator("a.page").first.click()
    page.wait_for_load_state("networkidle")
    assert visitor.overflow() <= 0
    assert visitor.troubles == []


def test_reading_needs_no_scripts(chromium: Any, browse: Client) -> None:
    visitor = Visitor(chromium, browse, 1000, scripts=False)
    page = visitor.go("/?q=cifar")
    page.get_by_role("link", name="CIFAR10").click()
    page.locator("a.page").first.click()
    assert page.locator("rect.mark").first.is_visible()
    page = visitor.go("/query?name=count-things")
    page.get_by_role("button", name="Run").click()
    assert "annotations" in page.locator("body").inner_text()
    assert visitor.troubles == []


CONTRAST = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const bend = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => [r, g, b].map(v => bend(v / 255))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const weak = new Set();
  for (const e of document.querySelectorAll('main *, header *, footer *')) {
    if (e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) weak.add(e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40));
  }
  return [...weak];
}"""
CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"
NAMELESS = f"""() => [...document.querySelectorAll('{CONTROLS}')].filter(e => e.offsetParent !== null)
  .filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length || e.title))
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sound_for_keyboard_and_screen_reader(visitor: Visitor, scheme: str) -> None:
    """Landmarks, one heading of the first level, names for all controls, contrast of 4.5 (WCAG 2.2, AA)."""
    visitor.page.emulate_media(color_scheme=scheme)
    for path in ("/", "/papers", "/doc/dataset/cifar-10", "/doc/catalog", "/query?plain=1"):
        page = visitor.go(path, f"{scheme}{path.replace('/', '-')}".replace("?", "-"))
        for landmark in ("header", "main", "footer", "nav[aria-label]"):
            assert page.locator(landmark).count() >= 1
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(CONTRAST) == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("#main$"))
