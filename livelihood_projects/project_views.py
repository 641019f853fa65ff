"""Projects at the desk, with the unit that builds, with whoever proposed them, and on the deputy's phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.rules import READERS as LOG_READERS
from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import available, require, require_rule, scoped_or_404
from congress.documents.kept import photo_answer
from congress.web.forms import PortalForm, ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action
from deputies.timeline import steps_of
from livelihood_projects import comments, forms, inspections, projects, rules, showing
from livelihood_projects.enums import CHOSEN, INSPECTED, RoundState
from livelihood_projects.models import Comment, ProgressPhoto, Project
from livelihood_projects.tables import PROJECTS_LIST
from livelihood_projects.workflow import KEEPERS, PROJECTS, REPORTERS
from oversight.pages import RecordPage

_SHOWN_WITH = ("round__area", "round__election", "round__evaluation", "unit", "committee")


def project_page(row: Project) -> str:
    """The page of a project."""
    return reverse("livelihood:detail", args=[row.pk])


def _project(request: SignedInRequest, pk: int) -> Project:
    rows = Project.objects.visible_to(request.user).select_related(*_SHOWN_WITH)
    return scoped_or_404(rows.prefetch_related("supervisors"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def project_list(request: SignedInRequest) -> HttpResponse:
    """Projects: of the whole district, of a town, of a unit, or those a deputy supervises."""
    return respond(PROJECTS_LIST, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One idea or project, from who brought it to the ballot in December; who brought it only its keepers read."""
    row = _project(request, pk)
    keeps = rules.keep_project.allows(request.user, row)
    reports = rules.report_on.allows(request.user, row)
    silent = Project.objects.filter(pk=row.pk).silent(timezone.localdate()).exists()
    personal = [("提出人", row.proposer), ("联系电话", row.phone)] if keeps else []
    progress = list(row.progress.prefetch_related("photos"))
    sections = [showing.progress_section(progress)]
    if row.state in CHOSEN:
        sections.append(showing.inspections_section(row, linked=request.user.has_role(*LOG_READERS)))
        sections.append(showing.comments_section(row, keeps=keeps))
    return RecordPage(
        title=row.title,
        sub=row.round.title,
        up=PROJECTS_LIST.title,
        up_url=reverse("livelihood:projects"),
        state=showing.project_state(row),
        notes=[f"{row.round.body_of(row.dropped_at)}未列入。原因：{row.reason}"] if row.reason else [],
        path=showing.path_of(row.round),
        facts=[("来源", row.get_source_display()), *personal, *showing.facts_of(row, silent=silent)],
        texts=[("内容和理由", row.content)],
        photos=showing.photos_of(progress, droppable=reports),
        sections=sections,
        actions=_project_actions(request, row, keeps=keeps, reports=reports),
        happenings=steps_of(row) if keeps else [],
    ).answer(request)


def _project_actions(request: SignedInRequest, row: Project, *, keeps: bool, reports: bool) -> list[Action]:
    found = []
    for step in available(request.user, PROJECTS, row.state):
        if not (reports if step.roles == REPORTERS else keeps):
            continue
        if step.step in {"shortlist", "drop"} and row.round.state != RoundState.SCREENING:
            if step.step == "shortlist" and row.round.state == RoundState.CALLING:
                found.append(Action(step.label, blocked="征集结束以后再筛选"))
            continue
        if step.step == "close_project" and not row.verdict:
            found.append(Action(step.label, blocked="年底测评以后才能办结"))
            continue
        url = reverse(f"livelihood:{step.step}", args=[row.pk])
        first = step.primary and not (step.step == "arrange" and row.unit_id)
        found.append(Action(step.label, url, "primary" if first else ""))
    if keeps and row.state in INSPECTED:
        found.append(Action("登记督查", reverse("livelihood:record_inspection", args=[row.pk])))
    if row.state in CHOSEN:
        found.append(Action("看公开页面", reverse("livelihood:public_project", args=[row.pk]), "text"))
    return found


def _on_project(
    request: SignedInRequest,
    pk: int,
    form: Callable[[Project], BaseForm],
    save: Callable[..., Any],
    step: str,
    done: str,
) -> HttpResponse:
    row = _project(request, pk)
    with leading_to(project_page(row)):
        require(request.user, PROJECTS[step], row.state)
        return form_page(
            request,
            form(row),
            partial(save, project=row, actor=request.user),
            heading=PROJECTS[step].label,
            about=row.title,
            back=project_page(row),
            done=done,
        )


