"""The deputy who heard a matter calls again; closed matters nobody asked about are in the list (R070)."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from deputies.models import DutyRecord
from liaison_stations.enums import MatterState, TellingWay
from liaison_stations.models import Matter, ReturnVisit
from liaison_stations.operations import answering
from liaison_stations.operations.return_visits import SOURCE, record_return_visit
from tests.factories import make_user
from tests.liaison_stations.stage import Stage, make_citizen, make_matter, make_stage

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 8)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def told(stage: Stage) -> Matter:
    moment = timezone.make_aware(datetime.combine(MAY, time(9)))
    return make_matter(
        stage.station,
        state=MatterState.TOLD,
        answer="路灯已经修好",
        told_at=moment,
        told_by=TellingWay.PHONE,
        received_at=moment,
        citizen=make_citizen(),
        heard_by=stage.deputies[0],
    )


def test_a_matter_closed_without_calling_again_is_in_the_list_until_the_deputy_called(
    client: Client, stage: Stage
) -> None:
    row, asked = told(stage), told(stage)
    answering.close(matter=row, actor=stage.officer)
    answering.close(matter=asked, actor=stage.officer, rating="satisfied")
    client.force_login(stage.officer)
    waiting = f"{reverse('matters:index')}?state=again"
    page = client.get(waiting).content.decode()
    assert row.title in page
    assert asked.title not in page
    client.force_login(stage.deputy)
    address = reverse("matters:my_return_visit", args=[row.pk])
    assert address in client.get(reverse("matters:heard", args=[row.pk])).content.decode()
    token = client.get(address).context["form"]["token"].value()
    sent = {"on": "2026年5月20日", "way": "visit", "note": "路灯亮了", "token": token}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302
    assert ReturnVisit.objects.count() == 1
    duty = DutyRecord.objects.get(source=SOURCE)
    assert (duty.kind.code, duty.day, duty.deputyship) == (
        "return_visit",
        date(2026, 5, 20),
        stage.deputies[0],
    )
    client.force_login(stage.officer)
    assert row.title not in client.get(waiting).content.decode()


def test_not_before_the_citizen_was_told_nor_by_somebody_else_nor_with_a_phone(stage: Stage) -> None:
    row = told(stage)
    call = {"matter": row, "way": TellingWay.VISIT, "on": MAY}
    with pytest.raises(ValidationError, match="不能早于这一天"):
        record_return_visit(actor=stage.officer, **{**call, "on": date(2026, 5, 7)})  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="请去掉电话"):
        record_return_visit(actor=stage.deputy, note="电话13900001234", **call)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        record_return_visit(actor=make_user(Role.DEPUTY), **call)  # type: ignore[arg-type]
    Matter.objects.filter(pk=row.pk).update(heard_by=None)
    with pytest.raises(Conflict):
        record_return_visit(actor=stage.officer, **call)  # type: ignore[arg-type]
