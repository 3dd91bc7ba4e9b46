"""`python -m hotline.audit FILE [HEAD]`: verifies an export with nothing installed but Python."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from hotline.audit.verifying import BrokenAudit, verify


def main(file: str, head: str | None = None) -> int:
    try:
        with Path(file).open("rb") as lines:
            verdict = verify(lines, head=head)
    except BrokenAudit as broken:
        sys.stdout.write(json.dumps({"ok": False, **vars(broken)}) + "\n")
        return 1
    sys.stdout.write(json.dumps({"ok": True, **asdict(verdict)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
