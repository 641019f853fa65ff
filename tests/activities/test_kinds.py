"""The district's own kinds of activities."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.models import ActivityKind, TrainingType
from congress.accounts.enums import Role
from oversight.models import MeetingKind
from tests.factories import make_activity, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three() -> list[ActivityKind]:
    MeetingKind.objects.all().delete()
    TrainingType.objects.all().delete()
    ActivityKind.objects.all().delete()
    return [operations.add_kind(actor=None, name=name, group="监督") for name in ("视察", "调研", "执法检查")]


def names() -> list[str]:
    return list(ActivityKind.objects.values_list("name", flat=True))


def test_a_new_kind_comes_last_and_a_name_stands_for_one() -> None:
    operations.add_kind(actor=make_user(), name=" 接待日 ")
    assert names() == ["视察", "调研", "执法检查", "接待日"]
    with pytest.raises(ValidationError):
        operations.add_kind(actor=make_user(), name="接待日")


def test_moving_changes_places_and_stops_at_the_ends(three: list[ActivityKind]) -> None:
    clerk = make_user()
    operations.move_kind(kind=three[2], actor=clerk, up=True)
    assert names() == ["视察", "执法检查", "调研"]
    operations.move_kind(kind=three[0], actor=clerk, up=True)
    operations.move_kind(kind=three[1], actor=clerk, up=False)
    assert names() == ["视察", "执法检查", "调研"]


def test_a_renamed_kind_keeps_its_activities(client: Client, three: list[ActivityKind]) -> None:
    activity = make_activity(kind=three[0])
    client.force_login(make_user(Role.DEPUTY_WORK))
    url = reverse("activities:change_kind", args=[three[0].pk])
    assert "已有名为“调研”的类别" in client.post(url, {"name": "调研"}).text
    response = client.post(url, {"name": "集中视察", "group": "监督", "book": "inspections"}, follow=True)
    assert "类别“集中视察”已更新" in response.text
    activity.refresh_from_db()
    assert (activity.kind.name, activity.kind.active) == ("集中视察", False)
    assert "不再选用" in response.text
    assert activity.kind.book == "inspections"
    assert "视察调研登记簿" in response.text


def test_the_page_lists_in_order_with_counts(client: Client, three: list[ActivityKind]) -> None:
    make_activity(kind=three[1])
    client.force_login(make_user(Role.OFFICE))
    page = client.get(reverse("activities:kinds")).text
    assert page.index("视察") < page.index("执法检查")
    assert "1 次" in page
    client.post(reverse("activities:add_kind"), {"name": "接待日", "group": ""})
    client.post(
        reverse("activities:move_kind", args=[ActivityKind.objects.get(name="接待日").pk]), {"to": "up"}
    )
    assert names() == ["视察", "调研", "接待日", "执法检查"]
