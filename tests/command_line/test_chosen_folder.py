"""The folder that a user chose is used again, by a newer program too, and no other place is taken for it."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from report_builder.command_line.chosen_folder import (
    Chosen,
    Whereabouts,
    choose,
    documents_folder,
    is_passing,
    is_usable,
    open_chosen,
    remark_on,
    remember,
    remembered,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Whereabouts:
    """A program in a folder of its own; the system's temporary files lie elsewhere."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return Whereabouts(tmp_path / "程序" / "program", tmp_path / "state", tmp_path / "文档")


def test_nothing_is_remembered_before_a_first_choice(place: Whereabouts) -> None:
    assert remembered(place) is None


def test_the_proposed_folder_is_made_and_remembered(place: Whereabouts) -> None:
    chosen = choose(place, str(place.proposed))

    assert place.proposed == place.documents / "政府信息公开年报"
    assert chosen == Chosen(place.proposed, place.proposed / "data", place.proposed / "out")
    assert place.proposed.is_dir()
    assert remembered(place) == place.proposed


def test_a_program_unpacked_elsewhere_finds_the_same_folder(place: Whereabouts, tmp_path: Path) -> None:
    choose(place, str(place.proposed))

    newer = Whereabouts(tmp_path / "新程序" / "program", place.state, place.documents)

    assert remembered(newer) == place.proposed


def test_a_folder_in_quotes_as_windows_copies_it_is_taken(place: Whereabouts, tmp_path: Path) -> None:
    assert isinstance(choose(place, f'"{tmp_path / "a & b %c% 年报"}"'), Chosen)
    assert (tmp_path / "a & b %c% 年报").is_dir()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写一个文件夹"),
        ("a\nb", "请填写一个文件夹"),
        ("年报", "“年报”不是全部路径"),
        ("~没有的人/年报", "不知道是哪个文件夹"),
        ("{program}/年报", "不要放在程序自己的文件夹里"),
        ("{program}", "不要放在程序自己的文件夹里"),
        ("{temporary}/年报", "临时文件夹里的东西会被系统清理掉"),
        ("{file}", "不能用"),
    ],
)
def test_a_folder_that_cannot_be_is_told_and_not_remembered(
    place: Whereabouts, tmp_path: Path, typed: str, said: str
) -> None:
    (tmp_path / "file").touch()
    places = {"program": place.program, "temporary": tmp_path / "temporary", "file": tmp_path / "file"}

    chosen = choose(place, typed.format(**places))

    assert isinstance(chosen, str)
    assert said in chosen
    assert remembered(place) is None


def test_word_that_notepad_saved_is_read(place: Whereabouts, tmp_path: Path) -> None:
    place.state.mkdir()
    (place.state / "folder.txt").write_bytes(b"\xef\xbb\xbf" + f"{tmp_path}\r\n".encode())

    assert remembered(place) == tmp_path


@pytest.mark.parametrize("word", [b"", b"\r\n", b"data\n", b"\xff\xfe\x00", b"/a\x00b"])
def test_word_that_names_no_folder_is_none(place: Whereabouts, word: bytes) -> None:
    place.state.mkdir()
    (place.state / "folder.txt").write_bytes(word)

    assert remembered(place) is None


def test_a_data_folder_that_was_chosen_itself_is_opened_as_data(place: Whereabouts, tmp_path: Path) -> None:
    data = tmp_path / "年报" / "data"
    data.mkdir(parents=True)
    (data / "agency.toml").touch()
    remember(place, data)

    assert open_chosen(data) == Chosen(data.parent, data, data.parent / "out")


def test_a_folder_that_is_gone_cannot_be_used(place: Whereabouts, tmp_path: Path) -> None:
    assert is_usable(tmp_path)
    assert not is_usable(place.documents / "没有")


def test_a_program_where_nothing_can_be_written_says_so(place: Whereabouts, tmp_path: Path) -> None:
    elsewhere = Whereabouts(tmp_path, place.state, place.documents)

    assert "程序放在只能读的位置" in remark_on(place)  # its folder is not even there
    assert remark_on(elsewhere) == ""


def test_a_program_among_temporary_files_is_known(place: Whereabouts, tmp_path: Path) -> None:
    inside = Whereabouts(tmp_path / "temporary" / "Rar$EX1" / "program", place.state, place.documents)

    assert is_passing(inside)
    assert not is_passing(place)


def test_the_desktops_settings_say_where_documents_lie(tmp_path: Path) -> None:
    settings = tmp_path / ".config" / "user-dirs.dirs"
    settings.parent.mkdir()
    settings.write_text('XDG_DESKTOP_DIR="$HOME/桌面"\nXDG_DOCUMENTS_DIR="$HOME/文档"\n', encoding="utf-8")

    assert documents_folder({}, tmp_path) == tmp_path / "文档"
    assert documents_folder({"XDG_CONFIG_HOME": str(tmp_path / "没有")}, tmp_path) == tmp_path / "Documents"
