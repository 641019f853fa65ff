"""Kept files: a folder and a bucket behave alike."""

import time
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from moto import mock_aws
from PIL import Image

from congress.web.bucket import MediaBucket
from congress.web.storage import MediaFolder
from tests.clock import written_now

KEYS = {"access_key": "a", "secret_key": "b", "region_name": "us-east-1", "addressing_style": "path"}

Place = MediaFolder | MediaBucket


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty place of files; the bucket is shared with another portal, whose file stands beside."""
    if request.param == "folder":
        yield MediaFolder(location=tmp_path)
        return
    with mock_aws():
        client = boto3.client("s3", aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1")
        client.create_bucket(Bucket="districts")
        client.put_object(Bucket="districts", Key="yunhe/1.pdf", Body=b"of the neighbours")
        yield MediaBucket(bucket_name="districts", location="anlan", **KEYS)


def test_what_is_kept_is_found(place: Place) -> None:
    place.put("jobs/2026/11/12-1.pdf", b"%PDF")
    assert place.exists("jobs/2026/11/12-1.pdf")
    with place.open("jobs/2026/11/12-1.pdf") as file:
        assert (file.read(), file.size) == (b"%PDF", 4)
    place.put("jobs/2026/11/12-1.pdf", b"new")
    with place.open("jobs/2026/11/12-1.pdf") as file:
        assert file.read() == b"new"


def test_a_file_opened_again_stands_at_its_beginning(place: Place) -> None:
    place.put("a.txt", b"abc")
    file = place.open("a.txt")
    for _ in range(2):
        with file.open("rb") as opened:
            assert opened.read() == b"abc"


def test_a_name_that_is_taken_is_not_written_over_by_a_field(place: Place) -> None:
    first = place.save("bulletins/2026/5.pdf", ContentFile(b"first"))
    second = place.save("bulletins/2026/5.pdf", ContentFile(b"second"))
    assert first == "bulletins/2026/5.pdf" != second
    with place.open(first) as file:
        assert file.read() == b"first"


def test_names_by_their_beginning(place: Place) -> None:
    for name in ("jobs/12-1.pdf", "jobs/12-2.pdf", "jobs/120-1.pdf", "a.txt"):
        place.put(name, b"x")
    assert list(place.names("jobs/12-")) == ["jobs/12-1.pdf", "jobs/12-2.pdf"]
    assert sorted(place.names()) == ["a.txt", "jobs/12-1.pdf", "jobs/12-2.pdf", "jobs/120-1.pdf"]
    assert list(place.names("nothing/here-")) == []


def test_what_is_gone_is_not_found(place: Place) -> None:
    place.put("a.txt", b"x")
    place.delete("a.txt")
    place.delete("a.txt")
    assert not place.exists("a.txt")
    with pytest.raises(FileNotFoundError):
        place.open("a.txt")


def test_a_kept_picture_can_be_read(place: Place, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30)).save(tmp_path / "p.jpg")
    place.put("p.jpg", (tmp_path / "p.jpg").read_bytes())
    with place.open("p.jpg") as file, Image.open(file, formats=["JPEG"]) as picture:
        assert picture.size == (40, 30)


def test_half_a_file_is_no_file_and_goes(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    for name in (".12-1.pdf.part", ".120-1.pdf.part"):
        (tmp_path / "jobs" / name).write_bytes(b"%P")
        written_now(tmp_path / "jobs" / name)
    folder = MediaFolder(location=tmp_path)
    assert list(folder.names()) == []
    assert folder.remove_unfinished("jobs/12-") == 1
    assert [path.name for path in (tmp_path / "jobs").iterdir()] == [".120-1.pdf.part"]


def test_storage_that_is_away_is_an_error_of_the_system_and_holds_nobody_up() -> None:
    away = MediaBucket(bucket_name="districts", endpoint_url="http://127.0.0.1:1", **KEYS)
    began = time.monotonic()
    with pytest.raises(OSError, match=r"a\.txt"):
        away.put("a.txt", b"x")
    with pytest.raises(OSError, match=r"a\.txt"):
        away.open("a.txt")
    assert time.monotonic() - began < 6
