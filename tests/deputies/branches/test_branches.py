"""Party branches of groups: six headings, two coverages, sums by unit, pairs (R020–R023)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from deputies.branches import operations, queries
from deputies.enums import Party
from deputies.models import (
    BranchActivity,
    BranchActivityKind,
    BranchHeading,
    BranchPair,
    DeputyGroup,
    PartyBranch,
    Person,
)
from tests.factories import make_deputyship, make_group, make_user

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 8)


@pytest.fixture
def office() -> User:
    return make_user(Role.OFFICE)


def deputy(group: DeputyGroup, party: str, name: str) -> Person:
    person = make_deputyship(group=group).person
    person.party, person.name = party, name
    person.save()
    return person


def found(group: DeputyGroup, actor: User, **more: Any) -> PartyBranch:
    told: dict[str, Any] = {
        "name": f"{group}功能型党支部",
        "secretary": None,
        "document": "《关于在全区人大代表小组中建立功能型党支部的意见》",
        "issuers": "区人大常委会党组、区委组织部",
        "starts_on": MAY,
        "texts": {heading.pk: f"{heading}的内容" for heading in BranchHeading.objects.all()},
        **more,
    }
    return operations.found_branch(group=group, actor=actor, **told)


def test_a_branch_shows_its_six_headings_and_the_joint_issuer(client: Client, office: User) -> None:
    branch = found(make_group(), office)
    client.force_login(office)
    page = client.get(reverse("party_branches:detail", args=[branch.pk])).content.decode()
    for heading in ("组织设置", "功能定位", "日常管理", "组织生活", "作用发挥", "机制保障"):
        assert f"{heading}的内容" in page
    assert "区委组织部" in page
    with pytest.raises(ValidationError, match="已有功能型党支部"):
        found(branch.group, office, name="第二个")
    with pytest.raises(PermissionDenied):
        found(make_group(), make_user(Role.GROUP_LEADER))


def test_a_deputy_outside_the_party_or_of_another_group_is_refused(office: User) -> None:
    group, other = make_group(), make_group()
    branch = found(group, office)
    none, stranger = deputy(group, Party.NONE, "群众甲"), deputy(other, Party.CPC, "外组乙")
    with pytest.raises(ValidationError, match="群众甲不是中共党员"):
        operations.add_members(branch=branch, actor=office, people=[none], starts_on=MAY)
    with pytest.raises(ValidationError, match="外组乙这一天不在"):
        operations.add_members(branch=branch, actor=office, people=[stranger], starts_on=MAY)
    with pytest.raises(ValidationError, match="不是中共党员"):
        found(other, office, secretary=none)


def test_16_of_16_groups_are_covered_and_a_member_outside_is_named(office: User) -> None:
    groups = [make_group() for _n in range(16)]
    PartyBranch.objects.bulk_create(
        PartyBranch(group=group, name=f"{group}党支部", starts_on=MAY) for group in groups[1:]
    )
    inside, outside = deputy(groups[0], Party.CPC, "在内"), deputy(groups[0], Party.CPC, "在外")
    before = queries.coverage(office, MAY)
    assert (before.covered, before.group_rate, before.without) == (15, "93.8%", [groups[0]])
    branch = found(groups[0], office)
    operations.add_members(branch=branch, actor=office, people=[inside], starts_on=MAY)
    after = queries.coverage(office, MAY)
    assert (after.covered, after.group_rate) == (16, "100%")
    assert (after.members, after.inside, after.member_rate, after.outside) == (2, 1, "50%", [outside])


def test_activities_add_up_each_kind_in_its_unit_from_a_day_on(client: Client, office: User) -> None:
    branch = found(make_group(), office)
    kinds = {kind.name: kind for kind in BranchActivityKind.objects.all()}
    wanted = {
        "主题活动": (49, "次"),
        "社会治理调研": (37, "次"),
        "走访群众": (354, "人次"),
        "化解矛盾纠纷": (78, "起"),
        "走访企业": (36, "家"),
    }
    BranchActivity.objects.bulk_create(
        BranchActivity(branch=branch, kind=kinds[name], on=MAY, title=name, amount=part, entered_by=office)
        for name, (n, _unit) in wanted.items()
        for part in (n - 9, 9)
    )
    BranchActivity.objects.create(
        branch=branch, kind=kinds["主题活动"], on=date(2026, 5, 7), title="以前的", entered_by=office
    )
    sums = queries.totals(office, Period.since(MAY, date(2026, 6, 1)))
    assert {kind.name: (n, kind.unit) for kind, n in sums} == wanted
    gone = BranchActivity.objects.filter(kind=kinds["走访企业"])[0]
    operations.withdraw_activity(activity=gone, actor=office, reason="重复")
    assert dict(queries.totals(office, Period.since(MAY, MAY)))[kinds["走访企业"]] == 36 - gone.amount
    with pytest.raises(Conflict):
        operations.withdraw_activity(activity=gone, actor=office, reason="再来")
    client.force_login(office)
    page = client.get(f"{reverse('party_branches:index')}?since=2026-05-08").content.decode()
    assert "<b>354</b> 人次" in page


def test_who_outside_the_party_nobody_keeps_in_touch_with_is_in_the_gap_list(office: User) -> None:
    group = make_group()
    branch = found(group, office)
    member = deputy(group, Party.CPC, "党员")
    first, second = deputy(group, Party.NONE, "甲"), deputy(group, Party.CDL, "乙")
    operations.add_members(branch=branch, actor=office, people=[member], starts_on=MAY)
    operations.pair(branch=branch, actor=office, member=member, partners=[first], starts_on=MAY)
    assert queries.partners(branch, MAY).alone == [second]
    with pytest.raises(ValidationError, match="这里联系的是党外代表"):
        operations.pair(branch=branch, actor=office, member=member, partners=[member], starts_on=MAY)
    row = branch.members.get()
    operations.change_member(
        member=row, actor=office, version=1, own_post="带头攻关", deputy_post="领衔建议三件"
    )
    operations.remove_member(member=row, actor=office, ends_on=MAY)
    assert BranchPair.objects.get().ends_on == MAY
    operations.dissolve_branch(branch=branch, actor=office, ends_on=MAY)
    with pytest.raises(Conflict):
        operations.add_members(branch=branch, actor=office, people=[member], starts_on=MAY)


def test_the_overview_and_a_branch_take_so_many_queries(
    client: Client, office: User, django_assert_num_queries: Any
) -> None:
    branch = found(make_group(), office)
    deputy(branch.group, Party.CPC, "在外")
    client.force_login(office)
    client.get(reverse("party_branches:index"))
    with django_assert_num_queries(11):
        client.get(reverse("party_branches:index"))
    with django_assert_num_queries(13):
        client.get(reverse("party_branches:detail", args=[branch.pk]))
