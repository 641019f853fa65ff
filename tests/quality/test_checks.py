"""What each check finds, for whom, and that it is gone when it was mended where the check points to."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activities.models import Attendance
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.organs.enums import AreaKind
from congress.quality.registry import checks
from deputies.models import GroupPost, Person
from liaison_stations.enums import WallKind
from liaison_stations.models import StationDeputy, WallSheet
from suggestions.enums import State
from suggestions.models import Handling, Suggestion
from tests.factories import (
    make_activity,
    make_area,
    make_constituency,
    make_deputyship,
    make_group,
    make_kind,
    make_person,
    make_user,
)
from tests.liaison_stations.stage import make_station
from tests.suggestions.cast import make_cast, make_suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


@pytest.fixture
def day() -> object:
    """The eighth of January: the year has just begun."""
    with time_machine.travel("2027-01-08 10:00:00+08:00", tick=False) as traveller:
        yield traveller


def faults(user: User, key: str) -> list[tuple[str, str]]:
    """Title and address of what a check finds."""
    found = next(check for check in checks(user) if check.key == key)
    told = [found.fault(row) for row in found.rows(user)]
    return [(fault.title, fault.url) for fault in told]


def test_a_deputy_without_group_is_pointed_to_the_group_of_the_place(client: Client) -> None:
    office, town = make_user(Role.OFFICE), make_area()
    group = make_group(7, area=town)
    seat = make_deputyship(constituency=make_constituency(town))
    url = f"{reverse('deputies:join_group', args=[group.pk])}?deputy={seat.pk}"
    assert faults(office, "deputies-without-group") == [(seat.person.name, url)]
    client.force_login(office)
    assert f'value="{seat.pk}" selected' in client.get(url).content.decode()
    make_deputyship(constituency=make_constituency(town), group=group)
    assert len(faults(office, "deputies-without-group")) == 1


def test_vacant_posts_of_groups() -> None:
    office, group = make_user(Role.OFFICE), make_group(7)
    url = reverse("deputies:appoint", args=[group.pk])
    assert faults(office, "groups-with-vacancies") == [(group.label, f"{url}?kind=leader")]
    for kind in ("leader", "deputy_leader"):
        GroupPost.objects.create(group=group, person=make_person(), kind=kind)
    assert faults(office, "groups-with-vacancies") == [(group.label, f"{url}?kind=liaison")]
    GroupPost.objects.create(group=group, person=make_person(), kind="liaison")
    assert not faults(office, "groups-with-vacancies")


def test_deputies_who_cannot_be_reached_and_people_entered_twice() -> None:
    office, person = make_user(Role.OFFICE), make_deputyship().person
    make_person()
    mine = [(person.name, reverse("deputies:change_person", args=[person.pk]))]
    assert faults(office, "deputies-without-phone") == mine
    assert faults(office, "deputies-without-birth-date") == mine
    Person.objects.filter(pk=person.pk).update(phone="13900005678", birth_date=date(1980, 5, 1))
    assert not faults(office, "deputies-without-phone")
    assert not faults(office, "deputies-without-birth-date")
    assert not faults(office, "people-twice")
    Person.objects.create(name=person.name, birth_date=date(1980, 5, 1))
    assert [title for title, _url in faults(office, "people-twice")] == [person.name] * 2


def test_activities_without_deputies_of_the_last_year_in_the_own_area() -> None:
    town = make_area(kind=AreaKind.TOWN)
    office, clerk = make_user(Role.OFFICE), make_user(Role.TOWN, area=town)
    kind = make_kind()
    type(kind).objects.filter(pk=kind.pk).update(attendance="once")
    rows = [make_activity(on=date(2026, 5, 8), kind=kind, area=area) for area in (None, town)]
    make_activity(on=date(2025, 12, 1), kind=kind)
    make_activity(make_deputyship().person, on=date(2026, 6, 8), kind=kind)
    addresses = [reverse("activities:change_activity", args=[row.pk]) for row in rows]
    assert sorted(url for _title, url in faults(office, "activities-without-deputies")) == sorted(addresses)
    assert [url for _title, url in faults(clerk, "activities-without-deputies")] == addresses[1:]
    Attendance.objects.create(activity=rows[1], deputyship=make_deputyship())
    assert not faults(clerk, "activities-without-deputies")


def test_stations_their_staff_deputies_and_walls() -> None:
    town = make_area()
    station, other = make_station(town), make_station(make_area())
    clerk = make_user(Role.TOWN, area=town)
    url = f"{reverse('liaison_stations:appoint', args=[station.pk])}?role=head"
    assert faults(clerk, "stations-without-staff") == [(station.name, url)]
    seat = make_deputyship(constituency=make_constituency(town))
    join = f"{reverse('liaison_stations:join', args=[station.pk])}?deputy={seat.pk}"
    assert faults(clerk, "deputies-without-station") == [(seat.person.name, join)]
    StationDeputy.objects.create(station=station, deputyship=seat, starts_on=date(2026, 1, 1))
    assert not faults(clerk, "deputies-without-station")
    for place in (station, other):
        WallSheet.objects.create(
            station=place, kind=WallKind.GROUPS, printed_on=date(2027, 1, 4), printed_by=clerk,
            fingerprint="0" * 64, changed_on=date(2027, 1, 6),
        )  # fmt: skip
    hung = reverse("station_wall:station", args=[station.pk])
    assert [found for _title, found in faults(clerk, "stale-wall-sheets")] == [hung]


def test_suggestions_nobody_has_and_units_nobody_can_sign_in_for() -> None:
    cast = make_cast()
    row, admin = make_suggestion(cast, State.HANDLING), make_user(Role.ADMIN)
    assert not faults(cast.office, "suggestions-without-next-step")
    assert not faults(admin, "units-without-account")
    Assignment.objects.filter(organ=cast.units[0]).update(ends_on=date(2027, 1, 7))
    url = f"{reverse('accounts:create')}?role=unit&organ={cast.units[0].pk}"
    assert faults(admin, "units-without-account") == [(cast.units[0].short_name, url)]
    Handling.objects.filter(suggestion=row).delete()
    detail = reverse("suggestions:detail", args=[row.pk])
    assert faults(cast.office, "suggestions-without-next-step") == [(row.title, detail)]
    Suggestion.objects.filter(pk=row.pk).update(due_on=None)
    assert [found for _title, found in faults(cast.office, "suggestions-without-next-step")] == [detail]
    assert not faults(make_user(Role.TOWN, area=make_area()), "suggestions-without-next-step")


def test_accounts_that_see_nothing() -> None:
    admin, account = make_user(Role.ADMIN), make_user(None)
    url = reverse("accounts:grant", args=[account.pk])
    assert faults(admin, "accounts-without-role") == [(account.name, url)]


def test_the_page_counts_names_the_first_and_says_what_is_fine(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = make_user(Role.OFFICE)
    for _ in range(4):
        make_deputyship()
    client.force_login(office)
    client.get("/quality/")
    with django_assert_max_num_queries(40):
        html = client.get("/quality/").content.decode()
    assert "代表没有编组 <small>4 个" in html
    assert "全部 4 个" in html
    assert html.count("去编组<span") == 3
    assert "没有问题</span><span>建议没有下一步" in html
    with django_assert_max_num_queries(12):
        html = client.get("/quality/deputies-without-group/").content.decode()
    assert html.count("去编组<span") == 4
    assert "没有要补的" in client.get("/quality/people-twice/").content.decode()
    assert client.get("/quality/accounts-without-role/").status_code == 404
    assert client.get("/quality/nothing/").status_code == 404
