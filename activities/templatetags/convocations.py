"""What pages of the log show of convocations and of the roll."""

from __future__ import annotations

from datetime import date

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from activities.convocations.rules import CALLERS
from activities.models import Activity, Convocation
from congress.accounts.models import User

register = template.Library()


@register.simple_tag
def convocation_of(activity: Activity, user: User) -> dict[str, str]:
    """The button that leads to the activity's convocation, or to a new one while it lies ahead (one query)."""
    row = Convocation.objects.visible_to(user).filter(activity=activity).first()
    if row is not None:
        return {"label": "看召集通知", "url": reverse("convocations:detail", args=[row.pk])}
    if activity.end_on >= timezone.localdate() and user.has_role(*CALLERS):
        return {"label": "召集代表", "url": f"{reverse('convocations:create')}?activity={activity.pk}"}
    return {}


@register.simple_tag
def roll_number(activity: Activity, day: date | None, state: str, number: int) -> SafeString:
    """A number of the roll, leading to the names behind it."""
    query = urlencode({"day": day.isoformat(), "show": state} if day else {"show": state})
    url = f"{reverse('attendance:index', args=[activity.pk])}?{query}"
    return format_html('<a class="rd-quiet" href="{}">{}</a>', url, number)
