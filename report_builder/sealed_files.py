"""A sealed PDF, and the one that was built → whether they say the same, and what the signatures tell.

``verify_sealed(SealedRequest)`` writes nothing and raises ``ReportError`` where something is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.checks.sealed_pdf import compare_sealed
from report_builder.checks.sealed_signatures import check_signatures
from report_builder.diagnostics import Findings, Place
from report_builder.filing.manifests import digest_of, read_manifest
from report_builder.filing.recovering import recover
from report_builder.plain_files import is_there
from report_builder.report_files import read_report
from report_builder.signing import check_keys

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.diagnostics import Finding

# What a sealed file's name has behind that of the one that was built: 报告（盖章）.pdf.
_ADDED: Final = re.compile(r"（[^（）]*）$")


class SealedRequest(Struct, frozen=True):
    """Which sealed PDF to look through; ``built`` is what it was made of, looked for where none is named."""

    source: Path
    built: Path | None = None
    budget: Budget = USUAL


def verify_sealed(request: SealedRequest) -> tuple[Finding, ...]:
    """Notices and warnings on a PDF that says what was built, and that nobody has changed since.

    Raises ``ReportError`` with everything that was found where it does not.
    """
    findings, name, budget = Findings(), str(request.source), request.budget
    recover([request.source.parent], findings)
    sealed = read_report(request.source, budget)
    built = request.built or _built_beside(request.source, findings)
    if built is not None:
        findings.extend(compare_sealed(sealed, read_report(built, budget), name, budget))
    findings.extend((*check_signatures(sealed, name, budget), *check_keys(sealed, name, budget)))
    findings.stop_on_errors()
    return tuple(findings)


def _built_beside(source: Path, findings: Findings) -> Path | None:
    """The PDF that a build or a finish put into the same folder; an error where there is none as it was."""
    manifest, place = read_manifest(source.parent), Place(str(source))
    listed = {each.name: each.sha256 for each in manifest.outputs} if manifest else {}
    sealed = manifest.finishing.sealed if manifest and manifest.finishing else None
    names = [
        name for name in listed if name.lower().endswith(".pdf") and (sealed is None or name != sealed.name)
    ]
    remedy = "请用 --built 指明生成的 PDF，或者把盖章的 PDF 放在它旁边再核对"
    names.sort(
        key=lambda name: name == source.name
    )  # it may be the built one itself, which nobody has sealed
    for name in names:
        if digest_of(source.with_name(name)) == listed[name]:
            return source.with_name(name)
    beside = source.with_name(f"{_ADDED.sub('', source.stem)}{source.suffix}")
    if not names and beside.name != source.name and is_there(beside):
        return beside
    message, evidence = "没有找到生成的 PDF，文字没有核对", ""
    if names:
        message, evidence = "旁边的 PDF 生成以后改动过或者不见了，不能用来核对文字", "、".join(names)
    findings.error("sealed.no_built", place, message, evidence, remedy)
    return None
