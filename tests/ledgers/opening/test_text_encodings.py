"""Texts in the encodings that offices write, with and without marks of their own."""

from __future__ import annotations

import codecs

import pytest

from report_builder.ledgers.opening.surveys import WorkbookFaultError
from report_builder.ledgers.opening.text_encodings import decode_text

SIMPLIFIED = "案号,案件类型,收到日期\n桂行复〔2016〕1号,行政复议,2016-03-01\n"
TRADITIONAL = "資訊名稱,資訊類別,公開日期\n關於轉發會議紀錄的通知,政策類文件,2016-03-01\n"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED),
        (codecs.BOM_UTF8 * 2 + SIMPLIFIED.encode(), SIMPLIFIED),
        (SIMPLIFIED.encode("gbk"), SIMPLIFIED),
        ("镕,䶮,𠮷\n".encode("gb18030") + SIMPLIFIED.encode("gb18030"), "镕,䶮,𠮷\n" + SIMPLIFIED),
        (TRADITIONAL.encode("cp950"), TRADITIONAL),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-le"), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED),
        (b"a,b\n1,2\n", "a,b\n1,2\n"),
        (b"", ""),
    ],
)
def test_a_text_is_read_in_its_encoding(content: bytes, text: str) -> None:
    assert decode_text(content) == text


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (SIMPLIFIED.encode() + "乙".encode()[:2] + b",1\n", "第 3 行有认不出的字符"),
        (b"a,b\n\xff\xff,1\n", "第 2 行有认不出的字符"),
        (codecs.BOM_UTF16_LE + "甲,乙\n".encode("utf-16-le") + b"\x00", "第 2 行有认不出的字符"),
        (bytes(range(256)), "里面不是文字"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "里面不是文字"),
        (b"\x01\x02\x03,a\n", "里面不是文字"),
    ],
)
def test_what_nobody_can_read_is_told(content: bytes, what: str) -> None:
    with pytest.raises(WorkbookFaultError) as told:
        decode_text(content)

    assert told.value.message.endswith(what)
