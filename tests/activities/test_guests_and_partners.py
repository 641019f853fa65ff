"""Guests from above, other congresses, campaigns: what the filters find (R018, R271, R281, R283)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.models import Activity, ActivityKind, Campaign
from activities.parts import Part
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    make_area()
    client.force_login(make_user(Role.OFFICE))
    return client


def log(headline: str, code: str, **more: Any) -> Activity:
    return operations.record_activity(
        actor=None,
        start_on=date(2026, 5, 8),
        kind=ActivityKind.objects.get(code=code),
        headline=headline,
        text="正文。",
        **more,
    )


def found(client: Client, **query: Any) -> set[str]:
    rows = client.get(reverse("activities:index"), query).context["list"].rows
    return {row.headline for row, _name in rows}


def test_a_group_activity_with_a_leader_from_the_city_is_found(clerk: Client) -> None:
    guest = Part(manner="指导", name="邵雪松", title_as_written="市人大常委会副主任")
    activity = log("小组活动", "deputy_group_activity", participations=[guest])
    log("只有自己人", "deputy_group_activity")
    assert found(clerk, higher="yes") == found(clerk, guest="市") == {"小组活动"}
    assert found(clerk, guest="省") == set()
    page = clerk.get(reverse("activities:detail", args=[activity.pk])).text
    assert "上级来宾" in page
    assert "邵雪松</a>（市）" in page


def test_work_with_congresses_above_is_listed_by_level(clerk: Client) -> None:
    shared = {"partner_role": "guest"}
    log("省里来", "superior_assist_research", partner_level="province", partner_name="省人大常委会", **shared)
    log("市里来", "superior_assist_inspection", partner_level="city", partner_name="市人大常委会", **shared)
    log("邻县来", "exchange", partner_level="district", partner_name="云岭县人大常委会", **shared)
    log("出去学", "exchange", partner_level="district", partner_role="host")
    assert found(clerk, superior="any") == {"省里来", "市里来"}
    assert found(clerk, superior="province") == {"省里来"}
    assert found(clerk, superior="city") == {"市里来"}
    assert found(clerk, elsewhere="guest") == {"邻县来"}
    assert found(clerk, elsewhere="host") == {"出去学"}
    assert found(clerk, group="上下联动") == {"省里来", "市里来", "邻县来", "出去学"}


def test_a_campaign_gathers_activities_of_any_kind(clerk: Client) -> None:
    campaign = operations.add_campaign(actor=make_user(), name="文明城市创建")
    log("巡查", "civilised_city_inspection", campaigns=[campaign])
    log("调研", "research", campaigns=[campaign])
    log("别的", "research")
    assert found(clerk, campaign=campaign.pk) == {"巡查", "调研"}


def test_campaigns_are_the_districts_own(clerk: Client) -> None:
    page = clerk.post(reverse("activities:add_campaign"), {"name": "双联"}, follow=True)
    assert "已增加专项“双联”" in page.text
    assert "已有名为“双联”的专项" in clerk.post(reverse("activities:add_campaign"), {"name": "双联"}).text
    clerk.post(reverse("activities:add_campaign"), {"name": "换届选举"})
    campaign = Campaign.objects.get(name="换届选举")
    clerk.post(reverse("activities:move_campaign", args=[campaign.pk]), {"to": "up"})
    assert list(Campaign.objects.values_list("name", flat=True)) == ["换届选举", "双联"]
    clerk.post(reverse("activities:change_campaign", args=[campaign.pk]), {"name": "换届"})
    campaign.refresh_from_db()
    assert (campaign.name, campaign.active) == ("换届", False)
    form = clerk.get(reverse("activities:record_activity")).context["form"]
    assert [str(choice) for choice in form.fields["campaigns"].queryset] == ["双联"]
    assert AuditEvent.objects.filter(verb__endswith="_campaign").count() == 4


def test_two_campaigns_of_one_name_are_refused() -> None:
    operations.add_campaign(actor=None, name="双联")
    with pytest.raises(ValidationError):
        operations.add_campaign(actor=None, name="双联")


def test_kinds_say_what_they_ask(clerk: Client) -> None:
    data = {
        "name": "主席团会议",
        "group": "会议",
        "meeting_body": "主席团",
        "law": "before",
        "attendance": "once",
    }
    clerk.post(reverse("activities:add_kind"), data)
    kind = ActivityKind.objects.get(name="主席团会议")
    assert kind.asks == ["meeting", "law", "attendance"]
    assert "会议次数（主席团）、会前学法、点一次名" in clerk.get(reverse("activities:kinds")).text
    page = clerk.get(reverse("activities:record_activity"))
    assert page.context["kind_asks"][str(kind.pk)] == kind.asks
    assert 'data-asked="meeting"' in page.text
