"""The files that a year is built from → the SHA-256 of each by name, and whether they are the same still."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.resources import find_resource
from report_builder.year_folders import STATISTICS, year_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_STYLE_FILES: Final = ("format.toml", "template.docx", "narrative.md")
# What programs and systems put there for themselves, and take away again as they like.
_PASSING: Final = (".", "~$")
_MOST_TOLD: Final = 3


def read_inputs(data: Path, out: Path, year: int) -> dict[str, str]:
    """Settings, the year's ledgers and text, and what is known of the years before.

    The names begin with ``data`` or ``out`` wherever these lie, as on any machine. A file that cannot be read
    has none: whoever needs it tells.
    """
    files = dict(_files(data, "data", f"{year}/**/*", f"{year - 1}/**/*", "*.toml"))
    for file in out.glob(f"*/{STATISTICS}"):
        if file.parent.name.isdecimal() and int(file.parent.name) < year:
            files[f"out/{file.parent.name}/{STATISTICS}"] = file
    return _digests(files)


def read_styles(working_folder: Path, format_name: str) -> dict[str, str]:
    """The files of the report's format, the user's own where there are any."""
    found = {name: find_resource(working_folder, "styles", format_name, name) for name in _STYLE_FILES}
    return _digests({f"styles/{format_name}/{name}": path for name, path in found.items() if path.is_file()})


def stop_if_changed(before: Mapping[str, str], data: Path, out: Path, year: int) -> None:
    """Raise ``ReportError`` (``file.changed``) where an input is not what it was when the work began."""
    now = read_inputs(data, out, year)
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    if changed:
        more = f" 等 {len(changed)} 个文件" if len(changed) > _MOST_TOLD else ""
        finding = Finding(
            "file.changed",
            Severity.ERROR,
            Place(str(year_folder(data, year))),
            "生成的过程中又有文件改动了，已经读到的内容不作数，没有写任何文件",
            f"改动的是：{'、'.join(changed[:_MOST_TOLD])}{more}",
            "请等别人改完、保存以后，再运行一次",
        )
        raise ReportError([finding])


def _files(folder: Path, name: str, *patterns: str) -> Iterator[tuple[str, Path]]:
    for pattern in patterns:
        for path in folder.glob(pattern):
            parts = path.relative_to(folder).parts
            if path.is_file() and not any(part.startswith(_PASSING) for part in parts):
                yield "/".join((name, *parts)), path


def _digests(files: Mapping[str, Path]) -> dict[str, str]:
    digests = {}
    for name, path in sorted(files.items()):
        try:
            with path.open("rb") as file:
                digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            continue
    return digests
