"""Everything the bot can do, by the names the domain knows."""

from actions.ask_reminder import AskReminder
from actions.booking_form import BookingForm
from actions.cancel_booking import CancelBooking
from actions.cancel_form import CancelForm
from actions.capability import Capability
from actions.change_booking import ChangeBooking
from actions.change_form import ChangeForm
from actions.check_ticket import CheckTicket
from actions.decline_offer import DeclineOffer
from actions.find_clinic import FindClinic
from actions.find_department import FindDepartment
from actions.keep_unfinished import KeepUnfinished
from actions.open_booking import OpenBooking
from actions.open_ticket import OpenTicket
from actions.progress_form import ProgressForm
from actions.reminder_form import ReminderForm
from actions.repeat_answer import RepeatAnswer
from actions.request_person import RequestPerson
from actions.search_knowledge import SearchKnowledge
from actions.stop_reminders import StopReminders
from actions.take_complaint import TakeComplaint
from actions.ticket_form import TicketForm
from actions.tools import Tools

CAPABILITIES: tuple[type[Capability], ...] = (
    SearchKnowledge,
    RepeatAnswer,
    FindDepartment,
    FindClinic,
    RequestPerson,
    TakeComplaint,
    OpenTicket,
    OpenBooking,
    CancelBooking,
    ChangeBooking,
    CheckTicket,
    KeepUnfinished,
    DeclineOffer,
    TicketForm,
    BookingForm,
    CancelForm,
    ChangeForm,
    ProgressForm,
    AskReminder,
    StopReminders,
    ReminderForm,
)


def capabilities(tools: Tools) -> list[Capability]:
    return [capability(tools) for capability in CAPABILITIES]
