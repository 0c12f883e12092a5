"""Figures and sentences as JSON, and a Word template → a Word file: the usual docxtpl script, and no more.

It is given the finished text and table, so it reads no spreadsheet, counts nothing, checks nothing.

    python benchmarks/peer_docxtpl.py CONTEXT.json TEMPLATE.docx OUT.docx
"""
# ruff: noqa: INP001  (a script, in no package)

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl carries no types

context, template, out = sys.argv[1:]
document = DocxTemplate(template)
document.render(json.loads(Path(context).read_text(encoding="utf-8")), autoescape=True)
document.save(out)
