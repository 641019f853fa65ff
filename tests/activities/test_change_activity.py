"""Correcting an activity: what changes, what stays, and two people at once."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.models import Activity
from activities.parts import Part, UnitPart
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from tests.activities.form import filled
from tests.factories import make_activity, make_kind, make_person, make_user

pytestmark = pytest.mark.django_db


def facts(activity: Activity, **changes: Any) -> dict[str, Any]:
    names = ("start_on", "end_on", "half_day", "kind", "headline", "text", "place", "area")
    return {**{name: getattr(activity, name) for name in names}, **changes}


def test_changes_are_recorded_field_by_field() -> None:
    clerk, activity = make_user(), make_activity(headline="旧标题")
    changed = operations.change_activity(
        activity=activity, actor=clerk, version=1, **facts(activity, headline="新标题", place="文昌街道")
    )
    assert (changed.headline, changed.version) == ("新标题", 2)
    event = AuditEvent.objects.get(verb="activities:change_activity")
    assert event.before == {"headline": "旧标题", "place": ""}
    assert event.after == {"headline": "新标题", "place": "文昌街道"}


def test_nothing_changed_is_no_event_and_no_version() -> None:
    activity = make_activity()
    same = operations.change_activity(activity=activity, actor=make_user(), version=1, **facts(activity))
    assert same.version == 1
    assert not AuditEvent.objects.filter(verb="activities:change_activity").exists()


def test_who_stays_keeps_the_row_when_people_change_places() -> None:
    one, two, three = make_person(), make_person(), make_person()
    activity = make_activity(one, two)
    row = activity.participations.get(person=two).pk
    operations.change_activity(
        activity=activity,
        actor=make_user(),
        version=1,
        participations=[Part(manner="带领", person=two), Part(manner="参加", person=three)],
        units=[UnitPart("区相关部门"), UnitPart("区相关部门", represented_by="负责人")],
        **facts(activity),
    )
    assert [(p.person, p.order) for p in activity.participations.all()] == [(two, 1), (three, 2)]
    assert activity.participations.get(person=two).pk == row
    assert activity.units.count() == 2


def test_a_second_writer_is_told_what_stands_there() -> None:
    activity = make_activity(headline="原来的")
    operations.change_activity(
        activity=activity, actor=make_user(), version=1, **facts(activity, headline="先保存的")
    )
    with pytest.raises(StaleVersion) as caught:
        operations.change_activity(
            activity=activity, actor=make_user(), version=1, **facts(activity, headline="后保存的")
        )
    assert caught.value.stored["headline"] == "先保存的"
    assert Activity.objects.get().headline == "先保存的"


def test_a_withdrawn_activity_cannot_be_changed() -> None:
    clerk, activity = make_user(), make_activity()
    operations.withdraw(activity=activity, actor=clerk, reason="重复")
    with pytest.raises(Conflict, match="已撤回"):
        operations.change_activity(activity=activity, actor=clerk, version=2, **facts(activity))


def form_of(activity: Activity, **changes: Any) -> dict[str, Any]:
    people = [
        {"name": p.person.name, "person": str(p.person_id), "title": p.title_as_written, "manner": p.manner}
        for p in activity.participations.all()
    ]
    return filled(
        **{
            "people": people,
            "headline": activity.headline,
            "text": activity.text,
            "area": activity.area_id,
            "version": 1,
            **changes,
        }
    )


def test_the_form_opens_with_what_is_there_and_saves(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    activity = make_activity(make_person("孙维民"), half_day="am", until=date(2026, 5, 9))
    url = reverse("activities:change_activity", args=[activity.pk])
    page = client.get(url).text
    assert "2026年5月8日至9日" in page
    assert "孙维民" in page
    response = client.post(url, form_of(activity, headline="改过的标题"))
    assert response.status_code == 302
    assert Activity.objects.get().headline == "改过的标题"


def test_two_clerks_see_both_versions_and_nothing_typed_is_lost(client: Client) -> None:
    activity = make_activity(make_person("孙维民"), headline="原标题", text="原文。")
    url = reverse("activities:change_activity", args=[activity.pk])
    client.force_login(make_user(Role.OFFICE))
    opened = re.search(r'name="opened" value="([^"]*)"', client.get(url).text)
    assert opened
    first = Client()
    first.force_login(make_user(Role.OFFICE))
    first.post(url, form_of(activity, headline="先改的标题"))
    mine = form_of(
        activity,
        headline="后改的标题",
        text="后改的文。",
        opened=opened[1].replace("&quot;", '"'),
        people=[{"name": "李建国", "title": "主任", "manner": "主持"}],
    )
    response = client.post(url, mine)
    assert response.status_code == 409
    for words in ("先改的标题", "后改的标题", "后改的文。", "李建国", "孙维民"):
        assert words in response.text
    assert Activity.objects.get().headline == "先改的标题"

    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', response.text))
    again = {name: value.replace("&quot;", '"') for name, value in again.items()}
    choices = dict.fromkeys(re.findall(r'type="radio" name="(conflict-\d+)"', response.text), "typed")
    response = client.post(url, {**again, **choices})
    assert response.status_code == 302
    saved = Activity.objects.get()
    assert (saved.headline, saved.text, saved.version) == ("后改的标题", "后改的文。", 3)
    assert [p.person.name for p in saved.participations.all()] == ["李建国"]


def test_a_kind_no_longer_offered_stays_with_its_activity(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    activity = make_activity()
    type(activity.kind).objects.filter(pk=activity.kind_id).update(active=False)
    url = reverse("activities:change_activity", args=[activity.pk])
    assert client.post(url, form_of(activity, kind=activity.kind_id, headline="新标题")).status_code == 302


def test_a_full_title_is_kept_only_while_it_fits(client: Client) -> None:
    client.force_login(make_user(Role.OFFICE))
    activity = make_activity(make_person("孙维民"), kind=make_kind())
    row = {"name": "孙维民", "manner": "出席", "full": "区人大常委会党组成员、副主任"}
    url = reverse("activities:change_activity", args=[activity.pk])
    client.post(url, form_of(activity, people=[{**row, "title": "党组成员、副主任"}]))
    assert activity.participations.get().title_full == "区人大常委会党组成员、副主任"
    client.post(url, form_of(activity, people=[{**row, "title": "区政协主席"}], version=2))
    assert activity.participations.get().title_full == ""
