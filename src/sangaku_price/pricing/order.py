"""An order in which everything comes after what it needs."""

from collections.abc import Iterable, Mapping, Sequence

from sangaku_price.items import PRICE_LIST
from sangaku_price.quotation.values import Line


def in_order(nodes: Sequence[str], needs: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nodes, each after what it needs, otherwise in their own order; second, a circle where there is one."""
    done: dict[str, bool] = {}
    order: list[str] = []
    for root in nodes:
        stack = [(root, iter(needs.get(root, ())))]
        if root in done:
            continue
        done[root] = False
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


def as_quoted(lines: Iterable[Line], nodes: Sequence[str], asked_of: Mapping[str, str]) -> list[Line]:
    """The lines by kind, then in the order of the file and the tariff; what makes a line smaller comes after it."""
    order = [item.kind.id for item in PRICE_LIST]
    place = {ident: i for i, ident in enumerate(nodes)}

    def key(line: Line) -> tuple[int, int, bool]:
        entry = asked_of.get(line.id, line.id)
        return order.index(line.kind), place.get(entry, len(place)), line.reduces is not None

    return sorted(lines, key=key)
