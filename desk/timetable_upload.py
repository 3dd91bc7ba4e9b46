"""A roster sent as a file: bounded before it is read, and carried to the second step in the form."""

import base64
import binascii
import zlib

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from desk.forms import Form, Oversized
from hotline.timetable.reading import LARGEST_FILE

_BESIDE = 16_384
"""Bytes the other fields and the borders between them may take."""


async def read_upload(request: Request) -> tuple[Form, bytes]:
    """The fields and the file, empty where none was chosen. Raises Oversized."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST_FILE + _BESIDE:
        raise Oversized
    try:
        async with request.form(max_files=1, max_fields=8) as parts:
            fields = {name: value for name, value in parts.items() if isinstance(value, str)}
            file = parts.get("file")
            content = await file.read(LARGEST_FILE + 1) if isinstance(file, UploadFile) else b""
    except MultiPartException as error:
        raise Oversized from error
    return Form(fields), content


def pack(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpack(packed: str) -> bytes:
    """Raises ValueError where it is not what we packed, or opens into more than a file may hold."""
    try:
        opening = zlib.decompressobj()
        content = opening.decompress(base64.b64decode(packed, validate=True), LARGEST_FILE)
    except (binascii.Error, zlib.error) as error:
        raise ValueError(packed[:20]) from error
    if opening.unconsumed_tail:
        raise ValueError(packed[:20])
    return content
