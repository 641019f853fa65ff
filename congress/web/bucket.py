"""Kept files in a bucket of S3-compatible storage (``MEDIA_S3_BUCKET``), shared by every machine of the portal.

Loaded only where a bucket is named: its client is larger than the portal. One request keeps a file and one fetches
it; a page that shows a photo streams it after the permission check, nobody else gets an address of the bucket.
"""

from __future__ import annotations

import mimetypes
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage

#: A fetched file larger than this (bytes) waits on the disk, not in memory.
IN_MEMORY = 4 * 1024 * 1024
#: Seconds; a page waits no longer for storage that is away. Each request is tried twice.
CONNECT_SECONDS, READ_SECONDS, TRIES = 3, 30, 2
_GONE = {"404", "NoSuchKey", "NotFound"}


class MediaBucket(S3Storage):  # type: ignore[misc] # the library has no types
    """See :class:`congress.web.storage.Media`."""

    def __init__(self, *, addressing_style: str = "auto", **options: Any) -> None:
        # Checksums of their own are unknown to many servers that speak S3.
        config = Config(
            s3={"addressing_style": addressing_style},
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(**options, client_config=config, file_overwrite=False, default_acl=None)
        self._lock = threading.Lock()
        self._made: tuple[int, Any] = (0, None)

    @property
    def connection(self) -> Any:
        """One for all threads of a process: a client may be shared, and costs megabytes."""
        with self._lock:
            if self._made[0] != os.getpid():
                self._connections.connection = None
                self._made = (os.getpid(), super().connection)
            return self._made[1]

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _address(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("a kept file is written whole: see put")
        return _Fetched(self, name)

    def fetch(self, name: str) -> IO[bytes]:
        """The content of a file, at its beginning. Raises ``FileNotFoundError``."""
        fetched = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever asked closes it
        try:
            with _as_os_error(name):
                body = self._client.get_object(**self._address(name))["Body"]
                with body:
                    shutil.copyfileobj(body, fetched)
        except BaseException:
            fetched.close()
            raise
        fetched.seek(0)
        return fetched

    def _save(self, name: str, content: File[Any]) -> str:
        self.put(name, content.read())
        return name

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data`` under exactly this name; the server shows it when it has all of it."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        with _as_os_error(name):
            self._client.put_object(**self._address(name), Body=data, ContentType=kind)

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        with _as_os_error(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Take the file away, if it is there."""
        with _as_os_error(name):
            self._client.delete_object(**self._address(name))

    def names(self, beginning: str = "") -> Iterator[str]:
        """Every file whose name begins so, in order."""
        prefix = f"{self.location.strip('/')}/" if self.location else ""
        with _as_os_error(beginning):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket_name, Prefix=f"{prefix}{beginning}"
            )
            for page in pages:
                for entry in page.get("Contents", ()):
                    yield entry["Key"].removeprefix(prefix)

    def remove_unfinished(self, beginning: str = "", *, older_than_seconds: float = 0) -> int:
        """Nothing here is ever half-written."""
        return 0


class _Fetched(File):  # type: ignore[type-arg] # bytes
    """A file that is fetched when it is opened, and once more when it is opened again."""

    def __init__(self, bucket: MediaBucket, name: str) -> None:
        super().__init__(bucket.fetch(name), name)
        self._bucket = bucket

    def open(self, mode: str | None = None, *_args: Any, **_more: Any) -> _Fetched:
        """At its beginning."""
        if self.closed:
            self.file = self._bucket.fetch(self.name or "")
        self.seek(0)
        return self


@contextmanager
def _as_os_error(name: str) -> Iterator[None]:
    """What the client raises, as what a folder would raise."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _GONE:
            raise FileNotFoundError(name) from error
        raise OSError(f"{name}: {error}") from error
    except BotoCoreError as error:
        raise OSError(f"{name}: {error}") from error
