"""A number of rows → a year of 主动公开 with so many, in one workbook or several, the same bytes every time.

    python benchmarks/make_ledgers.py FOLDER --rows 95000 --files 1 --form xlsx

The folder becomes a data folder: `agency.toml`, and `2016/ledgers/`. What is there already is not made again.
"""
# ruff: noqa: INP001, T201  (a script, in no package, that says what it made)

from __future__ import annotations

import argparse
import csv
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHECKOUT: Final = Path(__file__).resolve().parent.parent
YEAR: Final = 2016
HEADER: Final = (
    "信息名称", "文号", "信息类别", "制发日期", "公开日期", "公开渠道", "网址", "责任科室", "备注",
)  # fmt: skip
CATEGORIES: Final = ("政策类文件", "教育督导", "学校财务", "招生考试", "学生资助", "教师队伍", "校园安全")
CHANNELS: Final = (
    "自治区统一平台",
    "柳州教育网",
    "自治区统一平台、柳州教育网",
    "自治区统一平台、柳州教育网、微信公众号“柳州教育”",
)
OFFICES: Final = ("办公室", "基础教育科", "财务科", "招生考试院", "人事科")
SUBJECTS: Final = ("义务教育学校招生入学工作", "中小学校园安全检查", "教师招聘面试", "学生资助资金发放")
CREATED: Final = datetime(YEAR, 12, 30, tzinfo=UTC)  # a mere date would be passed over for the clock
DAYS: Final = 340  # so that what is made in December is published in the year

Row = tuple[str, str, str, date, date, str, str, str, str]


def rows(first: int, count: int) -> Iterator[Row]:
    """So many different rows from a number on, spread over the year and every choice."""
    for number in range(first, first + count):
        made = date(YEAR, 1, 4) + timedelta(days=number % DAYS)
        yield (
            f"关于做好{SUBJECTS[number % len(SUBJECTS)]}的通知（第{number}号）",
            f"柳教发〔{YEAR}〕{number}号",
            CATEGORIES[number % len(CATEGORIES)],
            made,
            made + timedelta(days=number % 15),
            CHANNELS[number % len(CHANNELS)],
            f"http://example.cn/xxgk/{YEAR}/{number}.html",
            OFFICES[number % len(OFFICES)],
            "" if number % 10 else "已归档",
        )


def write_xlsx(path: Path, content: Iterator[Row]) -> None:
    """A workbook as a program exports it: one sheet, real dates, written row by row."""
    book = Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": CREATED})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("主动公开")
    sheet.write_row(0, 0, HEADER)
    for line, row in enumerate(content, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            elif value:
                sheet.write_string(line, column, value)
    book.close()


def write_csv(path: Path, content: Iterator[Row]) -> None:
    """The same as text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(content)


def make_year(folder: Path, count: int, files: int, form: str) -> Sequence[Path]:
    """The ledgers of such a year, made where they are not there; a half-made one is made again."""
    ledgers = folder / str(YEAR) / "ledgers"
    name = "{}主动公开.csv" if form == "csv" else "第{}科.xlsx"
    paths = [ledgers / name.format(number) for number in range(1, files + 1)]
    if (folder / "whole").is_file():
        return paths
    shutil.rmtree(folder, ignore_errors=True)
    ledgers.mkdir(parents=True)
    shutil.copy(CHECKOUT / "data" / "agency.toml", folder)
    each, left = divmod(count, files)
    first = 1
    for number, path in enumerate(paths):
        size = each + (number < left)
        (write_csv if form == "csv" else write_xlsx)(path, rows(first, size))
        first += size
    (folder / "whole").touch()
    return paths


def main() -> None:
    """Read the options and make the year."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the data folder to make")
    parser.add_argument("--rows", type=int, default=95_000)
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--form", choices=("xlsx", "csv"), default="xlsx")
    options = parser.parse_args()
    for path in make_year(options.folder, options.rows, options.files, options.form):
        print(path)


if __name__ == "__main__":
    main()