@allow(*KEEPERS)
@never_cache
def shortlist(request: SignedInRequest, pk: int) -> HttpResponse:
    """It becomes a candidate."""
    return _on_project(
        request,
        pk,
        lambda row: forms.ShortlistForm(request.POST or None, instance=row),
        projects.shortlist,
        "shortlist",
        "已列为候选",
    )


@allow(*KEEPERS)
@never_cache
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is not taken in."""
    form = forms.DropForm(request.POST or None)
    return _on_project(request, pk, lambda _row: form, projects.drop, "drop", "原因已登记")


@allow(*KEEPERS)
@never_cache
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who builds, who supervises."""
    return _on_project(
        request,
        pk,
        lambda row: forms.ArrangeForm(request.POST or None, project=row),
        projects.arrange,
        "arrange",
        "责任单位和监督代表已确定",
    )


@allow(*REPORTERS)
@never_cache
def report_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The month's progress."""
    return _on_project(
        request,
        pk,
        lambda row: forms.ProgressForm(
            request.POST or None,
            request.FILES or None,
            initial={"on": timezone.localdate(), "percent": row.percent},
        ),
        projects.report_progress,
        "report_progress",
        "进度已填报",
    )


@allow(*REPORTERS)
@never_cache
def complete(request: SignedInRequest, pk: int) -> HttpResponse:
    """竣工."""
    form = forms.DayForm(request.POST or None)
    return _on_project(request, pk, lambda _row: form, projects.complete, "complete", "已登记竣工")


@allow(*KEEPERS)
@never_cache
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """验收."""
    form = forms.AcceptForm(request.POST or None)
    return _on_project(request, pk, lambda _row: form, projects.accept, "accept", "已登记验收")


@allow(*KEEPERS)
@never_cache
def close_project(request: SignedInRequest, pk: int) -> HttpResponse:
    """The end."""
    form = PortalForm(request.POST or None)
    return _on_project(request, pk, lambda _row: form, projects.close_project, "close_project", "项目已办结")


@allow(*KEEPERS)
@never_cache
def record_inspection(request: SignedInRequest, pk: int) -> HttpResponse:
    """A day of supervision on the spot."""
    row = _project(request, pk)
    with leading_to(project_page(row)):
        require_rule(request.user, rules.keep_project, row)
        inspections.require_built(row)
        return form_page(
            request,
            forms.InspectionForm(request.POST or None, user=request.user, project=row),
            partial(inspections.record_inspection, project=row, actor=request.user),
            heading="登记督查",
            about=row.title,
            lead="保存以后记入工作记录一次，参加的代表自动记入履职，可以编入刊物。",
            back=project_page(row),
            done="督查已登记，已记入工作记录",
        )


def _photo(request: SignedInRequest, pk: int) -> ProgressPhoto:
    seen = Project.objects.visible_to(request.user).order_by()
    rows = ProgressPhoto.objects.shown().filter(progress__project__in=seen)
    return scoped_or_404(rows.select_related("progress__project"), pk=pk)


@allow(*rules.READERS)
@require_safe
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of the progress, small or full."""
    return photo_answer(_photo(request, pk), size)


@allow(*REPORTERS)
@require_POST
def drop_photo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a photo out, here and for everybody."""
    row = _photo(request, pk)
    projects.drop_photo(photo=row, actor=request.user)
    messages.success(request, "照片已移除")
    return redirect(project_page(row.progress.project))


def _on_comment(
    request: SignedInRequest, pk: int, form: BaseForm, save: Callable[..., Any], heading: str, done: str
) -> HttpResponse:
    seen = Project.objects.visible_to(request.user).order_by()
    row = scoped_or_404(Comment.objects.filter(project__in=seen).select_related("project__round"), pk=pk)
    require_rule(request.user, rules.keep_project, row.project)
    with leading_to(project_page(row.project)):
        return form_page(
            request,
            form,
            partial(save, comment=row, actor=request.user),
            heading=heading,
            about=row.project.title,
            lead=f"“{row.public_text}”　{row.signed}",
            back=project_page(row.project),
            done=done,
        )


@allow(*KEEPERS)
@never_cache
def release_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody may read it."""
    form = PortalForm(request.POST or None)
    return _on_comment(request, pk, form, comments.release_comment, "公开留言", "留言已公开")


@allow(*KEEPERS)
@never_cache
def refuse_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nobody else reads it; the reason is kept."""
    form = ReasonForm(request.POST or None)
    return _on_comment(request, pk, form, comments.refuse_comment, "不公开留言", "已登记不公开")
