"""The hour of the day as people in the office write it."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from django import forms
from django.core.exceptions import ValidationError

_HOUR = re.compile(r"(?P<half>上午|下午|晚上|中午|早上)?(?P<h>\d{1,2})(?:[:点时](?P<m>\d{1,2}|半)?分?|(?=$))")


def parse_hour(text: str) -> time:
    """The hour a text means: 9:30, 9：30, 9点, 9点半, 14时30分, 下午2:30, 0930.

    Raises ``ValidationError`` in words for a text that names no hour of the day.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if re.fullmatch(r"\d{4}", plain):
        plain = f"{plain[:2]}:{plain[2:]}"
    found = _HOUR.fullmatch(plain)
    if found is None:
        raise ValidationError("看不出是几点，请写成 9:30 或 下午2:30", code="invalid")
    hour = int(found["h"])
    minute = 30 if found["m"] == "半" else int(found["m"] or 0)
    if found["half"] in {"下午", "晚上"} and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise ValidationError(f"一天里没有 {hour}:{minute:02}，请改成实际时间", code="invalid")
    return time(hour, minute)


class HourField(forms.CharField):
    """A box for an hour; cleans to a ``time``."""

    def clean(self, value: object) -> time:
        """The hour, or a message that says what is wrong with the text."""
        return parse_hour(super().clean(value))

    def prepare_value(self, value: object) -> object:
        """9:30 for a time; what was typed stays as it was typed."""
        return f"{value.hour}:{value.minute:02}" if isinstance(value, time) else value
