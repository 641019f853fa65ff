"""Articles of the public site as a list, and the issues that may be put on it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from bulletins.models import Issue, NewsArticle
from bulletins.news.filters import NewsFilter, PublicIssueFilter
from bulletins.news.queries import issue_standing
from bulletins.news.rules import KEEPERS
from bulletins.news.workflow import WRITERS
from bulletins.workflow import EDITORS
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


def _articles(user: User) -> QuerySet[Any]:
    rows = NewsArticle.objects.visible_to(user).select_related("column", "written_by")
    return rows.defer("text", "search_text")


def _article(row: NewsArticle) -> SafeString:
    below = f"退回、撤下的原因：{row.reason}" if row.reason else f"{row.author}　{row.written_by or '系统'}写"
    return title(record_url("news:article", row.pk), row.title, below=below)


def _published(row: NewsArticle) -> str:
    return dates.full_day(row.published_on) if row.published_on else ""


ARTICLES = ListPage(
    key="news",
    title="网站",
    unit="篇",
    subtitle="写好送审，另一位同志审核发布，大家才看得到",
    rows=_articles,
    filterset=NewsFilter,
    columns=(
        Column("id", "写的先后", order="id", shown=False),
        Column("title", "标题", order="title", fixed=True, css="", cell=_article),
        Column("column", "栏目", order="column__order", export="column.name"),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(row.look, row.get_state_display()),
        ),
        Column("published_on", "发布日期", order="published_on", css="rd-num is-inline", cell=_published),
        Column("views", "浏览", order="views", right=True, cell=lambda row: f"{row.views:,} 次"),
        Column("author", "作者", only_export=True),
    ),
    order="-id",
    presets=(
        Preset("待审核", "state=review"),
        Preset("草稿", "state=draft"),
        Preset("已发布", "state=released"),
    ),
    empty=Empty("网站上还没有文章", "写一篇，或者从活动登记里把一次活动写成文章。"),
    actions=(
        Action("看网站", "public:home", "world", KEEPERS, primary=False),
        Action("公开人大信息", "news:issues", "news", EDITORS, primary=False),
        Action("网站栏目", "news:settings", "settings", EDITORS, primary=False),
        Action("写文章", "news:write_article", "plus", WRITERS),
    ),
)


def _issues(_user: User) -> QuerySet[Any]:
    return Issue.objects.issued().select_related("series", "public").defer("search_text")


def _issue(row: Issue) -> SafeString:
    return title(record_url("news:issue", row.pk), row)


ISSUES = ListPage(
    key="public_issues",
    title="公开人大信息",
    unit="期",
    subtitle="已经印发的各期；公开以后不登录也能读",
    rows=_issues,
    filterset=PublicIssueFilter,
    columns=(
        Column("title", "期", order="period_start", fixed=True, css="", export=str, cell=_issue),
        Column(
            "issued_on",
            "印发",
            order="issued_on",
            css="rd-num is-inline",
            cell=lambda row: dates.full_day(row.issued_on),
        ),
        Column(
            "public",
            "公开",
            export=lambda row: issue_standing(row)[1],
            cell=lambda row: marks.state(*issue_standing(row)),
        ),
    ),
    order="-issued_on",
    presets=(Preset("没有公开", "public=no"),),
    empty=Empty("还没有印发的人大信息", "印发以后，在这里选哪几期向社会公开。"),
    actions=(Action("网站", "news:index", "arrow-left", EDITORS, primary=False),),
)
