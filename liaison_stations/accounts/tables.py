"""The list of staff of stations without account."""

from congress.accounts.enums import Role
from congress.web import marks
from congress.web.lists.declare import BulkAction, Column, Empty, ListPage
from deputies.accounts.filters import WithoutAccountFilter
from liaison_stations.accounts.queries import stations_of, without_account

STAFF_WITHOUT_ACCOUNT = ListPage(
    key="station_staff_without_account",
    title="没有帐号的站务人员",
    unit="人",
    rows=lambda _user: without_account(),
    filterset=WithoutAccountFilter,
    columns=(
        Column("name", "姓名", order="pinyin", export="name", fixed=True, css="rd-title"),
        Column("stations", "联络站", export=stations_of, cell=stations_of),
        Column("organisation", "所在单位", order="organisation"),
        Column("phone", "电话", css="rd-num is-inline", cell=lambda row: row.phone or marks.dim("没有登记")),
    ),
    order="pinyin",
    empty=Empty("站务人员都有帐号了", "新来的站务人员登记到联络站后，在这里开通。"),
    bulk=(BulkAction("开通帐号", "station_accounts:open_accounts", "user-plus", frozenset({Role.ADMIN})),),
    subtitle="选中后一次开通，只看得到自己所在联络站的记录",
)
