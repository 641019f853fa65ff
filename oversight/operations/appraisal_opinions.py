"""What deputies of five levels say of the departments appraised: by themselves, or entered by the office (R119)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import facts_of, locked, not_to_come
from congress.organs.enums import CongressLevel
from congress.web import dates
from deputies.models import Deputyship, Person
from oversight.appraisals import rules
from oversight.appraisals.enums import AppraisalState
from oversight.models import AppraisalOpinion, AppraisedBody, SpecialAppraisal

_FACTS = ("body", "level", "name", "grade", "text", "said_on")


def levels_of(user: User, today: date) -> list[str]:
    """The levels of which this user is a deputy today, the highest first (1 query)."""
    held = set(Deputyship.objects.in_force(today).filter(person__user=user).values_list("level", flat=True))
    return [level.value for level in CongressLevel if level in held]


def _text_field(body: AppraisedBody) -> str:
    return f"text_{body.pk}"


@transaction.atomic
def give_opinions(
    *, appraisal: SpecialAppraisal, actor: User, level: str, said: Mapping[int, tuple[str, str]]
) -> SpecialAppraisal:
    """What a deputy says of departments, by key of each: words, and perhaps a grade. Said again, it is corrected.

    ``Conflict`` before the opening, after the closing day, and for who is no deputy; ``ValidationError`` at the field.
    """
    row = SpecialAppraisal.objects.select_for_update().get(pk=appraisal.pk)
    today = timezone.localdate()
    if not row.takes_opinions(today):
        raise Conflict(f"这次评议没有开始征求意见，或者已在{dates.full_day(row.opinions_until)}截止")
    person = Person.objects.filter(user=actor).first()
    held = levels_of(actor, today)
    if person is None or not held:
        raise Conflict("名册里没有您现在的代表资格，请和常委会办公室联系")
    if level not in held:
        raise ValidationError({"level": "请选您以哪一级代表的身份提意见"})
    bodies = list(row.bodies.order_by("number"))
    known = {one.body_id: one for one in AppraisalOpinion.objects.filter(body__in=bodies, person=person)}
    wrong: dict[str, str] = {}
    changed: list[AppraisalOpinion] = []
    for body in bodies:
        text, grade = said.get(body.pk, ("", ""))
        one = known.get(body.pk) or AppraisalOpinion(body=body, person=person, version=0)
        if text.strip():
            changed += _said(one, level, text.strip(), grade, today)
        elif one.pk:
            wrong[_text_field(body)] = "已提的意见可以改，不能清空"
        elif grade:
            wrong[_text_field(body)] = "请写几句意见，或者不选总体评价"
    if wrong:
        raise ValidationError(wrong)
    if not changed and not known:
        raise ValidationError({NON_FIELD_ERRORS: "还没有写意见，请至少对一个部门写意见"})
    for one in changed:
        one.full_clean()
        one.save()
        verb = "special_appraisals:give_opinions"
        audit.record(actor=actor, verb=verb, obj=one, after={"note": one.body.name})
    return row


def _said(one: AppraisalOpinion, level: str, text: str, grade: str, today: date) -> list[AppraisalOpinion]:
    """The opinion with what is said of it now; nothing where nothing is new."""
    if one.pk and (one.level, one.text, one.grade) == (level, text, grade):
        return []
    one.level, one.text, one.grade, one.said_on = level, text, grade, today
    one.version += 1
    return [one]


def _taking(appraisal: SpecialAppraisal, actor: User, body: AppraisedBody, said_on: date) -> None:
    """The actor may write down what was said on this day of this department; the appraisal is locked."""
    row = locked(appraisal, actor, rules.keep_appraisal)
    if row.state != AppraisalState.ASKING:
        raise Conflict(f"这次评议{row.get_state_display()}，不能登记代表意见")
    if body.appraisal_id != row.pk:
        raise ValidationError({"body": "请选这次评议的部门"})
    not_to_come("said_on", said_on)
    if said_on > row.opinions_until:
        raise ValidationError({"said_on": f"征求意见在{dates.full_day(row.opinions_until)}截止"})


@transaction.atomic
def enter_opinion(*, appraisal: SpecialAppraisal, actor: User, **facts: Any) -> AppraisalOpinion:
    """What a deputy said on paper or by phone, of any level, named or not; said until the closing day."""
    _taking(appraisal, actor, facts["body"], facts["said_on"])
    one = AppraisalOpinion(**facts)
    one.full_clean()
    one.save()
    note = f"{one.body.name}：{one.get_level_display()}代表"
    audit.record(actor=actor, verb="special_appraisals:enter_opinion", obj=one, after={"note": note})
    return one


@transaction.atomic
def change_opinion(*, opinion: AppraisalOpinion, actor: User, version: int, **facts: Any) -> AppraisalOpinion:
    """Correct what the office entered. ``Conflict`` for what a deputy wrote. Raises ``StaleVersion``."""
    _taking(opinion.body.appraisal, actor, facts["body"], facts["said_on"])
    one = AppraisalOpinion.objects.select_for_update().get(pk=opinion.pk)
    if one.person_id is not None:
        raise Conflict("代表自己提的意见，由代表自己改")
    before = facts_of(one, dict.fromkeys(_FACTS))
    check_version(one, version, before)
    for name, value in facts.items():
        setattr(one, name, value)
    one.version += 1
    one.full_clean()
    one.save()
    note = f"{one.body.name}：{one.get_level_display()}代表"
    audit.record(actor=actor, verb="special_appraisals:change_opinion", obj=one, after={"note": note})
    return one
