"""Bytes in every encoding in use for Japanese, declared rightly, wrongly or not at all."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.sources import decode

NEWS = "防衛省は11月3日、オーストラリアと共同訓練を行うと発表した。\r\n「連携を深める」(木原防衛相)"
ENCODINGS = ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-32"]
WIDE = ["utf-16-le", "utf-16-be"]


def html(charset: str, text: str = NEWS) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize("encoding", ENCODINGS + WIDE)
def test_undeclared_text_is_read(encoding: str) -> None:
    text, name, problem = decode(NEWS.encode(encoding))
    assert text == NEWS
    assert problem is None
    assert NEWS.encode(encoding).decode(name) == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("declared", ["utf-8", "Shift_JIS", "EUC-JP", "iso-8859-1", "x-none", ""])
def test_no_declaration_can_make_mojibake(encoding: str, declared: str) -> None:
    in_page = html(declared)
    assert decode(in_page.encode(encoding), media_type="text/html").text == in_page
    assert decode(NEWS.encode(encoding), declared=declared).text == NEWS


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
def test_real_pages_in_every_encoding(encoding: str, project: Path) -> None:
    for path in sorted((project / "seeds").glob("*.txt")):
        text = path.read_text("utf-8").translate(SAFE)
        data = text.encode(encoding, "ignore")
        assert decode(data) == (data.decode(encoding), encoding, None)


# Windows and JIS differ in which dash and tilde they have.
SAFE = str.maketrans("～－―∥￠￡￢", "〜ー…‖¢£¬")


def test_a_short_title_is_enough() -> None:
    for encoding in ("cp932", "euc_jp", "utf-16-le"):
        assert decode("日英首脳会談".encode(encoding)).text == "日英首脳会談"


@pytest.mark.parametrize("label", ["Shift_JIS", "x-sjis", "SHIFT-JIS", "Windows-31J"])
def test_shift_jis_means_the_one_of_windows(label: str) -> None:
    page = html(label, "①㈱髙島屋～﨑 東京で会談した")
    assert decode(page.encode("cp932"), media_type="text/html").text == page


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xad\xa1\xad\xea\xfc\xe2" + "島屋で会談した".encode("euc_jp"), "cp51932"),
        (b"\x1b$B-!-j|b\x1b(B" + "島屋で会談した".encode("iso2022_jp"), "cp50220"),
    ],
)
def test_windows_characters_in_euc_and_iso_2022(data: bytes, name: str) -> None:
    assert decode(data) == ("①㈱髙島屋で会談した", name, None)


def test_halfwidth_kana_in_iso_2022() -> None:
    assert decode(b"\x1b(I1=8\x1b(B\n\x1b$B2qCL\x1b(B").text == "ｱｽｸ\n会談"


def test_supplementary_kanji_of_euc() -> None:
    text = "丂での会談を終えた"
    assert decode(text.encode("euc_jp")).text == text


def test_a_byte_order_mark_is_no_character() -> None:
    assert decode(codecs.BOM_UTF8 + "会談".encode()) == ("会談", "utf-8-sig", None)


def test_the_server_is_believed_only_when_the_bytes_bear_it_out() -> None:
    assert decode("会談".encode("euc_jp"), declared="EUC-JP").encoding == "euc_jp"
    assert decode("会談です".encode(), declared="EUC-JP").encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("damage", ["cut", "byte", "gap"])
def test_damage_is_told_and_the_rest_is_read(encoding: str, damage: str) -> None:
    data = (NEWS * 20).encode(encoding)
    middle = data.index("発表".encode(encoding).removeprefix(b"\x1b$B")[:4], len(data) // 2)
    broken = {
        "cut": data[: middle + 1],
        "byte": data[:middle] + b"\xff" + data[middle:],
        "gap": data[:middle] + data[middle + 1 :],
    }[damage]
    text, name, problem = decode(broken)
    assert text.startswith(NEWS)
    assert broken.decode(name, "replace") == text
    if lost := text.count("\ufffd"):
        assert problem == f"{lost} stretches of bytes are not {name}"


def test_utf8_with_one_foreign_line_stays_utf8() -> None:
    text, name, problem = decode(NEWS.encode() * 5 + "引用".encode("cp932") + NEWS.encode() * 5)
    assert name == "utf-8"
    assert text.count(NEWS) == 10
    assert problem is not None


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "shift_jis", "euc-jp", "?"]))
def test_any_bytes_give_text(data: bytes, declared: str | None) -> None:
    for media_type in ("text/plain", "text/html"):
        text, name, problem = decode(data, media_type=media_type, declared=declared)
        assert data.decode(name, "replace") == text
        assert not any("\ud800" <= c <= "\udfff" for c in text)
        if problem is None:
            assert data.decode(name) == text


def test_every_character_that_windows_added_is_read() -> None:
    added = 0
    for row in range(94):
        for cell in range(94):
            lead, trail = divmod(row * 94 + cell, 188)
            shifted = bytes((lead + (0x81, 0xC1)[lead > 30], trail + (0x40, 0x41)[trail > 62]))
            euc = bytes((row + 0xA1, cell + 0xA1))
            jis = b"\x1b$B" + bytes((row + 0x21, cell + 0x21)) + b"\x1b(B"
            try:
                expected = euc.decode("euc_jp")
            except UnicodeDecodeError:
                expected = shifted.decode("cp932", "replace")
                added += "\ufffd" not in expected
            if "\ufffd" not in expected:
                assert euc.decode("cp51932") == expected
                assert jis.decode("cp50220") == expected
            else:
                assert "\ufffd" in euc.decode("cp51932", "replace")
                assert "\ufffd" in jis.decode("cp50220", "replace")
    assert added == 457  # rows 13 and 89-92
