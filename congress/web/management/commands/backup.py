"""``manage.py backup DIR``: everything the portal keeps, in one new folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congress.web.backup.manifest import BackupError
from congress.web.backup.operations import back_up


class Command(BaseCommand):
    """May run while the portal works. SECRET_KEY and passwords of services are not in it: keep .env elsewhere."""

    help = "Back up the database and the files into a new folder, with a manifest of checksums."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].absolute()
        try:
            made = back_up(folder)
        except (BackupError, OSError) as error:
            raise CommandError(f"没有备份成：{error}") from error
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        self.stdout.write(
            f"已备份到 {folder}：{len(made.files)} 个文件，{size / 1_000_000:.1f} MB，操作记录 {made.audit_seq} 条"
        )
