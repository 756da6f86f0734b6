"""The list of one issue of a currency, with which anyone repeats who got one more."""

from collections.abc import Iterator

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from sqlmodel import select

from budget_app.budgets import service as budgets
from budget_app.currency import accounts, issues
from budget_app.currency.models import Issue
from budget_app.errors import NotFound
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/uitgifte/{number}.csv")
def download(visit: Anyone, slug: str, number: int) -> Response:
    """A line per household of the issue: its place on the ring, and what it got."""
    with visit.read() as session:
        round = budgets.by_slug(session, slug)
        accounts.rule_of(round)
        query = select(Issue).where(Issue.round_id == round.id, Issue.number == number)
        issue = session.exec(query).first()
        if issue is None or issue.state != "done":
            raise NotFound

    def pieces() -> Iterator[str]:
        yield "plaats;munten\n"
        after: str | None = ""
        while after is not None:
            with visit.read() as session:
                rows, after = issues.part(session, round, issue, after)
            yield "".join(f"{place};{units}\n" for place, units in rows)

    name = f'attachment; filename="uitgifte-{slug}-{number}.csv"'
    return visit.answer(
        StreamingResponse(pieces(), media_type="text/csv", headers={"Content-Disposition": name})
    )
