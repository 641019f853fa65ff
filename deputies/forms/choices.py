"""Choosing a deputyship, a group or a person from a list."""

from __future__ import annotations

from typing import Any

from django import forms

from deputies.models import Deputyship


class DeputyshipChoice(forms.ModelChoiceField[Deputyship]):
    """One deputyship; namesakes are told apart by level and constituency."""

    def label_from_instance(self, row: Any) -> str:
        """张伟（区人大代表，东塘镇第一选区）."""
        place = [row.title, str(row.constituency or "")]
        return f"{row.person.name}（{'，'.join(part for part in place if part)}）"
