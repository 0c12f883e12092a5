"""What was received and the files that a sum has looked at → what has come, gone or changed since then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.agencies.contributions import places_to_look
from report_builder.diagnostics import Findings, ReportError
from report_builder.window.since_review import digest_of

if TYPE_CHECKING:
    from report_builder.window.received_folder import ReceivedFolder
    from report_builder.window.sums_shown import ShownSum


class SinceSum(Struct, frozen=True):
    """Files of which the sum knows nothing, and those of it that are gone or say something else now."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


def since_sum(folder: ReceivedFolder, shown: ShownSum | None) -> SinceSum:
    """What has come of the files since they were added up; of a sum that tells no digests what is gone."""
    if shown is None:
        return SinceSum()
    root = folder.folder
    if not shown.seen:
        return SinceSum((), tuple(name for name in shown.files if not (root / name).exists()))
    gone = [
        name
        for name, digest in shown.seen.items()
        if not (root / name).exists() or (digest and digest_of(root / name) not in {"", digest})
    ]
    try:
        jobs = list(places_to_look(root, folder.year, (), folder.office.limits, Findings()))
    except ReportError:
        jobs = []  # the next sum tells of folders that are shut
    there = [Path(job.path).relative_to(root).as_posix() for job in jobs]
    return SinceSum(tuple(name for name in there if name not in shown.seen), tuple(gone))
