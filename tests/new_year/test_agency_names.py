"""What follows from an agency's full name, so that Enter is enough at every level of government."""

from __future__ import annotations

import pytest

from report_builder.new_year.agency_names import guess_kind, guess_office, guess_region, guess_short_name


@pytest.mark.parametrize(
    ("name", "region", "short"),
    [
        ("柳州市教育局", "柳州市", "市教育局"),
        ("柳州市人民政府", "柳州市", "市政府"),
        ("柳州市人民政府办公室", "柳州市", "市政府办公室"),
        ("柳州市柳北区财政局", "柳州市柳北区", "区财政局"),
        ("广西壮族自治区教育厅", "广西壮族自治区", "自治区教育厅"),
        ("广西壮族自治区人民政府办公厅", "广西壮族自治区", "自治区政府办公厅"),
        ("三江侗族自治县财政局", "三江侗族自治县", "县财政局"),
        ("伊犁哈萨克自治州教育局", "伊犁哈萨克自治州", "州教育局"),
        ("大兴安岭地区行政公署", "大兴安岭地区", "地区行政公署"),
        ("柳州市柳东新区管理委员会", "柳州市柳东新区", "新区管理委员会"),
        ("建新镇人民政府", "建新镇", "镇政府"),
        ("三江侗族自治县八江镇人民政府", "三江侗族自治县八江镇", "镇政府"),
        ("同乐苗族乡人民政府", "同乐苗族乡", "乡政府"),
        ("打浦桥街道办事处", "打浦桥街道", "街道办事处"),
        ("上海市黄浦区人民政府打浦桥街道办事处", "上海市黄浦区", "区政府打浦桥街道办事处"),
        ("自治区教育厅", "", "自治区教育厅"),
        ("省教育厅", "", "省教育厅"),
        ("人民政府办公厅", "", "政府办公厅"),
        ("柳州市市场监督管理局", "柳州市", "市市场监督管理局"),
        ("柳州市城市管理局", "柳州市", "市城市管理局"),
        ("柳州市住房和城乡建设局", "柳州市", "市住房和城乡建设局"),
        ("盐城市民政局", "盐城市", "市民政局"),
        ("天津市和平区教育局", "天津市和平区", "区教育局"),
        ("青岛市市北区教育局", "青岛市市北区", "区教育局"),
        ("教育局", "", ""),
        ("", "", ""),
    ],
)
def test_region_and_short_name_are_guessed_from_the_full_name(name: str, region: str, short: str) -> None:
    assert (guess_region(name), guess_short_name(name)) == (region, short)


@pytest.mark.parametrize(
    ("name", "kind", "office"),
    [
        ("柳州市教育局", "department", "柳州市教育局办公室"),
        ("柳州市人民政府", "government", "柳州市人民政府办公室"),
        ("广西壮族自治区人民政府", "government", "广西壮族自治区人民政府办公厅"),
        ("柳州市人民政府办公室", "department", "柳州市人民政府办公室"),
        ("人民政府办公厅", "department", "人民政府办公厅"),
        ("建新镇人民政府", "government", "建新镇党政办公室"),
        ("打浦桥街道办事处", "department", "打浦桥街道党政办公室"),
        ("", "department", ""),
    ],
)
def test_kind_and_office_are_guessed_from_the_full_name(name: str, kind: str, office: str) -> None:
    assert (guess_kind(name), guess_office(name)) == (kind, office)
