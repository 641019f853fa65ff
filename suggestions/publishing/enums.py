"""What is decided about showing a suggestion to everybody, and what may not be shown with it."""

from django.db import models

from suggestions.enums import State

#: There is a reply to show.
ANSWERED_STATES = frozenset({State.REPLIED, State.EVALUATED, State.CLOSED})


class PublicationState(models.TextChoices):
    """The office's decision on one suggestion."""

    PUBLISHED = "published", "已公开"
    WITHDRAWN = "withdrawn", "已撤下"
    DECLINED = "declined", "不公开"
