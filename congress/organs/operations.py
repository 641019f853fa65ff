"""What can be done with areas, organs, constituencies and terms. Nothing is deleted: an organ ends, a name passes."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area, Constituency, Organ, OrganName, Session, Term
from congress.organs.queries import district_changed

AREA_FIELDS = ("kind", "name", "parent", "order")
CONSTITUENCY_FIELDS = ("level", "number", "name", "area", "seats")
ORGAN_FIELDS = ("kind", "area", "parent", "starts_on", "order")
TERM_FIELDS = ("area", "level", "number", "starts_on", "ends_on")
SESSION_FIELDS = ("number", "starts_on", "ends_on")

Row = TypeVar("Row", Area, Constituency, Organ, Term, Session)


def _facts(row: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, row._meta.get_field(name).attname) for name in fields}  # type: ignore[union-attr]


def _create(row: Row, actor: User | None, verb: str, fields: tuple[str, ...]) -> Row:
    row.full_clean(exclude=["path"])  # an area's path is known only once it has a key
    row.save()
    audit.record(actor=actor, verb=verb, obj=row, after=_facts(row, fields))
    return row


def _edit(
    row: Row, actor: User | None, verb: str, fields: tuple[str, ...], version: int, values: dict[str, Any]
) -> Row:
    """Change a row under lock; one edited since ``version`` raises ``StaleVersion``."""
    locked = type(row)._default_manager.select_for_update().get(pk=row.pk)
    before = _facts(locked, fields)
    check_version(locked, version, before)
    for name in fields:
        setattr(locked, name, values[name])
    locked.full_clean()
    old, new = audit.changed(before, _facts(locked, fields))
    if new:
        locked.version += 1
        locked.save()
        audit.record(actor=actor, verb=verb, obj=locked, before=old, after=new)
    return locked


# --- areas and constituencies --------------------------------------------------------------------
@transaction.atomic
def create_area(*, actor: User | None, **values: Any) -> Area:
    """Add an area to the tree. Raises ``ValidationError`` where the tree does not allow it (R054)."""
    area = _create(Area(**values), actor, "organs:create_area", AREA_FIELDS)
    district_changed()
    return area


@transaction.atomic
def edit_area(*, area: Area, actor: User | None, version: int, **values: Any) -> Area:
    """Change an area; when it moves, everything below moves with it."""
    old_path = Area.objects.get(pk=area.pk).path
    below = list(Area.objects.select_for_update().filter(path__startswith=old_path).exclude(pk=area.pk))
    row = _edit(area, actor, "organs:edit_area", AREA_FIELDS, version, values)
    if row.path != old_path:
        for child in below:
            child.path = row.path + child.path.removeprefix(old_path)
        Area.objects.bulk_update(below, ["path"])
    district_changed()
    return row


@transaction.atomic
def create_constituency(*, actor: User | None, **values: Any) -> Constituency:
    """Add a constituency. One of the town level exists only in townships and towns (R052)."""
    return _create(Constituency(**values), actor, "organs:create_constituency", CONSTITUENCY_FIELDS)


@transaction.atomic
def edit_constituency(
    *, constituency: Constituency, actor: User, version: int, **values: Any
) -> Constituency:
    """Change a constituency."""
    return _edit(constituency, actor, "organs:edit_constituency", CONSTITUENCY_FIELDS, version, values)


# --- the register --------------------------------------------------------------------------------
@transaction.atomic
def create(*, actor: User | None, **values: Any) -> Organ:
    """Enter a unit in the register (R312)."""
    return _create(Organ(**values), actor, "organs:create", ("name", "short_name", *ORGAN_FIELDS))


@transaction.atomic
def edit(*, organ: Organ, actor: User, version: int, **values: Any) -> Organ:
    """Change what a unit is and where it stands; its name changes only by :func:`rename`."""
    return _edit(organ, actor, "organs:edit", ORGAN_FIELDS, version, values)


def _names(organ: Organ) -> dict[str, Any]:
    return {"name": organ.name, "short_name": organ.short_name}


@transaction.atomic
def rename(*, organ: Organ, actor: User, name: str, short_name: str, last_day: date) -> Organ:
    """Give a unit a new name from the day after ``last_day``; the old one stays with the past (R312)."""
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    before = _names(row)
    if (name, short_name) == (row.name, row.short_name):
        raise ValidationError({"name": "和现在的名称一样，没有改动"})
    if last_day > timezone.localdate():
        raise ValidationError({"last_day": "还没有到这一天，请在新名称启用后再改"})
    if row.starts_on and last_day < row.starts_on:
        raise ValidationError({"last_day": "早于这个单位的成立日期"})
    newest = row.names.order_by("-ends_on").first()
    if newest and last_day <= newest.ends_on:
        raise ValidationError(
            {"last_day": f"早于上一次改名：“{newest.name}”已用到 {newest.ends_on.isoformat()}"}
        )
    OrganName.objects.create(organ=row, name=row.name, short_name=row.short_name, ends_on=last_day)
    row.name, row.short_name = name, short_name
    row.full_clean()
    row.version += 1
    row.save()
    audit.record(
        actor=actor, verb="organs:rename", obj=row, before={**before, "last_day": last_day}, after=_names(row)
    )
    return row


@transaction.atomic
def correct_name(*, organ: Organ, actor: User, name: str, short_name: str) -> Organ:
    """Mend a slip of the pen: the wrong name was never borne and leaves no past."""
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    before = _names(row)
    row.name, row.short_name = name, short_name
    row.full_clean()
    old, new = audit.changed(before, _names(row))
    if not new:
        raise ValidationError({"name": "和现在的名称一样，没有改动"})
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="organs:correct_name", obj=row, before=old, after=new)
    return row


@transaction.atomic
def close(*, organ: Organ, actor: User, ends_on: date, closed_note: str = "") -> Organ:
    """Enter the last day of a unit; its records stay, new ones no longer offer it."""
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    if row.ends_on is not None:
        raise Conflict(f"{row.short_name}已经登记撤销")
    row.ends_on, row.closed_note = ends_on, closed_note
    row.full_clean()
    row.version += 1
    row.save()
    after = {"ends_on": ends_on, "closed_note": closed_note}
    audit.record(actor=actor, verb="organs:close", obj=row, before={"ends_on": None}, after=after)
    return row


@transaction.atomic
def reopen(*, organ: Organ, actor: User) -> Organ:
    """Take a closing back."""
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    if row.ends_on is None:
        raise Conflict(f"{row.short_name}没有撤销")
    before = {"ends_on": row.ends_on, "closed_note": row.closed_note}
    row.ends_on, row.closed_note = None, ""
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="organs:reopen", obj=row, before=before, after={"ends_on": None})
    return row


# --- terms and sessions --------------------------------------------------------------------------
@transaction.atomic
def create_term(*, actor: User | None, **values: Any) -> Term:
    """Add a term of a congress."""
    return _create(Term(**values), actor, "organs:create_term", TERM_FIELDS)


@transaction.atomic
def edit_term(*, term: Term, actor: User, version: int, **values: Any) -> Term:
    """Change a term; its sessions must still lie within it."""
    row = _edit(term, actor, "organs:edit_term", TERM_FIELDS, version, values)
    for session in row.sessions.all():
        if session.starts_on < row.starts_on or (row.ends_on and session.ends_on > row.ends_on):
            raise ValidationError({"ends_on": f"第{session.number}次会议不在这一届的起止日期内，请核对日期"})
    return row


@transaction.atomic
def create_session(*, term: Term, actor: User | None, **values: Any) -> Session:
    """Add a session to a term."""
    return _create(Session(term=term, **values), actor, "organs:create_session", SESSION_FIELDS)


@transaction.atomic
def edit_session(*, session: Session, actor: User, version: int, **values: Any) -> Session:
    """Change a session."""
    return _edit(session, actor, "organs:edit_session", SESSION_FIELDS, version, values)
