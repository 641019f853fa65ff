"""Photos that people send: checked by content, made anew, saved whole or not at all."""

from __future__ import annotations

import errno
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from congress.documents import uploads
from congress.documents.uploads import StorageFailed, check_photo, check_photos, in_megabytes, saving
from tests.activities.form import picture

GPS = 0x8825
ORIENTATION = 0x0112


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def with_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "Camera maker"
    exif.get_ifd(GPS)[2] = (32.0, 38.0, 0.0)
    return exif


def test_a_photo_is_turned_upright_and_tells_nothing_of_place_and_device() -> None:
    photo = check_photo(picture(size=(800, 600), exif=with_exif()))
    for content in (photo.full, photo.small):
        made = opened(content)
        assert made.format == "JPEG"
        assert dict(made.getexif()) == {}
        assert made.height > made.width
        assert b"Camera maker" not in content
    assert (photo.width, photo.height) == (600, 800)


def test_large_photos_are_made_smaller() -> None:
    photo = check_photo(picture(size=(6000, 4000)))
    assert opened(photo.full).width <= uploads.FULL_SIDE
    assert opened(photo.small).width == uploads.SMALL_SIDE


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK"])
def test_every_colour_mode_becomes_a_jpeg(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(check_photo(SimpleUploadedFile("图.png", out.getvalue())).full).mode == "RGB"


def upload(name: str, content: bytes, size: int | None = None) -> SimpleUploadedFile:
    file = SimpleUploadedFile(name, content)
    file.size = len(content) if size is None else size
    return file


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (upload("大.jpg", b"x", 40 * 1024 * 1024), "照片“大.jpg”有 40 MB，每张不能超过 20 MB"),
        (upload("空.jpg", b""), "照片“空.jpg”是空文件"),
        (upload("病毒.jpg", b"MZ\x90\x00" * 100), "“病毒.jpg”不是能用的照片，请选 JPG、PNG 或 WebP"),
        (upload("页.png", b"<svg onload='x'></svg>"), "“页.png”不是能用的照片"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(file: SimpleUploadedFile, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        check_photo(file)
    assert said in caught.value.messages[0]


def test_half_a_photo_is_called_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    whole = picture(size=(1200, 900)).read()
    with pytest.raises(ValidationError, match="已损坏，打不开"):
        check_photo(SimpleUploadedFile("半张.jpg", whole[: len(whole) // 2]))


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(uploads.PHOTO_PIXELS, "PNG", 1000)
    with pytest.raises(ValidationError, match="个像素，太大了"):
        check_photo(picture("图.png", format="PNG"))


def test_all_refused_photos_are_named_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        check_photos([upload("一.jpg", b"x"), picture(), upload("二.jpg", b"y")])
    assert len(caught.value.messages) == 2


@pytest.mark.parametrize(
    ("size", "said"),
    [(40 * 1024**2, "40 MB"), (int(1.5 * 1024**2), "1.5 MB"), (20 * 1024**2 + 1, "20.1 MB"), (1, "0.1 MB")],
)
def test_sizes_are_never_rounded_down_to_the_limit(size: int, said: str) -> None:
    assert in_megabytes(size) == said


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_files_stay_only_if_the_block_ends_well(media: Path) -> None:
    with saving() as saver:
        name = saver.save("activities", b"photo", ".jpg")
    assert (media / name).read_bytes() == b"photo"

    def broken() -> None:
        with saving() as saver:
            saver.save("activities", b"other", ".jpg")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert files(media) == [media / name]
    assert media == settings.MEDIA_ROOT


def test_a_full_disk_leaves_nothing_half_written(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("congress.jobs.files.os.fsync", full)
    with pytest.raises(StorageFailed, match="存储空间不够"), saving() as saver:
        saver.save("activities", b"photo", ".jpg")
    assert files(media) == []
