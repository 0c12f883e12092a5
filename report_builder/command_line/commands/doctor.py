"""`doctor`: an installation and a working folder → what was examined of them, with the way out."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import (
    data_folder,
    existing_years,
    misused,
    out_folder,
    read_year_folder,
)
from report_builder.command_line.chosen_folder import open_chosen, remembered
from report_builder.command_line.command import Command
from report_builder.command_line.completion import offer_years
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import CommandOutcome
from report_builder.command_line.parameters import DATA, MY_FOLDER, OUT, word
from report_builder.command_line.screens import examination_lines

if TYPE_CHECKING:
    from report_builder.command_line.command import Call, World
    from report_builder.doctor import DoctorRequest


def _doctor(call: Call, *, year: str, data: str, out: str, my_folder: bool) -> CommandOutcome:
    if my_folder:
        if data or out:
            misused("已经写了 --my-folder，就不要再写 --data 和 --out", "doctor", "--my-folder")
        chosen = open_chosen(remembered(call.machine.place) or call.machine.place.proposed)
        data, out = str(chosen.data), str(chosen.out)
    request = _request(year, data, out, call.world)
    from report_builder.doctor import count_broken, examine

    examined = examine(request)
    broken = count_broken(examined)
    return CommandOutcome(
        {"examined": examined},
        screen=lambda columns: examination_lines(examined, columns),
        lines=[f"\n有 {broken} 项要先解决。" if broken else "\n可以使用。"],
        is_faulty=broken > 0,
    )


def _request(year: str, data: str, out: str, world: World) -> DoctorRequest:
    """What to examine; for the latest year of the data folder, or this one, where none was typed."""
    folder = data_folder(data)
    if year:
        wanted = read_year_folder(year, data, "doctor")
        folder, number = wanted.data, wanted.year
    else:
        number = [world.today.year, *existing_years(folder)][-1]
    from report_builder.doctor import DoctorRequest

    return DoctorRequest(folder, out_folder(out), world.working_folder, number, world.python, world.encoding)


DOCTOR: Final = Command(
    "doctor",
    HelpText(
        "检查安装和设置是否完好",
        (
            "检查字体、单位设置、各部件的版本、写入权限、磁盘空间、屏幕编码和节假日日历，逐项说明，并给出办法。",
            "什么文件也不改动。",
        ),
        (
            ("report-builder doctor", "检查现在这个文件夹"),
            ("report-builder doctor 2026", "连同 2026 年的设置和节假日日历"),
        ),
        exit_codes("可以使用（打“！”的请看一看）", "至少有一项打“✗”，要先解决"),
    ),
    (
        word(
            "year",
            "年份",
            "要做哪一年的报告，不写就是 data 里最近的一年",
            offer_years,
            required=False,
        ),
        DATA,
        OUT,
        MY_FOLDER,
    ),
    _doctor,
    other_names=("体检", "诊断", "diagnose"),
)
