"""Page numbers in a table of contents, known one attempt earlier.

WeasyPrint fills in the numbers when it has laid out the page they stand on, from what it knew before, and then
lays that page out again: a contents page before its targets is set three times. Here the numbers are filled in
when all pages are known, and it is set twice. Nor is every line of the contents asked about every target.
"""

import copy
from collections.abc import Iterator
from typing import Any

from weasyprint import layout
from weasyprint.css import targets
from weasyprint.layout import page

_original_pages = page.make_all_pages


def make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """One attempt at all pages. Where it moved a target, the numbers are filled in anew for one more attempt."""
    count = 0
    for made in _original_pages(context, root_box, html, pages):
        count += 1
        yield made
    collector, page_maker = context.target_collector, context.page_maker
    numbers = {name: _page(target) for name, target in collector.target_lookup_items.items()}
    if getattr(context, "numbers_filled_in", None) == numbers:
        return
    context.numbers_filled_in = numbers
    for (_, where), item in collector.counter_lookup_items.items():
        if where == "content" and item.missing_target_counters and item.page_maker_index is not None:
            values = item.cached_page_counter_values
            if "pages" in values:
                values["pages"] = [count]
            item.parse_again(values)
            page_maker[item.page_maker_index][-1]["content_changed"] = True


def _page(target: Any) -> Any:
    """The counters of the page a target stands on; the number of all pages does not belong to it."""
    return {name: value for name, value in target.cached_page_counter_values.items() if name != "pages"}


def cache_target_page_counters(
    collector: Any, anchor_name: str, page_counter_values: dict[str, Any], page_maker_index: int, _: Any
) -> None:
    """Note the counters of the page a target stands on."""
    target = collector.target_lookup_items.get(anchor_name)
    if not collector.collecting and target and target.state == "up-to-date":
        target.page_maker_index = page_maker_index
        target.cached_page_counter_values = copy.deepcopy(page_counter_values)


def install() -> None:
    """Put it in place."""
    targets.TargetCollector.cache_target_page_counters = cache_target_page_counters
    layout.make_all_pages = make_all_pages
