"""What this package plugs into the portal; ``activities/portal.py`` calls it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from activities.models import Recommendation, StudyReport
from activities.studies import demo, operations, rules
from activities.studies.tables import REPORTS
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched, search_q
from congress.search.text import excerpt
from congress.web import dates
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from deputies.duty.sources import Source, register_source
from deputies.models import DeputyGroup
from deputies.records import Line, Section, register_group_section

INDEX = "studies:index"
_SHOWN = 5


#: What a hit tells of a report.
_TOLD = "title", "finished_on", "field", "summary", "group__label"


def found(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Reports by title, field and content."""
    rows = StudyReport.objects.visible_to(user).standing().filter(search_q(text))
    for row in rows.select_related("group").only(*_TOLD)[:limit]:
        context = f"{dates.day(row.finished_on)}　{row.field}　{row.group or ''}"
        url = reverse("studies:report", args=[row.pk])
        yield SearchHit(row.title, context, url, excerpt(row.summary, text))


def todos(user: User) -> Iterator[Todo]:
    """Recommendations whose day is past (1 query)."""
    if not user.has_role(*rules.OFFICES):
        return
    late = Recommendation.objects.overdue(timezone.localdate())
    first: date | None = late.aggregate(first=Min("due_on"))["first"]
    if first is not None:
        url = f"{reverse(INDEX)}?following=late"
        yield Todo("跟进调研报告的建议", "有建议过了期限没有办结", url, "去看", due=first, menu=INDEX)


def of_group(group: DeputyGroup, user: User) -> Section | None:
    """The reports of a group, newest first (2 queries)."""
    if not user.has_role(*rules.READERS):
        return None
    rows = StudyReport.objects.visible_to(user).standing().filter(group=group)
    return Section(
        title=REPORTS.title,
        unit="篇",
        count=rows.count(),
        all_url=f"{reverse(INDEX)}?group={group.pk}",
        lines=[
            Line(row.title, reverse("studies:report", args=[row.pk]), row.finished_on, row.field)
            for row in rows[:_SHOWN]
        ],
        empty="还没有交调研报告。",
    )


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_menu(
        MenuItem(
            MenuGroup.DUTY,
            "调研报告",
            INDEX,
            "report-search",
            rules.READERS,
            order=45,
            under="taking_part:index",
        ),
        MenuItem(MenuGroup.DUTY, "调研课题和报告", "studies:mine", "report-search", rules.DEPUTIES, order=41),
    )
    register_search(
        SearchProvider("调研报告", 19, found, rules.READERS, INDEX, tables=(Searched(StudyReport),))
    )
    register_todos(todos)
    register_group_section(of_group)
    register_source(
        Source(
            operations.SOURCE,
            "调研报告",
            url=lambda pk: reverse("studies:report", args=[pk]),
            collect=operations.collect,
        )
    )
    register_demo(47, "调研报告", demo.load)
    labels = {
        "publish_topic": "发布课题",
        "change_topic": "修改课题",
        "drop_topic": "撤下课题",
        "claim": "认领课题",
        "give_back": "退回课题",
        "record_report": "登记调研报告",
        "change_report": "修改调研报告",
        "withdraw_report": "撤回调研报告",
        "recommend": "登记建议",
        "follow_up": "登记进展",
        "reopen": "重新跟进",
    }
    register_verbs({f"studies:{verb}": label for verb, label in labels.items()})
    register_facts(
        "studies",
        {
            "group": "代表小组",
            "authors": "执笔代表",
            "files": "报告文件",
            "step": "进展",
            "text": "建议",
            "owner": "由谁研究",
            "due_on": "期限",
            "closed_on": "办结日期",
            "reason": "原因",
        },
    )
