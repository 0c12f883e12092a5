"""``Settings`` and ``Statistics`` → the words that a narrative may use: 机关.全称, 申请.新收 …"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from report_builder.manuscript import views, wording
from report_builder.manuscript.figure_words import figure_words
from report_builder.manuscript.last_year import last_year_words
from report_builder.manuscript.words import Lookup, View
from report_builder.statistics.working_days import INTERPRETATION_LIMIT, PUBLICATION_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.settings import Settings
    from report_builder.statistics.figures import Statistics
    from report_builder.statistics.last_year import LastYear
    from report_builder.statistics.shown import Interpretation, PublishedItem

# The one word that the narrative itself answers: its own headings, so that the list of them cannot differ.
HEADINGS_WORD: Final = "各部分标题"


def vocabulary(
    settings: Settings, statistics: Statistics, last_year: LastYear | None = None
) -> dict[str, object]:
    """Every word that stands by itself in a narrative, with its value."""
    figures = figure_words({**statistics.figures, **statistics.details}, statistics.labels)
    return {
        "机关": _agency(settings),
        "名称": views.NameWords(settings.names),
        **_period(statistics),
        **figures,
        "条目": Lookup("信息名称", _Items(statistics.items)),
        "解读": views.InterpretationsWords(
            _words(figures["解读"]), tuple(_interpretation(each) for each in statistics.interpreted)
        ),
        "新媒体": views.MediaWords(
            tuple(
                views.AccountWords(each.platform, each.account, _words(figures["新媒体"], each.name))
                for each in statistics.accounts
            )
        ),
        "去年": last_year_words(last_year, statistics.year - 1),
        HEADINGS_WORD: (),
    }


def _words(view: object, name: str = "") -> Mapping[str, object]:
    """The figures of a group, or of the one that a lookup has under a name."""
    found = view.entries[name] if isinstance(view, Lookup) else view
    return found.words() if isinstance(found, View) else {}


class _Items(Mapping[str, views.ItemWords]):
    """The published items by title, each looked at when it is asked for."""

    def __init__(self, items: Mapping[str, PublishedItem]) -> None:
        self._items = items

    def __getitem__(self, title: str) -> views.ItemWords:
        return _item(self._items[title])

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def _agency(settings: Settings) -> views.AgencyWords:
    contact = settings.contact
    return views.AgencyWords(
        全称=settings.name,
        简称=settings.short_name,
        地区=settings.region,
        平台=settings.platform,
        门户网站=settings.portal,
        报送单位=settings.sent_to,
        查阅场所=settings.reading_rooms,
        联系=views.ContactWords(
            contact.office,
            contact.address,
            contact.postcode,
            contact.telephone,
            contact.fax,
            contact.email,
        ),
        人民政府=settings.kind == "government",
    )


def _period(statistics: Statistics) -> dict[str, object]:
    """The year and what it spans."""
    first, last = statistics.first_day, statistics.last_day
    return {
        "年": statistics.year,
        "上年": statistics.year - 1,
        "下年": statistics.year + 1,
        "期初": first,
        "期末": last,
        "统计期限": f"{wording.full_date(first)}至{wording.full_date(last)}",
        "时限": views.LimitWords(PUBLICATION_LIMIT, INTERPRETATION_LIMIT),
    }


def _item(item: PublishedItem) -> views.ItemWords:
    return views.ItemWords(
        item.title,
        item.document_number,
        item.category,
        item.made_on,
        item.published_on,
        item.channels,
        item.url,
        item.office,
    )


def _interpretation(given: Interpretation) -> views.InterpretationWords:
    return views.InterpretationWords(
        given.title,
        given.policy,
        given.policy_published_on,
        given.interpreted_on,
        given.form,
        given.channels,
        given.working_days,
    )
