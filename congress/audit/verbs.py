"""What the verbs and facts of the audit trail are called on a page. Each app says it in its ``portal.py``."""

from collections.abc import Mapping

_LABELS: dict[str, str] = {}
_LOOKS: set[str] = set()
_FACTS: dict[str, str] = {}


def register_verbs(labels: Mapping[str, str]) -> None:
    """Name verbs: ``{"organs:rename": "改名"}``."""
    _LABELS.update(labels)


def register_looks(*verbs: str) -> None:
    """Name the verbs by which somebody looked at what is masked: a citizen's name and phone."""
    _LOOKS.update(verbs)


def looks() -> list[str]:
    """Every verb by which somebody looked at what is masked."""
    return sorted(_LOOKS)


def verb_label(verb: str) -> str:
    """改名 for “organs:rename”; the verb itself when nobody named it."""
    return _LABELS.get(verb, verb)


def register_facts(app: str, labels: Mapping[str, str]) -> None:
    """Name what an app's events carry beside fields of the model: ``{"last_day": "用到哪一天"}``."""
    _FACTS.update({f"{app}:{name}": label for name, label in labels.items()})


def fact_label(app: str, name: str) -> str:
    """用到哪一天 for “last_day” in an event of ``organs``; the name itself when nobody named it."""
    return _FACTS.get(f"{app}:{name}", name)
