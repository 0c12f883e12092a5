"""`window`: a working folder → its pages in the browser of this machine, until its user is done."""
# ruff: noqa: PLC0415  the window loads once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from report_builder import __version__
from report_builder.command_line.arguments import data_folder, misused, out_folder
from report_builder.command_line.chosen_folder import choose as choose_folder
from report_builder.command_line.chosen_folder import is_usable, open_chosen, remark_on, remembered
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.many_files import processors
from report_builder.command_line.outcomes import CommandOutcome
from report_builder.command_line.parameters import DATA, MY_FOLDER, OUT, flag
from report_builder.real_paths import real_path

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.command_line.command import Call
    from report_builder.diagnostics import Findings
    from report_builder.window.choosing import Choice
    from report_builder.window.office import Office

_GONE: Final = (
    "上次用的是 {}，现在打不开或者写不进去。放在 U 盘或者移动硬盘上的，请先插好，再按“就放在这里”。"
)


def _window(call: Call, *, data: str, out: str, my_folder: bool, no_browser: bool) -> CommandOutcome:
    if my_folder and (data or out):
        misused("已经写了 --my-folder，就不要再写 --data 和 --out", "window", "--my-folder")
    from report_builder.diagnostics import Findings
    from report_builder.window.serving import address, find_running

    findings = Findings()
    if my_folder:
        word = call.machine.place.state / "window-my-folder.json"
    else:
        folder, target = real_path(data_folder(data)), real_path(out_folder(out))
        word = call.machine.place.state / f"window-{sha256(str(folder).encode()).hexdigest()[:16]}.json"
    if found := find_running(word):
        running, token = found
        _expect_same_version(running.version, word)
        opened = address(running.port, token)
        _show(call, opened, no_browser=no_browser)
        return CommandOutcome({"address": opened, "is_new": False}, lines=["窗口已经开着，没有再开一个。"])
    if my_folder:
        opened = _serve(call, _chosen(call, findings), word, no_browser=no_browser)
    else:
        office = _office(call, folder, target, call.world.working_folder, findings)
        opened = _serve(call, office, word, no_browser=no_browser)
    return CommandOutcome({"address": opened, "is_new": True}, tuple(findings), lines=["窗口已经关闭。"])


def _expect_same_version(running: str, word: Path) -> None:
    """Raise ``ReportError`` where the window that runs is another version's, and would be taken for this."""
    if running == __version__:
        return
    from report_builder.diagnostics import Finding, Place, ReportError, Severity

    message = f"另一版程序{f'（{running}）' if running else ''}的窗口还开着，这一版（{__version__}）没有打开"
    remedy = "请在那个窗口的页面上按“结束并关闭”，再打开这一版；页面已经关掉的，过几分钟它自己会结束"
    raise ReportError([Finding("file.busy", Severity.ERROR, Place(str(word)), message, remedy=remedy)])


def _office(call: Call, data: Path, out: Path, working_folder: Path, findings: Findings) -> Office:
    """The folders to work in, with what an earlier run was interrupted in finished or undone."""
    from report_builder.filing.recovering import interrupted_in, recover
    from report_builder.window.office import Office
    from report_builder.window.received_folder import written_folders

    office = Office(data, out, working_folder, call.world.modified, processors())
    folders = (data, *interrupted_in(out), *written_folders(office))
    recover([each for each in folders if each.is_dir()], findings)
    return office


def _chosen(call: Call, findings: Findings) -> Choice:
    """The folder that was chosen last if it can be opened, and the way to choose."""
    from report_builder.window.choosing import Choice

    place = call.machine.place

    def choose(typed: str) -> Office | str:
        chosen = choose_folder(place, typed)
        if isinstance(chosen, str):
            return chosen
        try:
            return _office(call, chosen.data, chosen.out, chosen.folder, Findings())
        except ReportError as error:
            return "；".join(finding.message for finding in error.findings)

    from report_builder.diagnostics import Findings, ReportError

    last = remembered(place)
    if last is None:
        return Choice(None, str(place.proposed), remark_on(place), choose)
    if not is_usable(last):
        return Choice(None, str(last), _GONE.format(last), choose)
    chosen = open_chosen(last)
    office = _office(call, chosen.data, chosen.out, chosen.folder, findings)
    return Choice(office, str(place.proposed), "", choose)


def _serve(call: Call, opening: Office | Choice, word: Path, *, no_browser: bool) -> str:
    """Serve until it is over; gives the address that it was opened with."""
    from report_builder.window.application import WindowWorld, window
    from report_builder.window.choosing import Choice, choosing_window
    from report_builder.window.doors import Doors
    from report_builder.window.serving import Presence, Running, address, open_port, remember, serve

    machine, doors, presence = call.machine, Doors(call.machine.secret), Presence()
    surroundings = WindowWorld(machine.today, machine.record, may_choose=isinstance(opening, Choice))
    with open_port() as listening:
        port = listening.getsockname()[1]
        opened = address(port, doors.invite())

        def begun() -> None:
            remember(word, Running(port, doors.key, __version__))
            _show(call, opened, no_browser=no_browser)

        if isinstance(opening, Choice):
            application = choosing_window(opening, doors, port, presence, surroundings)
        else:
            application = window(opening, doors, port, presence, surroundings)
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
    (DATA, OUT, MY_FOLDER, flag(("--no-browser",), "不打开浏览器，只显示要打开的地址")),
    _window,
    other_names=("窗口", "打开", "gui", "serve", "web"),
)
