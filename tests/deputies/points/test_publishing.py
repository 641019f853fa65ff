"""Scores shown at the end of a quarter, objections until the closing date, their answers (R074)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.notices.models import Notice
from deputies.duty.operations import strike_out
from deputies.models import Objection, PointsAccount
from deputies.points.enums import ObjectionState
from deputies.points.operations import publishing
from deputies.points.reading import places
from tests.deputies.duty.stage import YEAR, count, district, make_cast
from tests.deputies.points.year_end import CLOSING, SHOWN, freeze, graded_scheme, settled, shown
from tests.factories import make_area, make_deputyship, make_user

pytestmark = pytest.mark.django_db


def test_a_publication_keeps_the_scores_of_its_day_and_tells_each_deputy_the_own_one() -> None:
    cast = make_cast()
    graded_scheme()
    first = count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    count(cast.leading, cast.office, pk=2, day=date(YEAR, 3, 1))
    settled(cast.members[1])
    row = shown()
    scores = {one.account.deputyship_id: (float(one.points), one.place) for one in row.scores.all()}
    assert scores == {cast.members[0].pk: (5, 1), cast.leading.pk: (5, 1), cast.members[1].pk: (0, 3)}
    assert Notice.objects.get(user=cast.deputy).title == "2026年第四季度亮分：您的积分是 5 分"
    strike_out(record=first, actor=cast.office, reason="不是本人")
    assert row.scores.get(account__deputyship=cast.members[0]).points == 5
    assert places(district().pk, YEAR) == {5: 1, 0: 2}
    with pytest.raises(ValidationError, match="这个季度已经亮分"):
        shown()


def test_nothing_is_shown_without_a_scheme_or_by_a_town_for_the_district() -> None:
    with pytest.raises(ValidationError, match="还没有施行的积分办法"):
        shown()
    graded_scheme()
    keeper = make_user(Role.TOWN, area=make_area())
    facts: dict[str, Any] = {
        "area": district(),
        "year": YEAR,
        "quarter": 1,
        "objections_until": CLOSING,
        "today": SHOWN,
    }
    with pytest.raises(PermissionDenied):
        publishing.publish(actor=keeper, **facts)
    with pytest.raises(ValidationError, match="异议截止不能早于亮分日期"):
        publishing.publish(actor=None, **{**facts, "objections_until": SHOWN - timedelta(days=1)})


def test_a_deputy_objects_until_the_closing_date_and_reads_the_answer(client: Client) -> None:
    cast = make_cast()
    graded_scheme()
    record = count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    account = settled(cast.members[0])
    with pytest.raises(Conflict, match="不在异议期内"):
        publishing.object_to(account=account, actor=cast.deputy, text="少了", today=SHOWN)
    shown()
    page = reverse("points:account", args=[account.pk])
    ask = f"{reverse('points:object_to', args=[account.pk])}?record={record.pk}"
    words = {"text": "当天还参加了执法检查", "token": str(uuid4())}
    with time_machine.travel(f"{YEAR}-12-20T15:00+08:00"):
        client.force_login(cast.deputy)
        assert "2026年12月20日以前可以提出异议" in client.get(page).text
        assert "异议已提出" in client.post(ask, words, follow=True).text
        client.post(ask, words)
        twice = client.post(ask, {**words, "token": str(uuid4())})
    assert (twice.status_code, Objection.objects.count()) == (409, 1)
    row = Objection.objects.get()
    with pytest.raises(PermissionDenied):
        publishing.answer_objection(objection=row, actor=cast.leader, upheld=True, answer="好")
    client.force_login(cast.office)
    empty = client.post(reverse("points:answer_objection", args=[row.pk]), {"upheld": "yes", "answer": ""})
    assert "请填写答复" in empty.text
    client.post(
        reverse("points:answer_objection", args=[row.pk]), {"upheld": "yes", "answer": "已补登一条执法检查"}
    )
    row.refresh_from_db()
    assert (row.state, row.answered_by) == (ObjectionState.UPHELD, cast.office)
    with time_machine.travel(f"{YEAR}-12-21T00:10+08:00"):
        client.force_login(cast.deputy)
        assert "已补登一条执法检查" in client.get(page).text
        assert client.get(ask).status_code == 409, "the day after the closing date"


def test_nobody_objects_for_another_or_answers_the_own_objection() -> None:
    cast = make_cast()
    graded_scheme()
    count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    other = count(cast.leading, cast.office, pk=1, day=date(YEAR, 3, 1), kind="training")
    account = settled(cast.members[0])
    shown()
    with pytest.raises(PermissionDenied):
        publishing.object_to(account=account, actor=cast.leader, text="少了", today=SHOWN)
    with pytest.raises(PermissionDenied):
        publishing.object_to(account=account, actor=cast.deputy, text="少了", record=other, today=SHOWN)
    person = cast.members[1].person
    person.user = cast.office
    person.save()
    own = settled(cast.members[1])
    row = Objection.objects.create(account=own, text="少了", made_by=cast.office)
    with pytest.raises(PermissionDenied):
        publishing.answer_objection(objection=row, actor=cast.office, upheld=True, answer="好")


def test_an_objection_taken_back_waits_no_longer_and_a_frozen_year_takes_none() -> None:
    cast = make_cast()
    graded_scheme()
    account = settled(cast.members[0])
    shown()
    row = publishing.object_to(account=account, actor=cast.deputy, text="少了", today=SHOWN)
    publishing.take_back_objection(objection=row, actor=cast.deputy)
    with pytest.raises(Conflict, match="本人撤回"):
        publishing.answer_objection(objection=row, actor=cast.office, upheld=True, answer="好")
    freeze()
    with pytest.raises(Conflict, match="已冻结"):
        publishing.object_to(account=account, actor=cast.deputy, text="少了", today=SHOWN)


def test_a_deputy_reads_the_own_points_only_and_a_leader_those_of_the_group(client: Client) -> None:
    cast = make_cast()
    graded_scheme()
    own, others = settled(cast.members[0]), settled(make_deputyship())
    client.force_login(cast.deputy)
    assert client.get(reverse("points:account", args=[own.pk])).status_code == 200
    assert client.get(reverse("points:account", args=[others.pk])).status_code == 404
    assert client.get(reverse("points:index")).status_code == 403
    assert set(PointsAccount.objects.visible_to(cast.leader)) == {own}
