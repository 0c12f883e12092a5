"""An ``OSError`` → why the system refused, in Chinese, and the finding that tells it."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Finding, Place, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REASONS: Final[Mapping[int, str]] = MappingProxyType({
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOENT: "找不到",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "正被别的程序使用",
    errno.ELOOP: "链接绕成了一圈",
    errno.EIO: "磁盘读写出错",
    errno.ENOTSUP: "不是普通的文件",
    errno.EDQUOT: "您在这个磁盘上的空间已经用完",
    errno.EFBIG: "文件太大，系统不让写",
    errno.ESTALE: "网络磁盘断开过",
    errno.ENODEV: "磁盘已经取下",
    errno.ENXIO: "磁盘已经取下",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENFILE: "同时打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EAGAIN: "系统没有余力",
})  # fmt: skip
# The longest path of Windows, MAX_PATH less the NUL behind it, where long_paths.py could not lift the limit,
# and what Windows says of one that is longer: ERROR_PATH_NOT_FOUND, ERROR_FILENAME_EXCED_RANGE.
_WINDOWS_PATH: Final = 259
_TOO_LONG: Final = frozenset({3, 206})
_IN_THE_WAY: Final = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR})
# What a disk answers where no name of a file is known any more, as in the midst of writing.
_OF_DISKS: Final = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.ESTALE, errno.ENODEV,
})  # fmt: skip


class FaultApartError(Exception):
    """A fault of the program's own in another process of it: the error's name, and where it came up."""

    def __init__(self, name: str, frames: tuple[tuple[str, int, str], ...]) -> None:
        super().__init__(name)
        self.name = name
        self.frames = frames  # each with its file, line and function


def reason_of(fault: OSError) -> str:
    """Why the system refused.

    Windows words its faults in the user's language and tells more of them apart, as a file that another
    program holds; other systems' words are English.
    """
    told_by_windows = getattr(fault, "winerror", None)
    if told_by_windows in _TOO_LONG and (length := _length_of(fault.filename)) > _WINDOWS_PATH:
        return f"路径太长，有 {length} 个字；Windows 只认 {_WINDOWS_PATH} 个字以内的，请移到短一些的文件夹里"
    known = "" if told_by_windows is not None else _REASONS.get(fault.errno or 0, "")
    return f"系统提示：{known or fault.strerror or type(fault).__name__}"


def _length_of(name: object) -> int:
    """How long the whole path of a file is, in characters."""
    return len(os.path.abspath(name)) if isinstance(name, str) else 0  # noqa: PTH100  a name that no system may know


def is_in_the_way(fault: OSError) -> bool:
    """Whether a file stands where a folder or another file is to be."""
    return fault.errno in _IN_THE_WAY


@contextmanager
def foreseen() -> Iterator[None]:
    """Turn the fault of a file or folder that the system keeps shut into a ``ReportError``.

    It is for the user to mend, wherever it was met; so is a disk that takes no more. A file that is gone is
    one of the program's own, or some stage would have looked for it.
    """
    try:
        yield
    except OSError as fault:
        if not fault.filename and fault.errno in _OF_DISKS:
            message, remedy = "磁盘写不进去了", "请确认磁盘有空间，再运行一次"
            told = Finding("file.unwritable", Severity.ERROR, None, message, reason_of(fault), remedy)
            raise ReportError([told]) from fault
        if not fault.filename or isinstance(fault, FileNotFoundError):
            raise
        finding = Finding(
            "file.unreadable",
            Severity.ERROR,
            Place(str(fault.filename)),
            "打不开",
            reason_of(fault),
            "请关闭正在使用它的程序，并确认有访问它和所在文件夹的权限",
        )
        raise ReportError([finding]) from fault
