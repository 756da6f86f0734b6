"""An official sees how a round stands: ideas by state, and how many took part in each vote."""

from budget_app.db import Database
from tests.support.site import Site
from tests.support.wijk import Wijk
from tests.web.public.test_result import said_whole


def test_ideas_by_state_and_votes_are_counted(sqlite_database: Database) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    official = wijk.staff("municipality")
    page = f"/municipality/ronde/{wijk.round_id}"
    assert "Zo staat het ervoor" not in official.see(page)
    for name in ("Noor", "Mila"):
        wijk.hand_in(wijk.resident(name))
    words = said_whole(official.see(page))
    assert "Zo staat het ervoor" in words
    assert "2 ideeën" in words
    assert "0 mensen stemden, 2 mogen stemmen" in words
    resident = wijk.resident("Kees")
    assert resident.get(page).status_code == 403
