"""Read activities out of a text, from the command line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from activities.recognition import Lexicon, lexicon_from_database, lexicon_from_roster, recognise
from activities.recognition.database import kinds_from_database
from activities.recognition.files import UnreadableFile, text_of


class Command(BaseCommand):
    """Prints one JSON object per paragraph; nothing is saved."""

    # It reads texts; whether pages can be served does not matter to it.
    requires_system_checks = []
    help = "Print what is recognised in a text: one JSON object per paragraph. Nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="text or DOCX; - reads text from standard input")
        parser.add_argument("--year", type=int, required=True, help="the year of days without one")
        parser.add_argument(
            "--month", type=int, choices=range(1, 13), metavar="1-12", help="month of the issue"
        )
        parser.add_argument(
            "--roster",
            metavar="FILE.json",
            help='people and organs for this run only: {"roster": [{"name", "posts": […]}], "organs": […]}',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1900 <= options["year"] <= 2999:
            raise CommandError(f"没有 {options['year']} 年")
        lexicon = _lexicon(options["roster"])
        for found in recognise(
            _text(options["file"]), year=options["year"], month=options["month"], lexicon=lexicon
        ):
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))


def _text(name: str) -> str:
    try:
        return text_of(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        raise CommandError(f"读不到文件 {name}：{error.strerror}") from error
    except UnreadableFile as error:
        raise CommandError(f"{name}：{error}") from error


def _lexicon(roster: str | None) -> Lexicon:
    """What the database knows or, with a roster, only what stands in it; the kinds are always the district's."""
    if roster is None:
        return lexicon_from_database()
    try:
        data = json.loads(Path(roster).read_text(encoding="utf-8-sig"))
        return lexicon_from_roster(data, _kinds())
    except OSError as error:
        raise CommandError(f"读不到文件 {roster}：{error.strerror}") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CommandError(f"{roster} 不是 UTF-8 的 JSON 文件：{error}") from error
    except ValueError as error:
        raise CommandError(f"{roster}：{error}") from error


def _kinds() -> dict[str, str]:
    """The district's kinds; those every portal begins with where no database has been made yet."""
    try:
        return kinds_from_database()
    except (OperationalError, ProgrammingError):
        return {}
