"""To whom an issue goes: the list, delivery, reading (R287)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from bulletins.enums import DistributionKind, IssueState
from bulletins.models import Delivery, Issue, Reading, Recipient, Series, SeriesRecipient
from bulletins.operations.locking import lock_draft, save_changed
from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Organ


@dataclass(frozen=True)
class RecipientData:
    """One recipient, as it comes from a form or a file."""

    kind: str
    label: str
    full_label: str = ""
    group: int = 1
    collective: bool = False
    role: str = ""
    organs: Sequence[Organ] = field(default_factory=tuple)


def parse_list(kind: str, text: str) -> list[RecipientData]:
    """Recipients from the printed line: groups divided by “，”, items by “、”, closed by “。”.

    >>> [r.label for r in parse_list("send", "送：区人大常委会主任、副主任，区委办公室。")]
    ['区人大常委会主任', '副主任', '区委办公室']
    """
    body = text.strip().removeprefix(str(DistributionKind(kind).label)).lstrip("：:").strip().rstrip("。")
    return [
        RecipientData(kind=kind, label=item.strip(), full_label=item.strip(), group=number)
        for number, group in enumerate(body.replace(",", "，").split("，"), start=1)
        for item in group.split("、")
        if item.strip()
    ]


def _write(owner: dict[str, Issue] | dict[str, Series], lines: Sequence[RecipientData]) -> None:
    """Replace the whole list of an issue or a series, orders counted per kind.

    A line that does not say whose people it means keeps what the same label meant before, else it means the
    organ of that name; without either, only delivery is tracked.
    """
    model = Recipient if "issue" in owner else SeriesRecipient
    meant = {
        old.label: (old.role, list(old.organs.all()))
        for old in model._default_manager.filter(**owner).prefetch_related("organs")
    }
    model._default_manager.filter(**owner).delete()
    counts: dict[str, int] = {}
    for line in lines:
        role, organs = line.role, list(line.organs)
        if not role and not organs:
            role, organs = meant.get(
                line.label, ("", list(Organ.objects.named(line.full_label or line.label)))
            )
        counts[line.kind] = counts.get(line.kind, 0) + 1
        made = model._default_manager.create(
            **owner,
            kind=line.kind,
            group=line.group,
            order=counts[line.kind],
            label=line.label,
            full_label=line.full_label or line.label,
            collective=line.collective,
            role=role,
        )
        made.organs.set(organs)


@transaction.atomic
def set_distribution(
    *, issue: Issue, lines: Sequence[RecipientData], actor: User | None, version: int | None = None
) -> Issue:
    """Write the distribution list of a draft anew."""
    issue = lock_draft(issue, version)
    _write({"issue": issue}, lines)
    return save_changed(
        issue, actor=actor, verb="set_distribution", recipients=[line.label for line in lines]
    )


@transaction.atomic
def set_default_distribution(*, series: Series, lines: Sequence[RecipientData], actor: User | None) -> Series:
    """Write the default list of a series; issues opened before keep theirs."""
    series = Series.objects.select_for_update().get(pk=series.pk)
    _write({"series": series}, lines)
    audit.record(
        actor=actor,
        verb="bulletins:set_default_distribution",
        obj=series,
        after={"recipients": [line.label for line in lines]},
    )
    return series


@transaction.atomic
def record_delivery(
    *, recipient: Recipient, delivered_on: date, copies: int, received_by: str, actor: User
) -> Delivery:
    """Note that copies reached a recipient; a second note corrects the first, and the audit keeps both."""
    issue = Issue.objects.select_for_update().get(pk=recipient.issue_id)
    if issue.state != IssueState.ISSUED:
        raise Conflict("还没有印发，不能登记送达")
    delivery, _ = Delivery.objects.update_or_create(
        recipient=recipient,
        defaults={
            "delivered_on": delivered_on,
            "copies": copies,
            "received_by": received_by,
            "recorded_by": actor,
        },
    )
    audit.record(
        actor=actor,
        verb="bulletins:record_delivery",
        obj=issue,
        after={
            "recipient": recipient.label,
            "on": delivered_on,
            "copies": copies,
            "received_by": received_by,
        },
    )
    return delivery


def record_reading(*, issue: Issue, user: User) -> None:
    """Note that a person opened an issued issue; drafts are not counted."""
    if issue.state == IssueState.ISSUED:
        Reading.objects.update_or_create(issue=issue, user=user)
