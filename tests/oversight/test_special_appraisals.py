"""Appraisals of departments: opinions of five levels, days on the spot, votes, the public result (R119)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.operations import counting
from congress.notices.models import Notice
from congress.organs.enums import CongressLevel, OrganKind
from deputies.models import DutyRecord
from oversight.appraisals import portal
from oversight.appraisals.enums import AppraisalState
from oversight.models import AppraisalOpinion, AppraisedBody, SpecialAppraisal
from oversight.operations import appraisal_opinions, appraisal_results, meetings
from oversight.operations import special_appraisals as operations
from tests.factories import make_deputyship, make_kind, make_organ, make_user
from tests.oversight.appraising import (
    DAY,
    NAMES,
    asking,
    balloted,
    entered,
    make_deputy,
    planned,
    published,
    rated,
    to_mend,
)
from tests.oversight.making import make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def page(row: SpecialAppraisal) -> str:
    return reverse("special_appraisals:detail", args=[row.pk])


def body_page(body: AppraisedBody) -> str:
    return reverse("special_appraisals:body", args=[body.pk])


def say(row: SpecialAppraisal, user: User, text: str = "窗口要多开。", grade: str = "", n: int = 1) -> None:
    body = row.bodies.get(number=n)
    appraisal_opinions.give_opinions(
        appraisal=row, actor=user, level="district", said={body.pk: (text, grade)}
    )


def test_six_departments_have_their_opinions_and_votes_and_a_day_before_they_are_public(
    client: Client, clerk: User
) -> None:
    row = asking(clerk, [make_organ(name) for name in NAMES])
    bodies = list(row.bodies.order_by("number"))
    assert [body.name for body in bodies] == list(NAMES)
    for n, body in enumerate(bodies):
        for level in list(CongressLevel)[: n % 5 + 1]:
            entered(clerk, body, level)
    votes = [(20 - n, 5, n, 1) for n in range(6)]
    row = rated(clerk, row, *votes)
    client.force_login(clerk)
    text = client.get(page(row)).text
    assert "代表意见 5 条（全国 1，省级 1，市级 1，区县级 1，乡镇级 1）" in text
    assert "16 条（全国 6，省级 4，市级 3，区县级 2，乡镇级 1）" in text
    for n, body in enumerate(bodies):
        body.refresh_from_db()
        assert (body.good, body.fair, body.bad, body.abstain) == votes[n]
        assert f"满意 {20 - n} 票，基本满意 5 票，不满意 {n} 票，弃权 1 票" in text
    row.refresh_from_db()
    assert row.item is not None
    assert row.item.decision.startswith("测评结果：区文旅局：满意 20 票")

    url = reverse("special_appraisals:publish_result", args=[row.pk])
    assert "公示要填公示日期" in client.post(url, {"published_on": ""}).text
    assert "公示日期不能早于测评" in client.post(url, {"published_on": timezone.localdate() - DAY}).text
    assert "日期还没有到" in client.post(url, {"published_on": timezone.localdate() + DAY}).text
    with pytest.raises(ValidationError, match="公示要填公示日期"):
        appraisal_results.publish_result(appraisal=row, actor=clerk, published_on=None)
    row.refresh_from_db()
    assert row.state == AppraisalState.VOTING
    for facts in ({"state": "published"}, {"state": "published", "published_on": row.rated_on - DAY}):  # type: ignore[operator]
        with pytest.raises(IntegrityError), transaction.atomic():
            SpecialAppraisal.objects.filter(pk=row.pk).update(**facts)
    client.post(url, {"published_on": timezone.localdate()})
    row.refresh_from_db()
    assert (row.state, row.published_on) == (AppraisalState.PUBLISHED, timezone.localdate())


def test_nothing_is_public_before_the_vote(client: Client, clerk: User) -> None:
    row = balloted(clerk, asking(clerk))
    with pytest.raises(Conflict, match="测评还没有结果"):
        appraisal_results.publish_result(appraisal=row, actor=clerk, published_on=timezone.localdate())
    client.force_login(clerk)
    assert "测评有结果以后才能公示" in client.get(page(row)).text
    with pytest.raises(Conflict, match="测评有结果以后"):
        to_mend(clerk, row.bodies.earliest("number"))


def test_a_department_sees_itself_alone_and_once_it_is_public(client: Client, clerk: User) -> None:
    first, second = make_organ("区文旅局"), make_organ("区教育局")
    row = asking(clerk, [first, second])
    user, _seat = make_deputy("祝远山")
    say(row, user, "展馆周一也要开。", "good")
    entered(clerk, row.bodies.get(organ=first), "city", name="符静好")
    unit, other = make_user(Role.UNIT, organ=first), make_user(Role.UNIT)
    client.force_login(unit)
    own, theirs = row.bodies.get(organ=first), row.bodies.get(organ=second)
    assert client.get(page(row)).status_code == 404
    row = published(clerk, row, (8, 1, 1, 0), (1, 1, 8, 0))
    assert Notice.objects.filter(user=unit, url=body_page(own)).count() == 1
    assert Notice.objects.filter(user=user, url=page(row)).count() == 1
    for address in (page(row), body_page(own), reverse("special_appraisals:bodies")):
        text = client.get(address).text
        assert "区文旅局" in text
        assert "区教育局" not in text
        for hidden in ("祝远山", "符静好", "展馆周一也要开", "区县级", "征求意见，调研，测评"):
            assert hidden not in text, (address, hidden)
    assert "满意 8 票，基本满意 1 票，不满意 1 票" in client.get(body_page(own)).text
    assert client.get(body_page(theirs)).status_code == 404
    assert client.get(reverse("special_appraisals:opinions")).status_code == 403
    client.force_login(other)
    assert client.get(page(row)).status_code == 404
    for reader in (make_user(Role.GOVERNMENT), user):
        client.force_login(reader)
        assert "满意 1 票，基本满意 1 票，不满意 8 票" in client.get(page(row)).text
    assert "展馆周一也要开" in client.get(page(row)).text, "one's own"


def test_a_deputy_says_what_he_thinks_until_the_day(client: Client, clerk: User) -> None:
    row = asking(clerk)
    user, _seat = make_deputy()
    other, _other_seat = make_deputy()
    assert [todo.title for todo in portal.todos(user)] == [f"提意见：{row.title}"]
    client.force_login(user)
    url = reverse("special_appraisals:opine", args=[row.pk])
    first, second = row.bodies.order_by("number")
    text, grade = f"text_{first.pk}", f"grade_{first.pk}"
    assert "还没有写意见" in client.post(url, {}).text
    answer = client.post(url, {grade: "bad", f"text_{second.pk}": "办事要快。"})
    assert "请写几句意见，或者不选总体评价" in answer.text
    assert "办事要快。" in answer.text, "what was typed stays"
    assert not AppraisalOpinion.objects.exists()
    assert client.post(url, {text: "窗口要多开。", grade: "fair"}).status_code == 302
    assert list(portal.todos(user)) == []
    assert [todo.title for todo in portal.todos(other)] == [f"提意见：{row.title}"]
    one = AppraisalOpinion.objects.get()
    assert (one.body, one.level, one.grade) == (first, "district", "fair")
    assert "窗口要多开。" in client.get(url).text
    assert "可以改，不能清空" in client.post(url, {text: "", f"text_{second.pk}": "好"}).text
    client.post(url, {text: "窗口已多开。", grade: "good"})
    one.refresh_from_db()
    assert (one.text, one.version, AppraisalOpinion.objects.count()) == ("窗口已多开。", 2, 1)
    client.force_login(other)
    assert "窗口已多开" not in client.get(page(row)).text, "of another deputy"
    assert "窗口已多开" not in client.get(url).text
    SpecialAppraisal.objects.filter(pk=row.pk).update(opinions_until=timezone.localdate() - DAY)
    assert client.post(url, {text: "晚了。"}).status_code == 409
    with pytest.raises(Conflict, match="截止"):
        say(row, other)
    assert list(portal.todos(other)) == []
    assert [todo.title for todo in portal.todos(clerk)] == [f"截止征求意见：{row.title}"]


def test_a_deputy_of_two_levels_says_as_which(clerk: User, client: Client) -> None:
    row = asking(clerk)
    user, seat = make_deputy()
    body = row.bodies.earliest("number")
    url = reverse("special_appraisals:opine", args=[row.pk])
    client.force_login(user)
    assert 'name="level"' not in client.get(url).text
    with pytest.raises(ValidationError, match="哪一级"):
        appraisal_opinions.give_opinions(
            appraisal=row, actor=user, level="city", said={body.pk: ("好。", "")}
        )
    make_deputyship(seat.person, level=CongressLevel.CITY)
    assert appraisal_opinions.levels_of(user, timezone.localdate()) == ["city", "district"]
    client.post(url, {f"text_{body.pk}": "好。", "level": "city"})
    assert AppraisalOpinion.objects.get().level == "city"
    nobody = make_user(Role.DEPUTY)
    with pytest.raises(Conflict, match="名册里没有"):
        say(row, nobody)
    client.force_login(nobody)
    assert client.get(reverse("special_appraisals:opine", args=[row.pk])).status_code == 409


def test_the_office_enters_what_deputies_of_other_levels_said(clerk: User, client: Client) -> None:
    row = asking(clerk)
    first, second = row.bodies.order_by("number")
    client.force_login(clerk)
    url = reverse("special_appraisals:enter_opinion", args=[row.pk])
    facts: dict[str, Any] = {"body": first.pk, "level": "national", "text": "很好。", "said_on": "2020-01-01"}
    assert client.post(url, facts).status_code == 302
    late = {**facts, "said_on": row.opinions_until + DAY}
    assert "日期还没有到" in client.post(url, late).text
    one = AppraisalOpinion.objects.get()
    listed = reverse("special_appraisals:opinions")
    change = reverse("special_appraisals:change_opinion", args=[one.pk])
    assert change in client.get(listed, {"level": "national"}).text
    assert change not in client.get(listed, {"level": "city"}).text
    assert client.post(change, {**facts, "body": second.pk, "version": 1}).status_code == 302
    one.refresh_from_db()
    assert (one.body, one.version) == (second, 2)
    with pytest.raises(StaleVersion):
        appraisal_opinions.change_opinion(
            opinion=one,
            actor=clerk,
            version=1,
            **{**facts, "body": first, "said_on": row.opinions_until - 5 * DAY},
        )
    user, _seat = make_deputy()
    say(row, user)
    own = AppraisalOpinion.objects.get(person__user=user)
    assert client.get(reverse("special_appraisals:change_opinion", args=[own.pk])).status_code == 404
    row = operations.close_opinions(appraisal=row, actor=clerk)
    with pytest.raises(Conflict, match="不能登记代表意见"):
        entered(clerk, first, "city")
    assert change not in client.get(listed).text


def test_a_day_on_the_spot_stands_in_the_log_once_and_in_the_registers(client: Client, clerk: User) -> None:
    make_kind()
    _user, seat = make_deputy("谷雨声")
    member = make_member("阮青山")
    row = planned(clerk)
    facts: dict[str, Any] = {"on": timezone.localdate(), "place": "文化馆", "account": "看展馆。"}
    with pytest.raises(Conflict, match="不能登记调研"):
        operations.record_visit(appraisal=row, actor=clerk, **facts)
    row = operations.open_opinions(appraisal=row, actor=clerk, opinions_until=row.opinions_until)
    visit = operations.record_visit(appraisal=row, actor=clerk, members=[member], deputies=[seat], **facts)
    assert visit.activity is not None
    assert Activity.objects.filter(kind__code="research").count() == 1
    assert DutyRecord.objects.filter(deputyship=seat).count() == 1
    with pytest.raises(ValidationError, match="已登记"):
        operations.record_visit(appraisal=row, actor=clerk, **facts)
    client.force_login(clerk)
    text = client.get(page(row)).text
    assert "看展馆。　阮青山、谷雨声" in text
    assert [use.url for use in portal.uses(visit.activity, clerk)] == [page(row)]
    assert page(row) in client.get(reverse("activities:detail", args=[visit.activity_id])).text


def test_who_attends_votes_and_a_void_ballot_is_held_again(clerk: User) -> None:
    row = asking(clerk)
    row = balloted(clerk, row)
    with pytest.raises(Conflict, match="已经在投票表决里"):
        balloted(clerk, row)
    with pytest.raises(Conflict, match="作废以后才能撤回"):
        operations.withdraw_appraisal(appraisal=row, actor=clerk, reason="改期")
    assert row.poll is not None
    counting.void_poll(poll=row.poll, actor=clerk, reason="改期")
    with pytest.raises(ValidationError, match="常委会会议才能测评"):
        balloted(clerk, row, make_meeting(clerk))
    later = make_meeting(clerk, "常委会会议", on=timezone.localdate())
    item = row.item_id
    row = balloted(clerk, row, later)
    assert (row.meeting, row.item_id != item) == (later, True), "on the agenda of the other meeting"
    meetings.cancel_meeting(meeting=later, actor=clerk, reason="改期")
    assert row.poll is not None
    counting.void_poll(poll=row.poll, actor=clerk, reason="改期")
    row = operations.withdraw_appraisal(appraisal=row, actor=clerk, reason="今年不评")
    assert row.state == AppraisalState.WITHDRAWN
    with pytest.raises(Conflict, match="已撤回"):
        operations.change_appraisal(appraisal=row, actor=clerk, version=row.version, plan="改")


def test_what_follows_is_asked_of_the_department_until_it_answers(client: Client, clerk: User) -> None:
    bureau, other = make_organ("区文旅局"), make_organ("区教育局")
    row = published(clerk, asking(clerk, [bureau, other]), (5, 1, 4, 0), (9, 1, 0, 0))
    unit = make_user(Role.UNIT, organ=bureau)
    body = row.bodies.get(organ=bureau)
    with pytest.raises(Conflict, match="没有整改期限"):
        answer(body, unit)
    body = to_mend(clerk, body)
    assert Notice.objects.filter(user=unit, title__startswith="专项评议结果运用").count() == 1
    assert [todo.title for todo in portal.todos(unit)] == [f"报告整改情况：{row.title}"]
    assert [todo.title for todo in portal.todos(clerk)] == [f"区文旅局整改情况：{row.title}"]
    assert list(portal.todos(make_user(Role.UNIT, organ=other))) == []
    today = timezone.localdate()
    planned_days = [one.words for one in portal.planned(unit, today, today + 60 * DAY)]
    assert planned_days == ["专项评议整改到期：区文旅局"]
    AppraisedBody.objects.filter(pk=body.pk).update(mend_by=today - DAY)
    client.force_login(clerk)
    listed = reverse("special_appraisals:bodies")
    assert body_page(body) in client.get(listed, {"state": "overdue"}).text
    assert "整改逾期" in client.get(page(row)).text
    client.force_login(unit)
    url = reverse("special_appraisals:answer_body", args=[body.pk])
    typed = {"version": body.version, "answer": "", "answered_on": today}
    assert client.post(url, typed).status_code == 200
    assert (
        "报告日期不能早于公示"
        in client.post(url, {**typed, "answer": "已改", "answered_on": today - DAY}).text
    )
    assert client.post(url, {**typed, "answer": "已改。"}).status_code == 302
    assert "已报告整改，逾期 1 天" in client.get(body_page(body)).text
    assert list(portal.todos(unit)) == []
    with pytest.raises(PermissionDenied):
        answer(row.bodies.get(organ=bureau), make_user(Role.UNIT, organ=other))
    client.force_login(clerk)
    assert body_page(body) in client.get(listed, {"state": "answered"}).text
    assert body_page(body) not in client.get(listed, {"state": "open"}).text


def answer(body: AppraisedBody, actor: User) -> AppraisedBody:
    return appraisal_results.answer_body(
        body=body, actor=actor, version=body.version, answer="已改。", answered_on=timezone.localdate()
    )


def test_a_committee_keeps_its_own(client: Client, clerk: User) -> None:
    committee = make_organ(kind=OrganKind.COMMITTEE)
    row = planned(clerk, committee=committee)
    mine = make_user(Role.COMMITTEE, organ=committee)
    other = make_user(Role.COMMITTEE, organ=make_organ(kind=OrganKind.COMMITTEE))
    with pytest.raises(PermissionDenied):
        operations.open_opinions(appraisal=row, actor=other, opinions_until=row.opinions_until)
    operations.open_opinions(appraisal=row, actor=mine, opinions_until=row.opinions_until)
    client.force_login(other)
    assert client.get(page(row)).status_code == 200
    assert client.get(reverse("special_appraisals:record_visit", args=[row.pk])).status_code == 403


def test_the_departments_stay_once_deputies_were_asked(client: Client, clerk: User) -> None:
    row = planned(clerk)
    client.force_login(clerk)
    url = reverse("special_appraisals:change_appraisal", args=[row.pk])
    third = make_organ("区水利局")
    until = timezone.localdate() + 9 * DAY
    facts: dict[str, Any] = {
        "title": row.title,
        "year": row.year,
        "committee": row.committee_id,
        "plan": "改了。",
        "basis": "",
        "opinions_until": until,
        "version": 1,
        "organs": [third.pk],
    }
    assert client.post(url, facts).status_code == 302
    assert [body.name for body in row.bodies.all()] == ["区水利局"]
    assert "请" in client.post(url, {**facts, "version": 2, "organs": []}).text
    row = operations.open_opinions(appraisal=row, actor=clerk, opinions_until=until)
    assert 'name="organs"' not in client.get(url).text
    gone = client.post(url, {**facts, "version": row.version, "opinions_until": timezone.localdate() - DAY})
    assert "截止日期不能早于今天" in gone.text
    with pytest.raises(Conflict, match="不能再改被评议的部门"):
        operations.change_appraisal(appraisal=row, actor=clerk, version=row.version, organs=[third])
    with pytest.raises(ValidationError, match="同名"):
        planned(clerk, [third])
