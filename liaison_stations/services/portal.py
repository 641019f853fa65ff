"""What this package plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_looks, register_verbs
from congress.search.index import Searched, search_q
from congress.web import dates
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from liaison_stations import rules
from liaison_stations.days.plugs import register_section as register_of_day
from liaison_stations.models import ServiceRecord
from liaison_stations.services import demo
from liaison_stations.services.sections import of_day, of_station
from liaison_stations.services.todos import INDEX, todos
from liaison_stations.sites.sections import register_section


def found(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Records for the global search, newest first; citizens are not searched."""
    rows = ServiceRecord.objects.visible_to(user).standing().filter(search_q(text))
    rows = rows.select_related("service__kind", "service__station").order_by("-on", "-pk")
    for row in rows.only("on", "title", "service__station__name", "service__kind__name")[:limit]:
        context = f"{dates.day(row.on)}　{row.service.station.name}　{row.service.kind}"
        yield SearchHit(row.title, context, reverse("station_services:record", args=[row.pk]))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            "便民服务",
            INDEX,
            "heart-handshake",
            rules.READERS,
            order=44,
            under="liaison_stations:index",
        )
    )
    register_todos(todos)
    register_search(
        SearchProvider("便民服务", 34, found, rules.READERS, INDEX, tables=(Searched(ServiceRecord),))
    )
    register_section(of_station)
    register_of_day(of_day)
    register_verbs(
        {
            "liaison_stations:add_service": "加服务",
            "liaison_stations:change_service": "修改服务",
            "liaison_stations:end_service": "停办服务",
            "liaison_stations:resume_service": "恢复服务",
            "liaison_stations:add_time": "加服务时间",
            "liaison_stations:drop_time": "去掉服务时间",
            "liaison_stations:pause_service": "服务停一天",
            "liaison_stations:lift_pause": "服务照常",
            "liaison_stations:record_service": "登记服务",
            "liaison_stations:change_record": "修改服务登记",
            "liaison_stations:withdraw_record": "撤回服务登记",
            "liaison_stations:reveal_record": "查看群众姓名电话",
            "liaison_stations:book": "预约",
            "liaison_stations:cancel_by_code": "本人取消预约",
            "liaison_stations:cancel_booking": "取消预约",
            "liaison_stations:mark_booking": "登记来没来",
            "liaison_stations:reveal_booking": "查看预约人姓名电话",
        }
    )
    register_looks("liaison_stations:reveal_record", "liaison_stations:reveal_booking")
    register_facts(
        "liaison_stations",
        {
            "provider": "由谁提供",
            "contact": "联系人",
            "weekdays": "星期",
            "hours": "时间",
            "seats": "每段约几位",
            "bookings_gone": "取消预约",
            "what": "约的什么",
        },
    )
    register_demo(76, "便民服务", demo.load)
