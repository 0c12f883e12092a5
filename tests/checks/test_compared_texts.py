"""Two texts → what of the later one is repeated, changed or new, and what of the earlier one is gone."""

from __future__ import annotations

from prose import prose

from report_builder.checks.compared_texts import ComparedSection, SentenceLikeness, compare_texts

BEFORE = """
    # 工作情况
    全年召开会议3次。各科室分工落实，层层把关。
    聘请社会监督员，听取群众意见。
    # 存在的问题
    公开的时效有待提高。
"""


def compare(later: str, earlier: str = BEFORE) -> dict[str, ComparedSection]:
    """The sections by their headings."""
    return {each.heading: each for each in compare_texts(prose(earlier), prose(later))}


def kinds(section: ComparedSection) -> list[tuple[str, str]]:
    """Each sentence with its kind; what is gone in brackets, what is new in braces."""
    return [
        (
            each.likeness.name,
            "".join(
                f"[{part.text}]" if part.is_removed else f"{{{part.text}}}" if part.is_added else part.text
                for part in each.stretches
            ),
        )
        for each in section.sentences
    ]


def test_a_report_beside_itself_is_repeated_whole() -> None:
    sections = compare(BEFORE).values()

    assert [each.repeated for each in sections] == [each.letters for each in sections] == [31, 9]
    assert {each.likeness for section in sections for each in section.sentences} == {SentenceLikeness.SAME}


def test_another_figure_makes_no_new_sentence() -> None:
    (first, *_) = compare("# 工作情况\n全年召开会议12次。")["工作情况"].sentences

    assert first.likeness is SentenceLikeness.FIGURES
    assert (first.letters, first.repeated) == (7, 7)
    assert [part.text for part in first.stretches] == ["全年召开会议", "3", "12", "次。"]


def test_a_sentence_is_marked_where_it_was_changed_and_shared_as_far_as_it_is_the_same() -> None:
    sections = compare("# 存在的问题\n公开的质量有待提高。")
    (changed,) = sections["存在的问题"].sentences

    assert kinds(sections["存在的问题"]) == [("CHANGED", "公开的[时效]{质量}有待提高。")]
    assert (changed.letters, changed.repeated) == (9, 7)


def test_what_is_new_and_what_is_gone_stand_where_they_are() -> None:
    later = """
        # 工作情况
        全年召开会议3次。开发了依申请公开系统。
        聘请社会监督员，听取群众意见。
    """

    assert kinds(compare(later)["工作情况"]) == [
        ("SAME", "全年召开会议3次。"),
        ("NEW", "{开发了依申请公开系统。}"),
        ("GONE", "[各科室分工落实，层层把关。]"),
        ("SAME", "聘请社会监督员，听取群众意见。"),
    ]


def test_a_sentence_that_has_moved_to_another_section_is_repeated_all_the_same() -> None:
    sections = compare("# 总体情况\n聘请社会监督员，听取群众意见。")

    assert sections["总体情况"].repeated == sections["总体情况"].letters == 13
    assert [each.likeness for each in sections["存在的问题"].sentences] == [SentenceLikeness.GONE]
    assert sections["存在的问题"].letters == 0


def test_an_earlier_sentence_is_the_source_of_one_later_sentence_only() -> None:
    assert kinds(compare("# 存在的问题\n公开的时效有待提高。公开的时效有待提高。")["存在的问题"]) == [
        ("SAME", "公开的时效有待提高。"),
        ("NEW", "{公开的时效有待提高。}"),
    ]


def test_sentences_under_the_same_heading_are_compared_first() -> None:
    earlier = "# 甲\n下一步加强培训工作。\n# 乙\n下一步加强培训工作。"
    sections = compare("# 乙\n下一步加强培训工作。", earlier)

    assert [each.likeness for each in sections["乙"].sentences] == [SentenceLikeness.SAME]
    assert [each.likeness for each in sections["甲"].sentences] == [SentenceLikeness.GONE]


def test_headings_within_a_section_are_shown_and_not_counted() -> None:
    text = "# 工作情况\n（一）加强领导\n全年召开会议3次。"
    section = compare(text, text)["工作情况"]

    assert [each.is_title for each in section.sentences] == [True, False]
    assert section.letters == 7


def test_a_text_made_to_take_forever_is_shown_whole_as_changed() -> None:
    earlier, later = "甲乙丙" + "了" * 500 + "丁。", "甲乙丙" + "了" * 501 + "戊。"

    assert kinds(compare(f"# 一\n{later}", f"# 一\n{earlier}")["一"]) == [
        ("CHANGED", f"[{earlier}]{{{later}}}")
    ]


def test_what_is_only_put_in_or_only_taken_out_leaves_no_empty_stretch() -> None:
    (longer,) = compare("# 存在的问题\n公开的时效仍有待提高。")["存在的问题"].sentences
    (shorter,) = compare("# 存在的问题\n公开的时效有待提。")["存在的问题"].sentences

    assert [part.text for part in longer.stretches] == ["公开的时效", "仍", "有待提高。"]
    assert [part.text for part in shorter.stretches] == ["公开的时效有待提", "高", "。"]


def test_a_sentence_that_shares_little_with_any_is_new_and_the_other_is_gone() -> None:
    assert kinds(compare("# 存在的问题\n平台的栏目更新不够及时。")["存在的问题"]) == [
        ("NEW", "{平台的栏目更新不够及时。}"),
        ("GONE", "[公开的时效有待提高。]"),
    ]


def test_a_heading_is_not_made_of_a_sentence_that_reads_alike() -> None:
    earlier = "# 情况\n（一）健全工作机制完善公开制度\n层层把关。"

    (section,) = compare_texts(prose(earlier), prose("# 情况\n健全工作机制，完善公开制度。"))

    assert [(each.likeness.name, each.is_title) for each in section.sentences] == [
        ("NEW", False), ("GONE", True), ("GONE", False),
    ]  # fmt: skip
