"""Staff of a station on any day (R154), training (R100), and which deputies belong where (R158)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from congress.organs.enums import CongressLevel
from congress.web.registry import registry
from deputies.models import Person
from liaison_stations.enums import StaffRole
from liaison_stations.models import StaffPost, Station, StationDeputy
from liaison_stations.operations import membership, staffing
from liaison_stations.operations.policy import change_policy
from liaison_stations.sites.queries.standing import (
    choosing,
    home_stations,
    staff_gaps,
    untrained,
    without_station,
)
from tests.factories import make_constituency, make_deputyship, make_person, make_user
from tests.liaison_stations.stage import Stage, make_stage, make_station

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


def appoint(stage: Stage, role: StaffRole, starts_on: date = TODAY, name: str = "") -> StaffPost:
    return staffing.appoint(
        station=stage.station,
        person=make_person(name),
        role=role,
        actor=stage.town_user,
        starts_on=starts_on,
    )


def test_one_head_two_deputy_heads_on_any_day(stage: Stage) -> None:
    appoint(stage, StaffRole.HEAD, name="郭长河")
    with pytest.raises(ValidationError, match="郭长河"):
        appoint(stage, StaffRole.HEAD)
    with pytest.raises(ValidationError, match="最多 1 名"):
        appoint(stage, StaffRole.HEAD, date(2026, 3, 1))  # from before, but still there when the other begins
    for _ in range(2):
        appoint(stage, StaffRole.DEPUTY_HEAD)
    with pytest.raises(ValidationError, match="最多 2 名"):
        appoint(stage, StaffRole.DEPUTY_HEAD)
    for _ in range(3):
        appoint(stage, StaffRole.LIAISON)


def test_a_head_follows_a_head(stage: Stage) -> None:
    first = appoint(stage, StaffRole.HEAD)
    staffing.end_post(post=first, actor=stage.town_user, ends_on=date(2026, 7, 31))
    appoint(stage, StaffRole.HEAD, date(2026, 8, 1))
    assert StaffPost.objects.filter(station=stage.station, role=StaffRole.HEAD).count() == 2


def test_what_is_missing_is_told_for_any_day(stage: Stage) -> None:
    make_station(stage.town, closed_on=date(2026, 1, 1))
    rows = Station.objects.all()
    assert [wrong for _row, wrong in staff_gaps(rows, TODAY)] == [["没有站长", "没有副站长"]]
    appoint(stage, StaffRole.HEAD)
    appoint(stage, StaffRole.DEPUTY_HEAD)
    assert staff_gaps(rows, TODAY) == []
    assert staff_gaps(rows, date(2026, 5, 31)) != []
    post = StaffPost.objects.get(role=StaffRole.LIAISON)
    staffing.end_post(post=post, actor=stage.office, ends_on=TODAY)
    assert [wrong for _row, wrong in staff_gaps(rows, date(2026, 6, 2))] == [["没有联络员"]]


def test_how_many_of_each_is_the_districts_to_say(stage: Stage) -> None:
    change_policy(
        actor=stage.office, version=1, most_deputy_heads=3, fewest_deputy_heads=2, fewest_liaisons=2
    )
    appoint(stage, StaffRole.HEAD)
    for _ in range(3):
        appoint(stage, StaffRole.DEPUTY_HEAD)
    with pytest.raises(ValidationError, match="最多 3 名"):
        appoint(stage, StaffRole.DEPUTY_HEAD)
    rows = Station.objects.all()
    assert [wrong for _row, wrong in staff_gaps(rows, TODAY)] == [["联络员 1 名，至少 2 名"]]
    with pytest.raises(ValidationError, match="不能少于至少几名"):
        change_policy(actor=stage.office, version=2, most_deputy_heads=1)


def test_an_account_of_the_station_is_linked_to_its_holder(client: Client, stage: Stage) -> None:
    account = make_user(Role.STATION, name="许文静", area=stage.town)
    client.force_login(stage.town_user)
    client.post(
        reverse("liaison_stations:appoint", args=[stage.station.pk]),
        {"role": "liaison", "name": "许文静", "who": "", "account": account.pk},
    )
    assert Person.objects.get(user=account).name == "许文静"
    assert list(Station.objects.kept_by(account)) == [stage.station]
    office = make_user(Role.OFFICE)
    with pytest.raises(ValidationError, match="联络站人员"):
        staffing.appoint(
            station=stage.station, person=make_person(), role="liaison", actor=stage.office, account=office
        )


def test_a_town_appoints_in_its_own_area_only(stage: Stage) -> None:
    elsewhere = make_station()
    with pytest.raises(PermissionDenied):
        staffing.appoint(station=elsewhere, person=make_person(), role="head", actor=stage.town_user)
    with pytest.raises(PermissionDenied):
        membership.join(station=elsewhere, deputyships=stage.deputies, actor=stage.town_user)


def test_a_new_officer_is_untrained_until_a_training(client: Client, stage: Stage) -> None:
    post = StaffPost.objects.get(role=StaffRole.LIAISON)
    today = timezone.localdate()
    assert list(untrained(stage.town_user, today)) == [post]
    client.force_login(stage.town_user)
    url = reverse("liaison_stations:record_training")
    assert stage.officer.name in client.get(url).content.decode().partition("登记培训")[0]
    client.post(url, {"trained_on": "2099-01-01", "posts": [post.pk]})
    assert list(untrained(stage.town_user, today)) == [post]
    client.post(url, {"trained_on": today.isoformat(), "posts": [post.pk]})
    assert not untrained(stage.town_user, today).exists()
    assert list(untrained(stage.town_user, today + timedelta(days=2 * 366))) == [post]


def test_district_deputies_belong_to_the_town_that_elected_them(stage: Stage) -> None:
    late = make_deputyship(constituency=make_constituency(stage.town))
    elsewhere = make_station()
    with pytest.raises(ValidationError, match="不是主站"):
        membership.join(station=elsewhere, deputyships=[late], actor=stage.office)
    membership.join(station=elsewhere, deputyships=[late], actor=stage.office, is_main=False)
    membership.join(station=stage.station, deputyships=[late], actor=stage.town_user)
    with pytest.raises(ValidationError, match="已在"):
        membership.join(station=stage.station, deputyships=[late], actor=stage.town_user)
    assert StationDeputy.objects.get(deputyship=late, is_main=True).station == stage.station


def test_all_join_or_none(stage: Stage) -> None:
    new = make_deputyship(constituency=make_constituency(stage.town))
    with pytest.raises(ValidationError):
        membership.join(station=stage.station, deputyships=[new, stage.deputies[0]], actor=stage.town_user)
    assert not StationDeputy.objects.filter(deputyship=new).exists()


def test_one_main_station(stage: Stage) -> None:
    second = make_station(stage.town)
    deputy = stage.deputies[0]
    with pytest.raises(ValidationError, match="主站是"):
        membership.join(station=second, deputyships=[deputy], actor=stage.town_user)
    seat = membership.join(station=second, deputyships=[deputy], actor=stage.town_user, is_main=False)[0]
    membership.make_main(seat=seat, actor=stage.town_user)
    mains = StationDeputy.objects.filter(deputyship=deputy, is_main=True)
    assert [row.station for row in mains] == [second]


def test_district_deputies_without_a_station_are_errors_those_above_information(
    client: Client, stage: Stage
) -> None:
    constituency = make_constituency(stage.town)
    missing = make_deputyship(make_person("范春磊"), constituency=constituency)
    city = make_deputyship(make_person("阮小云"), level=CongressLevel.CITY)
    today = timezone.localdate()
    assert list(without_station(stage.office, today)) == [missing]
    assert list(choosing(today)) == [city]
    # A deputy of two levels needs one station.
    make_deputyship(stage.deputies[0].person, level=CongressLevel.CITY)
    assert list(choosing(today)) == [city]
    assert home_stations([missing], today) == {missing.pk: stage.station}
    better = make_station(stage.town)
    better.constituencies.add(constituency)
    assert home_stations([missing], today) == {missing.pk: better}

    client.force_login(stage.town_user)
    page = client.get(reverse("liaison_stations:unassigned")).content.decode()
    above, _, below = page.partition("市级以上代表 <small>")
    assert "范春磊" in above
    assert "阮小云" in below
    titles = [todo.title for ask in registry.todos for todo in ask(stage.town_user)]
    assert "给代表安排联络站：1 人还没有进站" in titles
    other = make_user(Role.TOWN)
    assert not without_station(other, today).exists()


def test_a_post_of_yesterday_shows_nothing(stage: Stage) -> None:
    post = StaffPost.objects.get(role=StaffRole.LIAISON)
    assert list(Station.objects.kept_by(stage.officer)) == [stage.station]
    StaffPost.objects.filter(pk=post.pk).update(ends_on=date(2026, 1, 1))
    assert not Station.objects.kept_by(stage.officer).exists()
    assert Assignment.objects.filter(user=stage.officer).exists()
