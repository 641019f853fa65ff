"""What kinds of jobs are called on a page. Each app says it in its ``portal.py``."""

from collections.abc import Mapping

_LABELS: dict[str, str] = {}


def register_kinds(labels: Mapping[str, str]) -> None:
    """Name kinds: ``{"bulletins.render_issue": "人大信息排版"}``."""
    _LABELS.update(labels)


def kind_label(kind: str) -> str:
    """人大信息排版 for “bulletins.render_issue”; the kind itself when nobody named it."""
    return _LABELS.get(kind, kind)


def kind_choices() -> list[tuple[str, str]]:
    """All that have a name, for a filter."""
    return sorted(_LABELS.items(), key=lambda pair: pair[1])
