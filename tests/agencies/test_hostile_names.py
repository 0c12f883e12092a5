"""Names of agencies, folders and files that a screen would obey → shown by their numbers, over many too."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from foreign_reports import YEAR, faulty, two_years
from foreign_writers import by_python_docx
from hostile_names import HOSTILE, OBEYED
from make_agencies import plan_agencies, write_agencies
from terminals import run_on_terminal
from window_visits import visitor

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

TITLE: Final = "乙\u202e局\u200b"
CALLS: Final = {
    "batch": ("batch", f"各{HOSTILE}", "--workers", "1"),
    "review": ("review", f"收到{HOSTILE}"),
    "rollup": ("rollup", f"收到{HOSTILE}", "--year", str(YEAR), "--name", HOSTILE),
}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows takes no such names")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office where everything is called by hostile names."""
    office = tmp_path_factory.mktemp("office")
    received = office / f"收到{HOSTILE}"
    received.mkdir()
    for number, report in enumerate((two_years(1)[1], faulty(101, "a row does not add up")[1])):
        report.agency = f"{number}{TITLE}"
        report.title = f"{report.agency}{report.year}年政府信息公开工作年度报告"
        (received / f"{number}{HOSTILE}.docx").write_bytes(by_python_docx(report))
    (received / f"{HOSTILE}.pdf").write_bytes(b"%PDF-1.7")
    (received / f"{HOSTILE}.json").write_text(json.dumps({"agency": HOSTILE}), encoding="utf-8")
    (received / f"{HOSTILE}.png").touch()
    (received / "名单.csv").write_text(f"单位\n没交{TITLE}\n", encoding="utf-8")
    root = office / f"各{HOSTILE}"
    write_agencies(root, plan_agencies(2, 4, faulty=1))
    for number, folder in enumerate(sorted(root.iterdir())):
        folder.rename(root / f"[bold]{number}{HOSTILE}")
    # On the way to it stands what a library of coloured screens takes for the end of a colour.
    (root / "县[").mkdir()
    next(root.glob("?bold*")).rename(root / "县[" / "乡]局")
    return office


@pytest.fixture
def office(written: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(written, tmp_path / "office")


def obeyed(text: str) -> list[str]:
    return [repr(letter) for letter in OBEYED if letter in text]


def pages(folder: Path) -> Iterator[str]:
    """What was written to be looked at."""
    for path in folder.rglob("*.html"):
        yield path.read_text(encoding="utf-8")
    for path in folder.rglob("汇总/**/*.xlsx"):
        with zipfile.ZipFile(path) as book:
            yield from (book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("name", sorted(CALLS))
def test_no_name_reaches_a_pipe_or_a_page_raw(report_builder: Run, office: Path, name: str) -> None:
    told = report_builder(*CALLS[name], cwd=office)
    for_programs = report_builder(*CALLS[name], "--json", cwd=office)

    assert told.returncode == for_programs.returncode == 1, told.stderr.decode()
    assert obeyed((told.stdout + told.stderr).decode()) == []
    assert obeyed(for_programs.stdout.decode()) == []
    assert [found for page in pages(office) if (found := obeyed(page))] == []
    assert any("〔U+202E〕" in page for page in pages(office))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("name", sorted(CALLS))
def test_no_name_is_obeyed_by_a_terminal(office: Path, name: str) -> None:
    screen, code = run_on_terminal(*CALLS[name], cwd=office)

    assert code == 1, screen
    # The terminal's own colours and movements begin with an escape; none of them is in the names.
    assert obeyed(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.replace("\x1b[2J", "!"))) == []
    assert "\x1b[2J" not in screen


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_no_name_is_obeyed_by_the_window_or_keeps_it_shut(office: Path) -> None:
    received = office / "收到的报告" / str(YEAR)
    received.parent.mkdir()
    (office / f"收到{HOSTILE}").rename(received)
    shutil.copy(received / f"0{HOSTILE}.docx", received / os.fsdecode("局.docx".encode("gbk")))
    (office / "data").mkdir()
    visiting = visitor(office, date(YEAR + 1, 1, 20))

    answers = [visiting.get(path) for path in (f"/received/{YEAR}", f"/received/{YEAR}/sum")]

    assert visiting.faults == []
    assert [each.status for each in answers] == [200, 200]
    # What a form sends back is as it was, and nobody sees it.
    shown = [re.sub(r'<input type="hidden"[^>]*>', "", each.text) for each in answers]
    assert [obeyed(each) for each in shown] == [[], []]
    assert "〔U+202E〕" in shown[0]
