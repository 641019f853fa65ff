"""What the verbs of the audit trail are called on a page. Each app says it in its ``portal.py``."""

from collections.abc import Mapping

_LABELS: dict[str, str] = {}


def register_verbs(labels: Mapping[str, str]) -> None:
    """Name verbs: ``{"organs:rename": "改名"}``."""
    _LABELS.update(labels)


def verb_label(verb: str) -> str:
    """改名 for “organs:rename”; the verb itself when nobody named it."""
    return _LABELS.get(verb, verb)
