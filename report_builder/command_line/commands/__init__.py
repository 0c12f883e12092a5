"""The commands of the program, in the order of its help: a module each, and a line each here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.commands.batch import BATCH
from report_builder.command_line.commands.build import BUILD
from report_builder.command_line.commands.check import CHECK
from report_builder.command_line.commands.compare import COMPARE
from report_builder.command_line.commands.doctor import DOCTOR
from report_builder.command_line.commands.finish import FINISH
from report_builder.command_line.commands.new import NEW
from report_builder.command_line.commands.pdf import PDF
from report_builder.command_line.commands.refresh import REFRESH
from report_builder.command_line.commands.review import REVIEW
from report_builder.command_line.commands.rollup import ROLLUP
from report_builder.command_line.commands.sign import SIGN
from report_builder.command_line.commands.verify import VERIFY
from report_builder.command_line.commands.window import WINDOW

if TYPE_CHECKING:
    from report_builder.command_line.command import Command

COMMANDS: Final[tuple[Command, ...]] = (
    WINDOW,
    NEW,
    CHECK,
    BUILD,
    PDF,
    VERIFY,
    REFRESH,
    FINISH,
    SIGN,
    COMPARE,
    BATCH,
    REVIEW,
    ROLLUP,
    DOCTOR,
)
