import hashlib
import io
import os
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from pathlib import Path

import docx
import pandas as pd
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers.tidy import read as module
from helpers.tidy.read import REJECT_COLUMNS, SOURCE_COLUMNS, gather, read, read_file, source_files
from helpers.tidy.sources import worddocument
from helpers.tidy.sources.decode import UnreadableError, decode

# Invented for these tests.
HANS = (
    "本报讯（记者 钱小满）9月15日，全省质量强省工作会议在省城召开。会议强调，要把质量强省作为转变发展方式的重要抓手，"
    "推动质量兴市、质量强市活动向县区延伸。省质监局负责人说：“产品好不好，群众说了算！”\r\n"
    "　　会议要求，各地要加强领导，落实企业主体责任，完善标准体系，年内再培育30个名牌产品；对成绩突出的单位予以表彰。\n"
    "与会代表参观了三家企业，观摩了检测中心，听取了两个县的经验介绍，并就乡镇食品作坊的监管交换了意见。"
)
HANT = (
    "本報訊（記者 錢小滿）9月15日，全省質量強省工作會議在省城召開。會議強調，要把質量強省作為轉變發展方式的重要抓手，"
    "推動質量興市、質量強市活動向縣區延伸。省質監局負責人說：「產品好不好，群眾說了算！」\r\n"
    "　　會議要求，各地要加強領導，落實企業主體責任，完善標準體系，年內再培育30個名牌產品；對成績突出的單位予以表彰。\n"
    "與會代表參觀了三家企業，觀摩了檢測中心，聽取了兩個縣的經驗介紹，並就鄉鎮食品作坊的監管交換了意見。"
)
PAGES = tomllib.loads((Path(__file__).parent / "cases" / "read" / "webpages.toml").read_text("utf-8"))["case"]


def read_bytes(folder, name, data):
    """Write one file and return its only row of `sources`."""
    (folder / name).write_bytes(data)
    sources, rejects = read(folder / name)
    assert rejects.empty, rejects["reason"].tolist()
    return sources.iloc[0]


def reason_for(path):
    """Return the only row of `rejects` of a source."""
    sources, rejects = read(path)
    assert sources.empty and len(rejects) == 1
    return rejects["reason"].iloc[0]


# --- Encodings


@pytest.mark.parametrize("text, codec, bom, encoding", [
    (HANS, "utf-8", b"", "utf-8"),
    (HANS, "utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
    (HANS, "utf-16-le", b"\xff\xfe", "utf-16-le"),
    (HANS, "utf-16-be", b"\xfe\xff", "utf-16-be"),
    (HANS, "utf-16-le", b"", "utf-16-le"),
    (HANS, "utf-16-be", b"", "utf-16-be"),
    (HANS, "gb2312", b"", "gb18030"),
    (HANS, "gbk", b"", "gb18030"),
    (HANS, "gb18030", b"", "gb18030"),
    (HANS, "gb18030", b"\x84\x31\x95\x33", "gb18030"),
    (HANT, "utf-8", b"", "utf-8"),
    (HANT, "utf-16-le", b"", "utf-16-le"),
    (HANT, "gb18030", b"", "gb18030"),
    (HANT, "big5", b"", "big5"),
    (HANT + "恒隆‧碁", "cp950", b"", "cp950"),
    (HANT + "深圳市㗎", "big5hkscs", b"", "big5hkscs"),
    ("plain English, ASCII alone", "ascii", b"", "utf-8"),
    ("plain English, ASCII alone", "utf-16-le", b"", "utf-16-le"),
])
def test_every_encoding_comes_back_exactly(tmp_path, text, codec, bom, encoding):
    data = bom + text.encode(codec)
    row = read_bytes(tmp_path, "a.txt", data)
    assert (row["raw"], row["encoding"], row["n_broken_bytes"]) == (text, encoding, 0)
    assert row["sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("text, codec", [
    (HANS, "gb18030"), (HANT, "gb18030"), (HANT, "big5"), (HANS, "utf-16-be"), (HANT, "utf-16-le"),
])
@pytest.mark.parametrize("length", [10, 40])
def test_short_texts_are_told_apart(text, codec, length):
    for start in range(len(text) - length):
        part = text[start:start + length]
        assert decode(part.encode(codec))[0] == part


