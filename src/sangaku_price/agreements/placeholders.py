"""What a template asks for, held against what there is: every unknown name at once, with the nearest and its place."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jinja2 import Environment, nodes

from sangaku_price.agreements.fields import FIELDS, Field
from sangaku_price.language.messages import message, messages
from sangaku_price.language.text import Text
from sangaku_price.toml.problems import nearest

MESSAGES = messages(
    {
        "placeholder": Text("ひな形で使えない名前です。", "is no name that a template can use"),
        "placeholder-near": Text(
            "ひな形で使えない名前です。「{nearest}」ではありませんか。",
            'is no name that a template can use; did you mean "{nearest}"?',
        ),
        "placeholder-filter": Text("フィルター「{name}」はありません。", 'there is no filter "{name}"'),
        "placeholder-filter-near": Text(
            "フィルター「{name}」はありません。「{nearest}」ではありませんか。",
            'there is no filter "{name}"; did you mean "{nearest}"?',
        ),
        "placeholder-file": Text("ひな形の中から他のファイルは読めません。", "a template cannot read other files"),
    }
)


class Mistake(NamedTuple):
    """Something that a template cannot have, and on which line of its text."""

    code: str
    path: str
    """What stands there: `line.amuont`."""
    text: Text
    line: int


class _Row(NamedTuple):
    """The shape of one row of a list, or of the whole."""

    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if name in {one.name, one.japanese}), None)

    def near(self, name: str) -> str | None:
        """The name that was probably meant; of Japanese names, which are short, one with a character in common."""
        names = [each for one in self.fields for each in (one.name, one.japanese)]
        shared = (one for one in names if not one.isascii() and set(one) & set(name))
        return nearest(name, names) or next(shared, None)


Shape = _Row | Field | None
Scope = Mapping[str, Shape]
TOP = _Row(FIELDS)
LONGEST = 60
"""The characters of a line that are shown."""
_FILES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


def mistakes_in(template: nodes.Template, env: Environment) -> tuple[Mistake, ...]:
    """Every name and filter of a template that there is not."""
    stored = {node.name: None for node in template.find_all(nodes.Name) if node.ctx != "load"}
    called = {node.name: None for node in template.find_all(nodes.Macro)}
    return tuple(_Checker(env).found(template, {**stored, **called}))


class _Checker(NamedTuple):
    """Goes through a template with what each of its own names stands for."""

    env: Environment

    def found(self, node: nodes.Node, scope: Scope) -> Iterator[Mistake]:
        match node:
            case nodes.For():
                yield from self.found(node.iter, scope)
                inner = {**scope, "loop": None}
                if isinstance(node.target, nodes.Name):
                    inner[node.target.name] = _element(self.shape(node.iter, scope))
                for child in (*([node.test] if node.test else []), *node.body, *node.else_):
                    yield from self.found(child, inner)
            case nodes.Name(ctx="load"):
                yield from self._name(node, scope)
            case nodes.Getattr(attr=name) | nodes.Getitem(arg=nodes.Const(value=str() as name)):
                yield from self.found(node.node, scope)
                row = self.shape(node.node, scope)
                if isinstance(row, _Row) and row.field(name) is None:
                    yield _unknown(f"{_words(node.node)}.{name}", name, row, node.lineno)
            case _:
                yield from self._other(node, scope)

    def _other(self, node: nodes.Node, scope: Scope) -> Iterator[Mistake]:
        if isinstance(node, nodes.Filter) and node.name not in self.env.filters:
            near = nearest(node.name, self.env.filters)
            words = message("placeholder-filter-near" if near else "placeholder-filter", name=node.name, nearest=near)
            yield Mistake("placeholder-filter", node.name, words, node.lineno)
        if isinstance(node, _FILES):
            yield Mistake("placeholder-file", "", message("placeholder-file"), node.lineno)
        for child in node.iter_child_nodes():
            yield from self.found(child, scope)

    def _name(self, node: nodes.Name, scope: Scope) -> Iterator[Mistake]:
        known = node.name in scope or node.name in self.env.globals or TOP.field(node.name)
        if not known:
            yield _unknown(node.name, node.name, TOP, node.lineno)

    def shape(self, node: nodes.Node, scope: Scope) -> Shape:
        """What an expression stands for, as far as it is known."""
        match node:
            case nodes.Name(name=name):
                return scope[name] if name in scope else TOP.field(name)
            case nodes.Getattr(attr=name) | nodes.Getitem(arg=nodes.Const(value=str() as name)):
                row = self.shape(node.node, scope)
                return row.field(name) if isinstance(row, _Row) else None
            case nodes.Getitem(arg=nodes.Const(value=int())):
                return _element(self.shape(node.node, scope))
            case _:
                return None


def _element(shape: Shape) -> Shape:
    """One row of a list."""
    return _Row(shape.inside) if isinstance(shape, Field) and shape.inside else None


def _unknown(path: str, name: str, row: _Row, line: int) -> Mistake:
    near = row.near(name)
    words = message("placeholder-near" if near else "placeholder", nearest=near)
    return Mistake("placeholder", path, words, line)


def _words(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr():
            return f"{_words(node.node)}.{node.attr}"
        case _:
            return "…"


def excerpt(source: str, line: int) -> str:
    """The words of a line of a template's text, without the marks of an Office file."""
    lines = source.splitlines()
    found = re.sub(r"<[^>]*>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
    return found if len(found) <= LONGEST else found[:LONGEST] + "…"
