"""Filters of polls."""

from django_filters import ChoiceFilter

from congress.ballots.enums import BallotForm, Mode, PollState
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter


class PollFilter(ListFilter):
    """By words, state, form, way of voting and day."""

    q = SearchFilter("title", "electorate_words", label="搜名称、投票人")
    state = ChoiceFilter(label="状态", choices=PollState.choices)
    form = ChoiceFilter(label="表决形式", choices=BallotForm.choices)
    mode = ChoiceFilter(label="投票方式", choices=Mode.choices)
    since = SinceFilter("created_at", label="准备从", moment=True)
    until = UntilFilter("created_at", label="准备到", moment=True)

    leading = ("state", "form")
