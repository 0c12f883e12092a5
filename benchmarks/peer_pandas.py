"""The ledgers and a Word template → a Word file: the usual pandas and docxtpl script, and no more.

It reads every sheet of every workbook and counts rows by category, channel and month, as such scripts
do; for the rest of the text and for the table it is given the finished words. It checks nothing.

    python benchmarks/peer_pandas.py CONTEXT.json TEMPLATE.docx OUT.docx
"""
# ruff: noqa: INP001  (a script, in no package)

import json
import sys
from pathlib import Path

import pandas as pd
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl carries no types

context, template, out = sys.argv[1:]
sheets: dict[str, list[pd.DataFrame]] = {}
for workbook in sorted(Path("data/2016/ledgers").glob("*.xlsx")):
    for name, grid in pd.read_excel(workbook, sheet_name=None, header=None, engine="openpyxl").items():
        header = next((row for row, cells in enumerate(grid.notna().sum(axis=1)) if cells > 1), 0)
        frame = grid.iloc[header + 1 :].set_axis([str(cell) for cell in grid.iloc[header]], axis=1)
        sheets.setdefault(str(name), []).append(frame)
items = pd.concat(sheets["主动公开"])
figures = json.loads(Path(context).read_text(encoding="utf-8"))
figures["类别"] = items["信息类别"].value_counts().to_dict()
figures["渠道"] = items["公开渠道"].str.split("、").explode().value_counts().to_dict()
figures["月份"] = items["公开日期"].astype(str).str.extract(r"\d{4}\D+(\d{1,2})")[0].value_counts().to_dict()
document = DocxTemplate(template)
document.render(figures, autoescape=True)
document.save(out)
