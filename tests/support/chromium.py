"""Find a Chromium for the tests, or install one in the way this machine allows.

`python -m tests.support.chromium` prints where it is, or what to do, and fails when there is none.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = """\
The browser tests need Chromium, and it could not be installed here. Do one of:
  Debian or Ubuntu:  apt-get install chromium
  Fedora:            dnf install chromium
  elsewhere:         .venv/bin/playwright install chromium
or name one yourself:  CHROMIUM=/path/to/chromium make test"""


def _by_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def find() -> str | None:
    """The path of a Chromium or Chrome: named in CHROMIUM, installed, or brought by Playwright."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.path.exists(named) else None
    return next(filter(None, map(shutil.which, NAMES)), None) or _by_playwright()


def _run(*command: str) -> None:
    print("$", " ".join(command), flush=True)
    # A refusal is not the end: the next way is tried, and at last the advice is printed.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdin=subprocess.DEVNULL, env=environment)


def install() -> str | None:
    """Install it by the system's packages when we may, else by Playwright; return its path."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if not find():
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    return find()


def main() -> int:
    """Tell where Chromium is, installing it when needed; 1 when there is none."""
    path = find() or install()
    print(f"Chromium: {path}" if path else ADVICE, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
