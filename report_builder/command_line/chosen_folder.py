"""What an earlier start left word of → the folder that the user chose for all years, or one to propose.

The word lies among the program's own notes of that user, outside the program's folder: a newer program,
unpacked beside the older one, finds the same work.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.command_line.home import find_home
from report_builder.plain_files import try_writing
from report_builder.real_paths import real_path
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "政府信息公开年报"
_WORD: Final = "folder.txt"
_QUOTES: Final = "\"'“”‘’＂"
_MOST_LETTERS: Final = 1000
_USER_DIRS: Final = "user-dirs.dirs"  # https://www.freedesktop.org/wiki/Software/xdg-user-dirs/


class Whereabouts(Struct, frozen=True):
    """Where the program lies, where it keeps word, and the user's documents."""

    program: Path
    state: Path
    documents: Path

    @property
    def proposed(self) -> Path:
        """Where the work would lie if the user does not mind."""
        return self.documents / NAME


class Chosen(Struct, frozen=True):
    """A folder to work in: settings and years, and what is made of them, as commands have them."""

    folder: Path
    data: Path
    out: Path


def remembered(place: Whereabouts) -> Path | None:
    """The folder that was chosen last, whether or not it is there; ``None`` where none was."""
    try:
        text = (place.state / _WORD).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(text) if text and "\0" not in text and Path(text).is_absolute() else None


def remember(place: Whereabouts, folder: Path) -> None:
    """Leave word of it; raises ``OSError``."""
    place.state.mkdir(parents=True, exist_ok=True)
    (place.state / _WORD).write_text(f"{folder}\n", encoding="utf-8", newline="\n")


def open_chosen(folder: Path) -> Chosen:
    """The folder as commands find it, also where its data folder itself was chosen."""
    home = find_home(folder)
    data = real_path(folder / home.data)
    return Chosen(data.parent if data.name == "data" else folder, data, real_path(folder / home.out))


def choose(place: Whereabouts, typed: str) -> Chosen | str:
    """Make ready the folder that was typed, and leave word of it; or a sentence saying why it cannot be."""
    read = _read(place, typed)
    if isinstance(read, str):
        return read
    try:
        read.mkdir(parents=True, exist_ok=True)
        try_writing(read)
        remember(place, read)
    except OSError as error:
        return f"{read} 不能用，{reason_of(error)}。请换一个文件夹"
    return open_chosen(read)


def _read(place: Whereabouts, typed: str) -> Path | str:
    """The folder that was typed, or why it may not be."""
    text = typed.strip().strip(_QUOTES).strip()
    if not text or len(text) > _MOST_LETTERS or not text.isprintable():
        return "请填写一个文件夹"
    try:
        folder = Path(text).expanduser()
    except RuntimeError:
        return f"“{text}”里的“~”不知道是哪个文件夹，请写出全部路径"
    wrong = ""
    if not folder.is_absolute():
        wrong = f"“{text}”不是全部路径；请从盘符或者根目录写起，例如 {place.proposed}"
    elif _is_within(folder, place.program):
        wrong = "不要放在程序自己的文件夹里：换新版程序时容易一起删掉。请换一个文件夹"
    elif _is_within(folder, Path(tempfile.gettempdir())):
        wrong = "临时文件夹里的东西会被系统清理掉。请换一个文件夹"
    return wrong or folder


def is_usable(folder: Path) -> bool:
    """Whether a remembered folder is there and can be written in."""
    try:
        try_writing(folder)
    except OSError:
        return False
    return True


def remark_on(place: Whereabouts) -> str:
    """What is said of the program's own place where nothing can be written; empty for any other."""
    if is_usable(place.program):
        return ""
    return f"程序放在只能读的位置（{place.program.parent}），可以用；最好复制到硬盘上，从那里打开。"


def is_passing(place: Whereabouts) -> bool:
    """Whether the program itself lies where the system tidies up, as when it is started in an archive."""
    return _is_within(place.program, Path(tempfile.gettempdir()))


def documents_folder(environment: Mapping[str, str], home: Path) -> Path:
    """The user's documents: as Windows says, as the desktop's settings say, or by their usual name."""
    return _known_documents() or _desktop_documents(environment, home) or home / "Documents"


def _known_documents() -> Path | None:
    import sys  # noqa: PLC0415  mypy follows what it says of the system

    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415  Windows alone has it

    key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            found = winreg.ExpandEnvironmentStrings(str(winreg.QueryValueEx(opened, "Personal")[0]))
    except OSError:
        return None
    return Path(found) if Path(found).is_absolute() else None


def _desktop_documents(environment: Mapping[str, str], home: Path) -> Path | None:
    settings = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / _USER_DIRS
    try:
        lines = settings.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in lines:
        name, _, value = line.strip().partition("=")
        if name == "XDG_DOCUMENTS_DIR":
            path = Path(value.strip('"').replace("$HOME", str(home), 1))
            return path if path.is_absolute() else None
    return None


def _is_within(path: Path, folder: Path) -> bool:
    return real_path(path).is_relative_to(real_path(folder))
