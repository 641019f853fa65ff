"""Who was trained in the term, who lacks 初任, who never signed in, and how the portal is used."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.learning import operations
from activities.learning.operations.people import Guest
from activities.learning.queries.coverage import coverage, never_signed_in, untrained, without_induction
from activities.learning.queries.usage import groups_with_usage, towns_with_usage
from activities.models import SignInDay
from activities.operations import withdraw
from congress.organs.models import Area
from deputies import operations as deputies
from deputies.models import Deputyship
from tests.activities.convocations.world import clerk, make_deputy, user_of
from tests.activities.learning.world import came, held, kind_of, many, people_of
from tests.factories import make_activity, make_constituency, make_group, make_kind, make_person, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_99_of_305_deputies_are_32_5_percent_of_the_term() -> None:
    office, deputyships = clerk(), many(305)
    row = held(office)
    assert row.activity is not None
    came(row.activity, deputyships[:99])
    rate = coverage(make_term(), date(2026, 11, 19))
    assert (str(rate), rate.of) == ("32.5%", "99／305 人")
    left = untrained(Deputyship.objects.in_force(date(2026, 11, 19)))
    assert left.count() == 206
    client = Client()
    client.force_login(office)
    page = client.get(f"{reverse('learning:learners')}?trained=no&state=now").content.decode()
    assert "共 206" in page
    withdraw(activity=row.activity, actor=office, reason="没有办成")
    assert coverage(make_term(), date(2026, 11, 19)).numerator == 0


def test_99_people_of_three_kinds_are_not_99_deputies() -> None:
    office, deputyships = clerk(), many(70)
    row = held(office)
    assert row.activity is not None
    operations.enrol_many(
        training=row, actor=office, deputyships=deputyships[:30], kind=people_of("新任委员")
    )
    operations.enrol_many(
        training=row, actor=office, deputyships=deputyships[30:], kind=people_of("新任代表")
    )
    guests = [Guest(f"工作者{n}") for n in range(29)]
    operations.add_guests(training=row, actor=office, kind=people_of("新进机关工作者"), guests=guests)
    row.activity.attendances.update(state="present")
    kinds = [one.kind.name for one in row.trainees.enrolled().select_related("kind")]
    assert {name: kinds.count(name) for name in set(kinds)} == {
        "新任委员": 30, "新任代表": 40, "新进机关工作者": 29,
    }  # fmt: skip
    assert len(kinds) == 99
    assert coverage(make_term(), date(2026, 11, 19)).of == "70／70 人"


def test_a_lecture_hall_and_a_class_before_the_term_train_nobody_for_it() -> None:
    office, one = clerk(), make_deputy("陈立新")
    hall = held(office, type=kind_of("代表讲堂"), number=1)
    before = make_activity(on=date(2020, 5, 8), kind=make_kind(code="training"))
    assert hall.activity is not None
    came(hall.activity, [one])
    came(before, [one])
    assert coverage(make_term(), date(2026, 11, 19)).numerator == 0
    came(make_activity(on=date(2026, 5, 8), kind=make_kind(code="training")), [one])
    assert coverage(make_term(), date(2026, 11, 19)).numerator == 1


def test_a_by_elected_deputy_is_at_once_without_induction() -> None:
    office, old = clerk(), make_deputy("陈立新", account=False)
    row = held(office, type=kind_of("初任培训"))
    assert row.activity is not None
    came(row.activity, [old])
    deputies.end_deputyship(
        deputyship=old,
        actor=office,
        version=old.version,
        ends_on=date(2026, 11, 19),
        how_ended="resigned",
        end_note="调离",
    )
    fresh = deputies.create_deputyship(
        actor=office,
        person=make_person("何素琴"),
        term=make_term(),
        starts_on=date(2026, 11, 19),
        how_began="by_election",
    )
    assert list(without_induction(Deputyship.objects.all())) == [fresh]


def test_deputies_who_never_signed_in_are_listed_with_their_number() -> None:
    office, used, unused = clerk(), make_deputy("陈立新"), make_deputy("何素琴")
    make_deputy("梁启明", account=False)
    user = user_of(used)
    user.last_login = timezone.now()
    user.save()
    found = never_signed_in(Deputyship.objects.all())
    assert sorted(one.person.name for one in found) == ["何素琴", "梁启明"]
    client = Client()
    client.force_login(office)
    page = client.get(f"{reverse('learning:learners')}?signed_in=no&state=now").content.decode()
    assert "共 2" in page
    assert unused.person.name in page


def test_usage_of_groups_and_towns_counts_sign_ins_and_entries() -> None:
    office = clerk()
    place = make_constituency()
    group = make_group(7)
    one = make_deputy("陈立新", constituency=place, group=group)
    make_deputy("何素琴", constituency=place, group=group)
    user = user_of(one)
    for _ in range(3):
        Client().force_login(user)
    assert SignInDay.objects.get().times == 3
    row = held(office, start_on=date(2026, 11, 19))
    operations.add_lecture(training=row, actor=user, speaker="某人", subject="监督法")
    shown: Any = groups_with_usage(office).get()
    assert (shown.deputies, shown.never, shown.sign_ins, shown.entries, shown.entries_each) == (
        2,
        1,
        3,
        1,
        0.5,
    )
    town: Any = towns_with_usage(office).get(pk=place.area_id)
    assert (town.deputies, town.never, town.sign_ins, town.entries) == (2, 1, 3, 1)
    assert Area.objects.towns().count() == towns_with_usage(office).count()
    client = Client()
    client.force_login(office)
    for name in ("learning:usage", "learning:usage_towns"):
        page = client.get(f"{reverse(name)}?order=-sign_ins").content.decode()
        assert "0.5" in page
