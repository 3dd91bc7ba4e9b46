"""From YAML files to a rule set, refusing whatever is not whole."""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from hotline.safety.condition import Condition, Threshold, parse_condition
from hotline.safety.context import Contexts, union
from hotline.safety.faults import FaultyRule
from hotline.safety.findings import Finding, FindingIndex
from hotline.safety.grade import TriageGrade
from hotline.safety.measures import Measure
from hotline.safety.normalise import Normaliser
from hotline.safety.numerals import Numerals
from hotline.safety.pattern import compile_pattern
from hotline.safety.ruleset import Rule, RuleIndex, RuleSet, Source
from hotline.safety.sounds import Sounds
from hotline.safety.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEFAULT_WEIGHT = 50

Entries = dict[str, Any]
Stories = dict[str, re.Pattern[str]]


def load_rules(path: Path) -> RuleSet:
    """Read `lexicon/`, `findings/` and `rules/` under `path`.

    Raises FaultyRule, which names the file, the entry and what is wrong with it.
    """
    lexicon = {file.stem: _read(file) for file in sorted((path / "lexicon").glob("*.yml"))}
    words = lexicon["words"]
    normalise = _normaliser(lexicon["characters"])
    spell = normalise.numerals.to_digits
    findings = FindingIndex(
        [f for file in _files(path, "findings") for f in _findings(file, words=words, spell=spell)]
    )
    measures = tuple(_measures(path / "lexicon" / "measures.yml", lexicon["measures"]))
    stories = _stories(path / "lexicon" / "stories.yml", lexicon["stories"], words=words, spell=spell)
    known = findings.names | {measure.name for measure in measures}
    rules = tuple(rule for file in _files(path, "rules") for rule in _rules(file, known=known))
    return RuleSet(
        rules=rules,
        index=RuleIndex(rules),
        findings=findings,
        contexts=_contexts(
            path / "lexicon" / "contexts.yml", lexicon["contexts"], stories=stories, words=words, spell=spell
        ),
        stretches=Stretches(stories),
        measures=measures,
        normalise=normalise,
        sounds=_sounds(path / "lexicon" / "sounds.yml", lexicon["sounds"], syllables=lexicon["syllables"]),
        version=_version(path),
    )


def _files(path: Path, folder: str) -> list[Path]:
    return sorted((path / folder).glob("*.yml"))


def _read(file: Path) -> Entries:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - safe either way; the C one is quick
    except yaml.YAMLError as error:
        raise FaultyRule(file, entry="the whole file", fault=" ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise FaultyRule(file, entry="the whole file", fault="is not a mapping")
    return content


def _version(path: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path.glob("*/*.yml")):
        digest.update(f"{file.parent.name}/{file.name}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _findings(file: Path, *, words: Entries, spell: Callable[[str], str]) -> Iterator[Finding]:
    for name, content in _read(file).items():
        always = isinstance(content, dict)
        lines = content["always"] if always else content
        try:
            yield Finding(
                name, tuple(compile_pattern(line, words=words, spell=spell) for line in lines), always=always
            )
        except (ValueError, KeyError, TypeError) as error:
            raise FaultyRule(file, entry=name, fault=f"pattern: {error}") from error


def _measures(file: Path, content: Entries) -> Iterator[Measure]:
    for name, readings in content["measures"].items():
        for reading in readings:
            try:
                patterns = tuple(re.compile(_spelt(line, content["parts"])) for line in reading["patterns"])
                yield Measure(
                    name=name,
                    triggers=tuple(reading["triggers"]),
                    patterns=patterns,
                    lowest=reading["from"],
                    highest=reading["to"],
                    scale=_scale(reading.get("scale", 1)),
                )
            except (re.error, KeyError, TypeError) as error:
                raise FaultyRule(file, entry=name, fault=f"reading: {error}") from error


def _scale(scale: float | str) -> float:
    """`1/365` is written as such: a day in years."""
    above, _, below = str(scale).partition("/")
    return float(above) / float(below or 1)


def _spelt(line: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        line = line.replace(f"<{name}>", part)
    return line


def _stories(file: Path, content: Entries, *, words: Entries, spell: Callable[[str], str]) -> Stories:
    try:
        return {name: re.compile(union(lines, words=words, spell=spell)) for name, lines in content.items()}
    except (ValueError, KeyError, TypeError) as error:
        raise FaultyRule(file, entry="stories", fault=str(error)) from error


def _contexts(
    file: Path, content: Entries, *, stories: Stories, words: Entries, spell: Callable[[str], str]
) -> Contexts:
    try:
        return Contexts(content, stories=stories, words=words, spell=spell)
    except (ValueError, KeyError) as error:
        raise FaultyRule(file, entry="contexts", fault=str(error)) from error


def _normaliser(content: Entries) -> Normaliser:
    return Normaliser(
        characters=str.maketrans(content["traditional"], content["simplified"]),
        fillers=re.compile("|".join(content["fillers"])),
        numerals=Numerals.of(
            content["digits"],
            powers=content["powers"],
            point=content["point"],
            half=content["half"],
            units="|".join(content["units"]),
            halved="|".join(content["halved"]),
        ),
    )


def _sounds(file: Path, content: Entries, *, syllables: Mapping[str, str]) -> Sounds:
    try:
        words = [word for lines in content["words"].values() for line in lines for word in line.split()]
        left_alone = f"{content['ordinary']} {content['common']}".split()
        return Sounds(syllables, folds=content["folds"], words=words, ordinary=left_alone)
    except (KeyError, TypeError, AttributeError) as error:
        raise FaultyRule(file, entry="sounds", fault=f"{type(error).__name__}: {error}") from error


def _rules(file: Path, *, known: frozenset[str] | set[str]) -> Iterator[Rule]:
    for identifier, content in _read(file).items():
        try:
            rule = _rule(identifier, content)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise FaultyRule(file, entry=identifier, fault=f"{type(error).__name__}: {error}") from error
        for condition in rule.when:
            if unknown := _named(condition) - known:
                raise FaultyRule(file, entry=identifier, fault=f"unknown findings: {sorted(unknown)}")
        yield rule


def _named(condition: Condition) -> set[str]:
    return {term.measure if isinstance(term, Threshold) else term for term in condition.terms()}


def _rule(identifier: str, content: Entries) -> Rule:
    return Rule(
        id=identifier,
        kind=content["kind"],
        grade=TriageGrade(content["grade"]),
        weight=int(content.get("weight", _DEFAULT_WEIGHT)),
        title=content["title"],
        say=content["say"],
        spoken=tuple(content["spoken"]),
        source=Source(**content["source"]),
        review=MappingProxyType({key: str(value) for key, value in content["review"].items()}),
        when=tuple(parse_condition(line) for line in content["when"]),
        must_match=tuple(content["must_match"]),
        must_not_match=tuple(content["must_not_match"]),
    )
