"""``manage.py restore DIR``: fill an empty portal from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congress.web.backup.manifest import BackupError
from congress.web.backup.operations import restore


class Command(BaseCommand):
    """Stop the portal first. A backup of an older portal is brought up to this one's tables."""

    help = "Restore a backup: check it, fill the database and the files, verify the audit trail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that backup has made")
        parser.add_argument("--force", action="store_true", help="overwrite a portal that holds records")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = restore(options["folder"].absolute(), force=options["force"])
        except (BackupError, OSError) as error:
            raise CommandError(f"没有恢复成：{error}") from error
        self.stdout.write(
            f"已恢复 {found.made_at} 的备份：{len(found.files)} 个文件，{len(found.tables)} 张表逐张核对，"
            f"操作记录 {found.audit_seq} 条，首尾相接"
        )
