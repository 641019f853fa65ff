"""Photos and documents kept with a record: the shape of their rows, how they are added, and as an answer.

One taken out is only hidden, its file stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.http import FileResponse

from congress.accounts.models import User
from congress.documents.uploads import Document, Photo
from congress.web.files import kept_file

Save = Callable[[str, bytes, str], str]
File = TypeVar("File", bound=models.Model)


class KeptFileQuerySet(models.QuerySet[File]):
    """Files by whether they are shown."""

    def shown(self) -> Self:
        """Those that were not taken out."""
        return self.filter(dropped=False)


class KeptFile(models.Model):
    """What every file has that somebody added."""

    order = models.PositiveIntegerField("顺序")
    name = models.CharField("文件名", max_length=120)
    dropped = models.BooleanField("已移除", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="添加人"
    )
    added_at = models.DateTimeField("添加时间", auto_now_add=True)

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class KeptDocument(KeptFile):
    """A document as it came; its type was read from its content."""

    file = models.FileField("文件", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")

    class Meta:
        abstract = True


class KeptPhoto(KeptFile):
    """A photo, made anew on arrival in two sizes."""

    full = models.FileField("照片", max_length=200)
    small = models.FileField("小图", max_length=200)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")

    class Meta:
        abstract = True


def add_photos(
    kept: models.Manager[Any],
    photos: Sequence[Photo],
    actor: User | None,
    save: Save,
    *,
    folder: str,
) -> None:
    """Photos after those there are; ``kept`` are the photos of one record."""
    last = kept.order_by("order").last()
    for order, photo in enumerate(photos, last.order + 1 if last else 1):
        kept.create(
            order=order,
            name=photo.name[-120:],
            full=save(folder, photo.full, ".jpg"),
            small=save(folder, photo.small, ".jpg"),
            width=photo.width,
            height=photo.height,
            added_by=actor,
        )


def add_documents(
    kept: models.Manager[Any],
    documents: Sequence[Document],
    actor: User | None,
    save: Save,
    *,
    folder: str,
) -> None:
    """Documents after those there are; ``kept`` are the files (``KeptDocument``) of one record."""
    last = kept.order_by("order").last()
    for order, document in enumerate(documents, last.order + 1 if last else 1):
        kept.create(
            order=order,
            name=document.name[-120:],
            file=save(folder, document.content, document.suffix),
            media_type=document.media_type,
            size=len(document.content),
            added_by=actor,
        )


def photo_answer(row: KeptPhoto, size: str) -> FileResponse:
    """The photo, ``small`` or ``full``, under the name it came with."""
    return kept_file((row.small if size == "small" else row.full).name, "image/jpeg", row.name)
