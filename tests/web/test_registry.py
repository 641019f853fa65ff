"""What the apps really plug in."""

from django.urls import reverse

from congress.web.registry import registry


def test_every_line_of_the_menu_leads_somewhere() -> None:
    assert registry.menu
    assert all(reverse(item.url_name) for item in registry.menu)


def test_every_action_and_every_list_of_results_leads_somewhere() -> None:
    assert all(reverse(action.url_name) for action in registry.actions)
    assert all(reverse(provider.list_url) for provider in registry.search if provider.list_url)


def test_menu_lines_are_told_apart() -> None:
    labels = [item.label for item in registry.menu]
    assert len(labels) == len(set(labels))
