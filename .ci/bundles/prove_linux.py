#!/usr/bin/env python3
"""A Linux archive → tried in a Debian 11 folder without network: prove_linux.py ARCHIVE --work FOLDER.

For arm64 qemu-user runs it, on the libraries of the folder that CPython was built in.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))
from proving import APART, YEAR, Proofs, expected, made, newest_glibc

HERE: Final = Path(__file__).parent
HOME: Final = "/home/王 秘书"
PLACE: Final = f"{HOME}/程序 & 100%A%"
_EMULATOR: Final = Path("/usr/bin/qemu-aarch64-static")
_TRIED: Final = f"""
set -u
program="$1"; run="$2"
cd "$program" && sha256sum --check --quiet SHA256SUMS && echo SUMS
mkdir -p '{HOME}/w' && cd '{HOME}/w'
$run build {YEAR} >built.txt 2>&1; echo BUILT $?
$run doctor {YEAR} >doctor.txt 2>&1; echo DOCTOR $?
cd "$program" && sha256sum --check --quiet SHA256SUMS && echo UNCHANGED
[ "$(find . -type f | wc -l)" -eq "$(($(wc -l <SHA256SUMS) + 1))" ] && echo NOTHING-MORE
mount --bind "$program" "$program" && mount -o remount,ro,bind "$program"
touch "$program/x" 2>/dev/null || echo READONLY
cd '{HOME}/w' && $run build {YEAR} --out again >/dev/null 2>&1; echo AGAIN $?
getent hosts example.com >/dev/null 2>&1 || echo OFFLINE
ldd --version | head -n 1
"""


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("archive", type=Path)
    asked.add_argument("--work", type=Path, required=True)
    words = asked.parse_args()
    is_foreign = "arm64" in words.archive.name
    proofs = Proofs(words.archive.name)
    root = words.work / ("debian-11" if is_foreign else "debian-11-bare")
    subprocess.run([HERE / "debian_root", root, *(["libstdc++6:arm64"] if is_foreign else [])], check=True)
    place = root / PLACE.lstrip("/")
    shutil.rmtree(root / HOME.lstrip("/"), ignore_errors=True)
    place.mkdir(parents=True)
    with tarfile.open(words.archive) as packed:
        packed.extractall(place, filter="data")
    (folder,) = place.iterdir()

    allowed = tomllib.loads((HERE / "pins.toml").read_text(encoding="utf-8"))["linux"]["glibc"]
    newest = newest_glibc(folder)
    proofs.that(f"no symbol is newer than glibc {allowed}", _version(newest) <= _version(allowed), newest)
    said = _run(root, f"{PLACE}/{folder.name}", is_foreign=is_foreign)
    proofs.that("it runs there", "BUILT 0" in said, said[-1])
    proofs.that("the hashes in the folder are those of its files", "SUMS" in said)
    proofs.that("the doctor finds nothing broken", "DOCTOR 0" in said)
    proofs.that(
        "a run leaves nothing in the program's folder", "UNCHANGED" in said and "NOTHING-MORE" in said
    )
    proofs.that("it runs where nothing can be written beside it", "READONLY" in said and "AGAIN 0" in said)
    proofs.that("there was no network", "OFFLINE" in said)
    work = root / HOME.lstrip("/") / "w"
    wanted = expected()
    proofs.that(
        "all files that it writes are those of the virtual environment",
        made(work / "out" / YEAR) == wanted != {},
    )
    proofs.that("and again from the read-only place", made(work / "again" / YEAR) == wanted)
    proofs.end()


def _run(root: Path, program: str, *, is_foreign: bool) -> list[str]:
    """What was said of the steps within the folder."""
    run = f"'{program}/report-builder'"
    if is_foreign:
        shutil.copy(_EMULATOR, root / "usr" / "bin" / _EMULATOR.name)
        run = f"{_EMULATOR} '{program}/program/bin/python3' -I -m report_builder"
    (root / "tried.sh").write_text(_TRIED.replace("$run", run), encoding="utf-8")
    bare = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": HOME}
    command = [*APART, f"--root={root}", "--mount-proc", "sh", "/tried.sh", program, ""]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=bare).stdout.splitlines()


def _version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


if __name__ == "__main__":
    main()
