"""The demo's rounds are made by the real operations and show what a visitor looks for."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congress.accounts.enums import Role
from congress.ballots.enums import PollState
from congress.organs.enums import AreaKind, CongressLevel, OrganKind
from deputies.models import DutyRecord, Person
from deputies.operations.deputyships import create_deputyship
from livelihood_projects import demo
from livelihood_projects.models import Comment, ProgressPhoto, Project, Round
from tests.factories import make_area, make_deputyship, make_organ, make_person, make_term, make_user

pytestmark = pytest.mark.django_db


def test_a_call_is_open_and_five_of_ten_are_being_built() -> None:
    for name in ("office", "office2"):
        make_user(Role.OFFICE, username=name)
    unit, deputy = make_user(Role.UNIT, username="unit"), make_user(Role.DEPUTY, username="deputy")
    seat = make_deputyship()
    Person.objects.filter(pk=seat.person_id).update(user=deputy)
    for _more in range(2):
        make_organ()
    demo.load()
    today = timezone.localdate()
    assert Round.objects.open_on(today).count() == 1
    row = Round.objects.get(year=today.year)
    assert (row.projects.count(), row.projects.chosen().count()) == (10, 5)
    assert Project.objects.silent(today).count() == 1
    assert Project.objects.visible_to(unit).chosen().count() == 3
    assert Project.objects.visible_to(deputy).count() == 5
    assert DutyRecord.objects.filter(deputyship=seat).count() == 1
    assert Comment.objects.count() == 2
    assert ProgressPhoto.objects.count() == 1
    demo.load()
    assert Round.objects.count() == 2


def test_a_town_voted_on_its_own_round() -> None:
    for name in ("office", "office2"):
        make_user(Role.OFFICE, username=name)
    make_user(Role.UNIT, username="unit")
    Person.objects.filter(pk=make_deputyship().person_id).update(
        user=make_user(Role.DEPUTY, username="deputy")
    )
    town = make_area("东塘镇", AreaKind.TOWN)
    keeper = make_user(Role.TOWN, username="town2", area=town)
    make_organ(area=town, kind=OrganKind.TOWN_GOVERNMENT)
    create_deputyship(actor=None, person=make_person(), term=make_term(CongressLevel.TOWN, town))
    demo.load()
    row = Round.objects.get(area=town)
    chosen = row.projects.chosen()
    assert (row.projects.count(), chosen.count()) == (4, 3)
    assert row.election is not None
    assert row.election.state == PollState.PUBLISHED
    assert set(Round.objects.visible_to(keeper)) == {row}
    assert all(project.percent == 65 and project.supervisors.exists() for project in chosen)
