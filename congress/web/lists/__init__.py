"""List pages: an app declares columns and filters, the room does the rest.

In the app's ``filters.py``::

    class SuggestionFilter(ListFilter):
        q = SearchFilter("number", "title", label="搜编号、案由")
        unit = ModelChoiceFilter(label="承办单位", queryset=units)
        topic = ChoiceFilter(label="类别", choices=Topic.choices)
        since = SinceFilter("assigned_on", label="交办不早于")

        leading = ("unit", "topic")

In its ``tables.py``::

    SUGGESTIONS = ListPage(
        key="suggestions",
        title="代表建议",
        unit="件",
        rows=lambda user: Suggestion.objects.visible_to(user).select_related("unit"),
        filterset=SuggestionFilter,
        columns=(
            Column("number", "编号", order="number", css="rd-num"),
            Column("title", "案由", fixed=True, css="", cell=_title),
            Column("unit", "主办单位", order="unit__name", export="unit.name"),
            Column("due_on", "期限", order="due_on", cell=lambda row: dates.day(row.due_on)),
        ),
        order="due_on",
        presets=(Preset("在办", "state=going"),),
        empty=Empty("还没有代表建议", "会议期间由代表提交，闭会期间由办公室登记。"),
        actions=(Action("登记建议", "suggestions:create", "plus", frozenset({Role.OFFICE})),),
    )

In its ``views.py``::

    @allow(Role.OFFICE)
    def index(request: HttpRequest) -> HttpResponse:
        return respond(SUGGESTIONS, request)

A cell shows what the column exports unless ``cell`` says otherwise; text is escaped, and HTML is made with
``format_html`` or the parts in :mod:`congress.web.lists.cells` and :mod:`congress.web.marks`::

    def _title(row: Suggestion) -> SafeString:
        return title(record_url("suggestions:detail", row.pk), row.title, below=row.meta)

Cells are put together in Python, because a template asks everything again for every row and costs several times
as much.

``rows`` must already be cut to what the user may see: bulk actions and exports start from it too.
A view that acts on picked rows asks :func:`congress.web.lists.page.picked`.
"""
