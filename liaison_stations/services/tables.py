"""Services, what was done, and bookings as lists. No column and no export holds anything of a citizen."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from liaison_stations import rules
from liaison_stations.days.nearness import with_ahead
from liaison_stations.models import Booking, ServiceRecord, ServiceTime, StationService
from liaison_stations.services.filters import BookingFilter, RecordFilter, ServiceFilter
from liaison_stations.services.queries import bookings_for
from liaison_stations.services.showing import (
    RESULT_SHAPES,
    booked_how,
    booking_state,
    booking_when,
    time_words,
)
from liaison_stations.workflow import STAFF


def _services(user: User) -> QuerySet[StationService]:
    times = Prefetch("times", ServiceTime.objects.filter(is_dropped=False), to_attr="in_force")
    return StationService.objects.visible_to(user).select_related("kind", "station").prefetch_related(times)


def _service(row: StationService) -> SafeString:
    tags = [] if row.is_public else [marks.tag("不公布")]
    return title(record_url("station_services:service", row.pk), str(row.kind), *tags, below=row.station.name)


def _times(row: Any) -> str:
    return "；".join(time_words(one) for one in row.in_force)


def _times_cell(row: Any) -> object:
    if not row.in_force:
        return marks.dim("还没有写时间")
    return format_html_join(
        "", "<p>{}</p>", ((f"{time_words(one)}　{booked_how(one)}",) for one in row.in_force)
    )


def _offered(row: StationService) -> str:
    return f"{dates.day(row.ended_on)}停办" if row.ended_on else "在办"


SERVICES = ListPage(
    key="station_services",
    title="各站的服务",
    unit="项",
    subtitle="联络站除了接待，还提供哪些服务",
    rows=_services,
    filterset=ServiceFilter,
    columns=(
        Column("kind", "服务", order="kind__order", fixed=True, css="", cell=_service, export="kind.name"),
        Column("times", "时间", css="", export=_times, cell=_times_cell),
        Column("provider", "由谁提供"),
        Column(
            "contact",
            "联系人",
            css="",
            export="contact",
            cell=lambda row: f"{row.contact}　{row.phone}".strip(),
        ),
        Column("state", "状态", export=_offered),
        Column("station", "联络站", order="station_id", export="station.name", only_export=True),
        Column("phone", "联系电话", only_export=True),
    ),
    order="station_id",
    presets=(Preset("要预约", "booked=yes"), Preset("已停办", "state=ended")),
    empty=Empty("还没有登记服务", "打开一个联络站，在“便民服务”里加上：调解、法律咨询、网格治理、民主议事。"),
    actions=(Action("服务记录", "station_services:index", "list-details", rules.READERS, primary=False),),
)


def _records(user: User) -> QuerySet[ServiceRecord]:
    rows = ServiceRecord.objects.visible_to(user).select_related("service__kind", "service__station")
    return rows.defer("account", "search_text")


def _record(row: ServiceRecord) -> SafeString:
    tags = [marks.tag("已撤回")] if row.withdrawn_at else []
    below = f"{row.service.station.name}　{row.service.kind}"
    return title(record_url("station_services:record", row.pk), row.title, *tags, below=below)


def _result(row: ServiceRecord) -> SafeString:
    return marks.state(RESULT_SHAPES[row.result], str(row.get_result_display()))


RECORDS = ListPage(
    key="station_service_records",
    title="便民服务",
    unit="次",
    subtitle="调解、法律咨询、说事等，每次一条",
    rows=_records,
    filterset=RecordFilter,
    columns=(
        Column("title", "事项", fixed=True, css="", cell=_record),
        Column("result", "结果", order="result", export="get_result_display", cell=_result),
        Column("mediator", "调解员、提供人"),
        Column("people", "人数", order="people", css="rd-num is-inline"),
        Column("on", "日期", order="on", css="rd-num is-inline", cell=lambda row: dates.day(row.on)),
        Column("kind", "服务", export="service.kind.name", only_export=True),
        Column("station", "联络站", export="service.station.name", only_export=True),
        Column("dispute", "争议在哪里", shown=False),
    ),
    order="-on",
    presets=(
        Preset("化解", "result=settled"),
        Preset("未化解", "result=unsettled"),
        Preset("转办", "result=passed_on"),
    ),
    empty=Empty("还没有登记服务", "在“各站的服务”里选一项，点“登记一次”。"),
    actions=(
        Action("各站的服务", "station_services:services", "list", rules.READERS),
        Action("预约", "station_services:bookings", "calendar-time", STAFF, primary=False),
    ),
)


def _booking(row: Booking) -> SafeString:
    return title(record_url("station_services:booking", row.pk), row.what, below=row.station.name)


def _booking_state(row: Booking) -> SafeString:
    return marks.state(*booking_state(row))


def _when(row: Booking) -> SafeString:
    return format_html('<span class="rd-num">{}</span>', booking_when(row))


BOOKINGS = ListPage(
    key="station_bookings",
    title="预约",
    unit="个",
    subtitle="群众在网上站预约的服务和线上视频接待",
    rows=bookings_for,
    filterset=BookingFilter,
    columns=(
        Column("what", "约的什么", fixed=True, css="", cell=_booking),
        Column(
            "when",
            "时间",
            order="ahead",
            then="-on",
            sorts=lambda rows: with_ahead(rows, "on"),
            css="",
            export=booking_when,
            cell=_when,
        ),
        Column("title", "什么事", css=""),
        Column("state", "状态", order="state", export="get_state_display", cell=_booking_state),
        Column("station", "联络站", export="station.name", only_export=True),
        Column(
            "booked_at",
            "预约于",
            order="booked_at",
            shown=False,
            cell=lambda row: dates.moment(row.booked_at),
        ),
    ),
    order="ahead",
    presets=(
        Preset("今天", "when=today"),
        Preset("以后的", "when=ahead"),
        Preset("过了还没登记来没来", "when=over"),
    ),
    empty=Empty("还没有人预约", "在服务时间里写上每段约几位，群众就能在网上站预约。"),
    actions=(Action("各站的服务", "station_services:services", "list", rules.READERS),),
)
