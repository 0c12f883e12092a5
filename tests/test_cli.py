"""The command line: what a user types, reads back, and gets as an exit code."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from word_files import paragraph, word_file

from report_builder import __version__

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

# What may stand in Latin letters: the program's own words, not sentences about them.
PROGRAM_WORDS = re.compile(
    r"report-builder|--?[a-z]+|new|build|verify|refresh|doctor|checks?|pdf|html|docx?|json|data|out|md|toml|agency"
    r"|ledgers|Word|WPS|PDF|JSON|Tab|SOURCE_DATE_EPOCH|file\.missing|biuld|nothing|dat",
    re.IGNORECASE,
)


def english_in(text: str) -> list[str]:
    """The Latin words of a text that are not names of the program's own things."""
    return re.findall(r"[A-Za-z]{2,}", PROGRAM_WORDS.sub(" ", text))


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("", "命令："),
        ("--nope", "没有“--nope”这个选项"),
        ("biuld 2016", "没有“biuld”这个命令，您要用的可能是“build”"),
        ("build", "缺少“年份|文件夹”"),
        ("build 2016 --dat x", "没有“--dat”这个选项，您要用的可能是“--data”"),
        ("build 2016 --data", "选项“--data”后面缺少它的值"),
        ("build 2016 --json=1", "选项“--json”后面不能带值"),
        ("build 2016 2017", "多出了“2017”"),
        ("build nothing", "“nothing”不是年份，也不是以年份命名的文件夹"),
        ("build 二〇一六", "“二〇一六”不是年份"),
        ("2016", "您要运行的可能是：report-builder build 2016"),
        ("build 2031", "找不到文件夹 data；请先进入放有 data 文件夹的位置"),
        ("new 2026", "还没有单位设置，而这里不能提问；加上 --yes"),
        ("verify 2016", "“2016”是年份，这里要写一个 Word 报告的文件名"),
        ("refresh 正文.md", "用 build 生成报告"),
        ("build 2007", "2008年起施行，没有 2007 年的年度报告"),
        ("build data/2016 --data data", "已经写了文件夹，就不要再写 --data"),
        ("pdf report.doc", "请先在 Word 或 WPS 里另存为 .docx"),
        ("pdf report.docx -o report.docx", "PDF 不能写到 Word 报告自己的文件里"),
    ],
)
def test_a_wrongly_written_command_is_told_in_chinese_and_ends_with_2(
    report_builder: Run, tmp_path: Path, command: str, says: str
) -> None:
    done = report_builder(*command.split(), cwd=tmp_path)

    told = done.stderr.decode()
    assert says in told
    assert english_in(re.sub(r"report\.(docx?|pdf)", "", told)) == []
    assert (done.returncode, done.stdout) == (2, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["--help", "new -h", "doctor --help", "pdf --help"])
def test_the_help_is_chinese_throughout(report_builder: Run, command: str) -> None:
    done = report_builder(*command.split())

    told = done.stdout.decode()
    assert told.startswith("用法：report-builder")
    assert set(english_in(told)) <= {"traceback", "install", "completion", "show", "national", "styles"}
    assert done.returncode == 0


def test_the_version_is_the_packages(report_builder: Run) -> None:
    done = report_builder("--version")

    assert done.stdout.decode().strip() == f"report-builder {__version__}"
    assert done.returncode == 0


