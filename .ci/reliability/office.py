"""A working folder with a small built year and the user's own files → what is typed in it, what must stay.

``CASES`` has what is typed for every command; ``tests/test_reliability.py`` fails for one without.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import forks
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES: Final = Path(__file__).parent.parent.parent / "styles"
NAME: Final = "柳州市教育局2021年政府信息公开工作年度报告"
# The user's own: a note, a folder, an edited copy of the report, and the report itself edited where it lies.
NOTE: Final = "领导批示.txt"
DRAFT: Final = "送审稿.docx"
KEY: Final = "单位.p12"
WORD_FILE: Final = "密码.txt"
RECEIVED: Final = "收到的报告"
HANDED_IN: Final = "教育局年报.docx"
EDITED: Final = "<w:t>手工改过。</w:t>".encode()

# What is typed for each command, from the working folder; a command has as many cases as it has ways.
CASES: Final[Mapping[str, tuple[str, ...]]] = {
    "new": ("new", "2022", "--from", "2021", "--yes"),
    "new --template": ("new", "--template", "guangxi-seven-part"),
    "new --from FILE": ("new", "2022", "--from", f"out/2021/{DRAFT}", "--yes"),
    "check": ("check", "2021"),
    "check FILE": ("check", f"out/2021/{DRAFT}"),
    "build": ("build", "2021"),
    "build --attach": ("build", "2021", "--attach", "--details"),
    "pdf": ("pdf", f"out/2021/{DRAFT}"),
    "pdf --ofd --html": ("pdf", f"out/2021/{DRAFT}", "--ofd", "--html"),
    "verify": ("verify", "out/2021"),
    "verify FILE": ("verify", f"out/2021/{DRAFT}"),
    "refresh": ("refresh", f"out/2021/{DRAFT}"),
    "finish": ("finish", f"out/2021/{DRAFT}", "--even-so", "演练"),
    "compare": ("compare", f"out/2021/{DRAFT}", f"out/2021/{NAME}.docx"),
    "verify SEALED": ("verify", f"out/2021/{NAME}.pdf"),
    "sign": (
        "sign",
        f"out/2021/{NAME}.pdf",
        "--key",
        f"data/{KEY}",
        "--password-file",
        f"data/{WORD_FILE}",
    ),
    "verify PACKAGE": ("verify", "out/2021/收到的包"),
    "window": ("window", "--no-browser"),
    "batch": ("batch", "各单位", "2021", "--workers", "1"),
    "review": ("review", "out/2021", "--to", "审核"),
    "rollup": ("rollup", "out/2021", "--year", "2021", "--to", "汇总"),
    "doctor": ("doctor", "2021"),
}
# What goes on after a fault: every command in its first way.
FOLLOWING: Final = tuple({typed[0]: case for case, typed in reversed(CASES.items())}.values())
# What loads everything that a command needs.
LOADING: Final = (
    "build",
    "check FILE",
    "pdf --ofd --html",
    "verify",
    "verify FILE",
    "refresh",
    "finish",
    "compare",
    "sign",
    "verify SEALED",
    "doctor",
)

_AGENCY: Final = """name = "柳州市教育局"
short_name = "市教育局"
kind = "department"
region = "柳州市"
contact = { office = "办公室", address = "文惠路87号", postcode = "545001", telephone = "0772-2822960" }
channels = [{ name = "柳州教育网", kind = "政府网站" }]
category_groups = [{ name = "教育信息", categories = ["教育信息"] }]
"""
# A format of the office's own, of one section and without tables: its page is made in half the time.
FORMAT: Final = "styles/小格式"
_FORMAT: Final = """title = "小格式"
years = { first = 2021 }
titles = [{ name = "单位在前", text = "{单位名称}{年份}年政府信息公开工作年度报告" }]

[[sections]]
heading = "总体情况"
"""
_NARRATIVE: Final = """# 总体情况

全年公开{{ 主动公开.总数 }}条，{{ 申请.新收 | 有无("收到", "政府信息公开申请", "件") }}。

