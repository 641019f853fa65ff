"""The end of the year: grades, groups, the freeze, the notice, everybody reckoned anew."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule, scoped_or_404
from congress.district.queries import district_name
from congress.jobs.models import Job, subject_of
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.duty.workflow import KEEPERS
from deputies.models import AppraisalNotice, AppraisalYear, DeputyGroup, GroupAppraisal
from deputies.points import rules
from deputies.points.forms import AppraiseGroupForm, FreezeForm, NoticeForm
from deputies.points.grades import Grading
from deputies.points.operations import appraising, schemes
from deputies.points.schemes import schemes_in_force
from deputies.points.yearly import (
    grades_of_year,
    group_lines,
    recommended_people,
    year_end,
    years_known,
)
from deputies.rules import change_group, held_on


def page_of(year: int) -> str:
    """The page of a year."""
    return reverse("points:year", args=[year])


def _known(year: int) -> AppraisalYear:
    for row in years_known():
        if row.year == year:
            return row
    raise Http404


@allow(*rules.RANKERS)
@never_cache
@require_safe
def years(request: SignedInRequest) -> HttpResponse:
    """The newest year; without any a word on how to begin."""
    known = years_known()
    if known:
        return redirect(page_of(known[0].year))
    return render(request, "points/years.html", {"makes": request.user.has_role(*rules.MAKERS)})


@allow(*rules.RANKERS)
@never_cache
@require_safe
def year(request: SignedInRequest, year: int) -> HttpResponse:
    """A year: grades in numbers, what stands before the freeze, who is recommended, the groups."""
    row = _known(year)
    groups = DeputyGroup.objects.visible_to(request.user).filter(*held_on(timezone.localdate()))
    job = Job.objects.filter(subject=subject_of(row)).first() if row.pk else None
    context = {
        "appraisal": row,
        "years": years_known(),
        "areas": grades_of_year(year),
        "end": year_end(year),
        "notice": AppraisalNotice.objects.filter(year=year).select_related("issued_by").first(),
        "groups": group_lines(year, list(groups.select_related("term__area"))),
        "recommended": recommended_people(year) if row.is_frozen else [],
        "keeps": request.user.has_role(*KEEPERS),
        "job": job,
    }
    return render(request, "points/year.html", context)


@allow(*KEEPERS)
@never_cache
def freeze_year(request: SignedInRequest, year: int) -> HttpResponse:
    """Close the year for good."""
    row = _known(year)
    with leading_to(page_of(year)):
        if row.is_frozen:
            raise Conflict(f"{year}年度考核已经冻结")
        appraising.require_freezable(year, timezone.localdate())
        end = year_end(year)
        note = "冻结以后，这一年的积分、等次不再变动，异议也不再受理。"
        if end.unconfirmed:
            note += f"还有 {end.unconfirmed:,} 条履职没有确认或者审核，冻结以后不再计入。"
        return answer(
            request,
            "deputies/ask.html",
            FreezeForm(request.POST or None),
            lambda sure: appraising.freeze_year(year=year, actor=request.user),
            done=lambda _row: f"{year}年度考核已冻结，可以通报",
            url=lambda _row: page_of(year),
            context={
                "label": f"冻结{year}年度考核",
                "up": f"{year}年度考核",
                "up_url": page_of(year),
                "note": note,
                "button": "冻结",
                "undo": True,
            },
        )


@allow(*KEEPERS)
@require_POST
def recompute(request: SignedInRequest, year: int) -> HttpResponse:
    """Reckon everybody anew in the background, and say whether anything differs."""
    schemes.recompute(year=_known(year).year, actor=request.user)
    messages.success(request, "正在后台重算，做好以后在这里看有没有出入")
    return redirect(page_of(year))


@allow(*KEEPERS)
@never_cache
def appraise_group(request: SignedInRequest, year: int, group: int) -> HttpResponse:
    """Write down the grade of a group."""
    row = scoped_or_404(DeputyGroup.objects.visible_to(request.user), pk=group)
    require_rule(request.user, change_group, row)
    scheme = next(iter(schemes_in_force(year)), None)
    with leading_to(page_of(year)):
        if scheme is None:
            raise Conflict(f"{year}年还没有施行的积分办法，等次从办法里来")
        known = GroupAppraisal.objects.filter(group=row, year=year).first()
        initial = {"grade": known.grade, "comment": known.comment} if known else {}
        return answer(
            request,
            "deputies/ask.html",
            AppraiseGroupForm(request.POST or None, grading=Grading(scheme), initial=initial),
            partial(appraising.appraise_group, group=row, year=year, actor=request.user),
            done=lambda saved: f"{row}：{saved.grade}",
            url=lambda _row: page_of(year),
            context={
                "label": f"评定{year}年度等次",
                "of": row,
                "up": f"{year}年度考核",
                "up_url": page_of(year),
                "button": "保存",
            },
        )


@allow(*KEEPERS)
@never_cache
def issue_notice(request: SignedInRequest, year: int) -> HttpResponse:
    """Issue the 通报 of a frozen year."""
    row = _known(year)
    with leading_to(page_of(year)):
        if not row.is_frozen:
            raise Conflict(f"{year}年度考核还没有冻结，冻结以后再通报")
        initial = {
            "title": f"关于{year}年度{district_name()}人大代表履职考核情况的通报",
            "issued_on": timezone.localdate(),
        }
        return answer(
            request,
            "deputies/ask.html",
            NoticeForm(request.POST or None, initial=initial),
            partial(appraising.issue_notice, year=year, actor=request.user),
            done=lambda _row: "考核通报已印发，已通知乡镇（街道）和代表小组",
            url=lambda _row: page_of(year),
            context={
                "label": "印发考核通报",
                "up": f"{year}年度考核",
                "up_url": page_of(year),
                "button": "印发",
            },
        )


@allow(*rules.RANKERS)
@never_cache
@require_safe
def notice_pdf(request: SignedInRequest, year: int) -> HttpResponse:
    """The 通报 as PDF."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from deputies.points import notice_printing  # noqa: PLC0415

    notice = scoped_or_404(AppraisalNotice.objects.all(), year=year)
    try:
        data = notice_printing.print_notice(notice).bytes
    except SubsetterMissing as error:
        messages.error(request, str(error))
        return redirect(page_of(year))
    headers = {"Content-Disposition": content_disposition_header(False, f"{notice.title}.pdf") or ""}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
