"""Points in words."""

from __future__ import annotations

from decimal import Decimal


def shown(points: Decimal | None) -> str:
    """5, 2.5, −3: without a needless zero, with a sign that is no hyphen; nothing for none."""
    if points is None:
        return ""
    return f"{points.normalize():f}".replace("-", "−")


def signed(points: Decimal) -> str:
    """+5, −3."""
    return shown(points) if points <= 0 else f"+{shown(points)}"
