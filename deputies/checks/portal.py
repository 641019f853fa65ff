"""What checks plug into the portal."""

from __future__ import annotations

from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import MenuGroup, MenuItem, register_demo, register_menu, register_todos
from deputies.checks import demo, rules
from deputies.checks.todos import INDEX, todos


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(
            MenuGroup.DUTY, "履职检查", INDEX, "clipboard-check", rules.READERS, order=33, under="duty:index"
        )
    )
    register_todos(todos)
    register_verbs(
        {
            "deputies:start_check": "开始检查",
            "deputies:write_findings": "登记检查情况",
            "deputies:finish_check": "查完",
            "deputies:reopen_check": "退回再查",
            "deputies:issue_check": "发出通报",
            "deputies:mark_corrected": "登记改正",
            "duty_checks:load": "载入示例检查",
        }
    )
    register_facts(
        "deputies",
        {"check": "检查", "written": "登记条数", "seed": "抽样种子", "size": "抽查人数", "whose": "谁的"},
    )
    register_demo(83, "履职检查", demo.load)
