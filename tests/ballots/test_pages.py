"""Pages of polls: what each shows, what none shows before it may, and how many questions they ask."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Elector, Poll, RuleSet, SealedBallot
from congress.ballots.operations import counting, voting
from tests.ballots.world import GRADES, TICKS, make_poll, make_voters, start
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE, name="周敏")


def page_of(name: str, *args: object) -> str:
    return reverse(f"ballots:{name}", args=args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_poll_is_prepared_and_begun_in_pages(clerk: User) -> None:
    voters = make_voters(2)
    client = signed_in(clerk)
    rules = RuleSet.objects.get(form="ticks")
    told = {
        "title": "民生实事票决",
        "rule_set": rules.pk,
        "items": "修路｜三公里\n\n建公园",
        "seats": "1",
        "mode": "phone",
    }
    answer = client.post(page_of("prepare_poll"), told)
    poll = Poll.objects.get()
    assert answer.headers["Location"] == page_of("set_electors", poll.pk)
    assert [(item.number, item.title, item.note) for item in poll.items.all()] == [
        (1, "修路", "三公里"),
        (2, "建公园", ""),
    ]
    assert (poll.seats, poll.threshold, poll.basis) == (1, rules.threshold, rules.basis)
    assert "还没有用手机投票的人" in client.get(page_of("detail", poll.pk)).content.decode()
    people = "、".join(voter.username for voter in voters)
    answer = client.post(
        page_of("set_electors", poll.pk), {"to_people": people, "version": poll.version, "members": ""}
    )
    assert answer.status_code == 302
    assert poll.electors.count() == 2
    answer = client.post(page_of("start_voting", poll.pk))
    found = re.search(r'bal-code">([A-Z0-9-]{24})<', answer.content.decode())
    assert found is not None
    assert answer.headers["Cache-Control"] == "no-store"
    assert found[1] not in client.get(page_of("detail", poll.pk)).content.decode()
    assert client.post(page_of("start_voting", poll.pk)).status_code == 409
    voting.vote(poll=poll, actor=voters[0], marks={"1": "for"})
    assert client.post(page_of("close_voting", poll.pk)).status_code == 302
    wrong = client.post(page_of("open_box", poll.pk), {"phrase": "ABCD"})
    assert "口令打不开票箱" in wrong.content.decode()
    assert client.post(page_of("open_box", poll.pk), {"phrase": found[1].lower()}).status_code == 302
    assert "还没有公布" in client.get(page_of("detail", poll.pk)).content.decode()
    assert client.post(page_of("publish_poll", poll.pk)).status_code == 302
    assert "与公布的结果一致" in client.get(page_of("check", poll.pk)).content.decode()


def test_changing_a_poll_in_its_page(clerk: User) -> None:
    poll = make_poll(*make_voters(1), clerk=clerk)
    client = signed_in(clerk)
    form = client.get(page_of("change_poll", poll.pk)).context["form"]
    given = {name: form[name].value() for name in form.fields}
    told = {name: value for name, value in given.items() if value is not None and value is not False}
    told |= {"items": "一\n二\n三", "chief_scrutineer": "王建国"}
    answer = client.post(page_of("change_poll", poll.pk), told)
    assert answer.status_code == 302, answer.context["form"].errors
    poll.refresh_from_db()
    assert (poll.items.count(), poll.chief_scrutineer, poll.threshold) == (3, "王建国", "2/3>=")
    stale = client.post(page_of("change_poll", poll.pk), told | {"title": "别的"})
    assert stale.status_code == 409
    told |= {"version": str(poll.version), "form": "scores"}
    assert "打哪几项" in client.post(page_of("change_poll", poll.pk), told).content.decode()
    assert (
        client.post(page_of("change_poll", poll.pk), told | {"scales_text": "质量 60\n态度 40"}).status_code
        == 302
    )
    assert Poll.objects.get().scales == [["质量", 60], ["态度", 40]]


def test_a_voter_looks_once_more_and_is_told_nothing_afterwards(clerk: User) -> None:
    voters = make_voters(2)
    poll = make_poll(*voters, clerk=clerk)
    start(poll, clerk)
    client, url = signed_in(voters[0]), page_of("vote", poll.pk)
    assert f"投票：{poll.title}" in client.get("/").content.decode()
    assert "第 2 项还没有选" in client.post(url, {"item_1": "good"}).content.decode()
    marked = {"item_1": "good", "item_2": "bad"}
    look = client.post(url, marked).content.decode()
    assert "还没有投出" in look
    assert "不满意" in look
    assert not SealedBallot.objects.exists()
    again = client.post(url, marked | {"back": "1"}).content.decode()
    assert again.count("checked") == 2
    for _sent in range(2):
        answer = client.post(url, marked | {"confirmed": "1"})
        assert answer.headers["Location"] == url
    assert SealedBallot.objects.count() == 1
    page = client.get(url).content.decode()
    assert "您已投票" in page
    assert "满意" not in page
    assert f"投票：{poll.title}" not in client.get("/").content.decode()
    assert signed_in(make_voters(1)[0]).get(url).status_code == 404
    voting.close_voting(poll=poll, actor=clerk)
    assert signed_in(voters[1]).post(url, marked | {"confirmed": "1"}).status_code == 409
    assert "您没有投票" in signed_in(voters[1]).get(url).content.decode()


def test_ticks_and_points_on_the_phone(clerk: User) -> None:
    voters = make_voters(1)
    poll = make_poll(*voters, clerk=clerk, rules=TICKS, items=3)
    start(poll, clerk)
    client, url = signed_in(voters[0]), page_of("vote", poll.pk)
    assert "请去掉 1 项" in client.post(url, {"ticks": ["1", "2", "3"]}).content.decode()
    assert "不选" in client.post(url, {"ticks": ["1", "2"]}).content.decode()
    scores = {"form": "scores", "basis": "valid"}
    poll = make_poll(*voters, clerk=clerk, rules=scores, items=1, scales=[["质量", 60], ["态度", 40]])
    phrase = start(poll, clerk)
    url = page_of("vote", poll.pk)
    assert "最大是 60" in client.post(url, {"item_1_0": "61", "item_1_1": "0"}).content.decode()
    marked = {"item_1_0": "50", "item_1_1": "0"}
    assert "质量 50 分，态度 0 分" in client.post(url, marked).content.decode()
    assert client.post(url, marked | {"confirmed": "1"}).status_code == 302
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk, phrase=phrase)
    assert "50.00" in signed_in(clerk).get(page_of("detail", poll.pk)).content.decode()


def test_nothing_of_content_is_shown_before_it_may_be(clerk: User) -> None:
    leader, voters = make_user(Role.LEADER), make_voters(4)
    poll = make_poll(*voters, clerk=clerk, rules={**GRADES, "custody": "system"})
    start(poll, clerk)
    for voter in voters:
        voting.vote(poll=poll, actor=voter, marks={"1": "good", "2": "bad"})
    pages = [page_of(name, poll.pk) for name in ("detail", "screen")]

    def shows(user: User) -> bool:
        return any(
            "100%" in signed_in(user).get(page).content.decode().replace("手机已投票　100%", "")
            for page in pages
        )

    assert not shows(clerk)
    assert signed_in(clerk).get(page_of("print_result", poll.pk)).status_code == 409
    assert signed_in(clerk).get(page_of("check", poll.pk)).status_code == 404
    voting.close_voting(poll=poll, actor=clerk)
    assert not shows(clerk)
    counting.open_box(poll=poll, actor=clerk)
    assert shows(clerk)
    assert not shows(leader)
    assert signed_in(leader).get(page_of("print_result", poll.pk)).status_code == 403
    assert "结果公布以后" in signed_in(voters[0]).get(page_of("vote", poll.pk)).content.decode()
    counting.publish_poll(poll=poll, actor=clerk)
    assert shows(leader)
    assert "100%" in signed_in(voters[0]).get(page_of("vote", poll.pk)).content.decode()


def test_the_screen_renews_the_turnout_and_names_nobody(clerk: User) -> None:
    voters = make_voters(3)
    poll = make_poll(*voters, clerk=clerk)
    start(poll, clerk)
    voting.vote(poll=poll, actor=voters[0], marks={"1": "good", "2": "bad"})
    client = signed_in(clerk)
    page = client.get(page_of("screen", poll.pk)).content.decode()
    part = client.get(page_of("screen", poll.pk), headers={"HX-Request": "true"}).content.decode()
    assert "<html" in page
    assert "<html" not in part
    assert "<b>1</b><span>／3 人</span>" in part
    assert not any(voter.name in page for voter in voters)


def test_two_people_enter_paper_without_seeing_each_others_numbers(clerk: User) -> None:
    other = make_user(Role.OFFICE, name="李红")
    poll = make_poll(clerk=clerk, mode="paper", paper=15, rules=TICKS, items=2)
    start(poll, clerk)
    voting.close_voting(poll=poll, actor=clerk)
    client, second = signed_in(clerk), signed_in(other)
    client.post(page_of("open_box", poll.pk))
    numbers = {"issued": 15, "returned": 14, "valid": 13, "void": 1, "m_1_for": 13, "m_2_for": 7}
    wrong = client.post(
        page_of("enter_paper", poll.pk), numbers | {"void": 2, "m_1_for": 14}
    ).content.decode()
    assert "应等于收回 14 张" in wrong
    assert (
        client.post(page_of("enter_paper", poll.pk), numbers | {"m_1_for": 99})
        .content.decode()
        .count("不能多于有效票")
    )
    assert client.post(page_of("enter_paper", poll.pk), numbers).status_code == 302
    page = second.get(page_of("detail", poll.pk)).content.decode()
    assert "第二个人录完再显示数字" in page
    assert "收回 14" not in page
    assert 'value="13"' not in second.get(page_of("enter_paper", poll.pk)).content.decode()
    second.post(page_of("enter_paper", poll.pk), numbers | {"m_2_for": 8})
    assert "有 1 处不一致" in second.get(page_of("detail", poll.pk)).content.decode()
    assert client.post(page_of("publish_poll", poll.pk)).status_code == 409
    second.post(page_of("enter_paper", poll.pk), numbers)
    assert "两个人的数字一致" in client.get(page_of("detail", poll.pk)).content.decode()
    third = signed_in(make_user(Role.OFFICE))
    assert third.get(page_of("enter_paper", poll.pk)).status_code == 409
    assert client.post(page_of("publish_poll", poll.pk)).status_code == 302


def test_a_lot_is_written_down_and_a_poll_declared_void(clerk: User) -> None:
    voters = make_voters(2)
    poll = make_poll(*voters, clerk=clerk, rules={**TICKS, "seats": 1, "custody": "system"}, items=2)
    start(poll, clerk)
    for item, voter in zip("12", voters, strict=True):
        voting.vote(poll=poll, actor=voter, marks={item: "for"})
    voting.close_voting(poll=poll, actor=clerk)
    client = signed_in(clerk)
    client.post(page_of("open_box", poll.pk))
    assert "还没有抽签" in client.get(page_of("detail", poll.pk)).content.decode()
    both = {"items": ["1", "2"], "witnesses": "王建国"}
    assert "选 1 项" in client.post(page_of("draw_lot", poll.pk), both).content.decode()
    assert client.post(page_of("draw_lot", poll.pk), both | {"items": ["2"]}).status_code == 302
    assert "由抽签决定，见证人：王建国" in client.get(page_of("detail", poll.pk)).content.decode()
    assert client.post(page_of("void_poll", poll.pk), {"reason": "操作有误"}).status_code == 302
    assert client.post(page_of("void_poll", poll.pk), {"reason": "操作有误"}).status_code == 409
    assert "作废" in signed_in(voters[0]).get(page_of("vote", poll.pk)).content.decode()


@pytest.mark.parametrize("form", ["grades", "approval", "ticks", "scores"])
def test_the_sheets_are_printed(clerk: User, form: str) -> None:
    rules = {"form": form, "seats": 2 if form == "ticks" else 0, "custody": "system"}
    scales = [["质量", 60], ["态度", 40]] if form == "scores" else []
    poll = make_poll(
        *make_voters(1), clerk=clerk, rules=rules, mode="mixed", paper=2, scales=scales, title="𰻞村测评"
    )
    client = signed_in(clerk)
    for name in ("print_ballots", "print_tally"):
        assert client.get(page_of(name, poll.pk)).content.startswith(b"%PDF")
    start(poll, clerk)
    voting.close_voting(poll=poll, actor=clerk)
    client.post(page_of("open_box", poll.pk))
    assert client.get(page_of("print_result", poll.pk)).status_code == 409
    places = poll.rule_data().places(["1", "2"])
    marks = {
        "grades": "good fair bad abstain",
        "approval": "for against abstain",
        "ticks": "for",
        "scores": "sum",
    }
    counts = {place: dict.fromkeys(marks[form].split(), 0) for place in places}
    for actor in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(poll=poll, actor=actor, issued=2, returned=0, valid=0, void=0, counts=counts)
    assert client.get(page_of("print_result", poll.pk)).content.startswith(b"%PDF")


def test_the_rules_are_kept_in_a_page(clerk: User) -> None:
    client = signed_in(clerk)
    assert "满意度测评（三分之二通过）" in client.get(page_of("settings")).content.decode()
    told = {
        "title": "罢免案",
        "form": "approval",
        "seats": 0,
        "min_ticks": 0,
        "threshold": "1/2>",
        "basis": "members",
    }
    told |= {"tie": "none", "custody": "phrase", "min_ballots": 3, "order": 9, "active": "on"}
    assert client.post(page_of("add_line", "rules"), told).status_code == 302
    row = RuleSet.objects.get(title="罢免案")
    assert client.post(page_of("change_line", "rules", row.pk), told | {"quorum": "9/1>"}).status_code == 200
    assert client.post(page_of("change_line", "rules", row.pk), told | {"quorum": "2/3>="}).status_code == 302


def test_every_page_asks_a_fixed_number_of_questions(
    clerk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    voters = make_voters(12)
    few = make_poll(*voters[:3], clerk=clerk, rules={**GRADES, "custody": "system"})
    many = make_poll(*voters, clerk=clerk, rules={**GRADES, "custody": "system"}, items=9)
    for poll in (few, many):
        start(poll, clerk)
    client, voter = signed_in(clerk), signed_in(voters[0])
    pages = [(client, "detail", DETAIL), (client, "screen", SCREEN), (voter, "vote", VOTE)]
    for someone, name, number in pages:
        someone.get(page_of(name, few.pk))
        for poll in (few, many):
            with django_assert_num_queries(number):
                assert someone.get(page_of(name, poll.pk)).status_code == 200
    assert Elector.objects.filter(voted=True).count() == 0


DETAIL, SCREEN, VOTE = 9, 7, 7


def test_a_ballot_with_grades_of_its_own_is_read_changed_and_printed(clerk: User) -> None:
    grades = [["优秀", "for"], ["一般", "against"]]
    poll = make_poll(
        *make_voters(1),
        clerk=clerk,
        rules={**GRADES, "custody": "system"},
        mode="mixed",
        paper=2,
        scales=grades,
    )
    client = signed_in(clerk)
    assert "分档测评（优秀／一般／弃权）" in client.get(page_of("detail", poll.pk)).text
    change = client.get(page_of("change_poll", poll.pk))
    sent = {name: value for name, value in change.context["form"].initial.items() if value is not None}
    sent |= {"items": "第一项\n第二项", "title": "改了名称"}
    answer = client.post(page_of("change_poll", poll.pk), sent)
    assert answer.status_code == 302
    poll.refresh_from_db()
    assert (poll.title, poll.scales) == ("改了名称", grades)
    for name in ("print_ballots", "print_tally"):
        assert client.get(page_of(name, poll.pk)).content.startswith(b"%PDF")
