"""The tickets callers were promised, which are known though the database be gone."""

from collections.abc import Mapping

from hotline.ledger import Ledger, TicketReceipt
from hotline.tickets import TicketRequest


class Receipts:
    """Watches a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._given: list[TicketReceipt] = []
        open_ticket = ledger.open_ticket

        def remembering(request: TicketRequest) -> TicketReceipt:
            receipt = open_ticket(request)
            self._given.append(receipt)
            return receipt

        ledger.open_ticket = remembering  # type: ignore[method-assign]  # it is watched, not replaced

    def facts(self) -> Mapping[str, str]:
        """`{number}` and `{code}` of the newest."""
        if not self._given:
            return {}
        return {"number": self._given[-1].number, "code": self._given[-1].progress_code}
