"""What forms of rooms ask about a ballot: by which rules, on phones or on paper."""

from __future__ import annotations

from typing import cast

from django import forms
from django.db.models import QuerySet

from congress.ballots.enums import Mode
from congress.ballots.models import RuleSet


def rules_in_use(*ballot_forms: str) -> QuerySet[RuleSet]:
    """The sets of rules the district uses for these forms of ballot."""
    return RuleSet.objects.filter(active=True, form__in=ballot_forms)


def offer_rules(form: forms.BaseForm, rows: QuerySet[RuleSet], *, first: str = "") -> None:
    """Offer them in the field ``rule_set``, and choose the first whose title begins so, else the first of all."""
    cast("forms.ModelChoiceField[RuleSet]", form.fields["rule_set"]).queryset = rows
    chosen = rows.filter(title__startswith=first).first() or rows.first()
    form.initial.setdefault("rule_set", chosen)


def mode_for(phones: int, without: int) -> Mode:
    """How people can vote of whom so many have an account, and so many have not."""
    if not without:
        return Mode.PHONE
    return Mode.MIXED if phones else Mode.PAPER
