"""The official account's door as it is set up: only where its name and its token are there."""

from collections import Counter
from dataclasses import dataclass

from hotline.clock import Clock
from telephony.channels.wechat.door import WechatDoor
from telephony.channels.wechat.five_seconds import FiveSeconds
from telephony.channels.wechat.kept import Kept
from telephony.channels.wechat.patience import Patience, Wait, patience, wait_for_real
from telephony.channels.wechat.recognising import Recognising
from telephony.channels.wechat.responding import Responding, Voices
from telephony.channels.wechat.sealing import Seal, key_of
from telephony.channels.wechat.signing import Signing
from telephony.channels.wechat.standing import Choices, Outbox, People
from telephony.intake import Intake
from telephony.refusals import Refusals
from telephony.satisfaction import Satisfaction
from telephony.settings import TelephonySettings
from telephony.words import Words


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the door stands on; `line` is the hotline's number. No outbox: nothing is written unasked."""

    intake: Intake
    people: People
    outbox: Outbox | None
    choices: Choices
    voices: Voices
    words: Words
    line: str
    clock: Clock
    satisfaction: Satisfaction | None = None


def open_wechat(
    standing: Standing,
    *,
    settings: TelephonySettings,
    refused: Counter[str] | None = None,
    pace: Patience | None = None,
    wait: Wait = wait_for_real,
) -> WechatDoor:
    """`refused` is where refusals are counted; settings.missing_for_wechat must be empty."""
    pace = pace or patience()
    kept, clock = Kept(lasts=pace.kept), standing.clock
    responding = Responding(
        intake=standing.intake,
        recognising=Recognising(standing.people, clock=clock, patience=pace, wait=wait),
        choices=standing.choices,
        voices=standing.voices,
        kept=kept,
        words=standing.words,
        line=standing.line,
        clock=clock,
        patience=pace,
        wait=wait,
        satisfaction=standing.satisfaction,
    )
    five_seconds = FiveSeconds(
        responding.respond,
        show=responding.show,
        outbox=standing.outbox if settings.wechat_may_push else None,
        kept=kept,
        fetch_with=standing.words.fill("utter_wechat_fetch"),
        clock=clock,
        patience=pace,
        wait=wait,
    )
    return WechatDoor(
        signing=Signing(settings.wechat_token.get_secret_value() if settings.wechat_token else ""),
        seal=_seal(settings),
        five_seconds=five_seconds,
        refusals=Refusals(refused if refused is not None else Counter(), door="WeChat"),
        clock=clock,
    )


def _seal(settings: TelephonySettings) -> Seal | None:
    key = settings.wechat_aes_key
    return Seal(str(settings.wechat_app_id), key_of(key.get_secret_value())) if key else None
