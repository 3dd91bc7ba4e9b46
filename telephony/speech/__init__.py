"""Speech understood on our own machine: sound in, words out. An extra, off at first."""

from telephony.speech.recogniser import Recognised, Recogniser
from telephony.speech.sound import RATE, Sound, from_mu_law
from telephony.speech.utterances import Utterances

__all__ = ["RATE", "Recognised", "Recogniser", "Sound", "Utterances", "from_mu_law"]
