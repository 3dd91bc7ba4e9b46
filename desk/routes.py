"""The desk's addresses; each reads the request, asks for one thing and renders."""

from fastapi import APIRouter
from fastapi.staticfiles import StaticFiles

from desk.account_door import AccountDoor
from desk.alarm_board_door import AlarmBoardDoor
from desk.alarm_door import AlarmDoor
from desk.alarm_review_door import AlarmReviewDoor
from desk.appointment_door import APPOINTMENT, AppointmentDoor
from desk.appointments_door import APPOINTMENTS, AppointmentsDoor
from desk.calendar_door import CALENDAR, CalendarDoor
from desk.call_sheet_door import CALLS, CallSheetDoor
from desk.caller_reminders_door import CALLER_REMINDERS, CallerRemindersDoor
from desk.desk import Desk
from desk.digest_door import DigestDoor
from desk.digest_needs_door import NeedsDoor
from desk.digest_places import DIGEST, NEEDS, REVIEW, ROWS
from desk.digest_rows_door import RowsDoor
from desk.draft_door import DraftDoor
from desk.drafts_door import NEW_DRAFT, DraftsDoor
from desk.gaps_door import BEGIN, FOUND, GAPS, SET_ASIDE, GapsDoor
from desk.guard import ACCOUNT, ALARMS, DRAFTS, SECOND_FACTOR, SIGN_IN, TALKS, guarded
from desk.knowledge_door import KNOWLEDGE, KnowledgeDoor
from desk.knowledge_look import KnowledgeLook
from desk.letters_door import LETTERS, LettersDoor
from desk.measure_door import MEASURE, MeasureDoor
from desk.measures_door import MEASURES, NEW, MeasuresDoor
from desk.notices_door import NOTICES, NoticesDoor
from desk.outgoing_door import OUTGOING, OutgoingDoor
from desk.pages import FOLDER, Pages
from desk.queue_door import QueueDoor
from desk.raising_door import RaisingDoor
from desk.review_door import ReviewDoor
from desk.second_factor_door import SecondFactorDoor
from desk.sign_in_door import CODE, SignInDoor
from desk.staff_door import STAFF, StaffDoor
from desk.talk_door import TalkDoor
from desk.talks_door import TalksDoor
from desk.ticket_calls_door import TICKET_CALLS, TicketCallsDoor
from desk.ticket_door import TicketDoor
from desk.ticket_sheets_door import TICKET_SHEETS, TicketSheetsDoor
from desk.timetable_door import TIMETABLE, TimetableDoor
from desk.timetable_import_door import IMPORT, TimetableImportDoor
from desk.unread import ToReview, Unread
from desk.unveil_door import UnveilDoor
from desk.views_door import VIEWS, ViewsDoor
from desk.watching import Watching
from desk.words import Words


def router(desk: Desk) -> APIRouter:
    """All routes of the desk."""
    words = Words.load()
    pages = Pages(words=words, clock=desk.clock, hospital=desk.hospital, bell=desk.bell)
    pages.add(
        unread=Unread(desk).of, bell_rings_every=int(desk.settings.desk_refreshes_every.total_seconds())
    )
    pages.add(to_review=ToReview(desk).of)
    watching = Watching(desk, words=words)
    doors = APIRouter(route_class=guarded(pages), include_in_schema=False)
    doors.mount("/desk/page", StaticFiles(directory=FOLDER))
    _add_staff(doors, desk, pages, watching)
    look = KnowledgeLook(lambda: desk.knowledge.knowledge)
    _add_calls(doors, desk, pages, watching, look)
    _add_tickets(doors, desk, pages)
    _add_alarms(doors, desk, pages, watching)
    _add_talks(doors, desk, pages, watching)
    _add_notices(doors, desk, pages)
    _add_calendar(doors, desk, pages)
    _add_timetable(doors, desk, pages)
    _add_outgoing(doors, desk, pages)
    _add_appointments(doors, desk, pages)
    _add_digest(doors, desk, pages)
    _add_measures(doors, desk, pages)
    _add_drafts(doors, desk, pages, look)
    _add_gaps(doors, desk, pages)
    return doors


