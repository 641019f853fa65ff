"""What only the templates of lists need."""

from django import template
from django.template import Context, Engine, Node, NodeList
from django.template.base import Parser, Token
from django.template.defaulttags import IfNode, TemplateLiteral

register = template.Library()

#: How the template of a row asks whether a column is on the page: ``{% if shown.place %}``.
_QUESTION = "shown."


def _cell(node: Node) -> tuple[str, NodeList] | None:
    """The column a node asks about and what it shows then; none if it asks anything else, or more."""
    if isinstance(node, IfNode) and len(node.conditions_nodelists) == 1:
        condition, shows = node.conditions_nodelists[0]
        if isinstance(condition, TemplateLiteral) and condition.text.startswith(_QUESTION):
            return condition.text.removeprefix(_QUESTION), shows
    return None


def for_columns(nodes: NodeList, shown: dict[str, bool]) -> NodeList:
    """The nodes of a row's template without the cells of columns that are not on the page."""
    kept = NodeList()
    for node in nodes:
        cell = _cell(node)
        if cell is None:
            kept.append(node)
        elif shown.get(cell[0]):
            kept.extend(cell[1])
    return kept


class CellsNode(Node):
    """Asks once a page, not once a row, which columns are on it."""

    def render(self, context: Context) -> str:
        """The cells of ``row``, by the template the list names."""
        nodes = context.render_context.get(self)
        if nodes is None:
            row = Engine.get_default().get_template(context["list"].page.row)
            nodes = context.render_context[self] = for_columns(row.nodelist, context["shown"])
        return str(nodes.render(context))


@register.tag
def cells(parser: Parser, token: Token) -> CellsNode:
    """``{% cells %}`` inside the loop over ``list.rows``."""
    return CellsNode()
