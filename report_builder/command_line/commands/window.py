"""`window`: a working folder → its pages in the browser of this machine, until its user is done."""
# ruff: noqa: PLC0415  the window loads once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import data_folder, out_folder
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import CommandOutcome
from report_builder.command_line.parameters import DATA, OUT, flag

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.command_line.command import Call
    from report_builder.window.office import Office


def _window(call: Call, *, data: str, out: str, no_browser: bool) -> CommandOutcome:
    folder, target = data_folder(data).resolve(), out_folder(out).resolve()
    from report_builder.diagnostics import Findings
    from report_builder.filing.recovering import interrupted_in, recover
    from report_builder.window.office import Office
    from report_builder.window.serving import address, find_running

    word = call.machine.state_folder / f"window-{sha256(str(folder).encode()).hexdigest()[:16]}.json"
    if found := find_running(word):
        running, token = found
        opened = address(running.port, token)
        _show(call, opened, no_browser=no_browser)
        return CommandOutcome({"address": opened, "is_new": False}, lines=["窗口已经开着，没有再开一个。"])
    findings = Findings()
    recover([each for each in (folder, *interrupted_in(target)) if each.is_dir()], findings)
    office = Office(folder, target, call.world.working_folder, call.world.modified)
    opened = _serve(call, office, word, no_browser=no_browser)
    return CommandOutcome({"address": opened, "is_new": True}, tuple(findings), lines=["窗口已经关闭。"])


def _serve(call: Call, office: Office, word: Path, *, no_browser: bool) -> str:
    """Serve until it is over; gives the address that it was opened with."""
    from report_builder.window.application import WindowWorld, window
    from report_builder.window.doors import Doors
    from report_builder.window.serving import Presence, Running, address, open_port, remember, serve

    machine, doors, presence = call.machine, Doors(call.machine.secret), Presence()
    with open_port() as listening:
        port = listening.getsockname()[1]
        opened = address(port, doors.invite())

        def begun() -> None:
            remember(word, Running(port, doors.key))
            _show(call, opened, no_browser=no_browser)

        application = window(office, doors, port, presence, WindowWorld(machine.today, machine.record))
        try:
            serve(application, listening, presence, begun)
        except KeyboardInterrupt:  # Ctrl+C in the terminal is as good an end as any
            pass
        finally:
            word.unlink(missing_ok=True)
    return opened


def _show(call: Call, opened: str, *, no_browser: bool) -> None:
    """Open the browser, or say which address to open."""
    if no_browser or not call.machine.browse(opened):
        call.tell(f"请用浏览器打开（这个地址只能用一次）：{opened}")
    else:
        call.tell("已经在浏览器里打开。用完了在页面上按“结束并关闭”，或者在这里按 Ctrl+C。")


WINDOW: Final = Command(
    "window",
    HelpText(
        "在浏览器里做：交台账、看问题、看统计表和版面",
        (
            "在浏览器里打开一个只有本机能看的窗口：开始一年，交台账，对着表格看问题，看统计表和版面，生成，定稿。",
            "不用联网，台账和报告都留在这台电脑上。关掉页面几分钟以后，窗口自己关闭。",
        ),
        (
            ("report-builder window", "打开窗口"),
            ("report-builder window --data D:\\年报\\data", "指明存放台账的文件夹"),
            ("report-builder window --no-browser", "不打开浏览器，只显示地址"),
        ),
        exit_codes("窗口已经关闭", "文件夹读不出来或写不进去"),
    ),
    (DATA, OUT, flag(("--no-browser",), "不打开浏览器，只显示要打开的地址")),
    _window,
    other_names=("窗口", "打开", "gui", "serve", "web"),
)
