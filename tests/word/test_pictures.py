"""A drawing → what its pictures say that they show."""

from __future__ import annotations

import pytest
from word_elements import element

from report_builder.word.pictures import NAMELESS, descriptions_in


def drawing(content: str, described: str = "") -> list[str]:
    """The descriptions of a drawing whose ``docPr`` has these attributes."""
    return list(descriptions_in(element(f"<w:drawing><wp:docPr {described}/>{content}</w:drawing>")))


def picture(described: str = "") -> str:
    return f"<pic:pic><pic:nvPicPr><pic:cNvPr {described}/></pic:nvPicPr></pic:pic>"


def named(description: str) -> str:
    return picture(f'descr="{description}"')


def test_the_description_of_the_drawing_goes_before_the_picture_s_and_the_title_last() -> None:
    assert drawing(picture('descr="内"'), 'descr="外" title="题"') == ["外"]
    assert drawing(picture('descr="内"'), 'title="题"') == ["题"]
    assert drawing(picture('descr="内"')) == ["内"]
    assert drawing(picture('title=" 题 "')) == ["题"]
    assert drawing(picture()) == [NAMELESS]


def test_every_picture_of_a_drawing_is_told() -> None:
    assert drawing(picture('descr="甲"') + picture('descr="乙"')) == ["甲", "乙"]


def test_a_picture_in_a_text_box_is_the_box_s_own() -> None:
    boxed = f"<w:txbxContent><w:p/>{named('框里')}</w:txbxContent>"

    assert drawing(boxed + picture('descr="框外"')) == ["框外"]


@pytest.mark.parametrize("hidden", ['hidden="1"', 'hidden="true"'])
def test_a_hidden_drawing_says_nothing(hidden: str) -> None:
    assert drawing(picture('descr="图"'), hidden) == []
    assert drawing(picture('descr="图"'), 'hidden="0"') == ["图"]


def test_a_decorative_drawing_says_nothing() -> None:
    def marked(value: str) -> list[str]:
        mark = f'<wp:docPr><adec:decorative val="{value}"/></wp:docPr>'
        return list(descriptions_in(element(f"<w:drawing>{mark}{named('图')}</w:drawing>")))

    assert marked("1") == []
    assert marked("true") == []
    assert marked("0") == ["图"]


def test_a_drawing_without_properties_says_what_its_picture_says() -> None:
    assert list(descriptions_in(element(f"<w:drawing>{named('图')}</w:drawing>"))) == ["图"]


def test_an_older_picture_says_its_alternative_text_or_its_title() -> None:
    def old(shape: str, data: str) -> list[str]:
        return list(
            descriptions_in(element(f"<w:pict><v:shape {shape}><v:imagedata {data}/></v:shape></w:pict>"))
        )

    assert old('alt="图"', 'o:title="题"') == ["图"]
    assert old("", 'o:title=" 题 "') == ["题"]
    assert old("", "") == [NAMELESS]
