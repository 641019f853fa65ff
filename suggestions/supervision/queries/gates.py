"""The four gates of suggestions (R224): who passed each, when and by what; the numbers at each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from congress.accounts.models import User
from congress.figures.numbers import Rate
from suggestions.enums import Confirmation, ContactStage, State
from suggestions.models import (
    Contact,
    LastingMeasure,
    Step,
    Suggestion,
    SuggestionQuerySet,
    SupervisionLog,
)
from suggestions.supervision.enums import GateKind

#: What each gate asks for, as the page says it.
ASKS = {
    GateKind.ENTRY: "形式、内容、是否重复经审核",
    GateKind.HANDLING: "办理中有督办记录或办中沟通",
    GateKind.RESULT: "核查落实后销号",
    GateKind.LASTING: "建立制度或长效措施",
}


def passed_q(gate: str) -> Q:
    """Which accepted suggestions passed a gate."""
    match gate:
        case GateKind.ENTRY:
            return Q(registered_at__isnull=False)
        case GateKind.HANDLING:
            logs = SupervisionLog.objects.standing().filter(suggestion=OuterRef("pk"))
            contacts = Contact.objects.filter(
                handling__suggestion=OuterRef("pk"), stage=ContactStage.DURING
            ).exclude(answer=Confirmation.DENIED)
            return Q(Exists(logs)) | Q(Exists(contacts))
        case GateKind.RESULT:
            return Q(state=State.CLOSED)
        case GateKind.LASTING:
            return Q(Exists(LastingMeasure.objects.filter(suggestion=OuterRef("pk"))))
    raise ValueError(f"there is no gate {gate}")


def gate_rows(user: User, year: int | None = None) -> SuggestionQuerySet:
    """What is counted: suggestions that were accepted, of one year's registration or of all."""
    rows = Suggestion.objects.visible_to(user).accepted()
    return rows.filter(registered_at__year=year) if year else rows


@dataclass(frozen=True)
class GateCount:
    """How many passed a gate, of how many; the querystrings of both lists."""

    gate: GateKind
    asks: str
    rate: Rate
    passed: str
    missing: str

    @property
    def left(self) -> int:
        """How many have not passed it."""
        return self.rate.denominator - self.rate.numerator


def gate_counts(user: User, year: int) -> list[GateCount]:
    """The numbers at each gate for a year (one query)."""
    counted = gate_rows(user, year).aggregate(
        whole=Count("pk"), **{gate.value: Count("pk", filter=passed_q(gate)) for gate in GateKind}
    )
    return [
        GateCount(
            gate,
            ASKS[gate],
            Rate(counted[gate.value], counted["whole"]),
            f"year={year}&gate={gate.value}&passed=yes",
            f"year={year}&gate={gate.value}&passed=no",
        )
        for gate in GateKind
    ]


@dataclass(frozen=True)
class Gate:
    """One gate of one suggestion: what passed it, by whom and when; empty while it has not."""

    gate: GateKind
    what: str = ""
    who: str = ""
    at: datetime | date | None = None

    @property
    def passed(self) -> bool:
        """Whether it is passed."""
        return self.at is not None

    @property
    def asks(self) -> str:
        """What it asks for."""
        return ASKS[self.gate]


def gates_of(
    row: Suggestion, logs: Iterable[SupervisionLog], measures: Iterable[LastingMeasure]
) -> list[Gate]:
    """The four gates of a suggestion (two queries beside the logs and measures the page has)."""
    steps: dict[str, Step] = {}
    for step in Step.objects.filter(suggestion=row, verb__in=["register", "strike_off"]).order_by("id"):
        steps[step.verb] = step
    return [
        _of_step(GateKind.ENTRY, steps.get("register"), "审核通过"),
        _handling(row, list(logs)),
        _of_step(GateKind.RESULT, steps.get("strike_off") if row.closed_at else None, "核查销号"),
        next(
            (Gate(GateKind.LASTING, one.title, one.organ.short_name, one.on) for one in measures),
            Gate(GateKind.LASTING),
        ),
    ]


def _of_step(gate: GateKind, step: Step | None, word: str) -> Gate:
    return Gate(gate) if step is None else Gate(gate, step.note or word, step.actor_name, step.at)


def _handling(row: Suggestion, logs: list[SupervisionLog]) -> Gate:
    if logs:
        first = logs[0]
        return Gate(GateKind.HANDLING, first.content, first.who, first.on)
    contacts = Contact.objects.filter(handling__suggestion=row, stage=ContactStage.DURING)
    contact = contacts.exclude(answer=Confirmation.DENIED).select_related("handling").first()
    if contact is None:
        return Gate(GateKind.HANDLING)
    unit = contact.handling.organ_name
    return Gate(GateKind.HANDLING, f"办中沟通：{contact.content}", f"{unit}　{contact.who}", contact.on)
