"""Photos and documents kept with a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Manager

from congress.accounts.models import User
from congress.documents.uploads import Document, Photo

Save = Callable[[str, bytes, str], str]


def add_photos(
    kept: Manager[Any],
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
    kept: Manager[Any],
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
