"""`--workers` and `--scheduler` as they are typed → by what many files are read; addresses of stores."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import FIRST_YEAR, misused, read_year
from report_builder.command_line.parameters import option

if TYPE_CHECKING:
    from report_builder.agencies.spreading import Spread

_MOST_WORKERS: Final = 256
_SCHEDULER: Final = re.compile(r"(?:tcp|tls|ws|wss)://[^\s/]+")

READERS = option(("--workers",), "个数", "同时用几个进程读取，不写就是处理器的个数")
SCHEDULER = option(("--scheduler",), "地址", "由 Dask 集群读取；文件夹也可以是 s3:// 这样的地址")


def read_spread(workers: str, scheduler: str, *call: str) -> Spread:
    """By what files are read; ``call`` is the right call without these options. Raises ``WrongUse``."""
    refuse_wrong_scheduler(scheduler, *call)
    count = read_workers(workers)
    from report_builder.agencies.spreading import Spread

    return Spread(count, scheduler=scheduler)


def read_workers(workers: str) -> int:
    """How many processes are to be at work: as many as there are processors if that is not typed."""
    return whole_number(workers, "--workers", 1, _MOST_WORKERS) if workers else processors()


def read_wanted_year(year: str, *call: str) -> int:
    """The year that was typed, 0 where none was; ``call`` is a right call. Raises ``WrongUse``."""
    wanted = read_year(year) if year else 0
    if wanted is None or 0 < wanted < FIRST_YEAR:
        misused(f"“{year}”不是年份；年份写四位数字", *call)
    return wanted


def refuse_wrong_scheduler(scheduler: str, *call: str) -> None:
    """Raise ``WrongUse`` for what is no scheduler's address."""
    if scheduler and not _SCHEDULER.fullmatch(scheduler):
        misused("--scheduler 后面要写调度器的地址", *call, "--scheduler", "tcp://主机:8786")


def parted(typed: tuple[str, ...], scheduler: str, command: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was typed, paths and addresses apart; raises ``WrongUse`` for these without a scheduler."""
    addresses = tuple(each for each in typed if "://" in each)
    if addresses and not scheduler:
        misused("网络上的文件夹要和 --scheduler 一起用", command, *typed, "--scheduler", "tcp://主机:8786")
    return tuple(each for each in typed if "://" not in each), addresses


def whole_number(text: str, name: str, least: int, most: int) -> int:
    """A whole number as it was typed; raises ``WrongUse``."""
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        misused(f"{name} 后面要写 {least} 到 {most} 之间的整数，现在是“{text}”")
    return int(text)


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":  # a container may have fewer than the machine
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
