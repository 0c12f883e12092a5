#!/usr/bin/env python3
"""The Windows archive → tried under wine 8 without network.

prove_windows.py ARCHIVE --older ARCHIVE --work FOLDER. Needs Debian's wine64 and locales, and the package
ziglang for what wine lacks (wine_shims.py); python.exe and all that comes with it is what the archive holds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))
from proving import CHECKOUT, YEAR, Proofs, begin, expected, made, ours, unpack
from wine import PATIENCE, Visit, Wine

_CHOSEN: Final = "C:\\年报 选定 & 100%"
_REVIEWED: Final = "收到的报告"
_PAPERS: Final = 2  # Word and PDF
# They tell how long each agency took, or where its files lie.
_OF_THE_RUN: Final = frozenset({"批量生成情况.html", "批量生成情况.xlsx", "各单位.jsonl", "汇总统计.xlsx"})
_OFFICES: Final = ("甲 局", "乙 & 局")
# Where Windows keeps whether a process knows long paths: see report_builder/long_paths.py.
_BIT: Final = """
import ctypes, sys
from report_builder.long_paths import lift_path_limit
block = ctypes.WinDLL("ntdll").RtlGetCurrentPeb
block.restype = ctypes.c_void_p
field = ctypes.c_ubyte.from_address(block() + 3)
before = field.value
lift_path_limit()
print("bit", before & 0x80, field.value & 0x80)
"""
# wine's GetFinalPathNameByHandle has room for 260 characters, Windows' for all: worked out here instead.
_LONG: Final = """
import ntpath, sys
final = ntpath._getfinalpathname
def find(path): return final(path) if len(path) < 240 else "\\\\\\\\?\\\\" + ntpath.abspath(path)
ntpath._getfinalpathname = find
from report_builder.__main__ import main
main()
"""
# Others may read, and may not write (FILE_SHARE_READ).
_AS_WORD: Final = (
    "import ctypes; opened = ctypes.windll.kernel32.CreateFileW; opened.restype = ctypes.c_void_p"
)
_PROBE: Final = """
import ctypes, os, sys
def tell(text):
    return sys.executable, ctypes.windll.kernel32.GetConsoleWindow(), os.getpid(), text
"""
_ASK_PROBE: Final = """
import os, sys
sys.path.insert(0, os.getcwd())
from report_builder.window.apart import called_apart
executable, console, number, text = called_apart("probe:tell", "统计 & 100%")
told = f"{executable == sys.executable} {console} {number != os.getpid()} {text} {executable}"
open("told.txt", "w", encoding="utf-8").write(told)
"""


def main() -> None:
    words = begin()
    proofs = Proofs(f"{words.archive.name}, under wine")
    wine = Wine(words.work.resolve() / "wine")
    for path in wine.drive.glob("年报*"):
        shutil.rmtree(path)
    program = unpack(words.archive, wine.drive / "年报 程序 & 100%")
    older = unpack(words.older, wine.drive / "年报 程序 & 旧")
    work = wine.drive / "年报材料 & 100%"
    work.mkdir()
    shutil.rmtree(wine.state, ignore_errors=True)
    prove_building(proofs, wine, program, work)
    prove_settings(proofs, wine, program, work)
    prove_long_paths(proofs, wine, program, work)
    prove_files(proofs, wine, program, work)
    prove_many(proofs, wine, program, wine.drive / "年报各单位 & 100%")
    prove_processes(proofs, wine, program, work)
    # wine's cmd loses a % out of %~dp0, Windows' does not: start files are tried in folders without one.
    newer = wine.drive / "年报 程序 & 新" / program.name
    shutil.copytree(program, newer, copy_function=os.link)
    prove_start_files(proofs, wine, newer, work)
    prove_window(proofs, wine, older, newer)
    prove_places(proofs, wine, newer)
    wine.end()
    proofs.end()


def tail(code: int, said: str) -> str:
    """The end of what was said where a program did not end well."""
    return said[-300:] if code else ""


def prove_building(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    code, said = wine.command(program, "build", YEAR, cwd=work)
    proofs.that("it runs in a folder with blanks, &, % and Chinese", code == 0, tail(code, said))
    differing = sorted(dict(made(work / "out" / YEAR).items() ^ expected().items()))
    proofs.that("all files that it writes are those of the virtual environment", not differing, differing)
    proofs.that("a pipe is told in code page 936", f"已生成到 out\\{YEAR}" in said)
    shown = wine.on_console(*wine.python(program, "-m", "report_builder", "doctor", YEAR), cwd=work)
    proofs.that("a console shows it in Chinese", "可以使用" in shown, tail("可以使用" not in shown, shown))
    code, said = wine.command(program, "doctor", YEAR, cwd=work)
    proofs.that("the doctor finds nothing broken", code == 0, tail(code, said))
    proofs.that("and says what is not in the folder", "没有装的：签名" in said, said)
    code, said = wine.command(program, "sign", "报告.pdf", "--key", "证书.p12", cwd=work)
    proofs.that("so does the command that needs it", code != 0 and "Traceback" not in said, said[-300:])


def prove_settings(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    shutil.copytree(CHECKOUT / "data", work / "记事本" / "data")
    for path in (work / "记事本" / "data").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    code, said = wine.command(program, "build", YEAR, cwd=work / "记事本")
    same = papers(work / "记事本" / "out" / YEAR) == papers(work / "out" / YEAR)
    proofs.that(
        "settings that Notepad saved (BOM, CRLF) are read alike", code == 0 and same, tail(code, said)
    )


def papers(folder: Path) -> dict[str, str]:
    """The report's own files in a folder, which do not tell where their inputs lie or what was finished."""
    return {
        name: digest
        for name, digest in made(folder).items()
        if name.endswith((".docx", ".pdf")) and "（" not in name
    }


