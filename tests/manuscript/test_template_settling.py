"""Paragraphs as an editor parted them → each placeholder whole in the text in which it begins."""

from __future__ import annotations

from word_elements import element

from report_builder.manuscript.template_settling import own_text, settle
from report_builder.word.packages import W


def settled(markup: str) -> list[str]:
    """The texts of a part after it has been settled."""
    root = element(f"<w:body>{markup}</w:body>")
    settle(root)
    return [each.text or "" for each in root.iter(f"{W}t")]


def texts(*pieces: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{piece}</w:t></w:r>' for piece in pieces)}</w:p>"


def test_a_placeholder_over_several_texts_stands_in_the_first_of_them() -> None:
    assert settled(texts("共{", "{ 申请.", "新收 }", "}件，{%", " if 甲 %}乙")) == [
        "共{{ 申请.新收 }}",
        "",
        "",
        "件，{% if 甲 %}",
        "乙",
    ]


def test_a_text_without_anything_in_it_is_no_trouble() -> None:
    assert settled(texts("", "{{ 甲", "", " }}", "")) == ["", "{{ 甲 }}", "", "", ""]


def test_texts_without_a_placeholder_stay_as_they_are_parted() -> None:
    assert settled(texts("共", "", "3件{", "甲}")) == ["共", "", "3件{", "甲}"]


def test_a_text_that_was_changed_keeps_its_blanks_and_no_other_is_touched() -> None:
    root = element(f"<w:body>{texts('甲', '{{ 乙', ' }} ')}</w:body>")

    settle(root)

    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert [each.get(space) for each in root.iter(f"{W}t")] == [None, "preserve", "preserve"]


def test_changes_are_accepted_and_counted() -> None:
    changed = (
        '<w:p><w:ins w:id="1"><w:r><w:t>{{ 甲</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>丙</w:delText></w:r></w:del><w:r><w:t> }}</w:t></w:r></w:p>'
    )
    root = element(f"<w:body>{changed}</w:body>")

    assert settle(root) == 2
    assert [each.text or "" for each in root.iter(f"{W}t")] == ["{{ 甲 }}", ""]
    assert settle(root) == 0


def test_the_words_of_a_text_box_are_not_those_of_the_paragraph_around_it() -> None:
    box = f"<w:p><w:r><w:t>外</w:t><w:pict><w:txbxContent>{texts('内')}</w:txbxContent></w:pict></w:r></w:p>"

    assert own_text(element(box)) == "外"
