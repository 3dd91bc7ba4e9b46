"""A letter to a caller as a template message, where the account has a template for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hotline.clock import Clock
from hotline.notifications import House, OutgoingLetter
from telephony.official_account.account import TemplateNotice
from telephony.official_account.fitting import MOST, shortened
from telephony.settings import TelephonySettings
from telephony.templates import checked_template_fields, fill_template

_FILE = Path(__file__).with_name("template.yml")
_KIND = re.compile(r"^[a-z_]+")


@dataclass(frozen=True, kw_only=True)
class Notices:
    """`fields` by the template's own names; `house.address` is where its page lies, if anywhere."""

    template: str
    fields: Mapping[str, str]
    house: House
    clock: Clock

    def of(self, letter: OutgoingLetter, *, page: str | None = None) -> TemplateNotice:
        """`page` is a path of ours. Every value fits its field, and no figure is cut."""
        said = fill_template(dict(self.fields), self._facts(letter))
        values = {field: shortened(text, most=_most(field)) for field, text in said.items()}
        address = self.house.address
        opened = f"{address}{page}" if address and page else None
        return TemplateNotice(template=self.template, values=values, page=opened, key=letter.id.hex)

    def _facts(self, letter: OutgoingLetter) -> dict[str, str]:
        opening = fill_template(_shipped()["dropped_opening"], {"hospital": self.house.hospital})
        return {
            "title": letter.title,
            "text": letter.text.removeprefix(opening),
            "number": letter.ticket_number,
            "hospital": self.house.hospital,
            "at": self._now(),
        }

    def _now(self) -> str:
        local = self.clock.now().astimezone(self.house.zone)
        date = {"year": str(local.year), "month": str(local.month), "day": str(local.day)}
        return str(fill_template(_shipped()["moment"], {**date, "time": f"{local:%H:%M}"}))


def open_notices(settings: TelephonySettings, *, house: House, clock: Clock) -> Notices | None:
    """None where no template is set: nobody is told by it."""
    if not settings.wechat_template_id:
        return None
    fields = fields_of(settings)
    return Notices(template=settings.wechat_template_id, fields=fields, house=house, clock=clock)


def fields_of(settings: TelephonySettings) -> Mapping[str, str]:
    """What each field of the template says, with gaps."""
    return settings.wechat_template_fields or checked_template_fields(_shipped()["fields"])


def _most(field: str) -> int:
    """By the kind of field, which its name begins with: thing1, phrase2."""
    kind = _KIND.match(field)
    return int(_shipped()["most"].get(kind[0] if kind else "", MOST))


@cache
def _shipped() -> dict[str, Any]:
    shipped: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return shipped
