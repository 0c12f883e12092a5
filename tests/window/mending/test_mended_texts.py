"""One cell of a text with commas mended: every other byte stays, in whichever encoding it was written."""

from __future__ import annotations

import pytest

from report_builder.window.mending.faults import UnmendableError
from report_builder.window.mending.mended_texts import mend_text

TABLE = '登记编号,收到日期,申请人类型,备注\r\n1,2021-02-25,个人,"甲, ""乙"""\r\n2,2021-05-06,商业企业,\r\n'


@pytest.mark.parametrize(
    ("cell", "typed", "old", "new"),
    [
        ("C2", "自然人", "个人", "自然人"),
        ("B3", "2021-05-07", "2021-05-06", "2021-05-07"),
        ("D2", "丙", '"甲, ""乙"""', '"丙"'),
        ("C3", "甲,乙", "商业企业", '"甲,乙"'),
        ("C3", '说"好"', "商业企业", '"说""好"""'),
        ("C3", "", "商业企业", ""),
        ("D3", "补", "商业企业,", "商业企业,补"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_only_the_cell_changes(encoding: str, cell: str, typed: str, old: str, new: str) -> None:
    after = mend_text(TABLE.encode(encoding), cell, typed)

    assert after == TABLE.replace(old, new).encode(encoding)


def test_the_row_is_counted_as_a_spreadsheet_program_counts_it() -> None:
    table = 'sep=;\n名称;数量\n"甲\n一";1\n乙;2\n'

    assert mend_text(table.encode(), "B3", "9").decode() == table.replace("乙;2", "乙;9")


@pytest.mark.parametrize("cell", ["E2", "A9", "第2行", ""])
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UnmendableError):
        mend_text(TABLE.encode(), cell, "甲")


def test_what_the_encoding_cannot_write_is_refused() -> None:
    table = "名稱,數量\n關於國語,1\n臺灣會議,2\n" * 20

    with pytest.raises(UnmendableError) as refused:
        mend_text(table.encode("cp950"), "A2", "简体为国")

    assert "编码写不下" in refused.value.message
