"""Pages of tests of satisfaction: who finds what, what the forms say, how many queries they cost."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.operations import voting
from congress.dashboard.panels import Planned
from suggestions.models import Panel, PanelMemberKind, PanelRound
from suggestions.panels import operations, portal
from suggestions.panels.enums import CandidateState, RoundState
from suggestions.panels.sections import plugged
from tests.factories import make_user
from tests.suggestions.panels.stage import (
    fix,
    make_fed_back,
    make_panel,
    make_round,
    make_running,
    make_stage,
    recommend,
)

pytestmark = pytest.mark.django_db


def _at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _titles(user: User) -> list[str]:
    return [todo.title for todo in portal.todos(User.objects.get(pk=user.pk))]


def test_the_office_prepares_and_a_wrong_number_stands_at_its_field() -> None:
    stage = make_stage()
    client = _at(stage.cast.keeper)
    url = reverse("panels:prepare_round")
    given = {
        "title": "2026年度满意度测评",
        "year": 2026,
        "min_members": 1,
        "threshold": "4/5>=",
        "basis": "cast",
    }
    wrong = client.post(url, given)
    assert "min_members" in wrong.context["form"].errors
    assert "2026年度满意度测评" in wrong.text
    client.post(url, given | {"min_members": 15, "leaders_count": "on"})
    assert PanelRound.objects.get().threshold == "4/5>="


def test_the_committee_recommends_and_the_leader_decides_on_pages() -> None:
    stage = make_stage()
    row = make_round(stage)
    made = recommend(stage, row, 2)
    assert [title.partition("：")[0] for title in _titles(stage.cast.committee)] == ["推荐测评对象"]
    assert [title.partition("：")[0] for title in _titles(stage.cast.leader)] == ["主任会议确定测评对象"]
    asked = [one.title for one in portal.decisions(stage.cast.leader)]
    assert asked == [f"确定测评对象：{row}"]
    assert list(portal.decisions(stage.cast.office)) == []
    client, url = _at(stage.cast.leader), reverse("panels:fix_list", args=[row.pk])
    shown = client.get(url).text
    assert all(one.title in shown for one in made)
    first, second = row.candidates.order_by("pk")
    given = {
        "meeting": "第46次主任会议",
        "meeting_on": str(timezone.localdate()),
        f"item{first.pk}-outcome": "chosen",
        f"item{second.pk}-outcome": "left_out",
    }
    refused = client.post(url, given)
    assert "请写明不列入的理由" in refused.text
    client.post(url, given | {f"item{second.pk}-words": "正在办理"})
    second.refresh_from_db()
    assert (second.state, second.decision) == (CandidateState.LEFT_OUT, "正在办理")
    assert _at(stage.cast.committee).get(url).status_code == 403


def test_the_page_of_a_round_says_what_a_panel_lacks() -> None:
    stage = make_stage()
    row = make_round(stage)
    recommend(stage, row)
    fix(stage, row)
    make_panel(stage, row, 12)
    client = _at(stage.cast.keeper)
    assert "现有 14 人，不少于 15 人，还缺 1 人" in client.get(reverse("panels:detail", args=[row.pk])).text
    refused = client.post(reverse("panels:start_round", args=[row.pk]))
    assert refused.status_code == 409


def test_a_panel_is_written_on_the_page_line_by_line() -> None:
    stage = make_stage()
    row = make_round(stage)
    recommend(stage, row)
    fix(stage, row)
    kind = PanelMemberKind.objects.earliest("order")
    given = {
        "name": "第一测评组",
        "leader": stage.leader.pk,
        "deputy_leader": stage.head.pk,
        f"kind{kind.pk}": "张三\n\n 李四 \n",
        "candidates": [one.pk for one in row.candidates.all()],
    }
    client = _at(stage.cast.keeper)
    client.post(reverse("panels:add_panel", args=[row.pk]), given)
    panel = Panel.objects.get()
    assert [one.name for one in panel.members.all()] == ["张三", "李四"]
    shown = client.get(reverse("panels:change_panel", args=[panel.pk])).text
    assert "张三\n李四" in shown
    client.post(reverse("panels:change_panel", args=[panel.pk]), given | {f"kind{kind.pk}": "张三"})
    assert panel.members.count() == 1


def test_kinds_of_members_are_the_districts() -> None:
    stage = make_stage()
    client = _at(stage.cast.keeper)
    kind = PanelMemberKind.objects.earliest("order")
    given = {"name": kind.name, "least": 4, "order": 1, "active": "on"}
    client.post(reverse("panels:change_kind", args=[kind.pk]), given)
    kind.refresh_from_db()
    assert kind.least == 4
    assert "已有这一类" in client.post(reverse("panels:add_kind"), given).text
    assert kind.name in client.get(reverse("panels:kinds")).text


def test_a_unit_sees_and_reports_on_its_own_alone() -> None:
    stage = make_stage()
    cast, today = stage.cast, timezone.localdate()
    (candidate,) = make_fed_back(stage, (5, 4, 7))
    page = reverse("panels:item", args=[candidate.pk])
    own, other = _at(cast.staff[0]), _at(cast.staff[1])
    assert "56.25%" in own.get(page).text
    assert other.get(page).status_code == 404
    assert _titles(cast.leader) == [f"约谈：{candidate.suggestion.title}"]
    asked = [one.title for one in portal.decisions(cast.leader)]
    assert asked == [f"约谈：{candidate.suggestion.title}"]
    due = today + timedelta(days=5)
    talk = {"talked_on": str(today), "talk": "约谈分管负责人", "due_on": str(due)}
    _at(cast.leader).post(reverse("panels:talk", args=[candidate.pk]), talk)
    assert _titles(cast.staff[0]) == [f"限期整改：{candidate.suggestion.title}"]
    coming = list(portal.planned(User.objects.get(pk=cast.office.pk), today, today + timedelta(days=13)))
    assert coming == [Planned(due, f"整改到期：{candidate.suggestion.title}", page)]
    report = reverse("panels:report_mending", args=[candidate.pk])
    assert other.post(report, {"report": "已整改"}).status_code == 404
    own.post(report, {"report": "车位已经划好"})
    assert "车位已经划好" in own.get(page).text
    assert _titles(cast.office) == [f"准备复测：{candidate.suggestion.title}"]
    assert "满意率" in _at(cast.deputy).get(page).text


def test_the_list_for_the_yearly_appraisal_has_unit_suggestion_and_rate() -> None:
    stage = make_stage()
    below, _met = make_fed_back(stage, (5, 4, 7), (10, 3, 3))
    url = reverse("panels:results")
    assert "81.25%" in _at(stage.cast.office).get(url).text
    assert _at(stage.cast.staff[0]).get(f"{url}?below=yes").text.count("56.25%") == 1
    assert "56.25%" not in _at(stage.cast.staff[1]).get(url).text
    answer = _at(stage.cast.office).post(url, {"export": "all"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {below.suggestion.title, below.unit.short_name, "56.25%", "81.25%", "未达标"} <= cells


def test_a_deputy_finds_the_own_panel_and_its_ballot_on_the_phone() -> None:
    stage = make_stage()
    cast = stage.cast
    row = make_round(stage)
    recommend(stage, row)
    fix(stage, row)
    panel = make_panel(stage, row, named=[cast.lead.person.name])
    client, url = _at(cast.deputy), reverse("panels:mine")
    assert "您还没有参加测评组" in client.get(url).text
    operations.start_round(round=row, actor=cast.keeper)
    for kind in ("training", "report", "research"):
        operations.record_event(
            round=row,
            actor=cast.keeper,
            kind=kind,
            on=timezone.localdate(),
            note="到场",
            panel=panel if kind == "research" else None,
        )
    poll = operations.prepare_ballot(panel=panel, actor=cast.keeper, mode="mixed")
    assert (poll.electors.filter(on_paper=False).get().user, poll.paper_count) == (cast.deputy, 15)
    assert reverse("ballots:vote", args=[poll.pk]) not in client.get(url).text
    voting.start_voting(poll=poll, actor=cast.keeper)
    assert reverse("ballots:vote", args=[poll.pk]) in client.get(url).text


def test_neither_unit_nor_committee_keeps_the_ballot() -> None:
    stage = make_stage()
    _row, panel = make_running(stage)
    poll = operations.prepare_ballot(panel=panel, actor=stage.cast.keeper)
    page = reverse("ballots:detail", args=[poll.pk])
    assert _at(stage.cast.office).get(page).status_code == 200
    assert _at(stage.cast.committee).get(page).status_code == 404
    assert portal._leads_to(poll) == reverse("panels:detail", args=[panel.round_id])


@pytest.mark.parametrize("name", ["index", "results", "detail"])
def test_pages_cost_the_same_for_many_as_for_few(name: str) -> None:
    stage = make_stage()
    client = _at(stage.cast.office)

    def cost(row: PanelRound) -> int:
        url = reverse(f"panels:{name}", args=[row.pk] if name == "detail" else [])
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = cost(make_fed_back(stage, (16, 0, 0))[0].round)
    many = cost(make_fed_back(stage, *[(5, 4, 7)] * 6, title="又一次")[0].round)
    assert many == few


def test_todos_cost_few_queries() -> None:
    stage = make_stage()
    make_fed_back(stage, *[(5, 4, 7)] * 3)
    for user, most in ((stage.cast.leader, 4), (stage.cast.office, 4), (stage.cast.staff[0], 3)):
        fresh = User.objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as seen:
            list(portal.todos(fresh))
        assert len(seen) <= most


def test_a_deputy_of_no_panel_finds_no_round() -> None:
    stage = make_stage()
    row = make_round(stage)
    assert row.state == RoundState.RECOMMENDING
    assert _at(make_user(Role.DEPUTY)).get(reverse("panels:detail", args=[row.pk])).status_code == 403


def test_the_page_of_a_suggestion_shows_its_tests_to_whom_they_were_told() -> None:
    stage = make_stage()
    row, _panel = make_running(stage)
    candidate = row.candidates.chosen().get()
    link = reverse("panels:item", args=[candidate.pk])

    def told(user: User) -> bool:
        answer = _at(user).get(reverse("suggestions:detail", args=[candidate.suggestion_id]), follow=True)
        assert answer.status_code == 200
        return link in answer.text

    assert told(stage.cast.keeper)
    assert not told(stage.cast.staff[0])
    assert not told(stage.cast.deputy)
    PanelRound.objects.update(state=RoundState.FED_BACK)
    assert told(stage.cast.staff[0])
    assert told(stage.cast.deputy)


def test_results_stand_on_the_page_of_the_suggestion() -> None:
    stage = make_stage()
    (candidate,) = make_fed_back(stage, (10, 3, 3))
    said = plugged(candidate.suggestion, stage.cast.keeper)
    assert said is not None
    (line,) = said.sections[0].lines
    assert line.title == candidate.round.title
    assert line.note == "测评满意率 81.25%"
    assert said.actions == []
    with CaptureQueriesContext(connection) as queries:
        plugged(candidate.suggestion, stage.cast.keeper)
    assert len(queries) == 2
