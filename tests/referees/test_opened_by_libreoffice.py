"""A document that LibreOffice has open is found to be: the lock file is its own, not one of ours."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings
from report_builder.opened_files import tell_opened

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 60  # seconds, for an office that starts for the first time


@pytest.mark.referee
def test_a_document_open_in_libreoffice_is_told_of_until_it_is_closed(soffice: str, tmp_path: Path) -> None:
    report = tmp_path / "2016年度报告.docx"
    report.write_bytes(word_file(paragraph("正文。")))
    profile = (tmp_path / "profile").as_uri()
    command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile}", str(report)]

    told: list[str] = []
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent, start_new_session=True) as office:
        for _ in range(_PATIENCE * 10):
            findings = Findings()
            tell_opened(tmp_path, [report.name], findings)
            if told := [each.evidence for each in findings]:
                break
            time.sleep(0.1)
        os.killpg(office.pid, signal.SIGTERM)  # soffice is a script, and the office its child

    assert told == [f"旁边有“.~lock.{report.name}#”"]
