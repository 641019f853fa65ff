"""One suggestion: its page, its photos and documents."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.documents.kept import photo_answer
from congress.web import dates
from congress.web.files import kept_file
from congress.web.marks import tag
from congress.web.parts import Happening
from congress.web.requests import SignedInRequest
from deputies import rules as deputies
from suggestions import panel, rules
from suggestions.enums import CosignState, Occasion, Signing, State
from suggestions.forms.closing import ReasonForm
from suggestions.models import ReplyFile, Suggestion, SuggestionFile, SuggestionPhoto
from suggestions.queries.desk import Record, page_rows, record_of, waiting_for
from suggestions.sections import plugged_into
from suggestions.timeline import happenings
from suggestions.unit.panel import unit_desk

#: Co-signers named on the page; the others are counted.
_NAMED = 3


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One suggestion: facts, who handles it by when, the text as submitted, what happened, what can be done."""
    user = request.user
    if not user.has_role(*rules.DESK_READERS):
        return redirect("suggestions:track", pk)  # a deputy's page is made for the phone
    row = scoped_or_404(page_rows(Suggestion.objects.visible_to(user)), pk=pk)
    record = record_of(row)
    plugged = plugged_into(row, user)
    actions = panel.actions_of(user, record)
    waiting = waiting_for(record)
    lines = sorted(
        [*happenings(record.steps), *plugged.happenings], key=lambda line: str(line.at), reverse=True
    )
    if waiting.title:
        lines.insert(0, Happening(waiting.title, state="now", note=waiting.note))
    context = {
        "suggestion": row,
        "sub": _sub(row),
        "record": record,
        "facts": [*_facts(request, record), *plugged.facts],
        "plugged": plugged,
        "desks": unit_desk(user, row),
        "actions": [action for action in actions if not action.blocked and action.kind != "undo"],
        "undoing": [action for action in actions if not action.blocked and action.kind == "undo"],
        "blocked": [action for action in actions if action.blocked],
        "keeps": panel.keeps(user, row),
        "waiting": waiting.line,
        "happenings": lines,
        "reason_form": ReasonForm(prefix="stop"),
        "stop_title": f"终止办理{row.label}？",
        "reopen_title": f"重新打开{row.label}？",
        "has_links": bool(row.merged_into_id or row.merged.all()),
    }
    return render(request, "suggestions/detail.html", context)


def _sub(row: Suggestion) -> SafeString:
    """Number, kind, category, and what is out of the ordinary."""
    words = [row.label, row.get_kind_display(), str(row.category or "")]
    tags = [("重点督办", "key")] if row.is_key else []
    if row.round > 1:
        tags.append((f"第 {row.round} 轮办理", ""))
    shown = format_html_join("", "　{}", ((tag(word, kind),) for word, kind in tags))
    return format_html("{}{}", "　".join(word for word in words if word), shown)


def _facts(request: SignedInRequest, record: Record) -> list[tuple[str, object]]:
    row = record.row
    lead: object = row.lead.person.name
    if request.user.has_role(*deputies.READERS):
        lead = format_html('<a href="{}">{}</a>', reverse("deputies:detail", args=[row.lead.person_id]), lead)
    where = row.lead.constituency.name if row.lead.constituency else row.lead.delegation
    when = str(row.session) if row.occasion == Occasion.SESSION else row.get_occasion_display()
    submitted = dates.full_day(row.submitted_at) if row.submitted_at else "还没有提交"
    source = "" if row.source == "deputy" and not row.source_note else row.get_source_display()
    signing = row.get_signing_display() if row.signing != Signing.DELEGATION else row.delegation
    return [
        ("领衔代表", format_html("{}　{}", lead, where)),
        ("附议", _signed(record)),
        ("提出", f"{when}　{submitted}"),
        ("提出方式", signing if row.signing != Signing.INDIVIDUAL else ""),
        ("来源", "　".join(part for part in (source, row.source_note) if part)),
        ("督办委室", row.committee.short_name if row.committee else ""),
        ("涉及区域", row.area.name if row.area.parent_id else ""),
        ("大事小事", row.get_weight_display()),
        ("四类事", "、".join(str(kind) for kind in row.priorities.all())),
        ("专项", "、".join(str(campaign) for campaign in row.campaigns.all())),
        ("办理难度", "涉及面广、难度大" if row.hard else ""),
        ("销号编号", row.strike_number),
        ("转往", row.get_channel_display() if row.state == State.DIVERTED else ""),
    ]


def _signed(record: Record) -> str:
    names = [one.deputyship.person.name for one in record.cosigners if one.state == CosignState.CONFIRMED]
    shown = "、".join(names[:_NAMED])
    return f"{shown} 等 {len(names)} 人" if len(names) > _NAMED else shown


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of a suggestion in scope, small or full."""
    rows = SuggestionPhoto.objects.shown().filter(suggestion__in=Suggestion.objects.visible_to(request.user))
    row = scoped_or_404(rows, pk=pk)
    return photo_answer(row, size)


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def file(request: SignedInRequest, pk: int) -> FileResponse:
    """A document of a suggestion in scope, to be saved."""
    rows = SuggestionFile.objects.shown().filter(suggestion__in=Suggestion.objects.visible_to(request.user))
    row = scoped_or_404(rows, pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def reply_file(request: SignedInRequest, pk: int) -> FileResponse:
    """A document that came with a reply to a suggestion in scope, to be saved."""
    visible = Suggestion.objects.visible_to(request.user)
    row = scoped_or_404(ReplyFile.objects.shown().filter(reply__handling__suggestion__in=visible), pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)
