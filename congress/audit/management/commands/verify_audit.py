"""``manage.py verify_audit``: whether the audit trail is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congress.audit.queries import verify


class Command(BaseCommand):
    """Exit code 0 and the hash of the last row, or 1 and the first row that does not hold.

    The hash, written down elsewhere, is what shows later that not even the whole chain was replaced.
    """

    help = "检查操作记录是否完整：序号连续、逐条校验、首尾相接"

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk the chain and say what was found."""
        verdict = verify()
        if verdict.broken:
            raise CommandError(
                f"操作记录在第 {verdict.broken.seq} 条断开：{verdict.broken.reason}。"
                f"之前的 {verdict.count} 条完好，末条校验 {verdict.head}"
            )
        self.stdout.write(f"操作记录完好，共 {verdict.count} 条\n链尾校验 {verdict.head}")
