"""The desk's addresses; each reads the request, asks for one thing and renders."""

from fastapi import APIRouter
from fastapi.staticfiles import StaticFiles

from desk.desk import Desk
from desk.guard import SIGN_IN, guarded
from desk.pages import FOLDER, Pages
from desk.queue_door import QueueDoor
from desk.signing_in import SignInDoor
from desk.ticket_door import TicketDoor
from desk.words import Words


def router(desk: Desk) -> APIRouter:
    """All routes of the desk."""
    pages = Pages(words=Words.load(), clock=desk.clock, hospital=desk.hospital)
    sign_in, queue, ticket = (
        SignInDoor(desk, pages=pages),
        QueueDoor(desk, pages=pages),
        TicketDoor(desk, pages=pages),
    )
    doors = APIRouter(route_class=guarded(pages), include_in_schema=False)
    doors.mount("/desk/page", StaticFiles(directory=FOLDER))
    doors.add_api_route(SIGN_IN, sign_in.show, methods=["GET"])
    doors.add_api_route(SIGN_IN, sign_in.sign_in, methods=["POST"])
    doors.add_api_route("/desk/sign-out", sign_in.sign_out, methods=["POST"])
    doors.add_api_route("/desk", queue.show, methods=["GET"])
    doors.add_api_route("/desk/tickets/{number}", ticket.show, methods=["GET"])
    doors.add_api_route("/desk/tickets/{number}/{deed}", ticket.do, methods=["POST"])
    return doors
