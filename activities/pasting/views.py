"""A month pasted, gone over and logged. Every button works without script; with it only its part changes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities import rules
from activities.enums import MANNERS, HalfDay
from activities.models import PastedCard, PasteDraft, PastedState
from activities.pasting import operations
from activities.pasting.answers import NoSuchAnswer
from activities.pasting.forms import TEXT_LIMIT, PasteForm
from activities.pasting.pages import DraftPage, draft_page
from activities.pasting.picking import offered
from activities.pasting.reading import MOST_CARDS, read_text
from activities.pasting.single import Filled, fill
from activities.pasting.steps import steps_after
from activities.pasting.typed import Typed
from activities.queries import REPRESENTATIVES
from activities.views.sheet import Sheet, rows_taken_over, taken_over
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest

_SHOWN = 10


@allow(*rules.WRITERS)
@never_cache
def paste(request: SignedInRequest) -> HttpResponse:
    """Paste a month, or go on with one."""
    form = PasteForm(request.POST or None, request.FILES or None, initial={"token": uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        read = read_text(request.user, data["whole"], year=data["year"], month=data["month"])
        box = "text" if data["text"].strip() else "file"
        if not read.cards:
            form.add_error(box, "没有看出活动。每次活动写成一段，从日期写起，如“5月8日上午，……”")
        elif len(read.cards) > MOST_CARDS:
            count = len(read.cards)
            form.add_error(box, f"读出 {count} 段，一次最多 {MOST_CARDS} 段，请分几次粘贴")
        else:
            draft = operations.paste(
                actor=request.user, read=read, year=data["year"], month=data["month"], token=data["token"]
            )
            return redirect("activities:paste_draft", draft.pk)
    waiting = Count("cards", filter=Q(cards__state=PastedState.OPEN))
    drafts = PasteDraft.objects.visible_to(request.user).annotate(waiting=waiting).filter(waiting__gt=0)
    return render(request, "activities/paste.html", {"form": form, "drafts": drafts[:_SHOWN]})


def _own(request: SignedInRequest, pk: int) -> PasteDraft:
    draft: PasteDraft = scoped_or_404(PasteDraft.objects.visible_to(request.user), pk=pk)
    return draft


def _own_card(request: SignedInRequest, pk: int) -> PastedCard:
    drafts = PasteDraft.objects.visible_to(request.user)
    card: PastedCard = scoped_or_404(
        PastedCard.objects.filter(draft__in=drafts).select_related("draft"), pk=pk
    )
    return card


def _context(request: SignedInRequest, page: DraftPage) -> dict[str, object]:
    month = date(page.draft.year, page.draft.month, 1)
    steps = steps_after(request.user, month) if page.recorded else []
    return {
        "page": page,
        "draft": page.draft,
        "steps": steps,
        "month_key": f"{month:%Y-%m}",
        "half_days": HalfDay.choices,
        "manners": MANNERS,
        "representatives": REPRESENTATIVES,
    }


@allow(*rules.WRITERS)
@require_safe
@never_cache
def paste_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """The cards of a pasted month."""
    page = draft_page(request.user, _own(request, pk))
    return render(request, "activities/paste_draft.html", _context(request, page))


@allow(*rules.WRITERS)
@require_POST
def paste_card(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take what was typed into a card, and an answer."""
    row = _own_card(request, pk)
    answer = request.POST.get("do", "save")
    typed = Typed({name: request.POST[name] for name in request.POST})
    try:
        changed = operations.change_card(card=row, actor=request.user, typed=typed, answer=answer)
    except NoSuchAnswer as error:
        raise Conflict("这一处已经改过了，请刷新本页再看") from error
    if request.headers.get("X-Requested-With") != "fetch":
        return redirect(f"{reverse('activities:paste_draft', args=[row.draft_id])}#card-{row.pk}")
    page = draft_page(request.user, row.draft)
    cards = page.only([one.pk for one in changed])
    cards[0].keep_open = answer.startswith("add:") or answer.endswith(":drop") or answer == "wake"
    context = {
        **_context(request, page),
        "mine": cards[0],
        "others": cards[1:],
        "typed_only": answer == "save",
    }
    return render(request, "activities/_paste_answer.html", context)


@allow(*rules.WRITERS)
@require_safe
def paste_pick(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom or which unit of the register a line of a card may mean."""
    row = _own_card(request, pk)
    line, words = request.GET.get("line", ""), request.GET.get("q", "")[:60]
    context = {"row": row, "line": line, "q": words, "found": offered(request.user, row, line, words)}
    short = request.htmx and "q" in request.GET
    name = "_paste_found" if short else "_paste_pick" if request.htmx else "paste_pick"
    return render(request, f"activities/{name}.html", context)


@allow(*rules.WRITERS)
@require_POST
def bring_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a card of a line that was left out."""
    draft = _own(request, pk)
    number = request.POST.get("number", "")
    made = operations.bring_back(
        draft=draft, actor=request.user, number=int(number) if number.isdecimal() else -1
    )
    messages.success(request, f"已取回，是第 {made.order} 段")
    return redirect(f"{reverse('activities:paste_draft', args=[draft.pk])}#card-{made.pk}")


@allow(*rules.WRITERS)
@require_POST
def record_paste(request: SignedInRequest, pk: int) -> HttpResponse:
    """Log everything that is ready."""
    draft = _own(request, pk)
    logged = operations.record_paste(draft=draft, actor=request.user)
    count = len(logged.activities)
    if count:
        new = f"，名册新增 {logged.people} 人" if logged.people else ""
        rest = f"，还有 {logged.waiting} 段没有登记" if logged.waiting else ""
        messages.success(request, f"已登记 {count} 次活动{new}{rest}")
    elif logged.waiting:
        messages.warning(request, "没有登记：每一段都有要先回答的问题")
    return redirect("activities:paste_draft", draft.pk)


@allow(*rules.WRITERS)
@require_POST
def drop_paste(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = _own(request, pk)
    operations.drop_paste(draft=draft, actor=request.user)
    messages.success(request, f"已清除粘贴的 {draft}，登记过的活动不受影响")
    return redirect("activities:paste")


@allow(*rules.WRITERS)
@require_POST
def paste_one(request: SignedInRequest) -> HttpResponse:
    """Fill the form of an activity from one paragraph; nothing typed before is lost, nothing is saved."""
    text = request.POST.get("pasted", "")
    problem = ""
    if not text.strip():
        problem = "请先粘贴一段文字"
    elif len(text) > TEXT_LIMIT:
        problem = f"有 {len(text):,} 个字，一次最多 {TEXT_LIMIT:,} 个字"
    typed, rows = taken_over(request), rows_taken_over(request)
    filled = Filled(0) if problem else fill(request.user, text, typed, rows)
    if not problem and filled.count != 1:
        problem = "没有看出活动。从日期写起，如“5月8日上午，……”"
        problem = f"这里有 {filled.count} 段" if filled.count else problem
    context = {"filled": filled, "problem": problem, "pasted": text}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "activities/_paste_filled.html", context)
    sheet = Sheet(request, fresh=True, initial={**typed, **filled.boxes}, rows=filled.rows or rows)
    return sheet.render("activities/record_activity.html", **context)
