"""What came back from the cluster → each agency's ``out`` folder, on this machine's disk or in a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.agencies.agency_folders import OUT
from report_builder.agencies.agency_jobs import AgencyOutcome
from report_builder.agencies.stores import Store
from report_builder.diagnostics import Findings, ReportError
from report_builder.filing.outputs import file_outputs
from report_builder.year_folders import MANIFEST, year_folder

if TYPE_CHECKING:
    from report_builder.agencies.agency_jobs import AgencyResult
    from report_builder.agencies.fetched_building import FetchedResult


class Places:
    """Where a year's outputs of all agencies go; ``modified`` (seconds since 1970) dates them."""

    def __init__(self, root: str, year: int, modified: int | None, *, is_on_disk: bool) -> None:
        self._root, self._year, self._modified = root, year, modified
        self._store = None if is_on_disk else Store(root)

    def file(self, fetched: FetchedResult) -> AgencyResult:
        """Put an agency's files in their places; on a disk all of them or none, as ``build`` does."""
        if not fetched.outputs:
            return fetched.result
        try:
            if self._store is None:
                self._file_on_disk(fetched)
            else:
                self._file_in_store(self._store, fetched)
        except ReportError as error:
            found = (*fetched.result.findings, *error.findings)
            return replace(fetched.result, outcome=AgencyOutcome.FAULTY, findings=found)
        return fetched.result

    def _file_on_disk(self, fetched: FetchedResult) -> None:
        """What became of files of the user's is told already: the build saw the same folder."""
        folder = year_folder(Path(self._root, fetched.result.name, OUT), self._year)
        file_outputs(folder, fetched.outputs, Findings(), self._modified, fetched.inputs)

    def _file_in_store(self, store: Store, fetched: FetchedResult) -> None:
        """A store moves no files together: the user's own goes first, the manifest, which vouches, last."""
        folder = f"{fetched.result.name}/{OUT}/{self._year}"
        store.put(folder, fetched.kept)
        store.put(folder, {**fetched.outputs, MANIFEST: fetched.manifest})
        store.remove(folder, fetched.removed)
