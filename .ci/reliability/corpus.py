"""Write the beginnings of every reader's corpus anew: small files of each kind that it knows.

python .ci/reliability/corpus.py
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_CHECKOUT: Final = Path(__file__).parent.parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(_CHECKOUT), str(_CHECKOUT / "tests")]

import biff5_files
import pdfs
import pikepdf
from lxml import etree
from openpyxl import Workbook
from PIL import Image
from sheets import write_workbook
from signed_pdfs import signed
from signing_keys import key_file
from targets import CORPUS
from traces import faces, set_pages
from word_files import cell, paragraph, row, table, word_file

from report_builder.archives import pack, repack
from report_builder.filing.bags import bag_files
from report_builder.filing.register_sheets import new_register
from report_builder.painting.pdf import paint_pdf
from report_builder.resources import packaged_folder
from report_builder.word.packages import W

_NARRATIVE: Final = """# 一、主动公开情况

全年公开{{ 公开.总数 }}条，{{ 申请.新收 | 有无("收到", "申请", "件") }}。{% if 去年 %}比上年多。{% endif %}

{% for 篇 in 解读.各篇 %}
（{{ loop }}）{{ 篇.名称 | 书名 }}
{% endfor %}
"""
_FIGURES: Final = '{"version": 1, "agency": "柳州市教育局", "year": 2016, "requests": {"new": {"total": 3}}}'
_LEDGER: Final = "信息名称,信息类别,公开日期,公开渠道\n通知,教育信息,2016-03-01,柳州教育网\n"
_PAGE: Final = """<html><head><meta charset="utf-8"></head><table><tr><td colspan=2>登记表</td></tr>
<tr><th>信息名称</th><th>公开日期</th></tr><tr
style="display:none"><td>通知</td><td>2016-03-01</td></tr></table>
"""
_ARCHIVE: Final = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html; charset="utf-8"
Content-Location: sheet001.htm

{_PAGE}
--b--
"""
_XML: Final = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="主动公开"><Table>
<Column ss:Hidden="1" ss:Span="2"/><Row><Cell><Data ss:Type="String">信息名称</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="DateTime">2016-03-01T00:00:00</Data></Cell></Row>
</Table></Worksheet></Workbook>
"""
_MANIFEST: Final = '{"made_by": "x", "outputs": [{"name": "a", "bytes": 1, "sha256": "00"}], "inputs": []}'


_HOUR: Final = re.compile(rb"\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")


def picture(kind: str) -> bytes:
    saved = io.BytesIO()
    Image.new("P" if kind == "GIF" else "RGB", (4, 3)).save(saved, kind)
    return saved.getvalue()


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "主动公开"
    sheet.append(["信息名称", "信息类别", "公开日期", "公开渠道"])
    sheet.append(["关于招生工作的通知", "教育信息", "2016-03-01", "柳州教育网"])
    asked = book.create_sheet("依申请公开")
    asked.append(["登记编号", "收到日期", "申请人类型", "答复日期", "处理结果"])
    asked.append(["1", "2016-02-25", "自然人", "2016-03-01", "予以公开"])
    asked.merge_cells("A3:B3")
    saved = io.BytesIO()
    book.save(saved)
    return settled(saved.getvalue())


def settled(packed: bytes) -> bytes:
    """The same whenever and wherever it was written: no hour in it, and namespaces in one order."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    settled_parts = {
        name: etree.tostring(etree.fromstring(_HOUR.sub(b"2016-01-01T00:00:00", part)), method="c14n")
        for name, part in parts.items()
    }
    return repack(packed, settled_parts)


# The placeholders and the styles that a template cannot do without: a small one is read four times as often.
_PLACEHOLDERS: Final = (
    "{{ 标题 }}", "{%p for 段 in 正文 %}", "{{ 段.文字 }}", "{%p endfor %}", '{%p if 落款 == "文末" %}',
    "{{ 署名 }}", "{{ 成文日期 }}", "{%p endif %}", "{%p if 送 %}", "主送：{{ 送 }}。", "{%p endif %}",
)  # fmt: skip
_UNUSED: Final = re.compile("题下|份号|密级|发文|签发|红色|表|印发|文末|版记.线|抄送")


