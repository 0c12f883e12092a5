"""The bytes of a part → where the letters of each of its texts stand in them."""

from __future__ import annotations

import pytest

from report_builder.reports.letters import letter_spans

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("body", "letters"),
    [
        ("<w:t>甲</w:t><w:x>乙</w:x><w:t>丙丁</w:t>", ["甲", "丙丁"]),
        ('<w:t xml:space="preserve"> 甲 </w:t>', [" 甲 "]),
        ("<w:t></w:t><w:t/><w:t>甲</w:t>", ["", "", "甲"]),
        ("<w:t>甲&amp;乙&#x4e19;</w:t>", ["甲&amp;乙&#x4e19;"]),
        ("<w:t><![CDATA[甲]]></w:t><w:t>乙<![CDATA[丙]]></w:t>", ["<![CDATA[甲]]>", "乙<![CDATA[丙]]>"]),
        ('<t xmlns="urn:other">甲</t><w:tab>乙</w:tab>', []),
    ],
)
def test_the_letters_of_each_text_are_found_in_the_bytes(body: str, letters: list[str]) -> None:
    document = f'<w:d xmlns:w="{SPACE}">{body}</w:d>'.encode()

    assert [document[start:end].decode() for start, end in letter_spans(document)] == letters
