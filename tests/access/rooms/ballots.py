"""Addresses of polls: who may open them, whose record stands in them."""

_KEEPERS = "office deputy_work committee town"
_READERS = "office deputy_work committee town leader"
_RULE_KEEPERS = "office deputy_work"

WHO = {
    "ballots:index": _READERS,
    "ballots:detail": _READERS,
    "ballots:screen": _READERS,
    "ballots:check": _READERS,
    "ballots:print_result": _READERS,
    "ballots:prepare_poll": _KEEPERS,
    "ballots:change_poll": _KEEPERS,
    "ballots:set_electors": _KEEPERS,
    "ballots:start_voting": _KEEPERS,
    "ballots:reseal_box": _KEEPERS,
    "ballots:remind_electors": _KEEPERS,
    "ballots:close_voting": _KEEPERS,
    "ballots:void_poll": _KEEPERS,
    "ballots:open_box": _KEEPERS,
    "ballots:enter_paper": _KEEPERS,
    "ballots:draw_lot": _KEEPERS,
    "ballots:publish_poll": _KEEPERS,
    "ballots:vote_again": _KEEPERS,
    "ballots:print_ballots": _KEEPERS,
    "ballots:print_tally": _KEEPERS,
    "ballots:vote": "every role",
    "ballots:settings": _RULE_KEEPERS,
    "ballots:add_line": _RULE_KEEPERS,
    "ballots:change_line": _RULE_KEEPERS,
}

RECORD_OF: dict[str, str] = {"ballots": "ballots.Poll", "ballots:change_line": "ballots.RuleSet"}
