"""Word files of three kinds → CPU seconds of ``report-builder pdf`` and of LibreOffice, and their ratios.

The sample year's report, a thesis with many pictures, and a file full of tables; the last two are made anew.
Whole processes, in turn, the least of some runs: a busy machine only adds.
"""
# ruff: noqa: INP001, S603, T201  (a script, in no package; it runs other programs, and prints)

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random  # noqa: TID251  seeded: the same files every time
from shutil import which
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

CHECKOUT: Final = Path(__file__).resolve().parent.parent
BARS: Final = {"report": 0.3, "thesis": 0.4, "tables": 0.4}
SENTENCE: Final = (
    "本文以某市政府信息公开工作为例，分析2008年以来主动公开、依申请公开的数量变化及其影响因素，提出完善公开目录、"
    "规范办理流程（含补正、延期和第三方意见征询）的建议，对比了12个县区的做法。"
)


def thesis() -> bytes:
    """Some 43 pages: chapters, long paragraphs, a picture of a camera or of a screen on most pages."""
    random = Random(43)  # noqa: S311  pictures, not secrets
    document = _document()
    for chapter in range(10):
        document.add_heading(f"第{chapter + 1}章　研究方法与数据", level=1)
        for section in range(4):
            document.add_heading(f"{chapter + 1}.{section + 1}　数据来源", level=2)
            for _ in range(3):
                document.add_paragraph(SENTENCE * 3)
            document.add_picture(_picture(random, "JPEG" if section % 2 else "PNG"), width=Cm(12))
            document.add_paragraph(f"图{chapter + 1}-{section + 1}　各年公开数量")
    return _saved(document)


def tables() -> bytes:
    """Some 21 pages of tables with borders, merged cells and figures."""
    document = _document()
    for part in range(7):
        document.add_heading(f"附表{part + 1}", level=1)
        table = document.add_table(rows=90, cols=8, style="Table Grid")
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells.cells):
                cell.text = f"指标{row}" if not column else str(row * column * 37 % 10007)
        for row in range(2, 90, 10):
            table.cell(row, 1).merge(table.cell(row, 3))
    return _saved(document)


def _document() -> WordDocument:
    document = Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    return document


def _saved(document: WordDocument) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _picture(random: Random, form: str) -> io.BytesIO:
    """A picture with as much in it as a photograph or a screen has."""
    noise = Image.frombytes("RGB", (160, 110), random.randbytes(160 * 110 * 3))
    image = noise.resize((1600, 1100)).filter(ImageFilter.GaussianBlur(4))
    if form == "PNG":
        image = image.quantize(64).convert("RGB")
    written = io.BytesIO()
    image.save(written, form)
    written.seek(0)
    return written


def report(folder: Path) -> bytes:
    """The sample year's report, as a build writes it."""
    command = [sys.executable, "-m", "report_builder", "build", "2016", "--out", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return next((folder / "2016").glob("*.docx")).read_bytes()


def cpu_of(command: list[str], cwd: Path) -> float:
    """The CPU seconds that a program and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Make the files, time both programs on each, and print the ratios beside the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    soffice = which("soffice")
    missed = 0
    print(f"{'file':10}{'ours, CPU s':>14}{'LibreOffice':>14}{'ratio':>8}   bar")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = {"report": report(folder / "out"), "thesis": thesis(), "tables": tables()}
        for name, data in files.items():
            source = folder / f"{name}.docx"
            source.write_bytes(data)
            ours = [
                sys.executable,
                "-m",
                "report_builder",
                "pdf",
                str(source),
                "-o",
                str(folder / "ours.pdf"),
            ]
            mine = min(cpu_of(ours, CHECKOUT) for _ in range(runs))
            if soffice is None:
                print(f"{name:10}{mine:14.2f}   soffice is not installed")
                continue
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            theirs = [
                soffice,
                profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(source),
            ]
            other = min(cpu_of(theirs, folder) for _ in range(runs + 1))  # the first makes the profile
            met = mine / other <= BARS[name]
            missed += not met
            told = "met" if met else "MISSED"
            print(f"{name:10}{mine:14.2f}{other:14.2f}{mine / other:8.2f}   <= {BARS[name]} {told}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
