"""What supervision does: one function for each verb."""

from suggestions.supervision.operations.cases import Amount, write_case
from suggestions.supervision.operations.clues import (
    accept_clue,
    advise_clue,
    conclude_clue,
    convert_advice,
    decline_advice,
    offer_advice,
    refuse_clue,
    send_clue,
)
from suggestions.supervision.operations.keys import (
    Decision,
    add_step,
    approve_plan,
    conclude,
    decide,
    drop,
    finish_step,
    join_step,
    recommend,
    save_plan,
)
from suggestions.supervision.operations.logs import (
    add_measure,
    conclude_item,
    link_meeting,
    log,
    save_item,
    withdraw_log,
)

__all__ = [
    "Amount",
    "Decision",
    "accept_clue",
    "add_measure",
    "add_step",
    "advise_clue",
    "approve_plan",
    "conclude",
    "conclude_clue",
    "conclude_item",
    "convert_advice",
    "decide",
    "decline_advice",
    "drop",
    "finish_step",
    "join_step",
    "link_meeting",
    "log",
    "offer_advice",
    "recommend",
    "refuse_clue",
    "save_item",
    "save_plan",
    "send_clue",
    "withdraw_log",
    "write_case",
]
