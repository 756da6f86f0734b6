"""Accessibility by axe-core, in the page as the browser shows it."""

from functools import cache

from playwright.sync_api import Page

from budget_app.settings import ROOT

WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    assert path.exists(), "axe-core is missing: make setup-dev"
    return path.read_text()


def violations(page: Page, tags: list[str] = WCAG_22_AA) -> list[str]:
    """What is wrong on this page, one readable text per element: rule, place, what to do."""
    # Evaluated, not added as a script: the page's content security policy stays as strict as it is.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, "
        "resultTypes: ['violations']})",
        tags,
    )
    return [
        f"{rule['id']} ({rule['impact']}) at {' '.join(map(str, node['target']))}: "
        f"{node['failureSummary']}\n    {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def check_accessible(page: Page) -> None:
    """Fail with a readable list when axe finds anything on this page."""
    found = violations(page)
    assert not found, f"{page.url} at {page.viewport_size}:\n" + "\n".join(found)
