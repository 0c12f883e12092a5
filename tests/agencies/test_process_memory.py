"""A bound on what a process takes → more than that is refused; what it held before is not counted."""

from __future__ import annotations

import subprocess
import sys

import pytest

MEBI = 1 << 20


def allocated(call: str, before: int, more: int) -> bool:
    """Whether a process that held so many MiB when it was bounded may take so many more."""
    code = (
        "from report_builder.agencies.process_memory import bound_memory, bound_work\n"
        f"held = bytearray({before * MEBI})\n{call}\nbytearray({more * MEBI})\n"
    )
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="no bound of memory")
@pytest.mark.parametrize(
    ("call", "before", "more", "is_allowed"),
    [
        ("bound_work(300)", 400, 200, True),
        ("bound_work(300)", 400, 500, False),
        ("bound_work(300)", 0, 500, False),
        ("bound_work(300)\nbound_work(300)", 400, 200, True),
        ("bound_memory(300)", 0, 100, True),
        ("bound_memory(300)", 400, 100, False),
    ],
)
def test_what_a_process_held_before_its_work_is_not_counted(
    call: str, before: int, more: int, *, is_allowed: bool
) -> None:
    assert allocated(call, before, more) is is_allowed
