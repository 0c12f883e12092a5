"""What goes to one recipient → the files of its package: a BagIt folder, and the same as a zip file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder import __version__
from report_builder.archives import pack
from report_builder.filing.bags import bag_files
from report_builder.year_folders import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Literal

    from report_builder.settings import Settings

PACKAGES: Final = "归档"
_LONGEST: Final = 60  # letters of a recipient's name in the name of its package


class Recipient(Struct, frozen=True):
    """Who gets a package, for what: 报送 to the leading-group office, 查阅 in a reading room."""

    name: str
    purpose: Literal["报送", "查阅"]

    @property
    def package(self) -> str:
        """What its package is called: a name that every system takes."""
        plain = "".join("_" if sign in FORBIDDEN or sign.isspace() else sign for sign in self.name)
        return f"{self.purpose}-{plain[:_LONGEST].strip('. ') or '未具名'}"


def recipients_of(settings: Settings) -> tuple[Recipient, ...]:
    """Who gets a package, each once."""
    return tuple(_recipients(settings))


def _recipients(settings: Settings) -> Iterator[Recipient]:
    told: set[str] = set()
    named = [(settings.sent_to, "报送"), *((room, "查阅") for room in settings.reading_rooms)]
    for name, purpose in named:
        recipient = Recipient(name.strip(), "报送" if purpose == "报送" else "查阅")
        if recipient.name and recipient.package not in told:
            told.add(recipient.package)
            yield recipient


def package_files(
    recipient: Recipient, payload: Mapping[str, bytes], settings: Settings, title: str, day: date
) -> dict[str, bytes]:
    """The files of a package by their names below the year's folder; the same input gives the same bytes."""
    contact = settings.contact
    info = (
        ("Source-Organization", settings.name),
        ("Organization-Address", f"{contact.address}（邮编 {contact.postcode}）"),
        ("Contact-Name", contact.office),
        ("Contact-Phone", contact.telephone),
        ("External-Description", f"{title}（{recipient.purpose}：{recipient.name}）"),
        ("Bagging-Date", day.isoformat()),
        ("Bag-Software-Agent", f"report-builder {__version__}"),
    )
    files = bag_files(payload, info)
    name = recipient.package
    folder = {f"{PACKAGES}/{name}/{each}": data for each, data in files.items()}
    zipped = pack({f"{name}/{each}": data for each, data in files.items()}, day)
    return {**folder, f"{PACKAGES}/{name}.zip": zipped}


def zip_name(recipient: Recipient) -> str:
    """Where its zip file lies below the year's folder."""
    return f"{PACKAGES}/{recipient.package}.zip"


def is_zip(name: str) -> bool:
    """Whether a file of a package is the package itself as a zip file."""
    return name.endswith(".zip") and name.count("/") == 1
