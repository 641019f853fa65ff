"""What the portal remembers of a user's lists. Preferences, not records: no audit, and deleting is deleting."""

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """A querystring of a list that its user gave a name (存为常用)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    list_key = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=20)
    querystring = models.CharField("条件", max_length=1000)

    class Meta:
        verbose_name = "常用筛选"
        verbose_name_plural = "常用筛选"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_key", "name"],
                name="saved_filter_name_once",
                violation_error_message="已有这个名称的常用筛选，请换一个",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ListChoice(models.Model):
    """How a user wants a list to look: its columns (empty: as the list declares) and rows a page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_choices")
    list_key = models.CharField("列表", max_length=60)
    columns = models.JSONField("栏目", default=list)
    page_size = models.PositiveSmallIntegerField("每页条数", default=25)

    class Meta:
        verbose_name = "列表设置"
        verbose_name_plural = "列表设置"
        constraints = [models.UniqueConstraint(fields=["user", "list_key"], name="list_choice_once")]

    def __str__(self) -> str:
        return self.list_key
