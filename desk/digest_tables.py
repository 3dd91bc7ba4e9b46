"""The digest's tables: each row by the name staff use, with what is usual beside it."""

from collections.abc import Callable, Iterable, Mapping

from desk.digest_needs import NeedsInWeek
from desk.digest_places import rows_at
from desk.digest_voice import Voice
from desk.digest_words import band, heads, name_of, say, shown, tell
from desk.papers import Row, Table
from hotline.digest import SMALLEST, Change, DepartmentRecord, Digest, Dimension, Fairness, figure_words

Named = Callable[[str], str]


def changed_table(
    name: str,
    counted: Iterable[tuple[str, int]],
    changes: Mapping[str, Change],
    *,
    named: Named,
    voice: Voice,
) -> Table:
    """Counts beside what was usual in the weeks before."""
    rows = [
        Row(cells=(named(id_), str(count), f"{changes[id_].usual:.1f}", voice.label(changes[id_].trend)))
        for id_, count in counted
    ]
    return Table(heads=heads(name), of=tuple(rows))


def counted_table(name: str, counts: Mapping[str, int]) -> Table:
    """Those there were none of are left out."""
    rows = [Row(cells=(name_of(name, one), str(count))) for one, count in counts.items() if count]
    return Table(heads=heads(name), of=tuple(rows))


def figures_table(digest: Digest) -> Table:
    rows = []
    for name, found in digest.figures.items():
        about = figure_words()[name]
        counted = tell("numbers", "counted", count=found.count, among=found.among)
        among = "\n" + tell("numbers", "share_of", among=about.among) if about.among else ""
        cells = (about.title, f"{shown(found)}\n{counted}", band(found), about.says + among)
        rows.append(Row(cells=cells, at=rows_at(digest.week, name, counted=None)))
    return Table(heads=heads("figures"), of=tuple(rows), prose=1)


def departments_table(departments: Iterable[DepartmentRecord]) -> Table:
    rows = []
    for one in departments:
        counts = map(str, (one.tickets, one.kept, one.silent, one.returns))
        rows.append(Row(cells=(one.department or say("no_department"), *counts), is_bad=one.silent > 0))
    return Table(heads=heads("departments"), of=tuple(rows))


def needs_table(needs: NeedsInWeek, *, most: int, voice: Voice) -> Table:
    rows = []
    for one in needs.asked[:most]:
        need, found = one.need, one.change
        solved = tell("needs", "solved", solved=need.solved, contacts=need.contacts)
        count, usual = str(need.weeks[0]), f"{found.usual:.1f}"
        rows.append(Row(cells=(need.name, count, usual, voice.label(found.trend), solved)))
    return Table(heads=heads("needs"), of=tuple(rows))


def fairness_tables(fairness: Iterable[Fairness], *, voice: Voice) -> list[Table]:
    """One a dimension, where at least two groups may be told of."""
    found = list(fairness)
    tables = []
    for dimension in Dimension:
        groups = [one for one in found if one.dimension is dimension]
        told = [one for one in groups if one.figures is not None]
        if len(told) > 1:
            tables.append(_fairness_table(dimension, groups, voice=voice))
    return tables


def group_name(one: Fairness, *, voice: Voice) -> str:
    if one.group is None:
        return tell("fairness", "untold")
    if one.dimension is Dimension.CHANNEL:
        return voice.channel(one.group)
    return one.group if one.dimension is Dimension.TOWNSHIP else name_of(one.dimension.value, one.group)


def _fairness_table(dimension: Dimension, groups: Iterable[Fairness], *, voice: Voice) -> Table:
    groups = list(groups)
    names = list(dict.fromkeys(name for one in groups for name in one.figures or ()))
    few = tell("fairness", "few", smallest=SMALLEST)
    rows = []
    for one in groups:
        cells = [group_name(one, voice=voice), few if one.contacts is None else str(one.contacts)]
        for name in names:
            found = one.figures.get(name) if one.figures else None
            cells.append(few if found is None else f"{shown(found)}\n{band(found)}")
        rows.append(Row(cells=tuple(cells)))
    titles = [figure_words()[name].title for name in names]
    first = (tell("fairness", "head_group"), tell("fairness", "head_contacts"), *titles)
    return Table(heads=first, of=tuple(rows), caption=name_of("dimensions", dimension.value))
