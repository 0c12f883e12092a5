"""Names of files that are no UTF-8, as a Chinese archive leaves them on Linux → kept like any other."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from finished_years import NAME
from make_agencies import plan_agencies, write_agencies

from report_builder.filing.manifests import read_manifest
from report_builder.json_records import read_record, record_json
from report_builder.visible_text import spelt_name

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

GBK: Final = os.fsdecode("局".encode("gbk"))  # two bytes that no UTF-8 has

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")


def test_a_record_with_such_a_name_is_read_as_it_was_kept() -> None:
    kept = {"name": GBK, "of": "局"}

    assert read_record(record_json(kept), dict[str, str]) == kept
    assert read_record(record_json(kept, is_indented=True), dict[str, str]) == kept
    assert spelt_name(f"甲{GBK}.docx") == "甲\\xbe\\xd6.docx"


@pytest.mark.parametrize("data", [b'{"name": "\\udcbe"', b'{"name": 1}', b"[" * 100_000])
def test_a_record_that_is_none_is_none(data: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read_record(data, dict[str, str])


def test_a_year_with_such_names_is_built_verified_and_finished(report_builder: Run, own_data: Path) -> None:
    working, out = own_data.parent, own_data.parent / "out" / "2016"
    ledger = own_data / "2016" / "ledgers" / "办公室.xlsx"
    ledger.rename(ledger.with_name(f"{GBK}.xlsx"))

    def run(*words: str) -> None:
        done = report_builder(*words, cwd=working)
        assert done.returncode == 0, (words, done.stderr.decode())

    run("build", "2016", "--attach")
    run("verify", "out/2016")
    (working / f"{GBK}.docx").write_bytes((out / f"{NAME}.docx").read_bytes())
    run("pdf", f"{GBK}.docx", "--ofd", "--html")
    run("refresh", f"{GBK}.docx")
    with pikepdf.open(out / f"{NAME}.pdf") as pdf:
        assert "\\xbe\\xd6.xlsx" in pdf.attachments
    run("finish", f"{GBK}.docx", "--even-so", "试一试")
    run("verify", "out/2016")

    manifest = read_manifest(out)
    assert manifest is not None
    assert f"data/2016/ledgers/{GBK}.xlsx" in {each.name for each in manifest.inputs}
    assert sorted(working.rglob(".report-builder*")) == []


def test_an_agency_whose_folder_has_such_a_name_is_built_once(report_builder: Run, tmp_path: Path) -> None:
    root = tmp_path / "各单位"
    write_agencies(root, plan_agencies(1, 4))
    next(root.iterdir()).rename(root / GBK)

    first, second = (
        report_builder("batch", "各单位", "--workers", "1", "--json", cwd=tmp_path) for _ in "12"
    )

    assert (first.returncode, second.returncode) == (0, 0), first.stderr.decode()
    assert b'"is_new": true' in first.stdout
    assert b'"is_new": false' in second.stdout
