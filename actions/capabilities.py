"""Everything the bot can do, by the names the domain knows."""

from actions.booking_form import BookingForm
from actions.capability import Capability
from actions.check_ticket import CheckTicket
from actions.decline_offer import DeclineOffer
from actions.find_clinic import FindClinic
from actions.find_department import FindDepartment
from actions.give_sheet import GiveSheet
from actions.keep_unfinished import KeepUnfinished
from actions.open_booking import OpenBooking
from actions.open_ticket import OpenTicket
from actions.progress_form import ProgressForm
from actions.repeat_answer import RepeatAnswer
from actions.request_person import RequestPerson
from actions.search_knowledge import SearchKnowledge
from actions.take_complaint import TakeComplaint
from actions.ticket_form import TicketForm
from actions.tools import Tools

CAPABILITIES: tuple[type[Capability], ...] = (
    SearchKnowledge,
    RepeatAnswer,
    FindDepartment,
    FindClinic,
    GiveSheet,
    RequestPerson,
    TakeComplaint,
    OpenTicket,
    OpenBooking,
    CheckTicket,
    KeepUnfinished,
    DeclineOffer,
    TicketForm,
    BookingForm,
    ProgressForm,
)


def capabilities(tools: Tools) -> list[Capability]:
    return [capability(tools) for capability in CAPABILITIES]
