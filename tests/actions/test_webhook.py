"""rasa-sdk's protocol, as Rasa 3.6 speaks it."""

import json
import zlib

from tests.actions.making import Actions, tracker


def test_a_deflated_call_is_read(actions: Actions) -> None:
    call = {"next_action": "action_request_person", "tracker": tracker("转人工")}
    body = zlib.compress(json.dumps(call).encode())
    reply = actions.client.post("/actions/webhook", content=body, headers={"Content-Encoding": "deflate"})
    assert reply.json()["responses"][0]["response"] == "utter_request_person"


def test_an_unknown_action_is_said_so(actions: Actions) -> None:
    call = {"next_action": "action_prescribe", "tracker": tracker("转人工")}
    reply = actions.client.post("/actions/webhook", content=json.dumps(call))
    assert reply.status_code == 404
    assert reply.json()["action_name"] == "action_prescribe"


def test_a_call_without_an_action_does_nothing(actions: Actions) -> None:
    reply = actions.client.post("/actions/webhook", content=json.dumps({"tracker": tracker("转人工")}))
    assert reply.json() == {"events": [], "responses": []}
