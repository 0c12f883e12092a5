"""Plans written by every writer → each typeset and painted, and what was wrong with any."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from libreoffice import LibreOffice
from msgspec import Struct

from report_builder.diagnostics import Findings
from report_builder.painting.pdf import paint_pdf
from report_builder.typesetting.fonts.faces import load_faces
from report_builder.typesetting.typeset import typeset
from trial.features import Feature, Plan, says
from trial.odt_writer import BY_LIBREOFFICE, write_odt
from trial.pandoc_writer import BY_PANDOC, by_pandoc
from trial.plans import make_plans
from trial.word_writers import BY_DOCXTPL, BY_PYTHON_DOCX, by_docxtpl, by_python_docx

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE: Final = Path(__file__).parent
CHECKOUT: Final = HERE.parent.parent
BY_NPM: Final = tuple(each for each in Feature if each is not Feature.BOX)
WRITERS: Final = {
    "python-docx": BY_PYTHON_DOCX,
    "docxtpl": BY_DOCXTPL,
    "pandoc": BY_PANDOC,
    "docx": BY_NPM,
    "libreoffice": BY_LIBREOFFICE,
}
# Many files a process, and few enough that none takes long.
_AT_ONCE: Final = 20


class Programs(Struct, frozen=True):
    """Where the writers that are no Python are; ``modules`` is a folder in which npm has put docx."""

    soffice: str = ""
    pandoc: str = ""
    node: str = ""
    modules: str = ""


class Tried(Struct, frozen=True):
    """What became of one file: its pages, and everything that was wrong."""

    name: str
    pages: int
    faults: tuple[str, ...]


def write_all(plans: Sequence[Plan], folder: Path, programs: Programs) -> list[Path]:
    """Have each plan's own writer write it into a folder; gives the Word files in the plans' order."""
    folder.mkdir(parents=True, exist_ok=True)
    for plan in plans:
        target = folder / f"{plan.name}.docx"
        if plan.writer == "python-docx":
            by_python_docx(plan, target)
        elif plan.writer == "docxtpl":
            by_docxtpl(plan, target)
        elif plan.writer == "pandoc":
            by_pandoc(plan, target, programs.pandoc)
        elif plan.writer == "libreoffice":
            write_odt(plan, folder / f"{plan.name}.fodt")
    _write_by_npm([plan for plan in plans if plan.writer == "docx"], folder, programs)
    sources = [folder / f"{plan.name}.fodt" for plan in plans if plan.writer == "libreoffice"]
    office = LibreOffice(programs.soffice, folder / "office")
    for start in range(0, len(sources), _AT_ONCE):
        office.convert(sources[start : start + _AT_ONCE], "docx", folder)
    return [folder / f"{plan.name}.docx" for plan in plans]


def _write_by_npm(plans: Sequence[Plan], folder: Path, programs: Programs) -> None:
    if not plans:
        return
    source = folder / "plans.json"
    source.write_bytes(msgspec.json.encode(plans))
    command = [programs.node, str(HERE / "npm_writer.mjs"), programs.modules, str(source), str(folder)]
    subprocess.run(command, check=True, timeout=600)


def try_file(plan: Plan, docx: Path, pdftotext: str = "") -> Tried:
    """Typeset and paint a file; poppler, where it is there, reads whether the plan's text is in the PDF."""
    faults: list[str] = []
    findings = Findings()
    try:
        faces = load_faces([CHECKOUT / "fonts"])
        pages = typeset(docx.read_bytes(), docx.name, faces, findings)
        pdf = paint_pdf(pages, faces)
    except Exception as fault:  # noqa: BLE001  whatever it is, it is what is being looked for
        return Tried(plan.name, 0, (f"{type(fault).__name__}: {fault}",))
    faults += [f"{found.code} {found.evidence}" for found in findings.errors]
    target = docx.with_suffix(".pdf")
    target.write_bytes(pdf)
    if pdftotext:
        read = subprocess.run([pdftotext, str(target), "-"], capture_output=True, check=True, timeout=60)
        lost = _letters("".join(says(plan))) - _letters(read.stdout.decode())
        faults += [f"not read: {''.join(lost.elements())[:40]}"] if lost else []
    return Tried(plan.name, len(pages.pages), tuple(faults))


def _letters(text: str) -> Counter[str]:
    """The characters of a text but blanks, other scripts, and hyphens, which poppler drops at lines' ends."""
    return Counter(
        each for each in text if not each.isspace() and each != "-" and not "\u0590" <= each < "\u2010"
    )


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--each", type=int, default=62, help="files of each writer")
    parser.add_argument("--modules", default="", help="a folder in which npm has put docx")
    typed = parser.parse_args()
    found = {program: shutil.which(program) or "" for program in ("soffice", "pandoc", "node", "pdftotext")}
    programs = Programs(found["soffice"], found["pandoc"], found["node"], typed.modules)
    plans = [
        plan for writer, can in WRITERS.items() for plan in make_plans(writer, can, typed.each, typed.seed)
    ]
    files = write_all(plans, typed.folder, programs)
    pages = failed = 0
    for plan, file in zip(plans, files, strict=True):
        tried = try_file(plan, file, found["pdftotext"])
        pages += tried.pages
        failed += bool(tried.faults)
        for fault in tried.faults:
            print(f"{plan.name}: {fault}  [{', '.join(plan.features)}]")  # noqa: T201  a script's result
    print(f"{len(files)} files, {pages} pages, {failed} with a fault")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(_main())
