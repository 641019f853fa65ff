"""Form fields for files that people send: several at once, told by their content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from congress.documents.uploads import Document, Photo, check_documents, check_photos

PHOTO_LIMIT = 20
DOCUMENT_LIMIT = 10


class PhotosInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos; cleans to the photos made anew. Every refused one is named in a message at the field."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Photo]:
        """The photos, checked by their content."""
        uploads: Sequence[UploadedFile[Any]] = [upload for upload in data or [] if upload]
        if len(uploads) > PHOTO_LIMIT:
            raise ValidationError(f"一次最多选 {PHOTO_LIMIT} 张照片，现在选了 {len(uploads)} 张")
        return check_photos(uploads)


class DocumentsField(forms.FileField):
    """Documents, told by their content. Every refused one is named in a message at the field."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Document]:
        """The documents."""
        uploads: Sequence[UploadedFile[Any]] = [upload for upload in data or [] if upload]
        if len(uploads) > DOCUMENT_LIMIT:
            raise ValidationError(f"一次最多选 {DOCUMENT_LIMIT} 个附件，现在选了 {len(uploads)} 个")
        return check_documents(uploads)
