"""The demo district: rich, sound, the same on every machine, and twice is once."""

import json
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from activities.models import Activity, ActivityKind, ActivityUnit, Participation
from bulletins.enums import ContributionState, IssueState
from bulletins.models import Contribution, Issue
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.audit.queries import verify
from congress.organs.enums import AREAS_WITH_CONGRESS, AreaKind
from congress.organs.models import Area, Organ, OrganName
from deputies.models import Person
from suggestions.enums import HandlingState, Occasion, State
from suggestions.models import Clock, Commitment, Extension, Handling, Suggestion

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("district")]
MARKS = re.compile(r"[<>\[\]{}@#^|%]")


def counts() -> dict[str, int]:
    models = (Area, Organ, User, Person, Activity, Participation, Issue, Contribution, Suggestion, AuditEvent)
    return {model.__name__: model._default_manager.count() for model in models}


def test_second_run_changes_nothing() -> None:
    before = counts()
    call_command("load_demo", stdout=StringIO())
    assert counts() == before
    assert verify().broken is None


def test_district_is_rich_and_sound() -> None:
    towns = Area.objects.towns()
    assert {
        kind: towns.filter(kind=kind).count() for kind in ("town", "township", "subdistrict", "park")
    } == {
        "town": 5,
        "township": 1,
        "subdistrict": 5,
        "park": 1,
    }
    assert all(3 <= town.children.count() <= 8 for town in towns)
    assert Organ.objects.count() >= 90
    assert OrganName.objects.count() >= 3
    assert Area.objects.filter(kind__in=AREAS_WITH_CONGRESS - {AreaKind.DISTRICT}).count() == 6
    names = "".join(Person.objects.values_list("name", flat=True))
    assert all(rare in names for rare in "喆堃镕·")


def test_log_reads_like_an_office_log() -> None:
    district = Area.objects.get(parent=None)
    for month in range(1, 11):
        texts = list(
            Activity.objects.filter(start_on__month=month, area=district).values_list("text", flat=True)
        )
        assert 18 <= len(texts) <= 26, month
        assert len({text.partition("，")[2] for text in texts}) == len(texts), month
    assert not [text for text in Activity.objects.values_list("text", flat=True) if MARKS.search(text)]
    assert ActivityUnit.objects.filter(organ=None, name_as_written__regex="^区.*(局|委|办)$").count() == 0
    guest = Participation.objects.filter(person__partial_name=True).first()
    assert guest is not None
    assert (guest.manner, guest.party) == ("被会见", "一行")
    assert Activity.objects.filter(half_day="").exists()
    assert Activity.objects.filter(text__contains="等陪同").exists()


def test_kinds_of_the_office_are_kept_apart() -> None:
    """Four party bodies, roads under inspection, visits without a household (R281, R282, R284, R285, R294)."""
    may = Activity.objects.filter(start_on__month=5, area__parent=None)
    kinds = Counter(may.values_list("kind__code", flat=True))
    party = ("party_group_meeting", "party_group_study", "party_branch_meeting", "party_discipline_education")
    assert [kinds[code] for code in party] == [2, 1, 1, 1]
    assert set(ActivityKind.objects.filter(code__in=[*party, "warning_education"]).values_list("group")) == {
        ("机关党建",)
    }
    roads = may.filter(kind__code="civilised_city_inspection").values_list("place", flat=True)
    assert sorted(roads) == ["文昌大道东段", "铁路北路"]
    visits = may.filter(kind__code="visit_condolence").values_list("place", flat=True)
    assert sorted(visits) == ["南屏镇上坪村", "枫林乡岭脚村"]
    observers = Participation.objects.filter(
        activity__in=may, activity__kind__code="party_group_study", manner="列席"
    )
    assert [row.title_full or row.title_as_written for row in observers] == [
        "区人大常委会副主任",
        "区委党校常务副校长",
    ]


def test_may_is_left_to_the_visitor() -> None:
    issues = Issue.objects.filter(series__slug="renda-xinxi")
    states = {issue.number: issue.state for issue in issues}
    assert 5 not in states
    assert {number for number, state in states.items() if state == IssueState.ISSUED} == {
        1,
        2,
        3,
        4,
        6,
        7,
        8,
        9,
    }
    assert (states[10], states[11]) == (IssueState.REVIEW, IssueState.DRAFT)
    assert {issue.number: issue.total_number for issue in issues} == {n: 81 + n for n in states}
    assert Activity.objects.filter(start_on__month=5, area__parent=None).count() >= 18
    assert all(issue.pdf.size > 20_000 and issue.docx.size > 5_000 for issue in issues.issued())


def test_pieces_stand_in_every_state() -> None:
    assert set(Contribution.objects.values_list("state", flat=True)) == set(ContributionState.values)


def test_suggestions_stand_in_every_state_with_something_for_everybody() -> None:
    rows = Suggestion.objects.all()
    assert rows.count() >= 55
    assert set(rows.values_list("state", flat=True)) == set(State.values)
    assert set(rows.values_list("occasion", flat=True)) == set(Occasion.values)
    assert Handling.objects.filter(state=HandlingState.RETURN_ASKED).exists()
    assert Extension.objects.filter(state="asked").exists()
    assert Commitment.objects.filter(state="reported").exists()
    assert Clock.objects.overdue(timezone.localdate()).filter(kind="reply").exists()
    assert rows.filter(round__gt=1).count() >= 2, "one is done again, one was re-opened"
    assert rows.filter(gate__name="东塘镇").count() >= 4
    unit = User.objects.get(username="unit")
    deputy = User.objects.get(username="deputy")
    assert Handling.objects.of_unit(unit).busy().count() >= 3
    assert rows.led_by(deputy).count() >= 8


def test_every_role_can_sign_in() -> None:
    out = StringIO()
    call_command("demo_accounts", "--json", stdout=out)
    accounts = json.loads(out.getvalue())
    assert {account["role"] for account in accounts} == set(Role.values)
    for account in accounts:
        user = User.objects.get(username=account["username"])
        assert user.check_password(account["password"])
        assert not user.must_change_password
