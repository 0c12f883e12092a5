"""The year's figures as a narrative sees them: frozen values with the report's own Chinese words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_builder.manuscript.words import Lookup, View, unfit, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class ContactWords(View, frozen=True):
    """Whom a citizen may ask (机关.联系)."""

    部门: str
    地址: str
    邮编: str
    电话: str
    传真: str
    邮箱: str


class AgencyWords(View, frozen=True):
    """The agency (机关); 人民政府 asks whether it is a government, as {% if 机关.人民政府 %}."""

    全称: str
    简称: str
    地区: str
    平台: str
    门户网站: str
    报送单位: str
    查阅场所: tuple[str, ...]
    联系: ContactWords
    人民政府: bool


class LimitWords(View, frozen=True):
    """The time limits in working days that the statistics measure by (时限)."""

    主动公开: int
    政策解读: int


class NameWords(View, frozen=True):
    """The fixed names of ``agency.toml`` (名称), whatever words its keys are."""

    _names: Mapping[str, str]

    def words(self) -> Mapping[str, object]:
        """The keys of ``[names]``."""
        return self._names


class ItemWords(View, frozen=True):
    """One published item (条目)."""

    名称: str
    文号: str
    类别: str
    制发日期: date | None
    公开日期: date
    渠道: tuple[str, ...]
    网址: str
    科室: str


class InterpretationWords(View, frozen=True):
    """One interpretation of a policy (解读("…")); 工作日 counts from the policy's publication to it."""

    名称: str
    对象: str
    政策发布日期: date | None
    解读日期: date
    形式: str
    渠道: tuple[str, ...]
    工作日: int | None

    def label(self) -> str:
        """By its title."""
        return f'解读("{self.名称}")'


class InterpretationsWords(View, frozen=True):
    """The year's interpretations (解读): their figures, and one of them by its title in brackets."""

    _figures: Mapping[str, object]
    各篇: tuple[InterpretationWords, ...]

    def words(self) -> Mapping[str, object]:
        """The figures, and all of them."""
        return {**self._figures, "各篇": self.各篇}

    def __call__(self, title: object) -> InterpretationWords:
        """The interpretation of that title."""
        return Lookup("政策解读", {each.名称: each for each in self.各篇})(title)


class AccountWords(View, frozen=True):
    """A new-media account's year (新媒体("…"))."""

    平台: str
    账号: str
    _figures: Mapping[str, object]

    def words(self) -> Mapping[str, object]:
        """What it is called, and its figures."""
        return {"平台": self.平台, "账号": self.账号, **self._figures}

    def label(self) -> str:
        """By its name and its platform."""
        return f'新媒体("{self.账号}","{self.平台}")'


class MediaWords(View, frozen=True):
    """The new-media accounts (新媒体), one of them by its name, and by its platform where two share it."""

    账号: tuple[AccountWords, ...]

    def __call__(self, account: object, platform: object = "") -> AccountWords:
        """The account of that name; raises ``NarrativeFault`` where there is none, or more than one."""
        named = [each for each in self.账号 if each.账号 == account]
        if not named:
            raise unknown(kind="新媒体账号", word=str(account), known=(each.账号 for each in self.账号))
        found = [each for each in named if platform in {"", each.平台}]
        if len(found) == 1:
            return found[0]
        platforms = "、".join(each.平台 for each in named)
        raise unfit(
            message=f"要写明是哪个平台的账号“{account}”",
            word=str(account),
            remedy=f'写作 新媒体("{account}", "平台")；平台有：{platforms}',
        )
