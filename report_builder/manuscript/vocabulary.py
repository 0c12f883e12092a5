"""``Settings`` and ``Statistics`` → the words that a narrative may use: 机关.全称, 申请.新收 …"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.manuscript import views, wording
from report_builder.manuscript.last_year import last_year_words
from report_builder.manuscript.words import Lookup
from report_builder.statistics.working_days import INTERPRETATION_LIMIT, PUBLICATION_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from report_builder.ledgers.records import PublishedItem, Reading
    from report_builder.settings import Settings
    from report_builder.statistics.figures import (
        CategoryStatistics,
        DisputeOutcomes,
        DocumentStock,
        InterpretationTiming,
        PublicationStatistics,
        RequestStatistics,
        Statistics,
        Tally,
    )
    from report_builder.statistics.last_year import LastYear

# The one word that the narrative itself answers: its own headings, so that the list of them cannot differ.
HEADINGS_WORD: Final = "各部分标题"


def vocabulary(
    settings: Settings, statistics: Statistics, last_year: LastYear | None = None
) -> dict[str, object]:
    """Every word that stands by itself in a narrative, with its value."""
    return {
        "机关": _agency(settings),
        "名称": views.NameWords(settings.names),
        **_period(statistics),
        **_publication(statistics),
        **_requests_and_disputes(statistics),
        **_duties(statistics),
        "新媒体": views.MediaWords(
            tuple(
                views.AccountWords(
                    each.platform,
                    each.account,
                    each.subscribers,
                    each.readers,
                    each.reads,
                    each.posts,
                    each.top_reads,
                    each.widely_read,
                )
                for each in statistics.media
            )
        ),
        "网站": _readings("政府网站指标", statistics.websites),
        "工作": _readings("工作情况指标", statistics.work),
        "去年": last_year_words(last_year, statistics.year - 1),
        HEADINGS_WORD: (),
    }


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


def _publication(statistics: Statistics) -> dict[str, object]:
    """What was published and explained."""
    published, explained = statistics.publication, statistics.interpretations
    return {
        "主动公开": views.PublicationWords(
            published.total,
            _categories(published),
            _tallies("公开渠道", published.by_channel),
            _tallies("公开渠道归类", published.by_channel_kind),
        ),
        "条目": _items(published.items),
        "解读": views.InterpretationsWords(
            explained.total, explained.in_time, tuple(_interpretation(timing) for timing in explained.timings)
        ),
    }


def _categories(published: PublicationStatistics) -> Lookup[views.CategoryWords]:
    """Categories and groups of them by name; a group hides the category whose name it bears."""
    counted = (*published.categories, *published.groups)
    return Lookup("信息类别", {each.label: _category(each) for each in counted})


def _category(counted: CategoryStatistics) -> views.CategoryWords:
    return views.CategoryWords(
        counted.total,
        counted.in_time,
        counted.late,
        counted.undated,
        _tallies("公开渠道", counted.by_channel),
    )


def _items(items: Iterable[PublishedItem]) -> Lookup[views.ItemWords]:
    """The items by title; of one published twice, the first time."""
    latest_first = sorted(items, key=lambda item: item.published_on, reverse=True)
    return Lookup("信息名称", {item.title: _item(item) for item in latest_first})


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


def _interpretation(timing: InterpretationTiming) -> views.InterpretationWords:
    given = timing.interpretation
    return views.InterpretationWords(
        given.title,
        given.policy,
        given.policy_published_on,
        given.interpreted_on,
        given.form,
        given.channels,
        timing.working_days,
    )


def _requests_and_disputes(statistics: Statistics) -> dict[str, object]:
    """Applications, refusals on file, and what was contested."""
    disputes = statistics.disputes
    return {
        "申请": _requests(statistics.requests),
        "不予公开备案": statistics.withheld,
        "复议": _disputes(disputes.review),
        "诉讼": _disputes(disputes.direct_suit, disputes.suit_after_review),
        "举报投诉": disputes.complaints,
        "申诉": disputes.petitions,
    }


def _requests(requests: RequestStatistics) -> views.RequestWords:
    totals = {key: row.total for key, row in requests.rows}

    def part(name: str) -> int:
        """The total of every row under one heading of the table, as refused.1 to refused.8."""
        return sum(total for key, total in totals.items() if key.split(".")[0] == name)

    return views.RequestWords(
        新收=part("new"),
        上年结转=part("carried_in"),
        予以公开=part("granted"),
        部分公开=part("partial"),
        不予公开=part("refused"),
        无法提供=part("unavailable"),
        不予处理=part("not_handled"),
        其他处理=part("other"),
        办结=part("total"),
        结转下年度=part("carried_out"),
        按期=requests.closed_in_time,
        延期=requests.closed_extended,
        收费=requests.charged,
        减免=requests.waived,
        方式=_tallies("申请方式", requests.by_method),
    )


def _disputes(*kinds: DisputeOutcomes) -> views.DisputeWords:
    return views.DisputeWords(
        sum(kind.total for kind in kinds),
        sum(kind.upheld for kind in kinds),
        sum(kind.corrected for kind in kinds),
        sum(kind.other for kind in kinds),
        sum(kind.pending for kind in kinds),
    )


def _duties(statistics: Statistics) -> dict[str, object]:
    """What art. 20 of the 2019 regulation has counted."""
    legal = statistics.legal
    return {
        "规章": _documents(legal.rules),
        "规范性文件": _documents(legal.normative_documents),
        "执法": views.EnforcementWords(
            legal.licences, legal.penalties, legal.compulsions, legal.other_services
        ),
        "收费": views.ChargeWords(legal.fees, legal.fees_wan),
    }


def _documents(stock: DocumentStock) -> views.DocumentWords:
    return views.DocumentWords(stock.issued, stock.abolished, stock.in_force)


def _tallies(kind: str, tallies: Iterable[Tally]) -> Lookup[int]:
    return Lookup(kind, {tally.label: tally.count for tally in tallies})


def _readings(kind: str, readings: Iterable[Reading]) -> Lookup[Decimal | int]:
    return Lookup(kind, {reading.indicator: _whole(reading.value) for reading in readings})


def _whole(value: Decimal) -> Decimal | int:
    """A count as a count: what has no fraction is whole."""
    return int(value) if value == value.to_integral_value() else value
