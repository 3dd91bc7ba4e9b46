"""A TwiML document as it is read: its verbs, and what is wrong with it by the provider's documentation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

Verb = ElementTree.Element

LONGEST_SAY = 4096
LARGEST_DOCUMENT = 64 * 1024
MOST_HINTS = 500
LONGEST_HINT = 100

_SSML = frozenset({"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"})
_INSIDE: dict[str, frozenset[str]] = {
    "Response": frozenset({"Say", "Play", "Pause", "Gather", "Dial", "Record", "Redirect", "Hangup"}),
    "Gather": frozenset({"Say", "Play", "Pause"}),
    "Dial": frozenset({"Number"}),
    "Say": _SSML,
}
_ATTRIBUTES: dict[str, frozenset[str]] = {
    name: frozenset(listed.split())
    for name, listed in {
        "Response": "",
        "Say": "voice language loop",
        "Play": "loop digits",
        "Pause": "length",
        "Gather": "action method input language hints timeout speechTimeout numDigits finishOnKey bargeIn "
        "actionOnEmptyResult profanityFilter speechModel enhanced partialResultCallback "
        "partialResultCallbackMethod",
        "Dial": "action method timeout callerId answerOnBridge hangupOnStar timeLimit ringTone record trim "
        "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent",
        "Number": "url method sendDigits statusCallback statusCallbackEvent statusCallbackMethod",
        "Record": "action method timeout finishOnKey maxLength playBeep trim transcribe transcribeCallback "
        "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent",
        "Redirect": "method",
        "Hangup": "",
    }.items()
}
_VOICES = re.compile(
    r"Polly\.Zhiyu(-Neural)?|Google\.cmn-CN-(Standard|Wavenet)-[A-D]|Google\.cmn-CN-Chirp3-HD-\w+"
)
_VALUES: dict[tuple[str, str], re.Pattern[str]] = {
    ("Say", "voice"): _VOICES,
    ("Say", "language"): re.compile("cmn-CN"),
    ("Say", "loop"): re.compile(r"[1-9]\d*"),
    ("Play", "loop"): re.compile(r"\d+"),
    ("Pause", "length"): re.compile(r"[1-9]\d*"),
    ("Gather", "language"): re.compile("cmn-Hans-CN"),
    ("Gather", "input"): re.compile("dtmf|speech|dtmf speech|speech dtmf"),
    ("Gather", "timeout"): re.compile(r"[1-9]\d*"),
    ("Gather", "speechTimeout"): re.compile(r"[1-9]\d*|auto"),
    ("Gather", "numDigits"): re.compile(r"[1-9]\d*"),
    ("Gather", "finishOnKey"): re.compile(r"[0-9#*]?"),
    ("Gather", "bargeIn"): re.compile("true|false"),
    ("Gather", "actionOnEmptyResult"): re.compile("true|false"),
    ("Dial", "timeout"): re.compile(r"[1-9]\d{0,2}"),
    ("Dial", "answerOnBridge"): re.compile("true|false"),
    ("Record", "timeout"): re.compile(r"[1-9]\d*"),
    ("Record", "maxLength"): re.compile(r"[1-9]\d*"),
    ("Record", "finishOnKey"): re.compile(r"[0-9#*]*"),
    ("Record", "playBeep"): re.compile("true|false"),
}
_NEEDED = {("Say", "voice"), ("Say", "language")}
_LAST = {"Redirect", "Hangup"}


class Unreadable(Exception):  # noqa: N818 - a noun of the trade
    """Not a TwiML document: the provider turns to the fallback address."""


@dataclass(frozen=True, slots=True)
class Document:
    """`url` is where it came from: relative addresses, and a Gather without an action, go back there."""

    url: str
    root: Verb


def read_document(text: str, *, url: str) -> Document:
    """Raises Unreadable."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - our own application's answer
    except ElementTree.ParseError as fault:
        raise Unreadable(str(fault)) from fault
    if root.tag != "Response":
        raise Unreadable(f"begins with {root.tag}")
    return Document(url, root)


def words_of(verb: Verb) -> str:
    """The text of a verb with whatever marks its voice taken out."""
    return " ".join("".join(verb.itertext()).split())


def faults_of(document: Document, *, size: int) -> Iterator[str]:
    """What the provider would refuse, cut or read out wrongly."""
    if size > LARGEST_DOCUMENT:
        yield f"a document of {size} bytes"
    for verb in document.root.iter():
        yield from _faults_of_place(verb)
        yield from _faults_of_attributes(verb)
    for say in document.root.iter("Say"):
        yield from _faults_of_say(say)
    for gather in document.root.iter("Gather"):
        yield from _faults_of_gather(gather)
    tags = [verb.tag for verb in document.root]
    for tag, following in pairwise(tags):
        if tag in _LAST:
            yield f"{following} after {tag} is never reached"


def _faults_of_place(verb: Verb) -> Iterator[str]:
    if verb.tag in _SSML:
        return
    for child in verb:
        if child.tag not in _INSIDE.get(verb.tag, frozenset()):
            yield f"{child.tag} inside {verb.tag}"


def _faults_of_attributes(verb: Verb) -> Iterator[str]:
    if verb.tag not in _ATTRIBUTES:
        return
    for name, value in verb.attrib.items():
        if name not in _ATTRIBUTES[verb.tag]:
            yield f"{verb.tag} has no {name}"
        elif (allowed := _VALUES.get((verb.tag, name))) and not allowed.fullmatch(value):
            yield f"{verb.tag} {name}={value}"
    for tag, name in _NEEDED:
        if tag == verb.tag and name not in verb.attrib:
            yield f"{verb.tag} without {name}"


def _faults_of_say(say: Verb) -> Iterator[str]:
    text = words_of(say)
    if not text:
        yield "an empty Say"
    if len(text) > LONGEST_SAY:
        yield f"a Say of {len(text)} characters"
    neural = say.get("voice", "").endswith("-Neural")
    if neural and any(one.get("pitch") for one in say.iter("prosody")):
        yield "a neural voice has no pitch"


def _faults_of_gather(gather: Verb) -> Iterator[str]:
    hints = [hint for hint in gather.get("hints", "").split(",") if hint.strip()]
    if len(hints) > MOST_HINTS:
        yield f"{len(hints)} hints"
    for hint in hints:
        if len(hint.strip()) > LONGEST_HINT:
            yield f"a hint of {len(hint.strip())} characters"
    if "speech" in gather.get("input", "dtmf") and not gather.get("language"):
        yield "Gather listens for speech without a language"
