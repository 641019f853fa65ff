"""Matters come in, once each."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from congress.audit.models import AuditEvent
from liaison_stations.enums import MatterState, Origin
from liaison_stations.models import Citizen, Matter
from liaison_stations.operations.matters import receive
from tests.liaison_stations.stage import make_stage, make_station

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"title": "路灯不亮", "account": "小区门口的路灯坏了两周。"}


def test_a_matter_sent_twice_is_one() -> None:
    stage, token = make_stage(), uuid4()
    first = receive(actor=stage.officer, station=stage.station, token=token, **SAID)
    again = receive(actor=stage.officer, station=stage.station, token=token, **SAID)
    assert first.pk == again.pk
    assert Matter.objects.count() == 1
    assert [(step.verb, step.after) for step in first.steps.all()] == [("receive", MatterState.RECEIVED)]


def test_the_citizen_is_kept_and_not_in_the_audit_trail() -> None:
    stage = make_stage()
    who = Citizen(name="秦素云", phone="13900001234")
    row = receive(actor=None, station=stage.station, origin=Origin.ONLINE, citizen=who, **SAID)
    assert row.citizen == who
    written = str(list(AuditEvent.objects.values()))
    assert "秦素云" not in written
    assert "13900001234" not in written


def test_nobody_writes_for_another_station_or_in_nobodys_name() -> None:
    stage = make_stage()
    with pytest.raises(PermissionDenied):
        receive(actor=stage.officer, station=make_station(), **SAID)
    with pytest.raises(ValueError, match="nobody"):
        receive(actor=None, station=stage.station, **SAID)


def test_an_empty_matter_is_refused_by_field() -> None:
    stage = make_stage()
    with pytest.raises(ValidationError) as refused:
        receive(actor=stage.officer, station=stage.station, title=" ", account="")
    assert set(refused.value.message_dict) == {"title", "account"}
