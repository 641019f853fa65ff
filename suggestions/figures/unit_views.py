"""Units: ranking, scores, 通报; the settings of figures; the draft report."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from congress.district.queries import district_name
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from suggestions import rules
from suggestions.enums import ScorePartKind
from suggestions.figures import operations
from suggestions.figures.forms import NoticeForm, SettingForm
from suggestions.figures.pages import Ranking, ranking
from suggestions.figures.rank_rows import rank_rows
from suggestions.figures.report import draft_of, report_docx
from suggestions.figures.scores import DEFINITIONS, unit_scores
from suggestions.figures.views import RANKERS, SCORED, Asked, asked, seen
from suggestions.models import FigureSetting, ScorePart, UnitNotice
from suggestions.queries.scopes import SERIES
from suggestions.workflow import OFFICE

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@allow(*RANKERS)
@require_safe
def rank_units(request: SignedInRequest) -> HttpResponse:
    """Units by 办结率; those below the line are proposed for 调度 (R198)."""
    found = asked(request)
    context: dict[str, Any] = {"asked": found, "can_issue": request.user.has_role(*OFFICE)}
    if found.scope is not None:
        ranked = ranking(seen(request.user), found.scope, FigureSetting.load())
        context |= {"ranking": ranked, "rank_rows": rank_rows(ranked.ranked, show_proposed=True)}
    return render(request, "suggestions/figures/rank_units.html", context)


@allow(*OFFICE)
@never_cache
def issue_notice(request: SignedInRequest) -> HttpResponse:
    """Write a 通报 from the ranking as it now is; its figures are frozen when it is issued."""
    found = asked(request)
    if found.scope is None:
        raise Http404
    scope, ranked = found.scope, ranking(seen(request.user), found.scope, FigureSetting.load())
    choices = [
        (unit.organ, f"{unit.line.label}　{unit.finished.rate}（{unit.finished.rate.of}）")
        for unit in ranked.ranked
    ]
    form = NoticeForm(request.POST or None, units=choices, initial=_words(found, ranked))

    def save(**facts: Any) -> UnitNotice:
        return operations.issue_notice(actor=request.user, ranking=ranked, scope=scope, **facts)

    return answer(
        request,
        "suggestions/figures/issue_notice.html",
        form,
        save,
        done=lambda row: f"已通报 {len(row.lines)} 个单位，数字不再改变",
        url=lambda row: reverse("suggestions:notice", args=[row.pk]),
        context={"asked": found, "ranking": ranked},
    )


def _words(found: Asked, ranked: Ranking) -> dict[str, Any]:
    """What the form begins with: the units below the line, a title and words to change."""
    scope = found.scope
    series = SERIES[scope.series] if scope else ""
    low = [unit.organ for unit in ranked.proposed]
    text = (
        f"按{scope.period.caption if scope else ''}统计，{district_name()}{series}办理工作总体进展正常，"
        f"但有 {len(low)} 个单位办结率低于 {ranked.setting.threshold}%，现予通报。"
        "请有关单位查找原因，抓紧办理，并向区人大常委会办公室报告。"
    )
    return {
        "title": f"关于{series}办理情况的通报",
        "text": text,
        "issued_on": timezone.localdate(),
        "units": low,
        "token": uuid4(),
    }


@allow(*rules.DESK_READERS)
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """Every 通报 that was issued, the newest first."""
    context = {"notices": UnitNotice.objects.all(), "can_issue": request.user.has_role(*OFFICE)}
    return render(request, "suggestions/figures/notices.html", context)


@allow(*rules.DESK_READERS)
@require_safe
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """One 通报 with its figures as they were."""
    row = get_object_or_404(UnitNotice.objects.select_related("issued_by"), pk=pk)
    return render(request, "suggestions/figures/notice.html", {"notice": row, "series": SERIES[row.series]})


@allow(*rules.DESK_READERS)
@require_safe
def notice_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from congress.documents.pdf.renderer import MissingGlyphs  # noqa: PLC0415
    from suggestions.figures.notice_pdf import notice_pdf as printed  # noqa: PLC0415

    row = get_object_or_404(UnitNotice, pk=pk)
    try:
        data = printed(row).bytes
    except (MissingGlyphs, SubsetterMissing) as error:
        messages.error(request, str(error))
        return redirect("suggestions:notice", pk=pk)
    return _file(data, f"{row.title}.pdf", "application/pdf", show=True)


@allow(*SCORED)
@require_safe
def scores(request: SignedInRequest) -> HttpResponse:
    """The performance score of units from its parts (R226); a unit sees its own."""
    found = asked(request)
    own = None if request.user.has_role(*RANKERS) else _own_organs(request)
    context: dict[str, Any] = {
        "asked": found,
        "parts": [(part, DEFINITIONS[ScorePartKind(part.kind)]) for part in ScorePart.objects.all()],
        "can_change": request.user.has_role(*OFFICE),
    }
    if found.scope is not None:
        context["scores"] = unit_scores(seen(request.user), found.scope, own)
    return render(request, "suggestions/figures/scores.html", context)


def _own_organs(request: SignedInRequest) -> list[int]:
    held = Assignment.objects.in_force().filter(user=request.user, role=Role.UNIT)
    return list(held.filter(organ__isnull=False).values_list("organ", flat=True))


@allow(*OFFICE)
@never_cache
def figure_settings(request: SignedInRequest) -> HttpResponse:
    """Places of rates, the ranking, and the weights of the score."""
    form = SettingForm(request.POST or None, instance=FigureSetting.load())
    return answer(
        request,
        "suggestions/figures/figure_settings.html",
        form,
        lambda **facts: operations.figure_settings(actor=request.user, **facts),
        done=lambda _setting: "统计设置已更新，各页按新的设置计算",
        url=lambda _setting: reverse("suggestions:figure_settings"),
    )


@allow(*OFFICE)
@require_safe
def report(request: SignedInRequest) -> HttpResponse:
    """The draft of the report for the standing committee as DOCX."""
    found = asked(request)
    if found.scope is None:
        raise Http404
    draft = draft_of(seen(request.user), found.scope)
    return _file(report_docx(draft), f"{draft.title}（草稿）.docx", _DOCX)


def _file(data: bytes, name: str, media_type: str, *, show: bool = False) -> HttpResponse:
    disposition = content_disposition_header(not show, name) or "attachment"
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition})
