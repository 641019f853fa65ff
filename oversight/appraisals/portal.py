"""What appraisals of departments plug into the portal."""

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
from congress.ballots.models import Poll
from congress.ballots.procedures import Procedure, register_procedure
from congress.dashboard.panels import Planned, register_planned
from congress.figures.chapters import Chapter, in_list
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.together import Together
from congress.search.index import Searched
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
from congress.web.sections import Line, Plugged, Section
from oversight.appraisals import demo, rules
from oversight.appraisals.enums import AppraisalState
from oversight.appraisals.showing import appraisal_state
from oversight.appraisals.workflow import APPRAISAL_WORKFLOW
from oversight.meetings.sections import register_section
from oversight.meetings.subjects import Subject, register_subject
from oversight.models import AppraisedBody, Meeting, SpecialAppraisal
from oversight.operations import appraisal_results as results
from oversight.operations.appraisal_results import body_page
from oversight.operations.special_appraisals import KIND

INDEX, BODIES = "special_appraisals:index", "special_appraisals:bodies"
_NAMED = 3
#: Appraisals offered as the subject of an item.
_OFFERED = 30


def _url(row: SpecialAppraisal) -> str:
    return reverse("special_appraisals:detail", args=[row.pk])


def todos(user: User) -> Iterator[Todo]:
    """Opinions a deputy is asked for, rectification a department owes, steps that wait at the desk (3 queries)."""
    today = timezone.localdate()
    if user.has_role(*rules.DEPUTIES):
        for row in SpecialAppraisal.objects.waiting_for(user, today).order_by("opinions_until", "pk")[
            :_NAMED
        ]:
            url = reverse("special_appraisals:opine", args=[row.pk])
            yield Todo(f"提意见：{row.title}", "专项评议", url, "去提意见", row.opinions_until, INDEX)
    if not user.has_role(*rules.WRITERS, *rules.UNITS):
        return
    mending = AppraisedBody.objects.unmended().filter(rules.answer_body.as_q(user))
    for body in mending.select_related("appraisal").order_by("mend_by", "pk")[:_NAMED]:
        at_desk = user.has_role(*rules.WRITERS)
        title = f"{body.name}整改情况" if at_desk else "报告整改情况"
        word = "去看看" if at_desk else "去报告"
        yield Todo(f"{title}：{body.appraisal.title}", "专项评议", body_page(body), word, body.mend_by, INDEX)
    over = Q(state=AppraisalState.ASKING, opinions_until__lt=today)
    rated = Q(state=AppraisalState.VOTING, rated_on__isnull=False)
    waiting = SpecialAppraisal.objects.filter(over | rated).filter(rules.keep_appraisal.as_q(user))
    for row in waiting.order_by("opinions_until", "pk")[:_NAMED]:
        if row.state == AppraisalState.ASKING:
            yield Todo(
                f"截止征求意见：{row.title}", "专项评议，截止日期已过", _url(row), "去截止", menu=INDEX
            )
        else:
            yield Todo(f"公示测评结果：{row.title}", "专项评议", _url(row), "去公示", menu=INDEX)


def planned(user: User, first: date, last: date) -> Iterator[Planned]:
    """Days by which deputies say what they think, and by which departments mend (2 queries)."""
    if not user.has_role(*rules.READERS):
        return
    rows = SpecialAppraisal.objects.visible_to(user).filter(
        state=AppraisalState.ASKING, opinions_until__range=(first, last)
    )
    for row in rows.order_by("opinions_until", "pk"):
        yield Planned(row.opinions_until, f"征求意见截止：{row.title}", _url(row))
    bodies = AppraisedBody.objects.visible_to(user).unmended().filter(mend_by__range=(first, last))
    for body in bodies.order_by("mend_by", "pk"):
        if body.mend_by is not None:
            yield Planned(body.mend_by, f"专项评议整改到期：{body.name}", body_page(body))


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """The appraisal a day on the spot belongs to."""
    if activity.kind.code == KIND and user.has_role(*rules.READERS):
        for row in SpecialAppraisal.objects.visible_to(user).filter(visits__activity=activity):
            yield Use(f"专项评议：{row}", _url(row))


