"""Documents in, their examples run and their links followed: what each does not keep comes out as a list of faults.

    python -m tests.documents            says what does not hold
    python -m tests.documents --write    writes what the examples print into the documents

In a document, a `console` block runs its lines that begin with `$ sayso` or `$ python`, in a folder that holds
the bundled samples; the lines under one are what it prints. A `python` block runs after those before it;
a `text` block straight after it is what it prints. `...` stands for anything. A comment in the line above
a block changes this: `<!-- not run: WHY -->`, or `<!-- exit 3 -->` where a command is shown to fail.
"""

import argparse
import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(
    r"(?:^<!-- (?P<remark>[^\n]*) -->\n)?^```(?P<kind>console|python)\n(?P<body>.*?)^```\n"
    r"(?:\n?```text\n(?P<output>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
RUNNABLE = re.compile(r"\$ (sayso|python)\b")


@dataclass(frozen=True, slots=True)
class Example:
    """Something that a document says to type, and what it says comes out; `start` and `end` are where that stands."""

    kind: str
    typed: str
    shown: str | None
    start: int
    end: int
    exit: int = 0


def list_documents() -> list[Path]:
    """List the documents of the project, as a reader comes upon them."""
    patterns = ("*.md", "docs/*.md", "examples/*.md", "evaluation/*.md", "src/sayso/model/*.md")
    return [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def find_examples(document: str) -> Iterator[Example]:
    """Find what a document says to run, in its order."""
    for block in BLOCK.finditer(document):
        remark = block["remark"] or ""
        if remark.startswith("not run"):
            continue
        if block["kind"] == "python":
            start, end = block.span("output" if block["output"] is not None else "body")
            yield Example("python", block["body"], block["output"], start, end)
        else:
            exit_code = int(remark.removeprefix("exit ")) if remark.startswith("exit ") else 0
            yield from find_commands(block["body"], at=block.start("body"), exit_code=exit_code)


def find_commands(body: str, *, at: int, exit_code: int) -> Iterator[Example]:
    """Find the commands of a console block that begins at `at`; `exit_code` is the last one's."""
    commands = list(re.finditer(r"^\$ (?P<typed>(?:.*\\\n)*.*)\n(?P<shown>(?:(?!\$ ).*\n)*)", body, re.MULTILINE))
    for number, command in enumerate(commands):
        if RUNNABLE.match(command[0]):
            last = number == len(commands) - 1
            start, end = (at + place for place in command.span("shown"))
            yield Example("console", command["typed"], command["shown"] or None, start, end, exit_code if last else 0)


def run_command(typed: str, folder: Path) -> tuple[str, int]:
    """Run a command line as a reader would; give what it prints, complaints and summaries last, and the exit code."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = os.environ | {"PATH": places, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        typed, shell=True, cwd=folder, env=environment, text=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr, done.returncode


def run_python(code: str, folder: Path, names: dict[str, object]) -> tuple[str, int]:
    """Run a block among the names of the blocks before it; give what it prints, and 1 where it fails."""
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        try:
            exec(compile(code, "<document>", "exec"), names)
        except Exception as error:  # noqa: BLE001 (a document's fault is a finding, whatever it is)
            return f"{printed.getvalue()}{error!r}\n", 1
    return printed.getvalue(), 0


def check_examples(path: Path, *, write: bool = False) -> list[str]:
    """Run a document's examples; list where they do not print what it says, or write there what they do print."""
    document, faults, changes = path.read_text(encoding="utf-8"), [], []
    names: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = prepare_folder(Path(name))
        for example in find_examples(document):
            if example.kind == "python":
                printed, exit_code = run_python(example.typed, folder, names)
            else:
                printed, exit_code = run_command(example.typed, folder)
            where = f"{path.name}:{document.count(chr(10), 0, example.start) + 1}"
            if exit_code != example.exit:
                faults.append(f"{where}: exit code {exit_code}, not {example.exit}:\n$ {example.typed}\n{printed}")
            elif example.shown is not None and not print_alike(example.shown, printed):
                changes.append((example.start, example.end, printed))
                faults.append(f"{where}: shown is\n{example.shown}\nbut printed is\n{printed}")
    if write and changes:
        path.write_text(replace(document, changes), encoding="utf-8")
    return faults


def prepare_folder(folder: Path) -> Path:
    """Fill a folder with the bundled samples, as a reader would have reports of their own."""
    samples = ROOT / "src" / "sayso" / "samples"
    return Path(shutil.copytree(samples, folder, ignore=shutil.ignore_patterns("__*"), dirs_exist_ok=True))


def print_alike(shown: str, printed: str) -> bool:
    """Compare what a document shows with what was printed; `...` stands for anything."""
    want, got = ("\n".join(line.rstrip() for line in text.strip("\n").splitlines()) for text in (shown, printed))
    return doctest.OutputChecker().check_output(want + "\n", got + "\n", doctest.ELLIPSIS)


def replace(document: str, changes: list[tuple[int, int, str]]) -> str:
    """Put what was printed in the place of what was shown, except where a person has shortened it with `...`."""
    for start, end, printed in reversed(changes):
        if "..." not in document[start:end]:
            lines = "".join(line.rstrip() + "\n" for line in printed.strip("\n").splitlines())
            document = document[:start] + lines + document[end:]
    return document


def check_links(path: Path) -> list[str]:
    """List the links of a document that lead to no file or heading of the project."""
    faults = []
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        there = (path.parent / name) if name else path
        if not there.exists():
            faults.append(f"{path.name}: no file {target}")
        elif heading and heading not in list_anchors(there):
            faults.append(f"{path.name}: no heading {target}")
    return faults


def list_anchors(path: Path) -> set[str]:
    """List the names under which the headings of a document can be linked to."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def main() -> int:
    """Check every document; say what does not hold."""
    parser = argparse.ArgumentParser(description="Run the examples of the documents and follow their links.")
    parser.add_argument("--write", action="store_true", help="write what the examples print into the documents")
    write = parser.parse_args().write
    faults = []
    for path in list_documents():
        shown = check_examples(path, write=write)
        faults += check_links(path) + (check_examples(path) if write and shown else shown)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(list_documents())} documents, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