def test_what_is_valid_utf8_is_utf8_whatever_a_page_declares():
    assert decode("联通".encode("gb18030"), "gbk")[0] == "联通"
    assert decode("质量强市".encode("utf-8"), "gb2312")[:2] == ("质量强市", "utf-8")
    assert decode(("слово " * 30 + "\x02").encode("utf-8"))[1] == "utf-8"


CHINESE = st.lists(st.sampled_from([HANS[i:i + 30] for i in range(0, len(HANS), 30)]), min_size=2, max_size=6)
ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufeff", exclude_categories=["Cc", "Cs"]), max_size=12
)
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])


@settings(deadline=None, max_examples=150)
@given(CHINESE, ANY_TEXT, CODECS)
@example([HANS], "\ue47f畬\ue78d|\ufffd\U000f0000😀", "gb18030")
@example([HANS], "\r\n\r\x0b\u2028\u200b", "utf-16-be")
def test_any_text_with_enough_chinese_comes_back_exactly(parts, strange, codec):
    text = strange.join(["", *parts, ""])
    decoded, encoding, n_broken = decode(text.encode(codec))
    assert (decoded, n_broken) == (text, 0)
    assert encoding.startswith(codec.removesuffix("-sig"))


def test_undefined_pairs_are_private_use_characters_and_stay():
    data = HANS.encode("gb18030") + b"!\xa6\xd9\xaa\xa1|(zh\xa8\xac)"
    text, encoding, n_broken = decode(data)
    assert "\ue78d" in text and text.encode(encoding) == data and n_broken == 0


@pytest.mark.parametrize("codec, broken, n_broken, seen", [
    ("utf-8", b"\xe8\xb4", 2, "\ufffd\ufffd"),
    ("utf-8", b"\xff", 1, "\ufffd"),
    ("gb18030", b"\xd6(", 1, "\ufffd("),
    ("gb18030", b"\xff\xff", 2, "\ufffd\ufffd"),
    ("utf-16-le", b"\x00\xd8", 2, "\ufffd"),
])
def test_broken_bytes_are_replaced_and_counted(tmp_path, codec, broken, n_broken, seen):
    row = read_bytes(tmp_path, "a.txt", HANS.encode(codec) + broken + HANS.encode(codec))
    assert (row["raw"], row["n_broken_bytes"]) == (HANS + seen + HANS, n_broken)


def test_a_big5_file_with_a_broken_byte_and_one_cut_in_a_character():
    assert decode(HANT.encode("big5") + b"\xff\n")[0::2] == (HANT + "\ufffd\n", 1)
    assert decode(HANT.encode("big5")[:-1])[0::2] == (HANT[:-1] + "\ufffd", 1)
    assert decode(HANS.encode("utf-16-le") + b"\n")[0::2] == (HANS + "\ufffd", 1)


def test_a_replacement_character_of_the_text_is_not_counted():
    assert decode(("质量\ufffd强市" * 20).encode("utf-8") + b"\xff")[2] == 1


def test_a_large_file_is_judged_where_it_leaves_ascii():
    text = "<!-- " + "x" * 1_500_001 + " -->" + HANS * 200
    for codec in ("gb18030", "utf-16-le"):
        assert decode(text.encode(codec))[0] == text


@pytest.mark.parametrize("data", [
    "La qualité est élevée, a déclaré le maire très âgé de Genève où les étés sont brûlés.".encode("cp1252"),
    "品質の高い製品を作ることは企業の責任です。市長は会議でこれからの方針を説明しました。".encode("shift_jis"),
    HANS.encode("utf-8") + HANS.encode("gb18030"),
    bytes(range(256)) * 4,
])
def test_bytes_that_read_well_in_no_encoding_are_refused(data):
    with pytest.raises(UnreadableError, match="save it"):
        decode(data)


# --- Web pages


@pytest.mark.parametrize("case", PAGES, ids=[case["about"] for case in PAGES])
def test_visible_text_of_a_page(tmp_path, case):
    row = read_bytes(tmp_path, "a.html", case["html"].encode("utf-8"))
    assert row["raw"] == case["raw"]
    assert row["kind"] == "html"
    if "marks" in case:
        assert [f"{tag}: {row['raw'][start:end]}" for start, end, tag in row["markup"]] == case["marks"]


