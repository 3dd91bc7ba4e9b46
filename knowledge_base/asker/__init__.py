"""Of what sort somebody who asks is, as far as his words tell: how old, for whom, from where."""

from knowledge_base.asker.reading import AskedFor, AskerReader

__all__ = ["AskedFor", "AskerReader"]
