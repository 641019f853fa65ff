"""What the log plugs into the portal: search, to-dos, figures, the record page of a person, uses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities import operations, uses
from activities.models import Activity
from activities.portal import find_activities, todos
from activities.uses import Use, register_uses
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.registry import measure
from congress.organs.models import Area
from tests.factories import make_activity, make_area, make_kind, make_person, make_user

pytestmark = pytest.mark.django_db


def test_search_stays_in_scope_and_leaves_out_what_was_withdrawn() -> None:
    own = make_area("柳桥街道")
    make_activity(area=own, headline="充电棚视察")
    make_activity(area=make_area("文昌街道"), headline="充电棚调研")
    gone = make_activity(area=own, headline="充电棚重复")
    operations.withdraw(activity=gone, actor=make_user(), reason="重复")
    hits = find_activities(make_user(Role.TOWN, area=own), "充电棚", 10)
    assert [hit.title for hit in hits] == ["充电棚视察"]


@time_machine.travel("2026-06-21 12:00:00+08:00")
def test_a_town_without_activities_is_reminded_late_in_the_month() -> None:
    town = make_area("柳桥街道")
    user = make_user(Role.TOWN, area=town)
    assert [todo.title for todo in todos(user)] == ["登记本月的活动"]
    make_activity(on=date(2026, 6, 3), area=town)
    assert list(todos(user)) == []
    with time_machine.travel("2026-07-05 12:00:00+08:00"):
        assert list(todos(user)) == []


@time_machine.travel("2026-06-02 12:00:00+08:00")
def test_a_month_without_monthly_law_is_flagged() -> None:
    office = make_user(Role.OFFICE)
    assert list(todos(office)) == []
    make_activity(on=date(2026, 4, 7), text="机关举行“一月一法”学法活动。")
    assert [todo.title for todo in todos(office)] == ["补登5月的“一月一法”学法活动"]
    make_activity(on=date(2026, 5, 7), kind=make_kind("一月一法", code="monthly_law"))
    assert list(todos(office)) == []


@time_machine.travel("2026-06-10 12:00:00+08:00")
def test_the_figure_is_the_length_of_the_list_behind_it(client: Client) -> None:
    office = make_user(Role.OFFICE)
    for day in (date(2026, 6, 1), date(2026, 6, 2), date(2026, 3, 1)):
        make_activity(on=day)
    operations.withdraw(activity=make_activity(on=date(2026, 6, 3)), actor=office, reason="重复")
    measured = measure(office, Period.this_month(date(2026, 6, 10)))
    figure = next(found for found in measured if found.figure.key == "activities.recorded")
    assert figure.value == Count(2, "次")
    client.force_login(office)
    assert client.get(figure.url).context["list"].count == 2
    assert measure(make_user(Role.DEPUTY), Period.this_year(date(2026, 6, 10))) == []


def test_a_person_shows_the_activities_in_scope(client: Client) -> None:
    person, town = make_person("孙维民"), make_area("柳桥街道")
    make_activity(person, headline="街道里的", area=town)
    make_activity(person, headline="区里的", area=Area.objects.get(parent=None))
    url = reverse("deputies:detail", args=[person.pk])
    client.force_login(make_user(Role.TOWN, area=town))
    page = client.get(url).text
    assert "街道里的" in page
    assert "区里的" not in page
    client.force_login(make_user(Role.ADMIN))
    assert "街道里的" not in client.get(url).text


def test_higher_rooms_say_where_an_activity_went(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uses, "_providers", [])

    def printed(activity: Activity, user: User) -> Any:
        yield Use("《人大信息》2026年第5期", "/bulletins/5/", f"第 {activity.pk} 条")

    register_uses(printed)
    activity = make_activity()
    client.force_login(make_user(Role.LEADER))
    page = client.get(reverse("activities:detail", args=[activity.pk])).text
    assert "《人大信息》2026年第5期" in page
    assert "还没有编进刊物" not in page
