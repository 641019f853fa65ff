"""Major matters: the list, one of them with its steps and the six parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.files import kept_file
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.parts import Step
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.timeline import steps_of
from oversight.matters import forms, rules
from oversight.matters.enums import MatterState, Part
from oversight.matters.tables import MATTERS, matter_state
from oversight.matters.workflow import DAY_OF, MATTER_WORKFLOW
from oversight.meetings.queries import items_about
from oversight.meetings.subjects import key_of
from oversight.models import MajorMatter, MatterFile
from oversight.operations import matters as operations
from oversight.pages import FileLine, RecordPage

INDEX = "major_matters:index"
_WORDS = ("党组研究", "区委同意", "年度计划", "事前请示", "作出决定", "事后报告")


def page_of(row: MajorMatter) -> str:
    """The page of a matter."""
    return reverse("major_matters:detail", args=[row.pk])


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The lists of all years."""
    return respond(MATTERS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One matter: each step with its day, the decision, the six parts, where it was on an agenda."""
    row = scoped_or_404(MajorMatter.objects.all(), pk=pk)
    keeps = request.user.has_role(*rules.WRITERS)
    parts = list(row.parts.prefetch_related("files"))
    met = [
        Line(
            item.meeting.title,
            item.decision,
            reverse("meetings:detail", args=[item.meeting_id]),
            item.meeting.on,
        )
        for item in items_about(key_of("matter", row.pk), request.user)
    ]
    actions = [
        Action(
            step.label,
            reverse(f"major_matters:{step.step}", args=[row.pk]),
            "undo" if step.undo else "primary",
        )
        for step in available(request.user, MATTER_WORKFLOW, row.state)
    ]
    if row.state in {MatterState.PROPOSED, MatterState.STUDIED} and keeps:
        actions.append(Action("列入年度计划", blocked="区委同意以后才能列入"))
    elif row.state == MatterState.PLANNED and keeps:
        actions.append(Action("登记决定", blocked="事前请示以后才能登记决定"))
    if keeps and row.state != MatterState.DROPPED:
        actions.append(Action("修改", reverse("major_matters:change_matter", args=[row.pk])))
    return RecordPage(
        title=row.title,
        sub=f"{row.year}年　{row.get_source_display()}",
        up=MATTERS.title,
        up_url=reverse(INDEX),
        state=matter_state(row),
        notes=_notes(row),
        path=[] if row.state == MatterState.DROPPED else _path(row),
        facts=[("来源", str(row.get_source_display())), ("来源说明", row.source_note)],
        texts=[("决议、决定", row.decision)],
        files=[
            FileLine(
                f"{one.get_part_display()}：{file.name}",
                reverse("major_matters:file", args=[file.pk]),
                file.size,
            )
            for one in parts
            for file in one.files.all()
        ],
        files_title="佐证材料",
        sections=[
            _six(row, {one.part: (one.note, one.done_on) for one in parts}, request),
            *([Section("会议研究", met)] if met else []),
        ],
        actions=actions,
        hint="" if keeps else "由常委会办公室登记",
        happenings=steps_of(row),
    ).answer(request)


def _notes(row: MajorMatter) -> list[str]:
    found = [f"不再列入。原因：{row.dropped_reason}"] if row.dropped_reason else []
    if row.decided_on and row.reported_on is None:
        found.append("决定以后还没有向区委报告，请登记事后报告")
    return found


def _path(row: MajorMatter) -> list[Step]:
    days = [getattr(row, name) for name in DAY_OF.values()]
    reached = sum(day is not None for day in days)
    return [
        Step(
            word,
            note=dates.day(day) if day else "",
            state="done" if day else "now" if n == reached else "",
        )
        for n, (word, day) in enumerate(zip(_WORDS, days, strict=True))
    ]


def _six(row: MajorMatter, done: dict[str, tuple[str, object]], request: SignedInRequest) -> Section:
    writes = request.user.has_role(*rules.PART_WRITERS) and row.state != MatterState.DROPPED
    lines = []
    for part in Part:
        note, _on = done.get(part, ("", None))
        url = reverse("major_matters:write_part", args=[row.pk, part.value])
        lines.append(
            Line(
                str(part.label),
                note,
                state=("done", "已落实") if part in done else ("new", "没有登记"),
                actions=(Action("修改" if part in done else "登记", url),) if writes else (),
            )
        )
    return Section("六项制度", lines, sub=f"{len(done)}／{len(Part)}")


@allow(*rules.WRITERS)
@never_cache
def propose_matter(request: SignedInRequest) -> HttpResponse:
    """Put a matter on the list."""
    return form_page(
        request,
        forms.MatterForm(request.POST or None, initial={"year": timezone.localdate().year}),
        partial(operations.propose_matter, actor=request.user),
        heading="提出事项",
        about=MATTERS.title,
        button="保存",
        back=reverse(INDEX),
        done="事项已登记，下一步登记党组研究",
        url=page_of,
    )


@allow(*rules.WRITERS)
@never_cache
def change_matter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what it is."""
    row = scoped_or_404(MajorMatter.objects.all(), pk=pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ChangeMatterForm(request.POST or None, instance=row),
            partial(operations.change_matter, matter=row, actor=request.user),
            heading="修改事项",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="事项已更新",
        )


def _taking(step: str) -> Callable[..., HttpResponse]:
    """The view of a step: its day, and the words of the decision."""
    transition = MATTER_WORKFLOW[step]
    form = forms.DecisionForm if step == "decide_matter" else forms.DayForm

    @allow(*rules.WRITERS)
    @never_cache
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = scoped_or_404(MajorMatter.objects.all(), pk=pk)
        with leading_to(page_of(row)):
            require(request.user, transition, row.state)
            return form_page(
                request,
                form(request.POST or None, initial={"on": timezone.localdate()}),
                partial(operations.take_step, matter=row, actor=request.user, step=step),
                heading=transition.label,
                about=row.title,
                back=page_of(row),
                done=lambda saved: str(saved.get_state_display()),
            )

    view.__doc__ = f"{transition.label}."
    return view


study_matter = _taking("study_matter")
agree_matter = _taking("agree_matter")
plan_matter = _taking("plan_matter")
request_matter = _taking("request_matter")
decide_matter = _taking("decide_matter")
report_matter = _taking("report_matter")


@allow(*rules.WRITERS)
@never_cache
def drop_matter(request: SignedInRequest, pk: int) -> HttpResponse:
    """It does not stay on the list."""
    row = scoped_or_404(MajorMatter.objects.all(), pk=pk)
    with leading_to(page_of(row)):
        require(request.user, MATTER_WORKFLOW["drop_matter"], row.state)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.drop_matter, matter=row, actor=request.user),
            heading="不再列入",
            about=row.title,
            back=page_of(row),
            done="已不再列入",
            undo=True,
        )


@allow(*rules.PART_WRITERS)
@never_cache
def write_part(request: SignedInRequest, pk: int, part: str) -> HttpResponse:
    """What was done for one of the six parts."""
    row = scoped_or_404(MajorMatter.objects.all(), pk=pk)
    if part not in Part.values:
        raise Http404
    known = row.parts.filter(part=part).first()
    initial = {
        "done_on": known.done_on if known else timezone.localdate(),
        "note": known.note if known else "",
    }
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.PartForm(request.POST or None, request.FILES or None, initial=initial),
            partial(operations.write_part, matter=row, actor=request.user, part=part),
            heading=str(Part(part).label),
            about=row.title,
            button="保存",
            back=page_of(row),
            done=f"{Part(part).label}已登记",
        )


@allow(*rules.READERS)
@require_safe
def file(request: SignedInRequest, pk: int) -> FileResponse:
    """Evidence as it came."""
    row = scoped_or_404(MatterFile.objects.filter(dropped=False), pk=pk)
    return kept_file(row.file.name, row.media_type, row.name)
