"""The pins of `constraints-hashed.txt` → the libraries of another system, unpacked as if installed there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

CHECKOUT: Final = Path(__file__).parents[2]
# What only their makers run, or what nothing here draws with.
_LEFT_OUT: Final = (
    "contourpy/util/bokeh*",
    "matplotlib/mpl-data/sample_data",
    "matplotlib/testing",
    "matplotlib/tests",
    "mpl_toolkits/*/tests",
    "numpy/**/tests",
    "numpy/_core/include",
    "numpy/_core/lib",
    "numpy/f2py",
    "numpy/random/lib",
    "pandas/tests",
)


def download(target: Path, platforms: Sequence[str], python: str) -> None:
    """Fetch the wheel of every library that runs; pip refuses what has another hash than the one pinned."""
    target.mkdir(parents=True, exist_ok=True)
    abi = "cp" + python.replace(".", "")
    chosen = [word for name in platforms for word in ("--platform", name)]
    abis = [word for name in (abi, "abi3", "none") for word in ("--abi", name)]
    pip(
        *("download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp"),
        *("--python-version", python, *chosen, *abis, "--dest", str(target)),
        *("--requirement", str(CHECKOUT / "constraints-hashed.txt")),
    )


def manylinux(platforms: Sequence[str], glibc: str) -> list[str]:
    """The names of platforms, that of ``{glibc}`` for this version and every older one."""
    newest = int(glibc.partition(".")[2])
    return [
        name.replace("{glibc}", f"2_{minor}")
        for name in platforms
        for minor in (range(newest, 16, -1) if "{glibc}" in name else [0])
    ]


def build_own(target: Path) -> Path:
    """The program's own wheel."""
    pip("wheel", "--no-deps", "--wheel-dir", str(target), str(CHECKOUT))
    (wheel,) = target.glob("report_builder-*.whl")
    return wheel


def pip(*arguments: str) -> None:
    """Run pip, and tell what it said where it failed."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"pip {arguments[0]} failed:\n{done.stderr[-3000:]}")


def unpack(wheels: Sequence[Path], packages: Path) -> None:
    """Put what wheels hold where it would be installed, without what runs nowhere here."""
    for wheel in sorted(wheels):
        with zipfile.ZipFile(wheel) as packed:
            for name, entry in _installed(packed):
                path = packages / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(packed.read(entry))
    for pattern in _LEFT_OUT:
        for path in sorted(packages.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _installed(packed: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The path among the packages of each file that belongs there; scripts and manual pages do not."""
    for entry in packed.infolist():
        parts = PurePosixPath(entry.filename).parts
        if entry.is_dir() or ".." in parts or entry.filename.startswith("/"):
            continue
        if parts[0].endswith(".data"):
            if parts[1] not in {"purelib", "platlib"}:
                continue
            parts = parts[2:]
        yield "/".join(parts), entry


def loaded_modules() -> set[str]:
    """The libraries' modules that a year's work takes, as paths among the packages."""
    command = [sys.executable, str(Path(__file__).parent / "loaded.py")]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines())


def compile_modules(folder: Path, packages: Path, loaded: Collection[str]) -> None:
    """Compile Python's own modules, the program's, and those of its libraries; by content, once for all."""
    chosen = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.py"))
        if not path.is_relative_to(packages)
        or path.is_relative_to(packages / "report_builder")
        or path.relative_to(packages).as_posix() in loaded
    ]
    script = """
import os, py_compile, sys
for name in sys.stdin.read().splitlines():
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(os.path.join(sys.argv[1], name), dfile=name, doraise=True, invalidation_mode=mode)
"""
    subprocess.run(
        [sys.executable, "-s", "-P", "-c", script, str(folder)],
        check=True,
        input="\n".join(chosen),
        text=True,
        env={
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
        },  # constants that are sets lie in the order of their hashes
    )
