"""每月一条: who has put a 社情民意 in a month and who has not, and the rule."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.documents.xlsx import download, workbook
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from suggestions import rules
from suggestions.models import QuotaSetting
from suggestions.quota import operations
from suggestions.quota.forms import QuotaForm
from suggestions.quota.queries import Line, months, report

_SHOWN = {"": "未完成", "met": "已完成", "all": "全部"}


@allow(*rules.QUOTA_READERS)
@require_safe
def quota(request: SignedInRequest) -> HttpResponse:
    """One month by deputy, group and town, and the twelve months before; ``?export`` gives the table as XLSX."""
    today = timezone.localdate().replace(day=1)
    month = _month(request.GET.get("month", ""), today)
    found = report(request.user, month)
    which = request.GET.get("show", "")
    which = which if which in _SHOWN else ""
    lines = [line for line in found.lines if which == "all" or line.met == (which == "met")]
    if "export" in request.GET:
        title = f"{month.year}年{month.month}月每月一条（{_SHOWN[which]}）"
        book = workbook(title, ("姓名", "代表小组", "区域", "社情民意（条）"), _rows(lines))
        return download(book, f"{title}.xlsx")
    first = date(month.year - 1, month.month, 1)
    context = {
        "report": found,
        "lines": lines,
        "groups": found.by_group(met=None if which == "all" else which == "met"),
        "shown": which,
        "choices": [
            ("", "未完成", found.whole.due - found.whole.met),
            ("met", "已完成", found.whole.met),
            ("all", "全部", found.whole.due),
        ],
        "months": months(request.user, first, today),
        "setting": QuotaSetting.load(),
        "can_change": request.user.has_role(Role.OFFICE, Role.DEPUTY_WORK),
    }
    return render(request, "suggestions/quota/quota.html", context)


@allow(Role.OFFICE, Role.DEPUTY_WORK)
@never_cache
def change_quota(request: SignedInRequest) -> HttpResponse:
    """The rule of 每月一条."""
    form = QuotaForm(request.POST or None, instance=QuotaSetting.load())
    return answer(
        request,
        "suggestions/quota/change_quota.html",
        form,
        lambda **facts: operations.change_quota(actor=request.user, **facts),
        done=lambda _setting: "每月一条的要求已更新，各月份按新的要求计算",
        url=lambda _setting: reverse("suggestions:quota"),
    )


def _month(text: str, today: date) -> date:
    """The month asked for; one that cannot be read, or lies ahead, is this one."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today
    return asked if asked.year > 1949 and asked <= today else today


def _rows(lines: list[Line]) -> list[tuple[str, str, str, int]]:
    return [(line.person.name, line.group, line.town, line.number) for line in lines]
