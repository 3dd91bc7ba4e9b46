"""The digest in sections, in the order they are read: conclusions, what people need, then the figures."""

from collections.abc import Iterator

from desk.digest_charts import bars, day_bars, hours_of
from desk.digest_conclusions import conclusions
from desk.digest_places import rows_at
from desk.digest_read import WeekRead
from desk.digest_tables import (
    changed_table,
    counted_table,
    departments_table,
    fairness_tables,
    figures_table,
    needs_table,
)
from desk.digest_voice import Voice
from desk.digest_words import section_words, shown, tell
from desk.measure_words import measure_lines, say_of_measures
from desk.papers import Block, Section, Sentence, Sentences, Tile, Tiles
from desk.staffing import Asked, staffing
from hotline.digest import SMALLEST, Digest, Share, Trend, Waits, figure_words
from hotline.measures import MeasuresInWeek

MOST = 8
"""So many topics, aspects, departments are seen at once; the others are folded."""
NEEDS = 12

_SHARES = frozenset({"solved_on_the_spot", "promise_kept", "satisfied"})
_TILES = (
    *("solved_on_the_spot", "not_helped", "handed_to_person"),
    *("promise_kept", "silent_breaches", "satisfied", "emergencies"),
)
_BAD = frozenset({"silent_breaches"})


def sections_of(read: WeekRead, *, voice: Voice, asked: Asked | None = None) -> tuple[Section, ...]:
    """`asked` are the hours that `read.arrivals` are of."""
    first = conclusions(read.digest, measures=read.measures, voice=voice)
    concluded = section("concluded", Sentences(of=first, tone="first"))
    if read.digest.volume.total == 0:
        return (concluded,)
    return (
        concluded,
        *_needed(read, voice=voice),
        _measures(read.measures),
        *_counted(read.digest, voice=voice),
        _staffing(read, asked=asked or Asked(), voice=voice),
        section("figures", folded=(figures_table(read.digest),)),
    )


def section(id_: str, *blocks: Block, folded: tuple[Block, ...] = ()) -> Section:
    words = section_words(id_)
    return Section(
        id=id_, title=words["title"], blocks=blocks, folded=folded, more=words["more"] if folded else ""
    )


def said(*texts: str, soft: bool = False) -> Sentences:
    return Sentences(of=tuple(Sentence(text=text) for text in texts), tone="soft" if soft else "usual")


def _needed(read: WeekRead, *, voice: Voice) -> Iterator[Section]:
    needs = read.needs
    if needs is None:
        yield section("needs", said(tell("needs", "away")))
    elif not needs.asked:
        yield section("needs", said(tell("needs", "none")))
    else:
        more = len(needs.asked) - NEEDS
        notes = [tell("needs", "more", count=more)] if more > 0 else []
        table = needs_table(needs, most=NEEDS, voice=voice)
        yield section("needs", table, said(*notes, tell("needs", "masked"), soft=True))


def _measures(found: MeasuresInWeek) -> Section:
    lines = [Sentence(text=one.text, is_bad=one.is_bad, at=one.at) for one in measure_lines(found)]
    return section("measures", Sentences(of=tuple(lines)) if lines else said(say_of_measures("week", "none")))


def _counted(digest: Digest, *, voice: Voice) -> Iterator[Section]:
    yield section("numbers", _tiles(digest, voice=voice))
    yield _missed(digest)
    yield _handed(digest, voice=voice)
    yield _asked(digest, voice=voice)
    channels = [(voice.channel(name), count) for name, count in digest.volume.by_channel.items()]
    days, hours = day_bars(digest.volume, week=digest.week), hours_of(digest.volume.by_weekday_hour)
    yield section("when", days, bars("channels", channels), folded=(hours,))
    yield _promises(digest, voice=voice)
    yield _fairness(digest, voice=voice)


def _tiles(digest: Digest, *, voice: Voice) -> Tiles:
    found = digest.change
    beside = tell("numbers", "usual", usual=f"{found.usual:.0f}", trend=voice.label(found.trend))
    if found.trend is Trend.UNKNOWN:
        beside = tell("numbers", "unusual")
    contacts = Tile(
        label=tell("numbers", "contacts"),
        shown=str(digest.volume.total),
        beside=beside,
    )
    tiles = [figure_tile(name, digest.figures[name], at=rows_at(digest.week, name)) for name in _TILES]
    return Tiles(of=(contacts, *tiles))


def figure_tile(name: str, found: Share, *, at: str | None = None) -> Tile:
    """A share is shown as one with its counts; what must not happen, and what is rare, as it was counted."""
    is_share = name in _SHARES
    counted = tell("numbers", "counted", count=found.count, among=found.among)
    return Tile(
        label=figure_words()[name].title,
        shown=shown(found) if is_share else str(found.count),
        beside=counted if is_share else tell("numbers", "among", among=found.among),
        is_bad=name in _BAD and found.count > 0,
        at=at,
    )


def _missed(digest: Digest) -> Section:
    table = counted_table("missed", {why.value: count for why, count in digest.missed.items()})
    if not table.of:
        return section("missed", said(tell("missed", "none")))
    left = digest.figures["not_helped"].count
    at = rows_at(digest.week, "not_helped")
    told = Sentences(of=(Sentence(text=tell("missed", "some", count=left), at=at if left else None),))
    return section("missed", table, told)


def _handed(digest: Digest, *, voice: Voice) -> Section:
    if not digest.handed_reasons:
        return section("handed", said(tell("handed", "none")))
    reasons = counted_table("reasons", digest.handed_reasons)
    outcomes = counted_table("outcomes", digest.handed_outcomes)
    waits = _waits("handed", digest.person_waits, voice=voice)
    return section("handed", reasons, outcomes, *waits)


def _asked(digest: Digest, *, voice: Voice) -> Section:
    counts = (
        ("topics", digest.volume.topics, digest.topic_changes, voice.topic),
        ("aspects", digest.aspects, digest.aspect_changes, voice.aspect),
        ("departments_asked", digest.departments_asked, digest.department_changes, str),
    )
    seen: list[Block] = []
    rest: list[Block] = []
    for name, counted, changes, named in counts:
        for blocks, some in ((seen, slice(MOST)), (rest, slice(MOST, None))):
            if found := list(counted.items())[some]:
                blocks.append(changed_table(name, found, changes, named=named, voice=voice))
    return section("asked", *(seen or [said(tell("asked", "none"))]), folded=tuple(rest))


def _promises(digest: Digest, *, voice: Voice) -> Section:
    if not digest.departments:
        return section("promises", said(tell("promises", "none")))
    notes = _waits("promises", digest.feedback_waits, voice=voice)
    return section("promises", departments_table(digest.departments), *notes)


def _fairness(digest: Digest, *, voice: Voice) -> Section:
    tables = fairness_tables(digest.fairness, voice=voice)
    if not tables:
        return section("fairness", said(tell("fairness", "none")))
    explained = said(tell("fairness", "explained", smallest=SMALLEST))
    return section("fairness", explained, folded=tuple(tables))


def _staffing(read: WeekRead, *, asked: Asked, voice: Voice) -> Section:
    *sentences, formula = staffing(read.arrivals, asked=asked, words=voice.words)
    hours = tell("staffing", "odd" if asked.is_odd else "asked", first=asked.first, last=asked.last)
    return section("staffing", said(hours, *sentences), said(formula, soft=True))


def _waits(part: str, waits: Waits, *, voice: Voice) -> tuple[Block, ...]:
    if waits.median is None or waits.most is None:
        return ()
    return (said(tell(part, "waits", median=voice.length(waits.median), most=voice.length(waits.most))),)
