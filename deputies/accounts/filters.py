"""Filters of the list of deputies without account."""

from congress.web.lists.filters import ListFilter, SearchFilter


class WithoutAccountFilter(ListFilter):
    """By name or initials."""

    q = SearchFilter("name", "initials", "organisation", label="搜姓名、拼音首字母、单位")
