"""Writing a convocation, and choosing who is called."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from activities.convocations import operations
from activities.convocations.queries import chosen
from activities.models import Convocation
from congress.accounts.enums import Role
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from congress.web.hours import parse_hour
from deputies.enums import GroupKind
from deputies.operations import join_group
from tests.activities.convocations.world import DAY, TODAY, clerk, draft, filled, make_deputy
from tests.factories import (
    make_activity,
    make_area,
    make_constituency,
    make_deputyship,
    make_group,
    make_organ,
    make_person,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9:30", time(9, 30)),
        ("９：３０", time(9, 30)),
        ("9点", time(9)),
        ("9点半", time(9, 30)),
        ("14时30分", time(14, 30)),
        ("下午2:30", time(14, 30)),
        ("晚上7点", time(19)),
        ("0930", time(9, 30)),
        ("中午12:00", time(12)),
    ],
)
def test_an_hour_is_read_as_people_write_it(text: str, hour: time) -> None:
    assert parse_hour(text) == hour


@pytest.mark.parametrize("text", ["25:00", "9:75", "早饭后", "", "九点"])
def test_an_hour_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        parse_hour(text)
    assert "改成实际时间" in refusal.value.messages[0] or "请写成" in refusal.value.messages[0]


def test_the_form_makes_one_draft_however_often_it_is_sent(client: Client) -> None:
    client.force_login(clerk())
    area = Area.objects.get(parent=None)
    token = "6b0c36be-1f4b-4f0c-9d7e-2f8a3c1d5e70"
    data = filled(area=area.pk, token=token)
    data["attachments"] = SimpleUploadedFile("议程.pdf", b"%PDF-1.7 ...")
    first = client.post(reverse("convocations:create"), data)
    data["attachments"] = SimpleUploadedFile("议程.pdf", b"%PDF-1.7 ...")
    second = client.post(reverse("convocations:create"), data)
    row = Convocation.objects.get()
    assert first["Location"] == second["Location"] == reverse("convocations:add_callees", args=[row.pk])
    assert (row.start_on, row.end_on, row.begins_at) == (DAY, DAY, time(9, 30))
    assert [file.name for file in row.files.shown()] == ["议程.pdf"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("start_on", "2026年11月18日", "日期已经过去"),
        ("start_on", "2029年11月25日", "请核对年份"),
        ("end_on", "2026年11月24日", "结束日期不能早于开始日期"),
        ("reply_by", "2026年11月26日", "回复截止日期不能晚于活动当天"),
        ("begins_at", "早饭后", "看不出是几点"),
        ("place", "", "请填写地点"),
    ],
)
def test_bad_input_is_said_at_the_field_and_kept(
    client: Client, field: str, value: str, message: str
) -> None:
    client.force_login(clerk())
    data = filled(area=Area.objects.get(parent=None).pk, **{field: value})
    page = client.post(reverse("convocations:create"), data).text
    assert message in page
    assert "0500-6120018" in page
    assert not Convocation.objects.exists()


def test_a_file_that_is_no_document_is_refused_by_name(client: Client) -> None:
    client.force_login(clerk())
    data = filled(area=Area.objects.get(parent=None).pk, attachments=BytesIO(b"MZ not a document"))
    data["attachments"].name = "安装.pdf"
    assert "“安装.pdf”不能作为附件" in client.post(reverse("convocations:create"), data).text


def test_picking_a_professional_group_fills_the_list(client: Client) -> None:
    """R010: somebody is in group 5 and in 教育卫生专业小组; picking the latter calls its members."""
    client.force_login(office := clerk())
    fifth, schools = make_group(5), make_group(name="教育卫生专业小组", kind=GroupKind.PROFESSIONAL)
    teacher, farmer = make_deputy("曹若萍", group=fifth), make_deputy("张国强", group=fifth)
    join_group(deputyship=teacher, group=schools, actor=None, starts_on=date(2022, 3, 1))
    row = draft(office)
    answer = client.post(
        reverse("convocations:add_callees", args=[row.pk]), {"groups": [schools.pk]}, follow=True
    )
    assert "已加入 1 位代表" in answer.text
    assert [copy.deputyship for copy in row.callees.all()] == [teacher]
    client.post(reverse("convocations:add_callees", args=[row.pk]), {"groups": [fifth.pk]})
    assert {copy.deputyship for copy in row.callees.all()} == {teacher, farmer}


def test_everybody_is_called_once_at_whatever_level() -> None:
    office = clerk()
    person = make_person("陈国华")
    own = make_deputyship(person)
    make_deputyship(person, level=CongressLevel.CITY)
    found = chosen(office, DAY, levels=[CongressLevel.DISTRICT, CongressLevel.CITY])
    assert found == [own]
    row = draft(office)
    assert operations.add_callees(convocation=row, actor=office, deputyships=found) == 1
    assert operations.add_callees(convocation=row, actor=office, deputyships=found) == 0


def test_by_constituency_and_one_by_one(client: Client) -> None:
    client.force_login(office := clerk())
    place = make_constituency()
    near, far = make_deputy("何素琴", constituency=place), make_deputy("赵永东")
    row = draft(office)
    url = reverse("convocations:add_callees", args=[row.pk])
    client.post(url, {"constituencies": [place.pk]})
    assert [copy.deputyship for copy in row.callees.all()] == [near]
    assert "赵永东" in client.get(url, {"q": "zyd"}).text
    client.post(url, {"people": [far.pk]})
    assert {copy.deputyship for copy in row.callees.all()} == {near, far}
    assert "还没有选" in client.post(url, {"people": ""}).text


def test_a_town_calls_only_deputies_of_its_own(client: Client) -> None:
    own, other = make_area("柳桥街道"), make_area("文昌街道")
    near = make_deputy("何素琴", constituency=make_constituency(own))
    far = make_deputy("徐海燕", constituency=make_constituency(other))
    town = make_user(Role.TOWN, area=own)
    row = draft(town, area=own)
    client.force_login(town)
    client.post(reverse("convocations:add_callees", args=[row.pk]), {"people": [near.pk, far.pk]})
    assert [copy.deputyship for copy in row.callees.all()] == [near]
    client.force_login(make_user(Role.TOWN, area=other))
    assert client.get(reverse("convocations:detail", args=[row.pk])).status_code == 404


def test_a_committee_changes_only_what_it_called(client: Client) -> None:
    finance, law = make_organ("财经工委"), make_organ("法工委")
    office = clerk()
    mine = draft(office, organ=finance)
    client.force_login(make_user(Role.COMMITTEE, organ=finance))
    assert client.get(reverse("convocations:change", args=[mine.pk])).status_code == 200
    client.force_login(make_user(Role.COMMITTEE, organ=law))
    assert client.get(reverse("convocations:change", args=[mine.pk])).status_code == 404
    assert client.get(reverse("convocations:detail", args=[mine.pk])).status_code == 200


@time_machine.travel(TODAY, tick=False)
def test_from_an_activity_that_was_logged_ahead(client: Client) -> None:
    client.force_login(clerk())
    activity = make_activity(on=date(2026, 11, 25), headline="孙维民率队视察")
    url = f"{reverse('convocations:create')}?activity={activity.pk}"
    assert "孙维民率队视察" in client.get(url).text
    client.post(url, filled(area=Area.objects.get(parent=None).pk))
    assert Convocation.objects.get().activity == activity
    assert client.get(url).status_code == 404, "called to once"
