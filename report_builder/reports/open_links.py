"""The steps through a paragraph → where the letters lead that stand in a link, or in a field that is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.word.links import is_public, read_instruction
from report_builder.word.packages import R, W
from report_builder.word.walk import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.word.packages import Package
    from report_builder.word.walk import Step


class OpenLinks(Struct):
    """The links and fields that are open; ``addresses`` are those of the part's links by their ids."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where letters lead that stand here; empty for nowhere."""
        return next(filter(None, reversed(self._open)), "")

    def reset(self) -> None:
        """Leave behind what a paragraph has not ended: a field may go on in the next, which is read anew."""
        self._open.clear()

    def turn(self, step: Step) -> None:
        """Begin or end a link, where the step does."""
        turn = step.element.get(f"{W}fldCharType", "") if step.turn is Turn.FIELD else ""
        if step.turn is Turn.OPENS and step.name == "hyperlink":
            self._open.append(self.addresses.get(step.element.get(f"{R}id", ""), ""))
        elif turn == "begin":
            self._open.append("")
        elif turn == "separate" and self._open:
            address, _ = read_instruction(step.instruction) or ("", "")
            self._open[-1] = address if is_public(address) else ""
        elif self._open and (turn == "end" or (step.turn is Turn.CLOSES and step.name == "hyperlink")):
            self._open.pop()


def addresses_of(package: Package) -> dict[str, str]:
    """The addresses that the document's own links lead to, and anybody may."""
    links = package.relationships(package.main_part).items()
    return {name: each.target for name, each in links if each.external and is_public(each.target)}