- 公开的时效有待提高。
- 下一步加强培训。
"""
_YEAR: Final = """format = "小格式"
signed_on = 2022-01-10
"""
_APPLICATIONS: Final = """登记编号,收到日期,申请人类型,答复日期,处理结果
1,2021-02-25,自然人,2021-03-01,予以公开
2,2021-05-06,商业企业,2021-05-08,予以公开
"""
# Counting this anew gives other figures, so that what is old and what is new can be told apart.
_LATER: Final = "3,2021-06-01,自然人,2021-06-02,予以公开\n"
_STAGING: Final = re.compile(r"\.report-builder-\w{8}")
# Where commands write that only read the filed set: to finish it is not theirs, and they say whose it is.
_OF_OTHERS: Final = ("各单位", "审核", "汇总")
_LOCK: Final = ".report-builder.lock"


class Office:
    """A working folder, of which any number of copies can be made."""

    def __init__(self, folder: Path) -> None:
        from report_builder.filing.bags import bag_files

        self.folder = folder
        self.among_others = folder / "各单位" / "市教育局"  # the same year, as one of many
        self.filed = folder / "out" / "2021"
        ledgers = folder / "data" / "2021" / "ledgers"
        write_year(folder)
        forks.load(folder, [CASES["build"]])
        report = self.filed / f"{NAME}.docx"
        edit(report, self.filed / DRAFT)
        forks.load(folder, [CASES[name] for name in LOADING])
        shutil.rmtree(folder)
        write_year(folder)
        ran = forks.run(folder, CASES["build"], folder.parent / "first.txt")
        assert not ran.code, ran.said  # noqa: S101
        edit(report, self.filed / DRAFT)
        edit(report, report)
        (self.filed / NOTE).write_text("同意。", encoding="utf-8")
        for name, data in bag_files({"报告.pdf": b"%PDF", "回执.txt": "收到。".encode()}, []).items():
            path = self.filed / "收到的包" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (self.filed / "附图").mkdir()
        (self.filed / "附图" / "一.txt").write_text("图", encoding="utf-8")
        (folder / "data" / "2022").mkdir()
        (folder / "data" / "2022" / NOTE).write_text("明年的。", encoding="utf-8")
        with (ledgers / "依申请公开.csv").open("a", encoding="utf-8") as ledger:
            ledger.write(_LATER)
        write_year(self.among_others)
        receive(folder, report)
        self.before = outputs_of(self.filed)
        self.own = own_files(folder)

    def copy(self, to: Path) -> Path:
        """Another folder like it."""
        shutil.copytree(self.folder, to, symlinks=True)
        return to


def write_year(folder: Path) -> None:
    """The data of a small year: settings, a format, a text, a workbook, a text with commas."""
    ledgers = folder / "data" / "2021" / "ledgers"
    ledgers.mkdir(parents=True)
    (folder / "data" / "agency.toml").write_text(_AGENCY, encoding="utf-8")
    (folder / "data" / "2021" / "report.toml").write_text(_YEAR, encoding="utf-8")
    (folder / "data" / "2021" / "narrative.md").write_text(_NARRATIVE, encoding="utf-8")
    (ledgers / "依申请公开.csv").write_text(_APPLICATIONS, encoding="utf-8")
    own = folder / FORMAT
    own.mkdir(parents=True)
    (own / "format.toml").write_text(_FORMAT, encoding="utf-8")
    (own / "template.docx").write_bytes((STYLES / "national-2021" / "template.docx").read_bytes())
    sys.path.append(str(Path(__file__).parent.parent.parent / "tests"))
    import signing_keys

    (folder / "data" / KEY).write_bytes(signing_keys.key_file(years=100))
    (folder / "data" / WORD_FILE).write_text(signing_keys.PASSWORD, encoding="utf-8")
    book = Workbook()
    sheet = book.active
    sheet.title = "主动公开"
    sheet.append(["信息名称", "信息类别", "公开日期", "公开渠道"])
    sheet.append(["通知", "教育信息", "2021-03-01", "柳州教育网"])
    book.save(ledgers / "办公室.xlsx")


def receive(folder: Path, report: Path) -> None:
    """What agencies handed in, reviewed and added up: a report that no list names, another's figures."""
    received = folder / RECEIVED / "2021"
    received.mkdir(parents=True)
    shutil.copy(report, received / HANDED_IN)
    figures = (report.parent / "statistics.json").read_text(encoding="utf-8")
    (received / "别的局.json").write_text(figures.replace("柳州市教育局", "别的局"), encoding="utf-8")
    (folder / RECEIVED / "名单.csv").write_text("单位\n别的局\n", encoding="utf-8")
    (received / "收到登记.csv").write_text(f"收到日期,文件\n2022-01-05,{HANDED_IN}\n", encoding="utf-8")
    for typed in (("review", f"{RECEIVED}/2021"), ("rollup", f"{RECEIVED}/2021", "--year", "2021")):
        forks.run(folder, typed, folder.parent / "received.txt")
    assert (received / "审核" / "审核情况.xlsx").is_file()  # noqa: S101
    assert (folder / RECEIVED / "汇总" / "2021" / "汇总统计.xlsx").is_file()  # noqa: S101


