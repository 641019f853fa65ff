"""The broker of the embedded run: a folder of message files, as kombu's, but a message appears only when whole.

kombu writes a message under its final name; a consumer that looks at that moment reads an empty file, and
the worker ends with a JSON error. At one sweep every 15 seconds that is a crash every few hours.
"""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Puts a message under another name first, then renames it."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override] # two names in kombu
        name = f"{time.time_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        part = whole.with_suffix(".part")
        part.write_text(dumps(payload), encoding="utf-8")
        part.replace(whole)


class Transport(filesystem.Transport):
    """Named in ``CELERY_BROKER_URL`` of the embedded run."""

    Channel = Channel
