"""Links begin and end; nothing of a citizen stands in the audit trail (R128–R132, R047)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Constituency
from deputies.links import rules
from deputies.links.circles import leads_back
from deputies.links.enums import Lower, MassesKind
from deputies.links.sides import holders, linkable
from deputies.models import Deputyship, Link, LinkedParty, LinkTier, Person

_PARTY = {"name": "姓名、名称", "phone": "电话", "home": "住址、单位"}
_FACTS = ("tier_id", "holder_id", "person_id", "kind", "grid", "constituency_id", "starts_on", "ends_on")


def _facts(link: Link) -> dict[str, Any]:
    return {name: getattr(link, name) for name in _FACTS}


def _locked_tier(tier: LinkTier) -> LinkTier:
    """The tier, after all of them: whether links lead in a circle is asked by one writer at a time."""
    rows = {row.pk: row for row in LinkTier.objects.select_for_update().order_by("pk")}
    return rows[tier.pk]


def locked_link(link: Link) -> Link:
    """The link as it stands now, for this transaction alone."""
    rows = Link.objects.select_for_update(of=("self",)).select_related("tier", "holder", "person", "party")
    return rows.get(pk=link.pk)


def _check_holder(tier: LinkTier, holder: Person, starts_on: date) -> None:
    if starts_on > timezone.localdate():
        raise ValidationError({"starts_on": "还没到这一天"})
    if not holders(tier, starts_on).filter(pk=holder.pk).exists():
        raise ValidationError(f"{holder.name}这一天不是{tier.get_upper_display()}，不能在“{tier}”里联系")


@transaction.atomic
def link_people(
    *, tier: LinkTier, holder: Person, people: Collection[Person], starts_on: date, actor: User
) -> list[Link]:
    """Somebody begins to keep in touch with these people of the register.

    Raises ``ValidationError`` when a side does not fit the tier, when the link is there, or when it would lead in a
    circle: somebody who is linked with from there, directly or through others, does not link back.
    """
    if not actor.has_role(*rules.OFFICE):
        raise PermissionDenied(Denial(rules.OFFICE))
    row = _locked_tier(tier)
    if not row.of_register:
        raise ValidationError(f"“{row}”联系的不是名册里的人")
    _check_holder(row, holder, starts_on)
    wrong = set(people) - set(linkable(row, starts_on).filter(pk__in=[one.pk for one in people]))
    if wrong:
        names = "、".join(sorted(one.name for one in wrong))
        raise ValidationError({"people": f"{names}这一天不是{row.get_lower_display()}"})
    links = []
    for person in people:
        path = leads_back(holder, person)
        if path:
            raise ValidationError({"people": _circle(path)})
        if row.exclusive and Link.objects.filter(tier=row, person=person, ends_on=None).exists():
            raise ValidationError({"people": f"{person.name}在“{row}”里已有人联系"})
        link = Link(tier=row, holder=holder, person=person, starts_on=starts_on)
        try:
            link.full_clean()
        except ValidationError as error:
            raise ValidationError({"people": f"{person.name}：{'；'.join(error.messages)}"}) from error
        link.save()
        audit.record(actor=actor, verb="links:link_people", obj=link, after=_facts(link))
        links.append(link)
    return links


def _circle(path: list[Person]) -> str:
    """孙丽已联系赵强，赵强不能再联系孙丽；经过别人的，把经过的人写出来."""
    first, last = path[0], path[-1]
    if first == last:
        return f"{first.name}不能联系自己"
    through = "、".join(one.name for one in path[1:-1])
    way = f"（经{through}）" if through else ""
    return f"{first.name}{way}已联系{last.name}，{last.name}不能再联系{first.name}，这样联系成了一圈"


@transaction.atomic
def link_party(
    *,
    tier: LinkTier,
    holder: Person,
    actor: User,
    name: str,
    phone: str = "",
    home: str = "",
    kind: str = "",
    grid: str = "",
    constituency: Constituency | None = None,
    starts_on: date,
) -> Link:
    """Somebody begins to keep in touch with a citizen, an enterprise or a household.

    Raises ``ValidationError`` for a voter of another constituency (R130), a grid worker without a grid, and an
    enterprise or household that is paired already (R047).
    """
    row = _locked_tier(tier)
    if row.of_register:
        raise ValidationError(f"“{row}”联系的是名册里的人，请在名册里选")
    _check_holder(row, holder, starts_on)
    link = Link(tier=row, holder=holder, kind=kind, starts_on=starts_on)
    link.grid = grid.strip() if kind == MassesKind.GRID_WORKER else ""
    link.constituency = constituency if kind == MassesKind.VOTER else None
    _check_masses(link)
    name, phone = name.strip(), phone.strip()
    if not name:
        raise ValidationError({"name": "请填写姓名或名称"})
    if row.lower == Lower.ENTERPRISES:
        link.enterprise = Link.enterprise_key(name)
    else:
        _check_not_twice(link, name, phone)
    link.party = LinkedParty.objects.create(name=name, phone=phone, home=home.strip())
    link.full_clean()
    link.save()
    require_rule(actor, rules.keep_link, link)
    audit.record(actor=actor, verb="links:link_party", obj=link, after=_facts(link))
    return link


def _check_masses(link: Link) -> None:
    if link.tier.lower != Lower.MASSES:
        link.kind = ""
        return
    if not link.kind:
        raise ValidationError({"kind": "请选择类别"})
    if link.kind == MassesKind.GRID_WORKER and not link.grid:
        raise ValidationError({"grid": "请填写网格名称"})
    if link.kind != MassesKind.VOTER:
        return
    held = Deputyship.objects.in_force(link.starts_on).filter(person=link.holder, constituency__isnull=False)
    own = {one.constituency_id: one.constituency for one in held.select_related("constituency")}
    if link.constituency is None:
        raise ValidationError({"constituency": "请选择选民所在的选区"})
    if link.constituency.pk not in own:
        names = "、".join(str(one) for one in own.values()) or "没有登记选区"
        raise ValidationError(
            {
                "constituency": f"{link.holder.name}的选区是{names}。{link.constituency}的选民不算原选区选民，"
                "可以改选“群众代表”"
            }
        )


def _check_not_twice(link: Link, name: str, phone: str) -> None:
    """The same citizen or household is not linked twice: in a pairing by nobody else, else not by the holder."""
    same = Link.objects.filter(tier=link.tier, ends_on=None, party__name=name, party__phone=phone)
    if not link.tier.exclusive:
        same = same.filter(holder=link.holder)
    if same.exists():
        by = "已有人对接" if link.tier.exclusive else "已在您的联系名单里"
        raise ValidationError({"name": f"同一姓名、同一电话的{by}"})


@transaction.atomic
def change_party(
    *, link: Link, actor: User, version: int, name: str = "", phone: str = "", home: str = "", grid: str = ""
) -> Link:
    """Correct who a citizen, an enterprise or a household is; what is empty stays.

    Of names, phones and homes only that they changed is written down.
    """
    row = locked_link(link)
    require_rule(actor, rules.keep_link, row)
    before = {"grid": row.grid}
    check_version(row, version, before)
    party = row.party
    if party is None:
        raise Conflict("名册里的人在名册里改")
    given = {"name": name.strip(), "phone": phone.strip(), "home": home.strip()}
    changed = [field for field, value in given.items() if value and value != getattr(party, field)]
    for field in changed:
        setattr(party, field, given[field])
    party.full_clean()
    party.save()
    if row.kind == MassesKind.GRID_WORKER and grid.strip():
        row.grid = grid.strip()
    if row.tier.lower == Lower.ENTERPRISES and not row.is_over:
        row.enterprise = Link.enterprise_key(party.name)
    if not changed and before["grid"] == row.grid:
        return row
    row.version += 1
    row.full_clean()
    row.save()
    labels = [_PARTY[field] for field in changed]
    after = {"changed": labels, "grid": row.grid}
    audit.record(actor=actor, verb="links:change_party", obj=row, before=before, after=after)
    return row


@transaction.atomic
def end_link(*, link: Link, actor: User, ends_on: date, outcome: str = "") -> Link:
    """The last day of a link, and what came of it. Raises ``Conflict`` when it has ended."""
    row = locked_link(link)
    require_rule(actor, rules.keep_link, row)
    if row.is_over:
        raise Conflict("这个联系已经结束")
    if ends_on > timezone.localdate():
        raise ValidationError({"ends_on": "还没到这一天"})
    row.ends_on, row.outcome = ends_on, outcome.strip()
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="links:end_link",
        obj=row,
        before={"ends_on": None},
        after={"ends_on": ends_on, "outcome": row.outcome},
    )
    return row


@transaction.atomic
def reveal_party(*, link: Link, actor: User) -> LinkedParty:
    """The citizen's name and phone, for who keeps the link; that it was opened is written down (R316)."""
    row = Link.objects.select_related("party").get(pk=link.pk)
    require_rule(actor, rules.keep_link, row)
    if row.party is None:
        raise Conflict("名册里的人，姓名电话在名册里看")
    audit.record(actor=actor, verb="links:reveal_party", obj=row)
    return row.party
