"""Each look is kept once, whoever tries again, and can be found by whom and by what."""

from datetime import datetime
from typing import Any

from hotline.database import Database
from hotline.staff import DetailView, ViewDeed, ViewedThing, Viewing, address_hash, list_views, log_view
from tests.hotline.making import MORNING, SetClock

NUMBER = "261123-0001"


def a_viewing(**changed: Any) -> Viewing:
    fields: dict[str, Any] = {
        "by": "chen",
        "what": ViewedThing.TICKET,
        "deed": ViewDeed.OPENED,
        "number": NUMBER,
        "at": MORNING,
        "address_hash": address_hash("10.0.0.7"),
    }
    return Viewing(**fields | changed)


def log(database: Database, *viewings: Viewing) -> None:
    for viewing in viewings:
        with database.transaction() as session:
            log_view(session, viewing=viewing)


def found(database: Database, **narrowed: Any) -> list[DetailView]:
    with database.reading() as session:
        return list(list_views(session, limit=50, **narrowed))


def test_a_view_tells_who_what_when_and_from_where(any_database: Database) -> None:
    viewing = a_viewing()
    log(any_database, viewing, viewing)
    (view,) = found(any_database)
    assert (view.by, view.what, view.deed, view.number, view.at) == (
        "chen",
        ViewedThing.TICKET,
        ViewDeed.OPENED,
        NUMBER,
        MORNING,
    )
    assert view.address_hash == address_hash("10.0.0.7") != address_hash("10.0.0.8")
    assert "10.0.0.7" not in view.address_hash


def test_opened_again_within_five_minutes_is_one_view(any_database: Database, clock: SetClock) -> None:
    def times() -> list[datetime]:
        return [view.at for view in found(any_database)]

    log(any_database, a_viewing())
    clock.move(minutes=4, seconds=59)
    log(any_database, a_viewing(at=clock.at))
    assert times() == [MORNING]
    clock.move(seconds=1)
    log(any_database, a_viewing(at=clock.at))
    assert times() == [clock.at, MORNING]


def test_somebody_else_something_else_or_somewhere_else_is_another_view(any_database: Database) -> None:
    log(
        any_database,
        a_viewing(),
        a_viewing(by="lin"),
        a_viewing(number="261123-0002"),
        a_viewing(what=ViewedThing.ALARM),
        a_viewing(address_hash=address_hash("10.0.0.8")),
    )
    assert len(found(any_database)) == 5


def test_every_number_asked_for_and_every_export_counts(any_database: Database) -> None:
    for changed in ({"deed": ViewDeed.UNVEILED}, {"what": ViewedThing.EXPORT}):
        log(any_database, a_viewing(**changed), a_viewing(**changed))
    assert len(found(any_database)) == 4


def test_views_are_found_by_member_and_by_number_newest_first(
    any_database: Database, clock: SetClock
) -> None:
    for number, by in (("1", "chen"), ("2", "lin"), ("3", "chen"), ("4", "chen")):
        clock.move(minutes=1)
        log(any_database, a_viewing(number=number, by=by, at=clock.at))
    assert [view.number for view in found(any_database, by="chen")] == ["4", "3", "1"]
    assert [view.number for view in found(any_database, numbers=("1", "2"))] == ["2", "1"]
    assert [view.number for view in found(any_database, numbers=("1", "2"), by="lin")] == ["2"]
    assert [view.number for view in found(any_database, skip=3)] == ["1"]
