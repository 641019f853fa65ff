"""What the steps of this app are called in a timeline and in the audit trail."""

VERBS = {
    "deputies:create_person": "进入名册",
    "deputies:change_person": "修改资料",
    "deputies:add_post": "增加职务",
    "deputies:change_post": "修改职务",
    "deputies:end_post": "登记离任",
    "deputies:create_deputyship": "登记代表资格",
    "deputies:change_deputyship": "修改代表资格",
    "deputies:end_deputyship": "代表资格结束",
    "deputies:reopen_deputyship": "取消代表资格结束",
    "deputies:create_group": "建立小组",
    "deputies:change_group": "修改小组",
    "deputies:dissolve_group": "撤销小组",
    "deputies:restore_group": "恢复小组",
    "deputies:join_group": "编入小组",
    "deputies:leave_group": "调出小组",
    "deputies:change_wish": "记下意愿",
    "deputies:appoint": "任命",
    "deputies:end_group_post": "小组职务离任",
    "deputies:load_roster": "载入示例名册",
}
