"""Choosing a deputyship or a group from a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from congress.organs.enums import DIRECT_LEVELS
from deputies.models import DeputyGroup, Deputyship
from deputies.models.deputyships import DeputyshipQuerySet
from deputies.models.groups import DeputyGroupQuerySet


def deputies_now() -> DeputyshipQuerySet:
    """Deputies elected here who are in office, by name."""
    held = Deputyship.objects.in_force(timezone.localdate()).filter(level__in=DIRECT_LEVELS)
    return held.select_related("person", "constituency", "term__area").order_by("person__pinyin", "pk")


def groups_now() -> DeputyGroupQuerySet:
    """Groups that exist today."""
    return DeputyGroup.objects.in_force(timezone.localdate()).select_related("term__area")


def deputyship_label(row: Deputyship) -> str:
    """张伟（区人大代表，东塘镇第一选区）."""
    place = [row.title, str(row.constituency or "")]
    return f"{row.person.name}（{'，'.join(part for part in place if part)}）"


class DeputyshipChoice(forms.ModelChoiceField[Deputyship]):
    """One deputyship; namesakes are told apart by level and constituency."""

    def label_from_instance(self, row: Any) -> str:
        """张伟（区人大代表，东塘镇第一选区）."""
        return deputyship_label(row)


class GroupChoice(forms.ModelChoiceField[DeputyGroup]):
    """One group, told apart from those of other congresses."""

    def label_from_instance(self, row: Any) -> str:
        """第三小组, 第十三小组（市级）."""
        return str(row.listed_as)
