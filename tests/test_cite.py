"""How to cite: what is not known is said, and the file that was read is named."""

import pandas as pd
import pytest

from helpers.show.cite import cite, document_line, project_line

KNOWN = {"outlet": "某报", "title": "质量\n兴市", "published_from": "2009-09-16", "published_to": "2009-09-16",
         "event_from": "2009-09-15", "event_to": "2009-09-15", "file": "a.txt", "sha256": "0123456789abcdef"}
UNPUBLISHED = {"published_from": pd.NA, "published_to": pd.NA}


@pytest.mark.parametrize("change, start", [
    ({}, "某报, “质量 兴市”, published 发表 2009-09-16. File 文件 a.txt, SHA-256 0123456789ab…"),
    (UNPUBLISHED, "某报, “质量 兴市”, event 事件 2009-09-15. File"),
    (UNPUBLISHED | {"event_to": "2009-12-31"}, "某报, “质量 兴市”, event 事件 2009-09-15 to 2009-12-31. File"),
    (UNPUBLISHED | {"event_from": pd.NA}, "某报, “质量 兴市”. File"),
    ({"outlet": pd.NA, "title": pd.NA}, "outlet not known 媒体不明, no title 无标题, published"),
])
def test_a_document_is_cited_as_far_as_it_is_known(change, start):
    assert document_line(KNOWN | change).startswith(start)


def test_citation_names_what_the_file_names():
    text = cite()
    assert "version = {0.1.0}" in text and "@software{tifa," in text and project_line() in text
