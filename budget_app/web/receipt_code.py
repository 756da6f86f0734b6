"""Receipt codes between pages: made by us, proven to be ours, and kept on the voter's own device.

The database never holds a code, only its keyed hash. The proof binds a code to one vote and one
account, so nobody can choose a code, or take one that was made for someone else.
"""

from datetime import datetime

from budget_app.ballots.service import Vote
from budget_app.people.codes import new_receipt_code
from budget_app.web import tokens
from budget_app.web.visit import Visit

_KEEP_WITHOUT_END = 31 * 24 * 3600


class ReceiptCode:
    """The receipt code of the visitor, for one vote."""

    def __init__(self, visit: Visit, vote: Vote) -> None:
        self._visit = visit
        whose = f"{vote.key[0]}:{vote.key[1]}:{visit.me.account_id}"
        self._in_form, self._on_device = f"receipt-form:{whose}", f"receipt-device:{whose}"
        self.cookie = f"bb_stem_{vote.key[0]}_{vote.key[1]}"

    def known(self) -> str | None:
        """The code that this device keeps for this voter, if any."""
        packed = self._visit.request.cookies.get(self.cookie)
        code = tokens.unpack(self._visit.settings.secret_key, self._on_device, packed)
        return code if isinstance(code, str) else None

    def fresh(self) -> str:
        """A code that nobody has had."""
        return new_receipt_code()

    def proof(self, code: str) -> str:
        """What the confirm form carries beside the code."""
        return tokens.sign(self._visit.settings.secret_key, self._in_form, code)

    def is_ours(self, code: str, proof: str) -> bool:
        """Whether we gave this code to this voter for this vote."""
        return tokens.matches(self._visit.settings.secret_key, self._in_form, code, proof)

    def keep(self, code: str, until: datetime | None) -> None:
        """Keep the code on this device until the vote closes."""
        seconds = int((until - self._visit.now).total_seconds()) if until else _KEEP_WITHOUT_END
        packed = tokens.pack(self._visit.settings.secret_key, self._on_device, code)
        self._visit.set_cookie(self.cookie, packed, max(seconds, 0))
