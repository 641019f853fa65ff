"""Addresses of livelihood projects: who may open them, whose record stands in them."""

_KEEPERS = "office deputy_work town"
_READERS = "office deputy_work town leader committee"
_EVERYBODY = "office deputy_work town leader committee government unit deputy group_leader station"

WHO = {
    "livelihood:index": _READERS,
    "livelihood:round": _READERS,
    "livelihood:projects": _EVERYBODY,
    "livelihood:detail": _EVERYBODY,
    "livelihood:open_call": _KEEPERS,
    "livelihood:calls": "office deputy_work town deputy group_leader station unit",
    "livelihood:propose": "office deputy_work town deputy group_leader station unit",
    "livelihood:change_rule": "office deputy_work",
    "livelihood:end_call": _KEEPERS,
    "livelihood:end_screening": _KEEPERS,
    "livelihood:pass_list": _KEEPERS,
    "livelihood:prepare_ballot": _KEEPERS,
    "livelihood:prepare_evaluation": _KEEPERS,
    "livelihood:shortlist": _KEEPERS,
    "livelihood:drop": _KEEPERS,
    "livelihood:arrange": _KEEPERS,
    "livelihood:report_progress": "office deputy_work town unit",
    "livelihood:complete": "office deputy_work town unit",
    "livelihood:accept": _KEEPERS,
    "livelihood:close_project": _KEEPERS,
    "livelihood:record_inspection": _KEEPERS,
    "livelihood:release_comment": _KEEPERS,
    "livelihood:refuse_comment": _KEEPERS,
    "livelihood:photo": _EVERYBODY,
    "livelihood:drop_photo": "office deputy_work town unit",
    "livelihood:public_project": "public",
    "livelihood:public_commented": "public",
    "livelihood:public_photo": "public",
    "livelihood:public_index": "public",
    "livelihood:public_round": "public",
    "livelihood:public_sent": "public",
}

_ROUNDS = "propose end_call end_screening pass_list prepare_ballot prepare_evaluation round public_round public_sent"
RECORD_OF: dict[str, str] = {
    "livelihood": "livelihood_projects.Project",
    "livelihood:release_comment": "livelihood_projects.Comment",
    "livelihood:refuse_comment": "livelihood_projects.Comment",
    "livelihood:photo": "livelihood_projects.ProgressPhoto",
    "livelihood:drop_photo": "livelihood_projects.ProgressPhoto",
    "livelihood:public_photo": "livelihood_projects.ProgressPhoto",
    **{f"livelihood:{name}": "livelihood_projects.Round" for name in _ROUNDS.split()},
}
