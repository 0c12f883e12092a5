"""A double click on a portable folder's start file → the window; where it cannot open, a page saying why.

Nobody sees a terminal then, so what would have been printed there is shown in the browser.
"""
# ruff: noqa: PLC0415  nothing is loaded before a fault of loading it can be told

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUIET: Final = frozenset({0, 130})
_PAGE: Final = "没有打开.html"
_PASSING: Final = (
    "程序现在在临时文件夹里，多半是在压缩软件的窗口里直接双击的。\n"
    "请先把压缩包全部解压到一个固定的文件夹，例如 D:\\年报程序，再双击解压出来的“开始”。"
)


def main() -> NoReturn:
    """Open the window of the folder that the user chose; the exit code is the command's."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace", write_through=True)
    folders, code = [Path(gettempdir())], 1
    try:
        from report_builder.cli import place
        from report_builder.command_line.chosen_folder import is_passing

        folders.insert(0, place().state)
        if is_passing(place()):
            said.write(_PASSING)
        else:
            code = _open_window(said)
    except Exception as error:  # noqa: BLE001  as where a part of the program is missing
        said.write(f"程序不完整，或者这个系统不支持：{type(error).__name__} {error}\n请重新解压一份。")
    if code not in _QUIET:
        said.seek(0)
        _show(said.read(), folders)
    sys.exit(code)


def _open_window(said: io.TextIOWrapper) -> int:
    """Run the command with what it prints kept."""
    from report_builder.__main__ import main as run

    sys.argv[1:] = ["window", "--my-folder"]
    with redirect_stdout(said), redirect_stderr(said):
        try:
            run()
        except SystemExit as end:
            return int(end.code or 0)


def _show(text: str, folders: Sequence[Path]) -> None:
    """Show why it did not open: on a page in the first folder that takes it, or in a box."""
    from webbrowser import open as browse

    from report_builder.window.plain_pages import plain_page

    for folder in folders:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _PAGE).write_text(plain_page("没有打开", text), encoding="utf-8")
            if browse((folder / _PAGE).as_uri()):
                return
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "没有打开", 0)


if __name__ == "__main__":
    main()
