"""Reception days as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset, Total
from liaison_stations import rules
from liaison_stations.days.filters import DayFilter
from liaison_stations.days.nearness import with_ahead
from liaison_stations.days.queries import HELD, sums, with_duties
from liaison_stations.days.showing import STATES
from liaison_stations.models import Reception, ReceptionDay, ReceptionDayQuerySet
from liaison_stations.operations.day_notices import hours, place_of


def _rows(user: User) -> ReceptionDayQuerySet:
    return ReceptionDay.objects.visible_to(user).select_related("station")


def _load_duties(rows: Any) -> None:
    """Whose turn it is, for many days at once."""
    found: dict[int, Any] = {
        row.pk: row for row in with_duties(ReceptionDay.objects.filter(pk__in=[row.pk for row in rows]))
    }
    for row in rows:
        row.on_duty = found[row.pk].on_duty
        row.form_names = "、".join(form.name for form in found[row.pk].forms.all())


def _load_receptions(rows: Any) -> None:
    """Batches and persons, for many days at once."""
    counted = Reception.objects.filter(day__in=[row.pk for row in rows]).order_by().values("day")
    found = {line["day"]: line for line in counted.annotate(n=Count("pk"), people=Sum("people"))}
    for row in rows:
        line = found.get(row.pk, {"n": 0, "people": 0})
        row.batches, row.people = (line["n"], line["people"]) if row.state in HELD else (None, None)


def _names(row: Any) -> str:
    return "、".join(duty.deputyship.person.name for duty in row.on_duty)


def _day(row: ReceptionDay) -> SafeString:
    weekday = dates.weekday(row.day)
    return format_html('<span class="rd-num">{}</span><p>{} {}</p>', dates.day(row.day), weekday, hours(row))


def _distance(row: ReceptionDay) -> str:
    days = (row.day - timezone.localdate()).days
    return "今天" if not days else f"还有 {days} 天" if days > 0 else f"{-days} 天前"


def _leaders(row: ReceptionDay) -> str:
    return "、".join(str(leader) for leader in row.leaders.all())


def _station(row: ReceptionDay) -> SafeString:
    tags = [marks.tag("同时述职")] if row.is_duty_report else []
    return title(record_url("reception_days:detail", row.pk), str(row.station), *tags, below=place_of(row))


def _state(row: ReceptionDay) -> SafeString:
    return marks.state(*STATES[row.state])


def _received(row: Any) -> object:
    if row.batches is None:
        return marks.dim("—")
    return f"{row.batches} 批 {row.people:,} 人次" if row.batches else marks.dim("没有群众来")


def _name(row: ReceptionDay) -> str:
    return f"{row.station}{dates.day(row.day)}"


def _totals(rows: Any) -> list[Total]:
    """Deputies who came, batches and persons received on these days (2 queries, R163)."""
    found = sums(rows)
    return [
        Total("参加代表", found.deputies, "人次"),
        Total("接待群众", found.batches, "批"),
        Total("接待群众", found.people, "人次"),
    ]


DAYS = ListPage(
    key="reception_days",
    title="接待日",
    unit="次",
    rows=_rows,
    filterset=DayFilter,
    name_of=_name,
    columns=(
        Column("day", "日期", order="day", export="day", cell=_day),
        Column(
            "station",
            "联络站",
            order="station_id",
            fixed=True,
            css="",
            export="station.name",
            cell=_station,
        ),
        Column("deputies", "接待代表", export=_names, css="", load=_load_duties),
        Column("received", "接待批次", export=lambda row: row.batches, cell=_received, load=_load_receptions),
        Column("people", "接待人次", only_export=True, load=_load_receptions),
        Column("state", "状态", export="get_state_display", cell=_state),
        Column("hours", "时间", export=hours, only_export=True),
        Column("place", "地点", export=place_of, only_export=True),
        Column("mode", "接待方式", export="get_place_mode_display", shown=False),
        Column("topic", "主题", export="topic", shown=False),
        Column("forms", "接待形式", export="form_names", shown=False, load=_load_duties),
        Column("leaders", "党政领导", export=_leaders, shown=False, needs=("leaders",)),
        Column(
            "near",
            "离今天",
            order="ahead",
            then="-day",
            sorts=lambda rows: with_ahead(rows, "day"),
            export=_distance,
            shown=False,
        ),
        Column("host", "机关进站", export="hosted_by.name", shown=False, needs=("hosted_by",)),
    ),
    totals=_totals,
    order="ahead",
    presets=(
        Preset("今天", "when=today"),
        Preset("今后 7 天", "when=week"),
        Preset("还没有排代表", "when=nobody"),
        Preset("过了还没有接待", "when=over"),
        Preset("已接待", "state=held"),
    ),
    empty=Empty("还没有接待日", "在联络站的“接待日”里写一条规则，一年的接待日就按规则排好。"),
    actions=(
        Action("规则和轮班", "reception_days:rules", "calendar-repeat", rules.READERS),
        Action("月历", "reception_days:month", "calendar-month", rules.READERS, primary=False),
        Action("每月有没有接待", "reception_days:months", "checklist", rules.READERS, primary=False),
    ),
)
