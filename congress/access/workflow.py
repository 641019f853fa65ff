"""A state machine is a table of transitions; it feeds buttons, guards, timelines, documentation and tests."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Transition:
    """One step: from any of ``sources`` to ``target``, by ``roles``, with ``required`` fields filled.

    ``primary`` marks the step most people came for; ``undo`` one that takes something back.
    """

    step: str
    label: str
    sources: frozenset[str]
    target: str
    roles: frozenset[str]
    required: tuple[str, ...] = ()
    primary: bool = False
    undo: bool = False


class Workflow:
    """The whole table, by step."""

    def __init__(self, *transitions: Transition) -> None:
        self.transitions = {t.step: t for t in transitions}

    def __getitem__(self, step: str) -> Transition:
        return self.transitions[step]

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions.values())
