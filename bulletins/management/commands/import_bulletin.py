"""``manage.py import_bulletin FILE.json``: take over an issue that was printed before."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletins.operations.importing import BadFile, import_bulletin
from congress.access.exceptions import Conflict


class Command(BaseCommand):
    help = "Take over a printed issue from a JSON file: people, posts, organs, activities, the issue. Idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = json.loads(options["file"].read_text(encoding="utf-8"))
            imported = import_bulletin(data=data)
        except OSError as error:
            raise CommandError(f"读不到文件：{error}") from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise CommandError(f"不是 UTF-8 的 JSON 文件：{error}") from error
        except (BadFile, Conflict) as error:
            raise CommandError(str(error)) from error
        issue = imported.issue
        count = issue.entries.count()
        state = "已导入" if imported.created else "已经有了，没有改动"
        self.stdout.write(
            f"{issue}（总第{issue.total_number}期）{state}：{count} 篇，{issue.articles.count()} 篇文章"
        )
