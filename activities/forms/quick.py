"""The short form: what a record cannot do without, the wording proposed."""

from __future__ import annotations

from typing import Any

from activities.forms.entry import ActivityForm


class QuickForm(ActivityForm):
    """An activity in under a minute; headline and text are proposed where they are left blank."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (
            ("headline", "不填就按“领导姓名＋方式＋事项”自动拟定"),
            ("text", "不填就按上面各栏自动拟定，以后可以修改"),
        ):
            self.fields[name].required = False
            self.fields[name].help_text = hint
        self.fields["text"].widget.attrs["rows"] = 4
        self.fields["place"].help_text = "写到路段、村或社区，如文昌大道东段"
        self.fields["topic"].help_text = "视察、调研、学习的是什么，如全区防汛抗旱工作"
