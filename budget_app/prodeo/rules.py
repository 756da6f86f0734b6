"""How an offer of help goes on: taken or not, given, thanked for. Pure."""

# what an offer is now -> what its project's makers can make of it
ONWARD: dict[str, frozenset[str]] = {
    "offered": frozenset({"accepted", "declined"}),
    "accepted": frozenset({"delivered", "declined"}),
    "delivered": frozenset({"thanked"}),
    "declined": frozenset(),
    "thanked": frozenset(),
}
# What everyone may read: what was only offered is between the company and the makers.
PUBLIC = ("accepted", "delivered", "thanked")


def may_become(state: str, next_state: str) -> bool:
    """Whether an offer of help can go from one state to another."""
    return next_state in ONWARD[state]
