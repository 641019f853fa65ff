"""The page that asks one thing: a form under a heading, with the way back."""

from __future__ import annotations


def asking(
    label: str,
    up: object,
    up_url: str,
    *,
    sub: str = "",
    word: str = "",
    undo: bool = False,
    picks: bool = False,
    method: str = "post",
) -> dict[str, object]:
    """What ``learning/ask.html`` is given; ``word`` is on the button, with ``picks`` a box of deputies searches."""
    return {
        "label": label,
        "up": up,
        "up_url": up_url,
        "sub": sub,
        "word": word or label,
        "undo": undo,
        "picks": picks,
        "method": method,
    }
