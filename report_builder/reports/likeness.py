"""An opened Word file → whether it may be a report of anybody, seen before anything of it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.report_files import RECORD_NAMESPACE, RECORD_PART, TAG_PREFIX
from report_builder.word.packages import W

if TYPE_CHECKING:
    from report_builder.word.packages import Package

# Every report speaks of its subject near its beginning; one of these words stands there.
SUBJECT: Final = ("政府信息公开", "政务公开")


def may_be_report(package: Package) -> bool:
    """Whether a file has what every report has: the letters of its subject, or a record or a tag of ours.

    Letters that are spread over runs, deleted or hidden count too: only what cannot be a report is told.
    """
    root = package.xml(package.main_part)
    if root is None:
        return False
    if has_record(package):
        return True
    letters = set("".join(each.text or "" for each in root.iter(f"{W}t")))
    if any(letters.issuperset(words) for words in SUBJECT):
        return True
    names = (each.get(f"{W}val", "") for each in root.iter(f"{W}tag", f"{W}docPart"))
    return any(name.startswith(TAG_PREFIX) for name in names)


def has_record(package: Package) -> bool:
    """Whether a part of the file is a record of ours; Word keeps custom parts of others in the same place."""
    roots = (package.xml(part) for part in package.names() if RECORD_PART.fullmatch(part))
    return any(root is not None and str(root.tag).startswith(f"{{{RECORD_NAMESPACE}}}") for root in roots)
