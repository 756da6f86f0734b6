"""What people in a story do, each in the way the pages offer it."""

from dataclasses import dataclass, field

from tests.stories.town import BUURT, WIJK, Town, fill, number_in
from tests.support import album
from tests.support.site import Visitor


@dataclass
class Round:
    """A round as a story knows it."""

    id: int
    slug: str
    codes: list[str] = field(default_factory=list)

    @property
    def desk(self) -> str:
        return f"/municipality/ronde/{self.id}"


def configure(town: Town, model: str, title: str, field_number: int, area: str = WIJK) -> Round:
    """The official makes a draft from a model."""
    response = town.official.post(
        "/municipality/ronde/nieuw",
        {"title": title, "area": area, "field": str(field_number), "model": model},
    )
    return Round(number_in(response.url), title.lower().replace(" ", "-"))


def answer(town: Town, round: Round, section: str, **values: object) -> None:
    """The official answers one question of the configuration."""
    path = f"{round.desk}/inrichten/{section}"
    town.official.do(path, fill(town.official.see(path), **values))


def publish(town: Town, round: Round, residents: int, *open_steps: str) -> None:
    """Publish, print the letters, and open the first steps."""
    town.official.do(f"{round.desk}/publiceren")
    round.codes = town.enroll(round.id, residents)
    for key in open_steps:
        open_step(town, round, key)


def open_step(town: Town, round: Round, key: str) -> None:
    """The official opens a step."""
    town.official.do(f"{round.desk}/stap/{key}/open")


def close_step(town: Town, round: Round, key: str) -> None:
    """The official closes a step."""
    town.official.do(f"{round.desk}/stap/{key}/sluit")


def seat(
    town: Town, round: Round, body: str, name: str, code: str, constituency: str = "bewoners"
) -> Visitor:
    """The official gives someone a seat; returns that person, signed in."""
    form = {
        "body": body,
        "name": name,
        "code": code,
        "constituency": constituency,
        "ends_on": "2027-12-31",
    }
    town.official.do(f"{round.desk}/plaats", form)
    return town.site.sign_in(code)


def hand_in(resident: Visitor, round: Round, title: str, euros: str, **more: object) -> int:
    """Write an idea, read it back, submit it; returns its number in addresses."""
    path = f"/resident/ronde/{round.slug}/idee"
    values: dict[str, object] = {
        "title": title,
        "body": f"{title}: dit willen wij samen maken, omdat de straat er mooier van wordt.",
        "area_code": BUURT,
        "street": "Voorbeeldstraat",
        "cost": euros,
        "own_hours": "40",
        "executor": "bewoners",
        "doe": "verder",
    }
    preview = resident.post(path, fill(resident.see(path), **(values | more)))
    idea = number_in(preview.url)
    assert title in preview.text
    receipt = resident.do(f"/resident/idee/{idea}/indienen")
    assert title in receipt
    return idea


def judge(member: Visitor, docket: int, points: int, why: str) -> None:
    """A member of a body scores every question, with a reason."""
    page = member.see(f"/jury/dossier/{docket}")
    keys = sorted({part.split('"')[0] for part in page.split('name="score_')[1:]})
    form = {f"score_{key}": str(points) for key in keys}
    form |= {f"reason_{key}": why for key in keys}
    member.do(f"/jury/dossier/{docket}/oordeel", form)


def settle(member: Visitor, docket: int, verdict: str, reasons: str) -> None:
    """A member makes the body's verdict final."""
    member.do(f"/jury/dossier/{docket}/besluit", {"verdict": verdict, "reasons": reasons})


def vote(voter: Visitor, round: Round, *titles: str) -> str:
    """Choose by title, read back, confirm; returns the receipt code."""
    base = f"/resident/ronde/{round.slug}/stem"
    form = voter.see(base)
    numbers = [number_of(form, title) for title in titles]
    review = voter.post(f"{base}/nakijken", {"ideas": numbers} if numbers else {"blank": "1"})
    for title in titles:
        assert title in review.text
    done = voter.do(f"{base}/uitbrengen", fill(review.text))
    assert "telt" in done
    return receipt_in(done)


def number_of(page: str, title: str) -> str:
    """The number of an idea on the ballot paper."""
    before = page.split(f">{title}</label>")[0]
    return before.rsplit('value="', 1)[-1].split('"')[0]


def receipt_in(page: str) -> str:
    """The receipt code on the page after voting."""
    return page.split('class="bb-receipt__code" dir="ltr">')[1].split("<")[0]


def body_of(
    town: Town, round: Round, body: str, codes: list[str], constituency: str = "bewoners"
) -> list[Visitor]:
    """The official fills seats of a body with the holders of these codes."""
    return [
        seat(town, round, body, f"Lid {number}", code, constituency)
        for number, code in enumerate(codes, start=1)
    ]


def through_the_body(town: Town, members: list[Visitor], title: str, points: int = 4) -> None:
    """Every member judges the idea that lies before them, and one settles it."""
    docket = town.docket(title)
    for member in members:
        judge(member, docket, points, f"Over {title}: daarom.")
    verdict = "pass" if points >= 3 else "decline"
    settle(members[0], docket, verdict, f"Over {title} besloten wij samen.")


def carry_out(town: Town, maker: Visitor, idea: int, bill: str, lessons: str) -> str:
    """A bill, news, the end of the work and the accounts; returns the project's public page."""
    project = number_in(maker.see(f"/idee/{idea}").split('href="/project/')[1].split('"')[0])
    desk, base = f"/municipality/project/{project}", f"/resident/project/{project}"
    form = fill(
        town.official.see(desk), payee="Winkel in de wijk", bill_for="materiaal", amount=bill
    )
    town.official.do(f"{desk}/betaal", form)
    maker.do(f"{base}/vertel", {"body": "Het is gemaakt."})
    maker.do(f"{base}/klaar")
    maker.do(f"{base}/verantwoorden", {"lessons": lessons, "receipts": "materiaal: alles"})
    return town.site.visitor().see(f"/project/{project}")


def money_of(town: Town, round: Round) -> str:
    """The public page that says where the money of a round is."""
    return town.site.visitor().see(f"/ronde/{round.slug}/geld")


def deciding_moment(model: str, visitor: Visitor, path: str, *words: str) -> str:
    """The page on which a scheme decides, seen by who decides; it says these words.

    The album keeps it, for `make screens` and for the browser to check.
    """
    page = visitor.see(path)
    for word in words:
        assert word in page
    album.note_moment(model, page)
    return page
