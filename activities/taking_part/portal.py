"""What this package plugs into the portal; ``activities/portal.py`` calls it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from activities.enums import DutyPart
from activities.models import Activity, Consultation, Hearing, HearingPlace, OfficialMeeting
from activities.taking_part import demo, rules
from activities.taking_part.enums import HearingState, SeatState
from activities.taking_part.operations.consultations import SOURCE
from activities.taking_part.todos import CONSULTATIONS, HEARINGS, MINE, OFFICIALS, todos
from activities.taking_part.workflow import CONSULTATIONS as CONSULTATION_STEPS
from activities.taking_part.workflow import HEARINGS as HEARING_STEPS
from activities.taking_part.workflow import OFFICIALS as OFFICIAL_STEPS
from activities.uses import Use, register_uses
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.search.index import Searched, search_q
from congress.web import dates
from congress.web.registry import (
    Coming,
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_coming,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)
from deputies.duty.sources import Source, register_source

INDEX = "taking_part:index"


def find_hearings(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Hearings by title, place and unit."""
    for row in Hearing.objects.visible_to(user).filter(search_q(text)).defer("search_text")[:limit]:
        context = f"{dates.day(row.on)}　{row.place}　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("taking_part:hearing", args=[row.pk]))


def find_officials(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Meetings with officials by subject and unit."""
    rows = OfficialMeeting.objects.visible_to(user).filter(search_q(text)).select_related("organ")
    for row in rows[:limit]:
        context = f"{row.organ}{row.official}　{row.get_state_display()}"
        yield SearchHit(row.subject, context, reverse("taking_part:official", args=[row.pk]))


def find_consultations(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Consultations by draft and unit."""
    rows = Consultation.objects.visible_to(user).filter(search_q(text)).select_related("organ")
    for row in rows[:limit]:
        context = f"{row.organ}　{dates.day(row.due_on)}截止　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("taking_part:consultation", args=[row.pk]))


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The hearing or the meeting an activity came from, and the talk at one deputies sat in at."""
    if not user.has_role(*rules.READERS):
        return
    if activity.kind.part == DutyPart.SITTING_IN:
        yield Use("列席代表座谈", reverse("taking_part:talk", args=[activity.pk]))
    if activity.kind.part == DutyPart.HEARING:
        for hearing in Hearing.objects.filter(activity=activity):
            yield Use(f"旁听：{hearing}", reverse("taking_part:hearing", args=[hearing.pk]))
    if activity.kind.part == DutyPart.OFFICIALS:
        for meeting in OfficialMeeting.objects.filter(activity=activity):
            yield Use(f"约见：{meeting}", reverse("taking_part:official", args=[meeting.pk]))


def coming(user: User) -> Iterator[Coming]:
    """The next hearing at which this deputy has a place (1 query)."""
    now = timezone.localtime()
    rows = HearingPlace.objects.live().filter(
        deputyship__person__user=user, hearing__state=HearingState.OPEN, hearing__on__gte=now.date()
    )
    for place in rows.select_related("hearing").order_by("hearing__on", "hearing__begins_at", "pk"):
        row = place.hearing
        if row.starts > now:
            told = "候补" if place.state == SeatState.WAITING else "有席位"
            url = reverse("taking_part:my_hearing", args=[row.pk])
            yield Coming(row.title, row.on, row.begins_at, row.place, url, told)
            return


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    duty, readers, both = MenuGroup.DUTY, rules.READERS, rules.READERS | rules.UNITS
    register_menu(
        MenuItem(duty, "参与工作", INDEX, "users-group", readers, order=40),
        MenuItem(duty, "列席计划", "taking_part:sittings", "armchair", readers, order=41, under=INDEX),
        MenuItem(duty, "旁听、听证", HEARINGS, "gavel", readers, order=42, under=INDEX),
        MenuItem(duty, "约见", OFFICIALS, "messages", both, order=43, under=INDEX),
        MenuItem(duty, "征求意见", CONSULTATIONS, "message-2-question", both, order=44, under=INDEX),
        MenuItem(duty, "我的参与工作", MINE, "users-group", rules.DEPUTIES, order=40),
    )
    register_todos(todos)
    register_coming(coming)
    register_uses(uses)
    register_search(
        SearchProvider("旁听、听证", 16, find_hearings, readers, HEARINGS, tables=(Searched(Hearing),))
    )
    register_search(
        SearchProvider("约见", 17, find_officials, both, OFFICIALS, tables=(Searched(OfficialMeeting),))
    )
    register_search(
        SearchProvider(
            "征求意见", 18, find_consultations, both, CONSULTATIONS, tables=(Searched(Consultation),)
        )
    )
    register_source(Source(SOURCE, "征求意见", url=lambda pk: reverse("taking_part:consultation", args=[pk])))
    register_demo(47, "参与工作", demo.load)
    steps = (*HEARING_STEPS, *OFFICIAL_STEPS, *CONSULTATION_STEPS)
    labels = {step.step: step.label for step in steps}
    labels |= {
        "plan_sitting": "安排列席",
        "change_sitting": "修改列席安排",
        "propose": "按计划提出代表",
        "invite": "选列席代表",
        "call_sitting": "写召集通知",
        "drop_sitting": "不再安排",
        "set_grassroots": "改基层代表的身份",
        "record_talk": "登记座谈",
        "add_point": "登记意见",
        "suggest_points": "转为建议草稿",
        "publish_hearing": "发布旁听",
        "change_hearing": "修改旁听",
        "sign_up": "报名",
        "leave": "退出",
        "remark": "写旁听意见",
        "ask_official": "申请约见",
        "promise": "登记承诺事项",
        "finish_promise": "登记办成",
        "open_consultation": "征求意见",
        "change_consultation": "修改征求意见",
        "opine": "提意见",
        "take_up": "写采纳情况",
    }
    register_verbs({f"taking_part:{verb}": label for verb, label in labels.items()})
    register_facts(
        "taking_part",
        {
            "deputies": "代表",
            "deputy": "代表",
            "callees": "召集的代表",
            "identities": "身份",
            "points": "意见",
            "place": "席位",
            "came": "到场",
            "files": "文稿",
            "note": "说明",
            "words": "评价意见",
            "text": "内容",
            "reason": "原因",
        },
    )
