"""A busy morning at the desk, with invented people: what browser tests walk through and pictures show."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from hotline.conversations import record_exchanges
from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.staff import StaffRole, add_staff
from hotline.tickets import (
    CALLER,
    AttemptOutcome,
    FeedbackMeans,
    ReturnReason,
    TicketKind,
    TicketRequest,
    accept_ticket,
    add_assisting,
    add_note,
    hand_over_ticket,
    link_tickets,
    merge_tickets,
    open_ticket,
    rate_ticket,
    record_attempt,
    resolve_ticket,
    return_handover,
    tell_delay,
)
from tests.desk.knowing import STOPPED
from tests.hotline.making import SetClock, an_exchange

PASSWORD = "warm-lantern-77"
STAFF = (
    ("su", "苏护士", StaffRole.NURSE, None),
    ("tang", "唐医生", StaffRole.DEPARTMENT, "心血管内科"),
    ("zhou", "周主任", StaffRole.MANAGER, None),
)


class Scene:
    """Tickets opened and worked on while the clock moves; every step is one transaction."""

    def __init__(self, database: Database, clock: SetClock) -> None:
        self._database = database
        self._clock = clock

    def staff(self) -> None:
        with self._database.transaction() as session:
            for username, name, role, department in STAFF:
                add_staff(
                    session,
                    username=username,
                    display_name=name,
                    role=role,
                    department=department,
                    password=PASSWORD,
                    clock=self._clock,
                )

    def opened(self, summary: str, **changed: Any) -> str:
        fields: dict[str, Any] = {
            "kind": TicketKind.QUESTION,
            "conversation_id": f"talk-{summary[:6]}",
            "channel": "web_chat",
            "grade": TriageGrade.ROUTINE,
            "summary": summary,
            "department": "心血管内科",
            "duty_nurse": "护士长陈",
        }
        with self._database.transaction() as session:
            return open_ticket(session, request=TicketRequest(**fields | changed), clock=self._clock).number

    def done(self, deed: Any, number: str, **fields: Any) -> None:
        with self._database.transaction() as session:
            deed(session, number=number, clock=self._clock, **fields)

    def said(self, conversation: str, *talk: tuple[str, str]) -> None:
        with self._database.transaction() as session:
            self._record(session, conversation, talk)

    def _record(self, session: Session, conversation: str, talk: tuple[tuple[str, str], ...]) -> None:
        told = an_exchange().told[0]
        entry = type(told)(entry=STOPPED.id, version=STOPPED.version)
        exchanges = [
            an_exchange(
                conversation_id=conversation,
                said=said,
                answered=answered,
                received_at=self._clock.at + timedelta(seconds=20 * place),
                told=(entry,) if place == 0 else (),
            )
            for place, (said, answered) in enumerate(talk)
        ]
        record_exchanges(session, exchanges)


def busy_morning(database: Database, clock: SetClock) -> str:
    """Something of everything; gives the number of the ticket that has seen the most."""
    scene, morning = Scene(database, clock), clock.at
    scene.staff()
    clock.at = morning - timedelta(hours=25)
    late = scene.opened("想问门诊慢特病怎么办", department="医保办公室", channel="phone")
    scene.done(accept_ticket, late, staff="su")
    clock.at = morning - timedelta(hours=22)
    soon = scene.opened("想约下周三的胃镜", kind=TicketKind.BOOKING, department="消化内科", channel="phone")
    scene.done(accept_ticket, soon, staff="su")
    clock.at = morning - timedelta(hours=20)
    again = scene.opened("老父亲出院以后的药没有说清楚怎么吃", department="药学门诊")
    _reopened(scene, again, clock)
    clock.at = morning - timedelta(hours=2)
    scene.opened("雾化吸入器怎么清洗", department="呼吸与危重症医学科")
    returned = scene.opened("反映住院时热水供应不足", kind=TicketKind.COMPLAINT, department=None)
    _returned_twice(scene, returned)
    main = _most_seen(scene, clock)
    clock.at = morning
    scene.opened(
        "老人说话含糊、右手没力气，已告知打120",
        grade=TriageGrade.EMERGENCY,
        kind=TicketKind.EMERGENCY,
        department="急诊科",
        rules=("stroke.face_arm_speech",),
    )
    return main


def _most_seen(scene: Scene, clock: SetClock) -> str:
    phone = {"phone": "13800008000", "caller_name": "林阿水"}
    earlier = scene.opened("降压药要不要一直吃", conversation_id="talk-before", **phone)
    scene.said("talk-before", ("高血压吃药要吃一辈子吗", "多数患者需要长期服药。要不要调整，由医生决定。"))
    main = scene.opened(
        "自己把降压药减了一半，今天头晕，问要不要紧",
        conversation_id="talk-main",
        grade=TriageGrade.URGENT,
        topic="高血压",
        caller_is_patient=False,
        relation="儿子",
        patient_name="林老伯",
        **phone,
    )
    scene.said(
        "talk-main",
        (
            "我爸自己把降压药减了一半，今天头晕",
            "头晕可能和血压变化有关。请不要自己停药、减药，今天来量血压。",
        ),
        ("我的电话是 13800008000", "记下了。工单已登记，4小时内会有人联系您。"),
    )
    other = scene.opened("帮父亲问心内科专家什么时候来", kind=TicketKind.BOOKING, channel="phone", **phone)
    clock.move(minutes=9)
    scene.done(accept_ticket, main, staff="su")
    scene.done(merge_tickets, earlier, into=main, by="su")
    scene.done(link_tickets, main, other=other, by="su")
    scene.done(hand_over_ticket, main, to="tang", by="su", reason="需要心内科医生看过再答复")
    clock.move(minutes=14)
    scene.done(accept_ticket, main, staff="tang")
    scene.done(add_assisting, main, department="药学门诊", by="tang")
    clock.move(minutes=20)
    call, missed = FeedbackMeans.CALL, AttemptOutcome.NO_ANSWER
    scene.done(record_attempt, main, by="tang", how=call, outcome=missed, text="响到自动挂断")
    due, why = clock.at + timedelta(hours=7), "要等专家下午门诊看过近期的血压记录"
    scene.done(tell_delay, main, by="tang", how=call, reason=why, new_due_at=due)
    return main


def _reopened(scene: Scene, number: str, clock: SetClock) -> None:
    scene.done(accept_ticket, number, staff="su")
    text = "已请药师讲清楚每种药的时间"
    how, outcome = FeedbackMeans.CALL, AttemptOutcome.REACHED
    scene.done(record_attempt, number, by="su", how=how, outcome=outcome, text=text)
    scene.done(resolve_ticket, number, by="su")
    clock.move(hours=17)
    scene.done(rate_ticket, number, solved=False, score=2, by=CALLER, text="还有一种药没有说")


def _returned_twice(scene: Scene, number: str) -> None:
    scene.done(accept_ticket, number, staff="su")
    scene.done(add_note, number, by="su", text="后勤说已派人看过锅炉")
    for _ in range(2):
        scene.done(hand_over_ticket, number, to="tang", by="su", reason="请病区核实")
        scene.done(return_handover, number, by="tang", reason=ReturnReason.NOT_OUR_DEPARTMENT)
