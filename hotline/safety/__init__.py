"""The gate: every message is screened for danger before anything else hears it."""

from hotline.safety.faults import FaultyRule
from hotline.safety.grade import TriageGrade, graver
from hotline.safety.loading import load_rules
from hotline.safety.ruleset import RuleSet
from hotline.safety.screening import Screening, raised, screen

__all__ = ["FaultyRule", "RuleSet", "Screening", "TriageGrade", "graver", "load_rules", "raised", "screen"]
