"""What a path leads to is known or is a fault of the system, and never guessed."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from report_builder.plain_files import is_there, open_plain, try_writing

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_a_folder_and_a_broken_link_are_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    assert all(is_there(path) for path in (tmp_path, tmp_path / "file", tmp_path / "link"))


def test_a_folder_is_tried_once_and_left_as_it_was(tmp_path: Path) -> None:
    try_writing(tmp_path)

    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    for refusing in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(OSError, match=r"No such file|Not a directory"):
            try_writing(refusing)


def test_what_is_not_there_is_not_there_below_a_file_either(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert not any(is_there(tmp_path / name) for name in ("nothing", "nothing/below", "file/below"))


def test_a_place_that_cannot_be_asked_is_not_taken_for_a_free_one(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    for name, why in (("loop/below", errno.ELOOP), ("a" * 5_000, errno.ENAMETOOLONG)):
        with pytest.raises(OSError, match=rf"\[Errno {why}\]"):
            is_there(tmp_path / name)


def test_a_folder_is_not_opened_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        open_plain(tmp_path)
