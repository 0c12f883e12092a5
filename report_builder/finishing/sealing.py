"""A PDF that carries the seal → it is among the finished outputs, if it says what the report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.checks.sealed_pdf import compare_sealed
from report_builder.checks.sealed_signatures import check_signatures
from report_builder.diagnostics import ReportError
from report_builder.finishing.examining import weigh
from report_builder.report_files import read_report
from report_builder.signing import check_keys

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.finishing.examining import SignedYear
    from report_builder.finishing.outputs import MadeOutputs


def with_seal(
    path: Path, examined: SignedYear, made: MadeOutputs, reason: str
) -> tuple[SignedYear, MadeOutputs]:
    """The outputs with the sealed PDF beside the painted one, and what was found of it.

    Raises ``ReportError`` with everything that was found where it says something else and there is no
    ``reason`` to go on, and where there is no such file.
    """
    sealed = _read(path, examined)
    name = str(path)
    found = (
        *compare_sealed(sealed, made.pdf, name, examined.draft.limits),
        *check_signatures(sealed, name, examined.draft.limits),
        *check_keys(sealed, name, examined.draft.limits),
    )
    told, overruled = weigh(found, reason)
    draft = examined.draft.telling(told)
    draft.stop_on_errors()
    name = f"{examined.signed.name}（盖章）.pdf"
    added = {name: sealed}
    made = replace(
        made,
        files={**made.files, **added},
        for_office={**made.for_office, **added},
        for_rooms={**made.for_rooms, **added},
        sealed=name,
    )
    return replace(examined, draft=draft, overruled=(*examined.overruled, *overruled)), made


def _read(path: Path, examined: SignedYear) -> bytes:
    try:
        return read_report(path, examined.draft.limits)
    except ReportError as error:
        raise ReportError([*examined.draft.findings, *error.findings]) from error
