"""Reports of some 30 and some 300 pages → pages a second, memory and their ratios, each in a fresh process.

A typesetter that is linear sets ten times the pages in ten times the time. The documents are made anew by
the same writer that the tests use; reading, setting and painting are measured, loading Python is not.
"""
# ruff: noqa: INP001, S603, T201  (a script, in no package; it runs itself, and prints)

from __future__ import annotations

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parent.parent
SIZES: Final = (30, 300)
# Pages are counted in the end; a part of the document takes about so many.
PAGES_A_PART: Final = 3.9
LEAST_RATE: Final = 100.0
LEAST_RATIO: Final = 0.8
MOST_MEMORY: Final = 3.0
SENTENCE: Final = (
    "按照《中华人民共和国政府信息公开条例》的规定，2016年主动公开信息174条，比上年增长25.18%；受理申请61件，"
    "均在法定期限内答复，没有收取费用。工作中坚持以公开为常态、不公开为例外，及时回应群众关切（含教育热点）。"
)


def make(pages: int) -> bytes:
    """A report of about so many pages: headings of three levels, running text, a table every few pages."""
    from docx import Document  # noqa: PLC0415  the measured process does not need it
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    document = Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
    for part in range(round(pages / PAGES_A_PART)):
        document.add_heading(f"第{part + 1}部分", level=1 + part % 3)
        for number in range(12):
            document.add_paragraph(f"（{number + 1}）" + SENTENCE * 2)
        table = document.add_table(rows=8, cols=5, style="Table Grid")
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells.cells):
                cell.text = f"{part}.{row}.{column} 件"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def measure(docx: Path, runs: int) -> None:
    """Set and paint a file here; print its pages, the seconds of the first and of a warm run, peak memory."""
    sys.path.insert(0, str(CHECKOUT))
    from report_builder.diagnostics import Findings  # noqa: PLC0415  what is loaded is not measured
    from report_builder.painting.pdf import paint_pdf  # noqa: PLC0415
    from report_builder.typesetting.fonts.faces import load_faces  # noqa: PLC0415
    from report_builder.typesetting.typeset import typeset  # noqa: PLC0415

    faces = load_faces([CHECKOUT / "fonts"])
    data = docx.read_bytes()
    seconds: list[float] = []
    peak = count = 0
    for _ in range(runs):
        start = time.perf_counter()
        pages = typeset(data, docx.name, faces, Findings())
        paint_pdf(pages, faces)
        seconds.append(time.perf_counter() - start)
        # The memory that one document takes; what later runs leave behind is not its own.
        peak = peak or _peak()
        count = len(pages.pages)
    print(count, seconds[0], median(seconds[1:] or seconds), peak)


def _peak() -> int:
    """The most memory that this process has held, in KiB; macOS counts bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def compare(runs: int) -> None:
    """Measure every size in a process of its own, and print them with their ratios and the bars."""
    found: list[tuple[float, float, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            docx = Path(folder) / f"{size}.docx"
            docx.write_bytes(make(size))
            done = subprocess.run(
                [sys.executable, __file__, "--measure", str(docx), "--runs", str(runs)],
                env=dict(os.environ),  # noqa: TID251  a measuring script passes on what it was started with
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            count, first, warm, peak = map(float, done.stdout.split())
            found.append((count, count / first, count / warm, peak / 1024))
    print(f"{'pages':>8}{'pages/s, first':>18}{'pages/s, warm':>18}{'peak MiB':>12}")
    for count, first, warm, peak in found:
        print(f"{count:8.0f}{first:18.1f}{warm:18.1f}{peak:12.1f}")
    short, long = found
    rate, memory = long[2] / short[2], long[3] / short[3]
    print()
    tell("rate of the long one / the short one, warm", rate, f">= {LEAST_RATIO}", met=rate >= LEAST_RATIO)
    tell("pages/s of the short one, warm", short[2], f">= {LEAST_RATE:.0f}", met=short[2] >= LEAST_RATE)
    tell("pages/s of the long one, warm", long[2], f">= {LEAST_RATE:.0f}", met=long[2] >= LEAST_RATE)
    tell("memory of the long one / the short one", memory, f"<= {MOST_MEMORY:.0f}", met=memory <= MOST_MEMORY)


def tell(title: str, value: float, bar: str, *, met: bool) -> None:
    """Print a figure beside its bar."""
    print(f"{title:46}{value:8.2f}   {bar:8} {'met' if met else 'MISSED'}")


def main() -> None:
    """Read the options and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs in each process; the first is cold")
    parser.add_argument("--measure", type=Path, help="measure one file in this process")
    options = parser.parse_args()
    measure(options.measure, options.runs) if options.measure else compare(options.runs)


if __name__ == "__main__":
    main()
