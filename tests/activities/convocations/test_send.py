"""Sending, moving, cancelling: who is told what, and that nobody is told twice."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from activities.convocations import operations
from activities.convocations.enums import Answer, ConvocationState
from activities.models import Convocation
from activities.tasks import remind_deputies
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.notices.models import Notice
from tests.activities.convocations.world import (
    clerk,
    copy_of,
    draft,
    filled,
    make_deputy,
    sent,
    user_of,
)
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("title", flat=True))


def change(row: Convocation, actor: User, **changes: Any) -> None:
    facts: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            "title", "kind", "start_on", "end_on", "begins_at", "place", "organiser", "agenda", "bring",
            "contact", "contact_phone", "reply_by", "area",
        )
    }  # fmt: skip
    row.refresh_from_db()
    operations.change(convocation=row, actor=actor, version=row.version, **(facts | changes))


def test_everybody_called_is_told_once_and_only_when_it_is_sent() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = draft(office)
    operations.add_callees(convocation=row, actor=office, deputyships=[one])
    assert told(user_of(one)) == []
    row = operations.send(convocation=row, actor=office)
    assert row.state == ConvocationState.SENT
    with pytest.raises(Conflict):
        operations.send(convocation=row, actor=office)
    assert told(user_of(one)) == ["召集通知：视察充电设施"]
    notice = Notice.objects.get()
    assert notice.url == reverse("convocations:reply", args=[row.pk])
    assert "11月25日 9:30，柳桥街道联络站" in notice.text


def test_who_is_added_later_is_told_alone() -> None:
    office, one, two = clerk(), make_deputy("陈立新"), make_deputy("何素琴")
    row = sent(office, one)
    operations.add_callees(convocation=row, actor=office, deputyships=[one, two])
    assert (told(user_of(one)), told(user_of(two))) == (
        ["召集通知：视察充电设施"],
        ["召集通知：视察充电设施"],
    )


def test_nobody_chosen_or_answers_due_in_the_past_cannot_be_sent() -> None:
    office = clerk()
    with pytest.raises(Conflict, match="还没有选代表"):
        operations.send(convocation=draft(office), actor=office)
    late = draft(office, reply_by=date(2026, 11, 18))
    operations.add_callees(convocation=late, actor=office, deputyships=[make_deputy("陈立新")])
    with pytest.raises(Conflict, match="回复截止日期已过"):
        operations.send(convocation=late, actor=office)


def test_a_new_place_is_told_and_answers_stay() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    operations.reply(callee=copy_of(row, one), actor=user_of(one), answer=Answer.ATTEND)
    change(row, office, place="春晓社区")
    assert told(user_of(one))[-1] == "有变动：视察充电设施"
    assert copy_of(row, one).answer == Answer.ATTEND


def test_a_new_day_takes_the_answers_away_and_asks_again() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    operations.reply(callee=copy_of(row, one), actor=user_of(one), answer=Answer.LEAVE, reason="出差")
    change(row, office, begins_at=time(14, 30))
    copy = copy_of(row, one)
    assert (copy.answer, copy.reason, copy.answered_at, copy.read_at) == ("", "", None, None)
    assert told(user_of(one))[-1] == "改期：视察充电设施"
    assert "重新回复" in Notice.objects.order_by("-id")[0].text


def test_what_deputies_need_not_know_is_not_told() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    change(row, office, contact="林晓雯")
    change(row, office, contact="林晓雯")
    assert told(user_of(one)) == ["召集通知：视察充电设施"]
    assert AuditEvent.objects.filter(verb="convocations:change").count() == 1


def test_the_second_writer_sees_both_versions(client: Client) -> None:
    office = clerk()
    row = draft(office)
    client.force_login(office)
    page = client.get(reverse("convocations:change", args=[row.pk]))
    form = page.context["form"]
    change(row, office, place="春晓社区")
    data = filled(area=row.area_id, place="桥南社区", version=form["version"].value())
    answer = client.post(reverse("convocations:change", args=[row.pk]), data)
    assert answer.status_code == 409
    assert "春晓社区" in answer.text
    assert "桥南社区" in answer.text
    with pytest.raises(StaleVersion):
        operations.change(convocation=row, actor=office, version=1, **{})


def test_cancelled_tells_why_and_ends_it(client: Client) -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = sent(office, one)
    client.force_login(office)
    url = reverse("convocations:cancel", args=[row.pk])
    assert "请填写取消原因" in client.post(url, {"reason": ""}).text
    assert "已取消" in client.post(url, {"reason": "强降雨"}, follow=True).text
    assert told(user_of(one))[-1] == "已取消：视察充电设施"
    assert "强降雨" in Notice.objects.order_by("-id")[0].text
    assert client.post(url, {"reason": "再来"}).status_code == 409


def test_a_cancelled_draft_tells_nobody() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = draft(office)
    operations.add_callees(convocation=row, actor=office, deputyships=[one])
    operations.cancel(convocation=row, actor=office, reason="不办了")
    assert told(user_of(one)) == []


def test_released_before_and_after_sending() -> None:
    office, one, two = clerk(), make_deputy("陈立新"), make_deputy("何素琴")
    row = draft(office)
    operations.add_callees(convocation=row, actor=office, deputyships=[one, two])
    operations.release(callee=copy_of(row, one), actor=office)
    assert row.callees.count() == 1
    operations.send(convocation=row, actor=office)
    copy = copy_of(row, two)
    operations.release(callee=copy, actor=office)
    operations.release(callee=copy, actor=office)
    assert told(user_of(two)) == ["召集通知：视察充电设施", "不再召集您：视察充电设施"]
    assert Notice.objects.order_by("-id")[0].url == reverse("convocations:mine"), "there is no own copy now"
    assert (row.callees.count(), row.callees.called().count()) == (1, 0)
    assert operations.add_callees(convocation=row, actor=office, deputyships=[two]) == 1
    assert row.callees.count() == 1
    assert told(user_of(two))[2:] == ["召集通知：视察充电设施"], "called again is told again"


def test_who_has_not_answered_is_reminded_once_a_day(client: Client) -> None:
    office = clerk()
    one, two, silent = make_deputy("陈立新"), make_deputy("何素琴"), make_deputy("无帐号", account=False)
    row = sent(office, one, two, silent)
    operations.reply(callee=copy_of(row, two), actor=user_of(two), answer=Answer.ATTEND)
    client.force_login(office)
    url = reverse("convocations:remind", args=[row.pk])
    assert "已催 1 位代表" in client.post(url, follow=True).text
    assert "没有要催的" in client.post(url, follow=True).text
    assert told(user_of(one))[-1] == "请回复：视察充电设施"
    assert len(told(user_of(two))) == 1
    with time_machine.travel("2026-11-20 10:00:00+08:00", tick=False):
        assert operations.remind(convocation=row, actor=office) == 1


def test_the_morning_task_reminds_the_day_before_and_twice_is_once() -> None:
    office, one, away = clerk(), make_deputy("陈立新"), make_deputy("何素琴")
    row = sent(office, one, away)
    operations.reply(callee=copy_of(row, away), actor=user_of(away), answer=Answer.LEAVE, reason="出差")
    remind_deputies()
    assert len(told(user_of(one))) == 1, "not yet"
    with time_machine.travel("2026-11-22 08:30:00+08:00", tick=False):
        remind_deputies()
        remind_deputies()
    assert told(user_of(one))[1:] == ["请回复：视察充电设施"]
    with time_machine.travel("2026-11-24 08:30:00+08:00", tick=False):
        remind_deputies()
        remind_deputies()
    assert told(user_of(one))[2:] == ["明天：视察充电设施"]
    assert len(told(user_of(away))) == 1, "who is on leave is left in peace"


def test_only_callers_send(client: Client) -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = draft(office)
    operations.add_callees(convocation=row, actor=office, deputyships=[one])
    for role in (Role.LEADER, Role.DEPUTY, Role.STATION):
        client.force_login(make_user(role))
        assert client.post(reverse("convocations:send", args=[row.pk])).status_code == 403
    assert not Notice.objects.exists()
