"""What reports plug into the portal; ``bulletins/portal.py`` calls it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from bulletins.models import Report
from bulletins.reports import demo
from bulletins.reports.jobs import KIND, print_report
from bulletins.reports.rules import READERS
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.jobs.registry import job_kind
from congress.search.index import Searched, search_q
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
)

INDEX = "reports:index"
VERBS = {
    "create_report": "起草报告",
    "change_report": "修改标题、期间、主送",
    "add_section": "增加一部分",
    "change_section": "改正文",
    "move_section": "调整顺序",
    "remove_section": "去掉一部分",
    "refill": "更新数字",
    "change_figure": "手改数字",
    "finish": "定稿",
    "reopen": "退回修改",
    "drop": "作废",
    "add_template": "增加报告模板",
    "change_template": "修改报告模板",
    "add_template_section": "模板增加一部分",
    "change_template_section": "改模板正文",
    "move_template_section": "调整模板顺序",
    "remove_template_section": "模板去掉一部分",
}


def found(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Reports by title, number, headings and words (1 query)."""
    rows = Report.objects.visible_to(user).filter(search_q(text)).defer("search_text")
    for row in rows[:limit]:
        context = f"{row.get_kind_display()}　统计期间 {row.period.label}　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("reports:report", args=[row.pk]))


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_menu(MenuItem(MenuGroup.PUBLISH, "总结报告", INDEX, "file-text", READERS, order=30))
    register_search(SearchProvider("总结报告", 42, found, READERS, INDEX, tables=(Searched(Report),)))
    register_verbs({f"reports:{verb}": label for verb, label in VERBS.items()})
    register_facts(
        "reports",
        {
            "template": "模板",
            "note": "说明",
            "heading": "标题",
            "prose": "正文",
            "by_hand": "手改数",
            "reason": "原因",
            "state": "状态",
        },
    )
    job_kind(KIND)(print_report)
    register_demo(95, "总结报告", demo.load)
