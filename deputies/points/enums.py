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


class ObjectionState(models.TextChoices):
    """How far an objection to points has come."""

    OPEN = "open", "待答复"
    UPHELD = "upheld", "成立"
    REJECTED = "rejected", "不成立"
    WITHDRAWN = "withdrawn", "本人撤回"


class Quarter(models.IntegerChoices):
    """The quarter after which scores are shown (季度亮分)."""

    FIRST = 1, "第一季度"
    SECOND = 2, "第二季度"
    THIRD = 3, "第三季度"
    FOURTH = 4, "第四季度"
