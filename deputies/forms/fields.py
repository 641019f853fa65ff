"""A month of birth, and a person who may be in the register already."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from congress.web.fields import parse_day
from congress.web.forms import PortalForm
from deputies.models import Person
from deputies.queries import named

_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?|(\d{4})(\d{2})")


class BirthInput(forms.TextInput):
    """A text box that shows 1975年3月."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "rd-w-m", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """What was typed stays as it was typed."""
        return f"{value.year}年{value.month}月" if isinstance(value, date) else value


class BirthField(forms.Field):
    """Year and month of birth as rosters write them: 1975.03, 1975年3月, 197503, also a full day."""

    widget = BirthInput

    def to_python(self, value: Any) -> date | None:
        """The first of the month where no day is given; raises ``ValidationError`` in Chinese."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        text = unicodedata.normalize("NFKC", str(value)).replace("。", ".").strip()
        month = _MONTH.fullmatch(text)
        if month:
            year, number = (part for part in month.groups() if part)
            text = f"{year}-{number}-1"
        try:
            return parse_day(text)
        except ValidationError as error:
            if error.code == "invalid" and month is None and not re.match(r"\d{4}\s*[-/.年]\s*\d", text):
                raise ValidationError(
                    "看不出是哪年哪月，请写成 1975年3月 或 1975.03", code="invalid"
                ) from error
            raise

    def has_changed(self, initial: Any, data: Any) -> bool:
        """1975.03 is 1975年3月."""
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


class WhoForm(PortalForm):
    """Asks for a person by name; with namesakes in the register it asks once which one, or whether a new one.

    ``person`` of the cleaned data is the person in the register, or none for somebody new.
    """

    name = forms.CharField(
        label="姓名",
        max_length=60,
        help_text="名册里有的人按姓名找到，没有的保存时进入名册",
        widget=forms.TextInput(attrs={"class": "rd-w-m", "autocomplete": "off"}),
    )
    who = forms.ChoiceField(label="是哪一位", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = str(self.data.get("name", "")).strip() if self.is_bound else ""
        self.known = list(named(name)[:5]) if name else []
        who: Any = self.fields["who"]
        who.choices = [*((str(p.pk), _told_apart(p)) for p in self.known), ("new", "另一位同名的人")]
        if not self.known:
            who.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Find the person; two of a name have to be told apart."""
        data = super().clean() or {}
        chosen = data.get("who", "")
        if len(self.known) > 1 and not chosen:
            self.add_error("who", f"名册里有 {len(self.known)} 位“{data.get('name', '')}”，请选一位")
        default = self.known[0] if len(self.known) == 1 and chosen != "new" else None
        data["person"] = next((p for p in self.known if str(p.pk) == chosen), default)
        return data


def _told_apart(person: Person) -> str:
    return f"{person.name}（{person.organisation or person.remark or '没有写单位'}）"
