"""What can happen to an edition: on trial → in force → repealed."""

from congress.access.workflow import Transition, Workflow
from deputies.library.enums import EditionState
from deputies.rules import WRITERS

_S = EditionState
EDITION_WORKFLOW = Workflow(
    Transition("confirm_edition", "转为现行", frozenset({_S.TRIAL}), _S.CURRENT, WRITERS),
    Transition(
        "repeal_edition",
        "废止",
        frozenset({_S.TRIAL, _S.CURRENT}),
        _S.REPEALED,
        WRITERS,
        required=("on",),
        undo=True,
    ),
)
