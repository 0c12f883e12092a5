#!/usr/bin/env python3
"""The checkout → folders for machines without Python and network, in out/bundles/.

make bundles, or with the project's own interpreter (3.11): .ci/bundles/make.py [NAME...] [--work FOLDER]
NAME is windows-x64, linux-x64 or linux-arm64. Linux needs root and debootstrap the first time: CPython is
built in a Debian 11 folder of the working folder, some ten minutes of CPU; what came of it is used again as
long as the pins stay.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))
from layout import WINDOWS, assemble
from packing import digest, pack
from wheels import build_own, download, loaded_modules, manylinux
from windows import fetch, unpack_runtime

HERE: Final = Path(__file__).parent
CHECKOUT: Final = HERE.parents[1]
PINS: Final = tomllib.loads((HERE / "pins.toml").read_text(encoding="utf-8"))
TARGET: Final = CHECKOUT / "out" / "bundles"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("names", nargs="*", metavar="NAME")
    asked.add_argument("--work", type=Path, default=TARGET / "work")
    asked.add_argument("--target", type=Path, default=TARGET)
    words = asked.parse_args()
    names = words.names or list(PINS["platforms"])
    if "{}.{}".format(*sys.version_info) != PINS["python"]:
        sys.exit(f"modules are compiled by Python {PINS['python']}; this is {sys.version.split()[0]}")
    work, target = words.work.resolve(), words.target.resolve()
    target.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(work / "own", ignore_errors=True)
    own = build_own(work / "own")
    version = own.name.split("-")[1]
    loaded = loaded_modules()
    archives = []
    for name in names:
        wheels, runtime = gather(name, work)
        folder = work / name / f"report-builder-{version}"
        assemble(folder, name, runtime, [own, *wheels], loaded)
        archives.append(target / f"{folder.name}-{name}{'.zip' if name == WINDOWS else '.tar.gz'}")
        pack(folder, archives[-1], committed())
    sums = "".join(f"{digest(path)}  {path.name}\n" for path in archives)
    (target / "SHA256SUMS").write_text(sums, encoding="utf-8")
    for path in archives:
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB  {digest(path)}")


def gather(name: str, work: Path) -> tuple[list[Path], Path]:
    """The libraries for that system, and its Python."""
    wheels = work / "wheels" / name
    shutil.rmtree(wheels, ignore_errors=True)
    download(wheels, manylinux(PINS["platforms"][name], PINS["linux"]["glibc"]), PINS["python"])
    return sorted(wheels.glob("*.whl")), windows_runtime(work) if name == WINDOWS else linux_runtime(
        name, work
    )


def committed() -> int:
    """When the checkout's last change was made, in seconds since 1970: what every file is dated with."""
    asked = ["git", "-C", str(CHECKOUT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)


def windows_runtime(work: Path) -> Path:
    """CPython's embeddable folder."""
    runtime, given = work / "runtimes" / WINDOWS, PINS["windows"]
    shutil.rmtree(runtime, ignore_errors=True)
    unpack_runtime(fetch(given["package"], given["sha256"], work), runtime, given["cpython"], given["signer"])
    return runtime


def linux_runtime(name: str, work: Path) -> Path:
    """CPython built for that machine, unless it is there from these very pins and script."""
    script, source = HERE / "build_python.sh", PINS["linux"]["source"]
    made, sign = work / "runtimes", work / "runtimes" / "linux.made-by"
    wanted = f"{source}\n{digest(script)}\n"
    if not sign.is_file() or sign.read_text(encoding="utf-8") != wanted:
        root = work / "debian-11"
        subprocess.run([HERE / "debian_root", root], check=True)
        shutil.copy(script, root / script.name)
        subprocess.run(["chroot", root, "sh", f"/{script.name}", source], check=True)
        for each in ("linux-x64", "linux-arm64"):
            shutil.rmtree(made / each, ignore_errors=True)
            shutil.copytree(root / "result" / each, made / each)
        sign.write_text(wanted, encoding="utf-8")
    return made / name


if __name__ == "__main__":
    main()
