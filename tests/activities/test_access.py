"""Who may do what with the log: each page, each role, and records out of scope."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from activities.models import Activity
from activities.rules import DISTRICT_WRITERS, READERS, WRITERS
from congress.accounts.enums import Role
from tests.activities.form import filled
from tests.factories import make_activity, make_area, make_kind, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("name", "own_record", "roles"),
    [
        ("index", False, READERS),
        ("detail", True, READERS),
        ("record_activity", False, WRITERS),
        ("change_activity", True, WRITERS),
        ("withdraw", True, WRITERS),
        ("people", False, WRITERS),
        ("kinds", False, DISTRICT_WRITERS),
        ("add_kind", False, DISTRICT_WRITERS),
    ],
)
def test_pages_open_to_their_roles_only(
    client: Client, role: Role, name: str, own_record: bool, roles: frozenset[str]
) -> None:
    town = make_area("柳桥街道")
    activity = make_activity(area=town)
    client.force_login(make_user(role, area=town if role == Role.TOWN else None))
    url = reverse(f"activities:{name}", args=[activity.pk] if own_record else [])
    assert client.get(url).status_code == (200 if role in roles else 403)


@pytest.mark.parametrize("name", ["detail", "change_activity", "withdraw"])
def test_another_towns_activity_does_not_exist(client: Client, name: str) -> None:
    activity = make_activity(area=make_area("文昌街道"))
    client.force_login(make_user(Role.TOWN, area=make_area("柳桥街道")))
    assert client.get(reverse(f"activities:{name}", args=[activity.pk])).status_code == 404
    assert client.post(reverse("activities:restore", args=[activity.pk])).status_code == 404


def test_a_town_places_activities_in_its_own_area_only(client: Client) -> None:
    own, other = make_area("柳桥街道"), make_area("文昌街道")
    client.force_login(make_user(Role.TOWN, area=own))
    page = client.get("/activities/new/").text
    assert "柳桥街道</option>" in page
    assert "文昌街道</option>" not in page
    assert client.post("/activities/new/", filled(area=other.pk)).status_code == 200
    assert not Activity.objects.exists()
    assert client.post("/activities/new/", filled(area=own.pk)).status_code == 302
    assert Activity.objects.get().area == own


@pytest.mark.parametrize("role", [Role.LEADER, Role.COMMITTEE])
def test_readers_are_offered_no_buttons_and_cannot_write(client: Client, role: Role) -> None:
    activity = make_activity()
    client.force_login(make_user(role))
    page = client.get(reverse("activities:detail", args=[activity.pk])).text
    assert reverse("activities:change_activity", args=[activity.pk]) not in page
    assert (
        client.post(reverse("activities:withdraw", args=[activity.pk]), {"reason": "不该"}).status_code == 403
    )
    assert client.post(reverse("activities:restore", args=[activity.pk])).status_code == 403
    assert (
        client.post(reverse("activities:move_kind", args=[make_kind().pk]), {"to": "up"}).status_code == 403
    )


def test_visitors_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/activities/").status_code == 302
