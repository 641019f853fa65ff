"""What the bulletins plug into the portal: menu, to-dos, search."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.pasting.steps import register_step
from activities.uses import Use, register_uses
from bulletins import demo, figure_list, overview, queries, settings_pages
from bulletins.enums import ContributionState, IssueState
from bulletins.models import Contribution, Entry, Issue, Series
from bulletins.news import portal as news
from bulletins.operations.opening import month_period
from bulletins.party import portal as party
from bulletins.publicity import portal as publicity
from bulletins.reports import portal as reports
from bulletins.verbs import VERBS
from bulletins.workflow import CONTRIBUTORS, EDITORS, SIGNERS
from congress.accounts.enums import EVERY_ROLE
from congress.accounts.models import User
from congress.audit.verbs import register_verbs
from congress.jobs.kinds import register_kinds
from congress.search.index import Searched, search_q
from congress.search.numbers import numbered, together
from congress.search.text import excerpt, normalise
from congress.web.dates import full_day
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
from congress.workdays.calendar import add_working_days

INDEX = "bulletins:index"
PIECES = "bulletins:contributions"


def todos(user: User) -> Iterable[Todo]:
    """What waits for the office, the signing leader, or a town that got a piece back."""
    if user.has_role(*SIGNERS):
        yield from _to_sign()
    if user.has_role(*EDITORS):
        yield from _to_edit()
        yield from _to_assemble()
        waiting = queries.waiting_contributions()
        if waiting:
            yield Todo(
                title=f"处理来稿 {waiting} 篇",
                context="乡镇、街道报送，等您采用或退回",
                url=f"{reverse(PIECES)}?state={ContributionState.SUBMITTED}",
                action="去处理",
                menu=PIECES,
            )
    if user.has_role(*CONTRIBUTORS):
        returned = Contribution.objects.visible_to(user).filter(state=ContributionState.RETURNED)
        for piece in returned[:5]:
            yield Todo(
                title=f"修改来稿：{piece.title}",
                context=f"退回原因：{piece.reason}",
                url=reverse("bulletins:contribution", args=[piece.pk]),
                action="去修改",
                menu=PIECES,
            )


def _to_sign() -> Iterable[Todo]:
    for issue in Issue.objects.filter(state=IssueState.REVIEW).select_related("series", "editor"):
        yield Todo(
            title=f"审核：{issue}送审稿",
            context=f"编辑 {issue.editor or '未登记'}　印发日期 {issue.issued_on:%-m月%-d日}",
            url=reverse("bulletins:arrange", args=[issue.pk]),
            action="去审核",
            due=issue.issued_on,
            menu=INDEX,
        )


def _to_edit() -> Iterable[Todo]:
    """An issue whose month is over and that is not issued yet."""
    today = timezone.localdate()
    words = {IssueState.DRAFT: ("编完", "去编排"), IssueState.FINAL: ("印发", "去印发")}
    ended = Issue.objects.filter(state__in=list(words), period_end__lt=today).select_related("series")
    for issue in ended:
        verb, action = words[IssueState(issue.state)]
        yield Todo(
            title=f"{verb}：{issue}",
            context=f"收录 {issue.period_start:%-m月%-d日}—{issue.period_end:%-m月%-d日}",
            url=reverse("bulletins:arrange", args=[issue.pk]),
            action=action,
            due=issue.issued_on,
            menu=INDEX,
        )


def _to_assemble() -> Iterable[Todo]:
    """Months that are over and have no issue; due on the first working day of the next (R273).

    Looks back to the first issue of the last twelve months, so that a series taken over from paper asks for nothing.
    """
    today = timezone.localdate()
    for series, year, month in queries.missing_months(today):
        end = month_period(year, month)[1]
        yield Todo(
            title=f"编《{series.name}》{year}年第{month}期",
            context=f"{month}月的活动还没有编成一期",
            url=f"{reverse('bulletins:open_issue')}?series={series.pk}&year={year}&number={month}",
            action="去编",
            due=add_working_days(end, 1),
            menu=INDEX,
        )


def find(user: User, text: str, limit: int) -> Iterable[SearchHit]:
    """Issues that print every word or bear the number (第5期, 总第62期), with the place where a word stands."""
    asked = numbered(together(text))
    wanted = search_q(together(text))
    if asked and asked.running:
        wanted |= Q(total_number=asked.number)
    for issue in Issue.objects.visible_to(user).select_related("series").filter(wanted)[:limit]:
        name = "bulletins:read" if issue.state == IssueState.ISSUED else "bulletins:arrange"
        context = f"总第{issue.total_number}期　{full_day(issue.issued_on)}　{issue.get_state_display()}"
        # What is printed, behind the line that names the issue.
        printed = issue.search_text.partition("》")[2]
        yield SearchHit(str(issue), context, reverse(name, args=[issue.pk]), excerpt(printed, text))


#: Issues whose entries are looked through first.
_NEWEST = 5


def find_entries(user: User, text: str, limit: int) -> Iterable[SearchHit]:
    """Entries of issues by heading and words, the newest first; each opens where it is printed.

    Looked for only in the issues whose text, which has an index, holds every word, the newest of them first
    (at most 3 queries).
    """
    holding = Issue.objects.visible_to(user).filter(search_q(text)).order_by("-issued_on", "-pk")
    issues = list(holding.values_list("pk", flat=True))
    rows = Entry.objects.filter(included=True)
    for word in normalise(text).split():
        rows = rows.filter(Q(text__icontains=word) | Q(heading__text__icontains=word))
    rows = rows.select_related("heading", "issue__series").order_by("-issue__issued_on", "position")
    rows = rows.only(
        "text", "heading__text", "issue__state", "issue__year", "issue__number", "issue__series__name"
    )
    found: list[Entry] = []
    for some in (issues[:_NEWEST], issues[_NEWEST:]):
        if some and len(found) < limit:
            found += rows.filter(issue__in=some)[: limit - len(found)]
    for row in found:
        name = "bulletins:read" if row.issue.state == IssueState.ISSUED else "bulletins:arrange"
        url = f"{reverse(name, args=[row.issue_id])}#e{row.pk}"
        yield SearchHit(row.heading.text, str(row.issue), url, excerpt(row.text, text))


def uses(activity: Activity, user: User) -> Iterable[Use]:
    """The issues and pieces an activity went into, as far as the user may see them."""
    issues = Issue.objects.visible_to(user)
    for entry in activity.entries.filter(issue__in=issues).select_related("issue__series"):
        issue = entry.issue
        name = "bulletins:read" if issue.state == IssueState.ISSUED else "bulletins:arrange"
        note = f"第 {entry.position} 篇，{issue.get_state_display()}" if entry.included else "本期不收"
        yield Use(label=str(issue), url=reverse(name, args=[issue.pk]), note=note)
    if user.has_role(*CONTRIBUTORS) and activity.area.parent_id and not activity.contributions.exists():
        address = f"{reverse('bulletins:submit_contribution')}?activity={activity.pk}"
        yield Use(label="报送给《人大信息》", url=address, note="文字取自这次登记，报送前可以修改")
    pieces = activity.contributions.filter(pk__in=Contribution.objects.visible_to(user).values("pk"))
    for piece in pieces if user.has_role(*EDITORS, *SIGNERS, *CONTRIBUTORS) else []:
        yield Use(
            label=f"来稿：{piece.title}",
            url=reverse("bulletins:contribution", args=[piece.pk]),
            note=piece.get_state_display(),
        )


def next_step(user: User, month: date) -> Iterable[Use]:
    """Where a month that has just been logged is assembled: its issue, or the page that begins it."""
    if not user.has_role(*EDITORS):
        return
    issue = (
        Issue.objects.filter(period_start__lte=month, period_end__gte=month).select_related("series").first()
    )
    series = issue.series if issue else Series.objects.first()
    if issue is not None:
        name = "bulletins:read" if issue.state == IssueState.ISSUED else "bulletins:arrange"
        yield Use(f"去编{issue}", reverse(name, args=[issue.pk]))
    elif series is not None:
        address = (
            f"{reverse('bulletins:open_issue')}?series={series.pk}&year={month.year}&number={month.month}"
        )
        yield Use(f"去编《{series.name}》{month.year}年第{month.month}期", address)


register_uses(uses)
register_step(next_step)
register_menu(
    MenuItem(MenuGroup.PUBLISH, "人大信息", INDEX, "news", EVERY_ROLE, order=10),
    MenuItem(MenuGroup.PUBLISH, "来稿", PIECES, "inbox", EDITORS | SIGNERS | CONTRIBUTORS, order=20),
)
figure_list.register()
register_verbs(VERBS)
register_kinds({"bulletins.render_issue": "排版", "bulletins.print_report": "打印总结报告"})
register_todos(todos)
overview.plug_in()
register_search(
    SearchProvider(
        "人大信息", 40, find, EVERY_ROLE, "bulletins:index", tables=(Searched(Issue),), by_letters=True
    )
)
register_search(
    SearchProvider("信息篇目", 41, find_entries, EVERY_ROLE, shortest=2, tables=(Searched(Issue),))
)
register_demo(70, "人大信息", demo.load)
news.plug_in()
reports.plug_in()
publicity.plug_in()
party.plug_in()
settings_pages.plug_in()
