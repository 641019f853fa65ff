"""A poll is prepared: what is voted on, by which rules, by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.enums import Mode
from congress.ballots.models import MOST_ITEMS, RULE_FIELDS, Elector, Item, Poll, RuleFields
from congress.ballots.procedures import GENERAL
from congress.ballots.workflow import POLLS
from congress.notices.audiences import Chosen, Reached, in_words, reach
from congress.organs.models import Area, Organ

#: What a poll says beside its items; all of it can be changed until voting begins.
FIELDS = ("title", "note", "mode", "scales", "chief_scrutineer", "scrutineers", "tellers", *RULE_FIELDS)
_UNCHECKED = ["created_by", "area", "organ", "follows", "electorate"]
#: An item: its title and a note.
ItemFacts = tuple[str, str]


def rules_of(source: RuleFields) -> dict[str, Any]:
    """The rules of a rule set or of another poll, to begin with."""
    return {name: getattr(source, name) for name in RULE_FIELDS}


def facts_of(poll: Poll) -> dict[str, Any]:
    """What the poll says, as plain values."""
    return {name: poll.serializable_value(name) for name in FIELDS}


def locked(poll: Poll, actor: User, step: str) -> Poll:
    """The poll's row for this transaction alone, if this user may take the step now."""
    row = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    require(actor, POLLS[step], row.state)
    require_rule(actor, row.plug.keep, row)
    return row


def saved(row: Poll) -> Poll:
    """Checked and saved, one version on."""
    row.version += 1
    row.full_clean(exclude=_UNCHECKED)
    row.save()
    return row


@transaction.atomic
def prepare_poll(
    *,
    actor: User | None,
    items: Sequence[ItemFacts],
    rules: Mapping[str, Any],
    procedure: str = GENERAL,
    area: Area | None = None,
    organ: Organ | None = None,
    follows: Poll | None = None,
    **values: Any,
) -> Poll:
    """Begin a poll. ``rules`` are the values of ``RULE_FIELDS``, as :func:`rules_of` gives them; ``ValidationError``
    at the field.
    """
    row = Poll(created_by=actor, procedure=procedure, area=area, organ=organ, follows=follows, version=0)
    _take(row, {**rules, **values})
    saved(row)
    _write_items(row, items)
    audit.record(
        actor=actor, verb="ballots:prepare_poll", obj=row, after=facts_of(row) | {"items": len(items)}
    )
    return row


@transaction.atomic
def change_poll(*, poll: Poll, actor: User, version: int, items: Sequence[ItemFacts], **values: Any) -> Poll:
    """Say something else while it is prepared. ``StaleVersion`` when somebody else did meanwhile."""
    row = locked(poll, actor, "change_poll")
    before = facts_of(row) | {"items": _items_in_words(row)}
    check_version(row, version, before)
    _take(row, values)
    if not row.takes_paper:
        row.paper_count = 0
    saved(row)
    if not row.takes_paper:
        row.electors.update(on_paper=False)
    _write_items(row, items)
    old, new = audit.changed(before, facts_of(row) | {"items": _items_in_words(row)})
    audit.record(actor=actor, verb="ballots:change_poll", obj=row, before=old, after=new)
    return row


def _take(row: Poll, values: Mapping[str, Any]) -> None:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"a poll has no {sorted(unknown)}")
    for name, value in values.items():
        setattr(row, name, value)


def _write_items(row: Poll, items: Sequence[ItemFacts]) -> None:
    titles = [title for title, _note in items]
    if len(items) > MOST_ITEMS:
        raise ValidationError({"items": f"最多 {MOST_ITEMS} 项，现在有 {len(items)} 项"})
    if len(set(titles)) < len(titles):
        raise ValidationError({"items": "有两项名称相同，请改成不同的名称"})
    row.items.all().delete()
    made = [Item(poll=row, number=n, title=title, note=note) for n, (title, note) in enumerate(items, 1)]
    for item in made:
        try:
            item.clean_fields()
        except ValidationError as error:
            raise ValidationError({"items": f"第 {item.number} 项：{'；'.join(error.messages)}"}) from error
    Item.objects.bulk_create(made)


def _items_in_words(row: Poll) -> str:
    return "、".join(row.items.order_by("number").values_list("title", flat=True))


@transaction.atomic
def set_electors(
    *,
    poll: Poll,
    actor: User | None,
    version: int,
    audience: Chosen,
    paper_names: Sequence[str] = (),
    unnamed_paper: int = 0,
    members: int | None = None,
) -> Poll:
    """Say who votes. Those named in ``paper_names`` and those without an account vote on paper; ``unnamed_paper``
    more paper ballots go to people who are not listed. Without ``members`` all members are those who may vote.
    """
    row = poll if actor is None else locked(poll, actor, "set_electors")
    check_version(row, version, {"electorate": row.electorate_words})
    found = reach(row.area, audience)
    electors = _electors(row, found, paper_names)
    row.electors.all().delete()
    Elector.objects.bulk_create(electors)
    on_paper = sum(elector.on_paper for elector in electors)
    row.electorate = dict(audience)
    row.electorate_words = in_words(row.area, audience)
    row.paper_count = on_paper + unnamed_paper if row.takes_paper else 0
    row.members = members or len(electors) - on_paper + row.paper_count
    saved(row)
    after = {"electorate": row.electorate_words, "people": len(electors), "paper": row.paper_count}
    audit.record(actor=actor, verb="ballots:set_electors", obj=row, after=after)
    return row


def _electors(row: Poll, found: Reached, paper_names: Sequence[str]) -> list[Elector]:
    """Everybody once; ``ValidationError`` for a name that is not, or not clearly, one of them."""
    faults = []
    named = [user.name for user in found.users]
    for name in paper_names:
        if name not in named and name not in found.missing:
            faults.append(f"“{name}”不在选的范围里")
        elif named.count(name) > 1:
            faults.append(f"叫“{name}”的有 {named.count(name)} 人，分不清是谁")
    if faults:
        raise ValidationError({"paper_names": faults})
    everybody_on_paper = row.mode == Mode.PAPER
    users = [
        Elector(poll=row, user=user, name=user.name, on_paper=everybody_on_paper or user.name in paper_names)
        for user in found.users
    ]
    missing = (
        [Elector(poll=row, name=name, on_paper=True) for name in found.missing] if row.takes_paper else []
    )
    return users + missing
