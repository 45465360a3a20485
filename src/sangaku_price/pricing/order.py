"""An order in which everything comes after what it needs."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sangaku_price.items import PRICE_LIST
from sangaku_price.quotation.values import Line


def in_order(nodes: Sequence[str], needs: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nodes, each after what it needs, otherwise in their own order; second, a circle where there is one."""
    done: dict[str, bool] = {}
    order: list[str] = []
    for root in nodes:
        if root in done:
            continue
        needed = needs.get(root, ())
        if all(map(done.get, needed)):  # so it is with most: no stack is made for them
            done[root] = True
            order.append(root)
            continue
        done[root], stack = False, [(root, iter(needed))]
        while stack:
            node, rest = stack[-1]
            following = next((need for need in rest if not done.get(need, False)), None)
            if following is None:
                done[node] = True
                order.append(node)
                stack.pop()
            elif following in done:
                names = [name for name, _ in stack]
                return (), (*names[names.index(following) :], following)
            else:
                done[following] = False
                stack.append((following, iter(needs.get(following, ()))))
    return tuple(order), ()


@cache
def _order() -> Mapping[str, int]:
    """Of each kind of line, its place in the price list."""
    return {item.kind.id: number for number, item in enumerate(PRICE_LIST)}


def as_quoted(lines: Iterable[Line], nodes: Sequence[str], asked_of: Mapping[str, str]) -> list[Line]:
    """The lines by kind, then in the order of the file and the tariff; what makes a line smaller comes after it."""
    order = _order()
    place = {ident: i for i, ident in enumerate(nodes)}

    def key(line: Line) -> tuple[int, int, bool]:
        entry = asked_of.get(line.id, line.id)
        return order[line.kind], place.get(entry, len(place)), line.reduces is not None

    return sorted(lines, key=key)
