"""What this package plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.urls import reverse
from django.utils import timezone

from activities.followers import register_follower
from activities.learning import rules
from activities.learning.demo import load
from activities.learning.operations.lectures import SOURCE, collect, follow_activity
from activities.learning.operations.readings import note_sign_in
from activities.learning.operations.studies import STUDY_CODES
from activities.learning.queries.own import offered_to
from activities.learning.tables import CLASSES, LEARNERS, STUDIES, named, when
from activities.learning.todos import HALLS, INDEX, MINE, todos
from activities.models import Activity, GroupStudy, TrainingClass
from activities.uses import Use, register_uses
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched, search_q
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    PhoneLine,
    PhoneList,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_phone_list,
    register_search,
    register_todos,
)
from deputies.duty.sources import Source, register_source
from deputies.models import DeputyGroup
from deputies.records import Line, Section, register_group_section

_SHOWN = 5
#: Classes on the home page of the phone.
_OFFERED = 3
USAGE = "learning:usage"


def find_classes(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Classes by title, host, organiser and place."""
    rows = TrainingClass.objects.visible_to(user).filter(search_q(text)).select_related("type")
    for row in rows.order_by("-begins_on", "-pk")[:limit]:
        context = f"{when(row)}　{row.type.name}　{row.get_state_display()}"
        yield SearchHit(named(row), context, reverse("learning:detail", args=[row.pk]))


def class_of(activity: Activity, user: User) -> Iterator[Use]:
    """The class or the study an activity stands for (one query, two where a group studied)."""
    seen = TrainingClass.objects.visible_to(user) if user.has_role(*rules.READERS) else None
    for row in seen.filter(activity=activity) if seen is not None else ():
        yield Use(f"培训班：{named(row)}", reverse("learning:detail", args=[row.pk]), row.get_state_display())
    if activity.kind.code not in STUDY_CODES.values():
        return
    for study in GroupStudy.objects.visible_to(user).filter(activity=activity):
        yield Use(f"小组学习：{study.topic}", reverse("learning:study", args=[study.pk]))


def studies_of_group(group: DeputyGroup, user: User) -> Section | None:
    """What a group studied this year, newest first: its learning total (R101; at most 2 queries).

    Nothing at all until it did.
    """
    if not user.has_role(*rules.STUDY_READERS):
        return None
    year = (group.ends_on if group.is_over and group.ends_on else timezone.localdate()).year
    rows = GroupStudy.objects.visible_to(user).standing().filter(group=group, activity__start_on__year=year)
    count = rows.count()
    if not count:
        return None
    return Section(
        title=f"{year}年小组学习",
        unit="次",
        count=count,
        all_url=f"{reverse('learning:studies')}?group={group.pk}",
        lines=[
            Line(
                row.topic,
                reverse("learning:study", args=[row.pk]),
                row.activity.start_on,
                "　".join(
                    part for part in (row.get_kind_display(), row.leader and f"领学：{row.leader}") if part
                ),
            )
            for row in rows.select_related("activity").order_by("-activity__start_on", "-pk")[:_SHOWN]
        ],
    )


def offered(user: User) -> PhoneList | None:
    """What a deputy can enrol in, on the home page of the phone."""
    if not user.has_role(*rules.DEPUTIES):
        return None
    rows = offered_to(user)
    lines = [
        PhoneLine(
            named(row),
            "　".join(part for part in (when(row), row.place) if part),
            reverse("learning:enrol", args=[row.pk]),
            due=row.enrol_by,
        )
        for row in rows[:_OFFERED]
    ]
    return PhoneList("可以报名的培训", len(rows), "个", reverse(MINE), lines) if rows else None


def signed_in(sender: Any, user: User, **_kwargs: Any) -> None:
    """Somebody signed in: the day is noted."""
    note_sign_in(user=user)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    user_logged_in.connect(signed_in, dispatch_uid="learning.sign_in")
    register_follower(follow_activity)
    register_source(
        Source(SOURCE, "授课", url=lambda pk: reverse("learning:detail", args=[pk]), collect=collect)
    )
    register_menu(
        MenuItem(
            MenuGroup.DUTY, CLASSES.title, INDEX, "school", rules.READERS, order=38, namespaces=("learning",)
        ),
        MenuItem(MenuGroup.DUTY, "代表讲堂", HALLS, "microphone-2", rules.READERS, order=1, under=INDEX),
        MenuItem(
            MenuGroup.DUTY,
            LEARNERS.title,
            "learning:learners",
            "list-check",
            rules.READERS,
            order=2,
            under=INDEX,
        ),
        MenuItem(
            MenuGroup.DUTY, "平台使用情况", USAGE, "device-analytics", rules.READERS, order=3, under=INDEX
        ),
        MenuItem(
            MenuGroup.DUTY,
            STUDIES.title,
            "learning:studies",
            "book",
            rules.STUDY_READERS,
            order=4,
            under=INDEX,
        ),
        MenuItem(MenuGroup.DUTY, "我的学习", MINE, "book-2", rules.DEPUTIES, order=6),
    )
    register_todos(todos)
    register_phone_list(offered)
    register_search(
        SearchProvider("培训班", 17, find_classes, rules.READERS, INDEX, tables=(Searched(TrainingClass),))
    )
    register_uses(class_of)
    register_group_section(studies_of_group)
    register_verbs(
        {
            "learning:create_class": "列入培训班",
            "learning:change_class": "修改培训班",
            "learning:open_enrolment": "开始报名",
            "learning:start_class": "开班",
            "learning:finish_class": "结束",
            "learning:cancel_class": "取消",
            "learning:link_activity": "关联活动",
            "learning:add_lecture": "加授课人",
            "learning:drop_lecture": "去掉授课人",
            "learning:enrol": "报名",
            "learning:leave": "退出报名",
            "learning:add_guests": "登记其他学员",
            "learning:drop_trainee": "去掉学员",
            "learning:mark_guests": "登记到课",
            "learning:create_plan": "新建培训计划",
            "learning:change_plan": "修改培训计划",
            "learning:record_study": "登记学习",
            "learning:change_study": "修改学习",
            "learning:withdraw_study": "撤回学习",
            "learning:write_speech": "记发言",
            "learning:drop_speech": "去掉发言",
            "learning:add_reading": "加学习材料",
            "learning:drop_reading": "移除学习材料",
            "learning:add_line": "增加设置",
            "learning:change_line": "修改设置",
        }
    )
    register_facts(
        "learning",
        {
            "people": "人数",
            "deputies": "代表",
            "deputy": "代表",
            "present": "到课人数",
            "moved": "递补",
            "speaker": "授课人",
            "organ": "单位、职务",
            "subject": "题目",
            "points": "发言要点",
            "reading": "学习材料",
            "on": "日期",
            "place": "地点",
            "text": "学习情况",
            "withdrawn_reason": "撤回原因",
            "kind": "类别",
            "name": "姓名",
        },
    )
    register_demo(46, "学习培训", load)
