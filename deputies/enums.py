"""Terms of the roster."""

from django.db import models


class Sex(models.TextChoices):
    """As the roster writes it."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class PostContext(models.TextChoices):
    """In which body a post is held; a person bears different titles by occasion."""

    CONGRESS = "congress", "人大"
    PARTY_GROUP = "party_group", "党组"
    PARTY = "party", "党委"
    GOVERNMENT = "government", "政府"
    SUPERVISORY = "supervisory", "监察、司法"
    TASK_FORCE = "task_force", "专班"
    OTHER = "other", "其他"


class Standing(models.TextChoices):
    """Whether a person belongs to the district or came from outside."""

    LOCAL = "local", "本区"
    HIGHER = "higher", "上级"
    OUTSIDE = "outside", "区外"
