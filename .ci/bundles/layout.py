"""A runtime and the libraries → the folder that a user unpacks: start files, manual, licences, hashes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from manual import pages
from packing import write_sums
from wheels import compile_modules, unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

CHECKOUT: Final = Path(__file__).parents[2]
PROGRAM: Final = "program"
WINDOWS: Final = "windows-x64"
_TEXTS: Final = Path(__file__).parent / "files"
# Of libraries whose makers name a licence and hand on no text of it.
_LICENCES: Final = Path(__file__).parent / "licences"
# Under which name, and where from. `cmd` reads CRLF alone without harm.
_WINDOWS_FILES: Final = {
    "开始.bat": "start.bat",
    "检查.bat": "doctor.bat",
    "report-builder.bat": "command.bat",
}
_LINUX_FILES: Final = {
    "开始.sh": "start.sh",
    "开始.desktop": "start.desktop",
    "检查.sh": "doctor.sh",
    "report-builder": "command.sh",
}


def packages_folder(runtime: Path, platform: str) -> Path:
    """Where that Python looks for libraries."""
    if platform == WINDOWS:
        return runtime / "Lib" / "site-packages"
    (library,) = (runtime / "lib").glob("python3.*")
    return library / "site-packages"


def assemble(
    folder: Path, platform: str, runtime: Path, wheels: Sequence[Path], loaded: Collection[str]
) -> None:
    """Lay out the whole folder anew; ``runtime`` is a Python that runs wherever it is put."""
    shutil.rmtree(folder, ignore_errors=True)
    program = folder / PROGRAM
    shutil.copytree(runtime, program)
    packages = packages_folder(program, platform)
    unpack(wheels, packages)
    compile_modules(program, packages, loaded)
    _write_start_files(folder, platform)
    for name, page in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page)
    _gather_licences(folder / "licences", program)
    write_sums(folder)


def _write_start_files(folder: Path, platform: str) -> None:
    for name, source in (_WINDOWS_FILES if platform == WINDOWS else _LINUX_FILES).items():
        text = (_TEXTS / source).read_text(encoding="utf-8")
        end = "\r\n" if platform == WINDOWS else "\n"
        (folder / name).write_text(text, encoding="ascii" if platform == WINDOWS else "utf-8", newline=end)
        (folder / name).chmod(0o755)


def _gather_licences(target: Path, program: Path) -> None:
    """The program's, the fonts', Python's and every library's, each where a reader looks for it."""
    target.mkdir()
    shutil.copy(CHECKOUT / "LICENSE", target / "report-builder.txt")
    shutil.copytree(CHECKOUT / "fonts" / "licenses", target / "fonts")
    for own in (program / "licences", program / "LICENSE.txt"):
        if own.is_dir():
            shutil.move(own, target / "python")
        elif own.is_file():
            (target / "python").mkdir()
            shutil.move(own, target / "python" / "CPython.txt")
    for facts in sorted(program.rglob("*.dist-info")):
        library = facts.name.partition("-")[0]
        kept = target / "libraries" / library
        kept.mkdir(parents=True)
        for name, path in _licences_of(library, facts).items():
            shutil.copy(path, kept / name)


def _licences_of(library: str, facts: Path) -> dict[str, Path]:
    """What a library hands on of its licences, by the names to keep them under; or the text kept for it."""
    own = {
        path.relative_to(facts).as_posix().replace("/", "-"): path
        for path in sorted(facts.rglob("*"))
        if path.is_file() and _is_licence(path, facts)
    }
    kept = _LICENCES / f"{library}.txt"
    if not own and not kept.is_file():
        sys.exit(f"{library} brings no text of its licence, and {_LICENCES} has none")
    return own or {"LICENSE.txt": kept}


def _is_licence(path: Path, facts: Path) -> bool:
    words = ("licen", "copying", "notice", "authors")
    return "licenses" in path.relative_to(facts).parts or any(word in path.name.lower() for word in words)
