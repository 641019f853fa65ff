"""What a deputy sees on the phone: what waits, what was put, how far it is, and the answers to it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.queries import standing_committee
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.parts import Happening
from congress.web.qr import qr_picture
from congress.web.requests import SignedInRequest
from suggestions import operations
from suggestions.enums import OPEN_STATES, ClockKind, Confirmation, CosignState, State
from suggestions.forms.deputy import ContactForm, NoteForm, RatingForm, VerdictForm, WithdrawForm
from suggestions.models import Clock, Submission, Suggestion, SuggestionQuerySet
from suggestions.operations.following import ASKABLE_STATES, FOLLOWED_STATES, asked_today
from suggestions.queries.deputy import (
    WRITABLE_STATES,
    own_commitments,
    own_contacts,
    own_invitations,
    put_or_signed_by,
    replies_of_round,
    replies_to_deputy,
    todos,
)
from suggestions.queries.standing import Standing, standing, with_standing
from suggestions.sections import plugged_into
from suggestions.supervision.queries.keys import steps_of
from suggestions.timeline import Audience, happenings
from suggestions.views.keeping import leading_back
from suggestions.workflow import PROPOSERS, SUGGESTION_WORKFLOW

#: Suggestions that are over, as many as are listed at first.
OVER_SHOWN = 10


@allow(*PROPOSERS)
@require_safe
@never_cache
def mine(request: SignedInRequest) -> HttpResponse:
    """What waits for me, then in whose hands the others are, drafts, and what is over."""
    rows = put_or_signed_by(request.user)
    committee = standing_committee()
    going = with_standing(rows.open())
    over = rows.exclude(state__in=[*OPEN_STATES, State.DRAFT]).order_by("-submitted_at", "-id")
    count = over.count()
    shown = over if "all" in request.GET else over[:OVER_SHOWN]
    context = {
        "waiting": sorted(todos(request.user), key=lambda todo: (todo.due is None, str(todo.due))),
        "going": [(row, standing(row, committee)) for row in going],
        "drafts": Suggestion.objects.led_by(request.user).filter(state=State.DRAFT).order_by("-changed_at"),
        "over": shown,
        "over_count": count,
        "over_hidden": count - len(shown),
    }
    return render(request, "suggestions/phone/mine.html", context)


@allow(*PROPOSERS)
@require_safe
@never_cache
def track(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is: in whose hands, until when, what happened."""
    row = _signed(request, pk)
    if row.state == State.DRAFT:
        return redirect("suggestions:edit" if _leads(request, row) else "suggestions:cosign", pk)
    leads = _leads(request, row)
    steps = {t.step for t in available(request.user, SUGGESTION_WORKFLOW, row.state)} if leads else set()
    now = standing(row)
    plugged = plugged_into(row, request.user)
    context = {
        "suggestion": row,
        "standing": now,
        "happenings": _happenings(row, now, plugged.happenings),
        "links": [action for action in plugged.actions if not action.blocked],
        "replies": replies_to_deputy(row),
        "steps": steps,
        "contacts": own_contacts(request.user).filter(handling__suggestion=row, answer=""),
        "can_note": leads and row.state in FOLLOWED_STATES,
        "can_ask": leads and row.state in ASKABLE_STATES,
        "asked": leads and row.state in ASKABLE_STATES and asked_today(row),
    }
    return render(request, "suggestions/phone/track.html", context)


@allow(*PROPOSERS)
@require_safe
@never_cache
def receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """The receipt with its number and a code that leads back to the suggestion."""
    row = _signed(request, pk)
    if row.submitted_at is None:
        return redirect("suggestions:track", pk)
    address = request.build_absolute_uri(reverse("suggestions:detail", args=[pk]))
    context = {
        "suggestion": row,
        "standing": standing(row),
        "picture": qr_picture(address, "att-qr", scale=8),
    }
    return render(request, "suggestions/phone/receipt.html", context)


