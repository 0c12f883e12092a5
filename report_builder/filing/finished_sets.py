"""What is made of the signed Word file → ``out/<year>/`` as one set with its packages, or nothing of it."""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.filing.manifests import Manifest, digest_of, manifest_json, read_manifest
from report_builder.filing.outputs import refuse_stray_names, tell_users_own, told_as_finding
from report_builder.filing.packages import PACKAGES, is_zip
from report_builder.filing.recovering import tell_outcome
from report_builder.filing.replacing import Replacement, replace_files
from report_builder.plain_files import open_plain
from report_builder.year_folders import CHECKS, DETAILS, MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.filing.manifests import Finishing

_ORIGINAL: Final = "{}（定稿原件{}）.docx"
# Where the packages of an earlier version lie once a correction has taken their place.
_VERSION: Final = "第{}版"
_KEPT: Final = re.compile(rf"{PACKAGES}/第[0-9]+版/[^/]+\.zip$")


class FinishedSet(Struct, frozen=True):
    """The files that leave the house, and what is told of them.

    ``outputs`` lie in the folder, ``papers`` too without a manifest's vouching; ``packages`` in folders of
    their own. ``originals`` are Word files as they were edited, whose place an output takes: they stay under
    the names given here.
    """

    outputs: Mapping[str, bytes]
    papers: Mapping[str, bytes]
    packages: Mapping[str, bytes]
    originals: Mapping[str, bytes]
    finishing: Finishing
    inputs: Mapping[str, str]


def original_name(folder: Path, name: str, digest: str) -> str:
    """What the edited file is to be called whose place its own copy takes: a name that no other file has."""
    number = 1
    while True:
        kept = _ORIGINAL.format(name, "" if number == 1 else number)
        if not (folder / kept).exists() or digest_of(folder / kept) == digest:
            return kept
        number += 1


def is_original(name: str) -> bool:
    """Whether a file is called as an original that was kept."""
    return _ORIGINAL.format("", "").removesuffix("）.docx") in name


def earlier_packages(folder: Path, version: int) -> dict[str, bytes]:
    """What went out in earlier versions than this one: each package's zip, in a folder of its version.

    One that somebody has changed or taken away is left out: the manifest cannot vouch for it.
    """
    manifest = read_manifest(folder)
    if manifest is None or not manifest.finishing:
        return {}
    kept: dict[str, bytes] = {}
    for name, digest in manifest.sent.items():
        place = name
        if is_zip(name):
            if manifest.finishing.version >= version:
                continue  # of this very version: it is made anew
            place = name.replace("/", f"/{_VERSION.format(manifest.finishing.version)}/")
        elif not _KEPT.match(name):
            continue
        if data := _read_as_sent(folder / name, digest):
            kept[place] = data
    return kept


def _read_as_sent(path: Path, digest: str) -> bytes:
    """A file as it was packed, however large; nothing where it is not that any more."""
    if digest_of(path) != digest:  # before anything is held of what somebody may have put there
        return b""
    try:
        with open_plain(path) as file:
            data = file.read()
    except OSError:
        return b""
    return data if sha256(data).hexdigest() == digest else b""


def file_finished(
    folder: Path, finished: FinishedSet, findings: Findings, modified: int | None = None
) -> None:
    """Put the set into ``folder`` in the place of the earlier one, and of an earlier build.

    The user's own files stay as they are. Raises ``ReportError`` (``file.unwritable``, ``file.busy``) with
    everything as it was.
    """
    refuse_stray_names([*finished.outputs, *finished.papers])
    refuse_stray_names(part for name in finished.packages for part in name.split("/"))
    manifest = manifest_json(finished.outputs, finished.inputs, finished.finishing, finished.packages)
    placed = {
        **finished.outputs,
        **finished.papers,
        **finished.packages,
        **finished.originals,
        MANIFEST: manifest,
    }
    before: dict[str, str] = {}
    # The edited report has a place of its own by then; what is not it, at its old place, is kept.
    copy, original = finished.finishing.copy, finished.finishing.original
    taken = {copy.name: original.sha256} if finished.originals else {}

    def decide() -> Replacement:
        earlier = read_manifest(folder) or Manifest("", [])
        before.update({entry.name: entry.sha256 for entry in earlier.outputs} | earlier.sent)
        gone = tuple(name for name in before if name not in placed)
        unvouched = frozenset((CHECKS, DETAILS, MANIFEST))
        return Replacement(placed, removed=gone, ours=before | taken, unvouched=unvouched)

    with told_as_finding(folder):
        outcome = replace_files(folder, decide, modified)
        findings.extend(tell_outcome(folder, outcome))
        _clear(folder, (name for name in before if name not in placed))
        known = {finished.finishing.original.name, *(name.split("/")[0] for name in (*placed, *before))}
        findings.extend(tell_users_own(folder, known | {each.kept_as for each in outcome.kept}))


def _clear(folder: Path, gone: Iterable[str]) -> None:
    """Take away the folders that earlier packages have left empty."""
    parents = {parent for name in gone for parent in (folder / name).parents if folder in parent.parents}
    for parent in sorted(parents, key=lambda each: len(each.parts), reverse=True):
        with suppress(OSError):  # something of the user's lies in it
            parent.rmdir()
