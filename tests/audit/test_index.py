"""The pages of the audit trail."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.audit.operations import record
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from tests.factories import make_area, make_organ, make_user

BACKEND = "congress.accounts.backends.NameOrPhoneBackend"


@pytest.fixture
def clerk(db: None) -> User:
    cache.clear()
    return make_user(Role.OFFICE, name="周敏")


@pytest.fixture
def desk(clerk: User, client: Client) -> Client:
    client.force_login(clerk, backend=BACKEND)
    return client


@pytest.fixture
def organ(clerk: User) -> Organ:
    """A unit that was entered by the clerk, moved by the administrator, and came from an import."""
    made = make_organ("区水利局")
    area = make_area("东塘镇")
    with transaction.atomic():
        record(actor=None, verb="bulletins:import_bulletin", obj=area)
        record(
            actor=clerk, verb="organs:create", obj=made, after={"kind": OrganKind.DEPARTMENT, "area": None}
        )
        record(
            actor=make_user(Role.ADMIN, name="陆远"),
            verb="organs:edit",
            obj=made,
            before={"kind": OrganKind.DEPARTMENT, "area": None, "order": 1},
            after={"kind": OrganKind.OTHER, "area": area.pk, "order": 1},
        )
    return made


def verbs(html: str) -> list[str]:
    return re.findall(r'<td class="is-inline">(?!<)([^<]+)</td>', html)


def test_newest_first_in_the_offices_words(desk: Client, organ: Organ) -> None:
    html = desk.get("/audit/").content.decode()
    assert verbs(html)[:2] == ["修改单位资料", "登记单位"]
    assert "系统管理员" in html
    assert "共 3 条" in html


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=水利", 2),
        ("q=陆远", 1),
        ("verb=organs:create", 1),
        ("object_type=organs.Area", 1),
        ("since=2000-01-01", 3),
        ("since=2099-12-31", 0),
        ("until=2000-01-01", 0),
        ("until=2100-12-31", 3),
    ],
)
def test_filters(desk: Client, organ: Organ, query: str, count: int) -> None:
    assert f">{count} 条</span>" in desk.get(f"/audit/?{query}").content.decode()


def test_filter_by_person(desk: Client, clerk: User, organ: Organ) -> None:
    assert ">1 条</span>" in desk.get(f"/audit/?actor={clerk.pk}").content.decode()


def test_day_is_the_local_day(desk: Client, organ: Organ, settings: object) -> None:
    event = AuditEvent.objects.latest("seq")
    day = f"{event.at.astimezone():%Y-%m-%d}"
    assert ">3 条</span>" in desk.get(f"/audit/?since={day}&until={day}").content.decode()


def test_detail_shows_before_and_after_in_words(desk: Client, organ: Organ) -> None:
    event: Any = AuditEvent.objects.get(verb="organs:edit")
    html = desk.get(f"/audit/{event.pk}/").content.decode()
    assert "<del>政府部门</del>" in html
    assert "<ins>其他单位</ins>" in html
    assert f"<ins>东塘镇（编号 {event.after['area']}）</ins>" in html
    assert '<th scope="row">所在区域</th>' in html
    assert "陆远" in html
    assert "之前：登记单位" in html
    assert event.hash in html


def test_field_that_did_not_change_is_not_marked(desk: Client, organ: Organ) -> None:
    event = AuditEvent.objects.get(verb="organs:edit")
    html = desk.get(f"/audit/{event.pk}/").content.decode()
    assert "<ins>1</ins>" not in html


def test_object_of_a_model_that_is_gone(desk: Client, clerk: User) -> None:
    with transaction.atomic():
        event = record(actor=clerk, verb="old:verb", obj=make_organ("甲"), after={"field": "值"})
    assert AuditEvent(object_type="gone.Model").kind_label == "gone.Model"
    html = desk.get(f"/audit/{event.pk}/").content.decode()
    assert "old:verb" in html
    assert "field" in html


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OFFICE, Role.ADMIN}])
def test_other_roles_are_refused(client: Client, organ: Organ, role: Role) -> None:
    client.force_login(make_user(role), backend=BACKEND)
    pk = AuditEvent.objects.latest("seq").pk
    assert client.get("/audit/").status_code == 403
    assert client.get(f"/audit/{pk}/").status_code == 403


def test_unknown_event_does_not_exist(desk: Client) -> None:
    assert desk.get("/audit/999/").status_code == 404


def test_the_menu_has_it_for_readers_only(desk: Client, client: Client) -> None:
    assert 'href="/audit/"' in desk.get("/").content.decode()
    client.force_login(make_user(Role.LEADER), backend=BACKEND)
    assert 'href="/audit/"' not in client.get("/").content.decode()
