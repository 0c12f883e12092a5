"""The portable folders: what a user finds in one, and that the same files give the same archive."""

from __future__ import annotations

import gzip
import hashlib
import re
import struct
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import pytest

CHECKOUT: Final = Path(__file__).parent.parent
SCRIPTS: Final = CHECKOUT / ".ci" / "bundles"
sys.path.insert(0, str(SCRIPTS))

import layout  # type: ignore[import-not-found]  # noqa: E402  beside .ci/bundles/make.py
import manual  # type: ignore[import-not-found]  # noqa: E402
import packing  # type: ignore[import-not-found]  # noqa: E402
import wheels  # type: ignore[import-not-found]  # noqa: E402
import windows  # type: ignore[import-not-found]  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

MOMENT: Final = 1_483_142_400
PLATFORMS: Final = ("windows-x64", "linux-x64", "linux-arm64")
NAME: Final = "report-builder-1.0"


def small_wheel(folder: Path, name: str = "numpy", licence: str = "licenses/LICENSE.txt") -> Path:
    """A library of one module, with a licence, tests of its makers, and a script."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("numpy/__init__.py", "chosen = {'b', 'a', 'c'}\n")
        packed.writestr("numpy/rare.py", "x = 1\n")
        packed.writestr("numpy/core/tests/test_it.py", "")
        packed.writestr(f"{name}-1.0.dist-info/{licence}", "free")
        packed.writestr("numpy-1.0.data/scripts/run", "")
        packed.writestr("numpy-1.0.data/platlib/extra.py", "")
    return path


def small_runtime(folder: Path, platform: str) -> Path:
    """What stands in for a Python of that system."""
    library = folder / ("Lib" if platform == "windows-x64" else "lib/python3.11")
    library.mkdir(parents=True)
    (library / "os.py").write_text("name = 1\n", encoding="utf-8")
    (folder / "licences").mkdir()
    (folder / "licences" / "CPython.txt").write_text("PSF", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder of each system, made once."""
    made: dict[str, Path] = {}

    def folder_of(platform: str) -> Path:
        if platform not in made:
            room = tmp_path_factory.mktemp(platform)
            runtime, wheel = small_runtime(room / "runtime", platform), small_wheel(room)
            layout.assemble(room / NAME, platform, runtime, [wheel], {"numpy/__init__.py"})
            made[platform] = room / NAME
        return made[platform]

    return folder_of


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_folder_has_what_its_user_needs_at_the_top(folders: Callable[[str], Path], platform: str) -> None:
    found = {path.name for path in folders(platform).iterdir()}

    shared = {"program", "licences", "手册.html", "SHA256SUMS"}
    windows_own = {"开始.bat", "检查.bat", "report-builder.bat"}
    linux_own = {"开始.sh", "开始.desktop", "检查.sh", "report-builder"}
    assert found == shared | (windows_own if platform == "windows-x64" else linux_own)


def test_batch_files_are_ascii_with_the_line_ends_of_windows(folders: Callable[[str], Path]) -> None:
    for path in folders("windows-x64").glob("*.bat"):
        data = path.read_bytes()
        assert data.isascii(), path.name
        assert data.count(b"\r\n") == data.count(b"\n") > 1, path.name


def test_what_the_batch_file_says_of_an_archive_is_chinese() -> None:
    text = (SCRIPTS / "files" / "start.bat").read_text(encoding="ascii")

    (said,) = re.findall(r'set "SAID=([^"]+)"', text)

    assert said.encode().decode("unicode_escape") == (
        "请先把压缩包全部解压到一个文件夹，再双击解压出来的“开始”。不要在压缩软件的窗口里直接双击。"
    )


def test_start_files_can_be_run(folders: Callable[[str], Path]) -> None:
    for name in ("开始.sh", "开始.desktop", "检查.sh", "report-builder"):
        path = folders("linux-x64") / name
        assert path.stat().st_mode & 0o111 == 0o111, name
        assert b"\r" not in path.read_bytes(), name


def test_the_start_files_call_the_program_by_names_that_it_has() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SCRIPTS / "files").iterdir()]

    modules = {found for text in texts for found in re.findall(r"-m (\S+)", text)}

    assert modules == {"report_builder", "report_builder.double_click"}
    assert all((CHECKOUT / f"{name.replace('.', '/')}.py").is_file() for name in modules - {"report_builder"})


@pytest.mark.parametrize("platform", PLATFORMS)
def test_libraries_are_unpacked_without_what_their_makers_alone_run(
    folders: Callable[[str], Path], platform: str
) -> None:
    program = folders(platform) / "program"
    packages = layout.packages_folder(program, platform)

    files = {path.relative_to(packages).as_posix() for path in packages.rglob("*") if path.is_file()}

    assert {"numpy/__init__.py", "numpy/rare.py", "extra.py"} <= files
    assert not any("tests" in name or "scripts" in name for name in files)


def test_modules_that_a_year_loads_are_compiled_and_no_others(folders: Callable[[str], Path]) -> None:
    compiled = {path.name.partition(".")[0] for path in folders("linux-x64").rglob("*.pyc")}

    assert compiled == {"os", "__init__"}


def test_compiled_modules_are_never_compared_with_their_sources(folders: Callable[[str], Path]) -> None:
    flags = {
        struct.unpack_from("<I", path.read_bytes(), 4)[0] for path in folders("linux-x64").rglob("*.pyc")
    }

    assert flags == {1}  # PEP 552: by hash, and the source is not looked at


