"""How services for deputies are shown."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from congress.web import dates
from deputies.models import Certificate, Fund, StipendList, Subscription
from deputies.services.enums import StipendState

_STIPEND_SHAPES = {StipendState.DRAWN: "new", StipendState.REVIEWED: "go", StipendState.PAID: "done"}


def yuan(amount: Decimal | None) -> str:
    """1,234.50 元; nothing for no amount."""
    return "" if amount is None else f"{amount:,.2f} 元"


def certificate_state(row: Certificate) -> tuple[str, str]:
    """Shape and word; the deputyship is read."""
    if row.voided_on is not None:
        return "stop", "已作废"
    over = row.deputyship.ends_on is not None and row.deputyship.ends_on < timezone.localdate()
    if row.returned_on is not None:
        return "stop", "失效，已收回" if over else "已收回"
    return ("late", "失效，没有收回") if over else ("done", "有效")


def stipend_state(row: StipendList) -> tuple[str, str]:
    """Shape and word."""
    return _STIPEND_SHAPES[StipendState(row.state)], str(row.get_state_display())


def copy_state(row: Subscription) -> tuple[str, str]:
    """Shape and word."""
    if row.received_on is not None:
        return "done", "已收到"
    return ("go", "已寄出") if row.posted_on is not None else ("wait", "没有寄出")


def is_over(granted: Decimal | None, spent: Decimal) -> bool:
    """Whether more was spent than granted (R314)."""
    return granted is not None and spent > granted


def fund_state(row: Fund, spent: Decimal) -> tuple[str, str]:
    """Shape and word."""
    if row.granted is None:
        return "wait", "等批复"
    return ("late", "超支") if is_over(row.granted, spent) else ("done", "已批复")


def fund_facts(row: Fund, spent: Decimal) -> list[tuple[str, str]]:
    """A fund in lines."""
    left = row.granted - spent if row.granted is not None else None
    over = is_over(row.granted, spent)
    return [
        ("申请", f"{dates.full_day(row.applied_on)}　{row.applied_to}　{yuan(row.applied)}"),
        (
            "批复",
            f"{dates.full_day(row.granted_on)}　{yuan(row.granted)}" if row.granted_on else "还没有批复",
        ),
        ("支出", yuan(spent)),
        ("超支" if over else "结余", yuan(abs(left)) if left is not None else ""),
        ("小组", str(row.group or "")),
        ("说明", row.note),
    ]
