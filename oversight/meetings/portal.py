"""What meetings plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count as Counted
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.dashboard.panels import Planned, register_planned
from congress.figures.chapters import Chapter, in_list
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.together import Together
from congress.search.index import Searched, search_q
from congress.web import dates
from congress.web.registry import (
    Coming,
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    SettingsGroup,
    SettingsPage,
    Todo,
    register_coming,
    register_demo,
    register_menu,
    register_search,
    register_settings,
    register_todos,
)
from oversight.meetings import audiences, demo, rules
from oversight.meetings.enums import AHEAD, MeetingState, Presence
from oversight.meetings.queries import own_seats
from oversight.meetings.workflow import MEETING_WORKFLOW
from oversight.models import Meeting

INDEX, MINE = "meetings:index", "meetings:mine"
#: Who looks at meetings on a phone alone, without the desk's list.
_ON_PHONES = rules.INVITABLE - rules.READERS
#: To-dos named one by one.
_NAMED = 3


def todos(user: User) -> Iterator[Todo]:
    """Meetings to reply to, and for the office those whose day has passed (2 queries)."""
    today = timezone.localdate()
    ahead = own_seats(user).filter(
        presence=Presence.INVITED, meeting__state=MeetingState.CALLED, meeting__ends_on__gte=today
    )
    for seat in ahead.order_by("meeting__on", "pk")[:_NAMED]:
        row = seat.meeting
        url = reverse("meetings:invitation", args=[row.pk])
        yield Todo(
            f"参加{row.title}", f"{seat.get_manner_display()}，{row.place}", url, "看材料", row.on, MINE
        )
    if user.has_role(*rules.WRITERS):
        passed = Meeting.objects.filter(state__in=AHEAD, ends_on__lt=today).order_by("on", "pk")
        for row in passed[:_NAMED]:
            url = reverse("meetings:detail", args=[row.pk])
            yield Todo(f"登记{row.title}已召开", "日期已过，还没有登记到会人员", url, "去登记", row.on, INDEX)


def coming(user: User) -> Iterator[Coming]:
    """The next meeting the user was asked to and does not miss (1 query)."""
    now = timezone.localtime()
    seats = own_seats(user).filter(meeting__state=MeetingState.CALLED, meeting__ends_on__gte=now.date())
    for seat in seats.exclude(presence=Presence.LEAVE).order_by("meeting__on", "meeting__begins_at")[:1]:
        row = seat.meeting
        url = reverse("meetings:invitation", args=[row.pk])
        yield Coming(row.title, row.on, row.begins_at, row.place, url, str(seat.get_manner_display()))


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Meetings of the coming days (1 query)."""
    rows = Meeting.objects.visible_to(user).filter(state__in=AHEAD, on__range=(first, last))
    for row in rows.order_by("on", "begins_at").only("on", "title", "begins_at"):
        hour = f"{row.begins_at.hour}:{row.begins_at.minute:02}"
        yield Planned(row.on, row.title, reverse("meetings:detail", args=[row.pk]), hour)


def find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Meetings by name, place, the law studied and what the minutes say."""
    rows = Meeting.objects.visible_to(user).filter(search_q(text)).select_related("kind")
    for row in rows[:limit]:
        context = f"{dates.day(row.on)}　{row.place}　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("meetings:detail", args=[row.pk]))


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The meeting an entry of the log came from."""
    if not activity.meeting_body or not user.has_role(*rules.READERS):
        return
    for row in Meeting.objects.visible_to(user).filter(activity=activity):
        yield Use(f"会议：{row}", reverse("meetings:detail", args=[row.pk]))


def count(user: User, period: Period) -> dict[str, Count]:
    """Meetings held, by who attends, and those before which a law was studied (1 query)."""
    rows = Meeting.objects.visible_to(user).held().filter(period.as_q("on"))
    found = rows.aggregate(
        held=Counted("pk"),
        unstudied=Counted("pk", filter=Q(kind__law_before=True, law_studied="")),
    )
    return {key: Count(value, "次") for key, value in found.items()}


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_settings(
        SettingsPage(
            SettingsGroup.ACTIVITIES,
            "会议种类",
            "每种会议怎样编次数、谁出席、记入哪一类活动。",
            "meetings:settings",
            rules.WRITERS,
            order=30,
        )
    )
    register_menu(
        MenuItem(MenuGroup.HANDLE, "会议", INDEX, "gavel", rules.READERS, order=40),
        MenuItem(MenuGroup.HANDLE, "我的会议", MINE, "calendar-event", _ON_PHONES, order=41),
    )
    audiences.plug_in()
    register_todos(todos)
    register_coming(coming)
    register_planned(planned)
    register_uses(uses)
    register_search(SearchProvider("会议", 19, find, rules.READERS, INDEX, tables=(Searched(Meeting),)))
    chapter = Chapter("会议", "meetings", Together(count), rules.READERS, 85)
    held = {"state": MeetingState.HELD.value}
    chapter.number("held", "会议", "次", "期间内召开的会议，本人看得到的各种会议", in_list(INDEX, **held))
    chapter.number(
        "unstudied", "没有会前学法的会议", "次", "应当会前学法而没有学的", in_list(INDEX, state="no_law")
    )
    register_demo(99, "会议", demo.load)
    labels = {step.step: step.label for step in MEETING_WORKFLOW}
    labels |= {
        "plan_meeting": "安排会议",
        "change_meeting": "改时间、地点",
        "set_attendees": "选参会人员",
        "add_item": "增加议题",
        "change_item": "修改议题",
        "drop_item": "删去议题",
        "add_materials": "加会议材料",
        "drop_material": "移除会议材料",
        "write_minutes": "写纪要",
        "sign_in": "报到",
        "ask_leave": "请假",
        "add_line": "增加会议种类",
        "change_line": "修改会议种类",
        "load": "载入示例会议",
    }
    register_verbs({f"meetings:{verb}": label for verb, label in labels.items()})
    register_facts("meetings", {"note": "说明"})
