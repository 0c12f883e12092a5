"""The closed choices of the ledgers as data: what a cell may say, and what else is understood."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.request_rows import row_of, shipped_rows

if TYPE_CHECKING:
    from collections.abc import Mapping


class Choices(Struct, frozen=True):
    """A closed list of values.

    ``noun`` finishes the sentence 不是……之一. ``understood`` gives other wordings that can mean one thing
    only and are taken with a notice; ``suggested`` gives wordings that are refused but whose way out is
    known. ``groups`` are headings that may stand before a value and are no value themselves.
    """

    noun: str
    values: tuple[str, ...]
    understood: Mapping[str, str] = field(default_factory=dict)
    suggested: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()


def _labels(*groups: str) -> tuple[str, ...]:
    """The labels of the statutory table's rows under some headings."""
    return tuple(row.label for row in shipped_rows() if row.group in groups)


GRANTED: Final = _labels("granted", "partial")
REFUSED: Final = _labels("refused")
UNAVAILABLE: Final = _labels("unavailable")
NOT_HANDLED: Final = _labels("not_handled")
OTHERWISE: Final = _labels("other")

# The leaf rows of the statutory table in its order (国办公开办函〔2021〕30号, table of part 三).
OUTCOMES: Final = tuple(row.label for row in shipped_rows() if row.is_outcome)
NEW_APPLICATIONS, CARRIED_IN, TOTAL_HANDLED, CARRIED_OUT = (
    row_of(shipped_rows(), key).label for key in ("new", "carried_in", "total", "carried_out")
)

_OUTCOME_GROUPS: Final = ("本年度办理结果", "不予公开", "无法提供", "不予处理", "其他处理")

# Short forms; the clauses are those of the 2019 regulation (国令第711号).
_OUTCOMES_UNDERSTOOD: Final = MappingProxyType(
    {
        "公开": "予以公开",
        "同意公开": "予以公开",
        "全部公开": "予以公开",
        "属于已主动公开范围": "予以公开",  # art. 36 (1)
        "已主动公开": "予以公开",
        "同意部分公开": "部分公开",
        "部分予以公开": "部分公开",
        "国家秘密": "属于国家秘密",
        "涉及国家秘密": "属于国家秘密",
        "法律行政法规禁止公开": "其他法律行政法规禁止公开",
        "其他法律法规禁止公开": "其他法律行政法规禁止公开",
        "三安全一稳定": "危及“三安全一稳定”",
        "第三方合法权益": "保护第三方合法权益",
        "涉及商业秘密": "保护第三方合法权益",  # art. 15
        "涉及个人隐私": "保护第三方合法权益",
        "三类内部事务信息": "属于三类内部事务信息",
        "内部事务信息": "属于三类内部事务信息",
        "四类过程性信息": "属于四类过程性信息",
        "过程性信息": "属于四类过程性信息",
        "行政执法案卷": "属于行政执法案卷",
        "行政查询事项": "属于行政查询事项",
        "本机关不掌握": "本机关不掌握相关政府信息",
        "信息不存在": "本机关不掌握相关政府信息",  # art. 36 (4)
        "申请信息不存在": "本机关不掌握相关政府信息",
        "不属于本机关公开": "本机关不掌握相关政府信息",  # art. 36 (5)
        "不属于本行政机关公开": "本机关不掌握相关政府信息",
        "没有现成信息": "没有现成信息需要另行制作",
        "需要另行制作": "没有现成信息需要另行制作",
        "补正后仍不明确": "补正后申请内容仍不明确",
        "信访举报投诉": "信访举报投诉类申请",
        "信访": "信访举报投诉类申请",
        "公开出版物": "要求提供公开出版物",
        "大量反复申请": "无正当理由大量反复申请",
        "确认或重新出具已获取信息": "要求行政机关确认或重新出具已获取信息",
        "逾期不补正": OTHERWISE[0],
        "申请人无正当理由逾期不补正": OTHERWISE[0],
        "逾期未缴费": OTHERWISE[1],
        "申请人逾期未按收费通知要求缴纳费用": OTHERWISE[1],
        "申请人主动撤回": "其他",
        "主动撤回": "其他",
        "撤回申请": "其他",
    }
)

OUTCOME_CHOICES: Final = Choices(
    "统计表所列的处理结果",
    OUTCOMES,
    understood=_OUTCOMES_UNDERSTOOD,
    suggested=MappingProxyType(
        {
            "不同意公开": REFUSED,
            "不予公开": REFUSED,
            "无法提供": UNAVAILABLE,
            "不予处理": NOT_HANDLED,
            "其他处理": OTHERWISE,
        }
    ),
    groups=_OUTCOME_GROUPS,
)

TABLE_ROW_CHOICES: Final = Choices(
    "统计表所列的项目",
    (NEW_APPLICATIONS, CARRIED_IN, *OUTCOMES, TOTAL_HANDLED, CARRIED_OUT),
    understood=MappingProxyType(
        {
            "本年新收": NEW_APPLICATIONS,
            "本年新收申请数量": NEW_APPLICATIONS,
            "上年结转": CARRIED_IN,
            "上年结转申请数量": CARRIED_IN,
            "结转下年度": CARRIED_OUT,
        }
    ),
    groups=_OUTCOME_GROUPS,
)

