"""What points plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.jobs.registry import job_kind
from congress.web import dates
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    PhoneLine,
    PhoneList,
    Todo,
    register_demo,
    register_menu,
    register_phone_list,
    register_todos,
)
from deputies.duty.rules import DEPUTIES
from deputies.models import Objection, Person, PointsAccount, PointsPublication
from deputies.points import demo, jobs, rules
from deputies.points.reading import grades_of, recommended
from deputies.points.words import shown
from deputies.records import Line, Section, register_section

INDEX = "points:index"
#: Objections named one by one among the to-dos.
_NAMED = 3

VERBS = {
    "points:propose": "拟定积分办法",
    "points:copy_scheme": "照着拟定积分办法",
    "points:change_scheme": "修改积分办法",
    "points:save_class": "修改积分大类",
    "points:save_item": "修改积分项目",
    "points:save_tier": "修改等次",
    "points:remove_line": "删去草稿里的一项",
    "points:put_in_force": "施行积分办法",
    "points:publish": "亮分",
    "points:object_to": "提出积分异议",
    "points:take_back_objection": "撤回积分异议",
    "points:answer_objection": "答复积分异议",
    "points:appraise": "登记考核意见",
    "points:appraise_group": "评定小组等次",
    "points:freeze_year": "冻结年度考核",
    "points:issue_notice": "印发考核通报",
    "points:load": "载入示例积分",
}
FACTS = {
    "area": "适用区域",
    "from": "照哪一份",
    "scheme": "积分办法",
    "publication": "亮分",
    "scores": "人数",
    "schemes": "份数",
    "deputies": "人数",
    "grade": "等次",
    "first": "首次",
    "further": "以后每次",
    "at_least": "多少分起",
}


def todos(user: User) -> Iterator[Todo]:
    """Objections that wait for an answer (1 query for those who answer)."""
    if not user.has_role(*rules.MAKERS):
        return
    rows = list(Objection.objects.to_answer(user).select_related("account__deputyship__person")[: _NAMED + 1])
    for row in rows[:_NAMED]:
        yield Todo(
            title=f"答复{row.account.deputyship.person}的积分异议",
            context=row.text[:40],
            url=reverse("points:objection", args=[row.pk]),
            action="去答复",
            menu=INDEX,
        )
    if len(rows) > _NAMED:
        yield Todo(
            title="还有积分异议没有答复",
            context="答复以后才能冻结年度考核",
            url=f"{reverse('points:objections')}?state=open",
            action="去答复",
            menu=INDEX,
        )


def on_the_phone(user: User) -> PhoneList | None:
    """The deputy's points of the newest year, and until when objections are taken (2 queries)."""
    if not user.has_role(*DEPUTIES):
        return None
    own = PointsAccount.objects.filter(deputyship__person__user=user).select_related("area")
    rows = list(own.order_by("-year", "area__path", "pk")[:2])
    if not rows:
        return None
    until = PointsPublication.objects.taking_objections(rows[0].area, rows[0].year, timezone.localdate())
    closing = until.order_by("-objections_until").first()
    lines = [
        PhoneLine(
            f"{row.year}年　{shown(row.points)} 分",
            f"按{row.area.name}的积分办法，点开看每一分",
            reverse("points:account", args=[row.pk]),
            mark=f"异议截止{dates.day(closing.objections_until)}" if closing and row is rows[0] else "",
        )
        for row in rows
    ]
    return PhoneList("我的积分", len(lines), "个年度", reverse("points:mine"), lines)


def of_person(person: Person, user: User) -> Section | None:
    """The grades and points of a person by year, for those who may read them (3 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    accounts = PointsAccount.objects.visible_to(user).filter(deputyship__person=person)
    rows = list(accounts.select_related("area").order_by("-year", "area__path")[:6])
    if not rows:
        return None
    keys = {row.deputyship_id for row in rows}
    graded = {one.account_id: one.grade for found in grades_of(keys).values() for one in found}
    chosen = recommended(keys)
    lines = [
        Line(
            f"{row.year}年　{row.area}　{shown(row.points)} 分",
            reverse("points:account", args=[row.pk]),
            timezone.localdate().replace(year=row.year, month=12, day=31),
            "　".join(
                part
                for part in (graded.get(row.pk, ""), "推荐连任" if row.deputyship_id in chosen else "")
                if part
            ),
        )
        for row in rows
    ]
    return Section("积分考核", "个年度", len(lines), lines[0].url, lines)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.DUTY, "积分考核", INDEX, "award", rules.RANKERS, order=32, namespaces=("points",))
    )
    register_todos(todos)
    register_phone_list(on_the_phone)
    register_section(of_person)
    register_verbs(VERBS)
    register_facts("points", FACTS)
    register_demo(82, "积分考核", demo.load)
    job_kind(jobs.SETTLE_KIND)(jobs.settle_year)
    job_kind(jobs.REPLAY_KIND)(jobs.replay_scheme)
