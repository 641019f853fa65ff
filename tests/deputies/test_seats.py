"""Seats in law against seats filled, and the pages by which a deputyship begins and ends (R029)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.organs.enums import CongressLevel
from deputies import operations
from deputies.models import Deputyship, Person
from deputies.queries import seats_of
from tests.factories import make_constituency, make_deputyship, make_person, make_term, make_user

pytestmark = pytest.mark.django_db
SEATS = "deputies:seats"


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_user(Role.DEPUTY_WORK))
    return client


def test_a_quota_of_191_one_leaves_and_a_by_election_restores(clerk: Client) -> None:
    place = make_constituency(seats=191)
    people = Person.objects.bulk_create([Person(name=f"代表{n}", name_key=f"代表{n}") for n in range(191)])
    term = make_term()
    Deputyship.objects.bulk_create(
        Deputyship(person=p, level="district", term=term, constituency=place, starts_on=term.starts_on)
        for p in people
    )
    row = Deputyship.objects.order_by("pk")[0]
    end = reverse("deputies:end_deputyship", args=[row.pk])
    said = clerk.post(end, {"version": "1", "ends_on": "2024-06-28", "how_ended": "transferred"}, follow=True)
    assert "资格到2024年6月28日结束，档案转为只读" in said.text
    seats = seats_of(term, date(2024, 6, 29))
    assert (seats.seats, seats.filled, seats.vacant) == (191, 190, 1)
    page = clerk.get(reverse(SEATS)).text
    assert "代表0" in page
    assert "登记补选" in page

    elect = reverse("deputies:by_elect", args=[place.pk])
    assert str(row.pk) in clerk.get(elect).text
    clerk.post(elect, {"name": "新人", "term": term.pk, "starts_on": "2024年9月1日", "succeeds": row.pk})
    new = Deputyship.objects.get(person__name="新人")
    assert (new.how_began, new.starts_on, new.succeeds) == ("by_election", date(2024, 9, 1), row)
    assert seats_of(term, date(2024, 9, 1)).vacant == 0
    assert seats_of(term, date(2024, 8, 31)).vacant == 1


def test_seats_are_counted_for_the_congress_of_the_term(clerk: Client) -> None:
    first, second = make_constituency(seats=2), make_constituency(seats=1)
    town = make_constituency(level=CongressLevel.TOWN, seats=15)
    make_deputyship(constituency=first), make_deputyship(constituency=second)
    make_deputyship(constituency=second), make_deputyship()
    make_deputyship(level=CongressLevel.CITY)
    seats = seats_of(make_term(), timezone.localdate())
    assert (seats.seats, seats.filled, seats.vacant, seats.unplaced) == (3, 4, 1, 1)
    assert [(r.constituency, r.vacant, r.over) for r in seats.rows] == [(first, 1, 0), (second, 0, 1)]
    page = clerk.get(reverse(SEATS)).text
    assert "1 个没有写选区" in page
    assert town.name not in page


def test_every_number_leads_to_its_list(clerk: Client) -> None:
    place = make_constituency(seats=2)
    make_deputyship(constituency=place)
    page = clerk.get(reverse(SEATS)).text
    link = f"?constituency={place.pk}&amp;state=now"
    assert link in page
    listed = clerk.get(f"{reverse('deputies:roster')}?constituency={place.pk}&state=now")
    assert listed.context["list"].count == 1


@pytest.mark.parametrize(("places", "queries"), [(1, 10), (4, 10)])
def test_the_page_of_seats_costs_the_same_for_many_constituencies(
    clerk: Client, django_assert_num_queries: Callable[..., Any], places: int, queries: int
) -> None:
    for _ in range(places):
        make_deputyship(constituency=make_constituency())
    clerk.get(reverse(SEATS))
    with django_assert_num_queries(queries):
        clerk.get(reverse(SEATS))


def test_without_a_term_the_page_says_what_comes_first(clerk: Client) -> None:
    assert "还没有届次" in clerk.get(reverse(SEATS)).text
    assert clerk.get(reverse(SEATS), {"term": "99"}).status_code == 404


def test_a_deputyship_is_made_corrected_ended_and_taken_back(clerk: Client) -> None:
    person, term, place = make_person("甲"), make_term(), make_constituency()
    create = reverse("deputies:create_deputyship", args=[person.pk])
    assert "请选择届" in clerk.post(create, {"how_began": "election", "delegation": "留着的"}).text
    early = {"term": term.pk, "how_began": "election", "starts_on": "2021-01-01"}
    assert "不能早于这一届的开始日期" in clerk.post(create, early).text
    clerk.post(create, {"term": term.pk, "how_began": "election", "constituency": place.pk})
    row = Deputyship.objects.get()
    assert (row.starts_on, row.constituency) == (term.starts_on, place)
    assert "已有这一届的代表资格" in clerk.post(create, {"term": term.pk, "how_began": "election"}).text

    change = reverse("deputies:change_deputyship", args=[row.pk])
    form = {"version": "1", "starts_on": "2021-12-28", "how_began": "election"}
    assert clerk.post(change, form | {"delegation": "先填的团"}).status_code == 302
    conflict = clerk.post(change, form | {"delegation": "后填的团"})
    assert conflict.status_code == 409
    assert "先填的团" in conflict.text

    end = reverse("deputies:end_deputyship", args=[row.pk])
    assert "请选择结束原因" in clerk.post(end, {"version": "2", "ends_on": "2024-01-01"}).text
    clerk.post(end, {"version": "2", "ends_on": "2024-01-01", "how_ended": "resigned"})
    assert clerk.post(change, form | {"version": "3"}).status_code == 409
    assert "取消结束" in clerk.get(reverse("deputies:detail", args=[person.pk])).text
    reopen = reverse("deputies:reopen_deputyship", args=[row.pk])
    assert "已取消结束" in clerk.post(reopen, {"version": "3"}, follow=True).text
    assert Deputyship.objects.get().ends_on is None


def test_a_by_election_tells_namesakes_apart(clerk: Client) -> None:
    place, term = make_constituency(seats=1), make_term()
    make_person("张伟", organisation="一厂")
    second = make_person("张伟", organisation="二厂")
    elect = reverse("deputies:by_elect", args=[place.pk])
    form = {"name": "张 伟", "term": term.pk, "starts_on": "2024-09-01"}
    page = clerk.post(elect, form).text
    assert "名册里有 2 位" in page
    assert "张伟（二厂）" in page
    clerk.post(elect, form | {"who": second.pk})
    assert Deputyship.objects.get().person == second
    assert "没有空缺" in clerk.post(elect, form | {"who": "new"}).text
    assert Person.objects.count() == 2, "who is not elected does not enter the register"


def test_a_term_that_is_over_expires(clerk: Client) -> None:
    make_deputyship()
    term = make_term()
    url = reverse("deputies:expire_term", args=[term.pk])
    assert clerk.post(url).status_code == 409
    term.ends_on = date(2026, 1, 31)
    term.save()
    assert "1 个代表资格" in clerk.get(url).text
    assert "届满，1 个代表资格已结束" in clerk.post(url, follow=True).text
    assert operations.expire_term(term=term, actor=None) == 0
