"""Terms of the groups' plans."""

from django.db import models


class ItemState(models.TextChoices):
    """How an item of a plan stands; it follows from the linked activity, nobody sets it (R013)."""

    OPEN = "open", "未开始"
    POSTPONED = "postponed", "延期"
    DONE = "done", "完成"
