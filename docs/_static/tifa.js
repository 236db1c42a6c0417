/* Sphinx marks the words searched for on the page that a result leads to, unless the page has the search loaded; this
   theme loads it on every page. */
if (!document.getElementById("search-results")) _ready(SphinxHighlight.highlightSearchWords);
if (!document.getElementById("search-results") && !location.hash)
  setTimeout(() => [...document.querySelectorAll("article .highlighted")].find((place) => place.checkVisibility())
    ?.scrollIntoView({block: "center"}), 100);

/* Rows that are only numbered 0, 1, 2 … say more without the numbers, and their first column can stay in sight. */
for (const table of document.querySelectorAll("table.dataframe:not(.tifa-lines, .tifa-facts)")) {
  const rows = [...table.rows], body = [...(table.tBodies[0]?.rows ?? [])];
  const numbered = body.length && body.every((row, i) => row.cells[0].tagName === "TH" && row.cells[0].textContent.trim() === `${i}`);
  if (numbered && rows.every((row) => row.cells.length === rows[0].cells.length) && !rows[0].cells[0].textContent.trim())
    for (const row of rows) row.cells[0].remove();
}

/* Under the place of a document that one came to stands its sentence with the source, to be taken along. */
const quote = () => {
  const source = document.getElementById("tifa-cite");
  const place = source && document.querySelector(`.tifa-text [id="${CSS.escape(location.hash.slice(1))}"]`);
  if (!place) return;
  document.querySelector(".tifa-quote")?.remove();
  const line = place.closest("p"), sentences = [...line.querySelectorAll("a[id^='s']")], range = document.createRange();
  const starts = sentences.filter((start) => start === place || start.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
  const from = starts.pop() ?? line.querySelector(".role"), to = sentences[sentences.indexOf(from) + 1];
  range.setStartAfter(from);
  if (to) range.setEndBefore(to); else range.setEndAfter(line.lastChild);
  const box = document.createElement("p");
  box.className = "tifa-quote";
  box.textContent = `“${range.toString().trim()}” — ${source.textContent} ${location.pathname.split("/").pop()}${location.hash}`;
  line.after(box);
};
quote();
addEventListener("hashchange", quote);

/* A picture scrolls by itself, not with the sentences of its cell. */
for (const picture of document.querySelectorAll(".cell_output img")) {
  const box = document.createElement("div");
  box.className = "tifa-scroll";
  picture.replaceWith(box);
  box.append(picture);
}

/* What scrolls is reached by key, and the arrows of the navigation say what they unfold. */
const wide = ".cell_output, .cell_output .output, .tifa-scroll, .tifa-kwic, .pst-scrollable-table-container, article figure, article pre";
const headings = [...document.querySelectorAll("article :is(h1, h2, h3)")];
const mark = (box) => {
  box.classList.toggle("more-left", box.scrollLeft > 1);
  box.classList.toggle("more-right", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
};
const meet = (box) => {
  const scrolls = box.scrollWidth > box.clientWidth;
  if (scrolls && !box.classList.contains("tifa-scrolls")) {
    const above = headings.filter((head) => head.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `左右滚动 scrolls sideways: ${above ? above.firstChild.textContent.trim() : document.title}`);
    box.addEventListener("scroll", () => mark(box), {passive: true});
  }
  box.classList.toggle("tifa-scrolls", scrolls);
  mark(box);
};
const meetAll = () => document.querySelectorAll(wide).forEach(meet);
meetAll();
addEventListener("load", meetAll); // pictures have their width by now
addEventListener("resize", meetAll);
document.addEventListener("toggle", meetAll, true); // what is unfolded
for (const arrow of document.querySelectorAll("nav li > details > summary"))
  arrow.setAttribute("aria-label", `展开 unfold: ${arrow.closest("li").querySelector("a").textContent.trim()}`);

/* Columns of numbers stand flush right. They are counted from the right, since what spans rows stands on the left. */
for (const table of document.querySelectorAll("table.dataframe:not(.tifa-lines, .tifa-facts, .tifa-fits)")) {
  const rows = [...table.rows].map((row) => [...row.cells].reverse());
  for (let column = 0; column < Math.max(...rows.map((row) => row.length)); column++) {
    const cells = rows.map((row) => row[column]).filter(Boolean), held = cells.filter((cell) => cell.tagName === "TD");
    if (held.length && held.every((cell) => /^([-−+]?[\d.,]+%?|<NA>|NaN|–|)$/.test(cell.textContent.trim())))
      for (const cell of cells) if (cell.colSpan === 1) cell.classList.add("number");
  }
}

/* The first time that a term of the glossary stands on a page in English, its reading and meaning show when it is
   pointed at, tapped or reached by key. Not in the sources' own text, where every mark is evidence. */
{
  const terms = Object.keys(GLOSSARY).filter((term) => term.length > 1).sort((a, b) => b.length - a.length);
  const left = new Set(terms), any = new RegExp(terms.join("|"), "gu");
  const kept = "a, abbr, code, pre, h1, script, style, mark, blockquote, .tifa-facts, .tifa-text, .tifa-sides, .tifa-lines, details";
  const article = document.documentElement.lang === "en" && document.querySelector("article");
  const walker = article && !location.pathname.endsWith("glossary.html")
    ? document.createTreeWalker(article, NodeFilter.SHOW_TEXT) : null;
  const found = [];
  while (walker && left.size && walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(kept)) continue;
    for (const match of node.data.matchAll(any))
      if (left.delete(match[0])) found.push([node, match.index, match[0]]);
  }
  for (const [node, at, term] of found.reverse()) {
    const rest = node.splitText(at), abbr = document.createElement("abbr");
    rest.splitText(term.length);
    abbr.title = GLOSSARY[term];
    abbr.tabIndex = 0;
    abbr.lang = "zh-Hans";
    abbr.textContent = term;
    rest.replaceWith(abbr);
  }
}

/* The page that a result leads to marks the words as they were typed, not the pairs of characters that they were looked
   up by, and shows the first of them. */
document.getElementById("search-results")?.addEventListener("click", (event) => {
  const query = new URLSearchParams(location.search).get("q");
  if (query && event.target.closest("a")) localStorage.setItem("sphinx_highlight_terms", query.trim());
});

/* What the theme says itself is in Chinese on a page in Chinese. */
if (document.documentElement.lang.startsWith("zh")) {
  const said = {"Search": "搜索", "Contents": "目录", "previous": "上一页", "next": "下一页", "Skip to main content": "跳到正文", "Back to top": "回到顶部",
                "System Settings": "跟随系统", "Light": "浅色", "Dark": "深色"};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, word = node.data.trim();
    if (Object.hasOwn(said, word) && !node.parentElement.closest("article, script, style")) node.data = node.data.replace(word, said[word]);
  }
}
