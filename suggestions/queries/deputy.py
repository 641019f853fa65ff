"""What a deputy has put, signed and still has to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Session
from congress.web import dates
from congress.web.registry import Todo
from deputies.models import Deputyship, Person
from suggestions.enums import ACCEPTED_STATES, REPLYING_PARTS, CommitmentState, CosignState, State
from suggestions.models import (
    Commitment,
    Contact,
    Cosigner,
    Handling,
    Reply,
    Suggestion,
    SuggestionQuerySet,
)
from suggestions.workflow import PROPOSERS

#: The menu line that counts what waits for a deputy.
MENU = "suggestions:mine"
#: States in which the words can be changed.
WRITABLE_STATES = frozenset({State.DRAFT, State.RETURNED})
#: Days before a session from which suggestions can be written for it.
_BEFORE_SESSION = 30


def own_deputyships(user: User) -> list[Deputyship]:
    """The deputyships this user holds today, the district's before the others' (1 query)."""
    rows = Deputyship.objects.in_force(timezone.localdate()).filter(person__user=user)
    rows = rows.select_related("person", "term__area", "constituency__area")
    return sorted(rows, key=lambda row: (row.term.area.parent_id is not None, row.pk))


def sessions_for(lead: Deputyship) -> QuerySet[Session]:
    """Sessions of the deputy's congress one can write for today: on, or about to begin."""
    today = timezone.localdate()
    soon = today + timedelta(days=_BEFORE_SESSION)
    return Session.objects.filter(term=lead.term_id, starts_on__lte=soon, ends_on__gte=today).select_related(
        "term__area"
    )


def put_or_signed_by(user: User) -> SuggestionQuerySet:
    """Suggestions this deputy leads, or has signed; each way by its own index."""
    signed = Cosigner.objects.filter(deputyship__person__user=user, state=CosignState.CONFIRMED)
    led = Suggestion.objects.order_by().filter(lead__person__user=user).values("pk")
    either = led.union(signed.order_by().values("suggestion_id"))
    return Suggestion.objects.filter(pk__in=either).select_related("lead__person")


def put_or_signed_by_person(person: Person) -> SuggestionQuerySet:
    """Suggestions somebody leads or has signed, in whichever of the deputyships; each way by its own index."""
    signed = Cosigner.objects.filter(deputyship__person=person, state=CosignState.CONFIRMED)
    led = Suggestion.objects.order_by().filter(lead__person=person).values("pk")
    either = led.union(signed.order_by().values("suggestion_id"))
    return Suggestion.objects.filter(pk__in=either)


def own_contacts(user: User) -> QuerySet[Contact]:
    """Contacts with this deputy that units recorded."""
    return Contact.objects.filter(handling__suggestion__lead__person__user=user).select_related(
        "handling__suggestion__lead__person", "handling__organ"
    )


def own_commitments(user: User) -> QuerySet[Commitment]:
    """What units promised to this deputy."""
    return Commitment.objects.filter(suggestion__lead__person__user=user).select_related(
        "suggestion__lead__person", "reply__handling"
    )


def own_invitations(user: User) -> QuerySet[Cosigner]:
    """Invitations to sign with another deputy."""
    return Cosigner.objects.filter(deputyship__person__user=user).select_related(
        "suggestion__lead__person", "deputyship__person"
    )


def replies_of_round(row: Suggestion) -> list[Reply]:
    """The replies to the deputy in the present round, the lead unit's first."""
    rows = Reply.objects.filter(
        handling__in=Handling.objects.live().replying().filter(suggestion=row, round=row.round)
    )
    return list(rows.select_related("handling", "category", "commitment").order_by("handling_id"))


def replies_to_deputy(row: Suggestion) -> QuerySet[Reply]:
    """The replies of every round, the newest first; opinions of co-handlers are for the lead unit."""
    rows = Reply.objects.filter(handling__suggestion=row, handling__part__in=REPLYING_PARTS)
    return rows.select_related("handling", "category").order_by("-replied_at", "-pk")


def todos(user: User) -> Iterator[Todo]:
    """What waits for a deputy: evaluate, amend, confirm a contact, sign, rate a kept promise (5 queries)."""
    if not user.has_role(*PROPOSERS):
        return
    yield from _to_evaluate(user)
    yield from _to_amend(user)
    recorded = own_contacts(user).filter(answer="", handling__suggestion__state__in=ACCEPTED_STATES)
    for contact in recorded.order_by("recorded_at"):
        unit = contact.handling.organ_name
        yield Todo(
            f"确认联系：{unit}说 {dates.day(contact.on)}与您{_stage_word(contact)}",
            contact.handling.suggestion.title,
            reverse("suggestions:confirm_contact", args=[contact.pk]),
            "去确认",
            menu=MENU,
        )
    invited = own_invitations(user).filter(state=CosignState.INVITED, suggestion__state__in=WRITABLE_STATES)
    for signer in invited:
        row = signer.suggestion
        yield Todo(
            f"确认附议：{row.title}",
            f"{row.lead.person.name}邀您附议",
            reverse("suggestions:cosign", args=[row.pk]),
            "去看",
            menu=MENU,
        )
    kept = own_commitments(user).filter(state=CommitmentState.KEPT, rating="")
    for promise in kept:
        yield Todo(
            f"评价承诺兑现：{promise.what}",
            f"{promise.reply.handling.organ_name}　{promise.suggestion.title}",
            reverse("suggestions:rate_commitment", args=[promise.pk]),
            "去评价",
            menu=MENU,
        )


def _stage_word(contact: Contact) -> str:
    return {"before": "联系过", "during": "沟通过", "after": "回访过"}[contact.stage]


def _to_evaluate(user: User) -> Iterator[Todo]:
    parts = Handling.objects.live().replying().filter(answered_at__isnull=False)
    rows = Suggestion.objects.led_by(user).filter(state=State.REPLIED)
    for row in rows.prefetch_related(Prefetch("handlings", parts, to_attr="answered_parts")):
        now = [part for part in row.answered_parts if part.round == row.round]  # type: ignore[attr-defined]
        units = "、".join(part.organ_name for part in now)
        on = f" {dates.day(row.replied_at)}答复" if row.replied_at else ""
        url = reverse("suggestions:evaluate", args=[row.pk])
        yield Todo(f"评价答复：{row.title}", f"{units}{on}", url, "去评价", due=row.due_on, menu=MENU)


def _to_amend(user: User) -> Iterator[Todo]:
    for row in Suggestion.objects.led_by(user).filter(state=State.RETURNED):
        url = reverse("suggestions:edit", args=[row.pk])
        yield Todo(f"修改后再提交：{row.title}", row.reason, url, "去修改", due=row.due_on, menu=MENU)
