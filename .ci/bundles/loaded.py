"""The sample year, built and looked at in the window → the modules of libraries that it takes, one a line.

They are the ones worth compiling beforehand: all of them would double the number of files to unpack.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import sysconfig
import tempfile
from importlib import import_module
from pathlib import Path


def main() -> None:
    begun: set[str] = set()  # also what could not be loaded to its end, as what only Windows can

    def note(event: str, words: tuple[object, ...]) -> None:
        if event == "exec":
            begun.add(getattr(words[0], "co_filename", ""))

    sys.addaudithook(note)
    from report_builder.cli import run

    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")),
    ):
        os.chdir(folder)
        for words in (["build", "2016"], ["finish", "2016", "--even-so", "没有别的意见"], ["doctor", "2016"]):
            run(words)
        os.chdir("/")
    for name in ("charts.drawing", "window.choosing", "window.serving"):
        import_module(f"report_builder.{name}")
    for name in ("openpyxl", "pypdfium2"):  # workbooks marked and mended, pages shown
        import_module(name)
    for name in ("loops.auto", "protocols.http.auto"):  # uvicorn loads them when it begins to serve
        import_module(f"uvicorn.{name}")

    folders = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    files = {Path(name).resolve() for name in begun if name.endswith(".py")}
    for path in sorted(files):
        for top in folders:
            if path.suffix == ".py" and path.is_relative_to(top):
                print(path.relative_to(top).as_posix())


if __name__ == "__main__":
    main()
