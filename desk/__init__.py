"""Where staff meet us: the nurses' queue and the ticket page."""

from desk.desk import Desk
from desk.routes import router
from desk.settings import DeskSettings

__all__ = ["Desk", "DeskSettings", "router"]
