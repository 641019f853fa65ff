"""Terms of points."""

from django.db import models


class SchemeState(models.TextChoices):
    """A scheme in force is never changed; a new edition takes its place."""

    DRAFT = "draft", "草稿"
    IN_FORCE = "in_force", "施行"
    REPLACED = "replaced", "已换版"


class EntryReason(models.TextChoices):
    """Why a line was added to the ledger."""

    COUNTED = "counted", "计入"
    TAKEN_OUT = "taken_out", "撤销冲回"
    REORDERED = "reordered", "次序变动"
    NEW_EDITION = "new_edition", "办法换版"
