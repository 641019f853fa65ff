"""The district's own lists: shown, added to, changed, switched off; what cannot be counted is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from suggestions.enums import State
from suggestions.models import Category, Clock, PriorityKind, ReminderRule, ReplyCategory, TimeLimit
from suggestions.settings.lists import LISTS
from tests.factories import make_user
from tests.suggestions.cast import make_cast, make_suggestion

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_user(Role.DEPUTY_WORK))
    return client


def of(which: str, pk: int | None = None) -> str:
    if pk is None:
        return reverse("suggestions:add_line", args=[which])
    return reverse("suggestions:change_line", args=[which, pk])


def test_the_page_shows_every_list_with_its_source(office: Client) -> None:
    page = office.get(reverse("suggestions:settings")).content.decode()
    for listed in LISTS.by_slug.values():
        assert listed.label in page
    assert "3个月　《代表法》第五十一条" in page
    assert "逾期 3 个工作日" in page
    assert "城乡建设／老旧小区" in page


def test_a_limit_is_changed_for_what_begins_from_now_on(office: Client) -> None:
    row = make_suggestion(make_cast(), State.SUBMITTED)
    limit = TimeLimit.objects.get(clock="hand_over")
    data = {"span": "７ 个工作日", "source": "本区办法第八条", "words": ""}
    assert office.post(of("limits", limit.pk), data).status_code == 302
    limit.refresh_from_db()
    assert (limit.span, limit.source) == ("7个工作日", "本区办法第八条")
    assert Clock.objects.get(suggestion=row).span == "5个工作日"
    assert AuditEvent.objects.filter(verb="suggestions:change_line").count() == 1


@pytest.mark.parametrize("span", ["很快", "0个工作日", "5", "", "99999日"])
def test_a_limit_that_cannot_be_counted_is_refused(office: Client, span: str) -> None:
    limit = TimeLimit.objects.get(clock="reply")
    page = office.post(of("limits", limit.pk), {"span": span, "source": "本区办法"}).content.decode()
    assert ("看不出" in page) or ("请填写期限" in page)
    assert "本区办法" in page, "what was typed stays"
    limit.refresh_from_db()
    assert limit.span == "3个月"


def test_limits_cannot_be_added(office: Client) -> None:
    assert office.get(of("limits")).status_code == 404
    assert office.get(of("nothing")).status_code == 404


def test_a_category_with_its_committee(office: Client) -> None:
    cast = make_cast()
    data = {"name": "低空经济", "parent": "", "committee": cast.committee_organ.pk, "order": 9}
    assert office.post(of("categories"), data).status_code == 302
    top = Category.objects.get(name="低空经济")
    assert (top.committee, top.active, top.livelihood) == (cast.committee_organ, True, False)
    assert "已有这个类别" in office.post(of("categories"), data).content.decode()
    below = {"name": "无人机", "parent": top.pk, "order": 1, "livelihood": "on"}
    assert office.post(of("categories"), below).status_code == 302
    up = {"name": "低空经济", "parent": Category.objects.get(name="城乡建设").pk, "order": 9, "active": "on"}
    assert "它下面还有小类" in office.post(of("categories", top.pk), up).content.decode()


def test_a_line_is_switched_off_and_stays(office: Client) -> None:
    kind = PriorityKind.objects.get(name="历史遗留的事")
    assert office.post(of("priorities", kind.pk), {"name": kind.name, "order": 1}).status_code == 302
    kind.refresh_from_db()
    assert not kind.active
    assert "不再选用" in office.get(reverse("suggestions:settings")).content.decode()


def test_what_replies_were_counted_as_does_not_change(office: Client) -> None:
    make_suggestion(make_cast(), State.REPLIED)
    used = ReplyCategory.objects.get(letter="A")
    data = {"letter": "A", "name": used.name, "outcome": "reference", "order": 1, "active": "on"}
    assert "已有答复用了这一类" in office.post(of("replies", used.pk), data).content.decode()
    used.refresh_from_db()
    assert used.outcome == "solved"
    unused = ReplyCategory.objects.get(letter="D")
    data = {"letter": "D", "name": "仅供参考", "outcome": "reference", "order": 4, "active": "on"}
    assert office.post(of("replies", unused.pk), data).status_code == 302


def test_a_reminder_is_added_once(office: Client) -> None:
    data = {"audience": "leader", "days": "10"}
    assert office.post(of("reminders"), data).status_code == 302
    assert ReminderRule.objects.filter(audience="leader", days=10, active=True).exists()
    assert "已有这一条" in office.post(of("reminders"), data).content.decode()
    page = office.post(of("reminders"), {"audience": "leader", "days": "999"}).content.decode()
    assert "请填 -30 到 250 之间的数" in page


def test_the_queries_are_fixed(office: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    office.get(reverse("suggestions:settings"))
    for more in range(2):
        with django_assert_num_queries(11):
            office.get(reverse("suggestions:settings"))
        Category.objects.create(name=f"再{more}类")


@pytest.mark.parametrize("role", [Role.LEADER, Role.UNIT, Role.DEPUTY, Role.TOWN])
def test_others_do_not_change_them(client: Client, role: Role) -> None:
    client.force_login(make_user(role))
    assert client.get(reverse("suggestions:settings")).status_code == 403
    assert client.post(of("priorities"), {"name": "新"}).status_code == 403
