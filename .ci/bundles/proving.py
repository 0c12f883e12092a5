"""What the project's own interpreter makes of the sample year → what a portable folder must make of it."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).parents[2]
YEAR: Final = "2016"
# Without a network, and with processes and mounts of their own.
APART: Final = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child")
_ALONE: Final = "REPORT_BUILDER_WITHOUT_NETWORK"
_SYMBOL: Final = re.compile(rb"GLIBC_(\d+)\.(\d+)")


@cache
def expected() -> dict[str, str]:
    """The SHA-256 of the sample year's files, as the virtual environment builds them."""
    with tempfile.TemporaryDirectory() as folder:
        if ours("build", YEAR, cwd=Path(folder)):
            sys.exit("the virtual environment does not build the sample year")
        return made(Path(folder) / "out" / YEAR)


def ours(*words: str, cwd: Path) -> int:
    """The exit code of a command in the virtual environment."""
    environment = {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "HOME": str(cwd)}
    command = [sys.executable, "-m", "report_builder", *words]
    return subprocess.run(command, check=False, capture_output=True, cwd=cwd, env=environment).returncode


def made(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that lies in a folder."""
    files = sorted(path for path in folder.glob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def begin() -> argparse.Namespace:
    """The words that a proof is called with; from here on in a network that has only this machine in it."""
    if not os.environ.get(_ALONE):
        os.environ[_ALONE] = "yes"
        inner = 'ip link set lo up; exec "$0" "$@"'
        command = ["unshare", "--net", "--mount", "sh", "-c", inner, sys.executable, *sys.argv]
        os.execvp("unshare", command)  # noqa: S606  ourselves, apart
    asked = argparse.ArgumentParser()
    asked.add_argument("archive", type=Path)
    asked.add_argument("--older", type=Path, required=True, help="the same of an older version")
    asked.add_argument("--work", type=Path, required=True)
    return asked.parse_args()


def unpack(archive: Path, place: Path) -> Path:
    """The folder that comes of it."""
    place.mkdir(parents=True)
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(place)  # noqa: S202  our own
    else:
        with tarfile.open(archive) as packed:
            packed.extractall(place, filter="data")
    (folder,) = place.iterdir()
    return folder


def newest_glibc(folder: Path) -> str:
    """The newest version of glibc that a symbol in any program or library asks for."""
    found = {(2, 0)}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) != b"\x7fELF":
                    continue
            dynamic = subprocess.run(["readelf", "-V", "-W", path], check=True, capture_output=True).stdout
            found |= {(int(major), int(minor)) for major, minor in _SYMBOL.findall(dynamic)}
    return "{}.{}".format(*max(found))


class Proofs:
    """What was tried, told line by line; ends with a fault if anything was not as it should be."""

    def __init__(self, about: str) -> None:
        print(f"== {about}")
        self.failed = 0

    def that(self, sentence: str, holds: object, seen: object = "") -> None:
        """One sentence, and what was seen where it does not hold."""
        print(f"{'yes' if holds else 'NO '}  {sentence}" + (f": {seen}" if seen else ""), flush=True)
        self.failed += not holds

    def end(self) -> None:
        """Leave with a fault where one was found."""
        if self.failed:
            sys.exit(f"{self.failed} not as said")
