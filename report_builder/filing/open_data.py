"""``Statistics`` → open data: the three statutory tables as CSV, and what they are as CSVW tells it.

The tables are those of 国办公开办函〔2021〕30号, whatever format the report itself is in:
one program can so read the files of all years (W3C, Metadata Vocabulary for Tabular Data, 2015).
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.painting.html.dataset import Dataset
from report_builder.painting.html.links import OtherFormat
from report_builder.quantities import plain_number
from report_builder.statistics.rows import APPLICANTS, DISPUTE_OUTCOMES, DOCUMENTS, ENFORCEMENT, SUITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from report_builder.statistics.declaring import Value
    from report_builder.statistics.figures import Statistics

# Where a program looks for what the tables of a folder are (Model for Tabular Data, 5.3).
METADATA: Final = "csv-metadata.json"
_CSV: Final = "text/csv"
_SHOWN_KINDS: Final = ("licences", "penalties", "compulsions")
_TOTAL: Final = ("总计", "total")


class PublishedColumn(Struct, frozen=True):
    """A column: its ``name`` for programs, its title with the unit, and what its values are."""

    name: str
    title: str
    datatype: str = "integer"


class PublishedTable(Struct, frozen=True):
    """A table; the first ``keys`` columns tell its rows apart."""

    title: str
    columns: tuple[PublishedColumn, ...]
    rows: tuple[tuple[str | Value, ...], ...]
    keys: int = 1

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"开放数据_{self.title}.csv"


def open_data_files(statistics: Statistics, signed_on: date | None = None) -> dict[str, bytes]:
    """The tables and their description by the names of their files."""
    tables = open_tables(statistics)
    files = {table.file: _csv(table) for table in tables}
    return {**files, METADATA: _metadata(tables, statistics, signed_on)}


def dataset_of(statistics: Statistics, files: Mapping[str, bytes], signed_on: date | None = None) -> Dataset:
    """What the web page says of the files, for those who look for data."""
    return Dataset(
        name=_title(statistics),
        description=f"{statistics.agency}{statistics.year}年主动公开、依申请公开和行政复议、行政诉讼的统计数据，"
        "按国家统一格式的三张表整理，每张表一个 CSV 文件，另有字段说明。",
        publisher=statistics.agency,
        first_day=statistics.first_day,
        last_day=statistics.last_day,
        issued=signed_on,
        downloads=tuple(
            OtherFormat(_label(name), name, "application/csvm+json" if name == METADATA else _CSV, len(data))
            for name, data in files.items()
        ),
    )


def open_tables(statistics: Statistics) -> tuple[PublishedTable, ...]:
    """The three tables of the year."""
    return (_proactive(statistics.figures), _requests(statistics), _disputes(statistics.figures))


def _proactive(figures: Mapping[str, Value]) -> PublishedTable:
    """Art. 20 of the regulation (第二十条): documents, decisions and fees, each in columns of its own."""
    counts = ("issued", "abolished", "in_force")
    rows = [
        (label, *(figures.get(f"proactive.{key}.{count}") for count in counts), None, None)
        for label, key in DOCUMENTS.items()
    ]
    rows += [
        (label, None, None, None, figures.get(f"proactive.{key}.decisions"), None)
        for label, key in ENFORCEMENT.items()
        if key in _SHOWN_KINDS
    ]
    rows.append(("行政事业性收费", None, None, None, None, figures.get("proactive.fees.amount_wan")))
    columns = (
        PublishedColumn("item", "信息内容", "string"),
        PublishedColumn("issued", "本年制发件数（件）"),
        PublishedColumn("abolished", "本年废止件数（件）"),
        PublishedColumn("in_force", "现行有效件数（件）"),
        PublishedColumn("decisions", "本年处理决定数量（件）"),
        PublishedColumn("amount_wan", "本年收费金额（万元）", "decimal"),
    )
    return PublishedTable("主动公开政府信息情况", columns, tuple(rows))


def _requests(statistics: Statistics) -> PublishedTable:
    """The table of applications, row by row as it is printed, its applicants as columns."""
    applicants = (*APPLICANTS.items(), _TOTAL)
    rows = (
        (
            row.heading,
            f"{row.number}{row.label}",
            *(statistics.figures.get(f"requests.{row.key}.{key}") for _, key in applicants),
        )
        for row in statistics.request_rows
    )
    columns = (
        PublishedColumn("group", "类别", "string"),
        PublishedColumn("item", "项目", "string"),
        *(PublishedColumn(key, f"{label}（件）") for label, key in applicants),
    )
    return PublishedTable("收到和处理政府信息公开申请情况", columns, tuple(rows), keys=2)


def _disputes(figures: Mapping[str, Value]) -> PublishedTable:
    outcomes = (*DISPUTE_OUTCOMES.items(), _TOTAL)
    rows = (
        (label, *(figures.get(f"litigation.{key}.{outcome}") for _, outcome in outcomes))
        for label, key in SUITS.items()
    )
    columns = (
        PublishedColumn("kind", "案件类型", "string"),
        *(PublishedColumn(key, f"{label}（件）") for label, key in outcomes),
    )
    return PublishedTable("政府信息公开行政复议、行政诉讼情况", columns, tuple(rows))


def _csv(table: PublishedTable) -> bytes:
    """UTF-8 with the mark that spreadsheet programs know it by, lines as RFC 4180 has them."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(column.title for column in table.columns)
    writer.writerows([_spell(value) for value in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def _spell(value: str | Value) -> str:
    """A value as the file has it; what is not known or does not apply is empty."""
    return "" if value is None else plain_number(value) if isinstance(value, Decimal) else str(value)


def _title(statistics: Statistics) -> str:
    return f"{statistics.agency}{statistics.year}年政府信息公开工作年度报告统计数据"


def _label(name: str) -> str:
    return "字段说明，CSVW" if name == METADATA else f"{name.removesuffix('.csv').partition('_')[2]}，CSV"


def _metadata(tables: tuple[PublishedTable, ...], statistics: Statistics, signed_on: date | None) -> bytes:
    """The description of the tables; keys as the vocabulary spells them."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dc:title": _title(statistics),
        "dc:publisher": statistics.agency,
        "dc:language": "zh-CN",
        "dc:temporal": f"{statistics.first_day}/{statistics.last_day}",
        **({"dc:issued": str(signed_on)} if signed_on else {}),
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": list(map(_described, tables)),
    }
    return (json.dumps(group, ensure_ascii=False, indent=2) + "\n").encode()


def _described(table: PublishedTable) -> dict[str, object]:
    keys = [column.name for column in table.columns[: table.keys]]
    return {
        "url": table.file,  # an IRI, which JSON-LD allows
        "dc:title": table.title,
        "tableSchema": {
            "columns": list(_columns(table)),
            "primaryKey": keys,
        },
    }


def _columns(table: PublishedTable) -> Iterator[dict[str, object]]:
    for number, column in enumerate(table.columns):
        is_key = number == table.keys - 1
        yield {
            "name": column.name,
            "titles": column.title,
            "datatype": column.datatype,
            **({"required": True} if is_key else {}),
        }
