"""Terms of filed documents."""

from django.db import models


class FilingResult(models.TextChoices):
    """What the review came to."""

    OPEN = "open", "还没有结论"
    FINE = "fine", "没有发现问题"
    ADVISED = "advised", "提出审查意见"
    AMENDED = "amended", "已修改"
    ABOLISHED = "abolished", "已废止"
