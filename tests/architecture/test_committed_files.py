"""What is committed names no package registry and no path of a machine."""

import re

import pytest

from budget_app.settings import ROOT
from tests.support.repository import project_files, text_of

# Written with brackets so that this file does not find itself.
NOT_TO_NAME = re.compile(
    r"pypi[.]org|pythonhoste[d][.]org|registry[.]npmj[s]|npmj[s][.](org|com)|deb[.]debia[n][.]org"
    r"|index-ur[l]\s*[=:]|artifactor[y]|(?<![\w.])/(hom[e]|User[s]|roo[t]|wor[k])/\w",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("https://registry.npm" + "js.org/axe-core", True),
        ("--index-" + "url=https://example.org", True),
        ("/ho" + "me/someone/project", True),
        ("templates/home/page.html", False),
        ("/wijk/home", False),
    ],
)
def test_the_pattern_finds_what_it_should(line: str, found: bool) -> None:
    assert bool(NOT_TO_NAME.search(line)) is found


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in project_files()
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if NOT_TO_NAME.search(line)
    ]
    assert not found, "\n".join(found)


def test_lock_files_pin_every_package() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text().splitlines()
        loose = [line for line in lines if line[:1].strip("# ") and "==" not in line]
        assert lines
        assert not loose, f"{name}: {loose}"


def test_development_uses_the_versions_that_run() -> None:
    running = set(_pins("requirements.txt"))
    assert running <= set(_pins("requirements-dev.txt")), "make lock"


def _pins(name: str) -> list[str]:
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if "==" in line and not line.startswith(" ")]
