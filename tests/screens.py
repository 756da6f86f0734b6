"""`make screens`: a picture of every page for every role, on a phone and on a wide screen.

And of each scheme the page on which it decides, as its story meets it.

Writes build/screens/<role>/<page>-<width>.png, sheets of a few pages each, and index.html with all.
"""

import re
import shutil
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw
from playwright.sync_api import Page
from rich.progress import Progress

from budget_app.settings import ROOT
from tests.support import album
from tests.support.browser import NARROW, WIDE, launched, new_context
from tests.support.demo import ROLES, DemoSite
from tests.support.page_of_album import show

TARGET = ROOT / "build" / "screens"
EACH = 3  # pictures per page at most: a page shows more than one state
TALLEST = 4000  # pixels; what is longer is cut, so that a sheet stays readable
THUMBNAIL = {NARROW: 180, WIDE: 480}
ROW_HEIGHT, MARGIN, COLUMNS = 620, 16, 3
STILL = (
    ".bb-total { position: static }"  # what sticks to a screen would hide a part of the whole page
)
MOMENTS = "deciding-moments"
PER_SHEET = 9  # pages; more would be too small to look at


@dataclass(frozen=True)
class Picture:
    """One page as one role sees it at one width."""

    role: str
    address: str
    width: int

    @property
    def path(self) -> Path:
        """Where the picture lies."""
        name = re.sub(r"[^\w]+", "-", self.address).strip("-") or "home"
        return TARGET / self.role / f"{name[:90]}-{self.width}.png"


def take(page: Page, picture: Picture, base_url: str) -> None:
    """Open a page and write its picture."""
    page.goto(base_url + picture.address, wait_until="load")
    shoot(page, picture)


def shoot(page: Page, picture: Picture) -> None:
    """Write the picture of the page that is open."""
    height = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
    picture.path.parent.mkdir(parents=True, exist_ok=True)
    clip = {"x": 0, "y": 0, "width": picture.width, "height": height}
    page.screenshot(path=picture.path, full_page=True, clip=clip, style=STILL)  # type: ignore[arg-type]


def thumbnail(picture: Picture) -> Image.Image:
    """The picture at a size for the sheet, its top where it is too tall."""
    with Image.open(picture.path) as image:
        width = THUMBNAIL[picture.width]
        small = image.convert("RGB").resize((width, max(1, image.height * width // image.width)))
        return small.crop((0, 0, width, min(small.height, ROW_HEIGHT)))


def write_sheets(role: str, addresses: list[str]) -> None:
    """The pages of a role, a few on each sheet."""
    for start in range(0, len(addresses), PER_SHEET):
        name = f"sheet-{role}-{start // PER_SHEET + 1}.png"
        write_sheet(role, addresses[start : start + PER_SHEET], TARGET / name)


def write_sheet(role: str, addresses: list[str], target: Path) -> None:
    """Pages on one picture: narrow and wide side by side, the address above."""
    cell = sum(THUMBNAIL.values()) + 3 * MARGIN
    rows = -(-len(addresses) // COLUMNS)
    sheet = Image.new("RGB", (cell * COLUMNS, rows * (ROW_HEIGHT + 3 * MARGIN)), "#d8d8d8")
    draw = ImageDraw.Draw(sheet)
    for number, address in enumerate(addresses):
        left = (number % COLUMNS) * cell + MARGIN
        top = (number // COLUMNS) * (ROW_HEIGHT + 3 * MARGIN) + MARGIN
        draw.text((left, top - 6), address[:100], fill="black")
        for width in (NARROW, WIDE):
            sheet.paste(thumbnail(Picture(role, address, width)), (left, top + MARGIN // 2))
            left += THUMBNAIL[width] + MARGIN
    sheet.save(target)


def write_index(seen: dict[str, list[str]]) -> None:
    """One page with every picture."""
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Screens</title><style>"
        "body{font:16px sans-serif;background:#ddd}figure{display:inline-block;margin:8px;"
        "vertical-align:top}img{border:1px solid #999;max-height:700px}</style>"
    ]
    for role, addresses in seen.items():
        parts.append(f"<h1>{escape(role)}</h1>")
        for address in addresses:
            pictures = [Picture(role, address, width) for width in (NARROW, WIDE)]
            images = "".join(
                f"<img loading='lazy' alt='' src='{picture.path.relative_to(TARGET)}'>"
                for picture in pictures
            )
            parts.append(f"<figure><figcaption>{escape(address)}</figcaption>{images}</figure>")
    (TARGET / "index.html").write_text("\n".join(parts), "utf-8")


def photograph(site: DemoSite) -> dict[str, list[str]]:
    """Take every picture; return the addresses per role."""
    seen: dict[str, list[str]] = {}
    with launched() as browser, Progress() as progress:
        for role in ROLES:
            crawl = site.crawl(role)
            addresses = [
                address for route, address in crawl.samples(EACH) if role.sees(route.audience)
            ]
            seen[role.name] = addresses
            bar = progress.add_task(role.name, total=2 * len(addresses))
            for width in (NARROW, WIDE):
                context = new_context(browser, width)
                context.add_cookies(site.cookies(role))
                page = context.new_page()
                for address in addresses:
                    take(page, Picture(role.name, address, width), site.url)
                    progress.advance(bar)
                context.close()
    return seen


def photograph_moments(moments: dict[str, str]) -> list[str]:
    """The page on which each scheme decides, as a story met it."""
    with launched() as browser:
        for width in (NARROW, WIDE):
            context = new_context(browser, width)
            page = context.new_page()
            for model, html in moments.items():
                show(page, "/", html)
                shoot(page, Picture(MOMENTS, model, width))
            context.close()
    return list(moments)


def main() -> int:
    """Everything, from an empty folder."""
    shutil.rmtree(TARGET, ignore_errors=True)
    moments = album.play().moments
    with TemporaryDirectory() as folder, DemoSite.running(Path(folder)) as site:
        seen = photograph(site)
    seen[MOMENTS] = photograph_moments(moments)
    for role, addresses in seen.items():
        write_sheets(role, addresses)
    write_index(seen)
    print(f"{sum(map(len, seen.values()))} pages at two widths: {TARGET / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
