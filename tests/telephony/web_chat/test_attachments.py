"""Pictures and files are neither read nor sent: a sentence asks to type the figure."""

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from tests.browser import Watch
from tests.telephony.making import Hotline

DROPPED = """(how) => {
  const data = new DataTransfer();
  data.items.add(new File(["secret picture"], "report.jpg", { type: "image/jpeg" }));
  const goes = { bubbles: true, cancelable: true };
  const event = how === "paste" ? new ClipboardEvent("paste", { clipboardData: data, ...goes })
    : new DragEvent(how, { dataTransfer: data, ...goes });
  document.getElementById("say").dispatchEvent(event);
  return event.defaultPrevented;
}"""
TEXT_PASTED = """() => {
  const data = new DataTransfer();
  data.setData("text/plain", "空腹血糖 7.8");
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.getElementById("say").dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.mark.whole
@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_picture_is_refused_kindly_and_never_leaves(
    page: Page, hotline: Hotline, watch: Watch, how: str
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.on("websocket", lambda socket: sent.append(socket.url))
    assert page.evaluate(DROPPED, how) is True
    told = page.locator("#log li.hotline .words").last
    expect(told).to_have_text(hotline.words.fill("utter_no_attachments"))
    expect(page.get_by_label("写下您的问题")).to_be_focused()
    assert page.evaluate(DROPPED, "dragover") is True
    assert sent == []
    assert hotline.kept() == []
    watch.assert_clean()


@pytest.mark.whole
def test_who_looks_for_a_button_is_told_the_same(page: Page, hotline: Hotline) -> None:
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.get_by_role("button", name="有照片、报告？").click()
    expect(page.locator("#log li.hotline").last).to_contain_text("空腹血糖 7.8")
    expect(page.get_by_label("写下您的问题")).to_be_focused()


@pytest.mark.whole
def test_text_is_pasted_as_ever(page: Page) -> None:
    assert page.evaluate(TEXT_PASTED) is False
    expect(page.locator("#log li.hotline")).to_have_count(1)


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "image/jpeg", "Image/PNG", "application/pdf", "audio/amr"]
)
def test_a_program_that_sends_one_is_told_so(client: TestClient, hotline: Hotline, kind: str) -> None:
    answer = client.post("/api/messages", content=b"--x", headers={"content-type": kind})
    assert answer.status_code == 415
    assert answer.json() == {"detail": hotline.words.fill("utter_no_attachments")}


def test_a_file_from_a_form_is_told_so(client: TestClient) -> None:
    answer = client.post("/api/messages", files={"picture": ("report.jpg", b"secret picture")})
    assert answer.status_code == 415
