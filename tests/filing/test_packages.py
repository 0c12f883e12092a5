"""A package proves itself: this program and the Library of Congress's name the same file that was changed."""

from __future__ import annotations

import io
import logging
import shutil
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Final

import bagit  # type: ignore[import-untyped]  # it carries no types
import pytest
from msgspec.structs import replace
from sample_reports import SETTINGS

from report_builder.archives import pack
from report_builder.diagnostics import ReportError
from report_builder.filing.bags import bag_files, read_name, spell_name
from report_builder.filing.package_verifying import verify_package
from report_builder.filing.packages import Recipient, package_files, recipients_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY: Final = date(2017, 1, 13)
ROOM: Final = Recipient("柳州市档案馆", "查阅")
PAYLOAD: Final = {"报告.pdf": b"%PDF" * 50, "著录卡.pdf": b"card"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package as a folder."""
    for name, data in package_files(ROOM, PAYLOAD, SETTINGS, "年度报告", DAY).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "归档" / ROOM.package


@pytest.fixture
def zipped(folder: Path) -> Path:
    """The same as a zip file."""
    return folder.with_name(f"{folder.name}.zip")


def told(path: Path) -> list[tuple[str, str]]:
    """What is wrong with a package, by code and file."""
    try:
        found = verify_package(path)
    except ReportError as error:
        found = error.findings
    return [(each.code, each.place.part if each.place else "") for each in found]


def referee(folder: Path, caplog: pytest.LogCaptureFixture) -> str:
    """What the Library of Congress's validator says against a folder; nothing where it is valid."""
    try:
        with caplog.at_level(logging.CRITICAL):
            bagit.Bag(str(folder)).validate()
    except bagit.BagError as error:
        return "\n".join([str(error), *(str(each) for each in getattr(error, "details", []))])
    return ""


def test_a_package_is_valid_to_both(folder: Path, zipped: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert told(folder) == []
    assert told(zipped) == []
    assert referee(folder, caplog) == ""


def flip(folder: Path) -> str:
    path = folder / "data" / "报告.pdf"
    data = bytearray(path.read_bytes())
    data[7] ^= 1
    path.write_bytes(data)
    return "data/报告.pdf"


def remove(folder: Path) -> str:
    (folder / "data" / "著录卡.pdf").unlink()
    return "data/著录卡.pdf"


def add(folder: Path) -> str:
    (folder / "data" / "别的.txt").write_text("x", encoding="utf-8")
    return "data/别的.txt"


def flip_tag(folder: Path) -> str:
    path = folder / "bag-info.txt"
    path.write_bytes(path.read_bytes().replace(b"2017", b"2018"))
    return "bag-info.txt"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (flip, "package.changed"),
        (remove, "package.missing"),
        (add, "package.extra"),
        (flip_tag, "package.changed"),
    ],
)
def test_both_name_the_file_that_is_not_as_it_was(
    folder: Path, caplog: pytest.LogCaptureFixture, spoil: Callable[[Path], str], code: str
) -> None:
    name = spoil(folder)

    assert told(folder) == [(code, name)]
    assert name in referee(folder, caplog)


@pytest.mark.parametrize(
    ("spoil", "code"), [(flip, "package.changed"), (remove, "package.missing"), (add, "package.extra")]
)
def test_a_zip_file_made_of_a_spoilt_folder_names_it_too(
    folder: Path, tmp_path: Path, spoil: Callable[[Path], str], code: str
) -> None:
    name = spoil(folder)
    made = shutil.make_archive(str(tmp_path / "again"), "zip", folder.parent, folder.name)

    assert told(tmp_path / made) == [(code, name)]


def test_every_byte_of_a_zip_file_is_watched(zipped: Path) -> None:
    data = zipped.read_bytes()
    with zipfile.ZipFile(zipped) as archive:
        entry = next(each for each in archive.infolist() if each.filename.endswith("报告.pdf"))
    flipped = bytearray(data)
    flipped[entry.header_offset + 30 + len(entry.filename.encode()) + 3] ^= 1
    zipped.write_bytes(flipped)

    assert told(zipped) == [("package.changed", "data/报告.pdf")]


