"""What is being said → heard, or one error that says that nobody can be told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class OutputClosedError(Exception):
    """The screen, or whatever stands in its place, takes no more; ``fault`` says why."""

    def __init__(self, fault: OSError) -> None:
        self.fault = fault
        super().__init__(str(fault))


@contextmanager
def told_or_closed() -> Iterator[None]:
    """Raise ``OutputClosedError`` where what is said within cannot be written."""
    try:
        yield
    except OSError as fault:
        raise OutputClosedError(fault) from fault
