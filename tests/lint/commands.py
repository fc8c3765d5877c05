"""Reads how the leveled sources are compiled from a build's compile_commands.json."""
import json
import shlex
from pathlib import Path


def leveled_commands(build, level=None):
    """Yields (source, level, command as a list, object path) for each compilation of a leveled source."""
    for entry in json.loads(Path(build, "compile_commands.json").read_text(encoding="utf-8")):
        command = shlex.split(entry["command"])
        marks = [word.split("=", 1)[1] for word in command if word.startswith("-DSTEMPATH_LEVEL=")]
        if marks and level in (None, marks[0]):
            target = Path(entry["directory"], command[command.index("-o") + 1])
            yield Path(entry["file"]), marks[0], command, target
