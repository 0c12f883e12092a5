"""Headers as offices have them → the columns that they mean, or asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger_kinds import EITHER, Case, cases, judge

if TYPE_CHECKING:
    from pathlib import Path

TOTAL: Final = "publication.total"
REQUESTS: Final = "requests.new.total"

ROWS: Final = """
河道采砂公告  河湖管理  2024-03-05  临江水利网
防汛值班安排  防汛  2024-06-03  临江水利网
"""


def under(name: str, header: str) -> Case:
    """Two items under a header."""
    return Case(name, {"台账.xlsx": {"主动公开": f"{header}{ROWS}"}}, {TOTAL: 2})


@cases(
    under("numbered", "1.信息名称  2.信息类别  3.公开日期  4.公开渠道"),
    under("numbered behind", "信息名称1  信息类别2  公开日期3  公开渠道4"),
    under("numbered in hanzi", "一、信息名称  二、信息类别  三、公开日期  四、公开渠道"),
    under("numbered in circles", "①信息名称  ②信息类别  ③公开日期  ④公开渠道"),
    under("traditional", "信息名稱  信息類別  公開日期  公開渠道"),
    under(
        "with how to fill it in",
        "信息名称（全称）  信息类别（下拉选择）  公开日期（年-月-日）  公开渠道（可多选）",
    ),
    under("with stars and colons", "＊信息名称：  信息类别*  公开日期：  公开渠道（必填）"),
    under("broken over lines", "信息⏎名称  信息⏎类别  公开⏎日期  公开⏎渠道"),
    under("spaced", "信 息 名 称 | 信 息 类 别 | 公 开 日 期 | 公 开 渠 道"),
    under("synonyms", "标题  类别  发布时间  发布渠道"),
    under("other synonyms", "文件标题  信息分类  发布日期  发布平台"),
)
def test_a_header_is_known_however_it_is_written(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "applications by other words",
        {
            "台账.xlsx": {
                "依申请公开": (
                    "编号  申请时间  申请人类别  申请形式  答复时间  答复结果\n"
                    "2024-1  2024-03-04  自然人  网络  2024-03-08  予以公开"
                )
            }
        },
        {REQUESTS: 1, "requests.granted.natural_person": 1},
    ),
    Case(
        "enforcement by other words",
        {"台账.xlsx": {"行政执法": "执法类型  月份  件数\n行政许可  1  30\n行政处罚  1  2"}},
        {"proactive.licences.decisions": 30, "proactive.penalties.decisions": 2},
    ),
    Case(
        "documents by other words",
        {"台账.xlsx": {"规范性文件": "名称  类型  发文日期\n采砂办法  行政规范性文件  2024-05-06"}},
        {"proactive.normative_documents.issued": 1},
    ),
    Case(
        "disputes by other words",
        {
            "台账.xlsx": {
                "复议诉讼": "案件编号  类型  受理日期  结案日期  案件结果\n1  行政复议  2024-05-06  2024-07-01  结果维持"
            }
        },
        {"litigation.review.upheld": 1},
    ),
)
def test_other_sheets_know_their_synonyms_too(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)


@cases(
    Case(
        "split over two rows",
        {"台账.xlsx": {"主动公开": f"信息名称  信息类别  公开情况  -\n-  -  公开日期  公开渠道{ROWS}"}},
        {TOTAL: 2},
    ),
    Case(
        "split over two rows as text",
        {
            "主动公开.csv": (
                "信息名称,信息类别,公开情况,\n,,公开日期,公开渠道\n河道采砂公告,河湖管理,2024-03-05,临江水利网\n"
            )
        },
        {TOTAL: 1},
    ),
    Case(
        "below titles and a note",
        {
            "台账.xlsx": {
                "主动公开": (
                    f"临江市水利局主动公开登记表\n填报单位：防汛办；联系人：张三；电话：0439-1\n"
                    f"信息名称  信息类别  公开日期  公开渠道{ROWS}"
                )
            }
        },
        {TOTAL: 2},
    ),
    Case(
        "with a day in three columns",
        {
            "台账.xlsx": {
                "主动公开": "信息名称  信息类别  年  月  日  公开渠道\n河道采砂公告  河湖管理  2024  3  5  临江水利网"
            }
        },
        {TOTAL: 1},
        EITHER,
    ),
    Case(
        "without a column that must be there",
        {"台账.xlsx": {"主动公开": "信息名称  公开日期  公开渠道\n河道采砂公告  2024-03-05  临江水利网"}},
        {TOTAL: 1},
        EITHER,
    ),
)
def test_a_header_of_another_shape_is_read_or_asked_about(case: Case, tmp_path: Path) -> None:
    judge(case, tmp_path)