def prove_long_paths(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    _, bits = wine.run(*wine.python(program, "-c", _BIT), cwd=work)
    proofs.that("a process of ours says that it knows long paths", b"bit 0 128" in bits, bits[-200:])
    deep = work / "深"
    while len(wine.windows(deep)) < 280:
        deep /= "很长很长很长很长很长很长的文件夹"
    shutil.copytree(CHECKOUT / "data", deep / "data")
    folders = ("--data", wine.windows(deep / "data"), "--out", wine.windows(deep / "out"))
    for call in (
        ("build", YEAR, *folders),
        ("verify", wine.windows(deep / "out" / YEAR)),
        ("finish", YEAR, "--even-so", "没有别的意见", *folders),
        ("build", YEAR, *folders),
    ):
        code, said = wine.run(*wine.python(program, "-c", _LONG, *call), cwd=work)
        told = tail(code, said.decode("gbk", "replace"))
        proofs.that(f"{call[0]} with paths of {len(wine.windows(deep))} characters and more", code == 0, told)
    same = papers(deep / "out" / YEAR) == papers(work / "out" / YEAR)
    proofs.that("and to the same bytes", same)


def prove_files(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    (report,) = (work / "out" / YEAR).glob("*.docx")
    before = papers(work / "out" / YEAR)
    for who, statements in (
        ("a reader", "kept = open({!r}, 'rb')"),
        ("an office program", f"{_AS_WORD}; kept = opened({{!r}}, 0xC0000000, 1, None, 3, 0, None)"),
    ):
        with wine.held(program, statements.format(wine.windows(report)), work):
            code, said = wine.command(program, "build", YEAR, cwd=work)
        is_as_it_was = code == 1 and papers(work / "out" / YEAR) == before
        is_told = "这个文件正开着" in said and "保存并关闭它" in said
        proofs.that(
            f"a report that {who} has open is left as it is, and told of",
            is_as_it_was and is_told,
            "" if is_told else said[-400:],
        )
    code, _ = wine.command(program, "build", YEAR, cwd=work)
    proofs.that("once it is closed, it is replaced", code == 0 and papers(work / "out" / YEAR) == before)
    lock = "from pathlib import Path; from report_builder.filing.locks import locked"
    lock += "; kept = locked(Path('out/2016')); kept.__enter__()"
    with wine.held(program, lock, work):
        code, said = wine.command(program, "build", YEAR, cwd=work)
    proofs.that(
        "two at once: the second waits and then says who writes",
        code == 1 and "另一个程序正在写" in said,
        said[-200:],
    )


def prove_many(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    """What a leading office does with others' reports: the same here and in the virtual environment."""
    rooms = (work / "windows", work / "ours")
    for room in rooms:
        (room / _REVIEWED).mkdir(parents=True)
        for office in _OFFICES:
            shutil.copytree(CHECKOUT / "data", room / "各单位" / office / "data")
    for call in (
        ("batch", "各单位", YEAR, "--workers", "1"),  # with two, wine loses a wake-up of the pool's
        ("rollup", "各单位", "--year", YEAR),
        ("review", _REVIEWED),
    ):
        code, said = wine.command(program, *call, cwd=rooms[0])
        wanted = ours(*call, cwd=rooms[1])
        proofs.that(
            f"{call[0]} ends as in the virtual environment", code == wanted, f"exit code {code} {said[-300:]}"
        )
        for room in rooms if call[0] == "batch" else ():
            for number, office in enumerate(_OFFICES):
                for path in (room / "各单位" / office / "out" / YEAR).glob("*.docx" if number else "*.pdf"):
                    shutil.copy(path, room / _REVIEWED / f"{office}{path.suffix}")
    files = [
        {path.relative_to(room).as_posix(): path.read_bytes() for path in room.rglob("*") if path.is_file()}
        for room in rooms
    ]
    differing = {Path(name).name for name, _ in files[0].items() ^ files[1].items()} - _OF_THE_RUN
    said = f"of {len(files[1])} files none differs from its own but in times and ways of spelling a path"
    proofs.that(said, files[0].keys() == files[1].keys() and not differing, sorted(differing))


def prove_processes(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    (work / "probe.py").write_text(_PROBE, encoding="utf-8")
    for name in ("pythonw.exe", "python.exe"):
        wine.run(*wine.python(program, "-c", _ASK_PROBE, name=name), cwd=work)
        told = work / "told.txt"
        said = told.read_text(encoding="utf-8") if told.is_file() else ""
        told.unlink(missing_ok=True)
        proofs.that(
            f"what {name} has done apart is done by another {name}, without a console window",
            said.startswith("True 0 True 统计 & 100% ") and said.endswith(name),
            said,
        )


def prove_start_files(proofs: Proofs, wine: Wine, program: Path, work: Path) -> None:
    batch = wine.windows(program / "report-builder.bat")
    plain = wine.drive / "年报短"
    shutil.copytree(program, plain / "p", copy_function=os.link)
    batch = wine.windows(plain / "p" / "report-builder.bat")
    _, said = wine.run("cmd", "/c", batch, "--version", cwd=work)
    proofs.that("report-builder.bat hands on what was typed", b"report-builder 0." in said, said)
    shutil.rmtree(plain)
    said, _ = wine.double_click(program / "检查.bat").communicate(b"\r\n", timeout=PATIENCE)
    proofs.that("检查.bat runs the doctor", "可以使用" in said.decode("gbk", "replace"), said[-200:])


def prove_window(proofs: Proofs, wine: Wine, older: Path, newer: Path) -> None:
    """An older program's year in a newer one; the newer one's start file is the older one's, too."""
    wine.double_click(older / "开始.bat")
    visit = Visit(wine)
    asked = visit.ask("GET", "/folder")[1]
    proofs.that(
        "the start file opens the window, which proposes a folder among the documents",
        "政府信息公开年报" in asked,
    )
    proofs.that("another one is taken", visit.ask("POST", "/folder", folder=_CHOSEN)[0] == 303)
    shown = visit.ask("GET", "/start")[1]
    proofs.that("and is what the window works in", "年报 选定 &amp; 100%" in shown)
    folder = wine.drive / "年报 选定 & 100%"
    shutil.copytree(CHECKOUT / "data", folder / "data")
    code, said = wine.command(older, "build", YEAR, cwd=folder)
    proofs.that(f"{older.name} builds a year there", code == 0, tail(code, said))
    code, said = wine.command(older, "finish", YEAR, "--even-so", "没有别的意见", cwd=folder)
    proofs.that("and finishes it", code == 0, tail(code, said))
    start = wine.start(
        *wine.python(newer, "-m", "report_builder.double_click", name="pythonw.exe"), cwd=folder
    )
    proofs.that(
        f"{newer.name} says that the older one is still open", "另一版程序" in wine.page_instead(start)
    )
    visit.end()
    shutil.rmtree(older)

    wine.double_click(newer / "开始.bat")
    visit = Visit(wine)
    status, shown = visit.see(f"/{YEAR}")
    proofs.that(
        "the older one deleted, it opens the same year", status == 200 and "年报 选定" in shown, status
    )
    outputs = folder / "out" / YEAR
    for built in (outputs, *(outputs / "归档").glob("*.zip")):
        code, said = wine.command(newer, "verify", wine.windows(built), cwd=folder)
        proofs.that(f"verifies the older one's {built.name}", code == 0, tail(code, said))
    visit.ask("POST", f"/{YEAR}/build")
    status, _ = visit.see(f"/{YEAR}/building")
    same = papers(outputs).items() <= expected().items() and len(papers(outputs)) == _PAPERS
    proofs.that("and builds it anew, in the window", same and status in {200, 303}, status)
    code, said = wine.command(newer, "verify", wine.windows(outputs), cwd=folder)
    proofs.that("which it verifies, too", code == 0, tail(code, said))
    visit.end()


def prove_places(proofs: Proofs, wine: Wine, program: Path) -> None:
    alone = wine.drive / "年报压缩"
    alone.mkdir()
    shutil.copy(program / "开始.bat", alone)
    _, said = wine.run("cmd", "/c", wine.windows(alone / "开始.bat"), cwd=alone)
    proofs.that(
        "the start file alone, as out of an archive's window, says what to do",
        b"Unpack the whole archive" in said,
    )
    command = f'set "TMP={wine.windows(program.parent)}"\r\nset "TEMP={wine.windows(program.parent)}"\r\n'
    command += f'"{wine.windows(program / "program" / "python.exe")}" -m report_builder.double_click\r\n'
    (alone / "t.bat").write_bytes(b"@echo off\r\n" + command.replace("%", "%%").encode("gbk"))
    process = wine.start("cmd", "/c", wine.windows(alone / "t.bat"), cwd=alone)
    told = wine.page_instead(process)
    proofs.that("a program among temporary files says so on a page", "请先把压缩包全部解压" in told)
    subprocess.run(["mount", "--bind", program, program], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", program], check=True)
    (wine.state / "folder.txt").unlink()
    wine.double_click(program / "开始.bat")
    visit = Visit(wine)
    asked = visit.ask("GET", "/folder")[1]
    proofs.that(
        "a program that nothing can be written beside opens and says so", "程序放在只能读的位置" in asked
    )
    visit.end()
    subprocess.run(["umount", "--lazy", program], check=True)


if __name__ == "__main__":
    main()