@pytest.mark.parametrize("declaration", [
    '<meta charset="gb2312">', "<META content='text/html; charset=GBK' http-equiv=Content-Type>",
    '<?xml version="1.0" encoding="gb18030"?>', '<meta charset="utf-8">', '<meta charset="big5">', "",
    '<meta charset="no-such-thing">',
])
def test_a_declared_encoding_is_checked_against_the_bytes(tmp_path, declaration):
    page = f"{declaration}<title>质量强市</title><p>{HANS.splitlines()[0]}</p>"
    row = read_bytes(tmp_path, "a.htm", page.encode("gb18030"))
    assert (row["encoding"], row["raw"], row["html_title"]) == ("gb18030", HANS.splitlines()[0], "质量强市")
    row = read_bytes(tmp_path, "b.htm", page.encode("utf-8"))
    assert (row["encoding"], row["raw"]) == ("utf-8", HANS.splitlines()[0])


def test_the_declaration_decides_where_the_text_is_too_short():
    names = "中卫某某网".encode("gb18030")
    assert decode(names)[0] == decode(names, "GB2312")[0] == "中卫某某网"
    assert decode(names, "big5")[0] == "笢怹議議厙"


def test_a_page_without_title_has_none(tmp_path):
    assert read_bytes(tmp_path, "a.html", b"<p>text")["html_title"] is pd.NA


def test_deep_nesting_loses_nothing(tmp_path):
    page = "<div><font>" * 3000 + "质量<p>强市" + "</font>" * 3000 + "完"
    row = read_bytes(tmp_path, "a.html", page.encode("utf-8"))
    assert row["raw"].split() == ["质量", "强市", "完"]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from("<p> </p> <td> <b> </b> <br> <pre> </pre> 质量 a".split() + [" ", "\n"])))
def test_spans_hold_text_and_lie_in_order(pieces):
    content = module._content(("质" + "".join(pieces)).encode("utf-8"), "html")
    raw, markup = content["raw"], content["markup"]
    assert all(0 <= start < end <= len(raw) for start, end, _ in markup)
    assert list(markup) == sorted(markup, key=lambda span: (span[0], -span[1]))
    assert "".join(raw.split()) == "质" + "".join(piece for piece in pieces if piece in ("质量", "a"))


# --- Word documents


