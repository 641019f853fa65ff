"""The papers on the page of a suggestion: letters of reply, the form on paper, the case file."""

from __future__ import annotations

from django.urls import reverse

from congress.accounts.models import User
from congress.web import dates
from congress.web.sections import Action, Line, Plugged, Section
from suggestions import rules
from suggestions.enums import State
from suggestions.letters.reading import replies_for
from suggestions.models import Reply, Suggestion


def papers_of(suggestion: Suggestion, user: User) -> Plugged | None:
    """Letters to whoever sees the replies; the form to be entered by the office that keeps the gate (3 queries)."""
    if suggestion.state == State.DRAFT:
        return None
    keeps = rules.keep_suggestion.allows(user, suggestion)
    replies = replies_for(user).filter(handling__suggestion=suggestion).select_related("evaluation")
    own = keeps or rules.own_suggestion.allows(user, suggestion)
    lines = [line for reply in replies.order_by("-handling__round", "pk") for line in _lines(reply, own)]
    return Plugged(
        sections=[Section("答复函和表格", lines)] if lines else [],
        actions=_actions(suggestion, keeps),
    )


def _actions(row: Suggestion, keeps: bool) -> list[Action]:
    found = []
    if row.state == State.REPLIED:
        if keeps:
            found.append(Action("代录纸质征询意见表", _url("evaluate_paper", row.pk)))
        found.append(Action("打印征询意见表（PDF）", _url("evaluation_form", row.pk)))
    return [*found, Action("打印全案卷宗（PDF）", _url("case_file", row.pk))]


def _lines(reply: Reply, own: bool) -> list[Line]:
    part = reply.handling
    again = f"第 {part.round} 轮" if part.round > 1 else ""
    letter = Line(
        f"{part.organ_name}的答复函",
        "　".join(filter(None, (again, reply.number, dates.day(reply.replied_on)))),
        actions=(
            Action("PDF", _url("letter_pdf", reply.pk)),
            Action("Word", _url("letter_docx", reply.pk)),
        ),
    )
    given = getattr(reply, "evaluation", None)
    if given is None or not given.scan or not own:
        return [letter]
    note = "　".join(filter(None, (again, f"{dates.day(given.evaluated_on)}填写")))
    return [
        letter,
        Line(f"对{part.organ_name}的征询意见表", note, actions=(Action("看扫描件", _url("scan", given.pk)),)),
    ]


def _url(name: str, pk: int) -> str:
    return reverse(f"suggestions:{name}", args=[pk])
