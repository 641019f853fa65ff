"""From the plan to the convocation, and the talk with those who sat in (R105, R126)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.convocations.operations import cancel
from activities.models import Convocation
from activities.taking_part.operations import sittings as operations
from activities.taking_part.operations import talks
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from suggestions.enums import State
from suggestions.models import Suggestion
from tests.activities.taking_part.stage import account_of, event, many_deputies
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-11-20T10:00:00+08:00")
def test_a_proposal_becomes_a_convocation_in_one_step(client: Client) -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(3)
    row = operations.plan_sitting(actor=office, on=date(2026, 12, 1), title="第三十五次会议", seats=2)
    facts: dict[str, Any] = {"begins_at": time(9), "place": "一楼会议室", "reply_by": date(2026, 11, 27)}
    with pytest.raises(Conflict, match="还没有选"):
        operations.call_sitting(sitting=row, actor=office, contact="周敏", phone="0500-6120018", **facts)
    with pytest.raises(ValidationError, match="名额 2 人"):
        operations.invite(sitting=row, actor=office, deputies=deputies)
    client.force_login(office)
    client.post(reverse("taking_part:propose", args=[row.pk]))
    data = {**facts, "begins_at": "9:00", "contact": "周敏", "phone": "0500-6120018"}
    client.post(reverse("taking_part:call_sitting", args=[row.pk]), data)
    notice = Convocation.objects.get()
    assert notice.callees.count() == 2
    assert notice.sitting == row
    row.refresh_from_db()
    with pytest.raises(Conflict, match="已写召集通知"):
        operations.propose(sitting=row, actor=office)
    # A convocation that is cancelled leaves the sitting to be called anew.
    cancel(convocation=notice, actor=office, reason="会议改期")
    row.refresh_from_db()
    assert len(operations.propose(sitting=row, actor=office)) == 2


def test_two_points_of_three_who_sat_in_become_two_drafts(client: Client) -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(3)
    own = account_of(deputies[0], make_user(Role.DEPUTY))
    meeting = event("standing_committee_session", deputies)
    talk = talks.record_talk(activity=meeting, actor=office, chaired_by="常委会副主任")
    for deputyship, title in ((deputies[0], "关于延长公交末班车的建议"), (deputies[1], "关于增设公厕的建议")):
        talks.add_point(talk=talk, actor=office, deputyship=deputyship, title=title, text="群众反映较多。")
    client.force_login(office)
    assert talks.suggest_points(talk=talk, actor=office) == 2
    assert talks.suggest_points(talk=talk, actor=office) == 0
    drafts = Suggestion.objects.order_by("pk")
    assert [(row.lead, row.state) for row in drafts] == [(one, State.DRAFT) for one in deputies[:2]]
    assert own.notices.count() == 1
    page = client.get(reverse("taking_part:talk", args=[meeting.pk])).content.decode()
    assert page.count("草稿") >= 2


def test_who_did_not_sit_in_raises_no_point() -> None:
    office, deputies = make_user(Role.OFFICE), many_deputies(2)
    talk = talks.record_talk(
        activity=event("standing_committee_session", deputies[:1]), actor=office, chaired_by="主任"
    )
    with pytest.raises(ValidationError, match="没有列席"):
        talks.add_point(talk=talk, actor=office, deputyship=deputies[1], title="一", text="二")
