"""What people type is text in every list of the portal, whatever its cells make of it."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Field, TextField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse

from activities.models import Campaign
from bulletins.models import Article, Series
from bulletins.operations.contributing import submit_contribution
from bulletins.operations.opening import open_issue
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.organs.enums import AreaKind
from congress.organs.models import OrganName
from congress.web.lists.declare import list_of
from congress.web.models import ListChoice
from deputies import operations as deputies
from deputies.enums import GroupPostKind
from tests.activities.convocations.world import draft
from tests.factories import (
    make_activity,
    make_area,
    make_constituency,
    make_deputyship,
    make_group,
    make_organ,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db

BAD = "<i>坏"
DAY = date(2026, 5, 8)
ROOMS = {"congress", "deputies", "activities", "bulletins"}
#: What the records hang together by; nobody types it.
KEPT = {
    "path",
    "username",
    "password",
    "phone",
    "slug",
    "code",
    "token",
    "hash",
    "key",
    "session_key",
    "list_key",
    "querystring",
    "verb",
    "object_type",
    "app_label",
    "model",
}
LISTS = {
    "people": ("deputies:index", Role.OFFICE),
    "roster": ("deputies:roster", Role.OFFICE),
    "directory": ("deputies:roster", Role.DEPUTY),
    "deputy_groups": ("deputies:groups", Role.OFFICE),
    "activities": ("activities:index", Role.OFFICE),
    "meetings": ("activities:meetings", Role.OFFICE),
    "convocations": ("convocations:index", Role.OFFICE),
    "bulletins": ("bulletins:index", Role.OFFICE),
    "contributions": ("bulletins:contributions", Role.OFFICE),
    "organs": ("organs:index", Role.OFFICE),
    "constituencies": ("organs:constituencies", Role.OFFICE),
    "accounts": ("accounts:index", Role.ADMIN),
    "audit": ("audit:index", Role.ADMIN),
}


def _typed(field: Field[Any, Any]) -> bool:
    """Whether people type what the column holds."""
    text = isinstance(field, CharField | TextField) and not field.choices and not field.unique
    return text and field.name not in KEPT and (getattr(field, "max_length", 0) or 99) >= len(BAD) + 4


@pytest.fixture
def world(db: None) -> None:
    """One record of every kind, of which every text that people type is an element of HTML."""
    make_area(kind=AreaKind.DISTRICT)
    clerk, town = make_user(Role.OFFICE), make_user(Role.TOWN)
    person = make_person(title="局长", order=1, organisation="一局")
    group = make_group(1)
    seat = make_deputyship(person, constituency=make_constituency(), group=group)
    deputies.appoint(
        group=group, kind=GroupPostKind.LEADER, person=person, actor=None, starts_on=seat.starts_on
    )
    activity = make_activity(person, on=DAY)
    activity.campaigns.add(Campaign.objects.create(name="专项"))
    meeting = make_activity(person, on=DAY, headline="会议")
    type(meeting).objects.filter(pk=meeting.pk).update(
        meeting_body="党组", meeting_year=2026, meeting_number=1
    )
    draft(clerk)
    series = Series.objects.create(slug="a", name="刊", office="办公室", editor="某某", phone="1")
    Article.objects.create(
        issue=open_issue(series=series, year=2026, number=5, actor=clerk), title="文", order=1
    )
    area = town.assignments_today[0].area
    assert area is not None
    submit_contribution(area=area, happened_on=DAY, title="稿", text="文", actor=town)
    OrganName.objects.create(organ=make_organ(), name="旧名", short_name="旧", ends_on=DAY)
    deputies.create_person(actor=make_user(name=BAD), name=BAD)  # the audit trail cannot be rewritten
    for model in apps.get_models():
        if model is not AuditEvent and model.__module__.partition(".")[0] in {
            "congress",
            "deputies",
            "activities",
            "bulletins",
        }:
            for field in filter(_typed, model._meta.concrete_fields):
                model._default_manager.update(**{field.name: Concat(Value(BAD), Cast("pk", CharField()))})


@pytest.mark.parametrize("key", LISTS)
def test_text_is_never_html(world: None, client: Client, key: str) -> None:
    page = list_of(key)
    assert page is not None
    url_name, role = LISTS[key]
    reader = make_user(role)
    client.force_login(reader, backend="congress.accounts.backends.NameOrPhoneBackend")
    keys = [column.key for column in page.page_columns]
    for columns in ([], keys):
        ListChoice.objects.update_or_create(user=reader, list_key=key, defaults={"columns": columns})
        answer = client.get(reverse(url_name))
        assert answer.status_code == 200
        assert answer.context["list"].page.key == key
        table = answer.text.partition("<tbody>")[2].partition("</tbody>")[0]
        assert "&lt;i&gt;坏" in table
        assert BAD not in answer.text


def test_a_name_is_never_a_script(client: Client) -> None:
    make_deputyship(make_person("<script>alert(1)</script>"))
    client.force_login(make_user(Role.OFFICE), backend="congress.accounts.backends.NameOrPhoneBackend")
    for url_name in ("deputies:index", "deputies:roster"):
        page = client.get(reverse(url_name)).text
        assert "<script>alert" not in page
        assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2, (
            "in its link and in the name of its box"
        )
