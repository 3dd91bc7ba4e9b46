"""Administrators see to the accounts; nobody else sees the page."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from httpx2 import Response

from desk import Desk
from hotline.staff import (
    StaffMember,
    StaffRole,
    UsernameTaken,
    add_staff,
    find_signed_in,
    has_second_factor,
    verify_password,
)
from hotline.staff.second_factor import SecondFactor
from tests.desk.person import SECRET, Person, token_in
from tests.hotline.making import MORNING

PASSWORD = "warm-lantern-77"
NEW = {"username": "su", "name": "苏护士", "role": "nurse", "department": "", "password": PASSWORD}


@pytest.fixture
def fang(person: Callable[[str], Person], monkeypatch: pytest.MonkeyPatch) -> Person:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("hotline.staff.hashing._HASHER", cheap)
    return person("fang")


def send(person: Person, work: str, **fields: str) -> Response:
    token = token_in(person.client.get("/desk").text)
    return person.client.post(f"/desk/staff/{work}", data={"form_token": token, **fields})


def member(desk: Desk, username: str) -> StaffMember | None:
    with desk.database.reading() as session:
        return session.get(StaffMember, username)


@pytest.mark.parametrize("username", ["chen", "wang", "gu", "xu", "he"])
def test_other_roles_are_refused_plainly_and_offered_nothing(
    person: Callable[[str], Person], desk: Desk, username: str
) -> None:
    somebody = person(username)
    for page in ("/desk/staff", "/desk/views"):
        answer = somebody.client.get(page)
        assert answer.status_code == 403
        assert "这个页面不是给您的岗位用的" in answer.text
        assert f'href="{page}"' not in somebody.queue()
    assert send(somebody, "add", **NEW).status_code == 403
    assert member(desk, "su") is None


def test_strangers_are_sent_to_sign_in_and_back(fang: Person) -> None:
    fang.client.cookies.clear()
    for page in ("/desk/staff", "/desk/views", "/desk/account"):
        wanted = fang.client.get(page).headers["location"]
        assert wanted == f"/desk/sign-in?next={page.replace('/', '%2F')}"
        assert f'value="{page}"' in fang.client.get(wanted).text


def test_the_list_names_everybody_their_roles_and_factors(fang: Person) -> None:
    page = fang.client.get("/desk/staff").text
    for words in ("陈护士", "王医生", "心血管内科", "知识编辑", "值班主任", "没有两步登录"):
        assert words in page
    assert page.count("<span>两步登录已开启") == 1
    assert 'href="/desk/staff"' in fang.queue()


def test_somebody_is_added_and_may_sign_in(fang: Person, desk: Desk) -> None:
    assert send(fang, "add", **NEW).headers["location"] == "/desk/staff?done=add"
    found = verify_password(desk.database, username="su", password=PASSWORD, clock=desk.clock)
    assert found.member is not None
    assert found.member.password_given
    assert "当面告诉本人" in fang.client.get("/desk/staff?done=add").text


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"username": "CHEN"}, "已经有人用过"),
        ({"username": "su hua"}, "不能用"),
        ({"name": ""}, "必填"),
        ({"role": "king"}, "没有这一项"),
        ({"role": "department"}, "要选科室"),
        ({"department": "没有的科"}, "没有这一项"),
        ({"password": "short"}, "至少要10个字符"),
        ({"password": "su1234567890"}, "太常见"),
        ({"name": "长" * 41}, "40个字以内"),
    ],
)
def test_what_cannot_be_added_says_why_and_keeps_what_was_typed(
    fang: Person, desk: Desk, changed: dict[str, str], why: str
) -> None:
    answer = send(fang, "add", **(NEW | changed))
    assert answer.status_code in {409, 422}
    assert why in answer.text
    assert 'value="苏护士"' in answer.text or "name" in changed
    assert PASSWORD not in answer.text
    assert member(desk, "su") is None


def test_a_role_changes_with_its_department(fang: Person, desk: Desk) -> None:
    send(fang, "role", username="chen", role="department", department="心血管内科")
    chen = member(desk, "chen")
    assert chen is not None
    assert (chen.role, chen.department) == (StaffRole.DEPARTMENT, "心血管内科")


def test_a_new_password_and_a_disabled_account_end_the_sign_ins(
    fang: Person, chen: Person, lin: Person, desk: Desk
) -> None:
    send(fang, "password", username="chen", password=PASSWORD)
    send(fang, "disable", username="lin")
    for person in (chen, lin):
        assert person.client.get("/desk").status_code == 303
        with desk.database.reading() as session:
            token = person.client.cookies["desk_sign_in"]
            assert find_signed_in(session, token=token, clock=desk.clock) is None
    page = fang.client.get("/desk/staff").text
    assert "已停用" in page
    assert "停用林护士的账号" not in page


def test_a_disabled_name_is_not_given_again(fang: Person, desk: Desk) -> None:
    send(fang, "disable", username="lin")
    assert "已经有人用过" in send(fang, "add", **(NEW | {"username": "lin"})).text
    with pytest.raises(UsernameTaken), desk.database.transaction() as session:
        add_staff(
            session,
            username="lin",
            display_name="林",
            role=StaffRole.NURSE,
            password=PASSWORD,
            clock=desk.clock,
        )


def test_who_comes_back_is_enabled_with_a_password_to_be_changed(
    fang: Person, lin: Person, desk: Desk
) -> None:
    send(fang, "disable", username="lin")
    assert "重新启用" in fang.client.get("/desk/staff").text
    refused = send(fang, "enable", username="lin", password="short")
    assert (refused.status_code, "至少要10个字符" in refused.text) == (422, True)
    left = member(desk, "lin")
    assert left is not None
    assert left.disabled
    assert send(fang, "enable", username="lin", password=PASSWORD).status_code == 303
    back = verify_password(desk.database, username="lin", password=PASSWORD, clock=desk.clock).member
    assert back is not None
    assert (back.role, back.password_given) == (StaffRole.NURSE, True)
    assert lin.client.get("/desk").status_code == 303, "an old sign-in stays ended"
    again = send(fang, "enable", username="lin", password=PASSWORD)
    assert (again.status_code, "本来就在用" in again.text) == (409, True)


def test_a_password_set_for_somebody_is_changed_by_him(fang: Person, desk: Desk) -> None:
    send(fang, "password", username="chen", password=PASSWORD)
    chen = member(desk, "chen")
    assert chen is not None
    assert chen.password_given


def test_a_lost_telephone_is_reset_and_ends_the_sign_ins(fang: Person, chen: Person, desk: Desk) -> None:
    with desk.database.transaction() as session:
        session.add(SecondFactor(username="chen", secret=SECRET, confirmed_at=MORNING, last_step=0))
    assert send(fang, "reset-second-factor", username="chen").status_code == 303
    with desk.database.reading() as session:
        assert not has_second_factor(session, username="chen")
    assert chen.client.get("/desk").status_code == 303
    assert "还没有开启" in send(fang, "reset-second-factor", username="chen").text


@pytest.mark.parametrize(
    ("work", "fields"),
    [
        ("role", {"role": "nurse"}),
        ("disable", {}),
        ("enable", {"password": PASSWORD}),
        ("reset-second-factor", {}),
        ("password", {"password": PASSWORD}),
    ],
)
def test_nobody_changes_the_own_account_here(fang: Person, work: str, fields: dict[str, str]) -> None:
    answer = send(fang, work, username="fang", **fields)
    assert answer.status_code == 409
    assert "您自己的账号" in answer.text
    assert fang.client.get("/desk/staff").status_code == 200


def test_nobody_unknown_is_changed(fang: Person) -> None:
    for work, fields in (
        ("role", {"role": "nurse"}),
        ("disable", {}),
        ("password", {"password": PASSWORD}),
        ("enable", {"password": PASSWORD}),
    ):
        assert "没有这个在用的账号" in send(fang, work, username="nobody", **fields).text
    assert send(fang, "fly", username="chen").status_code == 403


def test_a_form_of_elsewhere_adds_nobody(fang: Person, desk: Desk) -> None:
    assert fang.client.post("/desk/staff/add", data=NEW).status_code == 403
    foreign = fang.client.post("/desk/staff/add", data=NEW, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert member(desk, "su") is None
