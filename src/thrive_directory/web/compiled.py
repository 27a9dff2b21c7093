"""Templates compiled ahead: all of them when the program starts, from code that the installation has written down.

Jinja turns a template into Python, which takes some 300 ms for all of them, and would take it from the first people who
ask. So `make setup` writes the compiled code beside that of our modules, in Python's own `__pycache__`, and a start
only reads it. A template that has changed since, another Python or another Jinja is compiled again; a folder that
cannot be written to is left alone. Shows nothing."""

import re
import sys
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "__pycache__"
_NAMED = re.compile(r"""{%-?\s*(?:extends|from|import|include)\s+["']([^"']+)["']""")


class Compiled(FileSystemBytecodeCache):
    """Compiled templates in a folder. What they are made from is in the name of a file or checked within it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(str(folder), f"template-%s.{sys.implementation.cache_tag}-jinja-{jinja2.__version__}.bin")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write one down, where that can be done and Python's own code is written too."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


def load_all(environment: Environment, package: str) -> int:
    """Compile or read every template of ours and all that they take from the `package` of others; how many."""
    waiting = [name for name in environment.list_templates(["html"]) if not name.startswith(f"{package}/")]
    known = set(waiting)
    while waiting:
        name = waiting.pop()
        environment.get_template(name)
        for other in _named_in(environment, name) - known:
            known.add(other)
            waiting.append(other)
    return len(known)


def _named_in(environment: Environment, name: str) -> set[str]:
    """The templates that one names. Those with a name worked out at run time are ours, and loaded anyway."""
    source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
    return set(_NAMED.findall(source))
