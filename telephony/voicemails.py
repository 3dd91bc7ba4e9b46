"""What was left by voice is written down: where its sound lies, and when that goes."""

from hotline.database import Database
from hotline.recordings import keep_recording
from telephony.phone.trade import Voicemail


def keep_voicemail(voicemail: Voicemail, *, database: Database) -> None:
    """Told twice, it is kept once. Raises StorageUnavailable."""
    with database.transaction() as session:
        keep_recording(
            session,
            name=voicemail.recording,
            call=voicemail.call,
            conversation_id=voicemail.conversation_id,
            made_at=voicemail.at,
            lasted=voicemail.lasted,
            ticket_number=voicemail.ticket,
            transcript=voicemail.text,
        )
