"""Where the digest's pages are at the desk, and the rows behind each of its figures."""

from urllib.parse import urlencode

from hotline.weeks import Week

DIGEST = "/desk/digest"
NEEDS = f"{DIGEST}/needs"
ROWS = f"{DIGEST}/rows"
REVIEW = "/desk/review"
YES, NO = "yes", "no"


def rows_at(week: Week, figure: str, *, counted: bool | None = True, page: int = 1) -> str:
    """`counted`: those of the figure, those it is a share of and not of, or both where it is None."""
    asked = {"week": str(week), "figure": figure}
    if counted is not None:
        asked["counted"] = YES if counted else NO
    if page > 1:
        asked["page"] = str(page)
    return f"{ROWS}?{urlencode(asked)}"
