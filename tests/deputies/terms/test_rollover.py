"""From one term to the next: re-elected people keep their past, the old files are read-only."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.models import Term
from deputies.models import DeputyGroup, Deputyship
from deputies.operations import change_deputyship, change_group, create_deputyship, expire_term, terms
from deputies.terms.queries import last_terms, reelected, rollover
from tests.factories import make_constituency, make_deputyship, make_group, make_person, make_term, make_user

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2025, 12, 26)


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


def test_a_new_term_starts_with_re_elected_people_linked_to_their_past(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    old, group = make_term(), make_group(3, activity_room="东塘镇人大")
    place = make_constituency(seats=2)
    stays, goes = (make_deputyship(constituency=place, group=group) for _ in range(2))
    assert last_terms() == [old]
    assert [step.state for step in rollover(old).steps] == ["now", *["later"] * 5]
    client.force_login(clerk)
    page = reverse("terms:rollover", args=[old.pk])
    opening = reverse("terms:open_term", args=[old.pk])
    assert "新一届要在这以后" in client.post(opening, {"starts_on": "2021-12-28"}).text
    client.post(opening, {"starts_on": "2025-12-26"})
    new = Term.objects.get(number=old.number + 1)
    old.refresh_from_db()
    assert (old.ends_on, new.starts_on) == (date(2025, 12, 25), FIRST_DAY)
    assert client.post(opening, {"starts_on": "2026-12-26"}).status_code == 409

    again = create_deputyship(actor=clerk, person=stays.person, term=new, constituency=place)
    fresh = create_deputyship(actor=clerk, person=make_person(), term=new, constituency=place)
    assert list(reelected(old, new)) == [again]
    said = {step.key: step.words for step in rollover(old).steps}
    assert said["elected"] == "应选 2 名，已登记 2 名，其中连任 1 名、新任 1 名"
    assert said["expire"] == "还有 2 个资格没有结束"

    expire_term(term=old, actor=clerk)
    goes.refresh_from_db()
    assert (goes.ends_on, goes.how_ended) == (old.ends_on, "expired")
    with pytest.raises(Conflict, match="档案只读"):
        change_deputyship(
            deputyship=goes,
            actor=clerk,
            version=goes.version,
            constituency=place,
            delegation="",
            starts_on=goes.starts_on,
            how_began="election",
        )
    client.post(reverse("terms:close_groups", args=[old.pk]))
    with pytest.raises(Conflict, match="只能查看"):
        change_group(group=group, actor=clerk, version=2, activity_room="另一处")

    copying = reverse("terms:copy_groups", args=[old.pk])
    assert "至少选一个小组" in client.post(copying, {"seat": "on"}).text
    client.post(copying, {"groups": [group.pk], "seat": "on"})
    copy = DeputyGroup.objects.get(term=new)
    assert (copy.label, copy.activity_room, copy.starts_on) == (group.label, "东塘镇人大", FIRST_DAY)
    assert [seat.deputyship for seat in copy.memberships.all()] == [again]
    client.get("/")  # counts of the menu are kept for a minute
    with django_assert_max_num_queries(20):
        text = client.get(page).text
    assert "1 位代表还没有编组" in text
    held = client.get(reverse("deputies:detail", args=[stays.person_id])).text
    assert "第十八届" in held
    assert "第十九届" in held, "the same person has both"
    assert fresh.memberships.count() == 0
    assert Deputyship.objects.filter(term=old, ends_on=None).count() == 0


def test_groups_are_not_copied_before_there_is_a_term_for_them(clerk: User) -> None:
    old, group = make_term(), make_group(1)
    with pytest.raises(Conflict, match="先开始新一届"):
        terms.copy_groups(old=old, actor=clerk, groups=[group], seat=False)
    with pytest.raises(Conflict, match="还没有结束日期"):
        terms.close_groups(old=old, actor=clerk)
    new = terms.open_term(old=old, actor=clerk, starts_on=FIRST_DAY)
    terms.copy_groups(old=old, actor=clerk, groups=[group], seat=False)
    with pytest.raises(ValidationError, match="不能复制"):
        terms.copy_groups(old=old, actor=clerk, groups=[group], seat=False)
    assert DeputyGroup.objects.filter(term=new).count() == 1