def test_a_removed_declaration_or_manifest_is_named(folder: Path) -> None:
    for name in ("bagit.txt", "tagmanifest-sha256.txt", "manifest-sha256.txt"):
        data = (folder / name).read_bytes()
        (folder / name).unlink()
        assert ("package.missing", name) in told(folder)
        (folder / name).write_bytes(data)


def test_chinese_names_in_the_zip_file_carry_the_flag_for_utf8(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        entries = archive.infolist()

    assert len(entries) == 6
    assert all(entry.flag_bits & 0x800 for entry in entries)
    assert f"{ROOM.package}/data/报告.pdf".encode() in zipped.read_bytes()


def test_a_zip_file_that_windows_packed_again_in_its_own_code_page_is_understood(
    folder: Path, zipped: Path
) -> None:
    zipped.write_bytes(in_code_page(folder))

    assert told(zipped) == []


def in_code_page(folder: Path) -> bytes:
    """A zip file whose names are in GBK, without the flag."""

    class Entry(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile's own name
            return self.filename.encode("gb18030"), self.flag_bits

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            archive.writestr(Entry(f"{folder.name}/{path.relative_to(folder).as_posix()}"), path.read_bytes())
    return made.getvalue()


def test_what_windows_leaves_in_a_folder_is_no_change(folder: Path) -> None:
    (folder / "data" / "Thumbs.db").write_bytes(b"x")

    assert [each.code for each in verify_package(folder)] == ["package.extra"]


def test_two_entries_of_one_name_are_no_package(zipped: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(f"{ROOM.package}/data/报告.pdf", b"other")

    assert told(zipped) == [("package.unreadable", "")]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        f"{'0' * 64}  ../报告.pdf",
        f"{'0' * 64}  data/../../报告.pdf",
        f"{'0' * 64}  /etc/passwd",
        "\x00",
    ],
)
def test_a_manifest_that_leads_elsewhere_is_refused(folder: Path, line: str) -> None:
    (folder / "manifest-sha256.txt").write_text(line, encoding="utf-8")

    assert ("package.changed", "manifest-sha256.txt") in told(folder)


def test_what_is_no_package_is_told(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "x.zip").write_bytes(b"PK nonsense")
    (tmp_path / "y.zip").write_bytes(pack({"a.txt": b"a"}, DAY))

    assert told(tmp_path / "空") == [("package.none", "")]
    assert told(tmp_path / "x.zip") == [("package.unreadable", "")]
    assert told(tmp_path / "y.zip") == [("package.none", "")]
    assert told(tmp_path / "没有.zip") == [("file.missing", "")]


def test_a_package_is_dated_by_the_day_of_issue(folder: Path) -> None:
    info = (folder / "bag-info.txt").read_text(encoding="utf-8")

    assert "Bagging-Date: 2017-01-13\n" in info


def test_the_same_payload_gives_the_same_bytes() -> None:
    first = package_files(ROOM, PAYLOAD, SETTINGS, "年度报告", DAY)
    again = package_files(ROOM, dict(reversed(PAYLOAD.items())), SETTINGS, "年度报告", DAY)

    assert again == first


def test_a_recipient_whose_name_no_system_takes_gets_a_package_all_the_same() -> None:
    assert Recipient("市政务办/公开办: 一", "报送").package == "报送-市政务办_公开办__一"
    assert Recipient("...", "查阅").package == "查阅-未具名"


def test_each_recipient_of_the_settings_gets_one_package() -> None:
    settings = replace(SETTINGS, sent_to="领导小组办公室", reading_rooms=("档案馆", "图书馆", "档案馆", " "))

    assert [each.package for each in recipients_of(settings)] == [
        "报送-领导小组办公室",
        "查阅-档案馆",
        "查阅-图书馆",
    ]


def test_a_name_with_a_line_end_stays_on_its_line() -> None:
    name = "甲%\r\n乙.pdf"

    assert spell_name(name) == "甲%25%0D%0A乙.pdf"
    assert read_name(spell_name(name)) == name
    assert bag_files({name: b""}, [])["manifest-sha256.txt"].count(b"\n") == 1
