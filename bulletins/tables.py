"""The lists of issues and of contributions."""

from django.db.models import Count, Prefetch, Q, QuerySet

from bulletins.filters import ContributionFilter, IssueFilter
from bulletins.models import Article, Contribution, Issue
from bulletins.workflow import CONTRIBUTORS, EDITORS, SIGNERS
from congress.accounts.models import User
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


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


ISSUES = ListPage(
    key="bulletins",
    title="人大信息",
    unit="期",
    rows=_issues,
    filterset=IssueFilter,
    columns=(
        Column("title", "期", order="period_start", fixed=True, export=str),
        Column("total_number", "总期号", order="total_number", right=True),
        Column("issued_on", "印发日期", order="issued_on"),
        Column("titles", "篇目", right=True),
        Column("state", "状态", order="state", export="get_state_display"),
    ),
    order="-period_start",
    row="bulletins/_issue_row.html",
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


CONTRIBUTIONS = ListPage(
    key="contributions",
    title="来稿",
    unit="篇",
    rows=_contributions,
    filterset=ContributionFilter,
    columns=(
        Column("title", "标题", order="title", fixed=True),
        Column("area", "报送区域", order="area__order", export=lambda piece: piece.area.name),
        Column("happened_on", "发生日期", order="happened_on"),
        Column("submitted_at", "报送时间", order="submitted_at"),
        Column("state", "状态", order="state", export="get_state_display"),
        Column("reason", "退回原因", only_export=True),
    ),
    order="-submitted_at",
    row="bulletins/_contribution_row.html",
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
