"""Secrets that nobody can guess → who may come in: addresses that work once, and the visits they begin."""

from __future__ import annotations

from hmac import compare_digest
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST_KEPT: Final = 64  # unused addresses, and visits: far more than anybody has


class Doors:
    """Who may come in; ``draw`` gives a new secret each time it is asked."""

    def __init__(self, draw: Callable[[], str]) -> None:
        self._draw = draw
        self._once: list[str] = []
        self._visits: list[str] = []
        self._lock = Lock()
        self.key = draw()  # by which a second start of the program is known to be its user's

    def invite(self) -> str:
        """A token that lets somebody in once."""
        with self._lock:
            self._once = [*self._once, self._draw()][-_MOST_KEPT:]
            return self._once[-1]

    def admit(self, token: str) -> str:
        """The secret of the visit that an unused token begins; empty for any other token."""
        with self._lock:
            if not _is_among(token, self._once):
                return ""
            self._once = [each for each in self._once if each != token]
            self._visits = [*self._visits, self._draw()][-_MOST_KEPT:]
            return self._visits[-1]

    def knows(self, visit: str) -> bool:
        """Whether this is the secret of a visit."""
        with self._lock:
            return _is_among(visit, self._visits)

    def is_ours(self, key: str) -> bool:
        """Whether this is the key of the program itself."""
        return _is_among(key, [self.key])


def _is_among(given: str, known: Iterable[str]) -> bool:
    """Whether a secret is one of these, however near it comes to one (no time tells)."""
    found = False
    for each in known:
        found |= compare_digest(given.encode(), each.encode())
    return found
