"""What polls plug into the portal."""

from congress.audit.verbs import register_facts, register_verbs
from congress.ballots import rules
from congress.ballots.procedures import Procedure, register_procedure
from congress.ballots.workflow import POLLS

register_procedure(Procedure("general", "普通表决、测评", rules.see_general, rules.keep_general))
register_verbs({f"ballots:{step.step}": f"{step.label}（投票表决）" for step in POLLS})
register_verbs(
    {
        "ballots:prepare_poll": "准备投票表决",
        "ballots:vote": "投票",
        "ballots:add_line": "增加表决规则",
        "ballots:change_line": "修改表决规则",
    }
)
register_facts(
    "ballots",
    {
        "items": "表决项目",
        "electorate": "投票人范围",
        "people": "人数",
        "paper": "纸质票",
        "ballots": "票数",
        "issued": "发出",
        "returned": "收回",
        "cast": "收回的票",
        "valid": "有效",
        "void": "无效",
        "reason": "原因",
    },
)
