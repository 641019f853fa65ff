"""The groups' plans for the year (R013)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from activities import operations as log
from activities.convocations.todos import todos
from activities.models import GroupPlan, PlanItem
from activities.plans import operations
from activities.plans.enums import ItemState
from activities.plans.queries import progress_of
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies.enums import GroupPostKind
from deputies.models import DeputyGroup
from deputies.operations import appoint
from tests.activities.convocations.world import clerk, make_deputy, user_of
from tests.factories import make_activity, make_group, make_user

pytestmark = pytest.mark.django_db

THEMES = ("会前集中活动", "视察充电设施", "评议物业服务", "走访环卫工人")


def make_plan(group: DeputyGroup, *, actor: User | None = None) -> GroupPlan:
    plan = operations.create(actor=actor, group=group, year=2026)
    for month, theme in zip((1, 5, 8, 11), THEMES, strict=True):
        operations.add_item(plan=plan, actor=actor, theme=theme, month=month)
    return plan


def make_leader(group: DeputyGroup, name: str = "沈国栋") -> User:
    deputyship = make_deputy(name, group=group)
    appoint(
        group=group,
        person=deputyship.person,
        kind=GroupPostKind.LEADER,
        actor=None,
        starts_on=date(2022, 3, 1),
    )
    user = user_of(deputyship)
    user.assignments.update(role=Role.GROUP_LEADER)
    return user


def test_four_items_with_three_activities_are_3_of_4_and_the_missing_one_is_named(client: Client) -> None:
    office = clerk()
    plan = make_plan(make_group(name="柳桥第一代表小组"), actor=office)
    for item in plan.items.all()[:3]:
        operations.link_activity(item=item, actor=office, activity=make_activity())
    progress = progress_of(plan.items.all())
    assert (progress.text, progress.missing) == ("3／4", ["走访环卫工人"])
    client.force_login(office)
    page = client.get(reverse("plans:index"), {"year": "2026"}).text
    assert "3／4" in page
    assert "走访环卫工人" in page


def test_a_state_follows_from_the_activity_alone() -> None:
    office = clerk()
    item = make_plan(make_group(), actor=office).items.all()[1]
    assert item.state == ItemState.OPEN
    item = operations.postpone_item(item=item, actor=office, to=date(2026, 9, 30), reason="汛期")
    assert (item.state, item.due_on) == (ItemState.POSTPONED, date(2026, 9, 30))
    activity = make_activity()
    item = operations.link_activity(item=item, actor=office, activity=activity)
    assert item.state == ItemState.DONE
    log.withdraw(activity=activity, actor=office, reason="重复")
    item = PlanItem.objects.select_related("activity").get(pk=item.pk)
    assert item.state == ItemState.POSTPONED
    other = item.plan.items.exclude(pk=item.pk)[0]
    activity.refresh_from_db()
    with pytest.raises(Conflict, match="已撤回"):
        operations.link_activity(item=other, actor=office, activity=activity)


def test_what_cannot_be_is_refused_in_words(client: Client) -> None:
    office = clerk()
    plan = make_plan(make_group(), actor=office)
    item = plan.items.all()[1]
    client.force_login(office)
    url = reverse("plans:postpone_item", args=[item.pk])
    page = client.post(url, {"to": "2026年5月20日", "reason": "汛期"}).text
    assert "请填更晚的日期" in page
    with pytest.raises(ValidationError, match="更晚的日期"):
        operations.postpone_item(item=item, actor=office, to=date(2026, 5, 20), reason="汛期")
    page = client.post(
        reverse("plans:add_item", args=[plan.pk]), {"theme": "视察", "month": "6", "on": "2026年7月1日"}
    ).text
    assert "日期要在2026年6月里" in page
    done = operations.link_activity(item=item, actor=office, activity=make_activity())
    with pytest.raises(Conflict, match="已经完成"):
        operations.postpone_item(item=done, actor=office, to=date(2026, 12, 1), reason="晚")


def test_sent_twice_is_one_item_and_one_plan(client: Client) -> None:
    group = make_group()
    client.force_login(clerk())
    for _press in range(2):
        client.post(reverse("plans:create"), {"group": group.pk, "year": "2026"})
    plan = GroupPlan.objects.get()
    for _press in range(2):
        client.post(reverse("plans:add_item", args=[plan.pk]), {"theme": "视察饮水安全", "month": "6"})
    assert [item.theme for item in plan.items.all()] == ["视察饮水安全"]


def test_struck_out_no_longer_counts_and_stays_readable(client: Client) -> None:
    office = clerk()
    plan = make_plan(make_group(), actor=office)
    client.force_login(office)
    url = reverse("plans:drop_item", args=[plan.items.all()[3].pk])
    assert "请填写不再开展的原因" in client.post(url, {"reason": ""}).text
    page = client.post(url, {"reason": "并入街道活动"}, follow=True).text
    assert "并入街道活动" in page
    assert progress_of(plan.items.kept()).total == 3


def test_a_leader_keeps_the_plan_of_the_own_group_and_the_office_sees_all(client: Client) -> None:
    first, second = make_group(name="柳桥第一代表小组"), make_group(name="柳桥第二代表小组")
    own, other = make_plan(first), make_plan(second)
    leader, member = make_leader(first), make_deputy("陈立新", group=first)
    client.force_login(leader)
    assert client.get(reverse("plans:add_item", args=[own.pk])).status_code == 200
    assert client.get(reverse("plans:detail", args=[other.pk])).status_code == 404
    assert client.post(reverse("plans:create"), {"group": second.pk, "year": "2026"}).status_code == 200
    client.force_login(user_of(member))
    assert client.get(reverse("plans:detail", args=[own.pk])).status_code == 200
    assert client.get(reverse("plans:add_item", args=[own.pk])).status_code == 403
    client.force_login(make_user(Role.LEADER))
    page = client.get(reverse("plans:index"), {"year": "2026"}).text
    assert "柳桥第一代表小组" in page
    assert "柳桥第二代表小组" in page


def test_a_leader_links_what_the_group_took_part_in(client: Client) -> None:
    group = make_group(name="柳桥第一代表小组")
    leader = make_leader(group)
    plan = make_plan(group)
    ours = make_activity(headline="柳桥第一代表小组视察充电设施")
    make_activity(headline="别的小组的活动")
    client.force_login(leader)
    url = reverse("plans:link_activity", args=[plan.items.all()[1].pk])
    page = client.get(url).text
    assert "柳桥第一代表小组视察充电设施" in page
    assert "别的小组的活动" not in page
    client.post(url, {"activity": ours.pk})
    assert plan.items.all()[1].activity == ours


@time_machine.travel("2026-09-03 10:00:00+08:00", tick=False)
def test_what_is_overdue_waits_for_the_leader_and_the_office() -> None:
    group = make_group(name="柳桥第一代表小组")
    leader, office = make_leader(group), clerk()
    plan = make_plan(group)
    titles = [todo.title for todo in todos(leader)]
    assert titles == [f"年度计划逾期：{theme}" for theme in THEMES[:3]]
    assert [todo.title for todo in todos(office)] == titles
    operations.postpone_item(item=plan.items.all()[2], actor=office, to=date(2026, 12, 1), reason="换届")
    operations.link_activity(item=plan.items.all()[1], actor=office, activity=make_activity())
    assert [todo.title for todo in todos(leader)] == ["年度计划逾期：会前集中活动"]
    for _group in range(3):
        make_plan(make_group())
    assert [todo.title for todo in todos(office)] == ["4 个小组的年度计划有 10 项逾期"]


def test_the_second_writer_sees_both_versions(client: Client) -> None:
    office = clerk()
    item = make_plan(make_group(), actor=office).items.all()[0]
    client.force_login(office)
    url = reverse("plans:change_item", args=[item.pk])
    version = client.get(url).context["form"]["version"].value()
    operations.change_item(item=item, actor=office, version=1, theme="会前视察", month=1)
    answer = client.post(url, {"theme": "会前座谈", "month": "1", "version": version})
    assert answer.status_code == 409
    assert "会前视察" in answer.text
    assert "会前座谈" in answer.text
