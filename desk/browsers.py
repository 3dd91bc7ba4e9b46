"""A browser as its owner knows it, from what it says of itself: enough to find the one that is not mine."""

_PROGRAMS = (
    ("MicroMessenger/", "微信"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("HarmonyOS", "HarmonyOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """`Chrome · Windows`; empty where it says nothing we know."""
    found = (
        next((name for sign, name in names if sign in user_agent), "") for names in (_PROGRAMS, _MACHINES)
    )
    return " · ".join(filter(None, found))
