"""Messages: who is reached, once each; read n/N and who has not; circulars; opinions with a last day (R040, R123)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from congress.figures.registry import Measured, measured, named
from congress.notices.models import Delivery, Message, Notice
from congress.notices.operations import messages as operations
from congress.organs.enums import AreaKind
from deputies.models import DeputyGroup
from tests.factories import make_area, make_deputyship, make_group, make_person, make_user

pytestmark = pytest.mark.django_db
NOON = "2026-11-18T12:00:00+08:00"


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def clerk() -> User:
    make_area(kind=AreaKind.DISTRICT)
    return make_user(Role.OFFICE, name="周敏")


def member(group: DeputyGroup, name: str) -> User:
    """A deputy in a group, with an account."""
    person = make_person(name)
    make_deputyship(person, group=group)
    user = make_user(Role.DEPUTY, name=name)
    person.user = user
    person.save()
    return user


def figure(clerk: User, name: str) -> Measured:
    """A figure of the year to date."""
    known = named(clerk, name)
    assert known is not None
    return measured(known, clerk, Period.this_year(date(2026, 11, 18)))


def drafted(clerk: User, audience: dict[str, list[str]], **facts: Any) -> Message:
    values: dict[str, Any] = {"kind": "notice", "title": "请参加座谈会", "text": "下周三上午九点。"}
    return operations.write_message(actor=clerk, area=None, audience=audience, **{**values, **facts})


def sent(clerk: User, *users: User, **facts: Any) -> Message:
    row = drafted(clerk, {"people": [str(user.pk) for user in users]}, **facts)
    return operations.send_message(message=row, actor=clerk, version=row.version)


def read(client: Client, user: User, row: Message) -> str:
    client.force_login(user)
    return client.get(reverse("messages:read", args=[row.pk])).text


def test_three_groups_are_told_once_each_and_who_has_not_read_is_named(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    groups = [make_group() for _ in range(3)]
    users = [member(group, name) for group, name in zip(groups, ("陈一", "林二", "黄三"), strict=True)]
    make_deputyship(make_person("没号"), group=groups[0])
    client.force_login(clerk)
    typed = {
        "kind": "notice",
        "title": "请参加座谈会",
        "text": "下周三上午九点。",
        "to_groups": [str(group.pk) for group in groups],
        "to_people": "林二",
    }
    client.post(reverse("messages:write_message"), typed)
    row = Message.objects.get()
    page = client.get(reverse("messages:detail", args=[row.pk])).text
    assert "发给 3 人" in page
    assert "1 人同时在几个范围里，每人只收一份" in page
    assert "1 人没有帐号，通知不到：没号" in page
    client.post(reverse("messages:send_message", args=[row.pk]), {"version": row.version})
    assert Delivery.objects.count() == Notice.objects.count() == 3
    with pytest.raises(Conflict):
        operations.send_message(message=row, actor=clerk, version=row.version + 1)

    notice = Notice.objects.get(user=users[1])
    client.force_login(users[1])
    assert "下周三上午九点" in client.get(reverse("notices:read", args=[notice.pk]), follow=True).text
    client.force_login(clerk)
    with django_assert_max_num_queries(22):
        page = client.get(reverse("messages:detail", args=[row.pk])).text
    assert "1／3 人，33.3%" in page
    assert "还没有看的 2 人：陈一、黄三" in page
    with django_assert_max_num_queries(16):
        assert "1／3" in client.get(reverse("messages:index")).text
    assert "林二" not in client.get(f"{reverse('messages:deliveries')}?read=no&message={row.pk}").text

    client.post(reverse("messages:remind_unread", args=[row.pk]))
    reminded = Notice.objects.filter(title__startswith="请您看一下")
    assert {one.user.name for one in reminded} == {"陈一", "黄三"}, "those only who have not read it"
    with pytest.raises(Conflict, match="今天已经提醒过"):
        operations.remind_unread(message=row, actor=clerk)
    read(client, users[0], row)
    assert not Notice.objects.filter(user=users[0], read_at=None).exists(), "the reminder is done with too"


def test_a_circular_has_a_period_and_its_read_rate(client: Client, clerk: User) -> None:
    first, second = make_user(Role.DEPUTY), make_user(Role.DEPUTY)
    client.force_login(clerk)
    typed = {"kind": "circular", "title": "工作通报", "text": "上半年。", "to_people": first.username}
    page = client.post(reverse("messages:write_message"), typed).text
    assert "请选通报的是哪个时段" in page
    assert "上半年。" in page, "what was typed is kept"
    row = sent(clerk, first, second, kind="circular", year=2026, part="h1")
    sent(clerk, first, title="另一份")
    read(client, first, row)
    client.force_login(clerk)
    page = client.get(f"{reverse('messages:index')}?kind=circular").text
    assert "2026年上半年" in page
    assert "50%" in page
    assert "另一份" not in page
    found = figure(clerk, "通知.通报阅读率")
    assert found.value.of == "1／2 人次"
    assert client.get(found.url).context["list"].count == 1
    assert client.get(found.whole_url).context["list"].count == 2
    assert figure(clerk, "通知.发出通知公告").value.value == 2


def test_after_the_last_day_no_reply_and_the_sum_goes_to_everybody(client: Client, clerk: User) -> None:
    asked, silent = make_user(Role.DEPUTY, name="陈一"), make_user(Role.DEPUTY, name="林二")
    row = sent(clerk, asked, silent, kind="opinion", title="征求对计划的意见", reply_by=date(2026, 11, 20))
    url = reverse("messages:reply", args=[row.pk])
    client.force_login(asked)
    assert "回复：征求对计划的意见" in client.get("/").text
    assert "请填写您的回复" in client.post(url, {"text": " "}).text
    client.post(url, {"text": "建议增加一次视察"})
    client.post(url, {"text": "建议增加两次视察"})
    with pytest.raises(Conflict, match="截止以后再反馈"):
        operations.feed_back(message=row, actor=clerk, summary="采纳一条")
    client.force_login(clerk)
    page = client.get(reverse("messages:detail", args=[row.pk])).text
    assert "建议增加两次视察" in page
    assert "还没有回复的 1 人：林二" in page
    with time_machine.travel("2026-11-21T09:00:00+08:00", tick=False):
        client.force_login(silent)
        answer = client.post(url, {"text": "晚了"})
        assert answer.status_code == 409
        assert "回复已于11月20日截止" in answer.text
        client.force_login(clerk)
        assert "汇总意见：征求对计划的意见" in client.get("/").text
        feed_back = reverse("messages:feed_back", args=[row.pk])
        assert "建议增加两次视察" in client.get(feed_back).text
        client.post(feed_back, {"summary": "采纳一条"})
    assert Notice.objects.filter(title__startswith="意见已汇总").count() == 2
    assert "采纳一条" in read(client, silent, row)
    assert Delivery.objects.get(user=silent).reply == ""


def test_a_withdrawn_text_is_gone_for_its_readers_and_they_know_why(client: Client, clerk: User) -> None:
    reader = make_user(Role.DEPUTY)
    row = sent(clerk, reader, text="保密的内容")
    client.force_login(clerk)
    assert (
        "已经发出的邮件和短信收不回来" in client.get(reverse("messages:withdraw_message", args=[row.pk])).text
    )
    with pytest.raises(ValidationError, match="请写撤回的原因"):
        operations.withdraw_message(message=row, actor=clerk, reason=" ")
    operations.withdraw_message(message=row, actor=clerk, reason="日期写错了")
    page = read(client, reader, row)
    assert "日期写错了" in page
    assert "保密的内容" not in page
    assert "保密的内容" not in client.get(reverse("notices:index")).text
    assert client.get(reverse("messages:detail", args=[row.pk])).status_code == 403
    other = make_user(Role.DEPUTY)
    client.force_login(other)
    assert client.get(reverse("messages:read", args=[row.pk])).status_code == 404


def test_a_town_writes_to_its_own_area_and_sees_its_own_messages(client: Client, clerk: User) -> None:
    here, there = make_area("东塘镇", AreaKind.TOWN), make_area("柳桥镇", AreaKind.TOWN)
    own, other = make_group(area=here), make_group(area=there)
    mine, theirs = member(own, "陈一"), member(other, "林二")
    town = make_user(Role.TOWN, area=here)
    client.force_login(town)
    form = client.get(reverse("messages:write_message")).context["form"]
    assert [value for value, _ in form.fields["to_groups"].choices] == [str(own.pk)]
    assert "to_organs" not in form.fields
    typed = {"kind": "notice", "title": "小组活动", "text": "周五。"}
    url = reverse("messages:write_message")
    assert "没有找到“林二”" in client.post(url, {**typed, "to_people": "林二"}).text
    forged = {"groups": [str(own.pk), str(other.pk)], "people": [str(theirs.pk)], "roles": ["office"]}
    row = operations.write_message(actor=town, area=here, audience=forged, **typed)
    operations.send_message(message=row, actor=town, version=row.version)
    assert [one.user for one in row.deliveries.all()] == [mine]
    district = sent(clerk, mine)
    assert client.get(reverse("messages:detail", args=[row.pk])).status_code == 200
    assert client.get(reverse("messages:detail", args=[district.pk])).status_code == 404
    assert client.get(reverse("messages:deliveries")).context["list"].count == 1


def test_what_is_sent_is_what_was_looked_at(client: Client, clerk: User) -> None:
    reader = make_user(Role.DEPUTY)
    row = drafted(clerk, {"people": [str(reader.pk)]})
    version = row.version
    client.force_login(clerk)
    change = reverse("messages:change_message", args=[row.pk])
    form = client.get(change).context["form"]
    typed = {"kind": "notice", "title": "改过的", "text": "内容", "to_people": reader.username}
    client.post(change, {**typed, "version": form["version"].value()})
    with pytest.raises(StaleVersion):
        operations.send_message(message=row, actor=clerk, version=version)
    page = client.post(change, {**typed, "title": "又改", "version": version})
    assert page.status_code == 409
    assert "又改" in page.text
    empty = drafted(clerk, {"roles": ["unit"]})
    with pytest.raises(ValidationError, match="没有一个可以登录的帐号"):
        operations.send_message(message=empty, actor=clerk, version=empty.version)


def test_names_that_are_not_one_account_are_said_so(client: Client, clerk: User) -> None:
    make_user(Role.DEPUTY, name="张伟", username="zhang1")
    make_user(Role.DEPUTY, name="张伟", username="zhang2")
    client.force_login(clerk)
    typed = {"kind": "notice", "title": "一", "text": "二", "to_people": "张伟、无此人"}
    page = client.post(reverse("messages:write_message"), typed).text
    assert "没有找到“无此人”的帐号" in page
    assert "zhang1（人大代表）、zhang2（人大代表）" in page
    assert (
        "请至少选一个范围" in client.post(reverse("messages:write_message"), {**typed, "to_people": ""}).text
    )
