"""Files that people send: told by content, photos made anew without hidden data, saved whole or not at all."""

from __future__ import annotations

import logging
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from congress.web.storage import media

logger = logging.getLogger(__name__)

#: What a photo may be, and how many pixels. A JPEG is read at reduced size, so it may have more.
PHOTO_PIXELS = {"JPEG": 80_000_000, "PNG": 30_000_000, "WEBP": 30_000_000}
#: The longer side, in pixels, of the copy that is kept and of the one shown in pages.
FULL_SIDE = 2560
SMALL_SIDE = 640
_MEGABYTE = 1024 * 1024


class StorageFailed(Exception):
    """The file could not be written; ``str(error)`` says so in words for the person who sent it."""


@dataclass(frozen=True)
class Photo:
    """A photo made anew: upright, without EXIF (place and device), as JPEG in two sizes."""

    name: str
    full: bytes
    small: bytes
    width: int
    height: int


def in_megabytes(size: int) -> str:
    """40 MB, 1.5 MB; never rounded down to the limit it passes."""
    tenths = -(-size * 10 // _MEGABYTE)
    return f"{tenths / 10:g} MB"


def check_photo(upload: UploadedFile[Any]) -> Photo:
    """Read a photo by its content, whatever its name says.

    Raises ``ValidationError`` in words when it is too large (``PHOTO_MAX_MB``), no picture, or damaged.
    """
    name = Path(upload.name or "照片").name
    limit = settings.PHOTO_MAX_MB
    if (upload.size or 0) > limit * _MEGABYTE:
        raise ValidationError(
            f"照片“{name}”有 {in_megabytes(upload.size or 0)}，每张不能超过 {limit} MB，请缩小后再选",
            code="too_large",
        )
    if not upload.size:
        raise ValidationError(f"照片“{name}”是空文件，请重新选择", code="empty")
    try:
        upload.seek(0)
        with _whole_pictures_only(), Image.open(upload, formats=list(PHOTO_PIXELS)) as picture:
            if picture.width * picture.height > PHOTO_PIXELS.get(picture.format or "", PHOTO_PIXELS["JPEG"]):
                raise ValidationError(
                    f"照片“{name}”有 {picture.width}×{picture.height} 个像素，太大了，请缩小后再选",
                    code="too_many_pixels",
                )
            picture.draft("RGB", (FULL_SIDE, FULL_SIDE))
            return _made_anew(name, picture)
    except UnidentifiedImageError:
        message = f"“{name}”不是能用的照片，请选 JPG、PNG 或 WebP 格式的照片"
        raise ValidationError(message, code="no_photo") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        logger.info("damaged photo refused", exc_info=True)
        raise ValidationError(f"照片“{name}”已损坏，打不开，请重新选择", code="damaged") from None


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Half a photo is an error here, although WeasyPrint, once imported, tells Pillow to take it."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _made_anew(name: str, picture: Image.Image) -> Photo:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((FULL_SIDE, FULL_SIDE), Image.Resampling.LANCZOS)
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        layer = upright.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        upright = paper
    elif upright.mode != "RGB":
        upright = upright.convert("RGB")
    full = _jpeg(upright)
    width, height = upright.size
    upright.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return Photo(name, full, _jpeg(upright), width, height)


def _jpeg(picture: Image.Image) -> bytes:
    # Only pixels are carried over: a fresh image has no EXIF, no comment, no embedded thumbnail.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def check_photos(uploads: Sequence[UploadedFile[Any]]) -> list[Photo]:
    """All photos of a field; every one that is refused is named in one ``ValidationError``."""
    photos, errors = [], []
    for upload in uploads:
        try:
            photos.append(check_photo(upload))
        except ValidationError as error:
            errors.append(error)
    if errors:
        raise ValidationError(errors)
    return photos


@dataclass
class Saver:
    """Keeps files; what it kept goes again when the block it serves fails."""

    written: list[str] = field(default_factory=list)

    def save(self, folder: str, content: bytes, suffix: str) -> str:
        """Keep a file under a random name and return that name.

        Raises ``StorageFailed`` when it cannot be written whole; nothing is left behind.
        """
        relative = f"{folder}/{timezone.localdate():%Y/%m}/{uuid.uuid4().hex}{suffix}"
        try:
            media().put(relative, content)
        except OSError as error:
            logger.exception("upload could not be written")
            raise StorageFailed(
                "文件没有存下来：服务器的存储空间不够或暂时不能写入，请告诉系统管理员"
            ) from error
        self.written.append(relative)
        return relative


@contextmanager
def saving() -> Iterator[Saver]:
    """Files written inside stay only if the block, and so the transaction around it, ends well."""
    saver = Saver()
    try:
        yield saver
    except BaseException:
        for name in saver.written:
            with suppress(OSError):  # the first error is the one to tell
                media().delete(name)
        raise


@dataclass(frozen=True)
class Document:
    """A document as it came; ``suffix`` and ``media_type`` were read from its content."""

    name: str
    content: bytes
    suffix: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
#: Documents by a part of their archive: OOXML keeps its main folder, OFD (the national format) its entry file.
_ARCHIVES = {
    "word/document.xml": (".docx", f"{_OFFICE}.wordprocessingml.document"),
    "xl/workbook.xml": (".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": (".pptx", f"{_OFFICE}.presentationml.presentation"),
    "OFD.xml": (".ofd", "application/ofd"),
}
#: Older Office and WPS documents by a stream inside; the names stand there in UTF-16.
_STREAMS = {
    "WordDocument": (".doc", "application/msword"),
    "Workbook": (".xls", "application/vnd.ms-excel"),
    "PowerPoint Document": (".ppt", "application/vnd.ms-powerpoint"),
}
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def check_document(upload: UploadedFile[Any]) -> Document:
    """Take a PDF, OFD, Word, Excel or PowerPoint document, told by its content whatever its name says.

    Raises ``ValidationError`` in words when it is too large (``DOCUMENT_MAX_MB``), empty or something else.
    """
    name = Path(upload.name or "附件").name
    limit = settings.DOCUMENT_MAX_MB
    if (upload.size or 0) > limit * _MEGABYTE:
        size = in_megabytes(upload.size or 0)
        raise ValidationError(f"附件“{name}”有 {size}，每个不能超过 {limit} MB", code="too_large")
    if not upload.size:
        raise ValidationError(f"附件“{name}”是空文件，请重新选择", code="empty")
    upload.seek(0)
    content = upload.read()
    found = _kind_of_document(content)
    if found is None:
        message = f"“{name}”不能作为附件，请选 PDF、OFD、Word、Excel 或 PPT 文件；图片请放到照片里"
        raise ValidationError(message, code="no_document")
    return Document(name, content, *found)


def _kind_of_document(content: bytes) -> tuple[str, str] | None:
    if content.startswith(b"%PDF-"):
        return ".pdf", "application/pdf"
    if content.startswith(_COMPOUND):
        return next((kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in content), None)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for part, kind in _ARCHIVES.items() if part in names), None)


def check_documents(uploads: Sequence[UploadedFile[Any]]) -> list[Document]:
    """All documents of a field; every one that is refused is named in one ``ValidationError``."""
    documents, errors = [], []
    for upload in uploads:
        try:
            documents.append(check_document(upload))
        except ValidationError as error:
            errors.append(error)
    if errors:
        raise ValidationError(errors)
    return documents
