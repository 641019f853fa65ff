"""Duty reports decided by secret ballot: by the right audience and no other, taken over once (R068, R069)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Ballot, Elector, Poll
from congress.ballots.operations import counting, preparing, voting
from congress.organs.enums import CongressLevel
from deputies.duty_reports.enums import ReportState
from deputies.models import DutyRecord, DutyReport, Person, ReportOpinion
from deputies.operations import duty_reports as operations
from deputies.operations import report_ballots
from deputies.operations.duty_reports import Result
from tests.deputies.duty_reports.balloting import (
    BAD,
    BEST,
    DAY,
    FAIR,
    GOOD,
    closed,
    make_members,
    of_city,
    prepared,
    publish,
    rules,
    votes,
)
from tests.documents.pdf_text import page_texts, squeezed
from tests.factories import make_area, make_deputyship, make_group, make_person, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_november")]


@pytest.fixture
def _in_november() -> object:
    with time_machine.travel("2024-11-20 15:00+08:00", tick=False):
        yield


@pytest.fixture
def clerk() -> User:
    return make_user(Role.DEPUTY_WORK)


@pytest.fixture
def members() -> list[Person]:
    return make_members(3)


def test_the_committee_votes_and_the_report_has_its_result(
    client: Client, clerk: User, members: list[Person]
) -> None:
    row = of_city(clerk)
    page = reverse("duty_reports:detail", args=[row.pk])
    client.force_login(clerk)
    assert "准备评议投票" in client.get(page).text
    form = client.get(reverse("duty_reports:prepare_ballot", args=[row.pk])).text
    assert all(one.name in form for one in members)
    sent = {
        "raters": [one.pk for one in members],
        "mode": "phone",
        "rule_set": rules().pk,
    }
    assert (
        "还没有选评议人"
        in client.post(reverse("duty_reports:prepare_ballot", args=[row.pk]), {**sent, "raters": []}).text
    )
    answer = client.post(reverse("duty_reports:prepare_ballot", args=[row.pk]), sent)
    poll = Poll.objects.get()
    assert answer["Location"] == reverse("ballots:detail", args=[poll.pk])
    assert poll.title == "市人大代表章程述职评议"
    shown = client.get(answer["Location"])
    assert "分档测评（优秀／称职／基本称职／不称职／弃权）" in shown.text
    assert page in shown.text
    assert set(poll.electors.values_list("name", flat=True)) == {one.name for one in members}
    assert members[0].user is not None
    voting.start_voting(poll=poll, actor=clerk)
    client.force_login(members[0].user)
    ballot = client.get(reverse("ballots:vote", args=[poll.pk])).text
    assert all(word in ballot for word in ("优秀", "称职", "基本称职", "不称职", "弃权"))
    for person, mark in zip(members, (BEST, BEST, GOOD), strict=True):
        assert person.user is not None
        voting.vote(poll=poll, actor=person.user, marks={"1": mark})
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    row.refresh_from_db()
    assert (row.state, row.result, row.ballots.count()) == (ReportState.ARRANGED, None, 0)
    counting.publish_poll(poll=poll, actor=clerk)
    row.refresh_from_db()
    assert row.result is not None
    assert (row.state, row.result.name, row.present, row.returned, row.valid, row.passed) == (
        ReportState.HELD,
        "优秀",
        3,
        3,
        3,
        None,
    )
    assert votes(row) == {"优秀": 2, "称职": 1, "基本称职": 0, "不称职": 0}
    assert DutyRecord.objects.filter(source="duty_report", source_pk=row.pk).count() == 1
    client.force_login(clerk)
    assert "无记名投票公布，不能修改" in client.get(page).text
    assert "基本称职以上（占收回的票）" in client.get(reverse("ballots:detail", args=[poll.pk])).text


def test_nobody_types_what_a_ballot_decides(client: Client, clerk: User, members: list[Person]) -> None:
    row = of_city(clerk)
    poll = prepared(clerk, [row], members)
    best = ReportOpinion.objects.all()[0]
    for stage in ("while it goes on", "afterwards"):
        row = DutyReport.objects.get(pk=row.pk)
        typed = Result(ballots={best: 1}, raters=members[:1])
        with pytest.raises(ValidationError, match="不能手工填写"):
            hold(row, clerk, typed)
        with pytest.raises(ValidationError, match="不能手工填写"):
            hold(row, clerk, Result(result=best))
        with pytest.raises(Conflict, match="投票"):
            operations.withdraw_report(report=row, actor=clerk, reason="登记错了")
        with pytest.raises(Conflict, match="投票评议"):
            prepared(clerk, [row], members)
        if stage == "while it goes on":
            publish(poll, clerk, members, {"1": GOOD}, {"1": GOOD}, {"1": BAD})
    client.force_login(clerk)
    url = reverse("duty_reports:hold_report", args=[row.pk])
    assert "票数、结果在结果公布时自动登记" in client.get(url).text
    sent = {"version": row.version, "place": "第一会议室", "remarks": "务实", f"votes_{best.pk}": "9"}
    assert client.post(url, {**sent, "present": "9", "result": best.pk}).status_code == 302
    row.refresh_from_db()
    assert (row.remarks, row.present, str(row.result)) == ("务实", 3, "称职")
    assert votes(row) == {"优秀": 0, "称职": 2, "基本称职": 0, "不称职": 1}


def hold(row: DutyReport, clerk: User, result: Result) -> DutyReport:
    return operations.hold_report(
        report=row, actor=clerk, version=row.version, day=row.day, place="会议室", result=result
    )


def test_only_members_vote_on_a_deputy_of_the_city_and_nobody_on_the_own_report(
    clerk: User, members: list[Person]
) -> None:
    stranger = make_person("科员", title="区人大常委会办公室主任科员")
    row = of_city(clerk)
    with pytest.raises(ValidationError, match="科员那天不是常委会组成人员"):
        prepared(clerk, [row], [*members, stranger])
    with pytest.raises(ValidationError, match="还没有选评议人"):
        prepared(clerk, [row], [])
    own = of_city(clerk, person=members[0])
    with pytest.raises(ValidationError, match="述职人自己"):
        prepared(clerk, [own], members)
    with pytest.raises(ValidationError, match="委员0是常委会组成人员，不能评议自己的述职，请单独准备"):
        prepared(clerk, [row, own], members[1:])
    with pytest.raises(PermissionDenied):
        prepared(make_user(Role.TOWN), [row], members)
    group = make_group(area=make_area(), levels=[CongressLevel.DISTRICT, CongressLevel.CITY])
    seated = make_deputyship(level=CongressLevel.CITY, group=group)
    kept = operations.arrange_report(deputyship=seated, actor=clerk, form="oral", day=DAY, place="会议室")
    with pytest.raises(Conflict, match="由常委会办公室、代表工委准备"):
        prepared(make_user(Role.TOWN, area=group.area), [kept], members)
    assert prepared(clerk, [own], members[1:]).electors.count() == 2


def test_voters_put_on_the_ballot_later_cannot_vote_on_a_deputy_of_the_city(
    clerk: User, members: list[Person]
) -> None:
    row = of_city(clerk)
    poll = prepared(clerk, [row], members)
    poll.refresh_from_db()
    outsider = make_user(Role.OFFICE, name="外人")
    changed = preparing.set_electors(
        poll=poll,
        actor=clerk,
        version=poll.version,
        audience={"people": [str(outsider.pk)]},
    )
    with pytest.raises(Conflict, match="外人不是常委会组成人员，不能投票"):
        voting.start_voting(poll=changed, actor=clerk)
    everybody = [str(one.user_id) for one in members]
    changed = preparing.set_electors(
        poll=changed, actor=clerk, version=changed.version, audience={"people": everybody}
    )
    voting.start_voting(poll=changed, actor=clerk)
    assert Elector.objects.count() == 3


def test_paper_for_the_committee_is_not_more_than_it_has_members(clerk: User) -> None:
    members = make_members(4, accounts=False)
    row = of_city(clerk)
    told: dict[str, Any] = {"reports": [row], "actor": clerk, "rule_set": rules(), "raters": members}
    with pytest.raises(ValidationError, match="评议人有 4 人没有帐号"):
        report_ballots.prepare_ballot(**told, mode="phone")
    poll = report_ballots.prepare_ballot(**told, mode="paper")
    assert (poll.paper_count, poll.members) == (4, 4)
    changed = preparing.set_electors(
        poll=poll, actor=clerk, version=poll.version, audience={}, unnamed_paper=5, members=5
    )
    with pytest.raises(Conflict, match="常委会组成人员有 4 人，投票人有 5 人"):
        voting.start_voting(poll=changed, actor=clerk)


@pytest.mark.parametrize(("in_favour", "passed"), [(1, False), (2, True), (3, True)])
def test_two_thirds_at_the_least(
    clerk: User,
    members: list[Person],
    in_favour: int,
    passed: bool,
) -> None:
    row = of_city(clerk)
    poll = prepared(clerk, [row], members, "2/3>=")
    cast = [{"1": FAIR if n < in_favour else BAD} for n in range(3)]
    publish(poll, clerk, members, *cast)
    row.refresh_from_db()
    assert row.passed is passed


def test_nothing_came_back_decides_nothing_and_another_ballot_is_prepared(
    clerk: User, members: list[Person]
) -> None:
    row = of_city(clerk)
    poll = prepared(clerk, [row], members)
    closed(poll, clerk, members)
    with pytest.raises(Conflict, match="没有收回一张票"):
        counting.publish_poll(poll=poll, actor=clerk)
    counting.void_poll(poll=poll, actor=clerk, reason="没有投票")
    again = prepared(clerk, [DutyReport.objects.get(pk=row.pk)], members)
    publish(again, clerk, members, {"1": "abstain"})
    row.refresh_from_db()
    assert (row.result, row.returned, sum(votes(row).values())) == (None, 1, 0)


def test_a_changed_ballot_and_a_report_to_come_do_not_begin(clerk: User, members: list[Person]) -> None:
    poll = prepared(clerk, [of_city(clerk)], members)
    poll.refresh_from_db()
    changed = preparing.change_poll(poll=poll, actor=clerk, version=poll.version, items=[("别人", "")])
    with pytest.raises(Conflict, match="和登记的对不上"):
        voting.start_voting(poll=changed, actor=clerk)
    coming = of_city(clerk, "后来", day=date(2024, 11, 28))
    poll = prepared(clerk, [coming], members)
    with pytest.raises(Conflict, match="2024年11月28日才述职"):
        voting.start_voting(poll=poll, actor=clerk)
    coming.refresh_from_db()
    moved = operations.change_report(
        report=coming, actor=clerk, version=coming.version, form="oral", day=DAY, place="会议室"
    )
    voting.start_voting(poll=poll, actor=clerk)
    with pytest.raises(Conflict, match="不能再改安排"):
        operations.change_report(
            report=moved, actor=clerk, version=moved.version, form="oral", day=DAY, place="别处"
        )


def test_the_reports_of_a_day_stand_on_one_ballot(client: Client, clerk: User, members: list[Person]) -> None:
    first, second, third = of_city(clerk, "甲"), of_city(clerk, "乙"), of_city(clerk, "丙")
    other_day = of_city(clerk, "丁", day=date(2024, 11, 19))
    hold(third, clerk, Result(ballots={ReportOpinion.objects.all()[0]: 1}, raters=members[:1]))
    client.force_login(clerk)
    url = reverse("duty_reports:prepare_ballot", args=[first.pk])
    text = client.get(url).text
    assert "乙（市人大代表）" in text
    assert "丙（市人大代表）" not in text
    assert "丁（市人大代表）" not in text
    with pytest.raises(ValidationError, match="只能是同一天、同一个场合的述职"):
        prepared(clerk, [first, other_day], members)
    with pytest.raises(Conflict, match="已经手工登记了评议票"):
        prepared(clerk, [first, third], members)
    poll = prepared(clerk, [first, second], members)
    assert poll.title == "2024年11月20日市人大代表述职评议"
    cast = [{"1": BEST, "2": BAD}, {"1": BEST, "2": GOOD}, {"1": GOOD, "2": BAD}]
    publish(poll, clerk, members, *cast)
    results = DutyReport.objects.filter(poll=poll).order_by("number").values_list("result__name", flat=True)
    assert list(results) == ["优秀", "不称职"]
    assert Ballot.objects.filter(poll=poll).count() == 3


def test_what_the_district_calls_the_opinions_stands_on_the_ballot(
    clerk: User, members: list[Person]
) -> None:
    ReportOpinion.objects.filter(name="基本称职").update(in_use=False)
    row = of_city(clerk)
    poll = prepared(clerk, [row], members)
    assert poll.scales == [["优秀", "for"], ["称职", "for"], ["不称职", "against"]]
    voting.start_voting(poll=poll, actor=clerk)
    ReportOpinion.objects.filter(name="称职").update(name="良好")
    for person in members:
        assert person.user is not None
        voting.vote(poll=poll, actor=person.user, marks={"1": GOOD})
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    counting.publish_poll(poll=poll, actor=clerk)
    row.refresh_from_db()
    assert votes(row) == {"优秀": 0, "称职": 3, "不称职": 0}
    assert not ReportOpinion.objects.get(name="称职").in_use


def test_the_pages_cost_the_same_with_a_ballot(client: Client, clerk: User, members: list[Person]) -> None:
    row = of_city(clerk)
    publish(prepared(clerk, [row], members), clerk, members, *[{"1": BEST}] * 3)
    client.force_login(clerk)
    page = reverse("duty_reports:detail", args=[row.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        client.get(page)
    assert len(captured) <= 14
    form = reverse("duty_reports:prepare_ballot", args=[of_city(clerk, "新").pk])
    with CaptureQueriesContext(connection) as captured:
        client.get(form)
    assert len(captured) <= 16


@pytest.mark.parametrize(("threshold", "decides"), [("", False), ("2/3>=", True)])
def test_the_result_sheet_has_a_column_for_what_was_decided_only_where_something_was(
    client: Client, clerk: User, members: list[Person], threshold: str, decides: bool
) -> None:
    poll = prepared(clerk, [of_city(clerk)], members, threshold)
    publish(poll, clerk, members, *[{"1": BEST}] * 3)
    client.force_login(clerk)
    sheet = client.get(reverse("ballots:print_result", args=[poll.pk])).content
    text = "".join(squeezed(page) for page in page_texts(sheet)).replace("结果报告单", "")
    assert ("结果" in text) == decides
    assert "基本称职以上" in text
