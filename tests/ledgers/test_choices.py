"""Wordings → the values of closed lists."""

from __future__ import annotations

import pytest
from ledger_folders import SETTINGS

from report_builder.ledgers import vocabulary
from report_builder.ledgers.cells import CellFaultError
from report_builder.ledgers.choices import choose, choose_channels, vocabulary_of
from report_builder.ledgers.sheets import SHEETS
from report_builder.ledgers.vocabulary import APPLICANT_CHOICES, OUTCOME_CHOICES, OUTCOMES, Choices

CLOSED_LISTS = [column.choices for sheet in SHEETS.values() for column in sheet.columns if column.choices]


@pytest.mark.parametrize("choices", CLOSED_LISTS, ids=lambda choices: choices.noun)
def test_every_value_means_itself_and_every_short_form_one_of_them(choices: Choices) -> None:
    exact = [choose(value, choices) for value in choices.values]
    short = [choose(wording, choices) for wording in choices.understood]

    assert [(found.value, found.tidied) for found in exact] == [(value, False) for value in choices.values]
    assert [found.value for found in short] == list(choices.understood.values())
    assert {found.value for found in short} <= set(choices.values)


@pytest.mark.parametrize("choices", CLOSED_LISTS, ids=lambda choices: choices.noun)
def test_every_suggestion_is_a_value(choices: Choices) -> None:
    suggested = {value for values in choices.suggested.values() for value in values}

    assert suggested <= set(choices.values)


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("（一）予以公开", "予以公开"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("（三）1.属于国家秘密", "属于国家秘密"),
        ("（三）不予公开-1．属于国家秘密", "属于国家秘密"),
        ("不予公开：属于行政执法案卷", "属于行政执法案卷"),
        ("三、本年度办理结果（四）无法提供 2、没有现成信息需要另行制作", "没有现成信息需要另行制作"),
        ('危及"三安全一稳定"', "危及“三安全一稳定”"),
        ("三安全一稳定", "危及“三安全一稳定”"),
        ("申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请", OUTCOMES[-3]),
        ("（六）其他处理3.其他", "其他"),
        ("3.其他", "其他"),
    ],
)
def test_numbered_and_bracketed_outcomes_are_understood(written: str, outcome: str) -> None:
    chosen = choose(written, OUTCOME_CHOICES)

    assert (chosen.value, chosen.tidied) == (outcome, True)


@pytest.mark.parametrize(
    "written", ["不予公开", "（三）不予公开", "不同意公开", "其他处理", "已办结", "告知通过其他途径办理"]
)
def test_an_outcome_that_says_too_little_is_refused(written: str) -> None:
    with pytest.raises(CellFaultError) as caught:
        choose(written, OUTCOME_CHOICES)

    assert caught.value.code == "ledger.choice"


def test_a_heading_is_refused_with_the_values_under_it() -> None:
    with pytest.raises(CellFaultError) as caught:
        choose("无法提供", OUTCOME_CHOICES)

    expected = "请写明是哪一种：本机关不掌握相关政府信息；没有现成信息需要另行制作；补正后申请内容仍不明确"
    assert caught.value.remedy == expected


def test_an_applicant_is_never_guessed_but_suggested() -> None:
    with pytest.raises(CellFaultError) as caught:
        choose("个人", APPLICANT_CHOICES)

    assert caught.value.message == "写作“个人”，不是六种申请人之一"
    assert caught.value.remedy == (
        "可填：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他（您要填的可能是“自然人”）"
    )


def test_a_slip_of_the_pen_is_suggested_by_likeness() -> None:
    with pytest.raises(CellFaultError) as caught:
        choose("科研机沟", APPLICANT_CHOICES)

    assert caught.value.remedy.endswith("（您要填的可能是“科研机构”）")


def test_what_is_like_nothing_gets_no_suggestion() -> None:
    with pytest.raises(CellFaultError) as caught:
        choose("？？", APPLICANT_CHOICES)

    assert caught.value.remedy == "可填：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他"


def test_channels_are_split_named_once_and_may_be_kinds() -> None:
    channels = vocabulary_of(SETTINGS).channels

    chosen = choose_channels('柳州教育网、微信公众号"柳州教育"，政府公报；柳州教育网', channels)

    assert chosen.value == ("柳州教育网", "微信公众号“柳州教育”", "政府公报")
    assert chosen.tidied


def test_channels_written_as_they_should_be_are_not_told() -> None:
    chosen = choose_channels("柳州教育网、政府公报", vocabulary_of(SETTINGS).channels)

    assert not chosen.tidied


def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(CellFaultError) as caught:
        choose_channels("柳州教育网、柳洲教育网", vocabulary_of(SETTINGS).channels)

    assert caught.value.message == "写作“柳洲教育网”，不是单位设置里的公开渠道之一"


def test_an_empty_list_lets_any_wording_pass() -> None:
    chosen = choose("随便", Choices("信息类别", ()))

    assert (chosen.value, chosen.tidied) == ("随便", False)


def test_the_outcomes_are_the_leaf_rows_of_the_statutory_table() -> None:
    counts = [
        len(part)
        for part in (
            vocabulary.GRANTED,
            vocabulary.REFUSED,
            vocabulary.UNAVAILABLE,
            vocabulary.NOT_HANDLED,
            vocabulary.OTHERWISE,
        )
    ]

    assert counts == [2, 8, 3, 5, 3]
    assert len(set(OUTCOMES)) == 21