def of_meeting(meeting: Meeting, user: User) -> Plugged | None:
    """The appraisals a meeting votes on (1 query)."""
    if not user.has_role(*rules.DESK):
        return None
    today = timezone.localdate()
    rows = SpecialAppraisal.objects.visible_to(user).standing().filter(meeting=meeting).select_related("poll")
    lines = [
        Line(row.title, url=_url(row), at=row.rated_on, state=appraisal_state(row, today)) for row in rows
    ]
    return Plugged(sections=[Section("专项评议", lines)]) if lines else None


def of_poll(poll: Poll) -> str:
    """The appraisal a ballot decides."""
    row = SpecialAppraisal.objects.filter(poll=poll).only("pk").first()
    return _url(row) if row is not None else ""


_SEARCHED = Searched(SpecialAppraisal, ("title",))


def find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Appraisals by name; not by the plan, which departments do not read."""
    rows = SpecialAppraisal.objects.visible_to(user).standing()
    for word in text.split():
        rows = rows.filter(title__contains=word)
    for row in rows[:limit]:
        yield SearchHit(row.title, f"{row.year}年　{row.get_state_display()}", _url(row))


def _offer(user: User) -> list[tuple[int, str]]:
    rows = SpecialAppraisal.objects.visible_to(user).standing()
    return list(rows.values_list("pk", "title")[:_OFFERED])


def _title(user: User, pk: int) -> str:
    rows = SpecialAppraisal.objects.visible_to(user).filter(pk=pk)
    return rows.values_list("title", flat=True).first() or ""


def count(user: User, period: Period) -> dict[str, Count]:
    """Appraisals made public in the period, their departments, and those that owe an answer (2 queries)."""
    rows = SpecialAppraisal.objects.visible_to(user).filter(state=AppraisalState.PUBLISHED)
    bodies = AppraisedBody.objects.visible_to(user).filter(period.as_q("appraisal__published_on"))
    found = bodies.aggregate(
        departments=Counted("pk"),
        unmended=Counted("pk", filter=Q(mend_by__isnull=False, answered_on__isnull=True)),
    )
    return {
        "published": Count(rows.filter(period.as_q("published_on")).count(), "次"),
        "departments": Count(found["departments"], "个"),
        "unmended": Count(found["unmended"], "个"),
    }


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.HANDLE, "专项评议", INDEX, "report-analytics", rules.READERS, 46, under="meetings:index"
        )
    )
    register_todos(todos)
    register_planned(planned)
    register_uses(uses)
    register_section(of_meeting)
    register_subject(Subject(results.SUBJECT, "专项评议", _offer, _title, "special_appraisals:detail"))
    register_search(SearchProvider("专项评议", 26, find, rules.READERS, INDEX, tables=(_SEARCHED,)))
    chapter = Chapter("专项评议", "special_appraisals", Together(count), rules.DESK, 88)
    public = in_list(INDEX, state=AppraisalState.PUBLISHED.value)
    chapter.number("published", "专项评议", "次", "期间内公示了结果的", public)
    chapter.number(
        "departments", "被评议部门", "个", "期间内公示了测评结果的部门", in_list(BODIES), on_overview=True
    )
    open_ = in_list(BODIES, state="open")
    chapter.number(
        "unmended", "没有报告整改的部门", "个", "期间内公示、有整改期限还没有报告的", open_, on_overview=True
    )
    register_procedure(
        Procedure(
            results.PROCEDURE,
            "专项评议满意度测评",
            rules.see_poll,
            rules.keep_poll,
            leads_to=of_poll,
            on_published=results.take_result,
        )
    )
    register_demo(104, "专项评议", demo.load)
    labels = {step.step: step.label for step in APPRAISAL_WORKFLOW}
    labels |= {
        "plan_appraisal": "安排专项评议",
        "change_appraisal": "修改专项评议",
        "set_bodies": "改被评议部门",
        "record_visit": "登记调研",
        "give_opinions": "提意见",
        "enter_opinion": "登记代表意见",
        "change_opinion": "修改代表意见",
        "take_result": "登记测评结果",
        "write_consequence": "写结果运用",
        "answer_body": "报告整改情况",
    }
    register_verbs({f"special_appraisals:{verb}": label for verb, label in labels.items()})
    facts = {
        "note": "说明",
        "on": "日期",
        "opinions_until": "征求意见截止日期",
        "published_on": "公示日期",
        "mend_by": "整改期限",
    }
    register_facts("special_appraisals", facts)
