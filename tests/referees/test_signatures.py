"""veraPDF and poppler on a report that waits for its seal, and on the same signed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from conftest import find_referee
from signed_pdfs import signed, waiting
from signing_keys import SIGNER
from verapdf import FLAVOURS, judge

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.referee


def test_the_empty_field_and_every_signature_keep_it_archival_and_accessible(
    verapdf: tuple[str, ...], tmp_path: Path
) -> None:
    files = {
        "waiting": waiting(),
        "signed": signed(waiting()),
        "twice": signed(signed(waiting())),
        "unseen": signed(),
    }
    paths = [tmp_path / f"{name}.pdf" for name in files]
    for path in paths:
        path.write_bytes(files[path.stem])

    verdicts = judge(verapdf, paths)

    assert verdicts == {(path.stem, flavour): [] for path in paths for flavour in FLAVOURS}


def test_poppler_finds_the_signature_valid_and_over_the_whole_document(tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed(waiting()))

    told = subprocess.run(
        [find_referee("pdfsig"), str(path)], capture_output=True, check=False, text=True
    ).stdout

    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert SIGNER in told
