"""Tests of the guidance to a department."""
