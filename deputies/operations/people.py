"""What can be done with the register of people. A post ends; a person never does."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Organ
from deputies.enums import PostContext
from deputies.models import Person, Post
from deputies.operations.facts import facts

PERSON_FIELDS = (
    "name",
    "partial_name",
    "sex",
    "birth_date",
    "ethnicity",
    "education",
    "party",
    "standing",
    "level",
    "organisation",
    "occupation",
    "identity",
    "trade",
    "phone",
    "remark",
)
POST_FIELDS = ("title", "context", "organ_id", "starts_on", "ends_on", "order")


class PersonFacts(TypedDict, total=False):
    """What is known of a person beside the name; what is left out stays as it is, or empty."""

    partial_name: bool
    sex: str
    birth_date: date | None
    ethnicity: str
    education: str
    party: str
    standing: str
    level: str
    organisation: str
    occupation: str
    identity: str
    trade: str
    phone: str
    remark: str


def _facts(row: Person | Post) -> dict[str, Any]:
    return facts(row, PERSON_FIELDS if isinstance(row, Person) else POST_FIELDS)


@transaction.atomic
def create_person(*, actor: User | None, name: str, **known: Unpack[PersonFacts]) -> Person:
    """Enter a person. Namesakes are allowed, they tell apart by organisation. ``actor`` is none for an import.

    Raises ``ValidationError`` for a value the model refuses.
    """
    person = Person(name=name.strip(), **known)
    person.full_clean()
    person.save()
    audit.record(actor=actor, verb="deputies:create_person", obj=person, after=_facts(person))
    return person


@transaction.atomic
def change_person(
    *, person: Person, actor: User | None, version: int, name: str, **known: Unpack[PersonFacts]
) -> Person:
    """Correct what is known of a person. What was printed on the day stays in each participation.

    Raises ``StaleVersion`` when somebody saved after ``version`` was read.
    """
    row = Person.objects.select_for_update().get(pk=person.pk)
    before = _facts(row)
    check_version(row, version, before)
    row.name = name.strip()
    for field, value in known.items():
        setattr(row, field, value)
    old, new = audit.changed(before, _facts(row))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="deputies:change_person", obj=row, before=old, after=new)
    return row


@transaction.atomic
def add_post(
    *,
    person: Person,
    actor: User | None,
    title: str,
    context: str = PostContext.CONGRESS,
    organ: Organ | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    order: int | None = None,
) -> Post:
    """Give a person a post. An unknown beginning or end stays empty; ``order`` is the protocol order.

    Raises ``ValidationError`` when the person holds the same post already.
    """
    holder = Person.objects.select_for_update().get(pk=person.pk)
    post = Post(
        person=holder,
        title=title.strip(),
        context=context,
        organ=organ,
        starts_on=starts_on,
        ends_on=ends_on,
        order=order,
    )
    post.full_clean()
    post.save()
    audit.record(actor=actor, verb="deputies:add_post", obj=holder, after=_facts(post))
    return post


def _locked_post(post: Post) -> Post:
    Person.objects.select_for_update().get(pk=post.person_id)
    return Post.objects.select_for_update(of=("self",)).select_related("person").get(pk=post.pk)


@transaction.atomic
def change_post(
    *,
    post: Post,
    actor: User,
    version: int,
    title: str,
    context: str,
    organ: Organ | None,
    starts_on: date | None,
    ends_on: date | None,
    order: int | None,
) -> Post:
    """Correct a post that was entered wrongly; a post that was left is ended instead."""
    row = _locked_post(post)
    before = _facts(row)
    check_version(row, version, before)
    row.title, row.context, row.organ = title.strip(), context, organ
    row.starts_on, row.ends_on, row.order = starts_on, ends_on, order
    old, new = audit.changed(before, _facts(row))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(
            actor=actor,
            verb="deputies:change_post",
            obj=row.person,
            before={"title": before["title"], **old},
            after={"title": row.title, **new},
        )
    return row


@transaction.atomic
def end_post(*, post: Post, actor: User, ends_on: date) -> Post:
    """Set the last day of a post. Raises ``Conflict`` when it has ended, ``ValidationError`` for a bad day."""
    row = _locked_post(post)
    if row.ends_on is not None:
        raise Conflict(f"{row.person.name}的“{row.title}”已经有离任日期")
    if row.starts_on is not None and ends_on < row.starts_on:
        raise ValidationError({"ends_on": "离任日期不能早于任职日期"})
    row.ends_on = ends_on
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="deputies:end_post",
        obj=row.person,
        before={"title": row.title, "ends_on": None},
        after={"title": row.title, "ends_on": ends_on},
    )
    return row