def test_licences_are_gathered(folders: Callable[[str], Path]) -> None:
    licences = folders("linux-x64") / "licences"

    assert (licences / "report-builder.txt").read_bytes() == (CHECKOUT / "LICENSE").read_bytes()
    assert (licences / "python" / "CPython.txt").read_text() == "PSF"
    assert (licences / "libraries" / "numpy" / "licenses-LICENSE.txt").read_text() == "free"
    assert {path.name for path in (licences / "fonts").iterdir()} == {
        path.name for path in (CHECKOUT / "fonts" / "licenses").iterdir()
    }


def test_a_library_that_brings_no_text_of_its_licence_has_one_here_or_is_refused(tmp_path: Path) -> None:
    runtime = small_runtime(tmp_path / "runtime", "linux-x64")

    for name in ("docxtpl", "chinesecalendar"):
        layout.assemble(tmp_path / name, "linux-x64", runtime, [small_wheel(tmp_path, name, "METADATA")], {})
        assert "Copyright" in (tmp_path / name / "licences" / "libraries" / name / "LICENSE.txt").read_text(
            encoding="utf-8"
        )
    with pytest.raises(SystemExit, match="numpy brings no text"):
        layout.assemble(
            tmp_path / "w", "linux-x64", runtime, [small_wheel(tmp_path, "numpy", "METADATA")], {}
        )


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_file_is_in_the_list_of_hashes(folders: Callable[[str], Path], platform: str) -> None:
    folder = folders(platform)
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()

    listed = {line[66:]: line[:64] for line in lines}

    assert listed == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }


@pytest.mark.parametrize("suffix", [".zip", ".tar.gz"])
def test_the_same_files_give_the_same_archive(tmp_path: Path, suffix: str) -> None:
    made: list[Path] = []
    for order in (("甲.txt", "z/b", "a"), ("a", "z/b", "甲.txt")):
        folder = tmp_path / str(len(made)) / NAME
        for name in order:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
        (folder / "a").chmod(0o755)
        made.append(folder.parent / f"packed{suffix}")
        packing.pack(folder, made[-1], MOMENT)

    assert made[0].read_bytes() == made[1].read_bytes()


def test_an_archive_keeps_chinese_names_dates_and_what_may_be_run(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / "开始.sh").touch()
    (folder / "开始.sh").chmod(0o700)
    (folder / "手册.html").touch()

    packing.pack(folder, tmp_path / "p.zip", MOMENT)
    packing.pack(folder, tmp_path / "p.tar.gz", MOMENT)

    with zipfile.ZipFile(tmp_path / "p.zip") as packed:
        start, page = packed.infolist()
    assert (start.filename, start.date_time) == (f"{NAME}/开始.sh", (2016, 12, 31, 0, 0, 0))
    assert (start.external_attr >> 16 & 0o777, page.external_attr >> 16 & 0o777) == (0o755, 0o644)
    with tarfile.open(tmp_path / "p.tar.gz") as tar:
        member = tar.getmembers()[0]
    assert (member.name, member.mode, member.mtime, member.uid) == (f"{NAME}/开始.sh", 0o755, MOMENT, 0)
    assert gzip.decompress((tmp_path / "p.tar.gz").read_bytes())


def test_the_folders_manual_opens_without_a_network() -> None:
    pages = {name: data.decode() for name, data in manual.pages().items()}

    first = pages["手册.html"]
    assert '<h2 id="一打开程序">' in first
    assert (
        len(re.findall(r'<img [^>]*src="data:image/png;base64,', first))
        == len(re.findall("<img ", first))
        > 3
    )
    strays = [
        f"{name}: {target}"
        for name, page in pages.items()
        for target in re.findall(r'<a href="([^"]+)"', page)
        if not leads_somewhere(target, name, pages)
    ]
    assert strays == []


def leads_somewhere(target: str, page: str, pages: dict[str, str]) -> bool:
    """Whether a link ends at a page, and where it names one, at a heading."""
    if target.startswith("https://"):
        return True
    file, _, place = unquote(target).partition("#")
    depth = page.count("/")
    name = page if not file else "/".join(file.split("/")[depth:])
    return name in pages and (not place or f'id="{place}"' in pages[name])


def test_wheels_of_older_systems_are_taken_too() -> None:
    names = wheels.manylinux(["manylinux_{glibc}_x86_64", "manylinux2014_x86_64"], "2.28")

    assert names[0] == "manylinux_2_28_x86_64"
    assert "manylinux_2_17_x86_64" in names
    assert "manylinux_2_29_x86_64" not in names
    assert names[-1] == "manylinux2014_x86_64"


def signed_program(
    content: bytes, digest_of: bytes | None = None, signer: bytes = b"Some Foundation"
) -> bytes:
    """A program as Windows has it, of 512 bytes of head, its content, and a signature over all of that."""
    head = bytearray(512)
    struct.pack_into("<I", head, 0x3C, 64)
    struct.pack_into("<H", head, 64 + 24, 0x20B)
    directory = 64 + 24 + 112 + 4 * 8
    start = len(head) + len(content)
    covered = digest_of if digest_of is not None else content
    unsigned = bytes(head[:152]) + bytes(head[156:directory]) + bytes(head[directory + 8 :]) + covered
    certificate = bytes.fromhex("06092a864886f70d010702") + signer + hashlib.sha256(unsigned).digest()
    struct.pack_into("<II", head, directory, start, len(certificate))
    return bytes(head) + content + certificate


def test_a_signature_over_the_present_bytes_in_the_right_name_is_one() -> None:
    assert windows.is_signed(signed_program(b"code"), "Some Foundation")


@pytest.mark.parametrize(
    "program",
    [
        signed_program(b"code", digest_of=b"other"),
        signed_program(b"code", signer=b"Somebody"),
        signed_program(b"code")[:-40],
        bytes(64 + 512),
    ],
    ids=["changed", "another's", "cut off", "unsigned"],
)
def test_any_other_is_none(program: bytes) -> None:
    assert not windows.is_signed(program, "Some Foundation")
