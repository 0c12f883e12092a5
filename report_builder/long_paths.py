"""Windows' limit of 260 characters to a path → lifted for this process and all that it opens."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

# Where Windows keeps whether a process knows long paths, within what it keeps of each (PEB.BitField,
# IsLongPathAwareProcess); since Windows 10, version 1703. Only the process's own libraries look at it.
_BIT_FIELD: Final = 3
_IS_AWARE: Final = 0x80
_SINCE: Final = (10, 0, 15063)


def lift_path_limit() -> None:
    """Let this process use paths of any length; nothing happens where there is no such limit.

    python.exe says of itself that it knows them (longPathAware), but Windows heeds that only where an
    administrator has set LongPathsEnabled, which nearly nobody has. The programs of Go set the same bit for
    themselves (initLongPathSupport in its runtime/os_windows.go). Every process of ours has to call this.
    """
    if sys.platform != "win32":
        return
    import ctypes  # noqa: PLC0415  a help text on other systems does without

    if sys.getwindowsversion().platform_version < _SINCE:
        return
    with suppress(AttributeError, OSError):
        block = ctypes.WinDLL("ntdll").RtlGetCurrentPeb
        block.restype = ctypes.c_void_p
        ctypes.c_ubyte.from_address(block() + _BIT_FIELD).value |= _IS_AWARE
