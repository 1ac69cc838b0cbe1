"""Bytes that are texts, and bytes that are none."""

import pytest

from sayso.collect.decode import decode_text
from sayso.errors import BinaryError, EncodingError

WESTERN = "The owner of the café said: “It’s over – £5 for naïve tourists.”"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_its_encoding(encoding):
    assert decode_text(WESTERN.encode(encoding), "a.txt") == WESTERN


def test_latin_1_is_read():
    assert decode_text("Señor Müller naît à Zürich".encode("latin-1"), "a.txt") == "Señor Müller naît à Zürich"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Министр сказала, что это неправда, и ушла.", "koi8-r"),
        ("Министр сказала, что это неправда, и ушла.", "cp1251"),
        ("Minister powiedziała, że to nieprawda, i wyszła z pokoju w środę.", "iso8859-2"),
        ("He said “I don’t know” and left the café; she didn’t.", "mac-roman"),
        ("大臣はそれを否定した。組合は遺憾の意を表した。", "shift-jis"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(text, encoding):
    with pytest.raises(EncodingError, match=r"^a\.txt: .*save it as UTF-8"):
        decode_text(text.encode(encoding), "a.txt")


def test_damaged_utf_8_is_refused_with_the_place():
    with pytest.raises(EncodingError, match="damaged bytes, first at 7"):
        decode_text(b"caf\xc3\xa9 n\xc3 et na\xc3\xafve \xe2\x80\x9cyes\xe2\x80\x9d", "a.txt")


@pytest.mark.parametrize("data", [b"\xff\xfeT", b"\xff\xfe\x00\xd8"])
def test_damaged_utf_16_is_refused(data):
    with pytest.raises(EncodingError, match="UTF-16"):
        decode_text(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 words",
        b"PK\x03\x04abc",
        b"\x1f\x8b\x08abc",
        b"a NUL\0 in a text",
        b"\x01\x02\x03\x04\x05\x06\x07 abc",
    ],
)
def test_a_binary_is_refused(data):
    with pytest.raises(BinaryError):
        decode_text(data, "a.bin")
