"""Why a cell cannot be mended here, in words for its owner."""

from __future__ import annotations

from typing import Final

ELSEWHERE: Final = "请下载这份台账，在 WPS 或 Excel 里改好、保存，再交上来"


class UnmendableError(Exception):
    """Why a cell cannot be changed in the page, and what its owner may do."""

    def __init__(self, *, message: str, remedy: str = ELSEWHERE) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
