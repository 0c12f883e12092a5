"""Years that an early version left on an office's disk → what every command of today's makes of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from signing_keys import PASSWORD, key_file
from window_visits import visitor

from report_builder.checks.registry import CHECKS
from report_builder.command_line.commands import COMMANDS
from report_builder.finding_codes import current_codes

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

FROZEN: Final = Path(__file__).parent / "frozen_year"
YEARS: Final = ("2017", "2022")

# What the ledgers say (the folder's README), by the paths of `statistics.json`.
FIGURES: Final = {
    "publication.total": 7,
    "publication.by_category.政策类文件": 2,
    "publication.by_category.水旱灾害防御": 2,
    "publication.by_category.河湖管理": 3,
    "publication.by_group.水利信息": 5,
    "publication.by_channel_kind.政府网站": 6,
    "publication.by_channel_kind.政务微信": 2,
    "publication.by_channel_kind.其他方式": 2,
    "publication.in_time": 3,
    "publication.undated": 4,
    "publication.normative_documents": 1,
    "interpretations.total": 3,
    "interpretations.in_time": 3,
    "proactive.normative_documents.issued": 1,
    "proactive.normative_documents.abolished": 1,
    "proactive.normative_documents.in_force": 2,
    "proactive.licences.decisions": 12,
    "proactive.penalties.decisions": 6,
    "proactive.compulsions.decisions": 1,
    "proactive.other_services.decisions": 9,
    "proactive.fees.amount_yuan": "124707.28",
    "proactive.fees.amount_wan": "12.470728",
    "requests.new.total": 8,
    "requests.new.natural_person": 2,
    "requests.new.business": 2,
    "requests.carried_in.natural_person": 1,
    "requests.granted.natural_person": 2,
    "requests.partial.business": 1,
    "requests.refused.1.research": 1,
    "requests.unavailable.1.nonprofit": 1,
    "requests.not_handled.1.legal_service": 1,
    "requests.not_handled.2.natural_person": 1,
    "requests.other.3.other": 1,
    "requests.total.total": 8,
    "requests.carried_out.business": 1,
    "requests_by_method.网络": 5,
    "requests_closed.extended": 1,
    "requests_fees.charged": "12.5",
    "requests_fees.waived": "3",
    "withheld.total": 1,
    "litigation.review.upheld": 1,
    "litigation.review.corrected": 1,
    "litigation.direct_suit.pending": 1,
    "litigation.suit_after_review.other": 1,
    "complaints": 1,
    "petitions": 1,
    "media.临江水利.subscribers": 5600,
    "media.临江水利.posts": 42,
    "media.临江河长.subscribers": 700,
    "websites.信息发布条数": "420",
    "work.接受培训人员数": "86",
    "work.政府信息公开专项经费": "2.5",
    "work.公众开放日活动数": "2",
}
# By the years that they differ in: a fax is no way to apply under the regulation of 2019.
METHODS: Final = {"2017": {"requests_by_method.传真": 1}, "2022": {"requests_by_method.网络": 6}}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The disk as the earlier version left it."""
    shutil.copytree(FROZEN, tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture(params=YEARS)
def year(request: pytest.FixtureRequest) -> str:
    """Each of the years that were built then."""
    return str(request.param)


def figure(statistics: dict[str, Any], path: str) -> object:
    """A figure by its path; a number that is exact in text stays text."""
    found: Any = statistics
    rest = path
    while rest and not (isinstance(found, dict) and rest in found):
        step, _, rest = rest.partition(".")
        found = found[step]
    return found[rest] if rest else found


def read_statistics(folder: Path) -> dict[str, Any]:
    """The figures for programs that lie in a folder."""
    loaded: dict[str, Any] = json.loads((folder / "statistics.json").read_bytes())
    return loaded


def report_of(folder: Path) -> Path:
    """The one Word report of a folder."""
    (found,) = folder.glob("*年度报告.docx")
    return found


def letters_of(report: Path) -> str:
    """Every letter of a Word report's text and tables, those of its figures included."""
    return "".join(text.text or "" for text in Document(str(report)).element.body.iter(qn("w:t")))


def told(done: subprocess.CompletedProcess[bytes]) -> dict[str, str]:
    """The codes of the findings that a command printed as JSON, with how grave each is."""
    return {each["code"]: each["severity"] for each in json.loads(done.stdout)["findings"]}


def edited(office: Path, year: str) -> Path:
    """The edited Word report where its office has it: beside the statistics that it was made from."""
    target = report_of(office / "out" / year)
    shutil.copyfile(report_of(office / "edited" / year), target)
    return target


def goes_through_new(run: Run, office: Path, year: str) -> None:
    """The next year takes over what is open, and the year's own text."""
    following = str(int(year) + 1)
    shutil.rmtree(office / "data" / following, ignore_errors=True)

    done = run("new", following, "--from", year, "--json", cwd=office)

    assert done.returncode == 0, done.stderr.decode()
    (workbook,) = (office / "data" / following / "ledgers").glob("*.xlsx")
    book = load_workbook(workbook)
    numbers = {str(cells[0].value) for cells in book["依申请公开"].iter_rows(min_row=2)}
    assert f"{year}-008" in numbers
    assert f"{year}-007" not in numbers
    assert {"临江市河道管理办法", "临江市节约用水管理办法"} <= {
        str(cells[0].value) for cells in book["规范性文件"].iter_rows(min_row=2)
    }
    assert f"（{year}）临行初1号" in {str(cells[0].value) for cells in book["复议诉讼"].iter_rows(min_row=2)}
    assert any((office / "data" / following).glob("narrative.*"))


def goes_through_check(run: Run, office: Path, year: str) -> None:
    """Nothing is wrong with the year, and what its office switched off stays off."""
    done = run("check", year, "--json", cwd=office)

    assert done.returncode == 0, done.stdout.decode()
    assert not told(done).keys() & {"settings.switched_off", "timeliness.reply", "style.digit_space"}
    assert not told(done).keys() & {"format.invalid", "settings.invalid"}


def goes_through_check_of_a_report(run: Run, office: Path, year: str) -> None:
    """The edited report can be looked over by itself."""
    done = run("check", str(report_of(office / "edited" / year)), "--json", cwd=office)

    assert done.returncode == 0, done.stdout.decode()
    assert "error" not in told(done).values()


def goes_through_build(run: Run, office: Path, year: str) -> None:
    """Every output is written over the earlier version's, with the right figures; nothing is left over."""
    before = {path.name for path in (office / "out" / year).iterdir()}

    done = run("build", year, "--json", cwd=office)

    assert done.returncode == 0, done.stdout.decode()
    assert "file.kept" not in told(done)
    assert before <= {path.name for path in (office / "out" / year).iterdir()}
    statistics = read_statistics(office / "out" / year)
    expected = FIGURES | METHODS[year]
    assert {path: str(figure(statistics, path)) for path in expected} == {
        path: str(value) for path, value in expected.items()
    }
    words = letters_of(report_of(office / "out" / year))
    assert "水利信息5条" in words
    assert "行政许可12件、行政处罚6件、行政强制1件" in words
    if year == "2017":
        assert "5.其他方式公开政府信息数（含查阅点）" in words  # the office's own label


def goes_through_verify(run: Run, office: Path, year: str) -> None:
    """The figure that was edited is found, and no other is taken for wrong."""
    done = run("verify", str(edited(office, year)), "--json", cwd=office)

    assert done.returncode == 1, done.stdout.decode()
    errors = [each for each in json.loads(done.stdout)["findings"] if each["severity"] == "error"]
    assert [each["code"] for each in errors] == ["docx.figure_edited"]
    assert "“6”" in errors[0]["message"]


def goes_through_refresh(run: Run, office: Path, year: str) -> None:
    """The edited figure is set right, and the edited sentence stays."""
    done = run("refresh", str(edited(office, year)), "--out", "new.docx", cwd=office)

    assert done.returncode == 0, done.stderr.decode()
    words = letters_of(office / "new.docx")
    assert "水利信息5条" in words
    assert "加强学习培训。" in words


def goes_through_pdf(run: Run, office: Path, year: str) -> None:
    """The edited report is typeset."""
    shutil.rmtree(office / "out" / year)

    done = run("pdf", str(report_of(office / "edited" / year)), "--json", cwd=office)

    assert done.returncode == 0, done.stdout.decode()
    assert json.loads(done.stdout)["pages"] > 3
    assert report_of(office / "edited" / year).with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def goes_through_finish(run: Run, office: Path, year: str) -> None:
    """The edited report of then, with the figures of now, is finished, and the packages agree with it."""
    new = f"out/{year}/new.docx"
    refreshed = run("refresh", str(edited(office, year)), "--out", new, cwd=office)

    done = run("finish", new, "--even-so", "按当时的报告补归档", cwd=office)

    assert refreshed.returncode == 0, refreshed.stderr.decode()
    assert done.returncode == 0, done.stderr.decode()
    packages = sorted((office / "out" / year / "归档").glob("*.zip"))
    assert packages
    for package in packages:
        verified = run("verify", str(package), cwd=office)
        assert verified.returncode == 0, verified.stderr.decode()


def goes_through_sign(run: Run, office: Path, year: str) -> None:
    """The PDF that was filed then is signed, and still says what was built."""
    pytest.importorskip("pyhanko", reason="the extra `sign` is not installed")
    (office / "key.p12").write_bytes(key_file(years=100))
    (office / "password.txt").write_text(PASSWORD, encoding="utf-8")
    built = report_of(office / "out" / year).with_suffix(".pdf")
    known = ("--key", "key.p12", "--password-file", "password.txt")

    done = run("sign", str(built), *known, "-o", "signed.pdf", cwd=office)
    verified = run("verify", "signed.pdf", "--built", str(built), cwd=office)

    assert done.returncode == 0, done.stderr.decode()
    assert verified.returncode == 0, verified.stderr.decode()
    assert "签名管到整个文件" in verified.stderr.decode()


def goes_through_compare(run: Run, office: Path, year: str) -> None:
    """The year stands beside the other one, in another format, with the figures of their statistics."""
    done = run("compare", *YEARS, "--json", cwd=office)

    assert done.returncode == 0, done.stderr.decode()
    assert not told(done).keys() & {"compare.no_figures", "docx.statistics_unfit"}
    page = (office / "out" / YEARS[1] / f"与{YEARS[0]}年比较.html").read_text(encoding="utf-8")
    assert f'<th scope="col">{year}年报告</th>' in page
    assert "报告里的统计表" not in page


def goes_through_doctor(run: Run, office: Path, year: str) -> None:
    """The settings of then are in order."""
    done = run("doctor", year, cwd=office)

    assert "✓  单位设置" in done.stdout.decode(), done.stdout.decode()


def goes_through_window(_: Run, office: Path, year: str) -> None:
    """The year of then is shown, read and added up."""
    visiting = visitor(office)

    pages = [visiting.get(f"/{year}/{screen}") for screen in ("ledgers", "figures", "pages")]

    assert [each.status for each in pages] == [200, 200, 200]
    assert "#behind" in pages[1].text
    assert visiting.faults == []


def goes_through_batch(run: Run, office: Path, year: str) -> None:
    """The data of then, as one agency among many, comes to the figures that its own build counts."""
    root = office / "各单位"
    shutil.copytree(office / "data", root / "本单位" / "data")

    done = run("batch", "各单位", year, "--workers", "1", cwd=office)

    assert done.returncode == 0, done.stdout.decode()
    assert len(list((root / "本单位" / "out" / year).glob("*.pdf"))) == 1
    assert "本单位" in (root / "汇总" / "批量生成情况.html").read_text(encoding="utf-8")


def goes_through_review(run: Run, office: Path, year: str) -> None:
    """The report of then, handed in with another agency's name on the list."""
    received = office / "收到的报告"
    received.mkdir()
    for path in (office / "out" / year).glob("*.[dp][od][cf]*"):
        shutil.copy(path, received)
    (office / "名单.csv").write_text("单位\n临江市水利局\n临江市财政局\n", encoding="utf-8")

    done = run("review", "收到的报告", "--list", "名单.csv", cwd=office)

    assert done.returncode in {0, 1}, done.stdout.decode()
    assert "缺报的 1 个单位：临江市财政局" in done.stdout.decode()
    assert sorted(path.suffix for path in (received / "审核").iterdir() if path.name[0] != ".") == [
        ".html",
        ".json",
        ".xlsx",
    ]


def goes_through_rollup(run: Run, office: Path, year: str) -> None:
    """The figures of then, as the only part of a sum, are the sum."""
    done = run(
        "rollup", f"out/{year}", "--year", year, "--name", "临江市人民政府", "--to", "汇总", cwd=office
    )

    assert done.returncode == 0, done.stdout.decode()
    part = json.loads((office / "out" / year / "statistics.json").read_text(encoding="utf-8"))
    total = json.loads((office / "汇总" / year / "汇总统计.json").read_text(encoding="utf-8"))
    assert [total[key] for key in ("requests", "litigation")] == [
        part[key] for key in ("requests", "litigation")
    ]


# Every command with its ways; one that has none here fails the test below.
CASES: Final[dict[str, tuple[Callable[[Run, Path, str], None], ...]]] = {
    "new": (goes_through_new,),
    "check": (goes_through_check, goes_through_check_of_a_report),
    "build": (goes_through_build,),
    "pdf": (goes_through_pdf,),
    "verify": (goes_through_verify,),
    "refresh": (goes_through_refresh,),
    "finish": (goes_through_finish,),
    "compare": (goes_through_compare,),
    "batch": (goes_through_batch,),
    "review": (goes_through_review,),
    "rollup": (goes_through_rollup,),
    "sign": (goes_through_sign,),
    "doctor": (goes_through_doctor,),
    "window": (goes_through_window,),
}


def test_every_command_of_the_command_line_has_a_case_here() -> None:
    assert {command.name for command in COMMANDS} == set(CASES)


@pytest.mark.parametrize("case", [case for cases in CASES.values() for case in cases])
def test_the_frozen_year(
    case: Callable[[Run, Path, str], None], year: str, report_builder: Run, office: Path
) -> None:
    case(report_builder, office, year)


def test_every_figure_of_then_is_a_figure_still(report_builder: Run, office: Path, year: str) -> None:
    then = read_statistics(office / "out" / year)

    done = report_builder("build", year, cwd=office)

    assert done.returncode == 0, done.stderr.decode()
    now = read_statistics(office / "out" / year)
    assert differences(then, now) == MEANT_TO_DIFFER


# What a later version means to count otherwise, with the reason.
MEANT_TO_DIFFER: Final[dict[str, tuple[object, object]]] = {
    # One reply came after the legal limit, without an extension: it was counted as in time.
    "requests_closed.in_time": (7, 6),
}


def differences(then: object, now: object, path: str = "") -> dict[str, tuple[object, object]]:
    """What stood in the earlier figures and is lost or another value now; what is new does not count."""
    if isinstance(then, dict) and isinstance(now, dict):
        parts = (
            differences(value, now.get(key), f"{path}.{key}".lstrip("."))
            for key, value in then.items()
            if path or key not in {"shown", "annex"}  # how it is worded and laid out
        )
        return {place: each for part in parts for place, each in part.items()}
    return {} if then == now else {path: (then, now)}


def test_a_year_that_was_begun_then_can_be_filled_in_now(report_builder: Run, office: Path) -> None:
    begun = office / "data" / "2018"
    (begun / "narrative.md").unlink()  # it speaks of rows that 2018 does not have yet
    (workbook,) = (begun / "ledgers").glob("*.xlsx")
    book = load_workbook(workbook)
    book["行政执法"].append(["行政许可", 1, None, 8])
    book.save(workbook)

    done = report_builder("build", "2018", "--json", cwd=office)

    assert done.returncode == 0, done.stdout.decode()
    assert not told(done).keys() & {"previous.missing", "previous.invalid", "statistics.carry_over"}
    statistics = read_statistics(office / "out" / "2018")
    assert figure(statistics, "requests.carried_in.business") == 1
    assert figure(statistics, "requests.carried_out.total") == 1
    assert figure(statistics, "litigation.direct_suit.pending") == 1
    assert figure(statistics, "proactive.normative_documents.in_force") == 2
    assert figure(statistics, "proactive.licences.decisions") == 8


def test_whatever_could_be_switched_off_then_can_be_switched_off_now() -> None:
    codes = (FROZEN / "switchable_codes.txt").read_text(encoding="utf-8").split()
    known = {code for check in CHECKS for code in check.codes}

    lost = [code for code in codes if not current_codes([code]) & known]

    assert lost == []


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in FROZEN.rglob("*") if path.is_file()) < 2_000_000
