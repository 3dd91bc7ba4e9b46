"""What an ear or an unsteady hand would meet on a page: axe-core's rules, in the real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_HOLDS_UP = {"serious", "critical"}
_AXE = Axe()


def assert_accessible(page: Page) -> None:
    """No rule is broken in a way that keeps somebody from using the page."""
    found = _AXE.run(page).response["violations"]
    grave = [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for one in found
        if one["impact"] in _HOLDS_UP
        for node in one["nodes"]
    ]
    assert grave == [], f"{page.url}:\n" + "\n".join(grave)
