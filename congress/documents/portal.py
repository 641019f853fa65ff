"""What imports plug into the portal."""

from congress.audit.verbs import register_facts, register_verbs

register_verbs(
    {"documents:import_write": "写入导入的表格", "documents:clear_unfinished": "清理没有写入的表格"}
)
register_facts("documents", {"spec_key": "导入种类", "new": "新增", "update": "更新", "same": "没有变化"})
