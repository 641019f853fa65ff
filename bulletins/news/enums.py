"""Terms of the public site."""

from django.db import models


class NewsState(models.TextChoices):
    """草稿 → 送审 → 发布 → 撤下; written anew after that."""

    DRAFT = "draft", "草稿"
    REVIEW = "review", "待审核"
    RELEASED = "released", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


#: The shape that stands for each state (keys of congress.web.parts.STATE_ICONS).
LOOKS = {
    NewsState.DRAFT: "new",
    NewsState.REVIEW: "wait",
    NewsState.RELEASED: "done",
    NewsState.WITHDRAWN: "stop",
}
