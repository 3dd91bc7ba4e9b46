"""Which columns are private, how long each is kept and why, and what one person may ask for."""

from hotline.privacy.columns import Classification, classification
from hotline.privacy.request import PersonalDataRequest, RequestKind

__all__ = ["Classification", "PersonalDataRequest", "RequestKind", "classification"]
