"""What was received and what a review has looked at → what has come, gone or changed since then."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path  # noqa: TC003  the cache's key
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.agencies.received_files import REPORTS
from report_builder.agencies.reviewed_reports import digest_of_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.window.received_folder import ReceivedFolder
    from report_builder.window.reviews_shown import ShownReview


class SinceReview(Struct, frozen=True):
    """Reports that nobody has looked at, and those of the review that are gone or say something else now.

    The names of ``new`` are paths below the year's folder, those of ``gone`` and ``changed`` the files' own.
    """

    new: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()

    @property
    def stale(self) -> frozenset[str]:
        """The files of which the review tells what is no longer so."""
        return self.gone | self.changed


def since_review(folder: ReceivedFolder, files: Sequence[str], review: ShownReview | None) -> SinceReview:
    """What has come of the files since the review of them; all are new where there was none."""
    reports = [name for name in files if f".{name.rpartition('.')[2].lower()}" in REPORTS]
    if review is None:
        return SinceReview(tuple(reports))
    there: dict[str, list[str]] = {}
    for name in reports:
        there.setdefault(name.rpartition("/")[2], []).append(name)
    elsewhere = {name.rpartition("/")[2] for name in folder.year_before().files()}
    gone = {name for name in review.digests if name not in there and name not in elsewhere}
    changed = {
        name
        for name, digests in review.digests.items()
        if digests
        and any(digest_of(folder.folder / each) not in {"", *digests} for each in there.get(name, ()))
    }
    new = (name for name in reports if name.rpartition("/")[2] not in review.files)
    return SinceReview(tuple(new), frozenset(gone), frozenset(changed))


def digest_of(path: Path) -> str:
    """By what a review and a sum know a file; empty where it cannot be read."""
    try:
        status = path.stat()
        return _digest(path, status.st_size, status.st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=20_000)
def _digest(path: Path, size: int, modified: int) -> str:  # noqa: ARG001  the file's stamp
    """By what a review knows a file; raises ``OSError``."""
    return digest_of_report(path.read_bytes())
