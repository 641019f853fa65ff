"""The list of deputies without account."""

from congress.accounts.enums import Role
from congress.web import marks
from congress.web.lists.declare import BulkAction, Column, Empty, ListPage
from deputies.accounts.filters import WithoutAccountFilter
from deputies.accounts.queries import seat_of, without_account

WITHOUT_ACCOUNT = ListPage(
    key="deputies_without_account",
    title="没有帐号的代表",
    unit="人",
    rows=lambda _user: without_account(),
    filterset=WithoutAccountFilter,
    columns=(
        Column("name", "姓名", order="pinyin", export="name", fixed=True, css="rd-title"),
        Column("seat", "代表资格", export=seat_of, cell=seat_of),
        Column("organisation", "所在单位", order="organisation"),
        Column("phone", "电话", css="rd-num is-inline", cell=lambda row: row.phone or marks.dim("没有登记")),
    ),
    order="pinyin",
    empty=Empty("在任代表都有帐号了", "新当选的代表登记到名册后，在这里开通。"),
    bulk=(BulkAction("开通帐号", "deputy_accounts:open_accounts", "user-plus", frozenset({Role.ADMIN})),),
    subtitle="选中后一次开通：用户名取姓名的拼音首字母，登记了手机号码的也可以用手机号码登录",
)
