"""One function per verb of tests of satisfaction."""

from suggestions.panels.operations.ballots import prepare_ballot, prepare_retest, take_result
from suggestions.panels.operations.events import record_event
from suggestions.panels.operations.mending import report_mending, talk
from suggestions.panels.operations.panels import save_kind, write_panel
from suggestions.panels.operations.rounds import (
    Verdict,
    change_round,
    close_round,
    fix_list,
    give_feedback,
    prepare_round,
    recommend,
    start_round,
)

__all__ = [
    "Verdict",
    "change_round",
    "close_round",
    "fix_list",
    "give_feedback",
    "prepare_ballot",
    "prepare_retest",
    "prepare_round",
    "recommend",
    "record_event",
    "report_mending",
    "save_kind",
    "start_round",
    "take_result",
    "talk",
    "write_panel",
]