def _add_measures(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    measures, measure = MeasuresDoor(desk, pages=pages), MeasureDoor(desk, pages=pages)
    doors.add_api_route(MEASURES, measures.show, methods=["GET"])
    doors.add_api_route(NEW, measures.show_new, methods=["GET"])
    doors.add_api_route(f"{MEASURES}/propose", measures.propose, methods=["POST"])
    doors.add_api_route(f"{MEASURES}/try", measures.try_out, methods=["POST"])
    doors.add_api_route(MEASURE, measure.show, methods=["GET"])
    doors.add_api_route(f"{MEASURE}/{{work}}", measure.do, methods=["POST"])


def _add_calls(doors: APIRouter, desk: Desk, pages: Pages, watching: Watching, look: KnowledgeLook) -> None:
    knowledge = KnowledgeDoor(desk, pages=pages, watching=watching, look=look)
    call = CallSheetDoor(desk, pages=pages, watching=watching, look=look)
    raising = RaisingDoor(desk, pages=pages, watching=watching)
    doors.add_api_route(KNOWLEDGE, knowledge.show, methods=["GET"])
    doors.add_api_route(KNOWLEDGE, knowledge.tell, methods=["POST"])
    doors.add_api_route(f"{CALLS}/new", call.show, methods=["GET"])
    doors.add_api_route(f"{CALLS}/new/{{step}}", call.do, methods=["POST"])
    doors.add_api_route(f"{CALLS}/{{name}}", call.show_kept, methods=["GET"])
    doors.add_api_route("/desk/tickets/{number}/alarm", raising.do, methods=["POST"])


def _add_drafts(doors: APIRouter, desk: Desk, pages: Pages, look: KnowledgeLook) -> None:
    drafts, draft = DraftsDoor(desk, pages=pages, look=look), DraftDoor(desk, pages=pages)
    doors.add_api_route(DRAFTS, drafts.show, methods=["GET"])
    doors.add_api_route(NEW_DRAFT, drafts.show_new, methods=["GET"])
    doors.add_api_route(NEW_DRAFT, drafts.write, methods=["POST"])
    doors.add_api_route(f"{DRAFTS}/{{name}}", draft.show, methods=["GET"])
    doors.add_api_route(f"{DRAFTS}/{{name}}/{{work}}", draft.do, methods=["POST"])


def _add_staff(doors: APIRouter, desk: Desk, pages: Pages, watching: Watching) -> None:
    sign_in = SignInDoor(desk, pages=pages, signed_out=watching.forget)
    account, factor = AccountDoor(desk, pages=pages), SecondFactorDoor(desk, pages=pages)
    staff, views = StaffDoor(desk, pages=pages), ViewsDoor(desk, pages=pages)
    doors.add_api_route(SIGN_IN, sign_in.show, methods=["GET"])
    doors.add_api_route(SIGN_IN, sign_in.sign_in, methods=["POST"])
    doors.add_api_route(CODE, sign_in.show_code, methods=["GET"])
    doors.add_api_route(CODE, sign_in.send_code, methods=["POST"])
    doors.add_api_route("/desk/sign-out", sign_in.sign_out, methods=["POST"])
    doors.add_api_route(ACCOUNT, account.show, methods=["GET"])
    doors.add_api_route(SECOND_FACTOR, factor.show, methods=["GET"])
    doors.add_api_route(f"{SECOND_FACTOR}/{{step}}", factor.do, methods=["POST"])
    doors.add_api_route(f"{ACCOUNT}/{{work}}", account.do, methods=["POST"])
    doors.add_api_route(STAFF, staff.show, methods=["GET"])
    doors.add_api_route(f"{STAFF}/{{work}}", staff.do, methods=["POST"])
    doors.add_api_route(VIEWS, views.show, methods=["GET"])


def _add_tickets(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    unveil = UnveilDoor(desk, pages=pages)
    queue, ticket = QueueDoor(desk, pages=pages), TicketDoor(desk, pages=pages)
    doors.add_api_route("/desk", queue.show, methods=["GET"])
    doors.add_api_route("/desk/queue", queue.tell, methods=["GET"])
    doors.add_api_route("/desk/search", queue.go_back, methods=["GET"])
    doors.add_api_route("/desk/search", queue.search, methods=["POST"])
    doors.add_api_route("/desk/tickets/{number}", ticket.show, methods=["GET"])
    doors.add_api_route("/desk/tickets/{number}/mark", ticket.tell, methods=["GET"])
    doors.add_api_route("/desk/tickets/{number}/unveil", unveil.go_back, methods=["GET"])
    doors.add_api_route("/desk/tickets/{number}/unveil", unveil.unveil, methods=["POST"])
    doors.add_api_route("/desk/tickets/{number}/{deed}", ticket.do, methods=["POST"])


def _add_gaps(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    gaps = GapsDoor(desk, pages=pages)
    doors.add_api_route(GAPS, gaps.show, methods=["GET"])
    doors.add_api_route(FOUND, gaps.show_found, methods=["GET"])
    doors.add_api_route(BEGIN, gaps.begin, methods=["POST"])
    doors.add_api_route(SET_ASIDE, gaps.set_aside, methods=["POST"])


def _add_outgoing(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    outgoing, of_ticket = OutgoingDoor(desk, pages=pages), TicketCallsDoor(desk, pages=pages)
    doors.add_api_route(OUTGOING, outgoing.show, methods=["GET"])
    doors.add_api_route(f"{OUTGOING}/{{work}}", outgoing.do, methods=["POST"])
    sheets = TicketSheetsDoor(desk, pages=pages)
    doors.add_api_route(TICKET_SHEETS, sheets.show, methods=["GET"])
    doors.add_api_route(f"{TICKET_SHEETS}/{{work}}", sheets.do, methods=["POST"])
    doors.add_api_route(TICKET_CALLS, of_ticket.show, methods=["GET"])
    doors.add_api_route(f"{TICKET_CALLS}/{{work}}", of_ticket.do, methods=["POST"])
    reminders = CallerRemindersDoor(desk, pages=pages)
    doors.add_api_route(CALLER_REMINDERS, reminders.show, methods=["GET"])
    doors.add_api_route(f"{CALLER_REMINDERS}/{{work}}", reminders.do, methods=["POST"])


def _add_appointments(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    appointments, of_ticket = AppointmentsDoor(desk, pages=pages), AppointmentDoor(desk, pages=pages)
    doors.add_api_route(APPOINTMENTS, appointments.show, methods=["GET"])
    doors.add_api_route(f"{APPOINTMENTS}/{{work}}", appointments.do, methods=["POST"])
    doors.add_api_route(APPOINTMENT, of_ticket.show, methods=["GET"])
    doors.add_api_route(f"{APPOINTMENT}/{{work}}", of_ticket.do, methods=["POST"])


def _add_calendar(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    calendar = CalendarDoor(desk, pages=pages)
    doors.add_api_route(CALENDAR, calendar.show, methods=["GET"])
    doors.add_api_route(f"{CALENDAR}/{{work}}", calendar.do, methods=["POST"])


def _add_timetable(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    timetable, roster = TimetableDoor(desk, pages=pages), TimetableImportDoor(desk, pages=pages)
    doors.add_api_route(TIMETABLE, timetable.show, methods=["GET"])
    doors.add_api_route(f"{TIMETABLE}/file", timetable.file, methods=["GET"])
    doors.add_api_route(f"{TIMETABLE}/post", timetable.post, methods=["GET"])
    doors.add_api_route(f"{TIMETABLE}/sitting", timetable.show_one, methods=["GET"])
    doors.add_api_route(IMPORT, roster.show, methods=["GET"])
    doors.add_api_route(IMPORT, roster.read, methods=["POST"])
    doors.add_api_route(f"{IMPORT}/template", roster.template, methods=["GET"])
    doors.add_api_route(f"{IMPORT}/take", roster.take, methods=["POST"])
    doors.add_api_route(f"{TIMETABLE}/{{work}}", timetable.do, methods=["POST"])


def _add_alarms(doors: APIRouter, desk: Desk, pages: Pages, watching: Watching) -> None:
    board = AlarmBoardDoor(desk, pages=pages, watching=watching)
    review = AlarmReviewDoor(desk, pages=pages)
    alarm = AlarmDoor(desk, pages=pages, watching=watching)
    doors.add_api_route(ALARMS, board.show, methods=["GET"])
    doors.add_api_route(f"{ALARMS}/live", board.tell, methods=["GET"])
    doors.add_api_route(f"{ALARMS}/today", review.show_day, methods=["GET"])
    doors.add_api_route(f"{ALARMS}/rules", review.show_rules, methods=["GET"])
    doors.add_api_route(f"{ALARMS}/{{name}}", alarm.show, methods=["GET"])
    doors.add_api_route(f"{ALARMS}/{{name}}/{{work}}", alarm.do, methods=["POST"])


def _add_talks(doors: APIRouter, desk: Desk, pages: Pages, watching: Watching) -> None:
    talks = TalksDoor(desk, pages=pages, watching=watching)
    talk = TalkDoor(desk, pages=pages, watching=watching)
    doors.add_api_route(TALKS, talks.show, methods=["GET"])
    doors.add_api_route(f"{TALKS}/live", talks.tell, methods=["GET"])
    doors.add_api_route(f"{TALKS}/{{name}}", talk.show, methods=["GET"])
    doors.add_api_route(f"{TALKS}/{{name}}/live", talk.tell, methods=["GET"])
    doors.add_api_route(f"{TALKS}/{{name}}/{{work}}", talk.do, methods=["POST"])


def _add_notices(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    notices, letters = NoticesDoor(desk, pages=pages), LettersDoor(desk, pages=pages)
    doors.add_api_route(NOTICES, notices.show, methods=["GET"])
    doors.add_api_route(f"{NOTICES}/count", notices.count, methods=["GET"])
    doors.add_api_route(f"{NOTICES}/{{work}}", notices.do, methods=["POST"])
    doors.add_api_route(LETTERS, letters.show, methods=["GET"])
    doors.add_api_route(f"{LETTERS}/{{work}}", letters.do, methods=["POST"])


def _add_digest(doors: APIRouter, desk: Desk, pages: Pages) -> None:
    digest = DigestDoor(desk, pages=pages)
    doors.add_api_route(DIGEST, digest.show, methods=["GET"])
    doors.add_api_route(REVIEW, ReviewDoor(desk, pages=pages).show, methods=["GET"])
    doors.add_api_route(ROWS, RowsDoor(desk, pages=pages).show, methods=["GET"])
    doors.add_api_route(NEEDS, NeedsDoor(desk, pages=pages).show, methods=["GET"])
    doors.add_api_route(f"{DIGEST}.xlsx", digest.download_rows, methods=["GET"])
    doors.add_api_route(f"{DIGEST}.pdf", digest.download_pdf, methods=["GET"])
    doors.add_api_route(f"{DIGEST}.docx", digest.download_word, methods=["GET"])
