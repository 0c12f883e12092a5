"""The text of a year in the window: read with its figures, changed part by part, or written in Word."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from window_visits import visitor, words

if TYPE_CHECKING:
    from pathlib import Path

    from window_visits import Answer, Visitor

TEXT = "/2016/text"


def narrative(own_data: Path) -> Path:
    """The file of the office's text."""
    return own_data / "2016" / "narrative.md"


def form_of(answer: Answer) -> dict[str, str]:
    """What the form of a part would send back."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    typed = re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', answer.text, re.DOTALL)
    assert typed is not None
    return {**{name: unescape(value) for name, value in hidden.items()}, "text": unescape(typed[1])}


def save(visiting: Visitor, number: int, **changed: str) -> Answer:
    """Open a part, change something of it, and save it."""
    form = {**form_of(visiting.get(f"{TEXT}/{number}")), "do": "save", **changed}
    return visiting.post(f"{TEXT}/{number}", **form)


def in_word(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    opened = BytesIO()
    document.save(opened)
    return opened.getvalue()


def test_the_text_is_read_by_section_with_its_figures_marked(own_data: Path) -> None:
    page = visitor(own_data.parent).get(TEXT).text

    assert "二、围绕国家和自治区中心工作" in words(page)
    assert '<span class="figure" title="主动公开·类别·教育信息·总数">139</span>条' in page
    assert "{{" not in words(page.partition('aria-labelledby="in"')[0])


def test_what_a_reviewer_will_say_stands_beside_the_sentence(own_data: Path) -> None:
    path = narrative(own_data)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("## 落实要求", "全年收到申请2件。其余照旧。\n\n## 落实要求"), encoding="utf-8"
    )

    page = visitor(own_data.parent).get(TEXT).text

    block = page.partition('<span class="quoted">全年收到申请2件。</span>其余照旧。')[2]
    assert "统计表是 0" in words(block.partition('<div class="words">')[0])


@pytest.mark.parametrize(("mark", "end"), [(b"", b"\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_a_part_that_is_saved_leaves_every_other_byte_as_it_was(
    own_data: Path, mark: bytes, end: bytes
) -> None:
    path = narrative(own_data)
    before = mark + path.read_bytes().replace(b"\n", end)
    path.write_bytes(before)
    visiting = visitor(own_data.parent)
    text = form_of(visiting.get(f"{TEXT}/7"))["text"]

    answer = save(visiting, 7, text=text.replace("\n", "\r\n") + "又加一句。\r\n")

    assert (answer.status, answer.headers["location"]) == (303, f"{TEXT}#part-7")
    assert path.read_bytes() == before + "又加一句。".encode() + end
    assert "又加一句。" in visiting.get(TEXT).text


def test_what_is_saved_without_a_change_writes_nothing(own_data: Path) -> None:
    before = narrative(own_data).stat()

    save(visitor(own_data.parent), 2)

    after = narrative(own_data).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_year_without_its_own_text_gets_one_when_a_part_is_saved(own_data: Path) -> None:
    narrative(own_data).unlink()
    visiting = visitor(own_data.parent)
    assert "还没有自己的正文" in visiting.get(TEXT).text

    save(visiting, 1, text="# 本年度政府信息公开工作的基本情况\n\n本单位自己的话。\n")

    assert "本单位自己的话。" in narrative(own_data).read_text(encoding="utf-8")
    assert "还没有自己的正文" not in visiting.get(TEXT).text


def test_who_saves_what_another_program_has_changed_sees_both_and_loses_nothing(own_data: Path) -> None:
    visiting, path = visitor(own_data.parent), narrative(own_data)
    form = {**form_of(visiting.get(f"{TEXT}/1")), "do": "save"}
    theirs = path.read_text(encoding="utf-8").replace("## 落实要求", "别人的话。\n\n## 落实要求")
    path.write_text(theirs, encoding="utf-8")

    answer = visiting.post(f"{TEXT}/1", **{**form, "text": form["text"] + "我的话。\n"})

    assert answer.status == 422
    assert path.read_text(encoding="utf-8") == theirs
    assert "您写的还没有存" in answer.text
    assert "我的话。" in form_of(answer)["text"]
    assert "别人的话。" in answer.text.partition('id="theirs"')[2]

    both = form_of(answer)
    visiting.post(f"{TEXT}/1", **{**both, "do": "save", "text": both["text"] + "别人的话。\n"})

    assert "我的话。" in path.read_text(encoding="utf-8")


def test_a_look_at_what_was_typed_shows_its_figures_and_writes_nothing(own_data: Path) -> None:
    visiting, before = visitor(own_data.parent), narrative(own_data).read_bytes()

    answer = save(visiting, 3, do="preview", text="# 依申请公开\n\n公开{{ 主动公开.总数 }}条。\n")

    assert answer.status == 200
    assert '公开<span class="figure" title="主动公开·总数">169</span>条。' in answer.text
    assert "{{ 主动公开.总数 }}" in form_of(answer)["text"]
    assert narrative(own_data).read_bytes() == before


def test_a_look_at_a_word_that_nobody_knows_says_so(own_data: Path) -> None:
    answer = save(visitor(own_data.parent), 3, do="preview", text="# 依申请公开\n\n{{ 申请.新手 }}\n")

    assert "查不到项目“新手”" in answer.text
    assert "{{ 申请.新手 }}" in form_of(answer)["text"]


def test_a_text_that_cannot_be_filled_can_still_be_mended(own_data: Path) -> None:
    visiting = visitor(own_data.parent)

    save(visiting, 3, text="# 依申请公开\n\n{{ 申请.新手 }}\n")
    page = visiting.get(TEXT)

    assert "正文还拼不出来" in page.text
    assert "查不到项目“新手”" in page.text
    save(visiting, 3, text="# 依申请公开\n\n{{ 申请.新收 }}件\n")
    assert "正文还拼不出来" not in visiting.get(TEXT).text


def test_a_figure_is_found_by_its_chinese_name_and_shown_with_its_value(own_data: Path) -> None:
    piece = visitor(own_data.parent).get(f"{TEXT}/figures?q=教育督导 总数", hx_request="true").text

    assert "<html" not in piece
    assert 'data-insert="{{ 主动公开.类别(&#34;教育督导&#34;).总数 }}"' in piece
    assert "<strong>22条</strong>" in piece


def test_a_text_from_word_takes_the_place_of_the_other_which_is_kept(own_data: Path) -> None:
    visiting, before = visitor(own_data.parent), narrative(own_data).read_bytes()
    report = in_word("一、基本情况", "全年公开{{ 主动公开.总数 }}条信息。", "二、其他", "没有其他事项。")

    answer = visiting.hand_in(f"{TEXT}/word", {"我们的正文.docx": report}, field="file")

    assert answer.status == 303
    page = visiting.get(TEXT).text
    assert "读到 2 个部分、2 段，其中 1 个数和日期跟着台账走" in words(page)
    assert '全年公开<span class="figure" title="主动公开·总数">169</span>条信息。' in page
    assert not narrative(own_data).exists()
    assert (own_data / "备份" / "2016" / "narrative（换下的第1份）.md").read_bytes() == before
    assert visiting.get(f"{TEXT}/file").body == report


def test_who_writes_here_again_has_the_text_of_before(own_data: Path) -> None:
    visiting, before = visitor(own_data.parent), narrative(own_data).read_bytes()
    visiting.hand_in(f"{TEXT}/word", {"甲.docx": in_word("一、甲", "乙。")}, field="file")

    visiting.post(f"{TEXT}/word/out")

    assert narrative(own_data).read_bytes() == before
    assert not (own_data / "2016" / "narrative.docx").exists()
    assert (own_data / "备份" / "2016" / "narrative（换下的第1份）.docx").exists()


@pytest.mark.parametrize("data", [b"", b"PK", b"no Word file at all"])
def test_what_is_no_word_file_is_not_taken(own_data: Path, data: bytes) -> None:
    before = narrative(own_data).read_bytes()

    answer = visitor(own_data.parent).hand_in(f"{TEXT}/word", {"甲.docx": data}, field="file")

    assert answer.status == 422
    assert "没有改动正文" in answer.text
    assert narrative(own_data).read_bytes() == before


@pytest.mark.parametrize("path", [f"{TEXT}/8", f"{TEXT}/99999999999", "/2015/text"])
def test_a_part_that_is_not_there_has_no_page(own_data: Path, path: str) -> None:
    assert visitor(own_data.parent).get(path).status == 404


def test_a_text_is_never_obeyed_by_the_page(own_data: Path) -> None:
    visiting = visitor(own_data.parent)
    hostile = "</textarea><script>alert(1)</script>"

    save(visiting, 7, text=f"# 问题\n\n{hostile}\n")

    assert "<script>alert" not in visiting.get(TEXT).text
    again = visiting.get(f"{TEXT}/7")
    assert "<script>alert" not in again.text
    assert form_of(again)["text"] == f"# 问题\n\n{hostile}\n"
