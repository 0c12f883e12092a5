"""A working folder with a built year and the user's own files → what commands do in it, and what must stay.

``CASES`` has what is typed for every command; ``tests/test_reliability.py`` fails for one without.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CHECKOUT: Final = Path(__file__).parent.parent.parent
RESULTS: Final = CHECKOUT / "docs" / "reliability.json"
NAME: Final = "柳州市教育局2016年政府信息公开工作年度报告"
# The user's own: a note, a folder, an edited copy of the report, and the report itself edited where it lies.
NOTE: Final = "领导批示.txt"
DRAFT: Final = "送审稿.docx"
EDITED: Final = b"<w:t>\xe6\x89\x8b\xe5\xb7\xa5\xe6\x94\xb9\xe8\xbf\x87\xe3\x80\x82</w:t>"

# What is typed for each command, from the working folder.
CASES: Final[Mapping[str, tuple[str, ...]]] = {
    "new": ("new", "2017", "--from", "2016", "--yes"),
    "check": ("check", "2016"),
    "build": ("build", "2016"),
    "pdf": ("pdf", f"out/2016/{DRAFT}", "--ofd", "--html"),
    "verify": ("verify", "out/2016"),
    "refresh": ("refresh", f"out/2016/{DRAFT}"),
    "doctor": ("doctor", "2016"),
}


class Office:
    """A working folder, of which any number of copies can be made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.filed = folder / "out" / "2016"
        shutil.copytree(CHECKOUT / "data", folder / "data")
        run(folder, CASES["build"], folder.parent / "first.txt")
        (self.filed / NOTE).write_text("同意。", encoding="utf-8")
        (self.filed / "附图").mkdir()
        (self.filed / "附图" / "一.txt").write_text("图", encoding="utf-8")
        report = self.filed / f"{NAME}.docx"
        edit(report, self.filed / DRAFT)
        edit(report, report)
        # Counting it anew gives other figures, so that what is old and what is new can be told apart.
        ledger = folder / "data" / "2016" / "ledgers" / "工作情况.csv"
        ledger.write_text("指标,数量,单位\n举办培训班,3,次\n", encoding="utf-8")
        self.before = outputs_of(self.filed)
        self.own = own_files(folder)

    def copy(self, to: Path) -> Path:
        """Another folder like it."""
        shutil.copytree(self.folder, to, symlinks=True)
        return to


def edit(report: Path, to: Path) -> None:
    """The report with a sentence written into it by hand."""
    with zipfile.ZipFile(report) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    paragraph = b"<w:p><w:r>" + EDITED + b"</w:r></w:p><w:sectPr"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", paragraph, 1)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)


def own_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of what is the user's, by where it is."""
    kept = [*(folder / "data").rglob("*"), *(folder / "out").rglob("*")]
    names = {NOTE, DRAFT, "一.txt", f"{NAME}.docx"}
    return {
        path.relative_to(folder).as_posix(): digest(path)
        for path in kept
        if path.is_file() and (path.name in names or "data" in path.relative_to(folder).parts)
    }


def outputs_of(filed: Path) -> dict[str, str]:
    """What the folder's manifest says that it holds."""
    manifest = json.loads((filed / "manifest.json").read_bytes())
    return {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def faults_of(office: Office, folder: Path) -> list[str]:
    """What was lost in a copy of the office, or stands half-way."""
    filed = folder / "out" / "2016"
    found = []
    there = {digest(path) for path in folder.rglob("*") if path.is_file()}
    found += [f"lost: {name}" for name, known in office.own.items() if known not in there]
    for name, known in office.own.items():
        if name.startswith("data/") and (not (folder / name).is_file() or digest(folder / name) != known):
            found.append(f"changed: {name}")
    found += [f"left: {path.name}" for path in folder.rglob(".report-builder-*")]
    if not (filed / "manifest.json").is_file():
        return [*found, "no manifest"]
    listed = outputs_of(filed)
    edited = f"{NAME}.docx" if listed.get(f"{NAME}.docx") == office.before[f"{NAME}.docx"] else ""
    replaced = f"{NAME}.pdf"  # `pdf` may have put another there on purpose
    for name, known in listed.items():
        if name in {edited, replaced}:
            continue
        if not (filed / name).is_file():
            found.append(f"gone: {name}")
        elif digest(filed / name) != known:
            found.append(f"not as the manifest says: {name}")
    return found


def run(folder: Path, typed: tuple[str, ...], log: Path, watch: Callable[[], None] | None = None) -> int:
    """A command in a process of its own; gives its exit code, and what it said in ``log``."""
    child = os.fork()
    if not child:
        code = 99
        try:
            with log.open("wb") as said:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
            os.chdir(folder)
            os.environ["XDG_STATE_HOME"] = str(log.parent)
            sys.argv = ["report-builder", *typed]
            if watch is not None:
                watch()
            from report_builder.__main__ import main

            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def load() -> None:
    """Load everything once, so that every process begins with it."""
    import report_builder.__main__
    import report_builder.cli
    import report_builder.doctor
    import report_builder.editing
    import report_builder.new_year.starting
    import report_builder.pipeline  # noqa: F401


def _together(key: str, before: object, now: object) -> object:
    if before is None or key in {"commands", "pairs"}:
        return now
    if isinstance(now, dict):
        return {each: _together(each, dict(before).get(each), value) for each, value in now.items()}
    return max(before, now) if key.startswith(("slowest", "most")) else before + now


def record(name: str, result: Mapping[str, object]) -> None:
    """Put a run's figures into the file that ``docs/reliability.md`` is made from.

    What was tried adds up over runs, which may be made in pieces; take a row out to begin anew.
    """
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    before = results.get(name, {})
    results[name] = {key: _together(key, before.get(key), value) for key, value in result.items()}
    text = json.dumps(results, ensure_ascii=False, indent=2, sort_keys=True)
    RESULTS.write_text(f"{text}\n", encoding="utf-8")
