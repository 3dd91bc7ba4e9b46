"""The door Rasa knocks at: rasa-sdk's executor behind one route, so that no third server is needed."""

import json
import zlib
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException

from actions.capabilities import capabilities
from actions.tools import Tools


def router(tools: Tools) -> APIRouter:
    """`POST /actions/webhook`, in the protocol of rasa-sdk."""
    executor = ActionExecutor()
    for capability in capabilities(tools):
        executor.register_action(capability)
    routes = APIRouter()

    @routes.post("/actions/webhook")
    async def run_action(request: Request) -> Response:
        call = await _action_call(request)
        try:
            result = await executor.run(call)
        except ActionNotFoundException:
            return JSONResponse(
                {"error": "no such action", "action_name": call["next_action"]}, status_code=404
            )
        return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})

    return routes


async def _action_call(request: Request) -> dict[str, Any]:
    body = await request.body()
    if request.headers.get("Content-Encoding") == "deflate":
        body = zlib.decompress(body)
    call: dict[str, Any] = json.loads(body)
    # Rasa leaves the domain out (endpoints.yml); the executor would ask for it, and no action reads it.
    call["domain"] = {}
    return call