@allow(*PROPOSERS)
@require_safe
def original(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was submitted, word for word, the last time first."""
    row = _signed(request, pk)
    context = {
        "suggestion": row,
        "submissions": Submission.objects.filter(suggestion=row).order_by("-order"),
        "photos": row.photos.shown(),
        "files": row.files.shown(),
    }
    return render(request, "suggestions/phone/original.html", context)


@allow(*PROPOSERS)
@never_cache
def cosign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read what another deputy wrote, and sign it or not."""
    signer = scoped_or_404(own_invitations(request.user), suggestion=pk)
    row = signer.suggestion
    if request.method == "POST":
        answer = operations.cosign(cosigner=signer, actor=request.user, agree="agree" in request.POST)
        declined = f"不附议“{row.title}”，已告诉{row.lead.person.name}"
        agreed = answer.state == CosignState.CONFIRMED
        messages.success(request, f"已附议“{row.title}”" if agreed else declined)
        return redirect("suggestions:mine")
    if row.state not in WRITABLE_STATES and signer.state == CosignState.CONFIRMED:
        return redirect("suggestions:track", pk)
    context = {
        "suggestion": row,
        "signer": signer,
        "answerable": row.state in WRITABLE_STATES,
        "photos": row.photos.shown(),
        "files": row.files.shown(),
        "signed": row.cosigners.filter(state=CosignState.CONFIRMED).select_related("deputyship__person"),
    }
    return render(request, "suggestions/phone/cosign.html", context)


@allow(*PROPOSERS)
@never_cache
def evaluate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rate each reply, attitude and result apart; 不满意 needs words and opens another round."""
    row = scoped_or_404(_led(request), pk=pk)
    if row.state != State.REPLIED and row.evaluated_at is not None and request.method != "POST":
        return redirect("suggestions:track", pk)
    with leading_back(pk):
        require(request.user, SUGGESTION_WORKFLOW["evaluate"], row.state)
    forms = [VerdictForm(request.POST or None, reply=reply) for reply in replies_of_round(row)]
    # every form is checked, so that every message shows at once
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        verdicts = [form.verdict for form in forms]
        try:
            with leading_back(pk):
                done = operations.evaluate(suggestion=row, actor=request.user, verdicts=verdicts)
        except ValidationError as error:
            forms[0].add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _what_next(done))
            return redirect("suggestions:track", pk)
    context = {"suggestion": row, "forms": forms, "due": row.due_on}
    return render(request, "suggestions/phone/evaluate.html", context)


@allow(*PROPOSERS)
@never_cache
def confirm_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether a contact took place as the unit recorded it (R215)."""
    contact = scoped_or_404(own_contacts(request.user), pk=pk)
    form = ContactForm(request.POST or None, initial={"answer": contact.answer, "note": contact.answer_note})
    if request.method == "POST" and form.is_valid():
        try:
            with leading_back(contact.handling.suggestion_id):
                kept = operations.confirm_contact(contact=contact, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            denied = kept.answer == Confirmation.DENIED
            unit = contact.handling.organ_name
            messages.success(request, f"已记不属实，这次联系不算，已告诉{unit}" if denied else "已确认属实")
            return redirect("suggestions:track", contact.handling.suggestion_id)
    told = [("方式", contact.get_way_display()), ("联系人", contact.who), ("内容", contact.content)]
    context = {"contact": contact, "form": form, "contact_facts": told}
    return render(request, "suggestions/phone/confirm_contact.html", context)


@allow(*PROPOSERS)
@never_cache
def rate_commitment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rate a promise that was kept."""
    promise = scoped_or_404(own_commitments(request.user), pk=pk)
    form = RatingForm(request.POST or None, initial={"rating": promise.rating})
    if request.method == "POST" and form.is_valid():
        with leading_back(promise.suggestion_id):
            operations.rate_commitment(commitment=promise, actor=request.user, **form.cleaned_data)
        messages.success(request, "已评价承诺兑现情况")
        return redirect("suggestions:track", promise.suggestion_id)
    return render(request, "suggestions/phone/rate_commitment.html", {"commitment": promise, "form": form})


@allow(*PROPOSERS)
@never_cache
def add_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add to the matter after it was submitted."""
    row = scoped_or_404(_led(request), pk=pk)
    if row.state not in FOLLOWED_STATES:
        with leading_back(pk):
            raise Conflict(f"这件建议{row.get_state_display()}，不能再补充情况")
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.add_note(suggestion=row, actor=request.user, **form.cleaned_data)
        messages.success(request, "已补充，办公室和承办单位会看到")
        return redirect("suggestions:track", pk)
    return render(request, "suggestions/phone/add_note.html", {"suggestion": row, "form": form})


@allow(*PROPOSERS)
@require_POST
def ask_after(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask how far it is, once a day."""
    row = scoped_or_404(_led(request), pk=pk)
    first = operations.ask_after(suggestion=row, actor=request.user)
    messages.success(request, "已催问，办公室会督促办理" if first else "今天已催问过，明天可以再催")
    return redirect("suggestions:track", pk)


@allow(*PROPOSERS)
@never_cache
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a suggestion back before it is answered, with a reason."""
    row = scoped_or_404(_led(request), pk=pk)
    with leading_back(pk):
        require(request.user, SUGGESTION_WORKFLOW["withdraw"], row.state)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.withdraw(suggestion=row, actor=request.user, **form.cleaned_data)
        messages.success(request, f"已撤回“{row.title}”")
        return redirect("suggestions:mine")
    return render(request, "suggestions/phone/withdraw.html", {"suggestion": row, "form": form})


def _led(request: SignedInRequest) -> SuggestionQuerySet:
    return Suggestion.objects.led_by(request.user).select_related("lead__person", "gate")


def _signed(request: SignedInRequest, pk: int) -> Suggestion:
    """One this deputy leads, signed, was asked to sign or takes part in supervising, with where it stands."""
    asked = own_invitations(request.user).exclude(state=CosignState.DECLINED).values("suggestion_id")
    supervised = steps_of(request.user).values("supervision__suggestion_id")
    others = Suggestion.objects.filter(Q(pk__in=asked) | Q(pk__in=supervised))
    rows = Suggestion.objects.led_by(request.user) | others
    return scoped_or_404(with_standing(rows.distinct()), pk=pk)


def _happenings(row: Suggestion, now: Standing, others: list[Happening]) -> list[Happening]:
    """Who is waited for, then what happened, with what other packages of the app tell a deputy."""
    own = happenings(list(row.steps.all()), Audience.DEPUTY)
    told = sorted([*own, *others], key=lambda line: str(line.at), reverse=True) if others else own
    return [Happening(now.what, now.who, state="now"), *told] if row.is_open else told


def _leads(request: SignedInRequest, row: Suggestion) -> bool:
    return row.lead.person.user_id == request.user.pk


def _what_next(row: Suggestion) -> str:
    """What follows from the verdict."""
    if row.state == State.EVALUATED:
        return f"已评价。接下来由{standing(with_standing(Suggestion.objects.filter(pk=row.pk)).get()).who}核查后销号"
    if row.state == State.STUDY:
        return "已记下不满意。两轮都不满意，由区人大有关委室会同政府研究，有结论会告诉您"
    due = Clock.objects.running().filter(suggestion=row, kind=ClockKind.REDO).order_by("due_on").first()
    until = f"，{dates.day(due.due_on)}前再次答复您" if due else ""
    return f"已记下不满意，单位重新办理{until}"
