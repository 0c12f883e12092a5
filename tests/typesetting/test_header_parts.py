"""A Word file → the headers and footers that some page of it is sure to show."""

from __future__ import annotations

import pytest
from word_files import PAGE, paragraph, word_file

from report_builder.typesetting.header_parts import certain_furniture
from report_builder.word.packages import W, open_package

PARTS = {f"header{number}": f"<w:hdr>{paragraph(f'眉{number}')}</w:hdr>" for number in (1, 2, 3)}
PARTS["footer4"] = f"<w:ftr>{paragraph('脚4')}</w:ftr>"
DEFAULT, EVEN, FIRST = (
    f'<w:headerReference w:type="{kind}" r:id="header{number}"/>'
    for number, kind in enumerate(("default", "even", "first"), 1)
)
FOOTER = '<w:footerReference w:type="default" r:id="footer4"/>'
TITLED, GOES_ON = "<w:titlePg/>", '<w:type w:val="continuous"/>'


def certain(*sections: str, settings: str = "") -> list[tuple[str, str]]:
    """What some page is sure to show of the sections, the last being the document's own."""
    *before, last = sections
    body = "".join(f"<w:p><w:pPr><w:sectPr>{each}{PAGE}</w:sectPr></w:pPr></w:p>" for each in before)
    parts = {**PARTS, **({"settings": f"<w:settings>{settings}</w:settings>"} if settings else {})}
    package = open_package(word_file(body + paragraph("文"), section=last + PAGE, parts=parts), "样张.docx")
    main = package.xml(package.main_part)
    assert main is not None
    return [
        (kind, "".join(text.text or "" for text in root.iter(f"{W}t")))
        for kind, root in certain_furniture(package, main)
    ]


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        ((DEFAULT + EVEN + FIRST + FOOTER,), ["眉1", "脚4"]),
        ((TITLED + DEFAULT + FIRST,), ["眉3"]),
        ((TITLED + DEFAULT,), []),
        ((f'{TITLED.replace("/>", "")} w:val="0"/>' + DEFAULT + FIRST,), ["眉1"]),
        ((DEFAULT, FOOTER), ["眉1", "脚4"]),
        ((DEFAULT, ""), ["眉1"]),
        ((DEFAULT, GOES_ON + FOOTER), ["眉1"]),
        ((GOES_ON + DEFAULT,), ["眉1"]),
        ((DEFAULT, TITLED + FIRST), ["眉1", "眉3"]),
        (("",), []),
    ],
)
def test_the_first_page_of_each_section_shows_what_is_meant_for_it(
    sections: tuple[str, ...], found: list[str]
) -> None:
    assert [text for _, text in certain(*sections)] == found


def test_with_even_pages_of_their_own_only_title_pages_are_sure() -> None:
    sided = "<w:evenAndOddHeaders/>"

    assert certain(DEFAULT + EVEN, settings=sided) == []
    assert certain(TITLED + FIRST, settings=sided) == [("页眉", "眉3")]
    assert certain(DEFAULT, settings='<w:evenAndOddHeaders w:val="0"/>') == [("页眉", "眉1")]


def test_what_a_tracked_change_has_kept_of_a_section_is_none() -> None:
    kept = f'<w:sectPrChange w:id="1"><w:sectPr>{FOOTER}</w:sectPr></w:sectPrChange>'

    assert certain(DEFAULT + kept) == [("页眉", "眉1")]
