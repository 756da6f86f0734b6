"""What the client of a piece of work does, in the way the pages offer it."""

from datetime import timedelta

from tests.stories.town import Town, fill
from tests.support.site import Visitor

DAYS = 14  # how long offers may come in


def ask(town: Town, client: Visitor, idea: int) -> str:
    """Ask for offers; returns the address of the client's page."""
    base = f"/resident/opdracht/{idea}"
    form = {
        "what": "Acht banken van hout, geplaatst op het plein.",
        "criteria": "garantie\nwerk voor jongeren",
        "until": str(town.site.clock.now().date() + timedelta(days=DAYS)),
    }
    client.do(f"{base}/vraag", form)
    return base


def offer(client: Visitor, base: str, party: str, price: str, in_wijk: bool = False) -> None:
    """Write down an offer."""
    form = fill(client.see(base), party=party, price=price, words=f"{party} maakt het.")
    form |= {"answer_0": "2 jaar", "answer_1": "ja"} | ({"in_wijk": "ja"} if in_wijk else {})
    client.do(f"{base}/offerte", form)


def declare(clients: list[Visitor], base: str) -> None:
    """Each says that they have no interest."""
    for client in clients:
        client.do(f"{base}/belang", {"interest": "nee"})


def order_form(client: Visitor, town: Town, base: str, party: str) -> dict[str, str]:
    """The form with which the work of a party is ordered."""
    page = client.see(base)
    value = page.split(f'<span class="bb-choice__label">{party}')[0].rsplit('value="', 1)[1]
    return {
        "offer": value.split('"')[0],
        "reasons": f"{party} is het beste voor de wijk.",
        "deliver_by": str(town.site.clock.now().date() + timedelta(days=30)),
    }


def pay(town: Town, project: int, payee: str, amount: str, in_wijk: bool) -> int:
    """The municipality pays a bill; returns the status of the answer."""
    desk = f"/municipality/project/{project}"
    form = fill(town.official.see(desk), payee=payee, bill_for="het werk", amount=amount)
    form |= {"in_wijk": "ja"} if in_wijk else {}
    return town.official.post(f"{desk}/betaal", form).status_code
