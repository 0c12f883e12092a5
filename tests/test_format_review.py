"""A user's own format examined: by folder, by page, and by words; by `check` and by `doctor`."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from make_template import TEMPLATE
from template_files import edited
from template_mutations import line
from traces import faces

from report_builder.doctor import Condition, DoctorRequest, examine
from report_builder.format_review import is_template, review_format

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

DOCUMENT = "word/document.xml"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's own format, as it was copied."""
    folder = tmp_path / "styles" / "本局格式"
    shutil.copytree(TEMPLATE.parent, folder)
    return folder


def spoil(own: Path, old: str, new: str, part: str = DOCUMENT) -> None:
    """One text of the template in another's place."""
    edited(own, part, old, new, own / "template.docx")


def test_a_finding_names_the_folder_the_page_and_the_words(own: Path) -> None:
    spoil(own, "{{ 成文日期 }}", "{{ 成文曰期 }}")

    found = review_format(own, faces())

    assert {each.code for each in found} == {"template.placeholder"}
    places = [re.fullmatch(r"本局格式/template\.docx › 第(\d)页 第\d+段", str(each.place)) for each in found]
    assert [place[1] if place else "" for place in places] == ["1", "2"]
    assert all("{{ 成文曰期 }}" in each.evidence for each in found)


def test_a_place_on_a_later_page_has_that_page(own: Path) -> None:
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    spoil(own, "<w:sectPr>", f"{page * 3}{line('{{ 单位 }}')}<w:sectPr>")

    [found] = review_format(own, faces())

    whole = review_format(own, None)
    assert str(found.place) > "本局格式/template.docx › 第5页"
    assert str(whole[0].place).startswith("本局格式/template.docx › 第")
    assert "页" not in str(whole[0].place)


def test_a_narrative_that_does_not_fit_its_format_is_told(own: Path) -> None:
    narrative = own / "narrative.md"
    text = narrative.read_text(encoding="utf-8")
    narrative.write_text(text.replace("# 其他需要报告的事项", "# 其他事项"), encoding="utf-8")

    [found] = review_format(own, None)

    assert (found.code, found.severity.value) == ("format.narrative", "error")
    assert "其他事项" in found.evidence


def test_faults_of_its_data_and_of_its_template_are_told_together(own: Path) -> None:
    (own / "annex.toml").unlink()
    (own / "template.docx").rename(own / "template - 副本.docx")

    found = review_format(own, None)

    assert [each.code for each in found] == ["format.missing", "format.missing"]
    assert "template - 副本.docx" in found[1].evidence


@pytest.mark.parametrize(
    ("name", "beside", "expected"),
    [
        ("template.docx", "", True),
        ("Template.DOCX", "", True),
        ("报告.docx", "", False),
        ("template - 副本.docx", "format.toml", True),
    ],
)
def test_a_template_is_known_by_its_name_or_by_what_lies_beside_it(
    tmp_path: Path, name: str, beside: str, *, expected: bool
) -> None:
    if beside:
        (tmp_path / beside).touch()

    assert is_template(tmp_path / name) is expected


def test_check_examines_a_template_and_writes_nothing(report_builder: Run, own: Path) -> None:
    before = sorted(own.rglob("*"))
    sound = report_builder("check", "styles/本局格式/template.docx", cwd=own.parent.parent)
    spoil(own, "{{ 署名 }}", "｛｛ 署名 ｝｝")

    faulty = report_builder("check", "styles/本局格式/template.docx", cwd=own.parent.parent)

    assert (sound.returncode, faulty.returncode) == (0, 1)
    assert "template.syntax" in faulty.stderr.decode()
    assert "半角" in faulty.stderr.decode()
    assert sorted(own.rglob("*")) == before


def doctor(own: Path, data: Path) -> list[Any]:
    """What the doctor says of the user's own formats."""
    root = own.parent.parent
    request = DoctorRequest(data, root / "out", root, 2016, (3, 11, 7), "utf-8")
    return [each for each in examine(request) if each.subject == "自备格式"]


def test_the_doctor_examines_every_format_of_the_user_s_own(own: Path, own_data: Path) -> None:
    shutil.copytree(own, own.with_name("另一格式"))
    spoil(own, "{{ 署名 }}", "{{ 署各 }}")

    told = {
        each.said[0].partition("：")[0].partition("/")[0]: each.condition for each in doctor(own, own_data)
    }

    assert told == {"另一格式 可以使用": Condition.SOUND, "本局格式": Condition.BROKEN}


def test_the_doctor_says_how_to_see_more(own: Path, own_data: Path) -> None:
    spoil(own, "{{ 署名 }}", "{{ 署各 }}")

    [told] = doctor(own, own_data)

    assert "report-builder check" in told.remedy
    assert str(own / "template.docx") in told.remedy
