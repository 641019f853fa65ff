"""The words of supervision's steps, for the timeline and the audit trail."""

from suggestions.timeline import Words

WORDS = {
    "recommend_key": Words("推荐重点督办", "推荐为重点督办"),
    "choose_key": Words("列为重点督办", "列为重点督办", "{meeting}"),
    "leave_out_key": Words("未列入重点督办", "未列入重点督办", "{meeting}"),
    "save_plan": Words("写督办方案", "制定督办方案"),
    "approve_plan": Words(
        "批准督办方案",
        "督办方案已批准",
        "牵头督办 {牵头督办}，牵头领办 {牵头领办}，承办 {承办部门}，对口督办 {对口督办}",
    ),
    "add_plan_step": Words("增加督办步骤", "增加督办步骤", "{kind}"),
    "finish_plan_step": Words("督办完成一步", "督办完成一步", "{kind}：{content}"),
    "join_plan_step": Words("代表参加督办", "代表参加督办", "{deputy}"),
    "conclude_key": Words("重点督办结束", "重点督办结束"),
    "drop_key": Words("撤下重点督办", "不再重点督办"),
    "log_supervision": Words("督办", "督办", "{kind}：{who}"),
    "withdraw_log": Words("撤回督办记录", "撤回督办记录", "{kind}"),
    "link_meeting": Words("会议研究", "会议研究", "{meeting}"),
    "conclude_item": Words("记下会议议定事项", "会议议定事项", "{meeting}"),
    "add_measure": Words("建立长效机制", "建立长效机制", "{organ}：{title}"),
    "send_clue": Words("移送检察院", "作为公益诉讼线索移送检察院", "{organ}"),
    "accept_clue": Words("检察院受理", "检察院已受理", "{organ}"),
    "refuse_clue": Words("检察院不受理", "检察院不受理", "{organ}"),
    "advise_clue": Words("检察院发出检察建议", "检察院发出检察建议", "{organ}，{number}"),
    "conclude_clue": Words("检察院办结线索", "检察院已办结", "{organ}"),
    "convert_advice": Words("由检察建议转来", "由检察建议转来", "{organ}，{number}"),
    "write_case": Words("整理成典型案例", "整理成典型案例", "{title}"),
}
