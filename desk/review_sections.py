"""The daily review in sections: what must be seen to today, the worst first; then the day's numbers."""

from collections.abc import Iterator

from desk.digest_charts import bars
from desk.digest_rows import returned_table, rows_table
from desk.digest_sections import MOST, figure_tile, said, section
from desk.digest_voice import Voice
from desk.digest_words import heads, tell, weekday
from desk.papers import Row, Section, Table, Tile, Tiles
from hotline.digest import Emergency, Fared, Review, RowKind

_FIGURES = ("solved_on_the_spot", "handed_to_person", "came_to_person", "emergencies")


def review_sections(review: Review, *, voice: Voice, may_open: bool) -> tuple[Section, ...]:
    return (
        section("today", _today(review)),
        *_left(review, voice=voice, may_open=may_open),
        _that_day(review, voice=voice),
    )


def _today(review: Review) -> Tiles:
    silent = sum(one.fared is Fared.SILENT for one in review.broken)
    open_alarms, alarms = len(_without_outcome(review)), len(review.emergencies)
    beside = {
        "broken": tell("review", "silent", count=silent) if silent else "",
        "not_called_back": tell("review", "among", among=review.lost_calls),
        "no_outcome": tell("review", "among", among=alarms),
    }
    counts = {
        "broken": len(review.broken),
        "no_outcome": open_alarms,
        "not_called_back": review.not_called_back,
        "due": len(review.due),
        "returned": len(review.returned),
        "missed": len(review.missed),
    }
    return Tiles(of=tuple(_tile(name, count, beside.get(name, "")) for name, count in counts.items()))


def _tile(name: str, count: int, beside: str) -> Tile:
    at = f"#{_SECTION_OF[name]}" if count else None
    label = tell("review_tiles", name)
    return Tile(label=label, shown=str(count), beside=beside, is_bad=name in _BAD and count > 0, at=at)


_BAD = frozenset({"broken", "no_outcome", "not_called_back"})
_SECTION_OF = {
    "broken": "broken",
    "no_outcome": "alarms",
    "not_called_back": "lost",
    "due": "due",
    "returned": "returned",
    "missed": "unhelped",
}


def _left(review: Review, *, voice: Voice, may_open: bool) -> Iterator[Section]:
    def rows(kind: RowKind, found: tuple[object, ...]) -> Table:
        return rows_table(kind, found, voice=voice, may_open=may_open)

    if review.broken:
        yield section("broken", said(tell("review", "broken")), rows(RowKind.PROMISE, review.broken))
    if alarms := _without_outcome(review):
        yield section("alarms", said(tell("review", "alarms")), rows(RowKind.EMERGENCY, alarms))
    if review.not_called_back:
        told = tell("review", "lost", lost=review.lost_calls, count=review.not_called_back)
        yield section("lost", said(told))
    if review.due:
        yield section("due", said(tell("review", "due")), rows(RowKind.PROMISE, review.due))
    if review.returned:
        yield section(
            "returned", said(tell("review", "returned")), returned_table(review.returned, may_open=may_open)
        )
    if review.missed:
        yield section("unhelped", said(tell("review", "missed")), rows(RowKind.CONTACT, review.missed))


def _that_day(review: Review, *, voice: Voice) -> Section:
    day, usual = weekday(review.day.isoweekday()), round(review.usual.usual)
    told = tell("review", review.usual.trend.value, total=review.volume.total, usual=usual, weekday=day)
    if not review.volume.total:
        return section("yesterday", said(told))
    tiles = Tiles(of=tuple(figure_tile(name, review.figures[name]) for name in _FIGURES))
    channels = [(voice.channel(name), count) for name, count in review.volume.by_channel.items()]
    topics = [
        Row(cells=(voice.topic(name), str(count)))
        for name, count in list(review.volume.topics.items())[:MOST]
    ]
    most = [Table(heads=heads("day_topics"), of=tuple(topics))] if topics else []
    return section("yesterday", said(told), tiles, bars("channels", channels), *most)


def _without_outcome(review: Review) -> tuple[Emergency, ...]:
    return tuple(one for one in review.emergencies if one.outcome is None)
