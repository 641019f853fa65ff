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
            Column("number", "编号", order="number"),
            Column("title", "案由", fixed=True),
            Column("unit", "主办单位", order="unit__name", export="unit.name"),
            Column("due_on", "期限", order="due_on"),
        ),
        order="due_on",
        row="suggestions/_row.html",
        presets=(Preset("在办", "state=going"),),
        empty=Empty("还没有代表建议", "会议期间由代表提交，闭会期间由办公室登记。"),
        actions=(Action("登记建议", "suggestions:create", "plus", frozenset({Role.OFFICE})),),
    )

In its ``views.py``::

    @allow(Role.OFFICE)
    def index(request: HttpRequest) -> HttpResponse:
        return respond(SUGGESTIONS, request)

And the cells of a row, in ``suggestions/_row.html``; ``shown`` knows the columns the user chose::

    {% if shown.number %}<td class="rd-num">{{ row.number }}</td>{% endif %}
    <td><a class="rd-title" href="{% url 'suggestions:detail' row.pk %}">{{ row.title }}</a><p>{{ row.meta }}</p></td>
    {% if shown.unit %}<td class="is-inline">{{ row.unit }}</td>{% endif %}
    {% if shown.due_on %}<td>{{ row.due_on|date }}</td>{% endif %}

``rows`` must already be cut to what the user may see: bulk actions and exports start from it too.
A view that acts on picked rows asks :func:`congress.web.lists.page.picked`.
"""
