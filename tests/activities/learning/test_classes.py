"""Classes of all kinds, from the plan to the activity of the log (R085–R090, R093, R096)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities.enums import AttendanceState
from activities.learning import operations
from activities.learning.enums import Channel, ClassState, Direction, Gathering, Manner, Reach
from activities.learning.operations.people import Guest
from activities.learning.queries.classes import by_form, of_plan
from activities.learning.todos import todos
from activities.models import Activity, TrainingClass
from activities.operations import withdraw
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.figures.parts import PartOfYear
from congress.notices.models import Notice
from congress.organs.enums import CongressLevel
from tests.activities.convocations.world import clerk, make_deputy, user_of
from tests.activities.learning.world import enrolling, held, kind_of, people_of, planned
from tests.factories import make_activity, make_kind, make_term, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_a_class_becomes_one_activity_with_its_people_on_the_roll() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = planned(office, start_on=date(2026, 11, 15), end_on=date(2026, 11, 21))
    operations.enrol_many(training=row, actor=office, deputyships=[one], kind=people_of("新任代表"))
    guests = [Guest("冯晓岚", "人大干事"), Guest("何平")]
    operations.add_guests(training=row, actor=office, kind=people_of("人大干部"), guests=guests)
    activity = operations.start_class(training=row, actor=office)
    assert operations.start_class(training=row, actor=office) == activity == Activity.objects.get()
    assert activity.kind.code == "training"
    assert activity.attendances.count() == 7, "a Sunday and a Saturday among the days"
    assert list(activity.groups.values_list("name", "expected", "present")) == [("人大干部", 2, None)]
    operations.mark_guests(training=row, actor=office, came=[row.trainees.get(name="何平").pk])
    assert list(activity.groups.values_list("expected", "present")) == [(2, 1)]
    operations.drop_trainee(trainee=row.trainees.get(name="何平"), actor=office)
    assert list(activity.groups.values_list("expected", "present")) == [(1, 0)]
    late = make_deputy("何素琴")
    operations.enrol_many(training=row, actor=office, deputyships=[late])
    assert activity.attendances.filter(state=AttendanceState.EXPECTED).count() == 14
    with pytest.raises(Conflict, match="11月21日才结束"):
        operations.finish_class(training=row, actor=office)


def test_not_before_its_day_and_not_without_one() -> None:
    office = clerk()
    with pytest.raises(Conflict, match="12月8日才开班"):
        operations.start_class(training=planned(office), actor=office)
    undated = planned(
        office, title="下半年提升班", start_on=None, end_on=None, year=2026, span=PartOfYear.SECOND_HALF
    )
    with pytest.raises(ValidationError, match="日期还没有定"):
        operations.open_enrolment(training=undated, actor=office)


def test_a_class_for_other_organs_stands_in_the_plan_of_the_second_half() -> None:
    office, term = clerk(), make_term()
    plan = operations.create_plan(actor=office, term=term, year=2026, text="全员培训和专题培训结合")
    done = held(office, plan=plan, reach=Reach.EVERYBODY)
    ahead = planned(
        office,
        plan=plan,
        reach=Reach.SPECIAL,
        start_on=None,
        end_on=None,
        year=2026,
        span=PartOfYear.SECOND_HALF,
    )
    operations.add_guests(
        training=ahead, actor=office, kind=people_of("来宾"), guests=[Guest("周维", "邻县人大常委会主任")]
    )
    assert (ahead.state, ahead.begins_on, ahead.due_on) == (
        ClassState.PLANNED, date(2026, 7, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert of_plan([done, ahead]).of == "1／2 个"
    with pytest.raises(ValidationError, match="已有培训计划"):
        operations.create_plan(actor=office, term=term, year=2026)
    with pytest.raises(ValidationError, match="2025年"):
        planned(office, plan=plan, start_on=date(2025, 5, 8), end_on=None)


def test_four_lectures_for_deputies_of_four_levels() -> None:
    office = clerk()
    levels = [CongressLevel.PROVINCE, CongressLevel.CITY, CongressLevel.DISTRICT, CongressLevel.TOWN]
    row = planned(
        office, start_on=date(2023, 4, 21), end_on=None, type=kind_of("四级代表培训"), levels=levels
    )
    for subject in ("二十大精神", "监督法", "履职技能", "平台信息化"):
        operations.add_lecture(
            training=row, actor=office, speaker="邱建明", organ="市委党校教授", subject=subject
        )
    operations.start_class(training=row, actor=office)
    assert row.lectures.count() == 4
    assert row.level_labels == ["省级", "市级", "区县级", "乡镇级"]


def test_a_week_at_a_college_elsewhere() -> None:
    office = clerk()
    row = planned(
        office,
        type=kind_of("外出培训"),
        start_on=date(2021, 9, 6),
        end_on=date(2021, 9, 12),
        host="西北政法大学",
        direction=Direction.OUTSIDE,
    )
    operations.start_class(training=row, actor=office)
    row = operations.finish_class(training=row, actor=office)
    assert (row.state, row.host, row.forms) == (ClassState.ENDED, "西北政法大学", ["走出去"])
    assert (row.due_on - row.begins_on).days + 1 == 7


def test_the_year_by_form_counts_what_was_held() -> None:
    office = clerk()
    held(office, gathering=Gathering.TOGETHER, channel=Channel.OFFLINE, manner=Manner.CLASS)
    held(office, gathering=Gathering.APART, channel=Channel.ONLINE, manner=Manner.NETWORK)
    held(office, gathering=Gathering.TOGETHER, channel=Channel.OFFLINE, manner=Manner.LECTURE)
    planned(office, gathering=Gathering.TOGETHER)
    counts = {line.label: line for _form, lines in by_form(office, 2026) for line in lines}
    assert (counts["集中"].count, counts["分散"].count, counts["线上"].count) == (2, 1, 1)
    assert (counts["集中办班"].count, counts["网络培训"].count, counts["调研考察"].count) == (1, 1, 0)
    client = Client()
    client.force_login(office)
    assert "共 2" in client.get(counts["集中"].url).content.decode()


def test_the_log_holds_it_already() -> None:
    office = clerk()
    activity = make_activity(on=date(2026, 5, 17), until=date(2026, 5, 22), kind=make_kind(code="training"))
    row = planned(office)
    row = operations.link_activity(training=row, actor=office, activity=activity)
    assert (row.state, row.begins_on, row.due_on) == (
        ClassState.ENDED, date(2026, 5, 17), date(2026, 5, 22),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="另一个培训班"):
        operations.link_activity(training=planned(office), actor=office, activity=activity)
    gone = make_activity()
    withdraw(activity=gone, actor=office, reason="重复")
    with pytest.raises(ValidationError, match="已撤回"):
        operations.link_activity(training=planned(office), actor=office, activity=gone)


def test_a_town_reads_a_class_of_the_district_and_is_led_nowhere_it_may_not_go() -> None:
    row = held(clerk())
    client = Client()
    client.force_login(make_user(Role.TOWN))
    page = client.get(reverse("learning:detail", args=[row.pk])).content.decode()
    assert row.title in page
    assert reverse("activities:detail", args=[row.activity_id]) not in page
    assert client.post(reverse("learning:finish_class", args=[row.pk])).status_code == 404


def test_two_writers_and_a_cancelled_class() -> None:
    office, one = clerk(), make_deputy("陈立新")
    row = enrolling(office)
    operations.enrol(training=row, deputyship=one, actor=user_of(one))
    row.refresh_from_db()
    operations.change_class(training=row, actor=office, version=row.version, title="监督法培训班")
    with pytest.raises(StaleVersion):
        operations.change_class(training=row, actor=office, version=row.version, title="别的")
    row = operations.cancel_class(training=row, actor=office, reason="讲师病了")
    told = Notice.objects.get(user=user_of(one), title__startswith="已取消")
    assert "讲师病了" in told.text
    with pytest.raises(Conflict):
        operations.enrol(training=row, deputyship=one, actor=user_of(one))


def test_one_submission_sent_twice_makes_one_class() -> None:
    office = clerk()
    token = planned(office).token
    again = planned(office, title="又点了一次")
    assert again.token != token
    assert operations.create_class(actor=office, token=token, title="x") == TrainingClass.objects.get(
        token=token
    )


def test_a_form_in_a_bad_order_keeps_what_was_typed() -> None:
    office = clerk()
    client = Client()
    client.force_login(office)
    data = {
        "title": "监督法培训班",
        "type": kind_of("专题培训").pk,
        "year": "2026",
        "span": "year",
        "organiser": "区人大常委会",
        "start_on": "2026年12月9日",
        "end_on": "2026年12月8日",
        "enrol_by": "2026年12月20日",
        "area": planned(office).area_id,
    }
    page = client.post(reverse("learning:create_class"), data).content.decode()
    assert "报名截止日期不能晚于开始日期" in page
    assert 'value="监督法培训班"' in page
    page = client.post(reverse("learning:create_class"), {**data, "enrol_by": ""}).content.decode()
    assert "结束日期不能早于开始日期" in page
    response = client.post(
        reverse("learning:create_class"), {**data, "enrol_by": "", "end_on": "2026-12-12", "seats": "30"}
    )
    made = TrainingClass.objects.get(seats=30)
    assert response.headers["Location"] == reverse("learning:detail", args=[made.pk])


def test_its_day_has_come() -> None:
    office = clerk()
    row = enrolling(office)
    assert list(todos(office)) == []
    with time_machine.travel("2026-12-08 08:00:00+08:00", tick=False):
        assert [todo.title for todo in todos(office)] == [f"开班：{row.title}"]
