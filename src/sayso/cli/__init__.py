"""Arguments in, an exit code out: parses, calls, prints; decides nothing.

What costs time to import is imported by the command that needs it: `sayso --help` must not wait for it.
"""

from sayso.cli import adding, asking, correcting, handing_on, looking_after, reading, telling
from sayso.cli.door import main

__all__ = ["adding", "asking", "correcting", "handing_on", "looking_after", "main", "reading", "telling"]
