"""The lists: who took part, which deputies, hearings, meetings with officials, consultations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from activities.models import Consultation, Hearing, OfficialMeeting, PromisedAction
from activities.taking_part import rules
from activities.taking_part.enums import ConsultationState, OfficialState
from activities.taking_part.filters import (
    ConsultationFilter,
    DeputiesFilter,
    HearingFilter,
    OfficialFilter,
    PeopleFilter,
)
from activities.taking_part.members import present_term, serving
from activities.taking_part.queries import joined_in, sat_in_since, took_part
from activities.taking_part.showing import consultation_state, hearing_state, official_state
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.clock import clock
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.models import Deputyship, GroupMembership


# --- who took part ----------------------------------------------------------------------------------------
def _person(row: Any) -> SafeString:
    return title(
        record_url("deputies:detail", row.deputyship.person_id),
        row.deputyship.person,
        below=row.deputyship.person.organisation,
    )


def _activity(row: Any) -> SafeString:
    return title(record_url("activities:detail", row.activity_id), row.activity.headline)


PEOPLE = ListPage(
    key="taking_part_people",
    title="代表参加活动",
    unit="人次",
    rows=lambda user: took_part(user).select_related("deputyship__person", "activity__kind"),
    filterset=PeopleFilter,
    columns=(
        Column(
            "on",
            "日期",
            order="activity__start_on",
            export="activity.start_on",
            cell=lambda row: dates.day(row.activity.start_on),
            css="rd-num is-inline",
        ),
        Column("deputy", "代表", fixed=True, css="", export="deputyship.person.name", cell=_person),
        Column("activity", "活动", css="", export="activity.headline", cell=_activity),
        Column("part", "参与方式", export="activity.kind.get_part_display"),
        Column("organiser", "组织单位", export="activity.organiser", shown=False),
    ),
    order="-activity__start_on",
    empty=Empty("没有代表参加的活动", "登记活动时选参加的代表，并在活动类别里写明代表参与方式，就算到这里。"),
)


# --- which deputies ---------------------------------------------------------------------------------------
def _load_sat(rows: Sequence[Any]) -> None:
    """How often each sat in this term (1 query)."""
    today = timezone.localdate()
    term = present_term(today)
    people = [row.person_id for row in rows]
    found = sat_in_since(term.starts_on if term else today).filter(deputyship__person__in=people)
    times = Counter(one for one, _ in found.values_list("deputyship__person", "activity").distinct())
    for row in rows:
        row.n_sat = times[row.person_id]


def _load_joined(rows: Sequence[Any]) -> None:
    """How many activities of the committee each took part in this year (1 query and those of the sides)."""
    people = [row.person_id for row in rows]
    found = joined_in(timezone.localdate().year).filter(deputyship__person__in=people)
    times = Counter(one for one, _ in found.values_list("deputyship__person", "activity").distinct())
    for row in rows:
        row.n_joined = times[row.person_id]


def _load_group(rows: Sequence[Any]) -> None:
    """The territorial group of each today (1 query)."""
    seats = GroupMembership.objects.in_force(timezone.localdate()).filter(
        deputyship__in=[row.pk for row in rows], is_main=True
    )
    labels = dict(seats.values_list("deputyship", "group__label"))
    for row in rows:
        row.main_group = labels.get(row.pk, "")


def _deputies(_user: User) -> QuerySet[Deputyship]:
    return serving(timezone.localdate()).select_related("person")


def _deputy(row: Any) -> SafeString:
    return title(record_url("deputies:detail", row.person_id), row.person, below=row.person.organisation)


DEPUTIES = ListPage(
    key="taking_part_deputies",
    title="代表参与情况",
    unit="人",
    rows=_deputies,
    filterset=DeputiesFilter,
    columns=(
        Column(
            "name", "代表", order="person__pinyin", fixed=True, css="", export="person.name", cell=_deputy
        ),
        Column("group", "代表小组", export=lambda row: row.main_group, load=_load_group),
        Column("identity", "身份", export="person.get_identity_display"),
        Column("sat", "本届列席", export=lambda row: row.n_sat, load=_load_sat, right=True, labelled=True),
        Column(
            "joined",
            "今年常委会活动",
            export=lambda row: row.n_joined,
            load=_load_joined,
            right=True,
            labelled=True,
        ),
    ),
    order="person__pinyin",
    presets=(
        Preset("本届没有列席过", "sat=no"),
        Preset("没有列席过的基层代表", "sat=no&grassroots=yes"),
        Preset("今年没有参加过常委会活动", "joined=no"),
    ),
    empty=Empty("名册里没有本区代表", "登记代表以后，在这里看谁列席过、谁还没有。"),
    subtitle="不含常委会组成人员",
)


# --- hearings ---------------------------------------------------------------------------------------------
def _hearings(user: User) -> QuerySet[Any]:
    return Hearing.objects.visible_to(user).with_seats().select_related("organ")


def _hearing(row: Hearing) -> SafeString:
    below = f"{row.organ}　{row.place}"
    return title(record_url("taking_part:hearing", row.pk), row.title, below=below)


def _seats(row: Any) -> str:
    waiting = f"，候补 {row.waiting}" if row.waiting else ""
    return f"{row.seated}／{row.seats}{waiting}"


HEARINGS = ListPage(
    key="taking_part_hearings",
    title="旁听、听证",
    unit="次",
    rows=_hearings,
    filterset=HearingFilter,
    columns=(
        Column("on", "日期", order="on", cell=lambda row: dates.day(row.on), css="rd-num is-inline"),
        Column("title", "标题", fixed=True, css="", cell=_hearing),
        Column("kind", "类别", export="get_kind_display"),
        Column("seats", "席位", export=_seats, cell=_seats, labelled=True),
        Column(
            "state",
            "状态",
            export=lambda row: hearing_state(row)[1],
            cell=lambda row: marks.state(*hearing_state(row)),
        ),
    ),
    order="-on",
    presets=(Preset("还没有到日期", "when=ahead"), Preset("过了没有登记到场", "when=over")),
    empty=Empty("还没有发布旁听、听证", "发布以后，代表在手机上报名，报满了排候补。"),
    actions=(Action("发布旁听", "taking_part:publish_hearing", "plus", rules.WRITERS),),
)


# --- officials --------------------------------------------------------------------------------------------
def _officials(user: User) -> QuerySet[Any]:
    return OfficialMeeting.objects.visible_to(user).select_related("organ", "asked_by__person")


def _official(row: Any) -> SafeString:
    below = f"{row.organ}{row.official}"
    return title(record_url("taking_part:official", row.pk), row.subject, below=below)


def _load_promises(rows: Sequence[Any]) -> None:
    """How many promises stand open, and how many of them are late (1 query)."""
    today = timezone.localdate()
    keys = [row.pk for row in rows]
    standing = PromisedAction.objects.filter(meeting__in=keys, done_on__isnull=True)
    found = list(standing.values_list("meeting", "due_on"))
    open_, late = Counter(key for key, _ in found), Counter(key for key, due in found if due < today)
    for row in rows:
        row.n_promised, row.n_late = open_[row.pk], late[row.pk]


def _promises(row: Any) -> str | SafeString:
    if row.n_late:
        return marks.state("late", f"{row.n_late} 件逾期")
    return f"{row.n_promised} 件在办" if row.n_promised else ""


def _day(row: Any) -> str:
    return dates.day(row.on) if row.on and row.state != OfficialState.DECLINED else ""


OFFICIALS = ListPage(
    key="taking_part_officials",
    title="约见国家机关负责人",
    unit="件",
    rows=_officials,
    filterset=OfficialFilter,
    columns=(
        Column("subject", "约见事由", fixed=True, css="", cell=_official),
        Column("asked_by", "代表", export="asked_by.person.name"),
        Column("on", "约见日期", order="on", cell=_day, css="rd-num is-inline"),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*official_state(row)),
        ),
        Column(
            "promises",
            "承诺事项",
            export=lambda row: row.n_promised,
            cell=_promises,
            load=_load_promises,
            labelled=True,
        ),
        Column("rating", "评价", export="get_rating_display", labelled=True),
        Column("asked_at", "提出时间", order="asked_at", shown=False),
    ),
    order="-asked_at",
    presets=(
        Preset("待安排", "state=asked"),
        Preset("待答复", "state=met"),
        Preset("承诺逾期", "promises=late"),
    ),
    empty=Empty("还没有约见", "代表在手机上提出以后，由办公室安排。"),
    actions=(Action("登记约见申请", "taking_part:ask_for", "plus", rules.WRITERS),),
)


# --- consultations ----------------------------------------------------------------------------------------
def _consultations(user: User) -> QuerySet[Any]:
    return Consultation.objects.visible_to(user).with_numbers().select_related("organ")


def _consultation(row: Any) -> SafeString:
    return title(record_url("taking_part:consultation", row.pk), row.title, below=str(row.organ))


def _due(row: Any) -> str | SafeString:
    if row.state == ConsultationState.OPEN and row.takes_opinions(timezone.localdate()):
        return marks.deadline(clock(row.due_on))
    return dates.day(row.due_on)


CONSULTATIONS = ListPage(
    key="taking_part_consultations",
    title="征求意见",
    unit="次",
    rows=_consultations,
    filterset=ConsultationFilter,
    columns=(
        Column(
            "opened_on",
            "发出",
            order="opened_on",
            cell=lambda row: dates.day(row.opened_on),
            css="rd-num is-inline",
        ),
        Column("title", "文稿", fixed=True, css="", cell=_consultation),
        Column("due_on", "截止", cell=_due),
        Column("n_asked", "征求代表", right=True, labelled=True),
        Column("n_opinions", "意见", right=True, labelled=True),
        Column("n_open", "没有写采纳情况", right=True, labelled=True),
        Column(
            "state",
            "状态",
            order="state",
            export=lambda row: consultation_state(row)[1],
            cell=lambda row: marks.state(*consultation_state(row)),
        ),
    ),
    order="-opened_on",
    presets=(Preset("征求中", "when=open"), Preset("截止了没有反馈", "when=over")),
    empty=Empty("还没有征求意见", "把文稿发给代表，代表在手机上提，过了截止日期写采纳情况。"),
    actions=(Action("征求意见", "taking_part:open_consultation", "plus", rules.WRITERS),),
)