def edit(report: Path, to: Path) -> None:
    """The report with a sentence written into it by hand."""
    with zipfile.ZipFile(report) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    paragraph = b"<w:p><w:r>" + EDITED + b"</w:r></w:p><w:sectPr"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", paragraph, 1)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)


def own_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of what is the user's, by where it is."""
    names = {NOTE, DRAFT, "一.txt", f"{NAME}.docx", "报告.pdf", "回执.txt"}
    return {
        name: known
        for name, known in digests(folder).items()
        if name.startswith(("data/", "styles/")) or name.rpartition("/")[2] in names or _was_received(name)
    }


def _was_received(name: str) -> bool:
    """Whether a file is what agencies handed in, and no outcome of a review or a sum."""
    return name.startswith(f"{RECEIVED}/") and "/审核/" not in name and "/汇总/" not in name


def outputs_of(filed: Path) -> dict[str, str]:
    """What the folder's manifest says that it holds."""
    manifest = json.loads((filed / "manifest.json").read_bytes())
    return {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by where it is."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def state_of(folder: Path) -> str:
    """What a folder holds, but for names and numbers that differ from process to process."""
    told = [
        (_STAGING.sub(".report-builder-", path.relative_to(folder).as_posix()), _content(path))
        for path in folder.rglob("*")
    ]
    return sha256(repr(sorted(told)).encode()).hexdigest()


def _content(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() and path.name != _LOCK else ""


def losses_of(office: Office, folder: Path) -> list[str]:
    """The user's own that is nowhere any more, or not as it was."""
    there = digests(folder)
    found = [f"lost: {name}" for name, known in office.own.items() if known not in there.values()]
    read = {name: known for name, known in office.own.items() if name.startswith(("data/", "styles/"))}
    found += [f"changed: {name}" for name, known in read.items() if there.get(name) != known]
    return found


def faults_of(office: Office, folder: Path, *, looked_at: str = "out") -> list[str]:
    """What was lost in a copy of the office, or stands half-way where a command has looked since."""
    filed = folder / "out" / "2021"
    found = losses_of(office, folder)
    left = [each.relative_to(folder).as_posix() for each in folder.rglob(".report-builder*")]
    found += [f"left: {name}" for name in left if name.startswith(looked_at) and not name.endswith(_LOCK)]
    if looked_at in _OF_OTHERS:
        return found
    if not (filed / "manifest.json").is_file():
        return [*found, "no manifest"]
    listed = outputs_of(filed)
    edited = f"{NAME}.docx" if listed.get(f"{NAME}.docx") == office.before[f"{NAME}.docx"] else ""
    there = digests(filed)
    for name, known in listed.items():
        if name not in there:
            found.append(f"gone: {name}")
        elif name != edited and there[name] != known:
            found.append(f"not as the manifest says: {name}")
    return found
