"""A double click on a portable folder's start file → the window; where it cannot open, a page saying why.

Nobody sees a terminal then, so what would have been printed there is shown in the browser.
"""
# ruff: noqa: PLC0415  nothing is loaded before a fault of loading it can be told

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

_QUIET: Final = frozenset({0, 130})
_PAGE: Final = "没有打开.html"
_PASSING: Final = (
    "程序现在在临时文件夹里，多半是在压缩软件的窗口里直接双击的。\n"
    "请先把压缩包全部解压到一个固定的文件夹，例如 D:\\年报程序，再双击解压出来的“开始”。"
)


def main() -> NoReturn:
    """Open the window of the folder that the user chose; the exit code is the command's."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace", write_through=True)
    code = 1
    try:
        from report_builder.cli import place
        from report_builder.command_line.chosen_folder import is_passing

        if is_passing(place()):
            said.write(_PASSING)
        else:
            code = _open_window(said)
    except Exception as error:  # noqa: BLE001  as where a part of the program is missing
        said.write(f"程序不完整，或者这个系统不支持：{type(error).__name__} {error}\n请重新解压一份。")
    if code not in _QUIET:
        said.seek(0)
        _show(said.read())
    sys.exit(code)


def _open_window(said: io.TextIOWrapper) -> int:
    """Run the command with what it prints kept."""
    from report_builder.__main__ import main as run

    sys.stdout = sys.stderr = said
    sys.argv[1:] = ["window", "--my-folder"]
    try:
        run()
    except SystemExit as end:
        return int(end.code or 0)


def _show(text: str) -> None:
    """Show why it did not open: on a page, else in a box, else on the terminal if there is one."""
    from webbrowser import open as browse

    from report_builder.command_line.fault_log import state_folders
    from report_builder.window.plain_pages import plain_page

    page = plain_page("没有打开", text)
    for folder in state_folders(os.environ, Path.home()):  # noqa: TID251  the door reads the environment
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / _PAGE).write_text(page, encoding="utf-8")
            if browse((folder / _PAGE).as_uri()):
                return
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "没有打开", 0)
    elif sys.__stderr__ is not None:
        sys.__stderr__.write(f"{text}\n")


if __name__ == "__main__":
    main()
