"""The model of the damage makes what the pages show, byte for byte."""

import pytest

from helpers.tidy.repairs.damage import CODEC, annotate, damage, decode_pair, decode_piece, encode

NOTES = {encode("質"): "zhì", encode("驗"): "yàn", encode("產"): "chǎn"}


@pytest.mark.parametrize(("true", "options", "damaged"), [
    ("質量", {}, "質(zhì)量"),
    # 驗 lies across 因為, and its bracket is swallowed.
    ("因為這些", {}, "因?yàn)檫@些"),
    # The bytes of ？ lie across 。考, those of ！ across 。《; the text falls into step at a trail byte.
    ("。考量地方政府對質", {}, "?剂康胤秸\ue47f畬\ue78d|(zhì)"),
    ("。《產", {}, "!懂a(chǎn)"),
    ("。《產", {"orphan": "?"}, "?!懂a(chǎn)"),
    ("。《產", {"ascii_marks": False}, "！懂a(chǎn)"),
    ("。考量地方政府對質", {"private_use": False}, "?剂康胤秸畬|(zhì)"),
    # The end of the line ends the run too, and takes a lead byte with it.
    ("。《工作", {}, "!豆ぷ"),
    ("。《工作\n質", {"orphan": "?"}, "?!豆ぷ?\n質(zhì)"),
    # Cuts at 。 are told apart, and come last.
    ("全省，質", {}, "全省,質(zhì)"),
    ("全省，質", {"cut_at": "！？。"}, "全。\ue0f4|(zhì)"),
    # A real mark is cut and put back; it becomes ASCII last.
    ("好！對（甲：乙；丙），丁？", {}, "好!對(甲:乙;丙),丁?"),
    ("市(州)", {}, "市(州)"),
])
def test_examples(true, options, damaged):
    assert damage(true, NOTES, **options) == damaged


def test_lines_are_damaged_by_themselves():
    lines = ["因為這些", "。《產", "", "質"]
    assert damage("\n".join(lines), NOTES) == "\n".join(damage(line, NOTES) for line in lines)


def test_readings_are_written_in_code_order():
    # The reading of 為 (9E E9) is written before that of 驗 (F2 9E), which would tear it apart.
    assert encode("為") < encode("驗")
    assert annotate("因為".encode(CODEC), {encode("驗"): "yàn", encode("為"): "wèi"}) == (
        b"\xd2\xf2\x9e\xe9" + "(wèi)".encode(CODEC)).replace(b"\xf2\x9e", b"\xf2\x9e" + "(yàn)".encode(CODEC))


def test_undefined_pairs_map_both_ways():
    private = [(lead, trail) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF)
               if (c := decode_pair(lead, trail)) and "\ue000" <= c <= "\uf8ff"]
    assert len(private) > 1000
    assert all(encode(decode_pair(*pair)) == bytes(pair) for pair in private)


def test_other_decoders_are_understood():
    assert decode_pair(0xA6, 0xD9) == "\ue78d"
    assert encode("\ue78d") == encode("\ufe10") == b"\xa6\xd9"


@pytest.mark.parametrize(("lead", "trail"), [(0x80, 0x40), (0xFF, 0xA1), (0xB0, 0x7F), (0xB0, 0x3F), (0xB0, 0xFF)])
def test_no_pair(lead, trail):
    assert decode_pair(lead, trail) is None


@pytest.mark.parametrize(("piece", "orphan", "text"), [
    (b"\xb0\xa1\xb0", "", "啊"), (b"\xb0\xa1\xb0", "?", "啊?"), (b"\xb0(a", "", "?a"), (b"\x80\xb0\xa1", "", "?啊"),
    (b"\xb0\n\xb0\xa1", "", "\n啊"),
])
def test_a_piece_is_decoded_as_the_sites_did(piece, orphan, text):
    assert decode_piece(piece, orphan) == text
