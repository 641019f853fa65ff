"""Terms of livelihood projects, in the office's words."""

from django.db import models


class RoundState(models.TextChoices):
    """How far a year's round is (R249)."""

    CALLING = "calling", "征集"
    SCREENING = "screening", "筛选"
    GOVERNMENT = "government", "政府常务会议"
    PARTY = "party", "党委会议"
    CONGRESS = "congress", "人大会议"
    DELIBERATION = "deliberation", "代表团审议"
    BALLOT = "ballot", "票决"
    UNDERWAY = "underway", "实施"
    EVALUATION = "evaluation", "测评"
    CLOSED = "closed", "办结"


#: What each approval is called in the district and in a town (R249, R251).
STEP_NAMES = {
    RoundState.GOVERNMENT: ("区政府常务会议", "镇政府会议"),
    RoundState.PARTY: ("区委常委会会议", "镇党委会议"),
    RoundState.CONGRESS: ("区人大常委会会议", "镇人大主席团会议"),
    RoundState.DELIBERATION: ("代表团审议", "代表团审议"),
}


class ProjectState(models.TextChoices):
    """An idea and the project it becomes are one record that moves on."""

    IDEA = "idea", "待筛选"
    CANDIDATE = "candidate", "候选"
    DROPPED = "dropped", "未列入"
    NOT_ELECTED = "not_elected", "票决未入选"
    ELECTED = "elected", "实施中"
    COMPLETED = "completed", "已竣工"
    ACCEPTED = "accepted", "已验收"
    CLOSED = "closed", "办结"


#: Those the ballot has chosen, whatever became of them since.
CHOSEN = (ProjectState.ELECTED, ProjectState.COMPLETED, ProjectState.ACCEPTED, ProjectState.CLOSED)


#: Those it makes sense to look at on the spot: being built or built, not closed yet (R250).
INSPECTED = (ProjectState.ELECTED, ProjectState.COMPLETED, ProjectState.ACCEPTED)


class Source(models.TextChoices):
    """Who brought the idea (R247)."""

    PUBLIC = "public", "群众"
    DEPUTY = "deputy", "代表"
    STATION = "station", "联络站"
    UNIT = "unit", "单位"
    OFFICE = "office", "人大"


class CommentState(models.TextChoices):
    """What became of what somebody said (R253)."""

    WAITING = "waiting", "待审核"
    RELEASED = "released", "已公开"
    REFUSED = "refused", "不公开"
