"""Corrections for the demo district; invented."""

from datetime import date

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.workdays.models import CalendarCorrection
from congress.workdays.operations import correct

_CORRECTIONS = (
    (date(2026, 7, 24), False, "台风停工", "安澜区防汛抗旱指挥部第3号令"),
    (date(2026, 7, 26), True, "台风停工补班", "安澜区人民政府办公室通知"),
)


def load() -> None:
    """Enter what is not there yet."""
    clerk = User.objects.filter(assignments__role=Role.OFFICE).order_by("pk").first()
    if clerk is None or CalendarCorrection.objects.exists():
        return
    for day, working, reason, source in _CORRECTIONS:
        correct(day=day, working=working, reason=reason, source=source, actor=clerk)
