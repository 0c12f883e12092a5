"""Open data: three CSV files that say what the statistics say, and a description that fits them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

import records
from lxml import html
from msgspec.structs import replace
from traces import set_pages
from web_pages import report_in
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings
from report_builder.filing.open_data import METADATA, dataset_of, open_data_files
from report_builder.painting.html.facts import facts_of
from report_builder.painting.html.page import paint_html
from report_builder.statistics.counting import count_statistics

if TYPE_CHECKING:
    from report_builder.statistics.figures import Statistics

PROACTIVE: Final = "开放数据_主动公开政府信息情况.csv"
REQUESTS: Final = "开放数据_收到和处理政府信息公开申请情况.csv"
DISPUTES: Final = "开放数据_政府信息公开行政复议、行政诉讼情况.csv"
SIGNED_ON: Final = date(2017, 1, 26)
SCHEMA: Final = "https://schema.org/"


@cache
def year() -> Statistics:
    """The statistics of the ledgers that tests share, with a few figures that can be told apart."""
    counted = count_statistics(records.ledgers(), records.settings(), 2016, Findings())
    known: dict[str, int | Decimal | None] = {
        "proactive.rules.issued": 2,
        "proactive.normative_documents.in_force": 597,
        "proactive.licences.decisions": None,
        "proactive.fees.amount_wan": Decimal("59237.2449"),
        "requests.refused.8.legal_service": 7,
        "requests.new.total": 3511,
        "litigation.suit_after_review.pending": 9,
    }
    assert known.keys() <= counted.figures.keys()
    return replace(counted, figures={**counted.figures, **known})


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file by the titles of its columns, the first column's first value among them."""
    return list(csv.DictReader(io.StringIO(open_data_files(year())[name].decode("utf-8-sig"), newline="")))


def test_there_are_three_tables_and_their_description() -> None:
    assert list(open_data_files(year())) == [PROACTIVE, REQUESTS, DISPUTES, METADATA]


def test_a_file_begins_with_the_mark_that_spreadsheet_programs_look_for() -> None:
    data = open_data_files(year())[PROACTIVE]

    assert data.startswith("\ufeff信息内容,本年制发件数（件）".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 7


def test_documents_decisions_and_fees_stand_in_columns_of_their_own() -> None:
    rows = {row["信息内容"]: row for row in table(PROACTIVE)}

    assert list(rows) == ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"]
    assert rows["规章"]["本年制发件数（件）"] == "2"
    assert rows["行政规范性文件"]["现行有效件数（件）"] == "597"
    assert rows["行政事业性收费"]["本年收费金额（万元）"] == "59237.2449"
    assert rows["行政事业性收费"]["本年制发件数（件）"] == ""


def test_what_is_not_known_is_empty_and_not_nought() -> None:
    (licences,) = [row for row in table(PROACTIVE) if row["信息内容"] == "行政许可"]

    assert licences["本年处理决定数量（件）"] == ""


def test_applications_are_told_row_by_row_and_applicant_by_applicant() -> None:
    rows = {(row["类别"], row["项目"]): row for row in table(REQUESTS)}

    assert len(rows) == len(year().request_rows)
    assert rows["（三）不予公开", "8.属于行政查询事项"]["法律服务机构（件）"] == "7"
    assert rows["", "一、本年新收政府信息公开申请数量"]["总计（件）"] == "3511"


def test_disputes_are_told_by_kind_and_outcome() -> None:
    rows = {row["案件类型"]: row for row in table(DISPUTES)}

    assert list(rows) == ["行政复议", "未经复议直接起诉", "复议后起诉"]
    assert rows["复议后起诉"]["尚未审结（件）"] == "9"


def test_the_description_names_every_file_and_every_column_as_the_file_does() -> None:
    files = open_data_files(year(), SIGNED_ON)
    described = json.loads(files[METADATA])

    assert described["dc:issued"] == "2017-01-26"
    for name, each in zip((PROACTIVE, REQUESTS, DISPUTES), described["tables"], strict=True):
        header = files[name].decode("utf-8-sig").partition("\r\n")[0]
        assert header == ",".join(column["titles"] for column in each["tableSchema"]["columns"])


def test_the_web_page_leads_to_the_files_as_a_dataset() -> None:
    docx = word_file(paragraph("甲局2016年政府信息公开工作年度报告", '<w:jc w:val="center"/>'))
    report, files = report_in(docx), open_data_files(year(), SIGNED_ON)
    dataset = dataset_of(year(), files, SIGNED_ON)

    page = html.document_fromstring(
        paint_html(report, set_pages(docx, Findings()), facts_of(report, None), (), dataset).decode()
    )

    (section,) = page.xpath(f"//*[@itemtype='{SCHEMA}Dataset']")
    assert (
        section.xpath("./p/*[@itemprop='name']")[0].text
        == "柳州市教育局2016年政府信息公开工作年度报告统计数据"
    )
    assert section.xpath(".//*[@itemprop='publisher']//*[@itemprop='name']/text()") == ["柳州市教育局"]
    assert section.xpath("./meta/@content") == ["2016-01-01/2016-12-31", "zh-CN", "2017-01-26"]
    downloads = section.xpath(f".//*[@itemtype='{SCHEMA}DataDownload']")
    assert [each.xpath("./meta[@itemprop='encodingFormat']/@content")[0] for each in downloads] == [
        "text/csv", "text/csv", "text/csv", "application/csvm+json",
    ]  # fmt: skip
    assert downloads[-1].xpath("./a/@href") == [METADATA]
    assert page.xpath("//script") == []
