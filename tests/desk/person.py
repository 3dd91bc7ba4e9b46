"""Somebody at the desk: a browser of their own, signed in, who reads pages and sends their forms."""

import re
from dataclasses import dataclass
from datetime import timedelta

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy.orm import Session

from desk import Desk
from hotline.staff import StaffMember, StaffRole, start_sign_in
from hotline.staff.second_factor import SecondFactor
from tests.hotline.making import MORNING

PEOPLE = {
    "chen": ("陈护士", StaffRole.NURSE, None),
    "lin": ("林护士", StaffRole.NURSE, None),
    "wang": ("王医生", StaffRole.DEPARTMENT, "心血管内科"),
    "gu": ("顾编辑", StaffRole.EDITOR, None),
    "shen": ("沈医生", StaffRole.CLINICIAN, None),
    "luo": ("罗医生", StaffRole.CLINICIAN, None),
    "xu": ("许主任", StaffRole.MANAGER, None),
    "fang": ("方管理", StaffRole.ADMINISTRATOR, None),
    "he": ("何医生", StaffRole.EMERGENCY, "急诊科"),
}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGNED_IN_FOR = timedelta(days=90)
_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]+)"')


def add_people(session: Session) -> None:
    """Without the cost of hashing passwords: nobody here signs in by one."""
    for username, (name, role, department) in PEOPLE.items():
        session.add(
            StaffMember(
                username=username,
                display_name=name,
                role=role,
                department=department,
                password_hash="none",
                disabled=False,
                created_at=MORNING,
            )
        )
    session.flush()
    # Without one the desk shows an administrator nothing else than how to set it up.
    session.add(SecondFactor(username="fang", secret=SECRET, confirmed_at=MORNING, last_step=0))


@dataclass
class Person:
    """One signed-in browser; redirects are not followed unless asked for."""

    client: TestClient
    username: str

    @classmethod
    def signed_in(cls, username: str, *, desk: Desk, app: FastAPI) -> "Person":
        with desk.database.transaction() as session:
            token = start_sign_in(session, username=username, clock=desk.clock, lasts=SIGNED_IN_FOR)
        client = TestClient(app, follow_redirects=False)
        client.cookies.set("desk_sign_in", token, path="/desk")
        return cls(client, username)

    def ticket(self, number: str) -> str:
        return self.client.get(f"/desk/tickets/{number}").text

    def queue(self, view: str = "open") -> str:
        return self.client.get("/desk", params={"view": view}).text

    def do(self, deed: str, number: str, **fields: str) -> Response:
        """Sends the form as the browser would, with the token of a page just read."""
        token = token_in(self.client.get("/desk").text)
        return self.client.post(f"/desk/tickets/{number}/{deed}", data={"form_token": token, **fields})


def token_in(page: str) -> str:
    found = _TOKEN.search(page)
    assert found, "the page has no form"
    return found[1]


def unveil(person: Person, number: str) -> Response:
    """Asks for the whole numbers of a ticket, as the page's button does."""
    token = token_in(person.client.get("/desk").text)
    return person.client.post(f"/desk/tickets/{number}/unveil", data={"form_token": token})
