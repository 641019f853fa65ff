"""The lists of issues and of contributions."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.safestring import SafeString

from bulletins.enums import ContributionState, IssueState
from bulletins.filters import ContributionFilter, IssueFilter
from bulletins.models import Article, Contribution, Issue
from bulletins.queries import printed_in
from bulletins.workflow import CONTRIBUTORS, EDITORS, SIGNERS
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset, Total


def _issues(user: User) -> QuerySet[Issue]:
    titles = Count("headings", filter=Q(headings__entries__included=True), distinct=True)
    articles = Article.objects.only("issue", "title", "order")
    return (
        Issue.objects.visible_to(user)
        .select_related("series", "editor")
        .defer("search_text")
        .annotate(titles=titles)
        .prefetch_related(Prefetch("articles", queryset=articles))
    )


def _issue(issue: Issue) -> SafeString:
    page = "bulletins:read" if issue.state == IssueState.ISSUED else "bulletins:arrange"
    articles = "".join(f"　{article.title}" for article in issue.articles.all())
    below = f"{dates.period(issue.period_start, issue.period_end)}{articles}"
    return title(record_url(page, issue.pk), issue, below=below)


def _total(issue: Issue) -> str:
    return f"总第 {issue.total_number} 期"


def _issued_on(issue: Issue) -> str:
    return dates.day(issue.issued_on)


def _titles(issue: Any) -> str:
    return f"{issue.titles} 个标题" if issue.titles else f"{len(issue.articles.all())} 篇文章"


def _state(row: Issue | Contribution) -> SafeString:
    return marks.state(row.look, row.get_state_display())


def _printed(rows: QuerySet[Any]) -> list[Total]:
    """What is printed in these issues (2 queries)."""
    found = printed_in(Issue.objects.filter(pk__in=rows.values("pk")))
    return [Total("刊登动态", found.entries, "条"), Total("文章", found.articles, "篇")]


ISSUES = ListPage(
    key="bulletins",
    title="人大信息",
    unit="期",
    rows=_issues,
    filterset=IssueFilter,
    columns=(
        Column("title", "期", order="period_start", fixed=True, export=str, css="", cell=_issue),
        Column("total_number", "总期号", order="total_number", right=True, cell=_total),
        Column("issued_on", "印发日期", order="issued_on", css="rd-num is-inline", cell=_issued_on),
        Column("titles", "篇目", right=True, cell=_titles),
        Column("state", "状态", order="state", export="get_state_display", cell=_state),
    ),
    totals=_printed,
    order="-period_start",
    empty=Empty("还没有可以看的刊物", "常委会办公室印发以后，各期会列在这里。"),
    presets=(
        Preset("已印发", "state=issued"),
        Preset("编印中", "state=draft"),
        Preset("待审核", "state=review"),
    ),
    actions=(
        Action("刊物设置", "bulletins:series_list", "settings", EDITORS, primary=False),
        Action("来稿", "bulletins:contributions", "inbox", EDITORS | SIGNERS, primary=False),
        Action("编新一期", "bulletins:open_issue", "plus", EDITORS),
    ),
)


def _contributions(user: User) -> QuerySet[Contribution]:
    return Contribution.objects.visible_to(user).select_related("area", "submitted_by").defer("text")


def _contribution(piece: Contribution) -> SafeString:
    returned = piece.state == ContributionState.RETURNED
    below = f"退回原因：{piece.reason}" if returned else f"{piece.submitted_by} 报送"
    return title(record_url("bulletins:contribution", piece.pk), piece.title, below=below)


def _happened_on(piece: Contribution) -> str:
    return dates.day(piece.happened_on)


def _submitted_at(piece: Contribution) -> str:
    return dates.moment(piece.submitted_at)


CONTRIBUTIONS = ListPage(
    key="contributions",
    title="来稿",
    unit="篇",
    rows=_contributions,
    filterset=ContributionFilter,
    columns=(
        Column("title", "标题", order="title", fixed=True, css="", cell=_contribution),
        Column("area", "报送区域", order="area__order", export=lambda piece: piece.area.name),
        Column("happened_on", "发生日期", order="happened_on", css="rd-num is-inline", cell=_happened_on),
        Column("submitted_at", "报送时间", order="submitted_at", css="rd-num is-inline", cell=_submitted_at),
        Column("state", "状态", order="state", export="get_state_display", cell=_state),
        Column("reason", "退回原因", only_export=True),
    ),
    order="-submitted_at",
    empty=Empty("还没有来稿", "乡镇、街道报送的稿件会列在这里，采用或退回后，报送的人会收到通知。"),
    presets=(
        Preset("待处理", "state=submitted"),
        Preset("已采用", "state=adopted"),
        Preset("已退回", "state=returned"),
    ),
    actions=(
        Action("采用统计", "bulletins:adoptions", "chart-bar", EDITORS | SIGNERS, primary=False),
        Action("报送稿件", "bulletins:submit_contribution", "plus", CONTRIBUTORS),
    ),
)
