"""The bulletin's operations in the office's words, for the audit pages."""

from congress.audit.verbs import register_verbs

register_verbs(
    "bulletins",
    {
        "open_issue": "建立一期",
        "import_bulletin": "从文件导入一期",
        "refresh_from_log": "按活动登记更新",
        "move_entry": "调整顺序",
        "sort_by_rule": "按规则重排",
        "leave_out": "不收一篇",
        "take_back": "恢复一篇",
        "edit_entry": "改印出的文字",
        "take_log_text": "换成登记的文字",
        "merge_headings": "合并标题",
        "split_heading": "恢复单独标题",
        "save_article": "写文章",
        "remove_article": "拿掉文章",
        "submit": "送审",
        "recall": "撤回送审",
        "approve": "定稿",
        "send_back": "退回修改",
        "publish": "印发",
        "correct": "写更正",
        "set_distribution": "改分发范围",
        "record_delivery": "登记送达",
        "save_series": "改刊物设置",
        "set_default_distribution": "改默认分发",
        "submit_contribution": "报送稿件",
        "resubmit": "重新报送",
        "withdraw_contribution": "撤回稿件",
        "return_contribution": "退回稿件",
        "adopt": "采用稿件",
    },
)