def test_a_missing_report_is_a_finding_and_ends_with_1(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("pdf", "没有.docx", cwd=tmp_path)

    assert done.stderr.decode().startswith("错误 file.missing  没有.docx\n  找不到这个文件\n")
    assert done.returncode == 1


def test_a_mistyped_report_is_answered_with_the_one_that_is_there(
    report_builder: Run, tmp_path: Path
) -> None:
    (tmp_path / "2016年度报告.docx").touch()

    done = report_builder("pdf", "2016年报告.docx", cwd=tmp_path)

    assert "您要的可能是：2016年度报告.docx" in done.stderr.decode()
    assert done.returncode == 1


@pytest.mark.parametrize("command", [("check", "2016"), ("build", "2016"), ("new", "2016"), ("doctor",)])
def test_a_folder_that_the_system_refuses_is_no_fault_of_ours(
    report_builder: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    result = report_builder(*command, "--data", "长" * 300, cwd=tmp_path)

    assert result.returncode == 1
    assert "文件名太长" in (result.stdout + result.stderr).decode()


def test_json_findings_are_alone_on_standard_output(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder("pdf", "没有.docx", "--json", cwd=tmp_path)

    [finding] = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["severity"]) == ("file.missing", "error")
    assert finding["place"]["file"] == "没有.docx"
    assert done.stderr == b""
    assert done.returncode == 1


CONSOLES = [
    ("gbk", {"PYTHONIOENCODING": "gbk"}),
    ("gbk", {"PYTHONIOENCODING": "cp936"}),
    ("utf-8", {"PYTHONIOENCODING": "utf-8"}),
    # A console said to be ASCII is nearly always an unset locale: UTF-8 is what can still be read there.
    ("utf-8", {"PYTHONIOENCODING": "ascii"}),
    ("utf-8", {"PYTHONIOENCODING": "", "LANG": "C", "LC_ALL": "C"}),
    ("utf-8", {"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}),
]


MESSAGES = [
    ("pdf missing.docx", "找不到这个文件"),
    ("doctor 2016", "种字体都可以嵌入"),
    ("--help", "用法"),
    ("biuld 2016", "report-builder build 2016"),
]


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_legible_on_every_console(
    report_builder: Run, own_data: Path, console: tuple[str, dict[str, str]], message: tuple[str, str]
) -> None:
    (encoding, environment), (command, says) = console, message

    done = report_builder(*command.split(), cwd=own_data.parent, PYTHONUTF8="0", **environment)

    told = (done.stdout + done.stderr).decode(encoding)
    assert says in told
    assert "\\u" not in told
    assert "内部出错" not in told


def test_the_sign_between_file_and_sheet_has_a_stand_in_where_gbk_lacks_it(
    report_builder: Run, own_data: Path
) -> None:
    (own_data / "2016" / "narrative.md").write_text("# 标题\n\n{{ 没有这个词 }}\n", encoding="utf-8")

    done = report_builder("check", "2016", cwd=own_data.parent, PYTHONUTF8="0", PYTHONIOENCODING="gbk")

    assert "narrative.md > 第3行" in done.stderr.decode("gbk")
    assert done.returncode == 1


def test_a_mark_that_gbk_lacks_has_a_near_one(report_builder: Run, own_data: Path) -> None:
    (own_data / "agency.toml").write_text("name", encoding="utf-8")

    done = report_builder("doctor", "2016", cwd=own_data.parent, PYTHONUTF8="0", PYTHONIOENCODING="gbk")

    told = done.stdout.decode("gbk")
    assert re.search(r"^√  字体", told, re.MULTILINE)
    assert re.search(r"^×  单位设置", told, re.MULTILINE)


def test_a_chinese_name_is_legible_where_the_system_claims_to_know_no_chinese(
    report_builder: Run, tmp_path: Path
) -> None:
    done = report_builder(
        "pdf", "没有.docx", cwd=tmp_path, PYTHONUTF8="0", LC_ALL="C", PYTHONCOERCECLOCALE="0"
    )

    assert done.stderr.decode().startswith("错误 file.missing  没有.docx\n")
    assert done.returncode == 1


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
    refreshed = report_builder("refresh", str(report), "-o", "新.docx", cwd=own_data.parent)
    told = report_builder("refresh", str(report), "-o", "再.docx", "--json", cwd=own_data.parent)

    assert verified.stdout.decode() == "核对完毕：没有发现问题\n"
    assert refreshed.stdout.decode().endswith("已写成 新.docx，原来的报告没有改动\n")
    assert (verified.returncode, refreshed.returncode) == (0, 0)
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


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("report-builder ", {"new", "check", "build", "pdf", "verify", "refresh", "doctor"}),
        ("report-builder bu", {"build"}),
        ("report-builder build ", {"2016", "2015"}),
        ("report-builder check 2016 --da", {"--data"}),
        ("report-builder new ", {"2017"}),
        ("report-builder pdf ", set()),
    ],
)
def test_commands_options_and_years_are_completed(
    report_builder: Run, own_data: Path, words: str, offered: set[str]
) -> None:
    (own_data / "2015").mkdir()
    count = len(words.split(" ")) - 1

    done = report_builder(
        cwd=own_data.parent,
        _REPORT_BUILDER_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(count),
    )

    assert set(done.stdout.decode().split()) == offered


def test_json_stays_json_on_a_console_without_chinese(report_builder: Run, tmp_path: Path) -> None:
    done = report_builder(
        "pdf", "missing.docx", "--json", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )

    assert json.loads(done.stdout)["findings"][0]["message"] == "找不到这个文件"


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
