"""Asking deputies about a draft (R117)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.models import Consulted, Opinion
from activities.taking_part.enums import ConsultationState
from activities.taking_part.operations import consultations as operations
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from deputies.models import DutyRecord
from tests.activities.taking_part.stage import account_of, many_deputies
from tests.factories import make_organ, make_user

pytestmark = pytest.mark.django_db


def test_after_the_last_day_no_new_opinion_and_the_summary_counts_what_was_taken_up(client: Client) -> None:
    office, deputies, organ = make_user(Role.OFFICE), many_deputies(3), make_organ("区司法局")
    unit, own = make_user(Role.UNIT, organ=organ), account_of(deputies[0], make_user(Role.DEPUTY))
    with time_machine.travel("2026-11-02T10:00:00+08:00"):
        row = operations.open_consultation(
            actor=office,
            title="城市更新条例（草案）",
            organ=organ,
            due_on=date(2026, 11, 10),
            deputies=deputies,
        )
        client.force_login(own)
        address = reverse("taking_part:opine", args=[row.pk])
        client.post(address, {"where": "第十二条", "text": "补一款：先征求居民意见"})
        client.post(address, {"text": "文字再精炼"})
        asked = Consulted.objects.get(consultation=row, deputyship=deputies[1])
        operations.opine(asked=asked, actor=office, text="罚款偏高")
        # Two opinions of one deputy are one duty.
        told = DutyRecord.objects.filter(source=operations.SOURCE, source_pk=row.pk)
        assert sorted(told.values_list("deputyship", flat=True)) == sorted(d.pk for d in deputies[:2])
        with pytest.raises(Conflict, match="截止以后再反馈"):
            operations.release_result(consultation=row, actor=unit, summary="已研究")
    with time_machine.travel("2026-11-11T00:10:00+08:00"):
        client.force_login(own)
        refused = client.post(address, {"text": "晚了"})
        assert refused.status_code == 409
        assert "截止" in refused.content.decode()
        assert Opinion.objects.count() == 3
        first, second, third = Opinion.objects.order_by("pk")
        operations.take_up(opinion=first, actor=unit, taken_up="yes")
        operations.take_up(opinion=second, actor=unit, taken_up="partly", note="已改两处")
        with pytest.raises(Conflict, match="还有 1 条"):
            operations.release_result(consultation=row, actor=unit, summary="已研究")
        with pytest.raises(ValidationError, match="请写说明"):
            operations.take_up(opinion=third, actor=unit, taken_up="no")
        operations.take_up(opinion=third, actor=unit, taken_up="no", note="上位法有规定")
        operations.release_result(consultation=row, actor=unit, summary="3 条意见，采纳 1 条，部分采纳 1 条")
        shown = client.get(reverse("taking_part:my_consultation", args=[row.pk])).content.decode()
        assert "已改两处" in shown
        client.force_login(office)
        page = client.get(reverse("taking_part:consultation", args=[row.pk])).content.decode()
        for words in ("采纳 <b>1</b> 条", "部分采纳 <b>1</b> 条", "未采纳 <b>1</b> 条", "待研究 <b>0</b> 条"):
            assert words in page
    row.refresh_from_db()
    assert row.state == ConsultationState.RELEASED


def test_who_was_not_asked_sees_nothing(client: Client) -> None:
    deputies = many_deputies(2)
    row = operations.open_consultation(
        actor=make_user(Role.OFFICE),
        title="条例",
        organ=make_organ(),
        opened_on=date(2026, 1, 1),
        due_on=date(2026, 1, 9),
        deputies=deputies[:1],
    )
    client.force_login(account_of(deputies[1], make_user(Role.DEPUTY)))
    assert client.get(reverse("taking_part:my_consultation", args=[row.pk])).status_code == 404
    client.force_login(make_user(Role.UNIT))
    assert client.get(reverse("taking_part:consultation", args=[row.pk])).status_code == 404
