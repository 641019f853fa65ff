"""Terms of appointments."""

from django.db import models


class Action(models.TextChoices):
    """What was decided of somebody and a post."""

    APPOINT = "appoint", "任命"
    DECIDE = "decide", "决定任命"
    REMOVE = "remove", "免去"
    RESIGN = "resign", "接受辞职"


#: Those that put somebody into a post.
INTO_POST = (Action.APPOINT, Action.DECIDE)


class Outcome(models.TextChoices):
    """How the committee voted; before the vote it is proposed."""

    PENDING = "pending", "等表决"
    PASSED = "passed", "通过"
    FAILED = "failed", "没有通过"
