"""Answers to which clinic, which doctor, which day, where."""

from knowledge_base.clinics.asking import Clinics
from knowledge_base.clinics.question import ClinicQuestion
from knowledge_base.clinics.telling import Offer, Told, ToldKind

__all__ = ["ClinicQuestion", "Clinics", "Offer", "Told", "ToldKind"]
