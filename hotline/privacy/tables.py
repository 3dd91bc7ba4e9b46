"""Every table there is: one that nobody imported would be left out of what is told and forgotten."""

import hotline.access_tokens
import hotline.appointments
import hotline.calendar_days
import hotline.calls
import hotline.consents
import hotline.conversations
import hotline.drafts
import hotline.follow_up
import hotline.green_channel
import hotline.handoff
import hotline.identity
import hotline.measures
import hotline.messaging
import hotline.notifications
import hotline.offered_choices
import hotline.outgoing_calls
import hotline.recordings
import hotline.reminders
import hotline.sheets
import hotline.staff.attempts
import hotline.tickets
import hotline.timetable  # noqa: F401 - importing the tables registers them
