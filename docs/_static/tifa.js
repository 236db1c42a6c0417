/* Sphinx marks the words searched for on the page that a result leads to, unless the page has the search loaded; this
   theme loads it on every page. */
if (!document.getElementById("search-results")) _ready(SphinxHighlight.highlightSearchWords);

/* The first time that a term of the glossary stands on a page, its reading and meaning show when it is pointed at or
   reached by key. Not in the sources' own text, where every mark is evidence. */
{
  const terms = Object.keys(GLOSSARY).sort((a, b) => b.length - a.length);
  const left = new Set(terms), any = new RegExp(terms.join("|"), "gu");
  const kept = "a, abbr, code, pre, h1, script, style, mark, .tifa-text, .tifa-sides, .tifa-lines, details";
  const article = document.querySelector("article");
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
