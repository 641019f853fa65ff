"""Setting up an empty portal, step by step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.district import operations, rules
from congress.district.forms import AreaListForm
from congress.district.setup_guide import guide_for, step_of
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web.requests import SignedInRequest


@allow(*rules.STARTERS)
@require_safe
def setup(request: SignedInRequest) -> HttpResponse:
    """What there is to do, what is there already, what comes next."""
    return render(request, "district/setup.html", {"guide": guide_for(request.user)})


@allow(*rules.STARTERS)
@require_POST
def skip_step(request: SignedInRequest, key: str) -> HttpResponse:
    """Put a step aside."""
    step = step_of(key)
    operations.skip_step(actor=request.user, key=step.key, label=step.label)
    messages.success(request, f"“{step.label}”先跳过，随时可以回来办")
    return redirect("district:setup")


@allow(*rules.STARTERS)
@require_POST
def resume_step(request: SignedInRequest, key: str) -> HttpResponse:
    """Take it up again."""
    step = step_of(key)
    operations.resume_step(actor=request.user, key=step.key, label=step.label)
    return redirect("district:setup")


@allow(*rules.STARTERS)
@require_POST
def finish_setup(request: SignedInRequest) -> HttpResponse:
    """The portal is set up."""
    operations.finish_setup(actor=request.user)
    messages.success(request, "平台已开通，首页不再提示；没有办的步骤以后仍可以在这里办")
    return redirect("district:setup")


@allow(*rules.STARTERS)
@require_POST
def reopen_setup(request: SignedInRequest) -> HttpResponse:
    """There is more to do."""
    operations.reopen_setup(actor=request.user)
    return redirect("district:setup")


@allow(*rules.STARTERS)
@never_cache
def paste_areas(request: SignedInRequest) -> HttpResponse:
    """Enter towns and villages from a list: first it is shown as it was read, then it is saved."""
    root = district()
    if root is None:
        raise Conflict("先填写本区的名称，再录乡镇、街道和村")
    form = AreaListForm(request.POST or None, request.FILES or None)
    context = {"form": form, "root": root}
    if request.method == "POST" and form.is_valid():
        lines = form.lines
        faults = [line for line in lines if line.fault]
        if "save" in request.POST and not faults:
            made = operations.add_areas(actor=request.user, lines=lines)
            messages.success(request, f"已增加 {made} 个" if made else "名单里的都已经有了，没有增加")
            return redirect("district:setup")
        known = set(Area.objects.filter(parent__isnull=False).values_list("parent__name", "name"))
        rows = [(line, (line.town or root.name, line.name) in known) for line in lines]
        fresh = sum(not is_known for _line, is_known in rows)
        context |= {
            "rows": rows,
            "faults": faults,
            "fresh": fresh,
            "known": len(rows) - fresh,
            "text": form.cleaned_data["text"],
        }
    return render(request, "district/paste_areas.html", context)
