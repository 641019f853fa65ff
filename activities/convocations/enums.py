"""Terms of convocations."""

from django.db import models


class ConvocationState(models.TextChoices):
    """What became of a convocation."""

    DRAFT = "draft", "草稿"
    SENT = "sent", "已发出"
    HELD = "held", "已开展"
    CANCELLED = "cancelled", "已取消"


class Answer(models.TextChoices):
    """What somebody who is called replies; empty means not yet."""

    ATTEND = "attend", "参加"
    LEAVE = "leave", "请假"
