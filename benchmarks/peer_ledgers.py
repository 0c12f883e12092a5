"""Files of 主动公开 → every cell read and nothing else, or counted by the usual pandas script.

    python benchmarks/peer_ledgers.py reader FILES
    python benchmarks/peer_ledgers.py pandas FILES

The script reads with the fastest engine that pandas has, and counts as such scripts do: by category, month
and channel, and how many came late. It checks nothing.
"""
# ruff: noqa: INP001, T201, PLC0415  (a script, in no package; what it does not measure it does not load)

from __future__ import annotations

import sys


def read(files: list[str]) -> int:
    """The number of cells, once every one has been read."""
    cells = 0
    for file in files:
        if file.endswith(".csv"):
            import csv

            with open(file, encoding="utf-8", newline="") as stream:  # noqa: PTH123  as short scripts do
                cells += sum(len(row) for row in csv.reader(stream))
        else:
            from python_calamine import CalamineWorkbook

            book = CalamineWorkbook.from_path(file)
            cells += sum(
                len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
            )
    return cells


def count(files: list[str]) -> list[object]:
    """The figures that such a script prints."""
    import pandas as pd

    frames = [
        pd.read_csv(file, parse_dates=["制发日期", "公开日期"])
        if file.endswith(".csv")
        else pd.read_excel(file, engine="calamine", parse_dates=["制发日期", "公开日期"])
        for file in files
    ]
    items = pd.concat(frames, ignore_index=True)
    items = items[items["公开日期"].dt.year == 2016]  # noqa: PLR2004
    return [
        len(items),
        items["信息类别"].value_counts().to_dict(),
        items.groupby("信息类别")["公开日期"].agg(lambda days: (days.dt.month == 12).sum()).to_dict(),  # noqa: PLR2004
        items["公开日期"].dt.month.value_counts().to_dict(),
        items["公开渠道"].str.split("、").explode().value_counts().to_dict(),
        int(((items["公开日期"] - items["制发日期"]).dt.days > 28).sum()),  # noqa: PLR2004
        int(items.duplicated(["信息名称", "公开日期"]).sum()),
    ]


kind, *files = sys.argv[1:]
print(read(files) if kind == "reader" else count(files))
