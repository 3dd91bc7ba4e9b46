"""A believable county of invented people, in a database of its own: to show, to try, and to measure by."""

from console.demo.county import WEEKS, County, read_county
from console.demo.living import live

__all__ = ["WEEKS", "County", "live", "read_county"]
