"""The folders of a run, and findings and paths of files below them → the same as others are told of them.

So an output reads alike, byte by byte, on another machine, and tells nobody how this one is laid out.
"""

from __future__ import annotations

import re
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from report_builder.diagnostics import Finding

_IN_A_PATH = r"A-Za-z0-9_.\-/\\"  # where one of these stands before it, a path begins earlier
_AFTER_A_PATH = "、，。；：“”\n"  # in a sentence


class ToldFolders(Struct, frozen=True):
    """Folders, or addresses, with what each is called in an output, those within others first.

    A folder of no name is left out of the paths of what lies in it. Of whatever lies in none of them the name
    alone is told.
    """

    called: tuple[tuple[PurePath, str], ...]

    @classmethod
    def of(cls, called: Iterable[tuple[PurePath, str]]) -> Self:
        """The folders, wherever one of them lies within another; a mere dot is found everywhere, and none."""
        known = {folder: name for folder, name in called if folder.name}
        return cls(tuple(sorted(known.items(), key=lambda each: -len(str(each[0])))))

    @classmethod
    def handed_in(cls, typed: Sequence[PurePath], beside: Iterable[PurePath] = ()) -> Self:
        """What was handed in: of one folder nothing is told, of several as much as tells them apart.

        ``beside`` are the folders of other files of the run, of which nothing is told either.
        """
        length = 1
        while len({each.parts[-length:] for each in typed}) < len({*typed}):
            length += 1
        several = len({*typed}) > 1
        named = [(each, "/".join(each.parts[-length:]) if several else "") for each in typed]
        return cls.of([*((each, "") for each in beside), *named])

    def finding(self, finding: Finding) -> Finding:
        """The finding with its paths told from these folders on."""
        place = finding.place
        return replace(
            finding,
            place=place and replace(place, file=self.path(place.file)),
            message=self.text(finding.message),
            evidence=self.text(finding.evidence),
            remedy=self.text(finding.remedy),
        )

    def path(self, path: str) -> str:
        """The path of a file or a folder."""
        for folder, name in self.called:
            if path in _spelt(folder):
                return name or folder.name
        told = self.text(path)
        pure = PurePath(told)
        return pure.name if pure.is_absolute() or ".." in pure.parts else told

    def text(self, text: str) -> str:
        """A sentence that may have paths in it."""
        for folder, name in self.called:
            for spelt in _spelt(folder):
                if spelt in text:
                    text = _shortened(text, folder, spelt, name)
        return text


def _shortened(text: str, folder: PurePath, spelt: str, name: str) -> str:
    """The text with what lies in the folder told from there on; the folder itself where it is told whole."""
    whole = folder.is_absolute() or ":" in spelt
    begun = rf"(?<![{'' if whole else chr(92) + 'w'}{_IN_A_PATH}]){re.escape(spelt)}"
    lead = f"{name}/" if name else ""
    if isinstance(folder, PureWindowsPath):
        below = rf"{begun}[\\/]([^{_AFTER_A_PATH}]*)"
        text = re.sub(below, lambda found: lead + found[1].replace("\\", "/"), text)
    else:
        text = re.sub(f"{begun}/", lambda _: lead, text)
    return re.sub(rf"{begun}(?![\w{_IN_A_PATH}])", lambda _: name or folder.name, text) if whole else text


def _spelt(folder: PurePath) -> set[str]:
    """How a path, or an address (s3://…), may be written; of an address's strokes a path keeps one."""
    return {str(folder), folder.as_posix(), folder.as_posix().replace(":/", "://", 1)}
