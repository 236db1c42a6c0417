/* Sphinx marks the words searched for on the page that a result leads to, unless the page has the search loaded; this
   theme loads it on every page. */
if (!document.getElementById("search-results")) _ready(SphinxHighlight.highlightSearchWords);
