"""Party branches of the demo district: a branch in most groups, some activities, some pairs."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from deputies.branches.queries import candidates, outsiders
from deputies.enums import GroupKind, GroupPostKind, Party
from deputies.models import (
    BranchActivity,
    BranchActivityKind,
    BranchHeading,
    BranchMember,
    BranchPair,
    BranchText,
    DeputyGroup,
    PartyBranch,
)

_SINCE = date(2025, 7, 1)
_DOCUMENT = "《关于在全区人大代表小组中建立功能型党支部的意见》"
_ISSUERS = "区人大常委会党组、区委组织部"
_TEXTS = {
    "组织设置": "以代表小组为单位建立，小组里的中共党员代表编入，组织关系不转。",
    "功能定位": "在代表小组开展活动时发挥战斗堡垒作用。",
    "组织生活": "结合小组活动每季度至少一次。",
    "作用发挥": "党员代表联系党外代表，带头联系群众、提出建议。",
}
_TITLES = {
    "主题活动": "学习代表法",
    "社会治理调研": "调研网格化管理",
    "走访群众": "入户走访",
    "化解矛盾纠纷": "调解邻里纠纷",
}


def load() -> None:
    """Set up branches, once; the last group has none, and the last member of each is still outside."""
    actor = User.objects.filter(username="office").first()
    groups = DeputyGroup.objects.filter(
        kind=GroupKind.TERRITORIAL, term__level=CongressLevel.DISTRICT, ends_on=None
    )
    if PartyBranch.objects.exists() or actor is None or not groups.exists():
        return
    with transaction.atomic():
        for group in list(groups.order_by("number", "pk"))[:-1]:
            _found(group)
        branch = PartyBranch.objects.order_by("pk").first()
        if branch is not None:
            _did(branch, actor)
            audit.record(actor=None, verb="party_branches:load", obj=branch, after={"title": _DOCUMENT})


def _found(group: DeputyGroup) -> None:
    today = timezone.localdate()
    leader = group.posts.filter(kind=GroupPostKind.LEADER, ends_on=None, person__party=Party.CPC).first()
    branch = PartyBranch.objects.create(
        group=group,
        name=f"{group.label}功能型党支部",
        secretary=leader.person if leader else None,
        document=_DOCUMENT,
        issuers=_ISSUERS,
        starts_on=_SINCE,
    )
    BranchText.objects.bulk_create(
        BranchText(branch=branch, heading=heading, text=_TEXTS.get(heading.name, ""))
        for heading in BranchHeading.objects.all()
    )
    inside = list(candidates(group, today))
    inside = inside[:-1] or inside
    BranchMember.objects.bulk_create(
        BranchMember(branch=branch, person=one, starts_on=_SINCE) for one in inside
    )
    others = list(outsiders(group, today))[:-1]
    BranchPair.objects.bulk_create(
        BranchPair(branch=branch, member=inside[n % len(inside)], partner=other, starts_on=_SINCE)
        for n, other in enumerate(others)
        if inside
    )


def _did(branch: PartyBranch, actor: User) -> None:
    kinds = {kind.name: kind for kind in BranchActivityKind.objects.all()}
    today = timezone.localdate()
    BranchActivity.objects.bulk_create(
        BranchActivity(
            branch=branch,
            kind=kinds[name],
            on=max(today - timedelta(days=15 * n + 5), _SINCE),
            title=title,
            amount=12 if name == "走访群众" else 1,
            place="代表活动室",
            entered_by=actor,
        )
        for n, (name, title) in enumerate(_TITLES.items())
        if name in kinds
    )