def word_file(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_part(data, name, content):
    """Return a packed file with one part replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def test_word_document_in_order_with_styles(tmp_path):
    document = docx.Document()
    document.add_heading("质量强省工作会议", level=1)
    paragraph = document.add_paragraph("会议")
    paragraph.add_run("强调").bold = True
    paragraph.add_run("，\t推进")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["年份", "合格率", "2011", "92.1%"]):
        cell.text = text
    table.cell(1, 1).add_paragraph("以上")
    document.add_paragraph("完", style="Quote")
    document.sections[0].header.paragraphs[0].text = "某某省质监局"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    row = read_bytes(tmp_path, "a.docx", word_file(document))
    raw = row["raw"]
    assert raw == "某某省质监局\n质量强省工作会议\n会议强调，\t推进\n年份\t合格率\n2011\t92.1%\n以上\n完\n第1页"
    marks = [f"{tag}: {raw[start:end]}" for start, end, tag in row["markup"]]
    assert marks == [
        "header: 某某省质监局", "header: 某某省质监局", "heading 1: 质量强省工作会议", "Normal: 会议强调，\t推进",
        "table: 年份\t合格率\n2011\t92.1%\n以上", "Normal: 年份", "Normal: 合格率", "Normal: 2011", "Normal: 92.1%",
        "Normal: 以上", "Quote: 完", "footer: 第1页", "footer: 第1页",
    ]
    assert (row["kind"], row["encoding"], row["n_broken_bytes"]) == ("docx", "utf-8", 0)


def test_word_document_without_what_is_deleted_or_hidden(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("看得见")
    paragraph.add_run("看不见").font.hidden = True
    paragraph.add_run("的").font.hidden = False
    hidden = document.styles.add_style("Unseen", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    paragraph.add_run("看不见", style="Unseen")
    paragraph._p.append(parse_xml(
        f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>看不见</w:delText></w:r></w:del>'
    ))
    for xml in (
        '<w:ins {} w:id="2" w:author="a"><w:r><w:t>字</w:t></w:r></w:ins>',
        "<w:r {}><w:instrText>PAGE</w:instrText><w:br/><w:t>二</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert read_bytes(tmp_path, "a.docx", word_file(document))["raw"] == "看得见的字\n二"


def test_text_boxes_stand_once_after_their_paragraph(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("前")
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    ))
    paragraph.add_run("后")
    row = read_bytes(tmp_path, "a.docx", word_file(document))
    assert row["raw"] == "前后\n框"
    assert (3, 4, "textbox") in row["markup"]


def test_notes_follow_the_body(tmp_path):
    document = docx.Document()
    document.add_paragraph("正文")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r>'
        '</w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    document.part.relate_to(
        Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode("utf-8")),
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
    )
    row = read_bytes(tmp_path, "a.docx", word_file(document))
    assert row["raw"] == "正文\n脚注"
    assert (3, 5, "footnote") in row["markup"]


def test_a_strict_document_reads_like_a_transitional_one(tmp_path):
    document = docx.Document()
    document.add_heading("质量强市", level=2)
    data = word_file(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    xml = xml.replace(nsdecls("w").split('"')[1], "http://purl.oclc.org/ooxml/wordprocessingml/main")
    row = read_bytes(tmp_path, "a.docx", with_part(data, "word/document.xml", xml))
    assert row["raw"] == "质量强市"
    assert row["markup"][-1][2].lower() == "heading 2"


def test_damaged_word_documents_are_rejected(tmp_path, monkeypatch):
    document = docx.Document()
    document.add_paragraph("质量" * 2000)
    data = word_file(document)
    path = tmp_path / "a.docx"
    cut_short = with_part(data, "word/document.xml", "<w:document")
    for damaged in (data[:len(data) // 2], b"PK\x03\x04", cut_short):
        path.write_bytes(damaged)
        assert "damaged" in reason_for(path)
    path.write_bytes(HANS.encode("utf-8"))
    assert "damaged" in reason_for(path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    path.write_bytes(buffer.getvalue())
    assert "no Word document" in reason_for(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "password" in reason_for(path)
    path.write_bytes(word_file(docx.Document()))
    assert "no text" in reason_for(path)
    path.write_bytes(data)
    monkeypatch.setattr(worddocument, "MAX_UNPACKED_BYTES", 5000)
    assert "unpacks" in reason_for(path)


def test_entities_of_a_word_document_are_not_expanded(tmp_path):
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "质量质量质量"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        f'<w:document {nsdecls("w")}><w:body><w:p><w:r><w:t>&b;</w:t></w:r><w:r><w:t>二</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    data = with_part(word_file(docx.Document()), "word/document.xml", bomb)
    assert read_bytes(tmp_path, "a.docx", data)["raw"] == "二"


@cache
def whole_files():
    document = docx.Document()
    document.add_paragraph("质量强省")
    return {
        "a.txt": HANS.encode("gb18030"),
        "a.html": b"<html><p>" + HANS.encode("utf-8"),
        "a.docx": word_file(document),
    }


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_make_a_reader_fail(tmp_path, data):
    name = data.draw(st.sampled_from(["a.txt", "a.html", "a.docx"]))
    changed = bytearray(whole_files()[name])
    place = st.integers(0, len(changed) - 1)
    for position, value in data.draw(st.lists(st.tuples(place, st.integers(0, 255)), max_size=30)):
        changed[position] = value
    (tmp_path / name).write_bytes(bytes(changed) + data.draw(st.binary(max_size=40)))
    record = read_file(tmp_path / name)
    assert "reason" in record or record["raw"].encode("utf-8")


# --- Files, folders and lists


def write_all(folder, names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"质量强市 {name}", encoding="utf-8")


def test_a_folder_is_read_in_order_and_names_are_unique(tmp_path):
    write_all(tmp_path, ["b.txt", "a.txt", "a.html", "a-2.md", "sub/a.txt", "sub/deep/c.HTM"])
    sources, rejects = read(tmp_path)
    assert rejects.empty
    assert sources[["doc_id", "file"]].values.tolist() == [
        ["a-2", "a-2.md"], ["a", "a.html"], ["a-3", "a.txt"], ["b", "b.txt"], ["a-4", "sub/a.txt"],
        ["c", "sub/deep/c.HTM"],
    ]
    assert sources["path"].tolist() == [str(tmp_path / file) for file in sources["file"]]
    assert sources.dtypes.astype(str).to_dict() == SOURCE_COLUMNS


def test_a_file_a_list_and_the_same_file_twice(tmp_path):
    write_all(tmp_path, ["one/a.txt", "two/a.txt", "two/b.txt"])
    sources, _ = read(str(tmp_path / "two" / "b.txt"))
    assert sources[["doc_id", "file"]].values.tolist() == [["b", "b.txt"]]
    one, two = tmp_path / "one", tmp_path / "two"
    sources, _ = read([two / "b.txt", str(two), one, one / ".." / "two"])
    assert sources[["doc_id", "file"]].values.tolist() == [["b", "b.txt"], ["a", "a.txt"], ["a-2", "a.txt"]]


def test_a_rejected_kind_takes_no_name(tmp_path):
    write_all(tmp_path, ["a.pdf", "a.txt"])
    files = source_files(tmp_path)
    assert files["doc_id"].isna().tolist() == [True, False]
    assert files["doc_id"].tolist()[1] == "a"


def test_what_stands_beside_documents_is_left_out(tmp_path):
    beside = [
        "metadata.csv", "README.md", "README", "readme.zh-CN.txt", "LICENSE", "LICENSE.txt", "COPYING",
        "SHA256SUMS", "SHA256SUMS.txt", "MD5SUMS", "CHECKSUMS", "checksums.sha256", ".hidden.txt",
        ".git/a.txt", "~$a.docx", "Thumbs.db", "desktop.ini", "__MACOSX/a.txt", "page_files/ad.html",
        "sub/README.md",
    ]
    write_all(tmp_path, [*beside, "licensed.txt", "notice.txt", "other_files/a.txt", "page.html"])
    documents = ["licensed.txt", "notice.txt", "other_files/a.txt", "page.html"]
    assert source_files(tmp_path)["file"].tolist() == documents
    sources, _ = read(tmp_path / "README.md")
    assert sources["doc_id"].tolist() == ["README"]


@pytest.mark.parametrize("name", [
    "a.pdf", "a.doc", "a.jpg", "a.xls", "a.csv", "a.rtf", "a.zip", "a.mht", "a.shtml", "a.PPTX", "a.xyz", "a"
])
def test_other_kinds_are_rejected_with_a_hint(tmp_path, name):
    write_all(tmp_path, [name])
    sources, rejects = read(tmp_path)
    assert sources.empty and rejects["file"].tolist() == [name]
    assert any(word in rejects["reason"][0] for word in (".txt", ".html", "unpack"))


@pytest.mark.parametrize("name, data, words", [
    ("a.txt", b"", "empty"),
    ("a.txt", " \t\r\n　\u00a0\u200b".encode("utf-8"), "white space"),
    ("a.txt", b"\xef\xbb\xbf", "white space"),
    ("a.txt", b"%PDF-1.4 ...", "PDF"),
    ("a.txt", b"PK\x03\x04....", ".docx"),
    ("a.md", b"{\\rtf1 ...}", "rich text"),
    ("a.html", b"\x89PNG\r\n\x1a\n\x00", "picture"),
    ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00", "binary"),
    ("a.html", b"<html><script>document.write(1)</script></html>", "shows no text"),
    ("a.html", b"<frameset><frame src='a.html'></frameset>", "shows no text"),
    ("a.html", b"<!-- nothing -->", "shows no text"),
])
def test_files_without_text_are_rejected(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    assert words in reason_for(tmp_path)


def test_a_large_file_is_not_opened(tmp_path, monkeypatch):
    write_all(tmp_path, ["a.txt"])
    monkeypatch.setattr(module, "MAX_BYTES", 5)
    monkeypatch.setattr(Path, "read_bytes", None)
    assert "MB" in reason_for(tmp_path)


def test_links_pipes_and_folders_named_like_files(tmp_path):
    write_all(tmp_path, ["ok.txt", "folder.txt/inside.txt"])
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "linked").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again.txt").symlink_to(tmp_path / "ok.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    sources, rejects = read(tmp_path)
    assert sources["doc_id"].tolist() == ["again"]  # the same file as ok.txt, by whose name it is met first
    reasons = rejects.set_index("file")["reason"]
    assert "link that leads to no file" in reasons["dangling.txt"]
    assert "link that leads to no file" in reasons["loop.txt"]
    assert "link to a folder" in reasons["linked"]
    assert "folder and not a file" in reasons["folder.txt"]
    assert "pipe" in reasons["pipe.txt"]
    assert "leads to no file" in reason_for(tmp_path / "dangling.txt")


@pytest.mark.parametrize("problem, words", [
    (PermissionError(13, "Permission denied"), "allow yourself"),
    (OSError(5, "Input/output error"), "Input/output error"),
    (FileNotFoundError(2, "No such file"), "put it back"),
])
def test_files_that_do_not_open(tmp_path, monkeypatch, problem, words):
    write_all(tmp_path, ["a.txt"])

    def fail(self):
        raise problem

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert words in reason_for(tmp_path)


def test_a_folder_that_does_not_open(tmp_path, monkeypatch):
    write_all(tmp_path, ["a.txt", "closed/b.txt"])
    listdir = os.listdir

    def fail(folder):
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listdir(folder)

    monkeypatch.setattr(os, "listdir", fail)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    sources, rejects = read(tmp_path)
    assert sources["file"].tolist() == ["a.txt"]
    assert rejects["file"].tolist() == ["closed"] and "may not be opened" in rejects["reason"][0]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems keep file names in Unicode")
def test_a_file_name_that_is_not_unicode(tmp_path):
    path = os.fsencode(tmp_path) + b"/" + "质量.txt".encode("gb18030")
    with open(path, "wb") as file:
        file.write(HANS.encode("utf-8"))
    _, rejects = read(tmp_path)
    assert rejects["file"].tolist() == ["质量.txt"] and "rename" in rejects["reason"][0]


@pytest.mark.parametrize("missing", ["no-such-file.txt", "", "no/such/folder", "a\x00b"])
def test_a_path_that_is_not_there_is_an_error(missing):
    with pytest.raises(FileNotFoundError, match="spelling") as error:
        read(missing)
    assert repr(missing) in str(error.value)
    with pytest.raises(FileNotFoundError):
        read([missing])


@pytest.mark.parametrize("source", [5, None, b"a.txt", {"a": 1}, [5], [["a.txt"]], pd.DataFrame()])
def test_a_source_that_is_no_path_is_an_error(source):
    with pytest.raises(TypeError, match="give"):
        read(source)


@pytest.mark.parametrize("source", ["folder", "list"])
def test_nothing_gives_empty_frames_with_their_columns(tmp_path, source):
    sources, rejects = read(tmp_path if source == "folder" else [])
    assert sources.dtypes.astype(str).to_dict() == SOURCE_COLUMNS and sources.empty
    assert rejects.dtypes.astype(str).to_dict() == REJECT_COLUMNS and rejects.empty
    assert source_files([]).columns.tolist() == ["doc_id", "file", "path"]


def test_mapping_over_files_gives_what_read_gives(tmp_path):
    write_all(tmp_path, ["a.txt", "b.html", "c.pdf", "sub/a.txt"])
    records = [read_file(**entry) for entry in source_files(tmp_path).to_dict("records")]
    for mapped, whole in zip(gather(records), read(tmp_path)):
        pd.testing.assert_frame_equal(mapped, whole)


def test_text_files_need_no_parser(tmp_path):
    write_all(tmp_path, ["a.txt", "b.md"])
    code = "import sys; from helpers.tidy.read import read; read(sys.argv[1]); print('lxml' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    assert (done.stdout.strip(), done.stderr) == ("False", "")
