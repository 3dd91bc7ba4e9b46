"""What each safety rule is called, for people who never read rule ids."""

from collections.abc import Mapping

from hotline.safety.screening import shipped_rules


def rule_titles() -> Mapping[str, str]:
    """By rule id; a rule that is gone since has no title any more."""
    return {rule.id: rule.title for rule in shipped_rules().rules}
