"""Classes, deputies by what they learned, study and usage as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from activities.enums import ActivityState, AttendanceState
from activities.learning import rules
from activities.learning.enums import ClassState
from activities.learning.filters import (
    ClassFilter,
    GroupUsageFilter,
    LearnerFilter,
    StudyFilter,
    TownUsageFilter,
)
from activities.learning.queries.classes import came_to
from activities.learning.queries.coverage import with_learning
from activities.learning.queries.usage import groups_with_usage, towns_with_usage
from activities.models import Attendance, GroupStudy, TrainingClass
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import page_url, record_url
from congress.web.escaping import html
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset, Total
from deputies.models import Deputyship
from deputies.tables import PUBLIC_COLUMNS

#: The shapes of the states.
LOOKS = {
    ClassState.PLANNED: "new",
    ClassState.ENROLLING: "wait",
    ClassState.RUNNING: "go",
    ClassState.ENDED: "done",
    ClassState.CANCELLED: "stop",
}


def class_state(row: TrainingClass) -> tuple[str, str]:
    """The state as shape and word."""
    return LOOKS[ClassState(row.state)], str(row.get_state_display())


def when(row: TrainingClass) -> str:
    """5月12日—18日, or 2026年下半年 while the days are not known."""
    if row.start_on:
        return dates.period(row.begins_on, row.due_on)
    return f"{row.year}年{row.get_span_display()}"


def named(row: TrainingClass) -> str:
    """第 3 期　如何提高代表意见建议质量; a class goes by its title."""
    return f"第 {row.number} 期　{row.title}" if row.number else row.title


def _classes(user: User) -> QuerySet[TrainingClass]:
    roll = Attendance.objects.filter(activity=OuterRef("activity")).order_by().values("activity")
    called = roll.annotate(n=Count("deputyship", distinct=True)).values("n")
    rows = TrainingClass.objects.visible_to(user).select_related("type", "area").with_places()
    rows = rows.annotate(on_roll=Subquery(called, output_field=IntegerField()))
    return rows.defer("note", "search_text")


def _class(row: TrainingClass) -> SafeString:
    below = "　".join(part for part in (row.type.name, row.host or row.organiser) if part)
    return title(record_url("learning:detail", row.pk), named(row), below=below)


def _deputies(row: Any) -> int:
    """Those on the roll once the class is held, until then those enrolled."""
    number: int = row.deputies if row.on_roll is None else row.on_roll
    return number


def _enrolled(row: Any) -> str:
    seats = f"／{row.seats}" if row.seats and row.on_roll is None else ""
    return f"{row.enrolled - row.deputies + _deputies(row)}{seats}"


def _came(rows: QuerySet[Any]) -> list[Total]:
    """Deputies who came to these classes (1 query)."""
    return [Total("参训代表", came_to(TrainingClass.objects.filter(pk__in=rows.values("pk"))), "人次")]


CLASSES = ListPage(
    key="learning_classes",
    title="学习培训",
    unit="个班",
    subtitle="培训班和代表讲堂：计划、报名、开班、点名",
    rows=_classes,
    filterset=ClassFilter,
    columns=(
        Column("begins", "时间", order="begins_on", export=when, css="rd-num is-inline"),
        Column("title", "名称", fixed=True, css="", export=named, cell=_class),
        Column("type", "类型", order="type__order", export="type.name", only_export=True),
        Column("forms", "形式", export=lambda row: "、".join(row.forms), shown=False),
        Column("enrolled", "名单", export=_enrolled, right=True, labelled=True),
        Column("deputies", "其中代表", export=_deputies, right=True, labelled=True),
        Column("waiting", "候补", export="waiting", right=True, labelled=True, shown=False),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*class_state(row)),
        ),
        Column("place", "地点", shown=False),
        Column("organiser", "主办单位", only_export=True),
        Column("host", "承训单位", only_export=True),
    ),
    totals=_came,
    order="-begins_on",
    presets=(
        Preset("正在报名", "state=enrolling"),
        Preset("计划", "state=planned"),
        Preset("代表讲堂", "hall=yes"),
    ),
    empty=Empty(
        "还没有培训班", "先列入计划，日期定了开始报名，开班当天按名单点名，结束就是一次登记好的活动。"
    ),
    actions=(
        Action("新建培训班", "learning:create_class", "plus", rules.KEEPERS),
        Action("培训计划", "learning:plans", "calendar-stats", rules.READERS, primary=False),
        Action("按形式统计", "learning:report", "chart-bar", rules.READERS, primary=False),
    ),
)


def _learners(user: User) -> QuerySet[Deputyship]:
    rows = Deputyship.objects.visible_to(user).select_related("person", "term__area", "constituency")
    return with_learning(rows, timezone.localdate().year)


def _trainings(row: Any) -> object:
    return f"{row.times_trained} 次" if row.times_trained else marks.dim("没有")


def _signed_in(row: Any) -> object:
    return dates.day(row.signed_in_at) if row.signed_in_at else marks.dim("从未登录")


_WHO = tuple(column for column in PUBLIC_COLUMNS if column.key in {"name", "title", "constituency", "group"})

LEARNERS = ListPage(
    key="learners",
    title="轮训情况",
    unit="个代表资格",
    subtitle="本届参加过几次培训，谁还没有参加；自学只算小组确认、已计入的。一人有几级资格，按资格列出",
    rows=_learners,
    filterset=LearnerFilter,
    columns=(
        *_WHO,
        Column(
            "times_trained",
            "本届培训",
            order="times_trained",
            cell=_trainings,
            css="rd-num is-inline",
            labelled=True,
        ),
        Column(
            "hours",
            "今年自学",
            order="hours",
            export="hours",
            cell=lambda row: f"{row.hours.normalize():f} 小时" if row.hours else marks.dim("没有"),
            css="rd-num is-inline",
            labelled=True,
        ),
        Column(
            "signed_in_at",
            "最近登录",
            order="signed_in_at",
            export=lambda row: dates.full_day(row.signed_in_at) if row.signed_in_at else "从未登录",
            cell=_signed_in,
            css="rd-num is-inline",
            labelled=True,
        ),
    ),
    order="person__pinyin",
    presets=(
        Preset("还没有轮训", "trained=no&state=now&level=district"),
        Preset("未参加初任培训", "induction=no&state=now"),
        Preset("未登录代表", "signed_in=no&state=now"),
    ),
    empty=Empty("名册里还没有代表", "在代表名册里登记代表之后，这里看得到每位代表的培训情况。"),
    actions=(Action("学习培训", "learning:index", "school", rules.READERS, primary=False),),
)


def _studies(user: User) -> QuerySet[GroupStudy]:
    came = Count("activity__attendances", filter=Q(activity__attendances__state=AttendanceState.PRESENT))
    rows = GroupStudy.objects.visible_to(user).select_related("group", "activity")
    return rows.annotate(came=came)


def _study(row: GroupStudy) -> SafeString:
    tags = [marks.tag("已撤回")] if row.activity.state == ActivityState.WITHDRAWN else []
    return title(record_url("learning:study", row.pk), row.topic, *tags, below=str(row.group or ""))


STUDIES = ListPage(
    key="learning_studies",
    title="小组学习",
    unit="次",
    subtitle="小组领学、研讨交流，每次一条",
    rows=_studies,
    filterset=StudyFilter,
    columns=(
        Column(
            "on",
            "日期",
            order="activity__start_on",
            export="activity.start_on",
            cell=lambda row: dates.day(row.activity.start_on),
            css="rd-num is-inline",
        ),
        Column("topic", "主题", fixed=True, css="", cell=_study),
        Column("kind", "形式", order="kind", export="get_kind_display"),
        Column("leader", "领学人"),
        Column("came", "到场代表", export="came", right=True, labelled=True),
        Column("material", "学习材料", css="", shown=False),
        Column("group", "小组", export="group.label", only_export=True),
    ),
    order="-activity__start_on",
    presets=(Preset("研讨交流", "kind=seminar"), Preset("小组学习", "kind=group")),
    empty=Empty(
        "还没有登记小组学习", "小组集中学习、研讨交流之后在这里登记一次，活动登记和代表的履职里都有。"
    ),
    actions=(Action("登记学习", "learning:record_study", "plus", rules.STUDY_KEEPERS),),
)


def _linked(key: str, number: int, query: str) -> SafeString:
    url = f"{page_url('learning:learners')}?{query}"
    return html('<a href="{}">{}</a>', url, f"{number:,}") if number else html("{}", "0")


def _never(kind: str) -> Any:
    def cell(row: Any) -> SafeString:
        return _linked("never", row.never, f"{kind}={row.pk}&signed_in=no&state=now")

    return cell


def _each(row: Any) -> str:
    return "—" if row.entries_each is None else f"{row.entries_each:.1f}"


def _usage_columns(kind: str) -> tuple[Column, ...]:
    return (
        Column("deputies", "代表", order="deputies", right=True, labelled=True),
        Column("never", "从未登录", order="never", right=True, labelled=True, cell=_never(kind)),
        Column("sign_ins", "今年登录次数", order="sign_ins", right=True, labelled=True),
        Column("entries", "今年办理条数", order="entries", right=True, labelled=True),
        Column("entries_each", "人均条数", order="entries_each", right=True, labelled=True, export=_each),
    )


GROUP_USAGE = ListPage(
    key="learning_usage",
    title="平台使用情况",
    unit="个小组",
    subtitle="各小组代表今年登录、在平台上办理的情况",
    rows=groups_with_usage,
    filterset=GroupUsageFilter,
    columns=(
        Column("label", "小组", order="number", fixed=True, css="", export="label"),
        Column("area", "所在区域", export="area.name", shown=False),
        *_usage_columns("group"),
    ),
    order="number",
    presets=(Preset("有未登录代表", "never=yes"),),
    empty=Empty("还没有代表小组", "编组之后，这里按小组统计登录和办理。"),
    actions=(
        Action("按乡镇街道", "learning:usage_towns", "building-community", rules.READERS, primary=False),
        Action("轮训情况", "learning:learners", "school", rules.READERS, primary=False),
    ),
)

TOWN_USAGE = ListPage(
    key="learning_usage_towns",
    title="平台使用情况（乡镇街道）",
    unit="个",
    subtitle="各乡镇街道选出的代表今年登录、在平台上办理的情况",
    rows=towns_with_usage,
    filterset=TownUsageFilter,
    columns=(
        Column("name", "乡镇街道", order="order", fixed=True, css="", export="name"),
        *_usage_columns("area"),
    ),
    order="order",
    presets=(Preset("有未登录代表", "never=yes"),),
    empty=Empty("还没有登记乡镇街道", "在区域里登记之后，这里按乡镇街道统计登录和办理。"),
    actions=(Action("按小组", "learning:usage", "users-group", rules.READERS, primary=False),),
)