def small_template(data: bytes) -> bytes:
    """A template without what a report of one paragraph needs nothing of."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    waiting = list(_PLACEHOLDERS)
    for paragraph_ in list(document[0].iterchildren(f"{W}p")):
        if waiting and "".join(paragraph_.itertext()) == waiting[0]:
            del waiting[0]
        else:
            document[0].remove(paragraph_)
    for style in list(styles.iter(f"{W}style")):
        name = style.find(f"{W}name")
        if name is not None and _UNUSED.search(name.get(f"{W}val", "")):
            styles.remove(style)
    parts = {"word/document.xml": document, "word/styles.xml": styles}
    return repack(data, {name: etree.tostring(root, encoding="UTF-8") for name, root in parts.items()})


def drawn(suffix: str) -> bytes:
    """A workbook of another kind."""
    sheets = {
        "主动公开": "信息名称 | 信息类别 | 公开日期 | 公开渠道\n通知 | 教育信息 | 2016-03-01 | 柳州教育网",
        "工作情况": "指标 | 数量\n举办培训班 | 3",
    }
    with TemporaryDirectory() as folder:
        return write_workbook(Path(folder) / f"台账{suffix}", sheets).read_bytes()


def plain_pdf(docx: bytes) -> bytes:
    """A painted page with its streams unpacked, so that a mutation goes into what they say."""
    painted = paint_pdf(set_pages(docx), faces())
    with pikepdf.open(io.BytesIO(painted)) as pdf:
        saved = io.BytesIO()
        pdf.save(
            saved,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
        return saved.getvalue()


def beginnings() -> dict[str, dict[str, bytes]]:
    """The files of each reader's corpus; the same ones whenever they are asked for."""
    styles = packaged_folder("styles") / "national-2021"
    word = {
        "plain.docx": repack(word_file(paragraph("一、主动公开情况") + paragraph("全年公开 26 条。"))),
        "table.docx": repack(
            word_file(table([100, 200], row(cell("名称"), cell("{{ 年 }}"))) + paragraph("2016年12月31日"))
        ),
    }
    return {
        "settings": {"agency.toml": (packaged_folder("data") / "agency.toml").read_bytes()},
        "statistics": {"statistics.json": _FIGURES.encode()},
        "narrative": {"narrative.md": _NARRATIVE.encode()},
        "word_narrative": word,
        "report": word,
        "pages": word,
        "template": {"template.docx": small_template((styles / "template.docx").read_bytes())},
        "workbook": {"ledger.xlsx": workbook()},
        "open_document": {"ledger.ods": settled(drawn(".ods"))},
        "old_workbook": {
            "ledger.xls": drawn(".xls"),
            "ledger95.xls": biff5_files.workbook({"主动公开": [["信息名称", "公开日期"], ["通知", 42430.0]]}),
        },
        "web_page": {"ledger.html": _PAGE.encode()},
        "web_archive": {"ledger.mht": _ARCHIVE.encode()},
        "xml_spreadsheet": {"ledger.xml": _XML.encode()},
        "comma_text": {"ledger.csv": _LEDGER.encode()},
        "picture": {f"small.{kind.lower()}": picture(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP")},
        "manifest": {"manifest.json": _MANIFEST.encode()},
        "package": {"package.zip": pack(bag_files({"报告.pdf": b"%PDF", "回执.txt": b"x"}, []))},
        "register": {"register.xlsx": new_register([{"送交单位": "档案馆", "报告年度": 2016, "版本": 1}])},
        "sealed_pdf": {"sealed.pdf": plain_pdf(word["plain.docx"])},
        "unsigned_pdf": {"report.pdf": pdfs.unsigned()},
        "foreign_pdf": pdfs.foreign(),
    }


# What has a key in it is another one each time that it is drawn: it stays as it once was written.
DRAWN: Final = {
    ("sealed_pdf", "signed.pdf"): signed,
    ("signing_key", "key.p12"): partial(key_file, kind="ec", is_quick=True),
}


def main() -> None:
    """Write them."""
    for (reader, name), draw in DRAWN.items():
        path = CORPUS / reader / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(draw())
    for reader, named in beginnings().items():
        (CORPUS / reader).mkdir(parents=True, exist_ok=True)
        for name, data in named.items():
            (CORPUS / reader / name).write_bytes(data)
    assert zipfile.is_zipfile(CORPUS / "report" / "plain.docx")  # noqa: S101


if __name__ == "__main__":
    main()
