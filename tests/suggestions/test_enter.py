"""What came on paper is typed in by the office and stands at the gate like everything else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from suggestions.models import Clock, Suggestion
from tests.factories import make_constituency, make_deputyship, make_user
from tests.suggestions.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


def typed(cast: Cast, **values: Any) -> dict[str, Any]:
    return {
        "lead": cast.lead.person.name,
        "received_on": "2026年11月16日",
        "occasion": "between",
        "kind": "suggestion",
        "title": "关于增设停车位的建议",
        "situation": "两条路停满了车。",
        "proposal": "划出限时停车位。",
        "source": "deputy",
        "token": uuid4(),
        **values,
    }


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.keeper)
    return client


def post(client: Client, data: dict[str, Any]) -> Any:
    return client.post(reverse("suggestions:enter"), data)


def test_it_stands_at_the_gate_from_the_day_it_came(office: Client, cast: Cast) -> None:
    signer = make_deputyship(constituency=make_constituency(cast.town))
    answer = post(office, typed(cast, signers=signer.person.name))
    row = Suggestion.objects.get()
    assert answer.url == reverse("suggestions:register", args=[row.pk])
    assert (row.state, row.signing, row.lead, row.created_by) == (
        "submitted",
        "joint",
        cast.lead,
        cast.keeper,
    )
    assert [c.deputyship for c in row.cosigners.filter(state="confirmed")] == [signer]
    assert row.submissions.get().signatories == [cast.lead.person.name, signer.person.name]
    assert str(Clock.objects.get(suggestion=row).started_on) == "2026-11-16"


def test_sent_twice_it_is_one(office: Client, cast: Cast) -> None:
    data = typed(cast)
    assert post(office, data).url == post(office, data).url
    assert Suggestion.objects.count() == 1


def test_one_after_the_other(office: Client, cast: Cast) -> None:
    assert post(office, {**typed(cast), "another": "1"}).url == reverse("suggestions:enter")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"lead": "没有这个人"}, "没有这个人"),
        ({"lead": ""}, "请填写领衔代表"),
        ({"title": ""}, "请填写案由"),
        ({"situation": " "}, "请填写情况"),
        ({"received_on": "2020年1月1日"}, "那时还不是"),
        ({"occasion": "session"}, "请选是哪次会议"),
        ({"kind": "motion"}, "议案须 10 名以上代表联名"),
        ({"situation": "字" * 20_001}, "请删去 1 个字"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    office: Client, cast: Cast, values: dict[str, Any], says: str
) -> None:
    page = post(office, typed(cast, **values)).content.decode()
    assert says in page
    assert "划出限时停车位。" in page
    assert not Suggestion.objects.exists()


def test_a_day_that_has_not_come_is_refused(office: Client, cast: Cast) -> None:
    ahead = timezone.localdate() + timedelta(days=1)
    assert "这一天还没有到" in post(office, typed(cast, received_on=ahead.isoformat())).content.decode()


def test_two_leads_are_one_too_many(office: Client, cast: Cast) -> None:
    other = make_deputyship(constituency=make_constituency(cast.town))
    both = f"{cast.lead.person.name}、{other.person.name}"
    assert "领衔代表只能有一位" in post(office, typed(cast, lead=both)).content.decode()


def test_a_town_enters_for_its_own_gate_only(client: Client, cast: Cast) -> None:
    client.force_login(cast.town_user)
    assert post(client, typed(cast)).status_code == 403, "a district deputy's is checked in the district"
    assert not Suggestion.objects.exists()
    client.force_login(make_user(Role.LEADER))
    assert client.get(reverse("suggestions:enter")).status_code == 403
