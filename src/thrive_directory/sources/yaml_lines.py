"""YAML read as plain text with the line of every node. Refuses tags, aliases, merge keys and duplicate keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from thrive_directory.errors import BadRecord, SourceError

NodePath = tuple[str | int, ...]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_SCALARS = frozenset(_CORE + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "value"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at one place of a file: where in its tree, on which line, and what."""

    path: NodePath
    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's tree and the line (from 1) on which each of its nodes begins.

    Every scalar is text or None, whatever it looks like: in YAML 1.1 a bare 10:30 is the number 630, `no` is false
    and 0800 may be octal. The schema that reads the tree decides what each text means."""

    value: Any
    lines: Mapping[NodePath, int]
    faults: tuple[Fault, ...] = ()

    def line(self, path: NodePath) -> int:
        """The line of the node at `path`, or of its nearest ancestor that the file holds."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Reading:
    lines: dict[NodePath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def fault(self, node: yaml.Node, path: NodePath, problem: str) -> None:
        self.faults.append(Fault(path, node.start_mark.line + 1, problem))

    def value(self, node: yaml.Node, path: NodePath) -> Any:
        if id(node) in self.seen:  # its marks are those of the part it repeats, so the line is its key's
            line = self.lines.get(path) or self.lines.get(path[:-1], 1)
            return self.faults.append(Fault(path, line, "an alias repeats another part of the file; write it out"))
        self.seen.add(id(node))
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode) and node.tag == _CORE + "map":
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == _CORE + "seq":
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
            return None if node.tag == _CORE + "null" else str(node.value)
        return self.fault(node, path, f"the tag {node.tag} is not allowed")

    def mapping(self, node: yaml.MappingNode, path: NodePath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag not in _SCALARS:
                self.fault(key_node, path, "only plain text can be a key")
                continue
            key = str(key_node.value)
            if key in result:
                self.fault(key_node, (*path, key), "this key is given twice")
                continue
            self.lines[*path, key] = key_node.start_mark.line + 1
            result[key] = self.value(child, (*path, key))
        return result


def read_document(path: Path) -> Document:
    """The tree of a YAML file. Raises `SourceError`, with the line, when it cannot be read or is not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name} cannot be read: {type(error).__name__}") from error
    return parse_document(text, path.name)


def parse_document(text: str, name: str) -> Document:
    """As `read_document`, from text. `name` is what errors call it."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise SourceError(f"{name} is not valid YAML", [_syntax(error, name)]) from error
    reading = _Reading()
    value = None if node is None else reading.value(node, ())
    return Document(value, reading.lines, tuple(reading.faults))


def _syntax(error: yaml.YAMLError, name: str) -> BadRecord:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable"
    return BadRecord(name, "syntax", str(problem), mark.line + 1 if mark else None)
