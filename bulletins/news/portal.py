"""What the public site plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from activities.models import Activity
from activities.uses import Use, register_offers, register_uses
from bulletins.models import NewsArticle
from bulletins.news import demo
from bulletins.news.enums import NewsState
from bulletins.news.queries import newest_by_column, public_issues
from bulletins.news.rules import KEEPERS
from bulletins.news.showing import line_of
from bulletins.news.stories import NAME, story_blocks, told_of
from bulletins.news.workflow import REVIEWERS, WRITERS
from bulletins.operations import news
from bulletins.operations import public_issues as issues
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched, search_q
from congress.web.public.registry import PublicBlock, PublicColumn, PublicLine, register_public
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
from liaison_stations.online.plugs import register_deputy_block

INDEX = "news:index"


def news_blocks(_column: PublicColumn, limit: int) -> Iterable[PublicBlock]:
    """A block for each column that holds something (1 query): one that is empty, as 民生实事 may be, is hidden."""
    for column, rows in newest_by_column(limit):
        url = reverse("news:public_column", args=[column.slug])
        yield PublicBlock(column.name, url, [line_of(row) for row in rows])


def issue_blocks(column: PublicColumn, limit: int) -> Iterable[PublicBlock]:
    """The newest issues (2 queries)."""
    lines = [
        PublicLine(str(row), reverse("news:public_issue", args=[row.pk]), row.issued_on)
        for row in public_issues()[:limit]
    ]
    yield PublicBlock(column.label, column.url, lines)


def todos(user: User) -> Iterable[Todo]:
    """Articles to be reviewed, for those who did not send them in; those returned, for who wrote them."""
    waiting = Q(pk__in=[])
    if user.has_role(*REVIEWERS):
        waiting |= Q(state=NewsState.REVIEW) & ~Q(submitted_by=user)
    if user.has_role(*WRITERS):
        waiting |= Q(state=NewsState.DRAFT, written_by=user) & ~Q(reason="")
    rows = NewsArticle.objects.filter(waiting).select_related("column", "submitted_by")
    for row in rows.defer("text", "search_text")[:10]:
        if row.state == NewsState.REVIEW:
            context = f"{row.column}　{row.submitted_by or '系统'}送审"
            yield _todo(row, f"审核网站文章：{row}", context, "去审核")
        else:
            yield _todo(row, f"修改网站文章：{row}", f"退回原因：{row.reason}", "去修改")


def _todo(row: NewsArticle, title: str, context: str, action: str) -> Todo:
    return Todo(title, context, reverse("news:article", args=[row.pk]), action, menu=INDEX)


def find(user: User, text: str, limit: int) -> Iterable[SearchHit]:
    """Articles with every word."""
    rows = NewsArticle.objects.visible_to(user).filter(search_q(text)).select_related("column")
    for row in rows.only("title", "state", "column__name")[:limit]:
        context = f"{row.column}　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("news:article", args=[row.pk]))


def uses(activity: Activity, user: User) -> Iterable[Use]:
    """The articles made of an activity (1 query)."""
    if not user.has_role(*KEEPERS):
        return
    for row in NewsArticle.objects.filter(activity=activity).defer("text", "search_text"):
        yield Use(f"网站文章：{row}", reverse("news:article", args=[row.pk]), str(row.get_state_display()))


def offers(activity: Activity, user: User) -> Iterable[Use]:
    """An article can be made of an activity."""
    if user.has_role(*WRITERS):
        yield Use("写成网站文章", f"{reverse('news:write_article')}?activity={activity.pk}")


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_public(
        PublicColumn("新闻", "news:public", 10, news_blocks),
        PublicColumn(NAME, "news:public_stories", 20, story_blocks),
        PublicColumn("人大信息", "news:public_issues", 30, issue_blocks),
    )
    register_deputy_block(told_of)
    register_uses(uses)
    register_offers(offers)
    register_menu(MenuItem(MenuGroup.PUBLISH, "网站", INDEX, "world", KEEPERS, order=40))
    register_todos(todos)
    register_search(SearchProvider("网站文章", 45, find, KEEPERS, INDEX, tables=(Searched(NewsArticle),)))
    register_verbs(news.VERBS | issues.VERBS)
    register_verbs(
        {"news:add_line": "增加网站栏目", "news:change_line": "修改网站栏目", "news:load": "载入示例文章"}
    )
    register_facts("news", {"photos": "照片", "note": "说明", "column_id": "栏目"})
    register_demo(93, "网站", demo.load)
