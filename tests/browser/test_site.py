"""The site of the seeds, opened from disk as a reader opens it."""

import re
import shutil
from pathlib import Path

import matplotlib
import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib.ft2font import FT2Font

from helpers.show.report import PAGES, build_report
from helpers.show.runner import run_notebooks

LATIN = FT2Font(str(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")))
SERIOUS = ("serious", "critical")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def run_one(notebooks, folder, environment):
    """Run notebook 40 for the site and take the others as committed: that they are true is nbval's to say."""
    climbed = [path for path in notebooks if path.name.startswith("40-")]
    return run_notebooks(climbed, folder, environment) + [
        Path(shutil.copy(path, folder)) for path in notebooks if path not in climbed
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory, browser):
    """The site of the seeds; asked for after the browser, so that where there is none it is not built."""
    return build_report("seeds", tmp_path_factory.mktemp("report") / "site", run=run_one).parent


@pytest.fixture(scope="module")
def look(browser, site):
    """Open a page of the site by its path, in a window of a size, light or dark; whatever else it asks for fails."""
    contexts, asked = {}, []

    def meet(route):
        asked.append(route.request.url)
        route.abort()

    def open_page(path, size="desktop", colours="light"):
        if (size, colours) not in contexts:
            width, height = SIZES[size]
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours)
            context.route(re.compile(r"^(?!file:|data:|blob:|about:)"), meet)
            contexts[size, colours] = context.new_page()
        page = contexts[size, colours]
        page.goto((site / path).as_uri())
        page.evaluate("document.fonts.ready")
        assert not asked, f"{path} asks for {asked}"
        return page

    yield open_page
    assert not asked
    for page in contexts.values():
        page.context.close()


@pytest.fixture(scope="module")
def shown(site):
    """The pages that are looked at: front pages, notebook 40, the longest document, lines, glossary, tables."""
    document = max((site / "documents").glob("*.html"), key=lambda path: path.stat().st_size)
    return {
        "front": "index.html",
        "front in Chinese": "zh.html",
        "notebook 40": next((site / "notebooks").glob("40-*.html")).relative_to(site).as_posix(),
        "document": document.relative_to(site).as_posix(),
        "lines": "lines/zhi-liang-xing-shi.html",
        "slogans": "lines.html",
        "documents": "documents.html",
        "glossary": "glossary.html",
        "tables": "tables.html",
        "downloads": "downloads.html",
    }


def test_search_finds_a_chinese_word_inside_a_sentence(look):
    page = look("index.html")
    page.locator(".search-button-field:visible").first.click()
    page.locator("#pst-search-dialog input[name=q]").fill("质量强省")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    found = [link.get_attribute("href") for link in page.locator("#search-results li a").all()]
    assert any("lines/zhi-liang-qiang-sheng" in address for address in found)
    in_text = next(address for address in found if "documents/" in address)
    page.locator(f'#search-results li a[href="{in_text}"]').click()
    page.wait_for_selector("article .highlighted")
    assert page.locator("article .highlighted").first.inner_text() == "质量强省"


@pytest.mark.parametrize("start", ["front", "notebook 40"])
def test_a_number_leads_to_its_lines_and_they_to_the_place_in_the_document(look, shown, start):
    page = look(shown[start])
    page.locator('article a[href*="lines/"]').filter(has_text=re.compile(r"^\d+$")).first.click()
    page.wait_for_selector(".tifa-lines")
    slogan = page.locator("h1").inner_text().split()[0]
    line = page.locator(".tifa-lines tr:has(td.key)").first
    assert line.locator("td.key a").inner_text() in slogan
    left = line.locator("td.left").inner_text().strip()
    line.locator("td.key a").click()
    page.wait_for_selector(".tifa-text")
    place = page.locator(":target")
    assert place.inner_text() in slogan and "slogan" in place.get_attribute("class")
    assert left in page.locator("p", has=page.locator(":target")).inner_text()
    box = place.bounding_box()
    assert 0 <= box["y"] <= page.viewport_size["height"], "the place is out of sight"


def test_no_page_asks_a_network(look, site):
    for path in sorted(site.rglob("*.html")):
        if "_static" not in path.parts:
            look(path.relative_to(site).as_posix())


# Every element that holds Chinese of its own: marked with how many such characters it shows.
MARK_CHINESE = r"""() => {
  const chinese = new RegExp("[" + RANGES + "]", "gu"), others = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, text = walker.currentNode.data;
    if (!parent.checkVisibility() || parent.closest("script, style")) continue;
    for (const c of text.replace(chinese, "")) others.add(c);
    const n = (text.match(chinese) || []).length;
    if (n) parent.dataset.chinese = Number(parent.dataset.chinese || 0) + n;
  }
  return [...others].join("");
}"""


def test_every_character_has_its_glyph(look, site):
    """Chinese is drawn by the site's own font, no other on this browser has it; the rest is in any Latin font."""
    style = (PAGES / "_static" / "tifa.css").read_text(encoding="utf-8")
    ranges = re.findall(r"U\+([0-9A-F]+)-([0-9A-F]+)", re.search(r"unicode-range: (.*);", style)[1])
    own = "".join(f"\\u{{{first}}}-\\u{{{last}}}" for first, last in ranges)
    latin = set(map(chr, LATIN.get_charmap())) | set("\n\t")
    n_chinese = 0
    for path in sorted(site.rglob("*.html")):
        if "_static" in path.parts:
            continue
        page = look(path.relative_to(site).as_posix())
        page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
        others = page.evaluate(MARK_CHINESE.replace("RANGES", own.replace("\\", "\\\\")))
        page.evaluate("document.fonts.ready")
        assert not set(others) - latin, f"{path.name} shows {sorted(set(others) - latin)}"
        talk = page.context.new_cdp_session(page)
        talk.send("DOM.enable")
        talk.send("CSS.enable")
        root = talk.send("DOM.getDocument")["root"]["nodeId"]
        for node in talk.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-chinese]"})["nodeIds"]:
            attributes = talk.send("DOM.getAttributes", {"nodeId": node})["attributes"]
            expected = int(attributes[attributes.index("data-chinese") + 1])
            fonts = talk.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            drawn = sum(font["glyphCount"] for font in fonts if font["isCustomFont"])
            assert drawn >= expected, f"{path.name}: {talk.send('DOM.getOuterHTML', {'nodeId': node})['outerHTML'][:300]}"
            n_chinese += expected
        talk.detach()
    assert n_chinese > 1000


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["front", "front in Chinese", "notebook 40", "document", "lines", "glossary", "downloads"])
def test_no_serious_barrier(look, shown, name, colours):
    found = Axe().run(look(shown[name], colours=colours)).response["violations"]
    serious = [f"{v['id']}: {v['help']}: {[node['html'][:200] for node in v['nodes'][:5]]}" for v in found
               if v["impact"] in SERIOUS]
    assert not serious, "\n".join(serious)


@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_its_window(look, shown, size):
    for path in shown.values():
        page = look(path, size)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
