"""Links that go in a circle are the user's to mend, wherever a path comes from."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import report_builder as package
from report_builder.real_paths import real_path

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

PACKAGE = Path(package.__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only an administrator makes links there")


@pytest.fixture
def circle(own_data: Path) -> Path:
    link = own_data.parent / "圈.docx"
    link.symlink_to(link)
    return link


def test_a_circle_is_followed_as_far_as_it_goes_or_is_told_by_the_system(circle: Path) -> None:
    assert real_path(circle).name == circle.name
    with pytest.raises(OSError, match="symbolic links"):
        real_path(circle, strict=True)


@pytest.mark.parametrize(
    "typed",
    [
        "finish 圈.docx", "pdf 圈.docx", "check 圈.docx", "verify 圈.docx", "refresh 圈.docx",
        "build 圈.docx", "check 2016 --data 圈.docx", "build 2016 --data 圈.docx", "new 2031 --data 圈.docx",
        "build 2016 --out 圈.docx", "batch 圈.docx 2016", "review 圈.docx --to 审核",
        "rollup 圈.docx --to 汇总", "compare 圈.docx 2016",
    ],
)  # fmt: skip
def test_no_command_takes_a_circle_for_a_fault_of_its_own(
    report_builder: Run, circle: Path, typed: str
) -> None:
    done = report_builder(*typed.split(), cwd=circle.parent)

    assert done.returncode in {1, 2}, done.stderr.decode()


def test_a_circle_among_the_ledgers_is_told(report_builder: Run, own_data: Path) -> None:
    link = own_data / "2016" / "ledgers" / "圈.xlsx"
    link.symlink_to(link)

    done = report_builder("check", "2016", cwd=own_data.parent)

    assert done.returncode == 1
    assert "链接绕成了一圈" in done.stderr.decode()


def test_nobody_follows_links_in_another_way() -> None:
    others = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr == "resolve" and not call.args
    ]

    assert others == []
