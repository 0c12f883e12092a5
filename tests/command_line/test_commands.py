"""Each command as its user runs it: what it says, writes and ends with."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from agency_faults import Fault
from earlier_reports import write_year_before
from foreign_reports import two_years
from foreign_writers import by_reportlab
from make_agencies import plan_agencies, write_agencies
from openpyxl import load_workbook
from signing_keys import PASSWORD, SIGNER, key_file
from word_files import paragraph, word_file

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_a_year_is_started_and_what_is_next_is_told(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("new", "2024", "--yes", cwd=tmp_path)

    told = done.stdout.decode()
    assert told.startswith("新建的文件：\n  " + str(Path("data") / "agency.toml"))
    assert told.endswith("  report-builder check 2024\n")
    assert done.returncode == 0
    assert (tmp_path / "data" / "2024" / "ledgers").is_dir()


def test_a_year_that_was_started_is_left_as_it_is(report_builder: Run, tmp_path: Path) -> None:
    report_builder("new", "2024", "--yes", cwd=tmp_path)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    done = report_builder("new", "2024", "--json", cwd=tmp_path)

    told = json.loads(done.stdout)
    assert told["created"] == []
    assert {tmp_path / path for path in told["kept"]} == set(files)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == files


def test_a_report_is_verified_and_refreshed(report_builder: Run, own_data: Path, built: Path) -> None:
    folder = own_data.parent / "out" / "2016"
    shutil.copytree(built, folder)
    report = next(folder.glob("*.docx"))

    verified = report_builder("verify", str(report), cwd=own_data.parent)
    same = report_builder("refresh", str(report), "-o", "新.docx", cwd=own_data.parent)
    ledger = own_data / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(ledger)
    book["新媒体"]["D2"].value = 5650
    book.save(ledger)
    refreshed = report_builder("refresh", str(report), "-o", "新.docx", cwd=own_data.parent)
    told = report_builder("refresh", str(report), "-o", "再.docx", "--json", cwd=own_data.parent)

    assert verified.stdout.decode() == "核对完毕：没有发现问题\n"
    assert same.stdout.decode() == "报告里的数都是最新的，没有写新文件。\n"
    assert "5649 → 5650" in refreshed.stdout.decode()
    assert refreshed.stdout.decode().endswith("已写成 新.docx，原来的报告没有改动\n")
    assert (verified.returncode, same.returncode, refreshed.returncode) == (0, 0, 0)
    assert json.loads(told.stdout)["target"] == "再.docx"


def test_a_folder_is_verified_against_its_manifest(report_builder: Run, own_data: Path, built: Path) -> None:
    folder = own_data.parent / "out" / "2016"
    shutil.copytree(built, folder)

    before = report_builder("verify", "out/2016", cwd=own_data.parent)
    with (folder / "statistics.json").open("ab") as file:
        file.write(b" ")
    after = report_builder("verify", "out/2016", cwd=own_data.parent)

    assert (before.returncode, before.stdout.decode()) == (0, "核对完毕：没有发现问题\n")
    assert after.returncode == 1
    assert "manifest.changed" in after.stderr.decode()
    assert "statistics.json" in after.stderr.decode()


def test_a_folder_with_a_manifest_is_compared_with_it_though_a_package_was_copied_in(
    report_builder: Run, own_data: Path, built: Path
) -> None:
    folder = own_data.parent / "out" / "2016"
    shutil.copytree(built, folder)
    (folder / "查阅室").mkdir()
    (folder / "查阅室" / "bagit.txt").write_text("BagIt-Version: 1.0\n", encoding="utf-8")
    (folder / "statistics.json").write_bytes(b"{}")

    done = report_builder("verify", "out/2016", cwd=own_data.parent)

    assert done.returncode == 1
    assert "statistics.json" in done.stdout.decode() + done.stderr.decode()
    assert "个包，请一个一个核对" not in done.stderr.decode()


def test_a_build_says_what_it_built_and_where(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("build", "2016", "--out", str(tmp_path / "out"))

    told = done.stdout.decode()
    assert f"已生成到 {tmp_path / 'out' / '2016'}：" in told
    assert re.search(r"柳州市教育局2016年政府信息公开工作年度报告\.pdf  \d+ KB，共 \d+ 页", told)
    assert done.returncode == 0


def test_a_build_can_be_read_by_a_program(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("build", "2016", "--out", str(tmp_path), "--json")

    told = json.loads(done.stdout)
    assert {entry["name"] for entry in told["outputs"]} >= {"statistics.json", "statistics.xlsx"}
    assert all(
        (tmp_path / "2016" / entry["name"]).stat().st_size == entry["bytes"] for entry in told["outputs"]
    )
    assert told["pages"] > 1


def test_a_year_may_be_given_as_its_folder(report_builder: Run, own_data: Path, built: Path) -> None:
    done = report_builder("build", str(own_data / "2016"), "--out", "成品", cwd=own_data.parent)

    assert done.returncode == 0, done.stderr.decode()
    pdf = next(built.glob("*.pdf"))
    assert (own_data.parent / "成品" / "2016" / pdf.name).read_bytes() == pdf.read_bytes()


def test_a_check_writes_the_check_report_only(report_builder: Run, own_data: Path) -> None:
    done = report_builder("check", "2016", cwd=own_data.parent)

    page = Path("out") / "2016" / "checks.html"
    assert re.match(rf"核对完毕：.*\n核对情况已写入 {re.escape(str(page))}\n", done.stdout.decode())
    assert done.returncode == 0
    assert [path.name for path in (own_data.parent / "out").rglob("*")] == ["2016", "checks.html"]


def test_a_check_that_finds_errors_writes_the_check_report_too(report_builder: Run, own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").write_text("# 标题\n\n{{ 没有这个词 }}\n", encoding="utf-8")

    done = report_builder("check", "2016", "--out", "成品", cwd=own_data.parent)

    page = (own_data.parent / "成品" / "2016" / "checks.html").read_text(encoding="utf-8")
    assert "核对情况已写入 " in done.stderr.decode()
    assert "narrative.unknown" in page
    assert done.returncode == 1


def test_the_style_of_a_word_report_is_checked_alone(report_builder: Run, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(word_file(paragraph("贯彻国办发[2016]8号文件精神。")))

    done = report_builder("check", "报告.docx", cwd=tmp_path)

    assert "警告 style.document_brackets  报告.docx › “贯彻国办发[2016]8号文……”\n" in done.stderr.decode()
    assert done.stdout.decode() == "核对完毕：警告 1 处、提示 1 处\n"
    assert done.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


def test_a_rule_of_style_is_switched_off_by_the_agencys_settings(report_builder: Run, own_data: Path) -> None:
    (own_data.parent / "报告.docx").write_bytes(word_file(paragraph("贯彻国办发[2016]8号文件精神。")))
    path = own_data / "agency.toml"
    switch = 'switched_off = ["style.document_brackets"]\n'
    path.write_text(switch + path.read_text(encoding="utf-8"), encoding="utf-8")

    done = report_builder("check", "报告.docx", cwd=own_data.parent)

    assert done.stdout.decode() == "核对完毕：提示 1 处\n"


def test_a_word_report_that_is_none_is_a_finding(report_builder: Run, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"no Word file")

    done = report_builder("check", "报告.docx", "--json", cwd=tmp_path)

    assert [found["code"] for found in json.loads(done.stdout)["findings"]] == ["docx.unreadable"]
    assert done.returncode == 1


def test_without_data_of_ones_own_the_sample_is_built_and_said_to_be_one(
    report_builder: Run, tmp_path: Path
) -> None:
    done = report_builder("build", "2016", cwd=tmp_path)

    assert "settings.sample" in done.stderr.decode()
    assert (tmp_path / "out" / "2016" / "manifest.json").is_file()
    assert done.returncode == 0


def test_a_year_without_a_folder_is_wrong_usage_and_the_years_that_have_one_are_told(
    report_builder: Run, own_data: Path
) -> None:
    done = report_builder("build", "2031", cwd=own_data.parent)

    assert "data 里没有 2031 年的文件夹；已经有的年份：2016" in done.stderr.decode()
    assert "report-builder new 2031" in done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert [path.name for path in own_data.parent.iterdir()] == ["data"]


def test_a_year_and_a_folder_are_understood_as_people_type_them(
    report_builder: Run, own_data: Path, tmp_path: Path
) -> None:
    done = report_builder("check", '"2016年"', "--data", f"'{own_data}/'", "--out", "成品\\", cwd=tmp_path)

    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "成品" / "2016" / "checks.html").is_file()


def test_the_files_are_dated_by_source_date_epoch(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("build", "2016", "--out", str(tmp_path), SOURCE_DATE_EPOCH="1483142400")

    assert done.returncode == 0
    assert {path.stat().st_mtime for path in (tmp_path / "2016").iterdir()} == {1_483_142_400}


def test_a_source_date_that_is_no_number_is_wrong_usage(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("build", "2016", "--out", str(tmp_path), SOURCE_DATE_EPOCH="yesterday")

    assert "SOURCE_DATE_EPOCH" in done.stderr.decode()
    assert done.returncode == 2


def test_the_pdf_of_an_unedited_report_is_the_one_that_was_built(
    report_builder: Run, tmp_path: Path, built: Path
) -> None:
    report = next(built.glob("*.docx"))
    shutil.copy(report, tmp_path)

    done = report_builder("pdf", report.name, cwd=tmp_path)

    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / report.with_suffix(".pdf").name).read_bytes() == report.with_suffix(
        ".pdf"
    ).read_bytes()


def test_a_year_is_finished_and_its_packages_are_verified(
    report_builder: Run, own_data: Path, built: Path
) -> None:
    shutil.copytree(built, own_data.parent / "out" / "2016")
    package = "out/2016/归档/查阅-柳州市档案馆"

    finished = report_builder("finish", "2016", cwd=own_data.parent)
    verified = [report_builder("verify", each, cwd=own_data.parent) for each in (package, f"{package}.zip")]

    assert finished.returncode == 0, finished.stderr.decode()
    assert "归档/查阅-柳州市档案馆.zip" in finished.stdout.decode()
    assert (own_data / "归档登记.xlsx").is_file()
    assert [each.stdout.decode() for each in verified] == ["核对完毕：没有发现问题\n"] * 2
    around = report_builder("verify", "out/2016/归档", cwd=own_data.parent)
    inside = report_builder("verify", f"{package}/data", cwd=own_data.parent)
    assert (around.returncode, inside.returncode) == (2, 2)
    assert "个包，请一个一个核对" in around.stderr.decode()
    assert "report-builder verify out/2016/归档/" in around.stderr.decode()
    assert "请核对整个包" in inside.stderr.decode()


def test_a_finish_that_cannot_be_is_answered(report_builder: Run, own_data: Path, built: Path) -> None:
    shutil.copytree(built, own_data.parent / "out" / "2016")

    reason = report_builder("finish", "2016", "--even-so", " ", cwd=own_data.parent)
    seal = report_builder("finish", "2016", "--sealed", "盖章.docx", cwd=own_data.parent)
    nowhere = report_builder("finish", "out/2016/没有.docx", "--json", cwd=own_data.parent)
    outputs = report_builder("finish", "out/2016", cwd=own_data.parent)
    painted = report_builder("finish", "out/2016/送审稿.pdf", cwd=own_data.parent)

    assert (reason.returncode, seal.returncode, nowhere.returncode) == (2, 2, 1)
    assert (outputs.returncode, painted.returncode) == (2, 2)
    assert "里是生成的文件；这里要写年份" in outputs.stderr.decode()
    assert "report-builder finish 2016\n" in outputs.stderr.decode()
    assert "不是 .docx 文件；这个命令要的是 Word 报告" in painted.stderr.decode()
    assert [each["code"] for each in json.loads(nowhere.stdout)["findings"]] == ["file.missing"]


def test_a_finished_pdf_is_signed_and_verified(report_builder: Run, built: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyhanko", reason="the extra `sign` is not installed")
    shutil.copytree(built, tmp_path / "out" / "2016")
    report = next((tmp_path / "out" / "2016").glob("*.pdf"))
    (tmp_path / "单位.p12").write_bytes(key_file(years=100))
    (tmp_path / "密码.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    known = ("--key", "单位.p12", "--password-file", "密码.txt")

    done = report_builder("sign", str(report), *known, cwd=tmp_path)
    unasked = report_builder("sign", str(report), "--key", "单位.p12", cwd=tmp_path)
    signed = report.with_name(f"{report.stem}（已签名）.pdf")
    verified = report_builder("verify", str(signed), cwd=tmp_path)
    wrong = report_builder("sign", str(report), "--json", "--key", "密码.txt", *known[2:], cwd=tmp_path)

    assert done.returncode == 0, done.stderr.decode()
    assert f"（证书：{SIGNER}）" in done.stdout.decode()
    assert unasked.returncode == 2
    assert "--password-file 密码.txt" in unasked.stderr.decode()
    assert (verified.returncode, verified.stdout.decode()) == (0, "核对完毕：提示 2 处\n")
    assert "签名管到整个文件" in verified.stderr.decode()
    assert [each["code"] for each in json.loads(wrong.stdout)["findings"]] == ["sign.key"]
    assert PASSWORD not in done.stdout.decode() + done.stderr.decode()


def test_two_years_are_compared(report_builder: Run, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "out" / "2016")
    write_year_before(built, tmp_path / "out" / "2015", 2015, {})

    done = report_builder("compare", "2015", "2016", cwd=tmp_path)
    told = report_builder("compare", "2015", "2016", "--page", "比较.html", "--json", cwd=tmp_path)

    page = Path("out") / "2016" / "与2015年比较.html"
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith("重复的文字占 99%，各部分：\n  100%  开头\n")
    assert done.stdout.decode().endswith(f"已写成 {page}\n")
    assert json.loads(told.stdout)["target"] == "比较.html"
    assert (tmp_path / "比较.html").read_bytes() == (tmp_path / page).read_bytes()


def test_a_comparison_of_anything_but_two_reports_is_answered(report_builder: Run, tmp_path: Path) -> None:
    one = report_builder("compare", "2016", cwd=tmp_path)
    other = report_builder("compare", "2015", "2016", "--page", "比较.docx", cwd=tmp_path)
    nowhere = report_builder("compare", "2015", "2016", "--json", cwd=tmp_path)

    assert (one.returncode, other.returncode, nowhere.returncode) == (2, 2, 1)
    assert "report-builder compare 2015 2016" in one.stderr.decode()
    assert [each["code"] for each in json.loads(nowhere.stdout)["findings"]] == ["compare.no_report"] * 2
    assert list(tmp_path.iterdir()) == []


def test_a_batch_tells_who_has_no_report_and_why(report_builder: Run, tmp_path: Path) -> None:
    agencies = plan_agencies(3, 4, faulty=1, kinds=[Fault.CHOICE])
    write_agencies(tmp_path / "各单位", agencies)

    done = report_builder("batch", "各单位", "--workers", "1", cwd=tmp_path)
    again = report_builder("batch", "各单位", "--workers", "1", "--json", cwd=tmp_path)

    told = done.stdout.decode()
    assert done.returncode == again.returncode == 1
    assert "2024 年共 3 个单位，已生成 2 个。" in told
    [faulty] = [each.name for each in agencies if each.fault]
    assert f"  {faulty}：申请人类型写作“群众”，不是六种申请人之一" in told
    results = json.loads(again.stdout)["results"]
    assert {each["name"]: each["is_new"] for each in results} == dict.fromkeys(
        (each.name for each in agencies), False
    )


@pytest.mark.parametrize("typed", [("没有的",), ("各单位", "二〇二四"), ("各单位", "--workers", "0")])
def test_a_batch_that_cannot_be_is_wrong_usage(
    report_builder: Run, tmp_path: Path, typed: tuple[str, ...]
) -> None:
    (tmp_path / "各单位").mkdir()

    assert report_builder("batch", *typed, cwd=tmp_path).returncode == 2


def test_reports_that_were_handed_in_are_reviewed_against_the_list(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    received = tmp_path / "收到的报告"
    received.mkdir()
    report = two_years(3)[1]
    (received / "甲.pdf").write_bytes(by_reportlab(report))
    (tmp_path / "名单.csv").write_text(f"单位\n{report.agency}\n望江县档案局\n", encoding="utf-8")

    done = report_builder("review", "收到的报告", "--list", "名单.csv", cwd=tmp_path)
    told = json.loads(report_builder("review", "收到的报告", "--json", cwd=tmp_path).stdout)

    assert done.returncode == 0
    assert "审核了 2024 年的报告 1 份" in done.stdout.decode()
    assert "缺报的 1 个单位：望江县档案局" in done.stdout.decode()
    assert (told["reports"], told["faulty"], told["missing"]) == (1, 0, [])
    assert {path.name for path in (received / "审核").glob("*.*l*")} == {"甲.html", "审核情况.xlsx"}


def test_the_figures_of_reports_are_rolled_up(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    for number in (3, 4):
        (tmp_path / f"{number}.pdf").write_bytes(by_reportlab(two_years(number)[1]))

    done = report_builder(
        "rollup", "3.pdf", "4.pdf", "--year", "2024", "--name", "某县人民政府", cwd=tmp_path
    )

    assert done.returncode == 0, done.stderr.decode()
    assert "2024 年计入 2 个单位（报告 2 个）" in done.stdout.decode()
    total = json.loads((tmp_path / "汇总" / "2024" / "汇总统计.json").read_text(encoding="utf-8"))
    wanted = sum(int(two_years(number)[1].cells["requests.new.total"]) for number in (3, 4))
    assert (total["agency"], total["requests"]["new"]["total"]) == ("某县人民政府", wanted)


def test_a_call_to_review_or_roll_up_what_is_not_there_is_answered_at_once(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    assert report_builder("review", "报告.xlsx", cwd=tmp_path).returncode == 2
    assert report_builder("review", "没有这个文件夹", cwd=tmp_path).returncode == 2
    assert report_builder("rollup", "没有这个文件夹", cwd=tmp_path).returncode == 2
    assert report_builder("rollup", ".", "--year", "今年", cwd=tmp_path).returncode == 2


def test_an_address_alone_is_rolled_up_without_a_list(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    done = report_builder(
        "rollup", "memory://empty", "--year", "2024", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path
    )

    assert done.returncode == 1
    assert "file.unreadable" in done.stderr.decode() + done.stdout.decode()