APPLICANTS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")

# Who applied is a legal fact, so near words are only suggested, never taken.
APPLICANT_CHOICES: Final = Choices(
    "六种申请人",
    APPLICANTS,
    suggested=MappingProxyType(
        {
            "个人": ("自然人",),
            "公民": ("自然人",),
            "企业": ("商业企业",),
            "公司": ("商业企业",),
            "高校": ("科研机构",),
            "科研院所": ("科研机构",),
            "社会组织": ("社会公益组织",),
            "社会团体": ("社会公益组织",),
            "律师": ("法律服务机构",),
            "律师事务所": ("法律服务机构",),
            "律所": ("法律服务机构",),
        }
    ),
    groups=("法人或其他组织",),
)

METHOD_CHOICES: Final = Choices(
    "四种申请方式",
    ("当面", "信函", "网络", "传真"),
    understood=MappingProxyType(
        {
            "当面申请": "当面",
            "当面提交": "当面",
            "现场": "当面",
            "窗口": "当面",
            "信函申请": "信函",
            "邮寄": "信函",
            "信件": "信函",
            "网络申请": "网络",
            "网上": "网络",
            "网上申请": "网络",
            "互联网": "网络",
            "电子邮件": "网络",
            "传真申请": "传真",
        }
    ),
)

DOCUMENT_KIND_CHOICES: Final = Choices(
    "两种文件类型",
    ("规章", "行政规范性文件"),
    understood=MappingProxyType(
        {
            "部门规章": "规章",
            "政府规章": "规章",
            "地方政府规章": "规章",
            "规范性文件": "行政规范性文件",
        }
    ),
)

ENFORCEMENT_CHOICES: Final = Choices(
    "四种事项类型",
    ("行政许可", "行政处罚", "行政强制", "其他对外管理服务事项"),
    understood=MappingProxyType(
        {
            "许可": "行政许可",
            "处罚": "行政处罚",
            "强制": "行政强制",
            "行政强制措施": "行政强制",
            "行政强制执行": "行政强制",
            "对外管理服务事项": "其他对外管理服务事项",
            "其他管理服务事项": "其他对外管理服务事项",
        }
    ),
)

REVIEW: Final = "行政复议"
DIRECT_SUIT: Final = "未经复议直接起诉"
SUIT_AFTER_REVIEW: Final = "复议后起诉"

DISPUTE_KIND_CHOICES: Final = Choices(
    "五种案件类型",
    (REVIEW, DIRECT_SUIT, SUIT_AFTER_REVIEW, "举报投诉", "申诉"),
    understood=MappingProxyType(
        {
            "复议": REVIEW,
            "直接起诉": DIRECT_SUIT,
            "未经复议起诉": DIRECT_SUIT,
            "复议后诉讼": SUIT_AFTER_REVIEW,
            "举报": "举报投诉",
            "投诉": "举报投诉",
            "行政申诉": "申诉",
        }
    ),
    suggested=MappingProxyType(
        {
            "行政诉讼": (DIRECT_SUIT, SUIT_AFTER_REVIEW),
            "诉讼": (DIRECT_SUIT, SUIT_AFTER_REVIEW),
        }
    ),
    groups=("行政诉讼",),
)

SUITS: Final = (REVIEW, DIRECT_SUIT, SUIT_AFTER_REVIEW)

# The rows of the statutory table of reviews and suits.
SUIT_CHOICES: Final = Choices(
    "三种案件类型",
    SUITS,
    understood={key: kind for key, kind in DISPUTE_KIND_CHOICES.understood.items() if kind in SUITS},
    groups=DISPUTE_KIND_CHOICES.groups,
)

PENDING: Final = "尚未审结"

DISPUTE_OUTCOME_CHOICES: Final = Choices(
    "四种结果",
    ("结果维持", "结果纠正", "其他结果", PENDING),
    understood=MappingProxyType(
        {
            "维持": "结果维持",
            "纠正": "结果纠正",
            "其他": "其他结果",
            "未审结": PENDING,
            "审理中": PENDING,
        }
    ),
)

# 政府信息公开情况统计表 (国办发〔2014〕32号) knows five ways of publication.
CHANNEL_KINDS: Final = ("政府公报", "政府网站", "政务微博", "政务微信", "其他方式")

# Common words for a channel that can only be one of its kind.
CHANNELS_UNDERSTOOD: Final = MappingProxyType(
    {
        **dict.fromkeys(
            ("网站", "门户网站", "官网", "官方网站", "单位网站", "政府门户网站", "政务网站"), "政府网站"
        ),
        **dict.fromkeys(("微信", "微信公众号", "公众号", "政务微信公众号", "官方微信"), "政务微信"),
        **dict.fromkeys(("微博", "政务微博号", "官方微博", "新浪微博"), "政务微博"),
        **dict.fromkeys(("公报", "政府公报栏"), "政府公报"),
    }
)
