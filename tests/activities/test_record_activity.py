"""Logging an activity: the operation, and the form with good and bad input."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities import operations
from activities.models import Activity
from activities.parts import GroupPart, Part, UnitPart
from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.organs.models import Area
from deputies.enums import Standing
from deputies.models import Person
from tests.activities.form import filled
from tests.factories import make_activity, make_area, make_kind, make_organ, make_person, make_user

pytestmark = pytest.mark.django_db
URL = "/activities/new/"


@pytest.fixture
def clerk(client: Client) -> Client:
    make_area("文昌街道")
    client.force_login(make_user(Role.OFFICE))
    return client


def test_records_everything_at_once_with_one_audit_event() -> None:
    clerk, leader, organ = make_user(), make_person("孙维民"), make_organ("区城管局")
    activity = operations.record_activity(
        actor=clerk,
        start_on=date(2026, 5, 12),
        end_on=date(2026, 5, 18),
        kind=make_kind(),
        headline="履职培训班",
        text="5月12日至18日，举办培训班。",
        area=make_area(),
        participations=[Part(manner="主持", person=leader, title_as_written="区人大常委会副主任")],
        units=[UnitPart("区城管局", organ=organ, represented_by="负责人"), UnitPart("区相关部门")],
        groups=[GroupPart("部分区人大代表", "参加学习培训")],
    )
    assert [p.person for p in activity.participations.all()] == [leader]
    assert [u.organ for u in activity.units.all()] == [organ, None]
    assert (activity.end_on - activity.start_on).days == 6
    event = AuditEvent.objects.get(verb="activities:record_activity")
    assert event.actor == clerk
    assert event.after is not None
    assert event.after["participations"] == ["区人大常委会副主任孙维民（主持）"]


def test_a_new_name_enters_the_register_with_what_its_title_tells() -> None:
    make_area()
    activity = operations.record_activity(
        actor=make_user(),
        start_on=date(2026, 5, 28),
        kind=make_kind(),
        headline="会见客商",
        text="会见。",
        participations=[
            Part(manner="会见", name="陶立群", title_as_written="省人大常委会副主任"),
            Part(manner="被会见", name="潘总", organisation="安澜电子公司", party="一行"),
        ],
    )
    guest, customer = (p.person for p in activity.participations.order_by("order"))
    assert (guest.standing, guest.level, guest.partial_name) == (Standing.HIGHER, "省", False)
    assert (customer.standing, customer.partial_name, customer.organisation) == (
        Standing.OUTSIDE,
        True,
        "安澜电子公司",
    )


def test_one_bad_part_leaves_nothing_behind() -> None:
    person = make_person()
    make_area()
    with pytest.raises(ValidationError, match="列了两次"):
        operations.record_activity(
            actor=make_user(),
            start_on=date(2026, 5, 8),
            kind=make_kind(),
            headline="调研",
            text="调研。",
            participations=[
                Part(manner="带领", person=person),
                Part(manner="参加", name="新来的人"),
                Part(manner="参加", person=person),
            ],
        )
    assert not Activity.objects.exists()
    assert not Person.objects.filter(name="新来的人").exists()


def test_the_same_submission_makes_one_activity() -> None:
    clerk, token = make_user(), uuid4()
    make_area()
    twice = [
        operations.record_activity(
            actor=clerk,
            start_on=date(2026, 5, 8),
            kind=make_kind(),
            headline="调研",
            text="调研。",
            token=token,
        )
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert (
        Activity.objects.count() == AuditEvent.objects.filter(verb="activities:record_activity").count() == 1
    )


def test_print_order_is_date_half_day_rank() -> None:
    first = make_person(title="区人大常委会主任", order=1)
    second = make_person(title="区人大常委会副主任", order=2)
    late = make_activity(first, half_day="pm", headline="下午")
    unsaid = make_activity(first, headline="没有写明")
    lower = make_activity(second, half_day="am", headline="副主任")
    upper = make_activity(first, half_day="am", headline="主任")
    before = make_activity(second, on=date(2026, 5, 7), headline="前一天")
    assert list(Activity.objects.in_print_order()) == [before, upper, lower, unsaid, late]


def test_the_form_logs_and_says_who_is_new(clerk: Client) -> None:
    known = make_person("孙维民")
    data = filled(
        days="2026年5月8日上午",
        area=Area.objects.get(parent=None).pk,
        people=[
            {"name": "孙维民", "title": "区人大常委会副主任", "manner": "率队", "ORDER": "2"},
            {"name": "潘总", "title": "", "manner": "被会见", "ORDER": "1"},
            {"name": "", "title": "", "manner": "参加", "ORDER": "3"},
        ],
        units=[{"name": "区相关部门", "by": "负责人", "manner": "陪同"}],
        groups=[{"name": "部分区人大代表", "manner": ""}],
        token=str(uuid4()),
    )
    response = clerk.post(URL, data, follow=True)
    activity = Activity.objects.get()
    assert response.redirect_chain == [(reverse("activities:detail", args=[activity.pk]), 302)]
    assert "名册新增：潘总" in response.text
    assert activity.half_day == "am"
    assert [p.person.name for p in activity.participations.all()] == ["潘总", "孙维民"]
    assert activity.participations.get(person=known).title_as_written == "区人大常委会副主任"
    assert activity.groups.get().manner == "参加"


def post(client: Client, **changes: Any) -> str:
    area = Area.objects.get(parent=None)
    response = client.post(URL, filled(**{"area": area.pk, **changes}))
    assert response.status_code == 200
    assert not Activity.objects.exists()
    return response.text


def test_an_impossible_date_is_named_and_everything_typed_stays(clerk: Client) -> None:
    text = post(clerk, days="2026年2月30日", people=[{"name": "某某某", "title": "某职务", "manner": "率队"}])
    assert "2026年2月没有30日，请改成实际日期" in text
    for typed in ("2026年2月30日", "孙维民率队调研园区经济", "某某某", "某职务"):
        assert typed in text


def test_a_text_of_a_hundred_thousand_characters_is_taken_one_more_is_not(clerk: Client) -> None:
    text = post(clerk, text="议" * 100_001)
    assert "最多 100,000 个字，现在有 100,001 个字，请删去 1 个字" in text
    assert "议" * 100_001 in text
    area = Area.objects.get(parent=None)
    assert clerk.post(URL, filled(area=area.pk, text="议" * 100_000)).status_code == 302
    assert len(Activity.objects.get().text) == 100_000


def test_a_title_of_two_hundred_characters_is_taken_one_more_is_not(clerk: Client) -> None:
    assert "最多 200 个字，现在有 201 个字" in post(clerk, headline="题" * 201)
    area = Area.objects.get(parent=None)
    clerk.post(URL, filled(area=area.pk, headline="题" * 200))
    assert Activity.objects.get().headline == "题" * 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"headline": ""}, "请填写标题"),
        ({"text": " "}, "请填写正文"),
        ({"kind": ""}, "请选择类别"),
        ({"kind": "999999"}, "选择"),
        ({"days": "2062年5月8日"}, "2062年还没有到，请核对年份"),
        ({"days": "5月8日上午", "half_day": "pm"}, "日期里写的是上午，这里选的是下午"),
        ({"meeting_number": "九"}, "会议次数写成数字"),
        ({"people": [{"name": "", "title": "主任", "manner": "参加"}]}, "请填写姓名，或清空这一行"),
        ({"people": [{"name": "甲" * 61, "title": "", "manner": "参加"}]}, "最多 60 个字"),
        ({"units": [{"name": "", "by": "负责人", "manner": "参加"}]}, "请填写单位，或清空这一行"),
        ({"people-TOTAL_FORMS": "many"}, "表格不完整"),
        ({"token": "not-a-token"}, "<form"),
    ],
)
def test_bad_input_is_answered_at_the_field(clerk: Client, changes: dict[str, object], said: str) -> None:
    assert said in post(clerk, **changes)


def test_the_same_person_twice_is_said_in_the_row(clerk: Client) -> None:
    make_person("孙维民")
    rows = [{"name": "孙维民", "title": "", "manner": "参加"}] * 2
    assert "“孙维民”已在另一行，同一个人只列一次" in post(clerk, people=rows)


def test_namesakes_are_offered_for_choice(clerk: Client) -> None:
    one, other = (
        make_person("张伟", organisation="文昌代表团"),
        make_person("张伟", organisation="东塘代表团"),
    )
    text = post(clerk, people=[{"name": "张 伟", "title": "", "manner": "参加"}])
    assert "名册里有 2 位“张 伟”，请在下面选是哪一位" in text
    assert "文昌代表团" in text
    assert "都不是，新增一位" in text
    area = Area.objects.get(parent=None)
    row = {"name": "张伟", "title": "", "manner": "参加"}
    clerk.post(URL, filled(area=area.pk, people=[{**row, "person": str(other.pk)}]))
    clerk.post(URL, filled(area=area.pk, people=[{**row, "person": "new"}], anyway="1"))
    chosen = [p.person for p in Activity.objects.get(participations__person=other).participations.all()]
    assert chosen == [other]
    assert Person.objects.filter(name="张伟").exclude(pk__in=[one.pk, other.pk]).count() == 1


def test_the_next_form_starts_at_the_same_day_and_kind(clerk: Client) -> None:
    area = Area.objects.get(parent=None)
    response = clerk.post(URL, filled(area=area.pk, days="2026-05-12至2026-05-18", next="1"), follow=True)
    assert "2026年5月12日至18日" in response.text
    assert response.redirect_chain[0][0].endswith(f"?after={Activity.objects.get().pk}")


def test_a_retired_kind_is_not_offered(clerk: Client) -> None:
    kind = make_kind()
    type(kind).objects.filter(pk=kind.pk).update(active=False)
    assert "选择" in post(clerk)
