"""What the doors tell us is kept, whatever the state of the database."""

from hotline.conversations import AnsweredBy, Exchange, ToldEntry
from hotline.ledger.journal import JournalUnavailable
from hotline.ledger.ledger import Ledger
from hotline.ledger.own import own_progress
from hotline.ledger.receipt import SaidLine, TicketReceipt

__all__ = [
    "AnsweredBy",
    "Exchange",
    "JournalUnavailable",
    "Ledger",
    "SaidLine",
    "TicketReceipt",
    "ToldEntry",
    "own_progress",
]
