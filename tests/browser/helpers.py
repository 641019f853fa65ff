"""What browser tests share."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The sizes every page is looked at in: a phone, a small office screen, a wide one.
SIZES = {"phone": (360, 740), "desk": (1366, 768), "wide": (1920, 1080)}

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def accessibility_faults(page: Page) -> list[str]:
    """Serious and critical WCAG 2.2 AA violations of the page as it stands, one line each with the places."""
    results = Axe().run(page, options=WCAG).response
    return [
        f"{rule['id']}: {rule['help']} at {', '.join(str(node['target']) for node in rule['nodes'])}"
        for rule in results["violations"]
        if rule["impact"] in {"serious", "critical"}
    ]


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window, so that a reader has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
