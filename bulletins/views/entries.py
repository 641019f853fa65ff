"""One entry of a draft: its printed text, its title, and whether it is printed."""

import difflib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bulletins.forms import EntryForm, MergeForm
from bulletins.models import Entry, Issue
from bulletins.operations import arranging, rendering
from bulletins.views.common import issue_or_404, posted_version
from bulletins.workflow import EDITORS
from congress.access.decorators import allow
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import scoped_or_404
from congress.web.forms import ReasonForm
from congress.web.requests import SignedInRequest


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Runs of text as (kind, text): same, gone, new. Fed to the page that shows what was edited."""
    runs: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            runs.append(("same", before[i1:i2]))
            continue
        if i2 > i1:
            runs.append(("gone", before[i1:i2]))
        if j2 > j1:
            runs.append(("new", after[j1:j2]))
    return runs


#: Comparing character by character costs time in the square of the length.
COMPARED_AT_MOST = 8_000


def _context(issue: Issue, entry: Entry, form: EntryForm, **more: Any) -> dict[str, Any]:
    source = entry.activity.text if entry.activity else entry.source_text
    short = max(len(entry.text), len(source)) <= COMPARED_AT_MOST
    return {
        "issue": issue,
        "entry": entry,
        "form": form,
        "shared": entry.heading.entries.exclude(pk=entry.pk).order_by("position"),
        "source": source,
        "runs": differences(source, entry.text) if short and source != entry.text else [],
        "log_changed": entry.activity is not None and entry.activity.text != entry.source_text,
        "merge_form": more.get("merge_form") or MergeForm(issue=issue, entry=entry),
        "reason_form": more.get("reason_form") or ReasonForm(),
        "stale": more.get("stale", ""),
    }


def _entry(request: SignedInRequest, pk: int, entry_id: int) -> tuple[Issue, Entry]:
    issue = issue_or_404(request, pk)
    entries = issue.entries.select_related("heading", "activity", "contribution__area")
    return issue, scoped_or_404(entries, pk=entry_id)


@allow(*EDITORS)
def edit_entry(request: SignedInRequest, pk: int, entry_id: int) -> HttpResponse:
    """Change the title and the printed text; somebody else's change in between is shown, nothing typed is lost."""
    issue, entry = _entry(request, pk, entry_id)
    if request.method != "POST":
        initial = {"heading": entry.heading.text, "text": entry.text, "version": issue.version}
        return render(
            request, "bulletins/edit_entry.html", _context(issue, entry, EntryForm(initial=initial))
        )
    form = EntryForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            issue = arranging.edit_entry(issue=issue, entry_id=entry.pk, actor=request.user, **data)
        except StaleVersion as stale:
            kept = EntryForm(initial={**data, "version": issue.version})
            context = _context(issue, entry, kept, stale=str(stale))
            return render(request, "bulletins/edit_entry.html", context, status=409)
        rendering.render(issue=issue, actor=None)
        messages.success(request, "已保存，正在重新排版")
        return redirect("bulletins:arrange", pk)
    return render(request, "bulletins/edit_entry.html", _context(issue, entry, form), status=422)


@allow(*EDITORS)
@require_POST
def leave_out(request: SignedInRequest, pk: int, entry_id: int) -> HttpResponse:
    """Keep an entry out of print, with the reason."""
    issue, entry = _entry(request, pk, entry_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        issue = arranging.leave_out(
            issue=issue,
            entry_id=entry.pk,
            actor=request.user,
            version=posted_version(request),
            **form.cleaned_data,
        )
        rendering.render(issue=issue, actor=None)
        messages.success(request, f"“{entry.heading.text}”本期不收")
        return redirect("bulletins:arrange", pk)
    return _again(request, issue, entry, reason_form=form)


@allow(*EDITORS)
@require_POST
def merge_headings(request: SignedInRequest, pk: int, entry_id: int) -> HttpResponse:
    """Let one title cover this entry and others."""
    issue, entry = _entry(request, pk, entry_id)
    form = MergeForm(request.POST, issue=issue, entry=entry)
    if form.is_valid():
        ids = [entry.pk, *(other.pk for other in form.cleaned_data["entries"])]
        try:
            issue = arranging.merge_headings(
                issue=issue,
                entry_ids=ids,
                heading=form.cleaned_data["heading"],
                actor=request.user,
                version=posted_version(request),
            )
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            return _again(request, issue, entry, merge_form=form)
        rendering.render(issue=issue, actor=None)
        messages.success(request, f"{len(ids)} 篇已用同一个标题")
        return redirect("bulletins:arrange", pk)
    return _again(request, issue, entry, merge_form=form)


def _again(request: SignedInRequest, issue: Issue, entry: Entry, **forms: Any) -> HttpResponse:
    """The page once more, with the form that was not right."""
    initial = {"heading": entry.heading.text, "text": entry.text, "version": issue.version}
    context = _context(issue, entry, EntryForm(initial=initial), **forms)
    return render(request, "bulletins/edit_entry.html", context, status=422)
