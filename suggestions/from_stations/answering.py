"""What comes of a suggestion goes back to the matter it began as, and so to the citizen (R220, R222)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet

from liaison_stations.enums import Outcome
from liaison_stations.models import LONGEST_ACCOUNT
from liaison_stations.operations.answering import answer_by_suggestion
from liaison_stations.operations.telling import staff_of_station, tell_of
from suggestions.models import MatterSuggestion, Reply, Suggestion

#: What the reply says of the matter (A solved, B planned, C and D explained), by the letter of its category.
_OUTCOMES = {"A": Outcome.SOLVED, "B": Outcome.PLANNED}


def pass_on(row: Suggestion, at: datetime | None = None) -> None:
    """Every unit replied: the matters behind the suggestion, and behind those merged into it, are answered."""
    links = list(_links(Q(suggestion=row) | Q(suggestion__merged_into=row)))
    if not links:
        return
    letter = row.reply_category.letter if row.reply_category else ""
    said, outcome = _said(row), _OUTCOMES.get(letter, Outcome.EXPLAINED)
    for link in links:
        answer_by_suggestion(matter=link.matter, answer=said, outcome=outcome, at=at)


def tell_it_ended(row: Suggestion, how: str) -> None:
    """No unit will reply: the station is told, and answers the citizen itself."""
    for link in _links(Q(suggestion=row)):
        matter = link.matter
        text = f"{how}。请登记办理结果，告知群众。"
        tell_of(matter, staff_of_station(matter.station), "代表建议没有办下去", text)


def _links(condition: Q) -> QuerySet[MatterSuggestion]:
    return MatterSuggestion.objects.filter(condition).select_related("matter__station")


def _said(row: Suggestion) -> str:
    """The replies of the round, those that may be public; of others only that there is one."""
    replies = Reply.objects.filter(
        handling__suggestion=row, handling__round=F("handling__suggestion__round"), category__isnull=False
    ).select_related("handling")
    texts = [
        f"{one.handling.organ_name}：{one.text}" if one.public else f"{one.handling.organ_name}已答复代表。"
        for one in replies.order_by("pk")
    ]
    return "\n".join(["这件事项转为代表建议，已经答复。", *texts])[:LONGEST_ACCOUNT]
