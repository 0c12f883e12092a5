"""An address of agencies' folders that fsspec knows: a path, ``s3://…`` → their files, fetched and put."""
# ruff: noqa: PLC0415  fsspec is there only with the extra ``cluster``

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from report_builder.budgets import Budget


class Store:
    """What lies below an address; paths are relative to it, with ``/``."""

    def __init__(self, address: str) -> None:
        """Open it; raises ``ValueError`` or ``ImportError`` for an address that nobody here can open."""
        from fsspec.core import url_to_fs

        self._system, root = url_to_fs(address)
        self._root = str(root).rstrip("/")

    def folders(self, path: str = "") -> list[str]:
        """The names of a folder's folders, sorted; links are not followed."""
        entries = self._system.ls(self._at(path), detail=True)
        inner = (each for each in entries if each["type"] == "directory" and not each.get("islink"))
        return sorted(PurePosixPath(each["name"]).name for each in inner)

    def files(self, left_out: Collection[str], deepest: int, path: str = "") -> Iterator[str]:
        """The files below, by their paths, sorted; folders of these names and links are not entered."""
        entries = sorted(self._system.ls(self._at(path), detail=True), key=lambda each: str(each["name"]))
        for entry in entries:
            name = PurePosixPath(entry["name"]).name
            inner = f"{path}/{name}" if path else name
            if name in {"", ".", ".."} or entry.get("islink") or self._at(inner) != entry["name"].rstrip("/"):
                continue
            if entry["type"] == "file":
                yield inner
            elif deepest > 1 and name not in left_out and not name.startswith("."):
                yield from self.files(left_out, deepest - 1, inner)

    def read(self, path: str, budget: Budget) -> bytes:
        """A file's bytes; raises ``ReportError`` for one beyond the bounds, or that cannot be fetched."""
        place = Place(path)
        try:
            with self._system.open(self._at(path), "rb") as file:
                data: bytes = file.read(budget.file_bytes + 1)
        except OSError as error:
            found = Finding("file.unreadable", Severity.ERROR, place, "文件打不开", reason_of(error))
            raise ReportError([found]) from error
        if len(data) > budget.file_bytes:
            message = f"文件超过 {budget.file_megabytes} MB，没有读取"
            remedy = budget.way_out("file_megabytes")
            raise ReportError([Finding("file.too_large", Severity.ERROR, place, message, remedy=remedy)])
        return data

    def fetch(self, path: str, to: Path) -> None:
        """Copy everything below a folder into one on this machine's disk, which is made."""
        to.mkdir(parents=True, exist_ok=True)
        base = self._at(path)
        for entry in self._system.ls(base, detail=True):
            name = PurePosixPath(entry["name"]).name
            if name in {"", ".", ".."} or entry["name"].rstrip("/") == base:
                continue
            if entry["type"] == "file":
                (to / name).write_bytes(self._system.cat_file(entry["name"]))
            elif entry["type"] == "directory" and not entry.get("islink"):
                self.fetch(f"{path}/{name}", to / name)

    def put(self, path: str, files: Mapping[str, bytes]) -> None:
        """Write files into a folder, in their order."""
        self._system.makedirs(self._at(path), exist_ok=True)
        for name, data in files.items():
            self._system.pipe_file(self._at(f"{path}/{name}"), data)

    def remove(self, path: str, names: Iterable[str]) -> None:
        """Remove files from a folder where they are there."""
        for name in names:
            if self._system.exists(self._at(f"{path}/{name}")):
                self._system.rm_file(self._at(f"{path}/{name}"))

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root
