"""What tests about makers look up and do."""

import re

from budget_app.ideas.models import Idea
from tests.support.site import Visitor
from tests.support.wijk import Wijk


def idea_of(wijk: Wijk, idea_id: int) -> Idea:
    with wijk.site.db.read() as session:
        return session.get_one(Idea, idea_id)


def invitation(visitor: Visitor, idea_id: int) -> str:
    page = visitor.post(f"/resident/idee/{idea_id}/uitnodigen").text
    found = re.search(r"/resident/uitnodiging/[0-9a-f]+", page)
    assert found
    return found.group()
