"""What browser tests share."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The sizes every page is looked at in: a phone, a small office screen, a wide one.
SIZES = {"phone": (360, 740), "desk": (1366, 768), "wide": (1920, 1080)}

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def accessibility_faults(page: Page, context: str | None = None) -> list[str]:
    """Serious and critical WCAG 2.2 AA violations of the page as it stands, one line each with the places.

    ``context`` is a selector of the elements to look at, by default all of them.
    """
    results = Axe().run(page, context=context, options=WCAG).response
    return [
        f"{rule['id']}: {rule['help']} at {', '.join(str(node['target']) for node in rule['nodes'])}"
        for rule in results["violations"]
        if rule["impact"] in {"serious", "critical"}
    ]


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window, so that a reader has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


#: How an element looks and is announced: itself, whether it has words and is named, and two boxes around it.
_KIND_OF = """
const told = ["role", "type", "alt", "scope", "disabled", "hidden", "multiple", "placeholder"];
const box = (el) => el ? el.localName + "." + [...el.classList].sort().join(".") : "";
const kindOf = (el) => {
  const own = [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const attributes = el.getAttributeNames().filter((name) => told.includes(name) || name.startsWith("aria-"));
  const label = el.labels ? [...el.labels].some((one) => one.textContent.trim()) : "";
  const named = el.matches("a, button, summary, label, th, h1, h2, h3");
  const words = named ? Math.min(el.textContent.trim().length, 2) : "";
  const around = [el.parentElement, el.closest("main, nav, header, footer, aside")];
  return [box(el), attributes.sort(), own, label, words, ...around.map(box)].join("|");
};
"""
#: Marks each element of a kind nobody has looked at yet, and says these kinds. In one go: a page may still be moving.
_MARK_NEW = f"""(known) => {{ {_KIND_OF}
  const seen = new Set(known), found = new Set();
  for (const el of document.body.querySelectorAll("*")) {{
    const kind = kindOf(el);
    if (seen.has(kind)) continue;
    found.add(kind);
    el.dataset.lookedAt = "";
  }}
  return [...found]; }}"""
#: Nothing is being fetched for the page, or put into it.
_AT_REST = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
_WHOLE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
  const faults = [];
  if (!document.title.trim()) faults.push("no title");
  if (!document.documentElement.lang) faults.push("no language");
  if (document.querySelectorAll("main").length !== 1) faults.push("not one main part");
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length) faults.push("twice the same id: " + twice.join(", "));
  return faults; }"""


class Walk:
    """Looks for faults on many pages, at each kind of element once: pages are made of the same parts.

    Of a page whose every part was seen on an earlier one only what concerns the page as a whole is asked. Looking at
    all elements of 550 pages takes seven minutes, most of it for the same menu and the same tables.
    """

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.at_parts = 0

    def faults(self, page: Page) -> list[str]:
        """What is wrong with the parts nobody has looked at yet, and with the page as a whole."""
        wrong: list[str] = page.evaluate(_WHOLE)
        page.wait_for_function(_AT_REST)
        new: list[str] = page.evaluate(_MARK_NEW, sorted(self.known))
        if new:
            self.known.update(new)
            self.at_parts += 1
            wrong += accessibility_faults(page, "[data-looked-at]")
        return wrong
