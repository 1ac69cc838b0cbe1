"""Reports in, the answers that were sought and not given out: who would not say what, and where it stands.

python examples/declined_comments.py REPORT...
"""

import sys

import sayso


def main(paths: list[str]) -> None:
    """Print a line for each answer that was declined."""
    for path in paths:
        reading = sayso.read(path)
        for statement in reading.attributions:
            if statement.act == "decline":
                cue = statement.cue.text if statement.cue else ""
                words = (reading.name(statement.source) or "somebody", cue, statement.content.text)
                print(f"{path}: {' | '.join(part for part in words if part)}")


if __name__ == "__main__":
    main(sys.argv[1:])
