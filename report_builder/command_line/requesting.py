"""A year's command as it was typed, and the world around → the year's request; raises ``WrongUse``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.command_line.arguments import demand_year, out_folder, read_year_folder
from report_builder.drafts import BuildRequest
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from report_builder.command_line.command import World


class TypedYear(Struct, frozen=True):
    """A year's command as it was typed."""

    command: str
    year: str
    data: str
    out: str
    format_name: str


def year_request(typed: TypedYear, world: World) -> BuildRequest:
    """What to build or check; the sample year where there is no data folder and none was named."""
    wanted = read_year_folder(typed.year, typed.data, typed.command)
    sample = packaged_folder("data")
    has_sample = (sample / str(wanted.year)).is_dir()
    is_sample = not typed.data and not wanted.named and not wanted.data.exists() and has_sample
    if is_sample:
        wanted = replace(wanted, data=sample)
    else:
        demand_year(wanted, typed.command)

    out, folder = out_folder(typed.out), world.working_folder
    return BuildRequest(wanted.data, wanted.year, out, folder, typed.format_name, is_sample, world.modified)
