"""A draft's pages → their pictures, each as soon as it is drawn; a newer draft takes the older's place."""

from __future__ import annotations

from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from report_builder.window.apart import apart

if TYPE_CHECKING:
    from report_builder.drafts import TypesetReport

_LONGEST: Final = 120.0  # seconds that anybody waits for a picture


class DrawnPages:
    """The pictures of the report that was shown last."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._typeset: TypesetReport | None = None
        self._pictures: list[bytes] = []
        self._is_over = True
        self._fault: Exception | None = None

    def picture(self, typeset: TypesetReport, number: int) -> bytes | None:
        """The picture of a page, counted from 1; ``None`` where it cannot be had any more."""
        with self._changed:
            if typeset is not self._typeset:
                self._begin(typeset)
            self._changed.wait_for(
                lambda: typeset is not self._typeset or self._is_over or number <= len(self._pictures),
                _LONGEST,
            )
            if typeset is not self._typeset or number > len(self._pictures):
                if typeset is self._typeset and self._fault is not None:
                    raise self._fault
                return None
            return self._pictures[number - 1]

    def _begin(self, typeset: TypesetReport) -> None:
        self._typeset, self._pictures, self._is_over, self._fault = typeset, [], False, None
        self._changed.notify_all()
        Thread(target=self._draw, args=(typeset,), daemon=True).start()

    def _draw(self, typeset: TypesetReport) -> None:
        """Take picture by picture, as long as this is what is shown."""
        fault: Exception | None = None
        steps = apart("report_builder.window.drawing:draw_pages", typeset.pages, typeset.faces)
        try:
            for picture in steps:
                with self._changed:
                    if typeset is not self._typeset:
                        return
                    self._pictures.append(picture)  # type: ignore[arg-type]  # as ``draw_pages`` gives it
                    self._changed.notify_all()
        except Exception as error:  # noqa: BLE001  told to whoever asks for a picture
            fault = error
        finally:
            steps.close()
            with self._changed:
                if typeset is self._typeset:
                    self._is_over, self._fault = True, fault
                    self._changed.notify_all()
