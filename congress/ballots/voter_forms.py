"""The ballot as a voter's phone shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from congress.ballots.counting import FOR
from congress.ballots.enums import BallotForm
from congress.ballots.models import Item, Poll
from congress.ballots.operations.voting import check_marks
from congress.web.forms import PortalForm

TICKS = "ticks"


class VoterForm(PortalForm):
    """A ballot: a choice for each item, ticks over all of them, or points for each scale of each item."""

    def __init__(self, *args: Any, poll: Poll, items: Sequence[Item], **kwargs: Any) -> None:
        # Django's forms copy what this attribute of the class holds.
        self.__dict__["base_fields"] = _fields(poll, items)
        super().__init__(*args, **kwargs)
        self.poll, self.items = poll, items

    @property
    def marks(self) -> dict[str, str]:
        """The ballot as it is counted."""
        data = self.cleaned_data
        if self.poll.form == BallotForm.TICKS:
            return dict.fromkeys(data.get(TICKS, ()), FOR)
        named = {name.removeprefix("item_").replace("_", ":"): value for name, value in data.items()}
        return {place: str(value) for place, value in named.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        """Nobody casts a void ballot by mistake."""
        data = dict(super().clean() or self.cleaned_data)
        if not self.errors:
            try:
                check_marks(self.poll, [item.key for item in self.items], self.marks)
            except ValidationError as error:
                self.add_error(TICKS if TICKS in self.fields else NON_FIELD_ERRORS, error)
        return data

    def said(self) -> list[tuple[str, str]]:
        """What the ballot says, item by item, for the voter's last look."""
        labels = {option.key: option.label for option in self.poll.options}
        if self.poll.form == BallotForm.TICKS:
            return [(item.title, "选" if item.key in self.marks else "不选") for item in self.items]
        if self.poll.form == BallotForm.SCORES:
            return [
                (
                    item.title,
                    "，".join(
                        f"{label} {self.marks[f'{item.key}:{n}']} 分"
                        for n, (label, _most) in enumerate(self.poll.scales)
                    ),
                )
                for item in self.items
            ]
        return [(item.title, labels[self.marks[item.key]]) for item in self.items]


def _fields(poll: Poll, items: Sequence[Item]) -> dict[str, forms.Field]:
    if poll.form == BallotForm.TICKS:
        return {
            TICKS: forms.MultipleChoiceField(
                label=f"最多选 {poll.seats} 项",
                choices=[(item.key, f"{item.number}. {item.title}") for item in items],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        }
    if poll.form == BallotForm.SCORES:
        return {
            f"item_{item.key}_{number}": forms.IntegerField(
                label=f"{item.title}：{label}（0—{most} 分）",
                min_value=0,
                max_value=int(most),
                error_messages={"required": f"还没有给“{item.title}”的{label}打分"},
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            for item in items
            for number, (label, most) in enumerate(poll.scales)
        }
    choices = [(option.key, option.label) for option in poll.options]
    return {
        f"item_{item.key}": forms.ChoiceField(
            label=f"{item.number}. {item.title}",
            choices=choices,
            widget=forms.RadioSelect,
            help_text=item.note,
            error_messages={"required": f"第 {item.number} 项还没有选"},
        )
        for item in items
    }
