"""How many bytes a page costs whoever opens it for the first time, as they came over the line."""

from typing import Any

from playwright.sync_api import Page

PHOTOS = ("image/jpeg", "image/webp", "image/png", "image/avif")
LIMIT = 100_000


class Weighing:
    """Counts compressed bytes of everything a page loads, photos left out. Start before `goto`."""

    def __init__(self, page: Page) -> None:
        self.parts: dict[str, int] = {}
        self._addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._loaded)
        session.send("Network.enable")
        # As for who comes for the first time.
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def start_again(self) -> None:
        """Weigh the next page by itself."""
        self.parts.clear()
        self._addresses.clear()

    def _answered(self, event: dict[str, Any]) -> None:
        if not event["response"]["mimeType"].startswith(PHOTOS):
            self._addresses[event["requestId"]] = event["response"]["url"]

    def _loaded(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"])
        if address and not address.startswith("data:"):
            self.parts[address] = self.parts.get(address, 0) + int(event["encodedDataLength"])

    @property
    def bytes(self) -> int:
        """The sum so far."""
        return sum(self.parts.values())

    def faults(self) -> list[str]:
        """Empty, or one text with the parts, heaviest first, when the page is too heavy."""
        if self.bytes < LIMIT:
            return []
        heaviest = sorted(self.parts.items(), key=lambda part: -part[1])
        parts = "\n".join(f"    {size:8} {address}" for address, size in heaviest)
        return [f"weighs {self.bytes} bytes:\n{parts}"]
