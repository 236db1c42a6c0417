"""The site of the seeds, opened from disk as a reader opens it."""

import re
import shutil
from pathlib import Path
from urllib.parse import quote

import matplotlib
import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib.ft2font import FT2Font

from helpers.show.fonts import FONT_FILE
from helpers.show.report import PAGES, build_report
from helpers.show.runner import run_notebooks

LATIN = set(map(chr, FT2Font(str(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"))).get_charmap()))
OWN = set(map(chr, FT2Font(str(FONT_FILE)).get_charmap()))
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
    page.locator("article .highlighted:visible").first.wait_for()
    assert page.locator("article .highlighted:visible").first.inner_text() == "质量强省"


def results(look, query):
    """The pages that the search finds, by their addresses."""
    page = look("search.html")
    page.goto(f"{page.url.partition('?')[0]}?q={quote(query)}")
    page.locator("#search-results p.search-summary:not(:empty)").wait_for()
    return {link.get_attribute("href") for link in page.locator("#search-results li a").all()}


def test_search_finds_words_of_any_length_and_no_page_that_has_only_their_parts(look, site, shown):
    """A pair, a name, a word of five characters that no list has, and a slogan, against the pages' own text."""
    texts = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in
             (site / "documents").glob("*.html")}
    texts = {name: re.sub("<[^>]*>", "", text.partition('class=\'tifa-text\'')[2].partition("tifa-sides")[0])
             for name, text in texts.items()}
    for query in ("市长", "匡湧", "质量技术监督", "质量强省"):
        found = {address.partition("?")[0] for address in results(look, query) if address.startswith("documents/")}
        assert found and found == {name for name, text in texts.items() if query in text}, query


@pytest.mark.parametrize("start", ["front", "notebook 40"])
def test_a_number_leads_to_its_lines_and_they_to_the_place_in_the_document(look, shown, start):
    page = look(shown[start])
    page.locator('article a[href*="lines/"]').filter(has_text=re.compile(r"^\d+$")).first.click()
    page.wait_for_selector(".tifa-lines")
    slogan = page.locator("article h1").inner_text().split()[0]
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


# Writes under the page, once for each type that shows Chinese on it, all the Chinese that it shows; returns all else.
GATHER = """(ranges) => {
  const chinese = new RegExp(`[${ranges}]`, "gu"), shown = new Map(), others = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, text = walker.currentNode.data;
    if (parent.closest("script, style, noscript")) continue;
    const style = getComputedStyle(parent), type = style.fontFamily;
    for (const c of text.replace(chinese, "")) others.add(c);
    if (!shown.has(type)) shown.set(type, new Set());
    for (const c of text.match(chinese) || []) shown.get(type).add(c);
  }
  for (const [type, characters] of shown) {
    if (!characters.size) continue;
    const line = document.createElement("p");
    line.className = "gathered";
    line.style.fontFamily = type;
    line.textContent = [...characters].join("");
    document.body.append(line);
  }
  return [...others].join("");
}"""


def test_every_character_has_its_glyph(look, site):
    """Chinese is drawn by the site's own font, no other on this browser has it; the rest is in any Latin font."""
    style = (PAGES / "_static" / "tifa.css").read_text(encoding="utf-8")
    ranges = re.findall(r"U\+([0-9A-F]+)-([0-9A-F]+)", re.search(r"unicode-range: (.*);", style)[1])
    own = "".join(f"\\u{{{first}}}-\\u{{{last}}}" for first, last in ranges)
    seen = set()
    for path in sorted(site.rglob("*.html")):
        if "_static" in path.parts:
            continue
        page = look(path.relative_to(site).as_posix())
        others = set(page.evaluate(GATHER, own))
        page.evaluate("document.fonts.ready")
        missing = others - LATIN - set("\n\t")
        assert not missing, f"{path.name} shows {sorted(missing)}"
        talk = page.context.new_cdp_session(page)
        talk.send("DOM.enable")
        talk.send("CSS.enable")
        root = talk.send("DOM.getDocument")["root"]["nodeId"]
        gathered = page.locator("p.gathered").all_inner_texts()
        nodes = talk.send("DOM.querySelectorAll", {"nodeId": root, "selector": "p.gathered"})["nodeIds"]
        for characters, node in zip(gathered, nodes, strict=True):
            fonts = talk.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            assert [(font["isCustomFont"], font["glyphCount"]) for font in fonts] == [(True, len(characters))], (
                f"{path.name}: {[(font['familyName'], font['glyphCount']) for font in fonts]} for {characters}")
            assert set(characters) <= OWN, f"{path.name}: the font lacks {sorted(set(characters) - OWN)}"
            seen |= set(characters)
        talk.detach()
    assert len(seen) > 1000


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["front", "front in Chinese", "notebook 40", "document", "lines", "glossary",
                                  "downloads"])
def test_no_serious_barrier(look, shown, name, colours):
    page = look(shown[name], colours=colours)
    # The theme fades from one set of colours to the other.
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    found = Axe().run(page).response["violations"]
    serious = [f"{v['id']}: {v['help']}: {[node['html'][:200] for node in v['nodes'][:5]]}" for v in found
               if v["impact"] in SERIOUS]
    assert not serious, "\n".join(serious)


@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_its_window(look, shown, size):
    for path in shown.values():
        page = look(path, size)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


@pytest.mark.parametrize("name", ["slogans", "notebook 40"])
def test_what_scrolls_sideways_is_named_and_fades_where_there_is_more(look, shown, name):
    page = look(shown[name], "phone")
    box = page.locator(".tifa-scrolls:has(table):visible").first
    assert box.get_attribute("tabindex") == "0" and "scrolls sideways" in box.get_attribute("aria-label")
    assert "more-right" in box.get_attribute("class") and "more-left" not in box.get_attribute("class")
    box.evaluate("box => box.scrollLeft = box.scrollWidth")
    page.locator(".tifa-scrolls.more-left:not(.more-right)").first.wait_for()


def test_a_notebook_says_its_finding_on_the_first_screen(look, site):
    for path in sorted((site / "notebooks").glob("*.html")):
        page = look(path.relative_to(site).as_posix())
        finding = page.locator("article p", has=page.locator("strong", has_text="Finding.")).first.bounding_box()
        assert finding["y"] + finding["height"] <= 800, path.name
        assert page.locator("article strong", has_text=re.compile("^Finding.$")).count() == 1, path.name


def test_the_frame_of_a_page_in_chinese_is_chinese(look):
    page = look("zh.html")
    frame = page.evaluate("[...document.querySelectorAll('.search-button__default-text, .search-button-field, .bd-toc, "
                          ".prev-next-subtitle')]"
                          ".map((part) => part.textContent).join(' ')")
    assert all(word in frame for word in ("搜索", "目录", "上一页", "下一页")), frame
    assert not any(word in frame for word in ("Search", "Contents", "previous", "next")), frame
    assert "Contents" in look("index.html").locator("body").text_content()


def test_the_next_page_is_in_the_language_of_this_one(look):
    def onward(path, side):
        link = look(path).locator(f".{side}-{'next' if side == 'right' else 'prev'}")
        return link.get_attribute("href"), link.locator(".prev-next-title").inner_text()

    assert onward("zh.html", "right")[1].startswith("00 语料库")
    assert look("zh.html").locator(".right-next").is_visible()
    following, title = onward("index.html", "right")
    assert following == onward("zh.html", "right")[0] and title.startswith("00 What")
    assert onward(following, "left")[0] == "../index.html"


def test_a_name_without_a_blank_stays_inside_the_page(look, shown):
    for size, (width, _) in SIZES.items():
        page = look(shown["document"], size)
        page.evaluate("document.querySelector('#tifa-cite').textContent = 'x'.repeat(120)")
        assert page.evaluate("document.querySelector('#tifa-cite').scrollWidth") <= width, size
        assert page.evaluate("(({scrollWidth, clientWidth}) => scrollWidth - "
                             "clientWidth)(document.querySelector('#tifa-cite'))") <= 1


@pytest.mark.parametrize("size", SIZES)
def test_all_that_scrolls_sideways_says_so(look, shown, size):
    unmarked = """() => [...document.querySelectorAll("article *")].filter((box) => box.clientWidth
        && box.scrollWidth > box.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(box).overflowX)
        && !box.classList.contains("tifa-scrolls")).map((box) => box.outerHTML.slice(0, 100))"""
    for path in shown.values():
        assert look(path, size).evaluate(unmarked) == [], path


@pytest.mark.parametrize("front", ["front", "front in Chinese"])
@pytest.mark.parametrize("size", SIZES)
def test_from_the_front_page_one_click_leads_to_a_sentence_to_quote(look, shown, size, front):
    """A reader asks when the slogan of the question was last seen, and takes the sentence along with its source."""
    page = look(shown[front], size)
    row = page.locator(".tifa-seen tbody tr, .tifa-seen tr").filter(has_text="质量强省")
    assert re.search(r"\d{4}-\d\d-\d\d", row.inner_text())
    row.locator('a[href*="documents/"]').last.click()
    quote = page.locator(".tifa-quote")
    quote.wait_for()
    said = quote.inner_text()
    sentence = said.partition("”")[0].strip("“")
    assert "质量强省" in sentence and sentence in page.locator("p", has=page.locator(":target")).inner_text()
    assert page.locator("#tifa-cite").inner_text().strip() in said and said.endswith(page.url.rpartition("/")[2])
    assert page.locator(":target").bounding_box()["y"] < quote.bounding_box()["y"]


def test_on_a_phone_the_lattice_and_every_line_of_a_slogan_are_seen_whole(look, shown):
    width = SIZES["phone"][0]
    for name in ("front", "front in Chinese", "notebook 40"):
        box = look(shown[name], "phone").locator("article img.tifa-fits").first.bounding_box()
        assert 0.8 * width < box["width"] and box["x"] + box["width"] <= width, name
    for key in look(shown["lines"], "phone").locator(".tifa-lines td.key a").all():
        box = key.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width


def test_on_a_phone_no_figure_is_drawn_smaller_than_it_is_read(look, site):
    """What does not fit stays at its own size, at which letters of 8 points have 11 pixels."""
    small = """() => [...document.querySelectorAll(".cell_output img:not(.tifa-fits)")]
        .filter((image) => image.clientWidth < image.naturalWidth).map((image) => image.alt)"""
    for path in sorted((site / "notebooks").glob("*.html")):
        page = look(path.relative_to(site).as_posix(), "phone")
        page.wait_for_function("[...document.images].every((image) => image.complete)")
        assert page.evaluate(small) == [], path.name


def test_rows_are_not_numbered(look, shown):
    first = "table.dataframe tbody tr:first-child > th:first-child"
    heads = look(shown["notebook 40"]).locator(first).all_inner_texts()
    assert heads and "0" not in heads
